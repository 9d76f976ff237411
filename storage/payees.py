"""Payees: versions of where a community's money goes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, distinct, func, select, update

from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, CommunityId, PayeeId
from bot.domain.payments import Payee, PayeeState
from storage.database import ReadTx, WriteTx
from storage.tables import communities
from storage.tables import payees as t

_ADD = t.insert().returning(t.c.id)
_GET = select(t).where(t.c.id == bindparam("payee"))
_THESE = select(t).where(t.c.id.in_(bindparam("these", expanding=True)))
_COUNTING = (
    select(t)
    .where(t.c.community_id == bindparam("community"), t.c.currency == bindparam("in_currency"))
    .where(t.c.state == PayeeState.KEPT, t.c.counts_from <= bindparam("now"))
    .order_by(t.c.counts_from, t.c.id)
)
_KEPT = select(t.c.id).where(t.c.community_id == bindparam("community"), t.c.state == PayeeState.KEPT).limit(1)
_SLOTS = select(func.count(distinct(t.c.slot))).where(
    t.c.community_id == bindparam("community"),
    t.c.currency == bindparam("in_currency"),
    t.c.state == PayeeState.KEPT,
)
_KEEP = (
    update(t)
    .where(t.c.id == bindparam("payee"), t.c.state == PayeeState.SHOWN)
    .values(state=PayeeState.KEPT, counts_from=bindparam("at"), slot=bindparam("in_slot"))
)
_DISCARD = (
    update(t).where(t.c.id == bindparam("payee"), t.c.state == PayeeState.SHOWN).values(state=PayeeState.DISCARDED)
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
_SET_OWN_AMOUNTS = update(t).where(t.c.id == bindparam("payee")).values(own_amounts=bindparam("on"))
_LOCK = select(t.c.id).where(t.c.id == bindparam("payee")).with_for_update()
_WITHDRAW = (
    update(t)
    .where(t.c.slot == bindparam("in_slot"), t.c.state == PayeeState.KEPT, t.c.counts_from > bindparam("now"))
    .values(state=PayeeState.DISCARDED)
)
_RETIRE = (
    update(t)
    .where(t.c.community_id == bindparam("goes"), t.c.state == PayeeState.KEPT)
    .values(state=PayeeState.DISCARDED)
)
_OF_STANDARDS = (
    select(t, communities.c.chat_id)
    .join(communities, communities.c.id == t.c.community_id)
    .where(t.c.state == PayeeState.KEPT, t.c.standard.in_(bindparam("these", expanding=True)))
    .order_by(t.c.id)
)
_KEPT_OF = select(t.c.id).where(
    t.c.community_id == bindparam("community"), t.c.standard == bindparam("named"), t.c.state == PayeeState.KEPT
)
_WITHOUT = (
    select(communities.c.id, communities.c.chat_id)
    .where(communities.c.currency == bindparam("in_currency"), communities.c.left_at.is_(None))
    .where(
        ~select(t.c.id)
        .where(t.c.community_id == communities.c.id, t.c.standard == bindparam("named"))
        .where(t.c.state == PayeeState.KEPT)
        .exists()
    )
    .order_by(communities.c.id)
)
_LOCK_COMMUNITY = select(communities.c.id).where(communities.c.id == bindparam("community")).with_for_update()
_RETIRE_ONE = (
    update(t).where(t.c.id == bindparam("payee"), t.c.state == PayeeState.KEPT).values(state=PayeeState.DISCARDED)
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


def counting(tx: ReadTx, community: CommunityId, currency: str, now: datetime) -> tuple[Payee, ...]:
    """Where new orders of a community may be paid to now, first kept first. One counts until its successor does."""
    rows = tx.all(_COUNTING, {"community": community, "in_currency": currency, "now": now})
    newest = {row.slot: row for row in rows}
    return tuple(_payee(newest[slot]) for slot in sorted(newest))


def are_several(tx: ReadTx, community: CommunityId, currency: str) -> bool:
    """Whether a community has several payees, those that don't count yet among them."""
    return int(tx.value(_SLOTS, {"community": community, "in_currency": currency})) > 1


def has_kept(tx: ReadTx, community: CommunityId) -> bool:
    """Whether a community has a payee already."""
    return tx.first(_KEPT, {"community": community}) is not None


def keep(tx: WriteTx, payee: PayeeId, instead: Payee | None, counts_from: datetime, now: datetime) -> bool:
    """Keep a shown payee beside the others, or in place of one; a successor that doesn't count yet never will.

    False when it was decided already.
    """
    slot = payee if instead is None else instead.slot
    tx.run(_WITHDRAW, {"in_slot": slot, "now": now})
    return tx.changed(_KEEP, {"payee": payee, "in_slot": slot, "at": counts_from})


def count_now(tx: WriteTx, payee: PayeeId, now: datetime) -> bool:
    """A change counts now. False: it counts already, or was stopped or answered by another."""
    return tx.changed(_COUNT_NOW, {"payee": payee, "now": now})


def stop(tx: WriteTx, payee: PayeeId, now: datetime) -> bool:
    """A change never counts: the payee that it would have replaced goes on. False when it was decided already."""
    return tx.changed(_STOP, {"payee": payee, "now": now})


def set_own_amounts(tx: WriteTx, payee: PayeeId, *, on: bool) -> None:
    """Whether every buyer who is asked by this payee from now on is asked an amount of their own."""
    tx.run(_SET_OWN_AMOUNTS, {"payee": payee, "on": on})


def lock(tx: WriteTx, payee: PayeeId) -> None:
    """Who asks by this payee at the same moment waits, and sees which amounts are taken."""
    tx.first(_LOCK, {"payee": payee})


def discard(tx: WriteTx, payee: PayeeId) -> bool:
    """Forget a shown payee. False when it was decided already."""
    return tx.changed(_DISCARD, {"payee": payee})


def of_standards(tx: ReadTx, standards: Sequence[str]) -> list[tuple[Payee, ChatId]]:
    """Kept payees of some standards, each with its group's chat."""
    return [(_payee(row), ChatId(row.chat_id)) for row in tx.all(_OF_STANDARDS, {"these": list(standards)})]


def without(tx: ReadTx, standard: str, currency: str) -> list[tuple[CommunityId, ChatId]]:
    """Communities with this currency that have no kept payee of a standard, each with its chat."""
    rows = tx.all(_WITHOUT, {"named": standard, "in_currency": currency})
    return [(CommunityId(row.id), ChatId(row.chat_id)) for row in rows]


def lock_without(tx: WriteTx, community: CommunityId, standard: str) -> bool:
    """Whether a community has none still, now that no other replica gives it one."""
    tx.first(_LOCK_COMMUNITY, {"community": community})
    return tx.first(_KEPT_OF, {"community": community, "named": standard}) is None


def retire(tx: WriteTx, payee: PayeeId) -> None:
    """New orders aren't paid to a kept payee any more."""
    tx.run(_RETIRE_ONE, {"payee": payee})


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
        own_amounts=row.own_amounts,
        slot=None if row.slot is None else PayeeId(row.slot),
    )
