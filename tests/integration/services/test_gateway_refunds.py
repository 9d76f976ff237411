"""Money goes back the way it came: once, as much as came that way, and the books foot; on both databases."""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import DomainError
from bot.domain.notices import NoticeKind
from bot.domain.orders import OrderState, Rest
from bot.domain.people import ITSELF, Actor
from bot.domain.trades import OPEN, Outcome, RefundUnderWay, Trade, TradeState
from bot.services import deals, gateways, orders, payments, receipts, refunds, rests
from storage import invariants, ledger, outbox
from storage import orders as stored_orders
from storage import trades as stored_trades
from storage.database import ReadTx
from tests.integration.services.test_payment_reports import (
    ANA,
    CODE,
    LEA,
    S,
    T,
    a_report,
    a_trade,
    held,
    state_of,
    tells,
)
from tests.kit.builders import Stage, a_person

PROGRAMS, STEPS = 8, 40


async def is_taken(stage: Stage) -> list[tuple[TradeState, str]]:
    """What gateways are called about now."""
    return [(one.state, one.number) for one in await stage.db.write(gateways.take, 16, stage.clock.now())]


async def goes(stage: Stage, trade: Trade) -> Trade | None:
    """A refund is begun: the trade as the gateway is asked to pay it back; None: nothing goes."""
    return (await stage.acts(gateways.start_refund, ITSELF, None, trade.id)).shown


async def has_gone(stage: Stage, trade: Trade) -> None:
    """The gateway says that it has paid back."""
    await stage.acts(gateways.finish_refund, ITSELF, None, trade.id)


async def rest_of(stage: Stage, trade: Trade) -> tuple[OrderState, Rest, int]:
    """How the order of a trade stands, and what its buyer still gets back."""
    order = await stage.db.read(stored_orders.get, trade.order_id)
    return order.state, order.rest, -await stage.db.read(ledger.balance, trade.order_id)


async def to_be_refunded(stage: Stage) -> Trade:
    trade = await a_trade(stage)
    await stage.does(ANA, orders.leave, trade.order_id)
    await tells(stage, a_report(trade))
    await stage.does(LEA, payments.owe_refund, trade.order_id)
    return trade


async def paid_too_much(stage: Stage) -> Trade:
    """3990 came through the gateway, and 1000 in cash before."""
    trade = await a_trade(stage)
    await tells(stage, a_report(trade))
    await stage.does(LEA, payments.receive, trade.order_id, 1000)
    return trade


async def test_a_refund_is_begun_and_finished_once(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    assert await is_taken(stage) == [(T.PAID, trade.number)]
    going = await goes(stage, trade)
    assert going is not None
    assert (going.refund_number, going.refund_minor) == (f"{trade.number}R", 3990)
    assert await goes(stage, trade) is None
    for _ in range(2):
        await has_gone(stage, trade)
    assert await state_of(stage, trade) == (S.REFUNDED, T.REFUNDED)
    assert await held(stage, trade) == 0
    assert await stage.db.read(gateways.soonest) is None
    assert await stage.db.read(invariants.broken) == []


async def test_a_refund_that_nobody_finishes_is_taken_again_under_its_number(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    await goes(stage, trade)
    assert await is_taken(stage) == []
    stage.clock.moves(seconds=gateways.LEASE.total_seconds())
    (again,) = await stage.db.write(gateways.take, 16, stage.clock.now())
    assert (again.state, again.refund_number, again.refund_minor) == (T.REFUNDING, f"{trade.number}R", 3990)


async def test_a_surplus_goes_back_through_the_gateway_and_the_order_stays_paid(stage: Stage) -> None:
    trade = await paid_too_much(stage)
    assert await is_taken(stage) == [], "its leader hasn't decided"
    await stage.does(LEA, rests.refund_surplus, trade.order_id)
    assert await is_taken(stage) == [(T.PAID, trade.number)]
    going = await goes(stage, trade)
    assert going is not None
    assert (going.refund_number, going.refund_minor, going.left_minor) == (f"{trade.number}R", 1000, 2990)
    await has_gone(stage, trade)
    assert await rest_of(stage, trade) == (S.PAID, Rest.EVEN, 0)
    assert (await state_of(stage, trade))[1] is T.PAID
    assert await stage.db.read(invariants.broken) == []


async def test_each_refund_of_a_trade_has_a_number_of_its_own(stage: Stage) -> None:
    trade = await paid_too_much(stage)
    await stage.does(LEA, rests.refund_surplus, trade.order_id)
    await goes(stage, trade)
    await has_gone(stage, trade)
    deal = (await stage.db.read(stored_orders.get, trade.order_id)).deal_id
    await stage.does(LEA, deals.cancel, deal)
    await stage.acts(deals.end_slice, ITSELF, None, deal)
    going = await goes(stage, trade)
    assert going is not None
    assert (going.refund_number, going.refund_minor) == (f"{trade.number}R2", 2990)
    await has_gone(stage, trade)
    assert await rest_of(stage, trade) == (S.REFUND_DUE, Rest.EVEN, 1000), "what came in cash is the leader's to give"
    assert (await state_of(stage, trade))[1] is T.REFUNDED
    await stage.does(LEA, payments.mark_refunded, trade.order_id)
    assert await state_of(stage, trade) == (S.REFUNDED, T.REFUNDED)
    assert await stage.db.read(invariants.broken) == []


async def test_what_was_paid_twice_through_gateways_goes_back_through_both(stage: Stage) -> None:
    first = await a_trade(stage)
    await stage.does(LEA, payments.receive, first.order_id, 1000)
    await stage.does(LEA, rests.ask, first.order_id)
    _, second = await stage.db.read(stored_trades.of_order, first.order_id)
    await stage.acts(gateways.keep_code, ITSELF, None, second.id, CODE)
    assert await tells(stage, a_report(first)) is Outcome.TWICE
    assert await tells(stage, a_report(second, nth=2, money_id="second")) is Outcome.TWICE
    assert await rest_of(stage, first) == (S.PAID, Rest.OVER, 3990)
    await stage.does(LEA, rests.refund_surplus, first.order_id)
    going = [await goes(stage, trade) for trade in (second, first)]
    assert [one.refund_minor for one in going if one is not None] == [2990, 1000]
    for trade in (second, first):
        await has_gone(stage, trade)
    assert await rest_of(stage, first) == (S.PAID, Rest.EVEN, 0)
    assert await stage.db.read(invariants.broken) == []


async def test_other_money_for_a_trade_is_the_leaders_to_pay_back(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    assert await tells(stage, a_report(trade, nth=2, money_id="another")) is Outcome.TWICE
    await goes(stage, trade)
    await has_gone(stage, trade)
    assert await rest_of(stage, trade) == (S.REFUND_DUE, Rest.EVEN, 3990)
    assert (await state_of(stage, trade))[1] is T.REFUNDED
    await stage.does(LEA, payments.mark_refunded, trade.order_id)
    assert (await state_of(stage, trade))[0] is S.REFUNDED
    assert await stage.db.read(invariants.broken) == []


async def test_what_comes_while_the_gateway_pays_back_is_still_owed_back(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    await goes(stage, trade)
    assert await tells(stage, a_report(trade, nth=2, money_id="another")) is Outcome.TWICE
    await has_gone(stage, trade)
    assert await state_of(stage, trade) == (S.REFUND_DUE, T.REFUNDED)
    assert await held(stage, trade) == 3990
    assert await stage.db.read(invariants.broken) == []


async def test_while_the_gateway_pays_back_nobody_else_does(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    await goes(stage, trade)
    for hand in (payments.mark_refunded, refunds.want_account, refunds.pay_back):
        with pytest.raises(RefundUnderWay):
            await stage.does(LEA, hand, trade.order_id)
    await has_gone(stage, trade)
    assert (await state_of(stage, trade))[0] is S.REFUNDED


async def test_a_surplus_that_goes_back_is_not_given_as_credit_too(stage: Stage) -> None:
    trade = await paid_too_much(stage)
    await stage.does(LEA, rests.refund_surplus, trade.order_id)
    await goes(stage, trade)
    await stage.does(LEA, payments.receive, trade.order_id, 500)
    with pytest.raises(RefundUnderWay):
        await stage.does(LEA, rests.credit_surplus, trade.order_id)
    await has_gone(stage, trade)
    assert await rest_of(stage, trade) == (S.PAID, Rest.OVER, 500)
    await stage.does(LEA, rests.credit_surplus, trade.order_id)
    assert await stage.db.read(invariants.broken) == []


async def test_what_the_leader_has_paid_back_by_hand_the_gateway_does_not(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    await stage.does(LEA, payments.mark_refunded, trade.order_id)
    assert await goes(stage, trade) is None
    assert (await state_of(stage, trade))[1] is T.PAID
    assert await stage.db.read(gateways.soonest) is None


async def by_hand(stage: Stage) -> list[str]:
    """Who is told that something is the leader's to pay back."""
    kinds = (NoticeKind.REFUND_BY_HAND, NoticeKind.REFUND_OWED)

    def told(tx: ReadTx) -> list[str]:
        return [f"{row.kind} {row.chat_id}" for row in outbox.in_state(tx, "pending") if row.kind in kinds]

    return await stage.db.read(told)


async def test_what_the_gateway_refuses_the_leader_pays_back_and_both_are_told(stage: Stage) -> None:
    trade = await to_be_refunded(stage)
    await goes(stage, trade)
    before = Counter(await by_hand(stage))
    for _ in range(2):
        await stage.acts(gateways.leave_refund, ITSELF, None, trade.id)
    more = Counter(await by_hand(stage)) - before
    assert more == Counter([f"refund-by-hand {LEA.id}", f"refund-owed {ANA.id}"])
    assert await state_of(stage, trade) == (S.REFUND_DUE, T.PAID)
    found = await stage.db.read(receipts.receipt, trade.order_id)
    assert (found.goes_back_by_gateway, found.going_back.minor) == (False, 0)
    await stage.does(LEA, payments.mark_refunded, trade.order_id)
    assert await state_of(stage, trade) == (S.REFUNDED, T.PAID)
    assert await stage.db.read(gateways.soonest) is None
    assert await stage.db.read(invariants.broken) == []


# Whatever happens in whatever order


@dataclass
class Till:
    """One order that is paid through a gateway, and what the gateway knows of it."""

    stage: Stage
    buyer: Actor
    trade: Trade
    dice: random.Random
    came: int = 0
    #: What the gateway has paid back, by refund number: asked twice, it pays once.
    went: dict[str, int] = field(default_factory=dict)
    by_hand: int = 0
    done: list[str] = field(default_factory=list)

    async def trades(self) -> list[Trade]:
        return await self.stage.db.read(stored_trades.of_order, self.trade.order_id)

    async def reports(self) -> None:
        trade = self.dice.choice(await self.trades())
        nth = self.dice.randrange(10**6)
        money_id = f"{trade.number}-{self.dice.randrange(3)}"
        outcome = await tells(self.stage, a_report(trade, nth=nth, money_id=money_id))
        self.came += 0 if outcome is Outcome.AGAIN else trade.amount_minor

    async def receives(self) -> None:
        amount = self.dice.choice([1, 300, 700, 3990])
        await self.stage.does(LEA, payments.receive, self.trade.order_id, amount)
        self.came += amount

    async def decides(self) -> None:
        what = self.dice.choice(
            [*[rests.refund_surplus] * 6, rests.credit_surplus, rests.ask, rests.ask, rests.accept, rests.give_back]
        )
        await self.stage.does(LEA, what, self.trade.order_id)

    async def settles_late(self) -> None:
        found = await self.stage.db.read(receipts.receipt, self.trade.order_id)
        what = self.dice.choice([payments.credit, payments.owe_refund, payments.owe_refund, payments.give_stock])
        await self.stage.does(LEA, what, self.trade.order_id)
        self.came += 0 if found.surplus.minor else found.asked.minor

    async def leaves(self) -> None:
        await self.stage.does(self.buyer, orders.leave, self.trade.order_id)

    async def is_paid_back_by_hand(self) -> None:
        owed = -await self.stage.db.read(ledger.balance, self.trade.order_id)
        await self.stage.does(LEA, payments.mark_refunded, self.trade.order_id)
        self.by_hand += owed

    async def is_called_about(self) -> None:
        """What the cashier does for each trade that is taken: the answer may be lost, or no."""
        self.stage.clock.moves(seconds=gateways.LEASE.total_seconds())
        for trade in await self.stage.db.write(gateways.take, 16, self.stage.clock.now()):
            going = await goes(self.stage, trade) if trade.state is T.PAID else trade
            if trade.state is T.WANTED:
                await self.stage.acts(gateways.keep_code, ITSELF, None, trade.id, CODE)
            elif trade.state is T.CLOSING:
                await self.stage.acts(gateways.close, ITSELF, None, trade.id)
            elif going is not None and going.state is T.REFUNDING:
                await self._pays_back(going)

    async def _pays_back(self, trade: Trade) -> None:
        fate = self.dice.choice(["done", "done", "lost before", "lost after", "refused"])
        if fate == "refused" and trade.refund_number not in self.went:
            await self.stage.acts(gateways.leave_refund, ITSELF, None, trade.id)
        elif fate in ("done", "lost after"):
            known = self.went.setdefault(trade.refund_number, trade.refund_minor)
            assert known == trade.refund_minor, "one number, two amounts"
            if fate == "done":
                await has_gone(self.stage, trade)

    async def foots(self) -> None:
        """The gateway's books, the trades and the ledger say the same."""
        said = (self.trade.number, self.done)
        trades = await self.trades()
        lost = sum(
            self.went.get(trade.refund_number, 0) for trade in trades if trade.state is T.REFUNDING
        )  # paid back, and not yet known here
        assert sum(trade.refunded_minor for trade in trades) == sum(self.went.values()) - lost, said
        refunded = await self.stage.db.read(ledger.refunded, self.trade.order_id)
        assert refunded == sum(self.went.values()) - lost + self.by_hand, said
        assert await self.stage.db.read(ledger.held, self.trade.order_id) == self.came - refunded >= 0, said
        assert await self.stage.db.read(invariants.broken) == [], said

    async def ends(self) -> None:
        """Time goes on: nothing is stuck, and nothing goes back twice."""
        for _ in range(100):
            if all(trade.next_at is None or trade.state in OPEN for trade in await self.trades()):
                break
            await self.is_called_about()
            await self.foots()
        else:
            raise AssertionError((self.trade.number, self.done))


STEP = [
    Till.reports, Till.reports, Till.receives, Till.receives, Till.decides, Till.decides, Till.decides,
    Till.settles_late, Till.settles_late, Till.leaves, Till.is_paid_back_by_hand, Till.is_called_about,
    Till.is_called_about, Till.is_called_about, Till.is_called_about,
]  # fmt: skip


async def test_order_trades_and_the_gateways_books_always_foot(stage: Stage) -> None:
    seed = random.getrandbits(32)
    gone = number = 0
    while number < PROGRAMS or gone < PROGRAMS // 2:
        assert number < 5 * PROGRAMS, (seed, "hardly anything goes back: the programs show nothing")
        buyer = a_person(number + 1)
        till = Till(stage, buyer, await a_trade(stage, by=buyer), random.Random(f"{seed}:{number}"))
        for _ in range(STEPS):
            step = till.dice.choice(STEP)
            till.done.append(step.__name__)
            try:
                await step(till)
            except DomainError as refusal:
                till.done[-1] += f": {refusal.code}"
            await till.foots()
        await till.ends()
        gone, number = gone + len(till.went), number + 1
