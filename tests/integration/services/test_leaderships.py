"""Admins on leaders, on both databases: decided once, suspended everywhere, nothing lost."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.communities import LeadingDeclined, Suspended
from bot.domain.deals import DealHeld
from bot.domain.errors import NotAllowed, Stale
from bot.domain.ids import AccountId, ChatId, CommunityId, PayeeId
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF, Actor
from bot.domain.teams import TeamState
from bot.payqr import STANDARDS
from bot.services import communities, deals, leaderships, orders, payees, payments, teams
from bot.services.act import Result
from storage.database import ReadTx
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person, order_id

ADMIN = a_person(8, is_admin=True)
ADMINS = (ADMIN.id, AccountId(5_000))
ASKER = a_person(7, administers=GROUP)
LEA = a_leader()


async def asks(stage: Stage, by: Actor = ASKER) -> Result[None]:
    """Somebody wants to lead the group, where an admin is asked."""
    return await stage.does(by, communities.lead, GROUP, "Neighbours", "en", open_to_all=False, admins=ADMINS)


def told(tx: ReadTx) -> list[tuple[str, int]]:
    """Who is told what, besides cards and desks."""
    rows = tx.all(text("SELECT kind, chat_id FROM outbox WHERE kind NOT IN ('card', 'desk') ORDER BY kind, chat_id"))
    return [(kind, chat) for kind, chat in rows]


def audited(tx: ReadTx) -> list[tuple[str, int]]:
    """Acts of admins that were written down, with who did them."""
    rows = tx.all(text("SELECT act, actor_id FROM audit WHERE act LIKE 'leaderships.%' ORDER BY id"))
    return [(act, actor) for act, actor in rows]


async def leads(stage: Stage, community: CommunityId, who: Actor) -> bool:
    """Whether somebody leads a community."""
    return await stage.db.read(communities.leads, community, who.id)


async def test_every_admin_is_asked_once_however_often_somebody_asks(stage: Stage) -> None:
    community = CommunityId((await asks(stage)).subject)
    await asks(stage)
    assert await stage.db.read(told) == [("leadership-asked", 1008), ("leadership-asked", 5000)]
    assert not await leads(stage, community, ASKER)
    assert not await stage.db.read(communities.has_leader, community)


async def test_of_two_admins_one_decides(stage: Stage) -> None:
    community = CommunityId((await asks(stage)).subject)
    await stage.does(ADMIN, leaderships.approve, community, ASKER.id)
    with pytest.raises(Stale):
        await stage.does(a_person(9, is_admin=True), leaderships.decline, community, ASKER.id)
    assert await leads(stage, community, ASKER)
    assert await stage.db.read(audited) == [("leaderships.approve", ADMIN.id)]


async def test_who_was_approved_may_lead_again_without_being_asked(stage: Stage) -> None:
    community = CommunityId((await asks(stage)).subject)
    await stage.does(ADMIN, leaderships.approve, community, ASKER.id)
    await stage.does(ITSELF, communities.end_leadership, community, ASKER.id)
    await asks(stage)
    assert await leads(stage, community, ASKER)


async def test_who_was_declined_is_told_so_and_asks_nobody_again(stage: Stage) -> None:
    community = CommunityId((await asks(stage)).subject)
    await stage.does(ADMIN, leaderships.decline, community, ASKER.id)
    with pytest.raises(LeadingDeclined):
        await asks(stage)
    await stage.does(ADMIN, leaderships.approve, community, ASKER.id)
    assert await leads(stage, community, ASKER)


async def test_a_leader_from_before_leads_on_where_admins_approve_now(stage: Stage) -> None:
    community = await a_community(stage)
    await asks(stage, LEA)
    assert await leads(stage, community, LEA)
    assert ("leadership-asked", 1008) not in await stage.db.read(told)


async def test_a_first_payee_is_told_to_the_other_admins_and_a_later_one_to_none(stage: Stage) -> None:
    community = await a_community(stage, payee=False)
    account = STANDARDS["epc"].check("DE33100205000001194700", "Lea Leader", "")
    for _ in range(2):
        shown = await stage.does(LEA, payees.show, community, account)
        await stage.does(LEA, payees.keep, PayeeId(shown.subject), admins=(*ADMINS, LEA.id))
    assert [chat for kind, chat in await stage.db.read(told) if kind == "first-payee"] == [ADMIN.id, 5_000]


async def test_a_suspended_leader_can_do_nothing_that_leaders_can(stage: Stage) -> None:
    deal = await a_deal(stage)
    community = (await stage.deal(deal)).community_id
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    for what in (deals.close_now, deals.cancel):
        with pytest.raises(NotAllowed):
            await stage.does(LEA, what, deal)
    with pytest.raises(NotAllowed):
        await stage.does(LEA, communities.set_zone, community, "Asia/Bangkok")
    with pytest.raises(Suspended):
        await stage.does(LEA, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    elsewhere = ChatId(-1_001_000_000_777)
    with pytest.raises(Suspended):
        await stage.does(a_leader(elsewhere), communities.lead, elsewhere, "South", "en", open_to_all=True)
    assert await stage.db.read(communities.led_by, LEA.id) == []
    assert await stage.db.read(communities.of_chat, elsewhere) is None
    assert await stage.db.read(audited) == [("leaderships.suspend", ADMIN.id)]


async def test_deals_of_a_suspended_leader_take_no_orders_until_they_are_restored(stage: Stage) -> None:
    deal, other = await a_deal(stage), await a_deal(stage, opens_in=timedelta(hours=1))
    team = (await stage.does(a_person(1), teams.start, deal)).subject
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    stage.clock.moves(hours=2)
    await stage.does(ITSELF, deals.open_due, other)
    with pytest.raises(DealHeld):
        await stage.does(a_person(2), teams.join, team)  # type: ignore[arg-type]
    for held in (deal, other):
        with pytest.raises(DealHeld):
            await stage.does(a_person(3), teams.start, held)
        with pytest.raises(DealHeld):
            await stage.does(a_person(4), orders.buy_alone, held)
    await stage.does(ADMIN, leaderships.restore, LEA.id)
    await stage.does(a_person(2), teams.join, team)  # type: ignore[arg-type]
    assert await leads(stage, (await stage.deal(deal)).community_id, LEA)


async def test_who_owes_a_suspended_leader_is_neither_reminded_nor_loses_the_place(stage: Stage) -> None:
    deal = await a_deal(stage)
    ana = a_person(1)
    await stage.does(ana, orders.buy_alone, deal)
    order = order_id(await stage.order_of(deal, ana))
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    before = await stage.db.read(told)
    for _ in range(40):
        stage.clock.moves(hours=12)
        await stage.does(ITSELF, orders.remind, order)
        await stage.does(ITSELF, orders.lapse, order)
    stands = await stage.order_of(deal, ana)
    assert stands is not None
    assert (stands.state, await stage.db.read(told)) == (OrderState.DUE, before)
    await stage.does(ADMIN, leaderships.restore, LEA.id)
    await stage.does(ana, payments.claim, order, "")
    await stage.does(LEA, payments.confirm, order)
    paid = await stage.order_of(deal, ana)
    assert paid is not None
    assert paid.state is OrderState.PAID


async def test_short_teams_of_a_held_deal_end_and_are_not_merged_into_debts(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, closes_in=timedelta(hours=30))
    made = [(await stage.does(a_person(1), teams.start, deal)).subject]
    stage.clock.moves(hours=8)
    made += [(await stage.does(a_person(n), teams.start, deal)).subject for n in (2, 3)]
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    stage.clock.moves(hours=17)
    await stage.does(ITSELF, teams.run_out, made[0])  # type: ignore[arg-type]
    assert (await stage.team(made[0])).state is TeamState.EXPIRED  # type: ignore[arg-type]
    stage.clock.moves(hours=6)
    await stage.does(ITSELF, deals.close_due, deal)
    while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
        pass
    for team in made[1:]:
        assert (await stage.team(team)).state is TeamState.EXPIRED  # type: ignore[arg-type]
    assert "payment-due" not in [kind for kind, _ in await stage.db.read(told)]


async def test_what_admins_do_is_written_down_with_whom_it_is_about(stage: Stage) -> None:
    await a_community(stage)
    await stage.does(ADMIN, leaderships.suspend, LEA.id)
    await stage.does(ADMIN, leaderships.restore, LEA.id)

    def events(tx: ReadTx) -> list[Any]:
        rows = tx.all(text("SELECT events FROM audit WHERE act LIKE 'leaderships.%' ORDER BY id"))
        return [json.loads(row.events) for row in rows]

    assert await stage.db.read(events) == [
        [{"event": "LeaderSuspended", "leader_id": LEA.id}],
        [{"event": "LeaderRestored", "leader_id": LEA.id}],
    ]
