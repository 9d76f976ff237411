"""The board of a community: whether it has one, and until when none is posted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.ids import CommunityId
from storage.database import ReadTx, WriteTx
from storage.tables import communities as t


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRest:
    """Since when a community has no board by its leader's word, and before when none is posted."""

    off_at: datetime | None
    until: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Whether a board may be posted."""
        return self.off_at is None and (self.until is None or self.until <= now)


_OF = select(t.c.board_off_at, t.c.board_rests_until).where(t.c.id == bindparam("community"))
_SET = update(t).where(t.c.id == bindparam("community"))
_REST = _SET.values(board_rests_until=bindparam("until"))
_SWITCH = _SET.values(board_off_at=bindparam("off"), board_rests_until=None)


def rest(tx: ReadTx, community: CommunityId) -> BoardRest:
    """How it stands with a community's board."""
    row = tx.first(_OF, {"community": community})
    if row is None:
        return BoardRest(off_at=None, until=None)
    return BoardRest(off_at=row.board_off_at, until=row.board_rests_until)


def let_rest(tx: WriteTx, community: CommunityId, until: datetime) -> None:
    """No board is posted before a moment."""
    tx.run(_REST, {"community": community, "until": until})


def switch(tx: WriteTx, community: CommunityId, off_at: datetime | None) -> None:
    """A community has a board from now on, or none since a moment."""
    tx.run(_SWITCH, {"community": community, "off": off_at})
