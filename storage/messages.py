"""Messages that stand in chats and may be edited, and pictures that Telegram keeps for us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text

from bot.domain.ids import ChatId
from bot.domain.notices import NoticeKind
from storage.database import ReadTx, WriteTx
from storage.tables import messages as t
from storage.tables import pictures
from storage.types import Flag, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A message of ours in a chat."""

    kind: NoticeKind
    chat_id: ChatId
    subject: int
    message_id: int
    has_photo: bool
    shown: str
    finished: bool
    #: Of a card in a chat that nobody knows; its chat and number are 0 then.
    inline_id: str = ""


_KEEP = text(
    "INSERT INTO messages (kind, chat_id, subject, message_id, has_photo, shown, finished, sent_at)"
    " VALUES (:kind, :chat_id, :subject, :message_id, :has_photo, :shown, :finished, :now)"
    " ON CONFLICT (chat_id, message_id) DO UPDATE SET has_photo = excluded.has_photo, shown = excluded.shown,"
    " finished = excluded.finished"
).bindparams(bindparam("now", type_=Instant), bindparam("has_photo", type_=Flag), bindparam("finished", type_=Flag))
_COLUMNS = (t.c.kind, t.c.chat_id, t.c.subject, t.c.message_id, t.c.has_photo, t.c.shown, t.c.finished)
_ABOUT = (
    select(*_COLUMNS)
    .where(
        t.c.kind.in_(bindparam("kinds", expanding=True)),
        t.c.subject == bindparam("about"),
        t.c.chat_id == bindparam("chat"),
    )
    .order_by(t.c.id)
)
_SUBJECT = select(t.c.subject).where(
    t.c.kind.in_(bindparam("kinds", expanding=True)),
    t.c.chat_id == bindparam("chat"),
    t.c.message_id == bindparam("message"),
)
_SENT_AT = select(t.c.sent_at).where(t.c.chat_id == bindparam("chat"), t.c.message_id == bindparam("message"))
_KEPT = select(t.c.id).where(t.c.chat_id == bindparam("chat"), t.c.message_id == bindparam("message"))
_FORGET = t.delete().where(t.c.chat_id == bindparam("chat"), t.c.message_id == bindparam("message"))
_FORGET_CHAT = t.delete().where(t.c.chat_id == bindparam("chat"))
_FORGET_PICTURE = pictures.delete().where(pictures.c.key == bindparam("of"))
_PICTURE = select(pictures.c.file_id).where(pictures.c.key == bindparam("of"))
_KEEP_PICTURE = text(
    "INSERT INTO pictures (key, file_id, at) VALUES (:key, :file_id, :now)"
    " ON CONFLICT (key) DO UPDATE SET file_id = excluded.file_id"
).bindparams(bindparam("now", type_=Instant))


def keep(tx: WriteTx, message: Standing, now: datetime) -> None:
    """Remember a message that was sent, or what it shows since its edit."""
    tx.run(
        _KEEP,
        {
            "kind": message.kind,
            "chat_id": message.chat_id,
            "subject": message.subject,
            "message_id": message.message_id,
            "has_photo": message.has_photo,
            "shown": message.shown,
            "finished": message.finished,
            "now": now,
        },
    )


def about(tx: ReadTx, kinds: Sequence[NoticeKind], subject: int, chat: ChatId) -> list[Standing]:
    """Messages of these kinds about a subject in a chat, oldest first."""
    return [_standing(row) for row in tx.all(_ABOUT, {"kinds": list(kinds), "about": subject, "chat": chat})]


def subject_of(tx: ReadTx, kinds: Sequence[NoticeKind], chat: ChatId, message_id: int) -> int | None:
    """What a message of one of these kinds is about; None: no such message of ours."""
    subject: int | None = tx.value(_SUBJECT, {"kinds": list(kinds), "chat": chat, "message": message_id})
    return subject


def sent_at(tx: ReadTx, chat: ChatId, message_id: int) -> datetime | None:
    """When a message of ours was sent; None: no such message."""
    moment: datetime | None = tx.value(_SENT_AT, {"chat": chat, "message": message_id})
    return moment


def is_kept(tx: ReadTx, chat: ChatId, message_id: int) -> bool:
    """Whether a message is remembered."""
    return tx.first(_KEPT, {"chat": chat, "message": message_id}) is not None


def forget(tx: WriteTx, chat: ChatId, message_id: int) -> None:
    """A message stands there no more."""
    tx.run(_FORGET, {"chat": chat, "message": message_id})


def forget_chat(tx: WriteTx, chat: ChatId) -> None:
    """Nothing of ours can be edited in a chat any more."""
    tx.run(_FORGET_CHAT, {"chat": chat})


def picture(tx: ReadTx, key: str) -> str | None:
    """The file_id of a picture uploaded before, by the hash of what it shows."""
    file_id: str | None = tx.value(_PICTURE, {"of": key})
    return file_id


def forget_picture(tx: WriteTx, key: str) -> bool:
    """An uploaded picture can't be sent any more; whether it was remembered."""
    return tx.changed(_FORGET_PICTURE, {"of": key})


def keep_picture(tx: WriteTx, key: str, file_id: str, now: datetime) -> None:
    """Remember an uploaded picture."""
    tx.run(_KEEP_PICTURE, {"key": key, "file_id": file_id, "now": now})


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        kind=NoticeKind(row.kind),
        chat_id=ChatId(row.chat_id),
        subject=row.subject,
        message_id=row.message_id,
        has_photo=row.has_photo,
        shown=row.shown,
        finished=row.finished,
    )
