"""People who join teams, one after another through the groups in turns."""

from collections.abc import Sequence

from benchmarks.fillings import buyer, group_of
from benchmarks.taps import Tap
from bot.domain.ids import Kind, TeamId, code_of
from bot.views.buttons.cards import JoinTeam


def joins(teams: Sequence[TeamId], count: int, *, groups: int, buyers: int) -> list[Tap]:
    """So many joins, each by somebody else; the teams are one of each deal after the first, in order."""
    return [_join(teams[n % len(teams)], 2 + n % len(teams), buyer(groups + n, buyers), groups) for n in range(count)]


def _join(team: TeamId, deal: int, person: int, groups: int) -> Tap:
    return Tap(person=person, data=JoinTeam(code_of(Kind.TEAM, team)).pack(), chat=group_of(deal, groups))
