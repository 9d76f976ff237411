"""A claim waits for one word of its leader's: who reads its receipt, and two words at once."""

import asyncio

import pytest

from bot.domain.errors import DomainError, NotAllowed, NotFound
from bot.domain.ids import OrderId
from bot.domain.orders import OrderSettled, OrderState
from bot.domain.people import ITSELF
from bot.services import communities, desks, payments
from storage import ledger
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

ANA, BEN, STRANGER = a_person(1), a_person(2), a_person(9)


async def claimed(stage: Stage) -> OrderId:
    """Ana's order, paid as she says, with a receipt."""
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, ANA))
    await stage.does(ANA, payments.claim, order, "a-receipt")
    return order


async def test_a_receipt_is_read_by_the_leader_only(stage: Stage) -> None:
    order = await claimed(stage)
    found = await stage.db.read(desks.own_claim, a_leader(), order)
    assert found.order.claim_photo == "a-receipt"
    for other in (ANA, BEN, STRANGER):
        with pytest.raises(NotFound):
            await stage.db.read(desks.own_claim, other, order)
    await stage.does(ITSELF, communities.end_leadership, found.community.id, a_leader().id)
    with pytest.raises(NotAllowed):
        await stage.db.read(desks.own_claim, a_leader(), order)


async def test_a_receipt_is_shown_only_while_its_order_waits(stage: Stage) -> None:
    order = await claimed(stage)
    await stage.does(a_leader(), payments.confirm, order)
    with pytest.raises(OrderSettled):
        await stage.db.read(desks.own_claim, a_leader(), order)


async def test_of_a_confirmation_and_a_rejection_at_once_one_counts(stage: Stage) -> None:
    order = await claimed(stage)
    words = [payments.reject, payments.confirm] * 4

    async def said(what: object) -> str:
        try:
            await stage.does(a_leader(), what, order)  # type: ignore[arg-type]
        except DomainError as refusal:
            return refusal.code
        return "done"

    answers = await asyncio.gather(*(said(what) for what in words))
    found = await stage.db.read(lambda tx: desks.orders.get(tx, order))
    assert found.state is OrderState.PAID, "a due order may be confirmed too, a paid one is never rejected"
    assert answers[::2].count("done") <= 1, "rejected once at most"
    assert await stage.db.read(ledger.held, order) == 2990, "booked once"
    assert await stage.db.read(ledger.balance, order) == 0
