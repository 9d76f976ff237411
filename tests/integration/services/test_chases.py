"""A leader has buyers reminded to pay, or called in the group: who, how often, and at which hours."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, select

from bot.domain.deals import CalledBefore, NobodyToCall
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import DealId
from bot.domain.notices import NoticeKind
from bot.domain.payment_hours import NightNow, is_night
from bot.domain.people import ITSELF
from bot.services import calls, communities, desks, orders, payments, people, reminders
from bot.services.reminders import Reminded
from storage import deals as stored
from storage import orders as stored_orders
from storage.tables import outbox
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

LEA = a_leader()
ANA, BEN, STRANGER = a_person(1), a_person(2), a_person(9)
_OF_KIND = select(outbox.c.id).where(outbox.c.kind == bindparam("of"))


async def a_due_deal(stage: Stage, **facts: object) -> DealId:
    """Ana and Ben have to pay, and both can be written to."""
    deal = await a_deal(stage, target=2, **facts)
    await a_team(stage, deal, buyers=2)
    for buyer in (ANA, BEN):
        await stage.does(buyer, people.open_chat)
    return deal


async def reminders_of(stage: Stage) -> int:
    """Reminders that were queued."""
    rows = await stage.db.read(lambda tx: tx.all(_OF_KIND, {"of": NoticeKind.PAYMENT_REMINDER}))
    return len(rows)


async def remind(stage: Stage, deal: DealId) -> Reminded:
    """The leader's word."""
    shown = (await stage.does(LEA, reminders.remind_all, deal)).shown
    assert shown is not None
    return shown


async def test_who_has_just_been_asked_is_not_reminded(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    assert await remind(stage, deal) == Reminded(now=0, lately=2)
    assert await reminders_of(stage) == 0


async def test_each_is_reminded_once_in_six_hours(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    stage.clock.moves(hours=6)
    assert await remind(stage, deal) == Reminded(now=2, lately=0)
    assert await remind(stage, deal) == Reminded(now=0, lately=2)
    assert await reminders_of(stage) == 2


async def test_who_has_paid_or_says_so_is_not_reminded_and_who_is_asked_again_has_heard(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    order = order_id(await stage.order_of(deal, ANA))
    await stage.does(ANA, payments.claim, order)
    stage.clock.moves(hours=6)
    assert await remind(stage, deal) == Reminded(now=1, lately=0)
    await stage.does(LEA, payments.reject, order)
    assert await remind(stage, deal) == Reminded(now=0, lately=2)


async def test_a_reminder_of_the_bots_own_counts(stage: Stage) -> None:
    deal = await a_due_deal(stage, due_for=timedelta(days=3))
    order = order_id(await stage.order_of(deal, ANA))
    _, remind_at = await stage.db.read(stored_orders.reminders, order)
    assert remind_at is not None
    stage.clock.moves_to(remind_at)
    await stage.does(ITSELF, orders.remind, order)
    stage.clock.moves(minutes=1)
    assert await remind(stage, deal) == Reminded(now=1, lately=1)


async def test_nobody_is_reminded_at_night(stage: Stage) -> None:
    deal = await a_due_deal(stage, due_for=timedelta(days=3))
    community = (await stage.db.read(desks.desk, deal)).community
    while not is_night(stage.clock.now(), community.clock):
        stage.clock.moves(hours=1)
    with pytest.raises(NightNow) as night:
        await remind(stage, deal)
    assert await reminders_of(stage) == 0
    assert night.value.facts["until"].astimezone(community.clock).hour == 9
    assert (await stage.db.read(desks.desk, deal)).to_remind == 2


async def test_only_who_leads_reminds_and_calls(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    for what in (reminders.remind_all, calls.call_now):
        for other in (ANA, STRANGER):
            with pytest.raises(NotFound):
                await stage.does(other, what, deal)
    found = await stage.db.read(desks.desk, deal)
    await stage.does(ITSELF, communities.end_leadership, found.community.id, LEA.id)
    for what in (reminders.remind_all, calls.call_now):
        with pytest.raises(NotAllowed):
            await stage.does(LEA, what, deal)


async def test_who_can_be_written_to_is_not_called(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    with pytest.raises(NobodyToCall):
        await stage.does(LEA, calls.call_now, deal)
    assert not await stage.db.read(stored.was_called, deal)


async def test_buyers_are_called_once_a_deal(stage: Stage) -> None:
    deal = await a_due_deal(stage)
    await stage.does(ANA, people.close_chat)
    desk = await stage.db.read(desks.desk, deal)
    assert (desk.to_remind, desk.to_call) == (1, 1)
    assert (await stage.does(LEA, calls.call_now, deal)).shown == 1
    with pytest.raises(CalledBefore):
        await stage.does(LEA, calls.call_now, deal)
    rows = await stage.db.read(lambda tx: tx.all(_OF_KIND, {"of": NoticeKind.CALL}))
    assert len(rows) == 1
    assert (await stage.db.read(desks.desk, deal)).to_call == 0
