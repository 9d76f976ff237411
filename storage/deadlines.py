"""What is due: moments in columns, asked for without a lower bound, so that downtime only makes them late."""

from datetime import datetime

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select

from bot.domain.ids import DealId, OrderId, TeamId
from bot.domain.last_calls import BEFORE_CLOSE
from storage.database import ReadTx
from storage.tables import deals, orders, statements, teams
from storage.types import Instant, word

_MOST: BindParameter[int] = bindparam("most")
_NOW: BindParameter[datetime] = bindparam("now")
_OPENING = (
    select(deals.c.id)
    .where(deals.c.state == word("scheduled"), deals.c.opens_at <= _NOW)
    .order_by(deals.c.opens_at)
    .limit(_MOST)
)
_CLOSING = (
    select(deals.c.id)
    .where(deals.c.state == word("open"), deals.c.closes_at <= _NOW)
    .order_by(deals.c.closes_at)
    .limit(_MOST)
)
_LAST_CALLED = (
    select(deals.c.id)
    .where(
        deals.c.state == word("open"), deals.c.closes_at > _NOW, deals.c.closes_at <= bindparam("soon", type_=Instant)
    )
    .where(or_(deals.c.last_call_for.is_(None), deals.c.last_call_for < deals.c.closes_at))
    .order_by(deals.c.closes_at)
    .limit(_MOST)
)
_NEXT_LAST_CALL = select(func.min(deals.c.closes_at)).where(
    deals.c.state == word("open"), or_(deals.c.last_call_for.is_(None), deals.c.last_call_for < deals.c.closes_at)
)
_ENDING = select(deals.c.id).where(deals.c.ends_at <= _NOW).order_by(deals.c.ends_at, deals.c.id).limit(_MOST)
_RUN_OUT = (
    select(teams.c.id)
    .join(deals, deals.c.id == teams.c.deal_id)
    .where(teams.c.state == word("open"), teams.c.deadline_at <= _NOW)
    .where(
        or_(  # a deal that ends its teams does so in slices
            and_(deals.c.state == word("open"), deals.c.closes_at > _NOW),
            and_(deals.c.state == word("closed"), deals.c.ends_at > _NOW),
        )
    )
    .order_by(teams.c.deadline_at, teams.c.id)
    .limit(_MOST)
)
_LAPSING = (
    select(orders.c.id)
    .where(orders.c.state == word("due"), orders.c.due_until <= _NOW)
    .order_by(orders.c.due_until)
    .limit(_MOST)
)
_REMINDING = (
    select(orders.c.id)
    .where(orders.c.remind_at.is_not(None), orders.c.remind_at <= _NOW)
    .order_by(orders.c.remind_at)
    .limit(_MOST)
)

_EARLIEST: tuple[Select[tuple[datetime]], ...] = (
    select(func.min(deals.c.opens_at)).where(deals.c.state == word("scheduled")),
    select(func.min(deals.c.closes_at)).where(deals.c.state == word("open")),
    select(func.min(teams.c.deadline_at)).where(teams.c.state == word("open")),
    select(func.min(orders.c.due_until)).where(orders.c.state == word("due")),
    select(func.min(orders.c.remind_at)).where(orders.c.remind_at.is_not(None)),
    select(func.min(deals.c.ends_at)).where(deals.c.ends_at.is_not(None)),
    select(func.min(statements.c.works_at)).where(statements.c.works_at.is_not(None)),
)


def opening(tx: ReadTx, now: datetime, most: int) -> list[DealId]:
    """Deals that should be open."""
    return [DealId(row.id) for row in tx.all(_OPENING, {"now": now, "most": most})]


def closing(tx: ReadTx, now: datetime, most: int) -> list[DealId]:
    """Deals that should be closed."""
    return [DealId(row.id) for row in tx.all(_CLOSING, {"now": now, "most": most})]


def last_called(tx: ReadTx, now: datetime, most: int) -> list[DealId]:
    """Open deals that close soon, and whose last call has not been thought of."""
    return [DealId(row.id) for row in tx.all(_LAST_CALLED, {"now": now, "soon": now + BEFORE_CLOSE, "most": most})]


def ending(tx: ReadTx, now: datetime, most: int) -> list[DealId]:
    """Closed or cancelled deals of which teams or orders are to be ended now."""
    return [DealId(row.id) for row in tx.all(_ENDING, {"now": now, "most": most})]


def run_out(tx: ReadTx, now: datetime, most: int) -> list[TeamId]:
    """Teams whose own time is up, before their deal's is."""
    return [TeamId(row.id) for row in tx.all(_RUN_OUT, {"now": now, "most": most})]


def lapsing(tx: ReadTx, now: datetime, most: int) -> list[OrderId]:
    """Orders not paid in time."""
    return [OrderId(row.id) for row in tx.all(_LAPSING, {"now": now, "most": most})]


def reminding(tx: ReadTx, now: datetime, most: int) -> list[OrderId]:
    """Orders somebody is to be reminded of."""
    return [OrderId(row.id) for row in tx.all(_REMINDING, {"now": now, "most": most})]


def earliest(tx: ReadTx) -> datetime | None:
    """The next moment at which something is due."""
    moments = [tx.value(statement) for statement in _EARLIEST]
    closing: datetime | None = tx.value(_NEXT_LAST_CALL)
    moments.append(None if closing is None else closing - BEFORE_CLOSE)
    return min((moment for moment in moments if moment is not None), default=None)
