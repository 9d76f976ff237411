"""Which replica sends: one at a time, for as long as it says so again and again.

The lease is measured by the database's own clock: replicas' clocks may differ, and a sandbox's is moved.
"""

from datetime import timedelta
from enum import Enum, auto

from sqlalchemy import bindparam, select, text, update

from storage.database import WriteTx
from storage.tables import senders as t
from storage.types import DatabaseNow, Whole

#: So long nobody else sends after the one who does has last said so.
LEASE = timedelta(seconds=15)
#: It says so again when less than this is left: more than a stop in good order takes.
RENEWED_BELOW = timedelta(seconds=12)

_MICROSECOND = timedelta(microseconds=1)
_FOUND = text("INSERT INTO senders (id, holder, held_until) VALUES (1, '', 0) ON CONFLICT (id) DO NOTHING")
_NOW = DatabaseNow()
_STANDS = select(t.c.holder, (t.c.held_until - _NOW).label("left"))
_HOLD = (
    update(t)
    .where((t.c.holder == bindparam("who")) | (t.c.held_until <= _NOW))
    .values(holder=bindparam("who"), held_until=_NOW + bindparam("lease", type_=Whole))
)
_RESIGN = update(t).where(t.c.holder == bindparam("who")).values(held_until=0)


class Turn(Enum):
    """Who sends now."""

    OTHERS = auto()
    OURS = auto()
    NEW = auto()  #: ours, and until now another's: what it was sending is left over


def found(tx: WriteTx) -> None:
    """The one row that is the turn, held by nobody; once."""
    tx.run(_FOUND, {})


def hold(tx: WriteTx, who: str) -> Turn:
    """Be the one who sends, or go on being it, unless another is."""
    stands = tx.first(_STANDS)
    assert stands is not None  # noqa: S101 made by the migration
    if stands.holder == who and stands.left > RENEWED_BELOW // _MICROSECOND:
        return Turn.OURS
    if stands.holder != who and stands.left > 0:
        return Turn.OTHERS
    if not tx.changed(_HOLD, {"who": who, "lease": LEASE // _MICROSECOND}):
        return Turn.OTHERS
    return Turn.OURS if stands.holder == who else Turn.NEW


def resign(tx: WriteTx, who: str) -> None:
    """Send no more: another may at once."""
    tx.run(_RESIGN, {"who": who})
