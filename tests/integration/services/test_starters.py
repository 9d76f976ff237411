"""Whose a team is when its starter goes: always one of its own buyers, who is told each time."""

from datetime import timedelta

from sqlalchemy import text

from bot.domain.deals import PayMoment
from bot.domain.ids import DealId, TeamId
from bot.domain.people import ITSELF, Actor
from bot.domain.teams import TeamState
from bot.services import orders, payments, teams
from storage.database import ReadTx
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

ANA, BEN, CORA, DORA = (a_person(n) for n in range(1, 5))


def starters_told(tx: ReadTx) -> list[int]:
    """Who was told that a team is theirs now, in order."""
    return [row.chat_id for row in tx.all(text("SELECT chat_id FROM outbox WHERE kind = 'starter-now' ORDER BY id"))]


async def pays(stage: Stage, deal: DealId, buyer: Actor) -> None:
    """A buyer's money comes."""
    order = order_id(await stage.order_of(deal, buyer))
    await stage.does(buyer, payments.claim, order)
    await stage.does(a_leader(), payments.confirm, order)


async def leaves(stage: Stage, deal: DealId, buyer: Actor) -> None:
    """A buyer goes."""
    await stage.does(buyer, orders.leave, order_id(await stage.order_of(deal, buyer)))


async def test_a_starter_who_has_not_paid_keeps_no_team_that_is_merged(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.FIRST, team_for=timedelta(minutes=20))
    team = await a_team(stage, deal, buyers=2)
    other = TeamId((await stage.does(CORA, teams.start, deal)).subject)
    await stage.does(DORA, teams.join, other)
    for buyer in (BEN, CORA, DORA):
        await pays(stage, deal, buyer)
    stage.clock.moves(minutes=20)
    await stage.does(ITSELF, teams.run_out, team)
    merged = await stage.team(team)
    assert merged.state is TeamState.FORMED
    assert merged.starter_id == BEN.id
    assert await stage.db.read(starters_told) == [BEN.id]


async def test_who_becomes_starter_again_is_told_again(stage: Stage) -> None:
    deal = await a_deal(stage, target=4)
    team = await a_team(stage, deal, buyers=2)
    await leaves(stage, deal, ANA)
    await stage.does(ANA, teams.join, team)
    await leaves(stage, deal, BEN)
    await stage.does(BEN, teams.join, team)
    await leaves(stage, deal, ANA)
    assert (await stage.team(team)).starter_id == BEN.id
    assert await stage.db.read(starters_told) == [BEN.id, ANA.id, BEN.id]
