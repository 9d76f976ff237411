"""Sums of the ledger, added up by the database: by deal, by payee, by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Subquery, and_, bindparam, case, func, select

from bot.domain.ids import CommunityId, DealId, PayeeId
from bot.domain.orders import OrderState
from bot.domain.payments import Entry
from bot.domain.reckonings import Flows, Sums
from storage.database import ReadTx
from storage.tables import deals, ledger, orders
from storage.types import Instant, word

#: Months that one statement adds up.
MONTHS_AT_ONCE = 6
_ANY_ROW = 2**62

_AMOUNT = ledger.c.amount_minor


def _of(condition: ColumnElement[bool], amount: ColumnElement[int] = _AMOUNT) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, amount), else_=0)), 0)


def _entry(entry: Entry) -> ColumnElement[bool]:
    return ledger.c.entry == word(entry)


#: A credit is a buyer's, which pays of the order, or is made of the order's own money: then its amount is negative.
_USED = and_(_entry(Entry.CREDITED), ledger.c.source == word("deal"))
_KEPT = and_(_entry(Entry.CREDITED), ledger.c.source != word("deal"))
#: What a row adds to its order's balance.
SIGNED = case((ledger.c.entry.in_([word(Entry.CHARGED), word(Entry.REFUNDED)]), _AMOUNT), else_=-_AMOUNT)
#: Each sum that is booked: which rows it is made of, and of what in them.
KINDS: dict[str, tuple[ColumnElement[bool], ColumnElement[int]]] = {
    "asked": (_entry(Entry.CHARGED), _AMOUNT),
    "paid": (_entry(Entry.PAID), _AMOUNT),
    "by_credit": (_USED, _AMOUNT),
    "kept": (_KEPT, -_AMOUNT),
    "paid_back": (_entry(Entry.REFUNDED), _AMOUNT),
}


def kind_sum(name: str) -> ColumnElement[int]:
    """One of the sums that are booked, over the rows at hand."""
    return _of(*KINDS[name])


_BOOKED = deals.join(orders, orders.c.deal_id == deals.c.id).join(ledger, ledger.c.order_id == orders.c.id)
_OF_COMMUNITY = and_(deals.c.community_id == bindparam("community"), deals.c.currency == bindparam("in_currency"))
_OF_DEALS = deals.c.id.in_(bindparam("these", expanding=True))


def _by_order(which: ColumnElement[bool]) -> Subquery:
    """Each order's sums: its balance decides whether something is open or owed back."""
    return (
        select(
            orders.c.deal_id,
            orders.c.payee_id,
            orders.c.state,
            *(_of(*kind).label(name) for name, kind in KINDS.items()),
            func.sum(SIGNED).label("balance"),
        )
        .select_from(_BOOKED)
        .where(which)
        .group_by(orders.c.id)
        .subquery()
    )


def _sums(one: Subquery) -> list[ColumnElement[int]]:
    balance, is_claimed = one.c.balance, one.c.state == word(OrderState.CLAIMED)
    standing = {
        "claimed": case((and_(is_claimed, balance > 0), balance), else_=0),
        "waiting": case((and_(~is_claimed, balance > 0), balance), else_=0),
        "owed_back": case((balance < 0, -balance), else_=0),
    }
    booked = [func.sum(one.c[name]).label(name) for name in KINDS]
    return [*booked, *(func.sum(amount).label(name) for name, amount in standing.items())]


_ORDERS_OF_COMMUNITY, _ORDERS_OF_DEALS = _by_order(_OF_COMMUNITY), _by_order(_OF_DEALS)
_TOTALS = select(_ORDERS_OF_COMMUNITY.c.payee_id, *_sums(_ORDERS_OF_COMMUNITY)).group_by(
    _ORDERS_OF_COMMUNITY.c.payee_id
)
_BY_DEAL = select(_ORDERS_OF_DEALS.c.deal_id, _ORDERS_OF_DEALS.c.payee_id, *_sums(_ORDERS_OF_DEALS)).group_by(
    _ORDERS_OF_DEALS.c.deal_id, _ORDERS_OF_DEALS.c.payee_id
)
_SPAN = (
    select(deals.c.currency, func.min(ledger.c.at).label("first"), func.max(ledger.c.at).label("last"))
    .select_from(_BOOKED)
    .where(deals.c.community_id == bindparam("community"))
    .group_by(deals.c.currency)
)
_HAS_BOOKED = (
    select(ledger.c.id)
    .select_from(orders.join(ledger, ledger.c.order_id == orders.c.id))
    .where(orders.c.deal_id == deals.c.id)
    .exists()
)
_COUNT = select(func.count()).select_from(deals).where(_OF_COMMUNITY, _HAS_BOOKED)
_PAGE = (
    select(deals.c.id)
    .where(_OF_COMMUNITY, _HAS_BOOKED)
    .order_by(deals.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)


def _border(at: int) -> BindParameter[datetime]:
    """The instant where the month before ends and the next begins."""
    return bindparam(f"border_{at}", type_=Instant())


_ENDS = range(1, MONTHS_AT_ONCE + 1)


def _within(month: int) -> ColumnElement[bool]:
    return and_(ledger.c.at >= _border(month), ledger.c.at < _border(month + 1))


_MONTHS_OF_ORDERS = (
    select(
        orders.c.payee_id,
        *(
            _of(and_(_within(month), condition), amount).label(f"{name}_{month}")
            for month in range(MONTHS_AT_ONCE)
            for name, (condition, amount) in KINDS.items()
        ),
        *(_of(ledger.c.at < _border(end), SIGNED).label(f"balance_{end}") for end in range(MONTHS_AT_ONCE + 1)),
    )
    .select_from(_BOOKED)
    .where(_OF_COMMUNITY, ledger.c.at < _border(MONTHS_AT_ONCE), ledger.c.id <= bindparam("upto"))
    .group_by(orders.c.id)
    .subquery()
)
_m = _MONTHS_OF_ORDERS.c
_BY_MONTH = select(
    _m.payee_id,
    func.sum(_m.balance_0).label("opening_0"),
    *(func.sum(_m[f"{name}_{month}"]).label(f"{name}_{month}") for month in range(MONTHS_AT_ONCE) for name in KINDS),
    *(func.sum(case((_m[f"balance_{end}"] > 0, _m[f"balance_{end}"]), else_=0)).label(f"open_{end}") for end in _ENDS),
    *(func.sum(case((_m[f"balance_{end}"] < 0, -_m[f"balance_{end}"]), else_=0)).label(f"owed_{end}") for end in _ENDS),
).group_by(_m.payee_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """From when to when a community's ledger has rows in one currency."""

    currency: str
    first: datetime
    last: datetime


def booked(tx: ReadTx, community: CommunityId) -> list[Booked]:
    """Each currency in which a community's ledger has rows, the one booked last first."""
    rows = tx.all(_SPAN, {"community": community})
    found = [Booked(currency=row.currency, first=row.first, last=row.last) for row in rows]
    return sorted(found, key=lambda one: (one.last, one.currency), reverse=True)


def totals(tx: ReadTx, community: CommunityId, currency: str) -> dict[PayeeId | None, Sums]:
    """All of a community's orders in one currency, by payee."""
    rows = tx.all(_TOTALS, {"community": community, "in_currency": currency})
    return {_payee(row): _sums_of(row) for row in rows}


def by_deal(tx: ReadTx, deals: Sequence[DealId]) -> dict[DealId, dict[PayeeId | None, Sums]]:
    """The orders of these deals, by deal and payee; a deal whose orders have nothing booked is empty."""
    found: dict[DealId, dict[PayeeId | None, Sums]] = {deal: {} for deal in deals}
    for row in tx.all(_BY_DEAL, {"these": list(deals)}) if deals else ():
        found[DealId(row.deal_id)][_payee(row)] = _sums_of(row)
    return found


def count_deals(tx: ReadTx, community: CommunityId, currency: str) -> int:
    """How many deals of a community have something booked."""
    return int(tx.value(_COUNT, {"community": community, "in_currency": currency}))


def page_of_deals(tx: ReadTx, community: CommunityId, currency: str, *, after: int, most: int) -> list[DealId]:
    """Deals that have something booked, newest first, after so many."""
    facts = {"community": community, "in_currency": currency, "after": after, "most": most}
    return [DealId(row.id) for row in tx.all(_PAGE, facts)]


def by_month(
    tx: ReadTx, community: CommunityId, currency: str, borders: Sequence[datetime], *, upto: int | None = None
) -> dict[PayeeId | None, list[Flows]]:
    """Each payee's flows between these borders, oldest first: seven of them for six months.

    `upto`: the last row of the ledger that counts; None: all do.
    """
    facts: dict[str, object] = {f"border_{at}": border for at, border in enumerate(borders)}
    facts["upto"] = _ANY_ROW if upto is None else upto
    rows = tx.all(_BY_MONTH, {"community": community, "in_currency": currency, **facts})
    return {_payee(row): _flows_of(row) for row in rows}


def _payee(row: Row[Any]) -> PayeeId | None:
    return None if row.payee_id is None else PayeeId(row.payee_id)


def _sums_of(row: Row[Any]) -> Sums:
    names = (*KINDS, "claimed", "waiting", "owed_back")
    return Sums(**{name: int(getattr(row, name)) for name in names})


def _flows_of(row: Row[Any]) -> list[Flows]:
    flows: list[Flows] = []
    opening = int(row.opening_0)
    for month in range(MONTHS_AT_ONCE):
        kinds = {name: int(getattr(row, f"{name}_{month}")) for name in KINDS}
        left, owed = int(getattr(row, f"open_{month + 1}")), int(getattr(row, f"owed_{month + 1}"))
        flows.append(Flows(opening=opening, open=left, owed_back=owed, **kinds))
        opening = flows[-1].closing
    return flows
