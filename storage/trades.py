"""Trades: payments through gateways, and the calls about them that are still to be made."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, update

from bot.domain.errors import NotFound
from bot.domain.ids import OrderId, TradeId
from bot.domain.trades import ASKING, Provider, Trade, TradeState
from storage.database import ReadTx, WriteTx
from storage.tables import trades as t
from storage.types import Instant, word

#: What a trade's row says of money before any came.
NO_MONEY = {"money_id": "", "came_minor": 0, "refund_minor": 0, "refunded_minor": 0, "refunds": 0}
_WANT = t.insert()
_GET = select(t).where(t.c.id == bindparam("trade"))
_LOCK = _GET.with_for_update()
_BY_NUMBER = select(t).where(t.c.provider == bindparam("of"), t.c.number == bindparam("nth"))
_OF_ORDER = select(t).where(t.c.order_id == bindparam("order")).order_by(t.c.id)
_STANDING = (
    select(t)
    .where(
        t.c.order_id.in_(bindparam("orders", expanding=True)),
        t.c.state.in_([word(each) for each in (*sorted(ASKING), TradeState.PAID)]),
    )
    .order_by(t.c.id)
    .with_for_update()
)
#: Taken by whoever gets there first; a call about it that is lost is made again when its lease is over. Somebody waits
#: for a code or for money, nobody for a closing.
_DUE = (
    select(t.c.id)
    .where(t.c.next_at.is_not(None), t.c.next_at <= bindparam("now", type_=Instant))
    .order_by(case((t.c.state == word("closing"), 1), else_=0), t.c.next_at, t.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(t)
    .where(t.c.id.in_(bindparam("these", expanding=True)))
    .values(next_at=bindparam("lease"), attempts=t.c.attempts + 1)
    .returning(*t.c)
)
_SOONEST = select(func.min(t.c.next_at)).where(t.c.next_at.is_not(None))
_SAVE = (
    update(t)
    .where(t.c.id == bindparam("trade"), t.c.state == bindparam("was"))
    .values(
        state=bindparam("to"),
        code=bindparam("drawn"),
        codes=bindparam("made"),
        expires_at=bindparam("until"),
        queried_at=bindparam("asked_at"),
        attempts=bindparam("tries"),
        money_id=bindparam("money"),
        came_minor=bindparam("came"),
        refund_minor=bindparam("back"),
        refunded_minor=bindparam("gone"),
        refunds=bindparam("nth_refund"),
        next_at=bindparam("at"),
    )
)
_LATER = update(t).where(t.c.id == bindparam("trade"), t.c.state == bindparam("was")).values(next_at=bindparam("at"))
_OPEN = select(t.c.id).where(t.c.next_at.is_not(None)).limit(1)


def want(
    tx: WriteTx, order: OrderId, provider: Provider, number: str, amount_minor: int, currency: str, now: datetime
) -> None:
    """A gateway is to be asked for a code."""
    tx.run(
        _WANT,
        {
            "order_id": order,
            "provider": provider,
            "number": number,
            "amount_minor": amount_minor,
            "currency": currency,
            "state": TradeState.WANTED,
            "code": "",
            "codes": 0,
            "next_at": now,
            "attempts": 0,
            **NO_MONEY,
            "wanted_at": now,
        },
    )


def get(tx: ReadTx, trade: TradeId) -> Trade:
    """A trade. Raises NotFound."""
    row = tx.first(_GET, {"trade": trade})
    if row is None:
        raise NotFound()
    return _trade(row)


def locked(tx: WriteTx, trade: TradeId) -> Trade:
    """A trade that nobody else moves until the transaction ends. Raises NotFound."""
    row = tx.first(_LOCK, {"trade": trade})
    if row is None:
        raise NotFound()
    return _trade(row)


def by_number(tx: ReadTx, provider: Provider, number: str) -> Trade | None:
    """The trade of a number of ours."""
    row = tx.first(_BY_NUMBER, {"of": provider, "nth": number})
    return None if row is None else _trade(row)


def of_order(tx: ReadTx, order: OrderId) -> list[Trade]:
    """Every trade of an order, the first first."""
    return [_trade(row) for row in tx.all(_OF_ORDER, {"order": order})]


def standing(tx: WriteTx, of: Sequence[OrderId]) -> list[Trade]:
    """The trades of these orders that may be asked for, or have money; nobody else moves them meanwhile."""
    return [_trade(row) for row in tx.all(_STANDING, {"orders": list(of)})]


def take(tx: WriteTx, most: int, now: datetime, lease: datetime) -> list[Trade]:
    """Trades about which a gateway is to be called now; nobody else does before the lease is over."""
    these = [row.id for row in tx.all(_DUE, {"now": now, "most": most})]
    if not these:
        return []
    rows = tx.all(_TAKE, {"these": these, "lease": lease})
    return sorted(map(_trade, rows), key=lambda trade: trade.id)


def soonest(tx: ReadTx) -> datetime | None:
    """When the next call is to be made."""
    moment: datetime | None = tx.value(_SOONEST)
    return moment


def any_open(tx: ReadTx) -> bool:
    """Whether any call is still to be made."""
    return tx.first(_OPEN) is not None


def save(tx: WriteTx, before: Trade, after: Trade, next_at: datetime | None) -> bool:
    """Store a trade's next state; False when it isn't what the rule has seen."""
    return tx.changed(
        _SAVE,
        {
            "trade": before.id,
            "was": before.state,
            "to": after.state,
            "drawn": after.code,
            "made": after.codes,
            "until": after.expires_at,
            "asked_at": after.queried_at,
            "tries": after.attempts,
            "money": after.money_id,
            "came": after.came_minor,
            "back": after.refund_minor,
            "gone": after.refunded_minor,
            "nth_refund": after.refunds,
            "at": next_at,
        },
    )


def call_at(tx: WriteTx, trade: Trade, at: datetime | None) -> bool:
    """The next call about a trade is made at a moment, or none is; False when it has moved on."""
    return tx.changed(_LATER, {"trade": trade.id, "was": trade.state, "at": at})


def _trade(row: Row[Any]) -> Trade:
    return Trade(
        id=TradeId(row.id),
        order_id=OrderId(row.order_id),
        provider=Provider(row.provider),
        number=row.number,
        amount_minor=row.amount_minor,
        currency=row.currency,
        state=TradeState(row.state),
        code=row.code,
        codes=row.codes,
        expires_at=row.expires_at,
        queried_at=row.queried_at,
        attempts=row.attempts,
        next_at=row.next_at,
        money_id=row.money_id,
        came_minor=row.came_minor,
        refund_minor=row.refund_minor,
        refunded_minor=row.refunded_minor,
        refunds=row.refunds,
    )
