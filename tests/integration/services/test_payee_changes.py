"""A change of payee counts a day later, another takes it back, and what was published or asked stays."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.ids import AccountId, CommunityId, PayeeId
from bot.domain.payments import NewLeader, OwnChange, PayeeDecided, PayeeState
from bot.domain.people import Actor, Person
from bot.services import cards, communities, orders, payees, teams
from bot.services.payees import CHANGE_AFTER
from storage import orders as stored_orders
from storage import payees as stored_payees
from tests.kit.builders import (
    GROUP,
    Stage,
    a_community,
    a_deal,
    a_leader,
    a_payee,
    a_person,
    a_team,
    order_id,
)

OLD, THIEF, RIGHT = "DE33100205000001194700", "DE89370400440532013000", "FR1420041010050500013M02606"
A_MOMENT = timedelta(seconds=1)


async def counts_now(stage: Stage, community: CommunityId) -> str:
    """The account that a deal published now would be paid to."""
    counting = await stage.db.read(stored_payees.counting, community, "EUR", stage.clock.now())
    return ", ".join(payee.account for payee in counting)


async def state_of(stage: Stage, payee: PayeeId) -> PayeeState:
    """Where a payee stands."""
    return (await stage.db.read(stored_payees.get, payee)).state


async def test_the_first_payee_counts_at_once_and_a_change_a_day_later(stage: Stage) -> None:
    community = await a_community(stage)
    assert await counts_now(stage, community) == OLD
    await a_payee(stage, community, iban=RIGHT)
    stage.clock.moves(seconds=(CHANGE_AFTER - A_MOMENT).total_seconds())
    assert await counts_now(stage, community) == OLD
    stage.clock.moves(seconds=1)
    assert await counts_now(stage, community) == RIGHT


async def test_a_change_that_is_answered_by_another_never_counts(stage: Stage) -> None:
    """Else a thief's account would be paid from its day on until the day of the right one."""
    community = await a_community(stage)
    stolen = await a_payee(stage, community, iban=THIEF)
    stage.clock.moves(hours=23)
    await a_payee(stage, community, iban=RIGHT)
    assert await state_of(stage, stolen) is PayeeState.DISCARDED
    stage.clock.moves(hours=2)
    assert await counts_now(stage, community) == OLD
    stage.clock.moves(hours=22)
    assert await counts_now(stage, community) == RIGHT


async def test_a_deal_keeps_the_payee_it_was_published_with(stage: Stage) -> None:
    community = await a_community(stage)
    deal = await a_deal(stage, community, closes_in=timedelta(days=5))
    published_with = (await stage.deal(deal)).payee_id
    await a_payee(stage, community, iban=RIGHT)
    stage.clock.moves(days=2)
    assert (await stage.deal(deal)).payee_id == published_with
    assert (await stage.deal(await a_deal(stage, community))).payee_id != published_with


LEA = a_leader()
CORA = Actor(person=Person(id=AccountId(902), name="Cora"), administers=GROUP)


async def two_leaders(stage: Stage) -> tuple[CommunityId, PayeeId]:
    """Lea and Cora lead; Lea has changed the payee since."""
    community = await a_community(stage)
    await stage.does(CORA, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    stage.clock.moves(minutes=1)
    return community, await a_payee(stage, community, iban=RIGHT)


async def told(stage: Stage) -> list[tuple[str, int]]:
    """Which leaders are told what of payees, and nobody else of anything."""
    rows = await stage.db.read(lambda tx: tx.all(text("SELECT kind, chat_id FROM outbox ORDER BY kind, chat_id")))
    return [(row.kind, row.chat_id) for row in rows]


async def test_a_second_leader_lets_a_change_count_at_once_and_the_other_is_told(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    await stage.does(CORA, payees.count_now, change)
    assert await counts_now(stage, community) == RIGHT
    assert await told(stage) == [
        ("payee-changed", 900), ("payee-changed", 902), ("payee-decided", 900),
    ]  # fmt: skip


async def test_who_typed_a_change_is_no_second_leader(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    with pytest.raises(OwnChange):
        await stage.does(LEA, payees.count_now, change)
    assert await counts_now(stage, community) == OLD


async def test_who_became_a_leader_after_the_change_was_typed_can_only_stop_it(stage: Stage) -> None:
    community = await a_community(stage)
    change = await a_payee(stage, community, iban=THIEF)
    stage.clock.moves(seconds=1)
    await stage.does(CORA, communities.lead, GROUP, "Neighbours", "en", open_to_all=True)
    with pytest.raises(NewLeader):
        await stage.does(CORA, payees.count_now, change)
    assert await counts_now(stage, community) == OLD
    await stage.does(CORA, payees.stop, change)
    assert await state_of(stage, change) is PayeeState.DISCARDED


async def test_a_stopped_change_never_counts_and_the_next_one_waits_its_day(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    await stage.does(CORA, payees.stop, change)
    stage.clock.moves(days=2)
    assert await counts_now(stage, community) == OLD
    with pytest.raises(PayeeDecided):
        await stage.does(CORA, payees.count_now, change)
    await a_payee(stage, community, iban=THIEF)
    assert await counts_now(stage, community) == OLD, "it is no first payee"
    stage.clock.moves(days=1)
    assert await counts_now(stage, community) == THIEF


async def test_what_counts_can_t_be_stopped(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    stage.clock.moves(days=1)
    for act in (payees.stop, payees.count_now):
        with pytest.raises(PayeeDecided):
            await stage.does(CORA, act, change)
    assert await counts_now(stage, community) == RIGHT


async def test_stopping_and_approving_at_once_leave_one_of_both(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    said = await asyncio.gather(
        stage.does(LEA, payees.stop, change), stage.does(CORA, payees.count_now, change), return_exceptions=True
    )
    assert len([one for one in said if isinstance(one, PayeeDecided)]) == 1
    stopped = await state_of(stage, change) is PayeeState.DISCARDED
    assert await counts_now(stage, community) == (OLD if stopped else RIGHT)


async def test_buyers_of_an_open_deal_pay_whom_its_card_named_and_are_told_of_no_change(stage: Stage) -> None:
    community, change = await two_leaders(stage)
    deal = await a_deal(stage, community, target=2, closes_in=timedelta(days=5), team_for=timedelta(days=3))
    await stage.does(a_person(1), orders.buy_alone, deal)
    team = await a_team(stage, deal, first=2)
    before = await told(stage)
    await stage.does(CORA, payees.count_now, change)
    stage.clock.moves(days=2)
    news = [one for one in await told(stage) if one not in before]
    assert news == [("payee-decided", 900)]
    card = await stage.db.read(cards.card, deal)
    assert card.payee is not None
    assert card.payee.account == OLD
    await stage.does(a_person(3), teams.join, team)
    for n in (1, 2, 3):
        order = await stage.order_of(deal, a_person(n))
        snapshot = await stage.db.read(stored_orders.snapshot, order_id(order))
        assert snapshot is not None
        assert snapshot.account == OLD
    newer = await stage.db.read(cards.card, await a_deal(stage, community))
    assert newer.payee is not None
    assert newer.payee.account == RIGHT


async def test_a_code_is_awaited_for_ten_minutes_whichever_replica_is_told(stage: Stage) -> None:
    await stage.does(LEA, payees.await_code)
    for minutes, waits in ((0, True), (9, True), (1, False)):
        stage.clock.moves(minutes=minutes)
        assert await stage.db.read(payees.awaits_code, LEA.id, stage.clock.now()) is waits
    assert not await stage.db.read(payees.awaits_code, a_person(1).id, stage.clock.now())
    await stage.does(LEA, payees.await_code)
    assert await stage.db.read(payees.awaits_code, LEA.id, stage.clock.now()), "it is said once more"
