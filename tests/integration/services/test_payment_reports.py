"""What a gateway reports is booked once, whatever is told again, at once, late, or by a liar; on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.ids import OrderId, TradeId
from bot.domain.orders import OrderState, Rest
from bot.domain.payments import Entry
from bot.domain.people import ITSELF, Actor
from bot.domain.trades import (
    AWAY_AT_MOST,
    GOOD_FOR,
    QUERY_EVERY,
    Outcome,
    Provider,
    Report,
    Trade,
    TradeState,
    pause,
)
from bot.services import communities, gateways, orders, payment_reports, payments, rests
from bot.services.gateways import Counter
from storage import invariants, ledger
from storage import orders as stored_orders
from storage import payees as stored_payees
from storage import trades as stored_trades
from storage.database import ReadTx
from storage.tables import ledger as ledger_rows
from tests.integration.services.sights import everything
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person

ANA, LEA = a_person(1), a_leader()
ALIPAY = Counter(provider=Provider.ALIPAY, account="2088000000000017", name="Alipay", currency="CNY", chats=None)
CODE = "https://qr.alipay.com/bax00001"
S, T = OrderState, TradeState


async def a_trade(stage: Stage, *, asked: bool = True, by: Actor = ANA) -> Trade:
    """Ana's order, bought alone in a group whose only account is Alipay's; its code is there."""
    community = await a_community(stage, payee=False)
    await stage.does(LEA, communities.set_currency, community, "CNY")
    await stage.acts(gateways.agree, ITSELF, None, (ALIPAY,))
    order = OrderId((await stage.does(by, orders.buy_alone, await a_deal(stage, community))).subject)
    (trade,) = await stage.db.read(stored_trades.of_order, order)
    if asked:
        await stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE)
    return await stage.db.read(stored_trades.get, trade.id)


def a_report(trade: Trade, nth: int = 1, **changed: str | int) -> Report:
    """Alipay's word that a trade was paid."""
    made = Report(
        provider=trade.provider,
        event_id=f"event-{nth}",
        number=trade.number,
        money_id="2026112722001400000001",
        amount_minor=trade.amount_minor,
        currency=trade.currency,
        body_sha256="0" * 64,
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # names and kinds are the report's


async def tells(stage: Stage, report: Report) -> Outcome | None:
    """What becomes of a report."""
    return (await stage.acts(payment_reports.book, ITSELF, None, report)).shown


async def state_of(stage: Stage, trade: Trade) -> tuple[OrderState, TradeState]:
    order = await stage.db.read(stored_orders.get, trade.order_id)
    return order.state, (await stage.db.read(stored_trades.get, trade.id)).state


async def held(stage: Stage, trade: Trade) -> int:
    return await stage.db.read(ledger.held, trade.order_id)


async def test_a_thousand_reports_eight_at_once_are_one_ledger_row(stage: Stage) -> None:
    trade = await a_trade(stage)

    async def teller(first: int) -> list[str]:
        return [str(await tells(stage, a_report(trade, nth=1 + n % 4))) for n in range(first, 1_000, 8)]

    outcomes = [told for teller_told in await asyncio.gather(*map(teller, range(8))) for told in teller_told]
    assert sorted(outcomes) == ["again"] * 999 + ["paid"]
    assert await state_of(stage, trade) == (S.PAID, T.PAID)
    assert await held(stage, trade) == 3990
    assert await stage.db.read(invariants.broken) == []


async def test_the_same_event_changes_nothing_at_all(stage: Stage) -> None:
    trade = await a_trade(stage)
    await tells(stage, a_report(trade))
    before = await stage.db.read(everything)
    assert await tells(stage, a_report(trade)) is Outcome.AGAIN
    assert await stage.db.read(everything) == before


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"currency": "USD"}, Outcome.CURRENCY),
        ({"foreign": "app_id"}, Outcome.FOREIGN),
        ({"number": "KT1"}, Outcome.UNKNOWN),
        ({"provider": Provider.WECHAT}, Outcome.UNKNOWN),
    ],
)
async def test_what_does_not_fit_pays_no_order(stage: Stage, changed: dict[str, str | int], outcome: Outcome) -> None:
    trade = await a_trade(stage)
    assert await tells(stage, a_report(trade, **changed)) is outcome
    assert await state_of(stage, trade) == (S.DUE, T.ASKED)
    assert await held(stage, trade) == 0
    assert await tells(stage, a_report(trade, nth=2)) is Outcome.PAID


@pytest.mark.parametrize(("minor", "state", "rest"), [(3989, S.DUE, Rest.SHORT), (3991, S.PAID, Rest.OVER)])
async def test_another_amount_is_booked_as_it_came_and_an_alarm(
    stage: Stage, minor: int, state: OrderState, rest: Rest
) -> None:
    trade = await a_trade(stage)
    assert await tells(stage, a_report(trade, amount_minor=minor)) is Outcome.DIFFERS
    order = await stage.db.read(stored_orders.get, trade.order_id)
    assert (order.state, order.rest, await held(stage, trade)) == (state, rest, minor)
    assert await tells(stage, a_report(trade, nth=2, amount_minor=minor)) is Outcome.AGAIN
    assert await stage.db.read(invariants.broken) == []


async def test_what_is_missing_is_asked_for_by_another_trade(stage: Stage) -> None:
    trade = await a_trade(stage)
    await tells(stage, a_report(trade, amount_minor=3000))
    await stage.does(LEA, rests.ask, trade.order_id)
    _, rest = await stage.db.read(stored_trades.of_order, trade.order_id)
    assert (rest.number, rest.amount_minor, rest.state) == (f"{trade.number}N2", 990, T.WANTED)
    await stage.acts(gateways.keep_code, ITSELF, None, rest.id, CODE)
    assert await tells(stage, a_report(rest, nth=2, money_id="the rest")) is Outcome.PAID
    assert (await state_of(stage, trade))[0] is S.PAID
    assert await held(stage, trade) == 3990


async def test_other_money_for_a_paid_trade_is_booked_and_an_alarm(stage: Stage) -> None:
    trade = await a_trade(stage)
    await tells(stage, a_report(trade))
    assert await tells(stage, a_report(trade, nth=2, money_id="another")) is Outcome.TWICE
    assert await held(stage, trade) == 7980
    assert await stage.db.read(invariants.broken) == []


async def test_money_for_an_order_that_its_leader_had_confirmed_is_booked_and_an_alarm(stage: Stage) -> None:
    trade = await a_trade(stage)
    await stage.does(LEA, payments.confirm, trade.order_id)
    assert await tells(stage, a_report(trade)) is Outcome.TWICE
    assert await held(stage, trade) == 7980


@pytest.mark.parametrize("settled", [payments.credit, payments.owe_refund, payments.give_stock])
async def test_late_money_waits_for_the_leader_whatever_they_decide(stage: Stage, settled: object) -> None:
    trade = await a_trade(stage)
    await stage.does(ANA, orders.leave, trade.order_id)
    assert await tells(stage, a_report(trade)) is Outcome.LATE
    assert await state_of(stage, trade) == (S.LEFT, T.PAID)
    assert await stage.db.read(stored_orders.is_late, trade.order_id)
    await stage.does(LEA, settled, trade.order_id)  # type: ignore[arg-type]  # three acts of one kind
    assert await stage.db.read(invariants.broken) == []


async def test_a_claim_is_paid_by_a_report(stage: Stage) -> None:
    trade = await a_trade(stage)
    await stage.does(ANA, payments.claim, trade.order_id)
    assert await tells(stage, a_report(trade)) is Outcome.PAID
    assert (await state_of(stage, trade))[0] is S.PAID


async def test_the_row_says_who_told(stage: Stage) -> None:
    trade = await a_trade(stage)
    await tells(stage, a_report(trade))

    def rows(tx: ReadTx) -> list[tuple[str, str]]:
        paid = select(ledger_rows).where(ledger_rows.c.entry == Entry.PAID)
        return [(row.entry, row.source) for row in tx.all(paid)]

    assert await stage.db.read(rows) == [("paid", "alipay")]


# The calls


async def taken(stage: Stage) -> list[TradeId]:
    return [trade.id for trade in await stage.db.write(gateways.take, 16, stage.clock.now())]


async def test_one_of_several_takes_a_trade_and_a_lost_call_is_made_again(stage: Stage) -> None:
    trade = await a_trade(stage, asked=False)
    both = await asyncio.gather(taken(stage), taken(stage))
    assert sorted(map(len, both)) == [0, 1]
    assert await taken(stage) == []
    stage.clock.moves(seconds=gateways.LEASE.total_seconds())
    assert await taken(stage) == [trade.id]


async def test_calls_that_fail_are_made_again_after_growing_pauses(stage: Stage) -> None:
    trade = await a_trade(stage, asked=False)
    for tries in range(1, 9):
        (one,) = await stage.db.write(gateways.take, 16, stage.clock.now())
        assert one.attempts == tries
        await stage.acts(gateways.put_off, ITSELF, None, trade.id)
        assert await stage.db.read(gateways.soonest) == stage.clock.now() + pause(tries)
        stage.clock.moves(seconds=pause(tries).total_seconds())
    assert pause(8) == pause(6) == timedelta(minutes=30)


async def test_an_open_trade_is_asked_after_hourly_and_when_its_time_is_over(stage: Stage) -> None:
    trade = await a_trade(stage)
    due = (await stage.db.read(stored_orders.get, trade.order_id)).due_until
    assert due is not None
    assert await stage.db.read(gateways.soonest) == stage.clock.now() + QUERY_EVERY
    stage.clock.moves_to(due - timedelta(minutes=10))
    await stage.acts(gateways.note_unpaid, ITSELF, None, trade.id)
    assert await stage.db.read(gateways.soonest) == due


async def test_an_order_lapses_only_after_the_last_word_or_a_long_silence(stage: Stage) -> None:
    trade = await a_trade(stage)
    due = (await stage.db.read(stored_orders.get, trade.order_id)).due_until
    assert due is not None
    stage.clock.moves_to(due + AWAY_AT_MOST - timedelta(seconds=1))
    await stage.acts(orders.lapse, ITSELF, None, trade.order_id)
    assert (await state_of(stage, trade))[0] is S.DUE
    stage.clock.moves(seconds=1)
    await stage.acts(orders.lapse, ITSELF, None, trade.order_id)
    assert (await state_of(stage, trade))[0] is S.LAPSED
    await stage.acts(gateways.note_unpaid, ITSELF, None, trade.id)
    assert (await state_of(stage, trade))[1] is T.CLOSED
    assert await tells(stage, a_report(trade)) is Outcome.LATE


async def test_an_order_that_was_asked_after_lapses_at_once(stage: Stage) -> None:
    trade = await a_trade(stage)
    due = (await stage.db.read(stored_orders.get, trade.order_id)).due_until
    assert due is not None
    stage.clock.moves_to(due)
    await stage.acts(gateways.note_unpaid, ITSELF, None, trade.id)
    await stage.acts(orders.lapse, ITSELF, None, trade.order_id)
    assert (await state_of(stage, trade))[0] is S.LAPSED


async def test_a_code_that_comes_after_the_money_is_none(stage: Stage) -> None:
    trade = await a_trade(stage)
    stage.clock.moves(seconds=GOOD_FOR.total_seconds())
    await stage.does(ANA, payments.ask_again, trade.order_id)
    assert (await state_of(stage, trade))[1] is T.WANTED
    await tells(stage, a_report(trade))
    await stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE)
    assert await state_of(stage, trade) == (S.PAID, T.PAID)


# Whose payees


async def test_several_replicas_give_a_group_one_payee(stage: Stage) -> None:
    community = await a_community(stage, payee=False)
    await stage.does(LEA, communities.set_currency, community, "CNY")
    await asyncio.gather(*(stage.acts(gateways.agree, ITSELF, None, (ALIPAY,)) for _ in range(4)))
    found = await stage.db.read(stored_payees.counting, community, "CNY", stage.clock.now())
    assert [payee.standard for payee in found] == ["alipay-trade"]
    assert await stage.db.read(gateways.is_agreed, (ALIPAY,))


async def test_only_named_groups_have_it_and_no_more_when_they_are_not(stage: Stage) -> None:
    community = await a_community(stage, payee=False)
    await stage.does(LEA, communities.set_currency, community, "CNY")
    others, named = replace(ALIPAY, chats=frozenset()), replace(ALIPAY, chats=frozenset({GROUP}))
    for counter, several in ((others, 0), (named, 1), (others, 0)):
        await stage.acts(gateways.agree, ITSELF, None, (counter,))
        found = await stage.db.read(stored_payees.counting, community, "CNY", stage.clock.now())
        assert len(found) == several
        assert await stage.db.read(gateways.is_agreed, (counter,))
