"""Request ids: what makes a redelivered update, notice or tick have its effect once."""

from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from storage.database import WriteTx
from storage.tables import requests as t
from storage.types import Instant

_CLAIM = text(
    "INSERT INTO requests (id, subject, at) VALUES (:id, :subject, :at) ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("at", type_=Instant))
_SUBJECT = select(t.c.subject).where(t.c.id == bindparam("request"))
_POINT = update(t).where(t.c.id == bindparam("request")).values(subject=bindparam("about"))
_PRUNE = t.delete().where(t.c.at < bindparam("before"))


def claim(tx: WriteTx, request: str, subject: int, now: datetime) -> int | None:
    """Record a request as done; the stored subject instead when it was done before."""
    if tx.changed(_CLAIM, {"id": request, "subject": subject, "at": now}):
        return None
    return int(tx.value(_SUBJECT, {"request": request}))


def point(tx: WriteTx, request: str, subject: int) -> None:
    """What the request was about, known only once it was done."""
    tx.run(_POINT, {"request": request, "about": subject})


def prune(tx: WriteTx, before: datetime) -> int:
    """Forget requests older than Telegram can send again; how many."""
    return tx.run(_PRUNE, {"before": before})
