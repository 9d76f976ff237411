"""Teams: buyers of one deal who need each other until the target is reached."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.deals import Deal
from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, Code, DealId, Kind, TeamId, Token, code_of


class TeamState(StrEnum):
    """open → formed | expired | cancelled | merged (its buyers stand in an older team, which formed)."""

    OPEN = "open"
    FORMED = "formed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MERGED = "merged"


class TeamClosed(DomainError):
    """The team takes nobody any more. Facts: `team`, `state`."""


class TeamFull(DomainError):
    """Every place is taken or held for somebody who is paying. Facts: `team`."""


TEAM_MOVES: dict[TeamState, frozenset[TeamState]] = {
    TeamState.OPEN: frozenset({TeamState.FORMED, TeamState.EXPIRED, TeamState.CANCELLED, TeamState.MERGED}),
    TeamState.FORMED: frozenset(),
    TeamState.EXPIRED: frozenset(),
    TeamState.CANCELLED: frozenset(),
    TeamState.MERGED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One group of buyers under a deal: target, deadline, state."""

    id: TeamId
    deal_id: DealId
    token: Token
    starter_id: AccountId
    target: int
    joined: int  #: buyers who count
    holding: int  #: buyers who pay first and haven't yet: the place is held, it doesn't count
    state: TeamState
    started_at: datetime
    deadline_at: datetime

    @property
    def code(self) -> Code:
        """What people see and say."""
        return code_of(Kind.TEAM, self.id)

    @property
    def missing(self) -> int:
        """Places nobody has taken or holds."""
        return self.target - self.joined - self.holding

    @property
    def still_needed(self) -> int:
        """Buyers who must still count before the team forms."""
        return self.target - self.joined


def deadline(deal: Deal, now: datetime) -> datetime:
    """When a team started now runs out: never after its deal's close."""
    return min(now + deal.team_for, deal.closes_at)


def takes_buyers(team: Team, now: datetime) -> bool:
    """Whether buyers can come and go."""
    return team.state is TeamState.OPEN and now < team.deadline_at


def is_open(team: Team, now: datetime) -> None:
    """Raise TeamClosed unless buyers can come and go."""
    if not takes_buyers(team, now):
        raise TeamClosed(team=team.code, state=team.state)


def join(team: Team, now: datetime, *, counts: bool) -> Team:
    """Take a buyer in; the team forms when the target is reached. Raises TeamClosed, TeamFull."""
    is_open(team, now)
    if team.missing < 1:
        raise TeamFull(team=team.code)
    if not counts:
        return replace(team, holding=team.holding + 1)
    return _formed_if_full(replace(team, joined=team.joined + 1))


def count(team: Team) -> Team:
    """Somebody who held a place has paid: they count now, and the team forms when the target is reached."""
    return _formed_if_full(replace(team, joined=team.joined + 1, holding=team.holding - 1))


def uncount(team: Team) -> Team:
    """It was a slip that somebody has paid: their place is held again, and doesn't count."""
    return replace(team, joined=team.joined - 1, holding=team.holding + 1)


def leave(team: Team, *, counted: bool) -> Team:
    """A buyer goes; the last one leaving cancels the team."""
    left = replace(team, joined=team.joined - 1) if counted else replace(team, holding=team.holding - 1)
    return replace(left, state=TeamState.CANCELLED) if left.joined + left.holding == 0 else left


def _formed_if_full(team: Team) -> Team:
    return replace(team, state=TeamState.FORMED) if team.joined == team.target else team
