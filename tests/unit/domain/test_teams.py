from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import teams
from bot.domain.ids import Kind, number_of
from bot.domain.teams import TEAM_MOVES, TeamClosed, TeamFull, TeamState
from tests.unit.domain.things import NOW, a_deal, a_team

S = TeamState
INSTANT = timedelta(microseconds=1)


def test_only_an_open_team_moves() -> None:
    assert {state: set(S) - {S.OPEN} if state is S.OPEN else set() for state in S} == TEAM_MOVES


def test_a_team_lasts_as_long_as_its_deal_says_and_never_longer_than_the_deal() -> None:
    deal = a_deal(team_for=timedelta(hours=5))
    assert teams.deadline(deal, NOW) == NOW + timedelta(hours=5)
    assert teams.deadline(deal, deal.closes_at - timedelta(hours=1)) == deal.closes_at


@pytest.mark.parametrize("state", S)
def test_only_an_open_team_takes_buyers(state: S) -> None:
    team = a_team(state=state)
    if state is S.OPEN:
        assert teams.join(team, NOW, counts=True).joined == 2
        return
    with pytest.raises(TeamClosed) as refusal:
        teams.join(team, NOW, counts=True)
    assert refusal.value.facts == {"team": team.code, "state": state}


def test_a_team_takes_buyers_up_to_its_deadline() -> None:
    team = a_team()
    assert teams.join(team, team.deadline_at - INSTANT, counts=True).joined == 2
    with pytest.raises(TeamClosed):
        teams.join(team, team.deadline_at, counts=True)


def test_who_counts_forms_the_team_and_who_holds_does_not() -> None:
    team = a_team(joined=2)
    assert teams.join(team, NOW, counts=True) == a_team(joined=3, state=S.FORMED)
    held = teams.join(team, NOW, counts=False)
    assert held == a_team(joined=2, holding=1)
    assert (held.missing, held.still_needed) == (0, 1)
    assert teams.count(held) == a_team(joined=3, state=S.FORMED)


def test_a_held_place_is_a_place() -> None:
    with pytest.raises(TeamFull) as refusal:
        teams.join(a_team(joined=1, holding=2), NOW, counts=True)
    assert refusal.value.facts == {"team": a_team().code}


def test_the_last_one_leaving_cancels_the_team_held_places_too() -> None:
    assert teams.leave(a_team(joined=2), counted=True) == a_team(joined=1)
    assert teams.leave(a_team(joined=1), counted=True) == a_team(joined=0, state=S.CANCELLED)
    assert teams.leave(a_team(joined=0, holding=2), counted=False) == a_team(joined=0, holding=1)
    assert teams.leave(a_team(joined=0, holding=1), counted=False) == a_team(joined=0, state=S.CANCELLED)
    assert teams.leave(a_team(joined=1, holding=1), counted=True) == a_team(joined=0, holding=1)


@given(target=st.integers(2, 9), steps=st.lists(st.sampled_from(["join", "hold", "pay", "leave", "drop"]), max_size=40))
def test_places_add_up_whatever_buyers_do(target: int, steps: list[str]) -> None:
    team = a_team(target=target)
    for step in steps:
        if team.state is not S.OPEN:
            break
        before = team.joined + team.holding
        if step in ("join", "hold"):
            if team.missing == 0:
                with pytest.raises(TeamFull):
                    teams.join(team, NOW, counts=step == "join")
                continue
            team = teams.join(team, NOW, counts=step == "join")
            assert team.joined + team.holding == before + 1
        elif step == "pay" and team.holding:
            team = teams.count(team)
            assert team.joined + team.holding == before
        elif step == "leave" and team.joined:
            team = teams.leave(team, counted=True)
            assert team.joined + team.holding == before - 1
        elif step == "drop" and team.holding:
            team = teams.leave(team, counted=False)
            assert team.joined + team.holding == before - 1
        assert 0 <= team.joined + team.holding <= team.target
        assert team.missing == team.target - team.joined - team.holding >= 0
        assert (team.state is S.FORMED) == (team.joined == team.target)
        assert (team.state is S.CANCELLED) == (team.joined + team.holding == 0)


def test_people_say_a_teams_code() -> None:
    assert number_of(Kind.TEAM, a_team().code) == a_team().id
