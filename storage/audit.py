"""The audit log: who did what to what, append-only."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from bot.domain.events import TOLD_ONLY, Event
from bot.domain.ids import AccountId
from storage.database import WriteTx
from storage.tables import audit as t

_RECORD = t.insert()
#: The facts of each kind of event, looked up once.
_NAMES: dict[type[Event], tuple[str, ...]] = {}


def record(tx: WriteTx, act: str, actor: AccountId, subject: int, events: Sequence[Event], now: datetime) -> None:
    """Write down an act and what happened by it."""
    row = {"act": act, "actor_id": actor, "subject": subject, "events": _written(events), "at": now}
    tx.run(_RECORD, row)


def _written(events: Sequence[Event]) -> str:
    return json.dumps([_facts(event) for event in events], default=str, ensure_ascii=False, separators=(",", ":"))


def _facts(event: Event) -> dict[str, object]:
    kind = type(event)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind) if field.metadata != TOLD_ONLY)
    return {"event": kind.__name__} | {name: getattr(event, name) for name in _NAMES[kind]}
