"""What happened to statements of banks."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events.parts import Event
from bot.domain.ids import AccountId, CommunityId, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRead(Event):
    """A leader has brought a bank's statement; its lines are worked off from now on."""

    brings_deadline: ClassVar[bool] = True

    community_id: CommunityId
    statement_id: StatementId
    leader_id: AccountId
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTakenBack(Event):
    """A leader takes a whole statement back."""

    brings_deadline: ClassVar[bool] = True

    community_id: CommunityId
    statement_id: StatementId
    leader_id: AccountId  #: who had brought it
