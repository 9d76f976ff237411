"""A paused deal: nobody orders in it, by no way, whatever the rules have seen; what is ordered goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deals import DealIsPaused, DealOver, SoldOut
from bot.domain.ids import DealId, OrderId, TeamId
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF
from bot.domain.teams import TeamState
from bot.services import cards, deals, orders, payments, receipts, teams
from storage import deals as stored
from storage import invariants
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

LEA = a_leader()
ANA, BEN, CORA = (a_person(n) for n in range(1, 4))


async def a_paused_deal(stage: Stage) -> tuple[DealId, TeamId]:
    """A paused deal with Ana alone in a team of two."""
    deal = await a_deal(stage, target=2, team_for=timedelta(hours=2))
    team = await a_team(stage, deal, buyers=1)
    await stage.does(LEA, deals.pause, deal)
    return deal, team


@pytest.mark.parametrize(
    "tries",
    [
        lambda s, deal, team: s.does(BEN, teams.start, deal),
        lambda s, deal, team: s.does(BEN, teams.join, team),
        lambda s, deal, team: s.does(BEN, orders.buy_alone, deal),
    ],
    ids=["start a team", "join one", "buy alone"],
)
async def test_nobody_orders_in_a_paused_deal(stage: Stage, tries: Callable[..., Any]) -> None:
    deal, team = await a_paused_deal(stage)
    with pytest.raises(DealIsPaused):
        await tries(stage, deal, team)
    await stage.does(LEA, deals.resume, deal)
    await tries(stage, deal, team)
    assert await stage.db.read(invariants.broken) == []


async def test_the_schema_takes_no_order_of_a_paused_deal_either(stage: Stage) -> None:
    deal, _ = await a_paused_deal(stage)
    with pytest.raises(SoldOut):
        await stage.db.write(lambda tx: stored.take(tx, deal, units=1, places=-1, made=1))
    await stage.db.write(lambda tx: stored.take(tx, deal, units=0, places=0))


async def test_the_clocks_of_a_paused_deal_run_on(stage: Stage) -> None:
    _deal, team = await a_paused_deal(stage)
    stage.clock.moves(hours=2)
    await stage.does(ITSELF, teams.run_out, team)
    assert (await stage.team(team)).state is TeamState.EXPIRED
    assert await stage.db.read(invariants.broken) == []


async def test_who_owes_in_a_paused_deal_pays_and_leaves_as_ever(stage: Stage) -> None:
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    await stage.does(LEA, deals.pause, deal)
    ana, ben = order_id(await stage.order_of(deal, ANA)), order_id(await stage.order_of(deal, BEN))
    await stage.does(ANA, payments.claim, ana)
    await stage.does(LEA, payments.confirm, ana)
    await stage.does(BEN, orders.leave, ben)
    assert [(await _state(stage, one)) for one in (ana, ben)] == [OrderState.PAID, OrderState.LEFT]
    assert await stage.db.read(invariants.broken) == []


async def test_pausing_twice_changes_nothing_and_a_closed_deal_is_not_paused(stage: Stage) -> None:
    deal, _ = await a_paused_deal(stage)
    before = (await stage.db.read(cards.card, deal)).deal
    await stage.does(LEA, deals.pause, deal)
    assert (await stage.db.read(cards.card, deal)).deal == before
    await stage.does(LEA, deals.cancel, deal)
    for what in (deals.pause, deals.resume):
        with pytest.raises(DealOver):
            await stage.does(LEA, what, deal)


async def _state(stage: Stage, order: OrderId) -> OrderState:
    return (await stage.db.read(receipts.receipt, order)).order.state
