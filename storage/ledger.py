"""The ledger: charged, paid, credited, refunded per order. Append-only: no statement here changes a row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, bindparam, case, column, func, select, text

from bot.domain.ids import AccountId, CommunityId, OrderId
from bot.domain.payments import Entry, LedgerRow
from storage.database import ReadTx, WriteTx
from storage.tables import ledger as t
from storage.tables import orders
from storage.types import Whole, word

_BOOK = t.insert()
_SIGN = case((t.c.entry.in_([word(Entry.CHARGED), word(Entry.REFUNDED)]), 1), else_=-1)
#: What is still owed by the rows that are looked at, in minor units.
OWED = func.coalesce(func.sum(t.c.amount_minor * _SIGN), 0)
_BALANCE = select(OWED).where(t.c.order_id == bindparam("order"))
_PAID = select(
    func.coalesce(
        func.sum(
            case((t.c.entry == Entry.PAID, t.c.amount_minor), (t.c.entry == Entry.REFUNDED, -t.c.amount_minor), else_=0)
        ),
        0,
    )
).where(t.c.order_id == bindparam("order"))


_REFUNDED = select(func.coalesce(func.sum(t.c.amount_minor), 0)).where(
    t.c.order_id == bindparam("order"), t.c.entry == word(Entry.REFUNDED)
)
_CREDITED = select(func.coalesce(func.sum(t.c.amount_minor), 0)).where(
    t.c.order_id == bindparam("order"), t.c.entry == Entry.CREDITED, t.c.source == "deal"
)
_CREDITED_ONCE = _CREDITED.where(t.c.amount_minor > 0)
# CROSS JOIN keeps this order in SQLite, which would walk through every order of the community; PostgreSQL is free.
_CREDITS = (
    text(
        "SELECT orders.buyer_id, SUM(ledger.amount_minor) AS used FROM orders CROSS JOIN ledger CROSS JOIN deals"
        " WHERE orders.buyer_id IN :buyers AND ledger.order_id = orders.id AND ledger.entry = 'credited'"
        " AND ledger.currency = :in_currency AND deals.id = orders.deal_id AND deals.community_id = :community"
        " GROUP BY orders.buyer_id"
    )
    .bindparams(
        bindparam("buyers", expanding=True, type_=Whole),
        bindparam("in_currency", type_=Text()),
        bindparam("community", type_=Whole),
    )
    .columns(column("buyer_id", Whole), column("used", Whole))
)


_HOLD_CREDITS = (
    select(t.c.id)
    .join(orders, orders.c.id == t.c.order_id)
    .where(orders.c.buyer_id.in_(bindparam("buyers", expanding=True)), t.c.entry == word("credited"))
    .where(t.c.amount_minor < 0)
    .order_by(t.c.id)
    .with_for_update(of=t)
)


def book(tx: WriteTx, rows: Sequence[LedgerRow], now: datetime) -> None:
    """Write ledger rows."""
    if rows:
        tx.run(_BOOK, [_values(row, now) for row in rows])


def balance(tx: ReadTx, order: OrderId) -> int:
    """What the buyer still owes for an order, in minor units; negative when too much came."""
    return int(tx.value(_BALANCE, {"order": order}))


def held(tx: ReadTx, order: OrderId) -> int:
    """What came for an order and was not paid back, in minor units."""
    return int(tx.value(_PAID, {"order": order}))


def refunded(tx: ReadTx, order: OrderId) -> int:
    """What was paid back of an order's money, in minor units."""
    return int(tx.value(_REFUNDED, {"order": order}))


def credited(tx: ReadTx, order: OrderId) -> int:
    """What of an order a buyer's credit pays, in minor units; credit that a leader made of its money is another's."""
    return int(tx.value(_CREDITED, {"order": order}))


def credited_once(tx: ReadTx, order: OrderId) -> int:
    """What of an order a buyer's credit was to pay when it fell due, in minor units, given back since or not."""
    return int(tx.value(_CREDITED_ONCE, {"order": order}))


def credits(tx: WriteTx, community: CommunityId, currency: str, buyers: Sequence[AccountId]) -> dict[AccountId, int]:
    """What each of these buyers has in credit in a community, in minor units; who has none is left out.

    Giving credit books a negative amount on the order whose money came late, using it a positive one. Whoever asks
    for credit holds it: an order of another deal that falls due at the same moment waits, and sees what is left.
    """
    facts = {"community": community, "in_currency": currency, "buyers": list(buyers)}
    rows = tx.all(_CREDITS, facts)
    if any(row.used < 0 for row in rows):
        tx.all(_HOLD_CREDITS, {"buyers": list(buyers)})
        rows = tx.all(_CREDITS, facts)
    return {AccountId(row.buyer_id): -int(row.used) for row in rows if row.used < 0}


def _values(row: LedgerRow, now: datetime) -> dict[str, object]:
    return {
        "order_id": row.order_id,
        "entry": row.entry,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "actor_id": row.actor_id,
        "source": row.source,
        "line_id": row.line_id,
        "at": now,
    }
