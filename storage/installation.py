"""Facts of this installation, made once."""

from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from storage.database import ReadTx, WriteTx
from storage.tables import installation as t

_KEEP = text("INSERT INTO installation (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
_BEAT = (
    update(t)
    .where(t.c.name == bindparam("of"), t.c.value == bindparam("seen", type_=t.c.value.type))
    .values(value=bindparam("now", type_=t.c.value.type))
)
_ALIVE_AT = "alive_at"
_VALUE = select(t.c.value).where(t.c.name == bindparam("of"))


def keep(tx: WriteTx, name: str, value: str) -> None:
    """Keep a fact, unless it is kept already."""
    tx.run(_KEEP, {"name": name, "value": value})


def reference_start(tx: ReadTx) -> int:
    """The random number this installation's references count up from."""
    return int(tx.value(_VALUE, {"of": "reference_start"}))


def alive_at(tx: ReadTx) -> datetime | None:
    """When any replica of the bot noted last that it is alive; None: never yet."""
    value = tx.value(_VALUE, {"of": _ALIVE_AT})
    return None if value is None else datetime.fromisoformat(value)


def first_beat(tx: WriteTx, now: datetime) -> None:
    """Note for the first time that the bot is alive."""
    keep(tx, _ALIVE_AT, now.isoformat())


def beat(tx: WriteTx, seen: datetime, now: datetime) -> bool:
    """Note that the bot is alive; False when another replica did so since we looked."""
    return tx.changed(_BEAT, {"of": _ALIVE_AT, "seen": seen.isoformat(), "now": now.isoformat()})
