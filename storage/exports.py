"""Orders with what the ledger says of each, slice by slice, as the ledger stood at one of its rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, select

from bot.domain.ids import CommunityId, DealId, OrderId, PayeeId
from bot.domain.orders import OrderState
from bot.domain.payments import Entry
from bot.domain.reckonings import Sums
from storage.database import ReadTx
from storage.reckonings import KINDS, SIGNED, kind_sum
from storage.tables import accounts, deals, ledger, orders
from storage.types import word

_DEALS_AT_ONCE = 50
_LAST_ROW = select(func.max(ledger.c.id))
_OF_COMMUNITY = and_(deals.c.community_id == bindparam("community"), deals.c.currency == bindparam("in_currency"))
_MADE = select(func.coalesce(func.sum(deals.c.orders_made), 0)).where(_OF_COMMUNITY)
_DEALS = (
    select(deals.c.id)
    .where(_OF_COMMUNITY, deals.c.id > bindparam("after"))
    .order_by(deals.c.id)
    .limit(bindparam("most"))
)
_picked = (
    select(
        orders.c.id,
        orders.c.deal_id,
        orders.c.buyer_id,
        orders.c.number,
        orders.c.state,
        orders.c.reference,
        orders.c.payee_id,
        orders.c.placed_at,
        orders.c.due_until,
    )
    .where(orders.c.deal_id == bindparam("deal"), orders.c.number > bindparam("after"))
    .order_by(orders.c.number)
    .limit(bindparam("most"))
    .subquery()
)
_ORDERS = (
    select(
        *_picked.c,
        accounts.c.name.label("buyer"),
        *(kind_sum(name).label(name) for name in KINDS),
        func.coalesce(func.sum(SIGNED), 0).label("balance"),
        func.max(case((ledger.c.entry == word(Entry.PAID), ledger.c.at))).label("paid_at"),
    )
    .select_from(_picked)
    .join(accounts, accounts.c.id == _picked.c.buyer_id)
    .outerjoin(ledger, and_(ledger.c.order_id == _picked.c.id, ledger.c.id <= bindparam("upto")))
    .group_by(*_picked.c, accounts.c.name)
    .order_by(_picked.c.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSums:
    """One order, and what the ledger says of it."""

    id: OrderId
    deal_id: DealId
    number: int
    buyer: str
    state: OrderState
    reference: str
    payee_id: PayeeId | None
    placed_at: datetime
    due_until: datetime | None
    paid_at: datetime | None  #: when the last of its money was booked
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last order of a slice: the next one begins behind it."""

    deal_id: DealId
    number: int


FROM_THE_FIRST = Cursor(deal_id=DealId(0), number=0)


def last_row(tx: ReadTx) -> int:
    """The newest row of the ledger; 0: it has none."""
    return int(tx.value(_LAST_ROW) or 0)


def count(tx: ReadTx, community: CommunityId, currency: str) -> int:
    """How many orders a community's deals in one currency have had."""
    return int(tx.value(_MADE, {"community": community, "in_currency": currency}))


def orders_after(
    tx: ReadTx, community: CommunityId, currency: str, cursor: Cursor, *, upto: int, most: int
) -> list[OrderSums]:
    """The next orders by deal and number, each with what the ledger's rows up to one say; fewer than `most`: the last.

    Deal by deal: each is found by its index, however many orders other communities have.
    """
    found = _of_deal(tx, cursor.deal_id, cursor.number, upto, most)
    deal = cursor.deal_id
    while len(found) < most:
        facts = {"community": community, "in_currency": currency, "after": deal, "most": _DEALS_AT_ONCE}
        ids = [DealId(row.id) for row in tx.all(_DEALS, facts)]
        if not ids:
            break
        for deal in ids:
            found += _of_deal(tx, deal, 0, upto, most - len(found))
            if len(found) == most:
                break
    return found


def _of_deal(tx: ReadTx, deal: DealId, after: int, upto: int, most: int) -> list[OrderSums]:
    rows = tx.all(_ORDERS, {"deal": deal, "after": after, "upto": upto, "most": most})
    return [_order(row) for row in rows]


def _order(row: Row[Any]) -> OrderSums:
    state, balance = OrderState(row.state), int(row.balance)
    owed = max(balance, 0)
    claimed = owed if state is OrderState.CLAIMED else 0
    kinds = {name: int(getattr(row, name)) for name in KINDS}
    return OrderSums(
        id=OrderId(row.id),
        deal_id=DealId(row.deal_id),
        number=row.number,
        buyer=row.buyer,
        state=state,
        reference=row.reference or "",
        payee_id=None if row.payee_id is None else PayeeId(row.payee_id),
        placed_at=row.placed_at,
        due_until=row.due_until,
        paid_at=row.paid_at,
        sums=Sums(claimed=claimed, waiting=owed - claimed, owed_back=max(-balance, 0), **kinds),
    )
