from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import TeamId
from bot.domain.merging import endings, partners
from bot.domain.teams import Team
from tests.unit.domain.things import a_team


def a_team_of(number: int, joined: int, target: int, holding: int = 0) -> Team:
    """The number-th oldest team."""
    return a_team(id=TeamId(number), joined=joined, target=target, holding=holding)


def by_trying(needed: int, sizes: list[int]) -> list[int]:
    """The oldest choice of whole teams that makes exactly the number, by trying every choice."""
    choices = [
        choice
        for count in range(1, len(sizes) + 1)
        for choice in combinations(range(len(sizes)), count)
        if sum(sizes[place] for place in choice) == needed
    ]
    return list(min(choices, default=()))


@pytest.mark.parametrize(
    ("target", "joined", "others", "chosen"),
    [
        (3, 2, [1], [0]), (3, 1, [1], []), (3, 1, [2], [0]), (3, 1, [1, 1], [0, 1]), (3, 2, [2], []),
        (5, 1, [3, 2, 2], [1, 2]), (5, 2, [1, 3, 2], [0, 2]), (4, 1, [2, 3, 1], [0, 2]), (4, 2, [], []),
        (10, 1, [4, 4, 4, 5], [0, 3]), (4, 1, [0, 3], [1]),
    ],
)  # fmt: skip
def test_the_oldest_teams_that_fill_it_exactly(target: int, joined: int, others: list[int], chosen: list[int]) -> None:
    found = partners(
        a_team_of(99, joined, target), [a_team_of(n, size, target) for n, size in enumerate(others, start=1)]
    )
    assert [team.id - 1 for team in found] == chosen


@given(target=st.integers(2, 12), data=st.data())
def test_it_is_what_trying_every_choice_finds(target: int, data: st.DataObject) -> None:
    joined = data.draw(st.integers(1, target - 1))
    sizes = data.draw(st.lists(st.integers(0, target - 1), max_size=9))
    others = [a_team_of(number, size, target) for number, size in enumerate(sizes, start=1)]
    found = partners(a_team_of(99, joined, target), others)
    wanted = by_trying(target - joined, [size or target + 1 for size in sizes])
    assert [team.id - 1 for team in found] == wanted
    assert not found or joined + sum(team.joined for team in found) == target


def test_a_team_is_no_partner_of_its_own() -> None:
    expiring = a_team_of(1, 2, 4)
    assert partners(expiring, [expiring]) == []
    assert partners(expiring, [expiring, a_team_of(2, 2, 4)]) == [a_team_of(2, 2, 4)]


def test_two_hundred_teams_are_looked_at_at_once() -> None:
    others = [a_team_of(number, 2, 1000) for number in range(2, 202)]
    assert partners(a_team_of(1, 999, 1000), others) == []
    assert len(partners(a_team_of(1, 800, 1000), others)) == 100


def test_a_team_in_which_somebody_holds_an_unpaid_place_stays_apart() -> None:
    expiring = a_team_of(1, 1, 3)
    assert partners(expiring, [a_team_of(2, 2, 3, holding=1)]) == []


def test_a_team_whose_own_holder_has_not_paid_is_filled_without_them() -> None:
    assert partners(a_team_of(1, 1, 3, holding=1), [a_team_of(2, 2, 3)]) == [a_team_of(2, 2, 3)]


def test_a_team_of_nobody_who_counts_is_filled_by_nobody() -> None:
    assert partners(a_team_of(1, 0, 2, holding=1), [a_team_of(2, 1, 2), a_team_of(3, 1, 2)]) == []


def ends(sizes: list[int], target: int, orders: int) -> list[list[int]]:
    """How open teams of these sizes end, by their number."""
    together = endings([a_team_of(number, size, target) for number, size in enumerate(sizes, start=1)], orders)
    return [[team.id for team in end] for end in together]


def test_when_a_deal_closes_each_team_ends_once_with_its_partners_or_alone() -> None:
    assert ends([1, 2, 1, 2, 2], 3, 100) == [[1, 2], [3, 4], [5]]


def test_teams_beyond_the_slice_are_left_for_the_next_one() -> None:
    assert ends([1, 2, 1, 2, 2], 3, 3) == [[1, 2]]
    assert ends([1, 2, 1, 2, 2], 3, 4) == [[1, 2], [3, 4]]
    assert ends([2, 2, 2], 3, 1) == [[1]]


def test_places_held_count_for_the_slice() -> None:
    teams = [a_team_of(1, 1, 9, holding=4), a_team_of(2, 1, 9)]
    assert endings(teams, 5) == [(teams[0],)]
    assert endings([], 5) == []
