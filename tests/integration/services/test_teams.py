"""Teams: start, join, form."""

from bot.domain.teams import TeamState
from tests.kit.builders import Stage, a_team


async def test_three_buyers_form_a_team_of_three(stage: Stage) -> None:
    team = await a_team(stage, buyers=3)
    assert (await stage.team(team)).state is TeamState.FORMED
