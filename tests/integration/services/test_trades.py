"""A trade follows its order: what the order asks for no more is closed at the gateway; on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import OrderId, PayeeId
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF
from bot.domain.trades import GOOD_FOR, Outcome, Trade, TradeState
from bot.payqr import STANDARDS
from bot.services import deals, gateways, orders, payees, payment_reports, payments, rests, taking_back
from storage import invariants, ledger
from storage import orders as stored_orders
from storage import payees as stored_payees
from storage import trades as stored_trades
from tests.integration.services.test_payment_reports import ANA, CODE, LEA, S, T, a_report, a_trade, state_of, tells
from tests.kit.builders import Stage, a_person

Ends = Callable[[Stage, OrderId], Awaitable[object]]


async def is_left(stage: Stage, order: OrderId) -> None:
    await stage.does(ANA, orders.leave, order)


async def lapses(stage: Stage, order: OrderId) -> None:
    stage.clock.moves(days=2)
    await stage.acts(orders.lapse, ITSELF, None, order)


async def is_called_off(stage: Stage, order: OrderId) -> None:
    deal = (await stage.db.read(stored_orders.get, order)).deal_id
    await stage.does(LEA, deals.cancel, deal)
    await stage.acts(deals.end_slice, ITSELF, None, deal)


async def is_confirmed(stage: Stage, order: OrderId) -> None:
    await stage.does(LEA, payments.confirm, order)


async def is_claimed_and_confirmed(stage: Stage, order: OrderId) -> None:
    await stage.does(ANA, payments.claim, order)
    await stage.does(LEA, payments.confirm, order)


async def comes_in_part(stage: Stage, order: OrderId) -> None:
    await stage.does(LEA, payments.receive, order, 1000)


async def is_paid_too_much(stage: Stage, order: OrderId) -> None:
    await stage.does(LEA, payments.receive, order, 5000)


ENDS = [is_left, lapses, is_called_off, is_confirmed, is_claimed_and_confirmed, comes_in_part, is_paid_too_much]


async def calls(stage: Stage, most: int = 16) -> list[tuple[TradeState, str]]:
    """What gateways are called about now."""
    taken = await stage.db.write(gateways.take, most, stage.clock.now())
    return [(trade.state, trade.number) for trade in taken]


@pytest.mark.parametrize("ends", ENDS)
async def test_a_code_is_closed_when_its_order_asks_for_it_no_more(stage: Stage, ends: Ends) -> None:
    trade = await a_trade(stage)
    await ends(stage, trade.order_id)
    assert await calls(stage) == [(T.CLOSING, trade.number)]
    await stage.acts(gateways.close, ITSELF, None, trade.id)
    assert (await state_of(stage, trade))[1] is T.CLOSED
    assert await stage.db.read(gateways.soonest) is None
    assert await stage.db.read(invariants.broken) == []


@pytest.mark.parametrize("ends", ENDS)
async def test_a_code_that_nobody_was_given_needs_no_call(stage: Stage, ends: Ends) -> None:
    trade = await a_trade(stage, asked=False)
    await ends(stage, trade.order_id)
    assert (await state_of(stage, trade))[1] is T.CLOSED
    assert await calls(stage) == []
    await stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE)
    assert (await state_of(stage, trade))[1] is T.CLOSED
    assert await stage.db.read(invariants.broken) == []


async def test_a_refused_code_is_closed_too_when_an_earlier_one_was_made(stage: Stage) -> None:
    trade = await a_trade(stage)
    stage.clock.moves(seconds=GOOD_FOR.total_seconds())
    await stage.does(ANA, payments.ask_again, trade.order_id)
    await stage.acts(gateways.fail, ITSELF, None, trade.id)
    await is_left(stage, trade.order_id)
    assert (await state_of(stage, trade))[1] is T.CLOSING


async def two_ways(stage: Stage) -> tuple[Trade, PayeeId, PayeeId]:
    """A trade of an order that can be paid to an account of the leader's as well; the gateway's payee, and that one."""
    trade = await a_trade(stage)
    order = await stage.db.read(stored_orders.get, trade.order_id)
    assert order.payee_id is not None
    community = (await stage.deal(order.deal_id)).community_id
    code = "https://qr.alipay.com/fkx000000000000000000"
    shown = await stage.does(LEA, payees.show, community, STANDARDS["picture"].check(code, "Lea", ""))
    await stage.does(LEA, payees.add, PayeeId(shown.subject))
    stage.clock.moves(days=1)
    return trade, order.payee_id, PayeeId(shown.subject)


async def test_another_way_closes_it_and_the_way_back_wants_another(stage: Stage) -> None:
    trade, gateway, other = await two_ways(stage)
    found = await stage.db.read(stored_payees.get, other)
    assert found.standard == "picture"
    await stage.does(ANA, payments.pay_otherwise, trade.order_id, other)
    assert (await state_of(stage, trade)) == (S.DUE, T.CLOSING)
    await stage.does(ANA, payments.pay_otherwise, trade.order_id, gateway)
    assert await calls(stage, 1) == [(T.WANTED, f"{trade.number}N2")], "somebody waits for it"
    assert await calls(stage, 1) == [(T.CLOSING, trade.number)]
    assert await stage.db.read(invariants.broken) == []


async def test_what_was_paid_before_it_was_closed_is_late_money(stage: Stage) -> None:
    trade = await a_trade(stage)
    await is_left(stage, trade.order_id)
    assert await tells(stage, a_report(trade)) is Outcome.LATE
    assert await state_of(stage, trade) == (S.LEFT, T.PAID)
    assert await stage.db.read(gateways.soonest) is None


async def test_the_old_code_pays_its_order_as_long_as_it_asks_for_the_sum_and_closes_the_new_one(stage: Stage) -> None:
    trade, gateway, other = await two_ways(stage)
    await stage.does(ANA, payments.pay_otherwise, trade.order_id, other)
    await stage.does(ANA, payments.pay_otherwise, trade.order_id, gateway)
    _, second = await stage.db.read(stored_trades.of_order, trade.order_id)
    await stage.acts(gateways.keep_code, ITSELF, None, second.id, CODE)
    assert await tells(stage, a_report(trade)) is Outcome.PAID
    assert await state_of(stage, second) == (S.PAID, T.CLOSING)
    assert await tells(stage, a_report(second, nth=2, money_id="second")) is Outcome.TWICE
    assert await stage.db.read(invariants.broken) == []


async def test_the_rest_is_asked_for_by_another_trade_and_the_first_is_closed(stage: Stage) -> None:
    trade = await a_trade(stage)
    await comes_in_part(stage, trade.order_id)
    await stage.does(LEA, rests.ask, trade.order_id)
    first, rest = await stage.db.read(stored_trades.of_order, trade.order_id)
    assert (first.state, rest.state, rest.amount_minor) == (T.CLOSING, T.WANTED, 2990)


async def test_one_that_the_gateway_will_not_close_is_asked_after_until_its_code_has_run_out(stage: Stage) -> None:
    trade = await a_trade(stage)
    await is_left(stage, trade.order_id)
    await stage.acts(gateways.note_unpaid, ITSELF, None, trade.id)
    assert (await state_of(stage, trade))[1] is T.CLOSING
    assert await stage.db.read(gateways.soonest) == stage.clock.now() + timedelta(seconds=5)
    stage.clock.moves(seconds=GOOD_FOR.total_seconds())
    await stage.acts(gateways.note_unpaid, ITSELF, None, trade.id)
    assert (await state_of(stage, trade))[1] is T.CLOSED


async def test_a_confirmation_that_is_taken_back_wants_a_new_code(stage: Stage) -> None:
    trade = await a_trade(stage)
    said = (await stage.does(LEA, payments.confirm, trade.order_id)).shown
    assert said is not None
    await stage.does(LEA, taking_back.take_back, said.deal_id, said.undo, said.undo)
    _, second = await stage.db.read(stored_trades.of_order, trade.order_id)
    assert (await state_of(stage, second)) == (S.DUE, T.WANTED)
    assert await stage.db.read(invariants.broken) == []


async def sums(stage: Stage, trade: Trade) -> tuple[int, int]:
    balance = await stage.db.read(ledger.balance, trade.order_id)
    return balance, await stage.db.read(ledger.refunded, trade.order_id)


async def test_what_was_paid_and_paid_back_in_the_moment_of_closing_is_booked_once(stage: Stage) -> None:
    trade = await a_trade(stage)
    await is_left(stage, trade.order_id)
    went = a_report(trade, event_id="cancel:1")
    for _ in range(2):
        await stage.acts(payment_reports.book_returned, ITSELF, None, went)
    assert await state_of(stage, trade) == (S.LEFT, T.REFUNDED)
    assert await sums(stage, trade) == (0, 3990)
    assert await tells(stage, a_report(trade)) is Outcome.AGAIN
    assert await sums(stage, trade) == (0, 3990)
    assert await stage.db.read(invariants.broken) == []


async def test_when_its_notice_came_first_a_person_looks_at_it(stage: Stage) -> None:
    trade = await a_trade(stage)
    await is_left(stage, trade.order_id)
    await tells(stage, a_report(trade))
    await stage.acts(payment_reports.book_returned, ITSELF, None, a_report(trade, event_id="cancel:1"))
    assert await state_of(stage, trade) == (S.LEFT, T.PAID)
    assert await sums(stage, trade) == (-3990, 0)
    assert await tells(stage, replace(a_report(trade), event_id="cancel:1")) is Outcome.AGAIN
    assert (await stage.db.read(stored_orders.get, trade.order_id)).state is OrderState.LEFT


async def test_a_code_that_comes_in_the_moment_in_which_its_order_ends_is_closed_too(stage: Stage) -> None:
    for n in range(1, 13):
        buyer = a_person(n)
        trade = await a_trade(stage, by=buyer)
        stage.clock.moves(seconds=GOOD_FOR.total_seconds())
        await stage.does(buyer, payments.ask_again, trade.order_id)
        both = (
            stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE),
            stage.does(buyer, orders.leave, trade.order_id),
        )
        await asyncio.gather(*(both if n % 2 else reversed(both)))
        assert (await state_of(stage, trade))[1] is T.CLOSING
    assert await stage.db.read(invariants.broken) == []


async def test_money_that_comes_in_the_moment_in_which_a_new_code_does_is_the_trades(stage: Stage) -> None:
    for n in range(1, 13):
        buyer = a_person(n)
        trade = await a_trade(stage, by=buyer)
        stage.clock.moves(seconds=GOOD_FOR.total_seconds())
        await stage.does(buyer, payments.ask_again, trade.order_id)
        told = a_report(trade, nth=n, money_id=f"money {n}")
        both = (
            stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE),
            stage.acts(payment_reports.book, ITSELF, None, told),
        )
        await asyncio.gather(*(both if n % 2 else reversed(both)))
        assert await state_of(stage, trade) == (S.PAID, T.PAID)
    assert await stage.db.read(invariants.broken) == []
