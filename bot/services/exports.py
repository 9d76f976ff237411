"""A community's money as sheets, for its leaders: read slice by slice, as the ledger stood when it was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.ids import CommunityId, DealId, PayeeId
from bot.domain.money import Currency
from bot.domain.money import currency as unit_of
from bot.domain.payments import Payee
from bot.domain.people import Actor, Right
from bot.domain.reckonings import NothingAsked, TooMuchToExport
from bot.services import rights
from bot.services.reckonings import MonthSums, every_month
from storage import communities, deals, exports, payees, reckonings
from storage.database import ReadTx
from storage.exports import FROM_THE_FIRST, Cursor, OrderSums

#: Orders that are read at once.
SLICE = 1_000
#: A community with more is told so: its file would be more than Telegram takes.
ORDERS_AT_MOST = 200_000

__all__ = ["FROM_THE_FIRST", "Cursor", "Export", "OrderSums", "Slice", "begin", "next_slice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is exported: a community's money in one currency, as the ledger stood at one of its rows."""

    community: Community
    unit: Currency
    upto: int
    months: tuple[MonthSums, ...]  #: oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some orders, with the deals and payees they name; `after` is where the next slice begins, None: there is none."""

    orders: tuple[OrderSums, ...]
    deals: Mapping[DealId, Deal]
    payees: Mapping[PayeeId, Payee]
    after: Cursor | None


def begin(tx: ReadTx, by: Actor, community_id: CommunityId, wanted: str) -> Export:
    """Fix what is exported. Raises NotFound, NotAllowed: not its leader; NothingAsked, TooMuchToExport."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "exports.begin")
    community = communities.get(tx, community_id)
    one = next((each for each in reckonings.booked(tx, community_id) if each.currency == wanted), None)
    if one is None:
        raise NothingAsked()
    if exports.count(tx, community_id, wanted) > ORDERS_AT_MOST:
        raise TooMuchToExport(most=ORDERS_AT_MOST)
    upto = exports.last_row(tx)
    months = tuple(every_month(tx, community, one, upto))
    return Export(community=community, unit=unit_of(wanted), upto=upto, months=months)


def next_slice(tx: ReadTx, by: Actor, community_id: CommunityId, export: Export, cursor: Cursor) -> Slice:
    """The next orders by deal and number. Raises NotFound, NotAllowed: not its leader any more."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "exports.next_slice")
    found = exports.orders_after(tx, community_id, export.unit.code, cursor, upto=export.upto, most=SLICE)
    last = found[-1] if len(found) == SLICE else None
    return Slice(
        orders=tuple(found),
        deals={deal.id: deal for deal in deals.these(tx, sorted({one.deal_id for one in found}))},
        payees=payees.these(tx, sorted({one.payee_id for one in found if one.payee_id is not None})),
        after=None if last is None else Cursor(deal_id=last.deal_id, number=last.number),
    )
