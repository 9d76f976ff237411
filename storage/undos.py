"""Undos: what leaders said of money lately, and how it stood before."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.ids import AccountId, DealId, UndoId
from bot.domain.undos import Undo, UndoKind, Was, read, written
from storage.database import ReadTx, WriteTx
from storage.tables import undos as t

_COLUMNS = (t.c.id, t.c.deal_id, t.c.actor_id, t.c.kind, t.c.at, t.c.orders, t.c.undone_at)
_ADD = t.insert().returning(t.c.id)
_BETWEEN = (
    select(*_COLUMNS)
    .where(t.c.deal_id == bindparam("deal"), t.c.id >= bindparam("first"), t.c.id <= bindparam("last"))
    .order_by(t.c.id.desc())
)
_NEWEST = select(*_COLUMNS).where(t.c.deal_id == bindparam("deal")).order_by(t.c.id.desc()).limit(1)
_UNDONE = update(t).where(t.c.id == bindparam("undo"), t.c.undone_at.is_(None)).values(undone_at=bindparam("now"))
_PRUNE = t.delete().where(t.c.at < bindparam("before"))


def add(tx: WriteTx, deal: DealId, actor: AccountId, kind: UndoKind, orders: tuple[Was, ...], now: datetime) -> UndoId:
    """Keep what can be taken back."""
    facts = {"deal_id": deal, "actor_id": actor, "kind": kind, "at": now, "orders": written(orders)}
    return UndoId(int(tx.value(_ADD, facts)))


def between(tx: ReadTx, deal: DealId, first: UndoId, last: UndoId) -> list[tuple[Undo, bool]]:
    """What was done in a deal from one undo to another, the newest first; each with whether it was taken back."""
    rows = tx.all(_BETWEEN, {"deal": deal, "first": first, "last": last})
    return [(_undo(row), row.undone_at is not None) for row in rows]


def newest(tx: ReadTx, deal: DealId) -> Undo | None:
    """What was said last of money of a deal, unless it was taken back."""
    row = tx.first(_NEWEST, {"deal": deal})
    return None if row is None or row.undone_at is not None else _undo(row)


def undone(tx: WriteTx, undo: UndoId, now: datetime) -> bool:
    """It is taken back; False when it was before."""
    return tx.changed(_UNDONE, {"undo": undo, "now": now})


def prune(tx: WriteTx, before: datetime) -> int:
    """Forget what can't be taken back since long; how many."""
    return tx.run(_PRUNE, {"before": before})


def _undo(row: Row[Any]) -> Undo:
    return Undo(
        id=UndoId(row.id),
        deal_id=DealId(row.deal_id),
        actor_id=AccountId(row.actor_id),
        kind=UndoKind(row.kind),
        at=row.at,
        orders=read(row.orders),
    )
