"""The last place and the last unit: whoever comes at once, exactly as many get them as there are."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.domain.deals import PayMoment, SoldOut
from bot.domain.errors import DomainError
from bot.domain.ids import DealId, TeamId
from bot.domain.orders import AlreadyIn
from bot.domain.people import Actor
from bot.domain.teams import TeamClosed, TeamFull, TeamState
from bot.services import orders, teams
from bot.services.act import Act
from storage import invariants
from tests.kit.builders import Stage, a_deal, a_person, a_team

ROUNDS = 12


async def at_once(stage: Stage, *people: Actor, what: Act[..., Any], about: int) -> list[object]:
    """Everybody does the same at the same moment; what each is told."""
    acts = (stage.does(by, what, about) for by in people)
    told = await asyncio.gather(*acts, return_exceptions=True)
    bugs = [answer for answer in told if isinstance(answer, BaseException) and not isinstance(answer, DomainError)]
    assert bugs == []
    return list(told)


def refusals(told: list[object]) -> list[type]:
    """The kinds of no that were said."""
    return [type(answer) for answer in told if isinstance(answer, DomainError)]


async def sound(stage: Stage) -> bool:
    """Whether every counter equals what it counts."""
    return await stage.db.read(invariants.broken) == []


async def test_last_place_goes_to_one_of_two(stage: Stage) -> None:
    deal = await a_deal(stage, target=3)
    for n in range(ROUNDS):
        team = await a_team(stage, deal, buyers=2, first=10 * n + 1)
        two = (a_person(10 * n + 8), a_person(10 * n + 9))
        told = await at_once(stage, *two, what=teams.join, about=team)
        assert refusals(told) in ([TeamClosed], [TeamFull])
        after = await stage.team(team)
        assert (after.state, after.joined) == (TeamState.FORMED, 3)
        assert len(await stage.orders_of(team)) == 3
    assert (await stage.deal(deal)).taken == 3 * ROUNDS
    assert await sound(stage)


async def test_many_join_and_the_team_takes_as_many_as_it_misses(stage: Stage) -> None:
    deal = await a_deal(stage, target=5, stock=5)
    team = await a_team(stage, deal)
    told = await at_once(stage, *(a_person(n) for n in range(2, 22)), what=teams.join, about=team)
    assert len(refusals(told)) == 16
    formed = await stage.deal(deal)
    assert (formed.taken, formed.set_aside, formed.left) == (5, 0, 0)
    assert await sound(stage)


async def test_last_units_go_to_one_of_two_new_teams(stage: Stage) -> None:
    for n in range(ROUNDS):
        deal = await a_deal(stage, target=2, stock=3)
        told = await at_once(stage, a_person(2 * n + 1), a_person(2 * n + 2), what=teams.start, about=deal)
        assert refusals(told) == [SoldOut]
        after = await stage.deal(deal)
        assert (after.taken, after.set_aside, after.left) == (1, 1, 1)
    assert await sound(stage)


async def test_last_unit_bought_alone_goes_to_one_of_two(stage: Stage) -> None:
    for n in range(ROUNDS):
        deal = await a_deal(stage, target=2, stock=3)
        await a_team(stage, deal, first=10 * n + 3)
        told = await at_once(stage, a_person(10 * n + 1), a_person(10 * n + 2), what=orders.buy_alone, about=deal)
        assert refusals(told) == [SoldOut]
        after = await stage.deal(deal)
        assert (after.taken, after.set_aside, after.left) == (2, 1, 0)
    assert await sound(stage)


async def test_a_place_kept_for_a_team_is_not_sold_alone(stage: Stage) -> None:
    deal = await a_deal(stage, target=3, stock=3)
    team = await a_team(stage, deal)
    with pytest.raises(SoldOut):
        await stage.does(a_person(7), orders.buy_alone, deal)
    await stage.does(a_person(2), teams.join, team)
    await stage.does(a_person(3), teams.join, team)
    assert (await stage.team(team)).state is TeamState.FORMED


async def test_two_taps_of_one_person_take_one_place(stage: Stage) -> None:
    deal = await a_deal(stage, target=9)
    team = await a_team(stage, deal)
    for n in range(2, 2 + ROUNDS // 2):
        ben = a_person(n)
        told = await at_once(stage, ben, ben, ben, what=teams.join, about=team)
        assert refusals(told) == [AlreadyIn, AlreadyIn]
    assert (await stage.team(team)).joined == 1 + ROUNDS // 2
    assert await sound(stage)


async def test_one_person_in_two_teams_at_once_is_in_one(stage: Stage) -> None:
    deal = await a_deal(stage, target=3)
    one, other = await a_team(stage, deal, first=1), await a_team(stage, deal, first=2)
    for n in range(3, 5):
        dora = a_person(n)
        told = await asyncio.gather(
            stage.does(dora, teams.join, one), stage.does(dora, teams.join, other), return_exceptions=True
        )
        assert Counter(isinstance(answer, AlreadyIn) for answer in told) == {True: 1, False: 1}
    assert await sound(stage)


async def test_held_places_are_places(stage: Stage) -> None:
    deal = await a_deal(stage, target=3, stock=3, pay=PayMoment.FIRST)
    team = await a_team(stage, deal)
    told = await at_once(stage, *(a_person(n) for n in range(2, 8)), what=teams.join, about=team)
    assert refusals(told) == [TeamFull] * 4
    held = await stage.team(team)
    assert (held.state, held.joined, held.holding, held.missing) == (TeamState.OPEN, 0, 3, 0)
    assert await sound(stage)


async def test_joins_and_leaves_at_once_keep_every_count(stage: Stage) -> None:
    deal = await a_deal(stage, target=4, stock=40)
    first = [await a_team(stage, deal, buyers=2, first=10 * n + 1) for n in range(4)]
    going = [order for team in first for order in await stage.orders_of(team)]
    leaves = [_leave(stage, deal, order.buyer_id - 1000) for order in going[::2]]
    joins = [_join(stage, a_person(10 * n + 7 + m), team) for n, team in enumerate(first) for m in range(2)]
    told = await asyncio.gather(*leaves, *joins, return_exceptions=True)
    assert [
        answer for answer in told if isinstance(answer, BaseException) and not isinstance(answer, DomainError)
    ] == []
    assert await sound(stage)


async def _leave(stage: Stage, deal: DealId, n: int) -> None:
    order = await stage.order_of(deal, a_person(n))
    assert order is not None
    await stage.does(a_person(n), orders.leave, order.id)


async def _join(stage: Stage, by: Actor, team: TeamId) -> None:
    await stage.does(by, teams.join, team)
