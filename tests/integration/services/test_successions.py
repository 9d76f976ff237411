"""Whose a deal is when its leader leads no more: another leader's of the group, or the next one's."""

from dataclasses import replace

from sqlalchemy import text

from bot.domain.ids import DealId
from bot.domain.people import ITSELF, Actor
from bot.services import communities, deals, desks, payments
from storage.database import ReadTx
from tests.kit.builders import GROUP, Stage, a_deal, a_leader, a_person, a_team, order_id

LEA, ANA = a_leader(), a_person(1)
CORA, DORA = (replace(a_person(number), administers=GROUP) for number in (8, 9))


def told(tx: ReadTx) -> list[tuple[int, int]]:
    """Who was told that which deal is theirs now."""
    rows = tx.all(text("SELECT chat_id, subject FROM outbox WHERE kind = 'deal-passed-on' ORDER BY id"))
    return [(row.chat_id, row.subject) for row in rows]


async def leads(stage: Stage, *leaders: Actor) -> None:
    """These administrators lead the group too, one after the other."""
    for leader in leaders:
        stage.clock.moves(minutes=1)
        await stage.does(leader, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)


async def ends(stage: Stage, leader: Actor) -> None:
    """One of them is no administrator any more."""
    community = await stage.db.read(communities.of_chat, GROUP)
    assert community is not None
    await stage.does(ITSELF, communities.end_leadership, community.id, leader.id)


async def leader_of(stage: Stage, deal: DealId) -> int:
    """Who leads a deal now."""
    return (await stage.db.read(desks.desk, deal)).deal.leader_id


async def test_an_open_deal_passes_to_whoever_leads_the_group_longest(stage: Stage) -> None:
    deal = await a_deal(stage)
    await leads(stage, CORA, DORA)
    await ends(stage, LEA)
    assert await leader_of(stage, deal) == CORA.id
    assert await stage.db.read(told) == [(CORA.id, deal)]
    await ends(stage, LEA)
    assert await stage.db.read(told) == [(CORA.id, deal)], "once"


async def test_the_next_leader_takes_what_nobody_leads(stage: Stage) -> None:
    deal = await a_deal(stage)
    await ends(stage, LEA)
    assert await leader_of(stage, deal) == LEA.id
    assert await stage.db.read(told) == []
    await leads(stage, CORA)
    assert await leader_of(stage, deal) == CORA.id
    assert await stage.db.read(told) == [(CORA.id, deal)]


async def test_whoever_comes_back_to_a_group_without_leaders_has_their_own_deals_still(stage: Stage) -> None:
    deal = await a_deal(stage)
    await ends(stage, LEA)
    await leads(stage, LEA)
    assert await leader_of(stage, deal) == LEA.id
    assert await stage.db.read(told) == []


async def test_a_settled_deal_passes_on_as_long_as_money_is_to_come(stage: Stage) -> None:
    done, unpaid = await a_deal(stage, target=2), await a_deal(stage, target=2)
    for deal in (done, unpaid):
        await a_team(stage, deal, buyers=2)
        await stage.does(LEA, deals.close_now, deal)
        stage.clock.moves(minutes=10)
        while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
            pass
    await stage.does(ANA, payments.claim, order_id(await stage.order_of(unpaid, ANA)))
    for buyer in (ANA, a_person(2)):
        await stage.does(LEA, payments.confirm, order_id(await stage.order_of(done, buyer)))
    await leads(stage, CORA)
    await ends(stage, LEA)
    assert (await leader_of(stage, done), await leader_of(stage, unpaid)) == (LEA.id, CORA.id)
    await stage.does(CORA, payments.confirm, order_id(await stage.order_of(unpaid, ANA)))
