"""What a community's money adds up to, for its leaders: in all, by deal, by month and by payee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.ids import CommunityId, DealId, PayeeId
from bot.domain.money import Currency
from bot.domain.money import currency as unit_of
from bot.domain.months import Month, month_of, until
from bot.domain.payments import Payee
from bot.domain.people import Actor, Right
from bot.domain.reckonings import Flows, MonthPart, Part, Reckoning, Sums, together
from bot.services import rights
from storage import communities, deals, payees, reckonings
from storage.database import ReadTx
from storage.reckonings import MONTHS_AT_ONCE, Booked

T = TypeVar("T")

DEALS_ON_A_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSums:
    """One month of a community's money, and the payees that make it up."""

    month: Month
    parts: tuple[MonthPart, ...]

    @property
    def whole(self) -> Flows:
        """All payees together."""
        return together(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsPage:
    """Some months, newest first, and whether there are others on either side."""

    months: tuple[MonthSums, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DealsPage:
    """Some deals with their sums, newest first."""

    deals: tuple[tuple[Deal, Reckoning], ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a community's money adds up to in one currency."""

    community: Community
    unit: Currency
    others: tuple[Currency, ...]  #: other currencies in which something was asked
    total: Reckoning
    months: MonthsPage
    deals: DealsPage


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSums:
    """What one deal's money adds up to."""

    deal: Deal
    community: Community
    sums: Reckoning
    is_own: bool  #: whether who reads it leads the deal: its desk is theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMonth:
    """One month of a community's money."""

    community: Community
    unit: Currency
    sums: MonthSums


def overview(
    tx: ReadTx, by: Actor, community_id: CommunityId, wanted: str = "", months: int = 0, page: int = 0
) -> Overview:
    """A community's money in a currency, or in the one booked last. Raises NotFound, NotAllowed: not its leader."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "reckonings.overview")
    community = communities.get(tx, community_id)
    found = reckonings.booked(tx, community_id)
    one = _wanted(found, wanted)
    unit = unit_of(community.currency if one is None else one.currency)
    totals = reckonings.totals(tx, community_id, unit.code)
    return Overview(
        community=community,
        unit=unit,
        others=tuple(unit_of(other.currency) for other in found if other.currency != unit.code),
        total=Reckoning(unit=unit, parts=_parts(totals, payees.these(tx, _known(totals)))),
        months=_months_page(tx, community, one, months),
        deals=_deals_page(tx, community_id, unit, page),
    )


def of_deal(tx: ReadTx, by: Actor, deal_id: DealId) -> DealSums:
    """A deal's money, for a leader of its community. Raises NotFound: no such deal, or another's; NotAllowed."""
    rights.check(tx, Right.REPEATS_DEAL, by, deal_id, "reckonings.of_deal")
    deal = deals.get(tx, deal_id)
    sums = reckonings.by_deal(tx, [deal_id])[deal_id]
    reckoned = Reckoning(unit=deal.currency, parts=_parts(sums, payees.these(tx, _known(sums))))
    community = communities.get(tx, deal.community_id)
    return DealSums(deal=deal, community=community, sums=reckoned, is_own=deal.leader_id == by.id)


def of_month(tx: ReadTx, by: Actor, community_id: CommunityId, wanted: str, month: Month) -> OneMonth:
    """One month of a community's money; without parts where nothing was asked. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "reckonings.of_month")
    community = communities.get(tx, community_id)
    one = _wanted(reckonings.booked(tx, community_id), wanted)
    if one is None or one.currency != wanted:
        none = MonthSums(month=month, parts=())
        return OneMonth(community=community, unit=unit_of(community.currency), sums=none)
    (sums,) = _months(tx, community, wanted, (month,))
    return OneMonth(community=community, unit=unit_of(wanted), sums=sums)


def every_month(tx: ReadTx, community: Community, one: Booked, upto: int | None = None) -> list[MonthSums]:
    """Each month from the first in which something was booked to the last, oldest first, by the ledger up to a row."""
    zone = community.clock
    first, last = month_of(one.first, zone), month_of(one.last, zone)
    found: list[MonthSums] = []
    while last >= first:
        some = until(last, first, MONTHS_AT_ONCE)
        found += _months(tx, community, one.currency, some, upto)
        last = some[-1].later(-1)
    return found[::-1]


def _wanted(found: list[Booked], wanted: str) -> Booked | None:
    """The currency that was asked for, else the one booked last; None: nothing was ever asked."""
    return next((one for one in found if one.currency == wanted), found[0] if found else None)


def _months_page(tx: ReadTx, community: Community, one: Booked | None, page: int) -> MonthsPage:
    if one is None:
        return MonthsPage(months=(), page=0, pages=1)
    zone = community.clock
    first, last = month_of(one.first, zone), month_of(one.last, zone)
    span = (last.year - first.year) * 12 + last.number - first.number + 1
    pages = -(-span // MONTHS_AT_ONCE)
    at = min(max(page, 0), pages - 1)
    shown = until(last.later(-at * MONTHS_AT_ONCE), first, MONTHS_AT_ONCE)
    return MonthsPage(months=_months(tx, community, one.currency, shown), page=at, pages=pages)


def _months(
    tx: ReadTx, community: Community, currency: str, shown: tuple[Month, ...], upto: int | None = None
) -> tuple[MonthSums, ...]:
    """These months' sums; they follow one another, newest first."""
    last = shown[0]
    flows = reckonings.by_month(tx, community.id, currency, _borders(last, community.clock), upto=upto)
    known = payees.these(tx, _known(flows))
    ordered = _ordered(flows, known)
    return tuple(
        MonthSums(
            month=month,
            parts=tuple(MonthPart(payee=payee, flows=own[MONTHS_AT_ONCE - 1 - back]) for payee, own in ordered),
        )
        for back, month in enumerate(shown)
    )


def _borders(last: Month, zone: ZoneInfo) -> list[datetime]:
    return [last.later(step).begins(zone) for step in range(1 - MONTHS_AT_ONCE, 2)]


def _deals_page(tx: ReadTx, community: CommunityId, unit: Currency, page: int) -> DealsPage:
    pages = max(-(-reckonings.count_deals(tx, community, unit.code) // DEALS_ON_A_PAGE), 1)
    at = min(max(page, 0), pages - 1)
    ids = reckonings.page_of_deals(tx, community, unit.code, after=at * DEALS_ON_A_PAGE, most=DEALS_ON_A_PAGE)
    sums = reckonings.by_deal(tx, ids)
    known = payees.these(tx, [payee for found in sums.values() for payee in _known(found)])
    shown = {deal.id: deal for deal in deals.these(tx, ids)}
    listed = tuple((shown[one], Reckoning(unit=unit, parts=_parts(sums[one], known))) for one in ids)
    return DealsPage(deals=listed, page=at, pages=pages)


def _known(by_payee: Mapping[PayeeId | None, object]) -> list[PayeeId]:
    return [payee for payee in by_payee if payee is not None]


def _parts(sums: Mapping[PayeeId | None, Sums], known: Mapping[PayeeId, Payee]) -> tuple[Part, ...]:
    return tuple(Part(payee=payee, sums=own) for payee, own in _ordered(sums, known))


def _ordered(found: Mapping[PayeeId | None, T], known: Mapping[PayeeId, Payee]) -> list[tuple[Payee | None, T]]:
    """By payee, the one kept first first, cash last."""
    ids = sorted(_known(found))
    listed: list[tuple[Payee | None, T]] = [(known[one], found[one]) for one in ids]
    return [*listed, *([(None, found[None])] if None in found else [])]
