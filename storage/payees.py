"""Payees: versions of where a community's money goes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, CommunityId, PayeeId
from bot.domain.payments import Payee, PayeeState
from storage.database import ReadTx, WriteTx
from storage.tables import payees as t

_ADD = t.insert().returning(t.c.id)
_GET = select(t).where(t.c.id == bindparam("payee"))
_THESE = select(t).where(t.c.id.in_(bindparam("these", expanding=True)))
_COUNTING = (
    select(t)
    .where(t.c.community_id == bindparam("community"), t.c.currency == bindparam("in_currency"))
    .where(t.c.state.in_([PayeeState.KEPT, PayeeState.REPLACED]), t.c.counts_from <= bindparam("now"))
    .order_by(t.c.counts_from.desc(), t.c.id.desc())
    .limit(1)
)
#: A replaced one is kept too: its successor may have been stopped.
_KEPT = (
    select(t.c.id)
    .where(t.c.community_id == bindparam("community"), t.c.state.in_([PayeeState.KEPT, PayeeState.REPLACED]))
    .limit(1)
)
_SETTLE = (
    update(t)
    .where(t.c.id == bindparam("payee"), t.c.state == PayeeState.SHOWN)
    .values(state=bindparam("to"), counts_from=bindparam("at"))
)
#: A change that is answered by another before it counts never does: the first of them may have been a thief's.
_COUNT_NOW = (
    update(t)
    .where(t.c.id == bindparam("payee"), t.c.state == PayeeState.KEPT, t.c.counts_from > bindparam("now"))
    .values(counts_from=bindparam("now"))
)
_STOP = (
    update(t)
    .where(t.c.id == bindparam("payee"), t.c.state == PayeeState.KEPT, t.c.counts_from > bindparam("now"))
    .values(state=PayeeState.DISCARDED)
)
_WITHDRAW = (
    update(t)
    .where(t.c.community_id == bindparam("community"), t.c.currency == bindparam("in_currency"))
    .where(t.c.state == PayeeState.KEPT, t.c.counts_from > bindparam("now"))
    .values(state=PayeeState.DISCARDED)
)
_REPLACE = (
    update(t)
    .where(t.c.community_id == bindparam("community"), t.c.state == PayeeState.KEPT)
    .values(state=PayeeState.REPLACED)
)
_RETIRE = (
    update(t)
    .where(t.c.community_id == bindparam("goes"), t.c.state.in_([PayeeState.KEPT, PayeeState.REPLACED]))
    .values(state=PayeeState.DISCARDED)
)
_MOVE = update(t).where(t.c.community_id == bindparam("goes")).values(community_id=bindparam("stays"))


def show(tx: WriteTx, values: dict[str, object]) -> PayeeId:
    """Keep a payee that its leader is being shown, not yet used."""
    return PayeeId(int(tx.value(_ADD, values)))


def get(tx: ReadTx, payee: PayeeId) -> Payee:
    """A payee in any state. Raises NotFound."""
    row = tx.first(_GET, {"payee": payee})
    if row is None:
        raise NotFound()
    return _payee(row)


def these(tx: ReadTx, ids: Collection[PayeeId]) -> dict[PayeeId, Payee]:
    """These payees, in any state."""
    return {found.id: found for found in map(_payee, tx.all(_THESE, {"these": list(ids)}))} if ids else {}


def counting(tx: ReadTx, community: CommunityId, currency: str, now: datetime) -> Payee | None:
    """Where new orders of a community are paid to now. A replaced payee counts until its successor does."""
    row = tx.first(_COUNTING, {"community": community, "in_currency": currency, "now": now})
    return None if row is None else _payee(row)


def has_kept(tx: ReadTx, community: CommunityId) -> bool:
    """Whether a community has a payee already."""
    return tx.first(_KEPT, {"community": community}) is not None


def keep(tx: WriteTx, payee: Payee, counts_from: datetime, now: datetime) -> bool:
    """Keep a shown payee: it replaces the one before, or discards it when that doesn't count yet.

    False when it was decided already.
    """
    tx.run(_WITHDRAW, {"community": payee.community_id, "in_currency": payee.currency, "now": now})
    tx.run(_REPLACE, {"community": payee.community_id})
    return tx.changed(_SETTLE, {"payee": payee.id, "to": PayeeState.KEPT, "at": counts_from})


def count_now(tx: WriteTx, payee: PayeeId, now: datetime) -> bool:
    """A change counts now. False: it counts already, or was stopped or answered by another."""
    return tx.changed(_COUNT_NOW, {"payee": payee, "now": now})


def stop(tx: WriteTx, payee: PayeeId, now: datetime) -> bool:
    """A change never counts: the payee that it would have replaced goes on. False when it was decided already."""
    return tx.changed(_STOP, {"payee": payee, "now": now})


def discard(tx: WriteTx, payee: Payee, now: datetime) -> bool:
    """Forget a shown payee. False when it was decided already."""
    return tx.changed(_SETTLE, {"payee": payee.id, "to": PayeeState.DISCARDED, "at": now})


def move(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """One community's payees are another's. Where that one has a payee, new deals go on being paid to it alone."""
    if has_kept(tx, stays):
        tx.run(_RETIRE, {"goes": goes})
    tx.run(_MOVE, {"goes": goes, "stays": stays})


def _payee(row: Row[Any]) -> Payee:
    return Payee(
        id=PayeeId(row.id),
        community_id=CommunityId(row.community_id),
        standard=row.standard,
        account=row.account,
        name=row.name,
        city=row.city,
        extra=row.extra,
        currency=row.currency,
        state=PayeeState(row.state),
        created_by=AccountId(row.created_by),
        created_at=row.created_at,
        counts_from=row.counts_from,
    )
