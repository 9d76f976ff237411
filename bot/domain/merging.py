"""Merging: before short teams of one deal expire, whole teams are put together when that forms one.

The oldest teams come first, and friends are never torn apart: only whole teams move, and only when their buyers make
exactly the target.
"""

from collections.abc import Sequence

from bot.domain.teams import Team


def partners(expiring: Team, others: Sequence[Team]) -> list[Team]:
    """The oldest whole teams that fill the expiring one exactly; empty when none do.

    `others` are open teams of the same deal, oldest first, in which nobody holds an unpaid place.
    """
    fitting = [team for team in others if team.id != expiring.id and 0 < team.joined <= expiring.still_needed]
    reachable = _reachable(fitting, expiring.still_needed)
    chosen: list[Team] = []
    need = expiring.still_needed
    for place, team in enumerate(fitting):
        if team.joined <= need and need - team.joined in reachable[place + 1]:
            chosen.append(team)
            need -= team.joined
    return chosen if need == 0 else []


def _reachable(teams: Sequence[Team], need: int) -> list[set[int]]:
    """For each place, the sums (up to `need`) that the teams from there on can make."""
    sums: list[set[int]] = [{0}]
    for team in reversed(teams):
        later = sums[-1]
        sums.append(later | {total + team.joined for total in later if total + team.joined <= need})
    return sums[::-1]
