"""Merging: before short teams of one deal expire, whole teams are put together when that forms one.

The oldest teams come first, and friends are never torn apart: only whole teams move, and only when their buyers make
exactly the target.
"""

from collections.abc import Sequence

from bot.domain.teams import Team


def partners(expiring: Team, others: Sequence[Team]) -> list[Team]:
    """The oldest whole teams that fill the expiring one exactly; empty when none do.

    `others` are open teams of the same deal, oldest first. Nobody in them holds an unpaid place, or they stay apart;
    who holds one in the expiring team does not count.
    """
    need = expiring.still_needed
    if not expiring.joined:
        return []
    fitting = [team for team in others if not team.holding and 0 < team.joined <= need and team.id != expiring.id]
    reachable = _reachable(fitting, need)
    chosen: list[Team] = []
    for place, team in enumerate(fitting):
        if team.joined <= need and reachable[place + 1] >> (need - team.joined) & 1:
            chosen.append(team)
            need -= team.joined
    return chosen if need == 0 else []


def endings(open_teams: Sequence[Team], orders: int) -> list[tuple[Team, ...]]:
    """How teams end when their deal closes, oldest first, until about so many orders are: each with its partners.

    One without partners expires. `open_teams` are in the order in which they were started.
    """
    left = list(open_teams)
    ends: list[tuple[Team, ...]] = []
    while left and orders > 0:
        end = (left[0], *partners(left[0], left))
        gone = {team.id for team in end}
        left = [team for team in left if team.id not in gone]
        ends.append(end)
        orders -= sum(team.joined + team.holding for team in end)
    return ends


def _reachable(teams: Sequence[Team], need: int) -> list[int]:
    """For each place, the sums (up to `need`) that the teams from there on can make: bit n stands for the sum n."""
    within = (1 << need + 1) - 1
    sums = [1]
    for team in reversed(teams):
        later = sums[-1]
        sums.append((later | later << team.joined) & within)
    return sums[::-1]
