"""Money that came late: it buys freed stock, becomes credit, or goes back; never twice, and never out of nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.deals import DealOver
from bot.domain.ids import DealId, OrderId
from bot.domain.orders import OrderState
from bot.domain.payments import CreditSpent
from bot.domain.people import ITSELF
from bot.domain.receiving import Came
from bot.payqr import STANDARDS
from bot.services import deals, orders, payments, refunds, teams
from storage import invariants, ledger
from storage import orders as storage_orders
from storage.database import ReadTx
from tests.kit.builders import Stage, a_deal, a_leader, a_person, order_id

ANA = a_person(1)


async def bought(stage: Stage, deal: DealId) -> OrderId:
    """Ana's order, bought alone and due."""
    return OrderId((await stage.does(ANA, orders.buy_alone, deal)).subject)


async def lapsed(stage: Stage, order: OrderId) -> None:
    """The order's time to pay has passed, and then Ana says she has paid."""
    stage.clock.moves(days=3)
    await stage.does(ITSELF, orders.lapse, order)
    await stage.does(ANA, payments.claim, order)


async def with_credit(stage: Stage, minor: int = 2500) -> None:
    """Ana has credit of an earlier deal."""
    order = await bought(stage, await a_deal(stage, team_minor=minor, solo_minor=minor))
    await lapsed(stage, order)
    await stage.does(a_leader(), payments.credit, order)


def counted(tx: ReadTx, kind: str) -> int:
    """How many messages of a kind were queued."""
    return int(tx.value(text(f"SELECT count(*) FROM outbox WHERE kind = '{kind}'")))


async def booked(stage: Stage, order: OrderId) -> tuple[int, int]:
    """What came for an order and stayed, and what is still to be paid."""
    return await stage.db.read(ledger.held, order), await stage.db.read(ledger.balance, order)


async def test_nobody_gets_stock_of_a_cancelled_deal(stage: Stage) -> None:
    deal = await a_deal(stage)
    order = await bought(stage, deal)
    await stage.does(ANA, payments.claim, order)
    await stage.does(a_leader(), deals.cancel, deal)
    while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
        pass
    with pytest.raises(DealOver):
        await stage.does(a_leader(), payments.give_stock, order)
    assert await stage.db.read(invariants.broken) == []
    await stage.does(a_leader(), payments.owe_refund, order)
    await stage.does(a_leader(), payments.mark_refunded, order)
    assert await booked(stage, order) == (0, 0)


async def test_credit_pays_its_part_again_when_late_money_buys_stock(stage: Stage) -> None:
    await with_credit(stage, 2500)
    order = await bought(stage, await a_deal(stage, closes_in=timedelta(days=9)))
    assert await booked(stage, order) == (0, 1490)
    await lapsed(stage, order)
    await stage.does(a_leader(), payments.give_stock, order)
    assert await booked(stage, order) == (1490, 0)
    assert await stage.db.read(invariants.broken) == []
    other = await bought(stage, await a_deal(stage))
    assert await booked(stage, other) == (0, 3990)


async def test_stock_is_not_given_for_credit_that_was_spent_meanwhile(stage: Stage) -> None:
    await with_credit(stage, 2500)
    deal = await a_deal(stage, closes_in=timedelta(days=9))
    order = await bought(stage, deal)
    await lapsed(stage, order)
    assert await booked(stage, await bought(stage, await a_deal(stage))) == (0, 1490)
    with pytest.raises(CreditSpent):
        await stage.does(a_leader(), payments.give_stock, order)
    late = await stage.order_of(deal, ANA)
    assert late is not None
    assert late.state is OrderState.LAPSED
    await stage.does(a_leader(), payments.credit, order)
    assert await booked(stage, order) == (1490, 0)


async def test_what_became_credit_is_not_paid_back_as_well(stage: Stage) -> None:
    order = await bought(stage, await a_deal(stage, closes_in=timedelta(days=9)))
    await lapsed(stage, order)
    await stage.does(a_leader(), payments.credit, order)
    await stage.does(ANA, payments.claim, order)
    await stage.does(a_leader(), payments.owe_refund, order)
    assert (await booked(stage, order))[0] == 7980
    await stage.does(a_leader(), payments.mark_refunded, order)
    assert await booked(stage, order) == (3990, 0)
    assert await stage.db.read(invariants.broken) == []


async def test_a_leader_is_told_of_late_money_each_time_it_is_said_to_come(stage: Stage) -> None:
    order = await bought(stage, await a_deal(stage, closes_in=timedelta(days=9)))
    await lapsed(stage, order)
    await stage.does(ANA, payments.claim, order)
    assert await stage.db.read(counted, "late-money") == 1
    await stage.does(a_leader(), payments.credit, order)
    await stage.does(ANA, payments.claim, order)
    assert await stage.db.read(counted, "late-money") == 2


async def test_two_replicas_that_look_at_once_remind_once(stage: Stage) -> None:
    deal = await a_deal(stage)
    await bought(stage, deal)
    order = order_id(await stage.order_of(deal, ANA))
    await stage.does(ITSELF, orders.remind, order)
    assert await stage.db.read(counted, "payment-reminder") == 0
    stage.clock.moves(days=1)
    for _ in range(2):
        await stage.does(ITSELF, orders.remind, order)
    assert await stage.db.read(counted, "payment-reminder") == 1


async def test_credit_is_used_once_by_two_orders_at_once(stage: Stage) -> None:
    for n in range(4):
        await with_credit(stage, 2500)
        two = [await a_deal(stage, title=f"Deal {n}{half}") for half in "ab"]
        both = await asyncio.gather(*(stage.does(ANA, orders.buy_alone, deal) for deal in two))
        owed = [(await booked(stage, OrderId(one.subject)))[1] for one in both]
        assert sorted(owed) == [1490, 3990]


async def test_credit_that_paid_alone_is_given_back_when_the_deal_is_called_off(stage: Stage) -> None:
    await with_credit(stage, 2500)
    deal = await a_deal(stage, team_minor=2500, solo_minor=2500)
    order = await bought(stage, deal)
    assert (await stage.order_of(deal, ANA)).state is OrderState.PAID
    await stage.does(a_leader(), deals.cancel, deal)
    while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
        pass
    assert (await stage.db.read(storage_orders.get, order)).state is OrderState.VOID
    assert await booked(stage, order) == (0, 0)
    another = await bought(stage, await a_deal(stage, team_minor=2500, solo_minor=2500))
    assert (await stage.db.read(storage_orders.get, another)).state is OrderState.PAID
    assert await stage.db.read(invariants.broken) == []


async def never_asked(stage: Stage) -> OrderId:
    """Ana has left her team before anybody was asked to pay, and 29.90 comes from her all the same."""
    deal = await a_deal(stage)
    await stage.does(ANA, teams.start, deal)
    order = order_id(await stage.db.read(storage_orders.find_live, deal, ANA.id))
    await stage.does(ANA, orders.leave, order)
    came = await stage.does(a_leader(), payments.receive, order, 2990)
    assert came.shown is not None
    assert came.shown.came is Came.LATE
    return order


async def test_money_that_nobody_asked_for_goes_back_under_a_reference(stage: Stage) -> None:
    order = await never_asked(stage)
    await stage.does(a_leader(), payments.owe_refund, order)
    account = STANDARDS["epc"].check("FR1420041010050500013M02606", "Ana Weber", "")
    await stage.does(ANA, refunds.leave_account, order, account)
    refund = await stage.db.read(refunds.refund, order)
    asked = refund.ask(stage.clock.now())
    assert asked is not None
    assert (asked.reference[:2], asked.amount.minor) == ("KT", 2990)
    assert STANDARDS["epc"].read(STANDARDS["epc"].payload(asked)) == replace(asked, made_at=None)
    assert await stage.db.read(invariants.broken) == []


async def test_money_that_nobody_asked_for_buys_stock(stage: Stage) -> None:
    order = await never_asked(stage)
    await stage.does(a_leader(), payments.give_stock, order)
    assert (await stage.db.read(storage_orders.get, order)).state is OrderState.PAID
    assert await booked(stage, order) == (2990, 0)
    assert await stage.db.read(invariants.broken) == []
