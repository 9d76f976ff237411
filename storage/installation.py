"""Facts of this installation, made once."""

from sqlalchemy import bindparam, select, text

from storage.database import ReadTx, WriteTx
from storage.tables import installation as t

_KEEP = text("INSERT INTO installation (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
_VALUE = select(t.c.value).where(t.c.name == bindparam("of"))


def keep(tx: WriteTx, name: str, value: str) -> None:
    """Keep a fact, unless it is kept already."""
    tx.run(_KEEP, {"name": name, "value": value})


def reference_start(tx: ReadTx) -> int:
    """The random number this installation's references count up from."""
    return int(tx.value(_VALUE, {"of": "reference_start"}))
