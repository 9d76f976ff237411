"""What a leader said of money, taken back within five minutes: order, ledger and team stand as before."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.ids import DealId, OrderId, UndoId
from bot.domain.orders import OrderSettled, OrderState
from bot.domain.people import ITSELF, Actor
from bot.domain.teams import TeamState
from bot.domain.undos import OvertakenByEvents, TooLateToTakeBack, UndoneAlready
from bot.services import deals, orders, payments, receipts, taking_back, teams
from bot.services.receipts import Receipt
from storage import invariants
from storage.database import ReadTx
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

LEA = a_leader()
ANA, BEN = a_person(1), a_person(2)
EVERY = (UndoId(1), UndoId(1_000))


async def an_order(stage: Stage, *, claims: bool = True, pay: PayMoment = PayMoment.CLOSE) -> tuple[DealId, OrderId]:
    """Ana's order in a full team of two (or the first of it, when buyers pay first), claimed or only due."""
    deal = await a_deal(stage, target=2, pay=pay, due_for=timedelta(hours=24))
    await a_team(stage, deal, buyers=1 if pay is PayMoment.FIRST else 2)
    order = order_id(await stage.order_of(deal, ANA))
    if claims:
        await stage.does(ANA, payments.claim, order)
    return deal, order


async def order(stage: Stage, order_id: OrderId) -> Receipt:
    """The order as it stands."""
    return await stage.db.read(receipts.receipt, order_id)


async def refused(stage: Stage, deal: DealId, by: Actor = LEA) -> type[DomainError]:
    """Why nothing is taken back."""
    with pytest.raises(DomainError) as refusal:
        await stage.does(by, taking_back.take_back, deal, *EVERY)
    return type(refusal.value)


def ledger(tx: ReadTx) -> list[tuple[str, int, str]]:
    """Every row of the ledger."""
    rows = tx.all(text("SELECT entry, amount_minor, source FROM ledger ORDER BY id"))
    return [(row.entry, row.amount_minor, row.source) for row in rows]


def told(tx: ReadTx) -> list[str]:
    """Who is told that something was taken back."""
    return [row.key for row in tx.all(text("SELECT key FROM outbox WHERE kind = 'payment-taken-back' ORDER BY id"))]


@pytest.mark.parametrize("claims", [True, False])
async def test_a_confirmation_is_taken_back_and_the_ledger_only_grows(stage: Stage, claims: bool) -> None:
    deal, ana = await an_order(stage, claims=claims)
    before = await order(stage, ana)
    booked = await stage.db.read(ledger)
    await stage.does(LEA, payments.confirm, ana)
    stage.clock.moves(minutes=4, seconds=59)
    result = await stage.does(LEA, taking_back.take_back, deal, *EVERY)
    assert result.shown == 1
    after = await order(stage, ana)
    assert (after.order.state, after.order.due_until) == (before.order.state, before.order.due_until)
    assert after.to_pay == before.to_pay
    assert await stage.db.read(ledger) == [*booked, ("paid", 2990, "leader"), ("paid", -2990, "undo")]
    assert len(await stage.db.read(told)) == 1
    assert await stage.db.read(invariants.broken) == []
    await stage.does(LEA, payments.confirm, ana)
    assert (await order(stage, ana)).order.state is OrderState.PAID


async def test_all_that_was_confirmed_at_once_is_taken_back_at_once(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    ben = order_id(await stage.order_of(deal, BEN))
    await stage.does(BEN, payments.claim, ben)
    await stage.does(LEA, payments.confirm_all, deal, 2)
    assert (await stage.does(LEA, taking_back.take_back, deal, *EVERY)).shown == 2
    assert {(await order(stage, one)).order.state for one in (ana, ben)} == {OrderState.CLAIMED}
    assert await stage.db.read(invariants.broken) == []


async def test_a_rejection_is_taken_back(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.reject, ana)
    assert (await stage.does(LEA, taking_back.take_back, deal, *EVERY)).shown == 1
    assert (await order(stage, ana)).order.state is OrderState.CLAIMED


async def test_money_that_is_confirmed_is_not_rejected_but_taken_back(stage: Stage) -> None:
    _, ana = await an_order(stage)
    await stage.does(LEA, payments.confirm, ana)
    with pytest.raises(OrderSettled):
        await stage.does(LEA, payments.reject, ana)


async def test_nothing_is_taken_back_twice(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.confirm, ana)
    await stage.does(LEA, taking_back.take_back, deal, *EVERY)
    assert await refused(stage, deal) is UndoneAlready
    await stage.does(LEA, payments.confirm, ana)
    assert (await order(stage, ana)).order.state is OrderState.PAID


async def test_after_five_minutes_it_stands(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.confirm, ana)
    stage.clock.moves(minutes=5)
    assert await refused(stage, deal) is TooLateToTakeBack
    assert (await order(stage, ana)).order.state is OrderState.PAID


async def test_an_order_that_has_moved_on_stays_as_it_is(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.reject, ana)
    await stage.does(ANA, orders.leave, ana)
    assert await refused(stage, deal) is OvertakenByEvents
    assert (await order(stage, ana)).order.state is OrderState.LEFT


async def test_a_claim_made_since_is_no_rejection_to_take_back(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.reject, ana)
    stage.clock.moves(minutes=1)
    await stage.does(ANA, payments.claim, ana)
    await stage.does(LEA, payments.reject, ana)
    assert (await stage.does(LEA, taking_back.take_back, deal, *EVERY)).shown == 1
    assert await stage.db.read(invariants.broken) == []


async def test_money_that_went_back_meanwhile_is_not_taken_back(stage: Stage) -> None:
    deal, ana = await an_order(stage)
    await stage.does(LEA, payments.confirm, ana)
    await stage.does(LEA, deals.cancel, deal)
    while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
        pass
    assert await refused(stage, deal) is OvertakenByEvents
    assert (await order(stage, ana)).order.state is OrderState.REFUND_DUE
    assert await stage.db.read(invariants.broken) == []


async def test_who_pays_first_counts_no_more_when_their_payment_is_taken_back(stage: Stage) -> None:
    deal, ana = await an_order(stage, pay=PayMoment.FIRST)
    team = (await order(stage, ana)).order.team_id
    assert team is not None
    await stage.does(LEA, payments.confirm, ana)
    assert ((await stage.team(team)).joined, (await stage.team(team)).holding) == (1, 0)
    await stage.does(LEA, taking_back.take_back, deal, *EVERY)
    assert ((await stage.team(team)).joined, (await stage.team(team)).holding) == (0, 1)
    assert await stage.db.read(invariants.broken) == []


async def test_a_team_that_formed_by_the_payment_stays_formed(stage: Stage) -> None:
    deal, ana = await an_order(stage, pay=PayMoment.FIRST)
    team = (await order(stage, ana)).order.team_id
    assert team is not None
    await stage.does(LEA, payments.confirm, ana)
    await stage.does(BEN, teams.join, team)
    ben = order_id(await stage.order_of(deal, BEN))
    await stage.does(BEN, payments.claim, ben)
    stage.clock.moves(minutes=6)
    await stage.does(LEA, payments.confirm, ben)
    assert (await stage.team(team)).state is TeamState.FORMED
    last = UndoId(2)
    await stage.does(LEA, taking_back.take_back, deal, last, last)
    assert (await stage.team(team)).state is TeamState.FORMED
    assert ((await order(stage, ana)).order.state, (await order(stage, ben)).order.state) == (
        OrderState.PAID,
        OrderState.CLAIMED,
    )
    assert await stage.db.read(invariants.broken) == []


async def test_money_that_became_credit_since_is_not_taken_back(stage: Stage) -> None:
    deal = await a_deal(stage)
    order = OrderId((await stage.does(ANA, orders.buy_alone, deal)).subject)
    await stage.does(ANA, orders.leave, order)
    said = (await stage.does(LEA, payments.receive, order, 3990)).shown
    assert said is not None
    assert said.said is not None
    await stage.does(LEA, payments.credit, order)
    await stage.does(ANA, payments.claim, order)
    with pytest.raises(OvertakenByEvents):
        await stage.does(LEA, taking_back.take_back, deal, said.said.undo, said.said.undo)
    assert await stage.db.read(invariants.broken) == []
