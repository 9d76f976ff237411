"""The outbox: what is to be sent, written in the transaction of the change that caused it.

pending → sending (committed before the call) → sent, dropped (nothing to say any more), waiting (for START), unknown
or dead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, text, update

from bot.domain.ids import ChatId, OutboxId
from bot.domain.notices import Notice, NoticeKind, Priority
from storage.database import ReadTx, WriteTx
from storage.tables import outbox as t
from storage.types import Instant, Whole, word

_COLUMNS = (
    "INSERT INTO outbox"
    " (kind, priority, chat_id, subject, key, facts, state, generation, attempts, not_before, reason, queued_at)"
)
_VALUES = " VALUES (:kind, :priority, :chat_id, :subject, :key, :facts, 'pending', 1, 0, :now, '', :now)"
_NOW = bindparam("now", type_=Instant)
_QUEUE = text(f"{_COLUMNS}{_VALUES} ON CONFLICT (key) DO NOTHING").bindparams(_NOW)
_QUEUE_LIVE = text(
    f"{_COLUMNS}{_VALUES} ON CONFLICT (key) DO UPDATE SET generation = outbox.generation + 1,"
    " state = CASE WHEN outbox.state IN ('sending', 'unknown') THEN outbox.state ELSE 'pending' END,"
    " attempts = CASE WHEN outbox.state = 'pending' THEN outbox.attempts ELSE 0 END,"
    " not_before = CASE WHEN outbox.state = 'pending' THEN outbox.not_before ELSE excluded.not_before END,"
    " queued_at = CASE WHEN outbox.state = 'pending' THEN outbox.queued_at ELSE excluded.queued_at END"
).bindparams(_NOW)

#: The same, not before a moment; what may have been lost is tried again.
_QUEUE_LIVE_AT = text(
    f"{_COLUMNS} VALUES (:kind, :priority, :chat_id, :subject, :key, :facts, 'pending', 1, 0, :at, '', :now)"
    " ON CONFLICT (key) DO UPDATE SET generation = outbox.generation + 1,"
    " state = CASE WHEN outbox.state = 'sending' THEN outbox.state ELSE 'pending' END,"
    " attempts = CASE WHEN outbox.state = 'pending' THEN outbox.attempts ELSE 0 END,"
    " not_before = CASE WHEN outbox.state = 'pending' THEN outbox.not_before ELSE excluded.not_before END,"
    " queued_at = CASE WHEN outbox.state = 'pending' THEN outbox.queued_at ELSE excluded.queued_at END"
).bindparams(_NOW, bindparam("at", type_=Instant))

_QUEUE_AT = text(
    f"{_COLUMNS} VALUES (:kind, :priority, :chat_id, :subject, :key, :facts, 'pending', 1, 0, :at, '', :now)"
    " ON CONFLICT (key) DO UPDATE SET generation = outbox.generation + 1, state = 'pending', attempts = 0,"
    " not_before = excluded.not_before, queued_at = excluded.queued_at"
    " WHERE outbox.state NOT IN ('pending', 'sending', 'waiting')"
).bindparams(_NOW, bindparam("at", type_=Instant))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message on its way."""

    id: OutboxId
    kind: NoticeKind
    chat_id: ChatId
    subject: int
    key: str
    facts: str
    generation: int
    attempts: int
    queued_at: datetime


def queue(tx: WriteTx, notices: Sequence[Notice], now: datetime) -> None:
    """Queue messages; the same key is never queued twice, a live message's row is drawn once more."""
    once = [_values(notice, now) for notice in notices if not notice.policy.live]
    if once:
        tx.run(_QUEUE, once)
    live = {notice.key: notice for notice in notices if notice.policy.live}
    for notice in live.values():
        tx.run(_QUEUE_LIVE, _values(notice, now))


def queue_at(tx: WriteTx, notice: Notice, at: datetime, now: datetime) -> None:
    """Queue a message for a moment, once more if it was sent before; one that still waits is left as it is."""
    tx.run(_QUEUE_AT, {**_values(notice, now), "at": at})


def queue_live_at(tx: WriteTx, notice: Notice, at: datetime, now: datetime) -> None:
    """Have a live message drawn once more, not before a moment; one that waits already keeps its own."""
    tx.run(_QUEUE_LIVE_AT, {**_values(notice, now), "at": at})


def _values(notice: Notice, now: datetime) -> dict[str, object]:
    return {
        "kind": notice.kind,
        "priority": notice.policy.priority,
        "chat_id": notice.chat_id,
        "subject": notice.subject,
        "key": notice.key,
        "facts": notice.facts,
        "now": now,
    }


_ROW = (
    t.c.id, t.c.kind, t.c.chat_id, t.c.subject, t.c.key, t.c.facts, t.c.generation, t.c.attempts, t.c.queued_at,
)  # fmt: skip
_NEXT = (
    select(t.c.id)
    .where(
        t.c.state == word("pending"),
        t.c.not_before <= bindparam("now"),
    )
    .order_by(t.c.priority, t.c.not_before, t.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT_CARDS = _NEXT.where(t.c.priority == Priority.CARD).limit(bindparam("cards"))
_TAKE = (
    update(t)
    .where(t.c.id.in_(bindparam("ids", expanding=True)), t.c.state == word("pending"))
    .values(state="sending", lease_until=bindparam("until"), attempts=t.c.attempts + 1)
    .returning(*_ROW, t.c.priority)
)
_END = (
    update(t)
    .where(t.c.id == bindparam("row"), t.c.state == word("sending"), t.c.generation == bindparam("drawn"))
    .values(state=bindparam("ended"), reason=bindparam("why"), ended_at=bindparam("now"), lease_until=None)
)
_AGAIN = (
    update(t)
    .where(t.c.id == bindparam("row"), t.c.state == word("sending"))
    .values(
        state="pending",
        attempts=case((t.c.attempts > 0, t.c.attempts - bindparam("uncounted", type_=Whole)), else_=0),
        not_before=bindparam("at"),
        reason=bindparam("why"),
        lease_until=None,
    )
)
_BEING_SENT = (
    update(t).where(t.c.state == word("sending")).values(lease_until=bindparam("until")).returning(*_ROW, t.c.priority)
)
_LEASED_OUT = _BEING_SENT.where(t.c.lease_until <= bindparam("now"))
_WAKE = (
    update(t)
    .where(t.c.chat_id == bindparam("chat"), t.c.state == word("waiting"))
    .values(state="pending", attempts=0, not_before=bindparam("now"), queued_at=bindparam("now"))
)
_HOLD = (
    update(t)
    .where(t.c.chat_id == bindparam("chat"), t.c.state == word("pending"), t.c.not_before < bindparam("at"))
    .values(not_before=bindparam("at"))
)
_RELEASE = (
    update(t)
    .where(t.c.chat_id == bindparam("chat"), t.c.state == word("pending"), t.c.reason == bindparam("why"))
    .values(not_before=bindparam("now"))
)
_OLD_KEY, _NEW_KEY = bindparam("old_key", type_=t.c.key.type), bindparam("new_key", type_=t.c.key.type)
_MIGRATE = (
    update(t)
    .where(t.c.chat_id == bindparam("old"))
    .values(chat_id=bindparam("new"), key=func.replace(t.c.key, _OLD_KEY, _NEW_KEY))
)
_RESTS = select(t.c.id).where(
    t.c.key == bindparam("of"),
    t.c.state.not_in([word("pending"), word("sending")]),
    t.c.queued_at <= bindparam("before", type_=Instant),
)
_SENT_AT = select(t.c.ended_at).where(t.c.key == bindparam("of"), t.c.state.in_([word("sent"), word("unknown")]))
_PENDING = select(func.count()).select_from(t).where(t.c.state == word("pending"))
_SOONEST = select(func.min(t.c.not_before)).where(t.c.state == word("pending"))
_IN_STATE = (
    select(t.c.id, t.c.kind, t.c.chat_id, t.c.subject, t.c.reason)
    .where(t.c.state == bindparam("state"))
    .order_by(t.c.id)
)
_UNKNOWN = (
    select(t.c.kind, t.c.chat_id, t.c.queued_at)
    .where(t.c.state == word("unknown"))
    .where(t.c.ended_at >= bindparam("since", type_=Instant), t.c.ended_at <= bindparam("until", type_=Instant))
    .order_by(t.c.ended_at, t.c.id)
)
_PRUNE = t.delete().where(
    t.c.ended_at < bindparam("before"),
    t.c.state.in_(["sent", "dropped", "dead"]),
    t.c.kind.not_in(["card", "desk", "card-gone", "last-call", "board"]),
)


def take(tx: WriteTx, most: int, now: datetime, until: datetime, *, cards: int = 0) -> list[OutboxRow]:
    """Take the next rows to send, money first; they are `sending` until the lease runs out.

    So many of them are `cards`, if there are any, whatever else waits.
    """
    first = tx.all(_NEXT_CARDS, {"now": now, "cards": min(cards, most)}) if cards > 0 else ()
    ids = list(dict.fromkeys(row.id for row in (*first, *tx.all(_NEXT, {"now": now, "most": most}))))[:most]
    if not ids:
        return []
    taken = tx.all(_TAKE, {"ids": ids, "until": until})
    return [_row(row) for row in sorted(taken, key=lambda row: (row.priority, row.id))]


def end(tx: WriteTx, row: OutboxRow, state: str, why: str, now: datetime) -> None:
    """What became of a row. A live message that changed meanwhile is drawn again."""
    if not tx.changed(_END, {"row": row.id, "drawn": row.generation, "ended": state, "why": why, "now": now}):
        again(tx, row, now, "", counts=False)


def again(tx: WriteTx, row: OutboxRow, at: datetime, why: str, *, counts: bool = True) -> None:
    """Send a row again, not before a moment. `counts`: whether this try failed; else it is as if it had not been."""
    tx.run(_AGAIN, {"row": row.id, "at": at, "why": why, "uncounted": 0 if counts else 1})


def leased_out(tx: WriteTx, now: datetime, until: datetime) -> list[OutboxRow]:
    """Rows whose sender is gone: nobody knows whether they arrived. Who asks first has them, until a new lease ends."""
    return [_row(row) for row in tx.all(_LEASED_OUT, {"now": now, "until": until})]


def being_sent(tx: WriteTx, until: datetime) -> list[OutboxRow]:
    """Every row that is being sent, whatever its lease; who asks has them, until a new lease ends."""
    return [_row(row) for row in tx.all(_BEING_SENT, {"until": until})]


def wake(tx: WriteTx, chat: ChatId, now: datetime) -> int:
    """What waits for a person is sent now; how many rows."""
    return tx.run(_WAKE, {"chat": chat, "now": now})


def release(tx: WriteTx, chat: ChatId, why: str, now: datetime) -> int:
    """What waits for a later moment for this reason is looked at now; how many rows."""
    return tx.run(_RELEASE, {"chat": chat, "why": why, "now": now})


def hold(tx: WriteTx, chat: ChatId, until: datetime) -> None:
    """Send nothing to a chat before a moment."""
    tx.run(_HOLD, {"chat": chat, "at": until})


def migrate(tx: WriteTx, old: ChatId, new: ChatId) -> None:
    """What waits for a group goes to the supergroup it has become; what was queued for the one isn't for the other."""
    tx.run(_MIGRATE, {"old": old, "new": new, "old_key": f":{old}", "new_key": f":{new}"})


def rests(tx: ReadTx, notice: Notice, before: datetime) -> bool:
    """Whether a live message was queued once, and not since a moment."""
    return tx.first(_RESTS, {"of": notice.key, "before": before}) is not None


def sent_at(tx: ReadTx, notice: Notice) -> datetime | None:
    """When a message was sent last, or may have been; None: never, or it waits to be sent again."""
    moment: datetime | None = tx.value(_SENT_AT, {"of": notice.key})
    return moment


def pending(tx: ReadTx) -> int:
    """How many rows wait to be sent."""
    return int(tx.value(_PENDING))


def soonest(tx: ReadTx) -> datetime | None:
    """From when the next pending row may be sent."""
    moment: datetime | None = tx.value(_SOONEST)
    return moment


def in_state(tx: ReadTx, state: str) -> Sequence[Row[Any]]:
    """Rows in a state, oldest first: id, kind, chat_id, subject, reason."""
    return tx.all(_IN_STATE, {"state": state})


def unknown_between(tx: ReadTx, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """Messages given up in a time, of which nobody knows whether they arrived: kind, chat_id, queued_at."""
    return tx.all(_UNKNOWN, {"since": since, "until": until})


def prune(tx: WriteTx, before: datetime) -> int:
    """Forget what was sent long ago; how many rows."""
    return tx.run(_PRUNE, {"before": before})


def _row(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=OutboxId(row.id),
        kind=NoticeKind(row.kind),
        chat_id=ChatId(row.chat_id),
        subject=row.subject,
        key=row.key,
        facts=row.facts,
        generation=row.generation,
        attempts=row.attempts,
        queued_at=row.queued_at,
    )
