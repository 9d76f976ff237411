"""A till: payments through Alipay's stand-in by a bot that may die at any call, and what both sides' books say."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import StandingClock, SystemClock
from bot.domain.ids import ChatId, OrderId
from bot.domain.people import ITSELF
from bot.domain.trades import Provider, Report, Trade
from bot.services import communities, gateways, orders, payment_reports, payments
from bot.services.gateways import LEASE, Counter
from storage import trades as stored_trades
from storage.opening import open_database
from tests.kit import gateways as kit
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person
from tests.kit.crashes import Victim
from tests.kit.gateways import AlipayStandIn, Deal

#: A little longer than what was taken belongs to whoever took it.
_PAST_LEASE_S = LEASE.total_seconds() + 1
_AN_HOUR_S = 3700.0
#: Looks after which a trade that is not where it must be is lost.
_PATIENCE = 40
_COUNTER = Counter(provider=Provider.ALIPAY, account=kit.SELLER_ID, name="Alipay", currency="CNY", chats=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What went wrong over all kills, and how often they struck a call."""

    kills: int
    #: Kills while Alipay was being asked something.
    struck: int
    #: Trades that are not where they must be, though nothing stands in their way any more.
    lost: int
    #: Refunds beyond one of each trade.
    twice: int


class Till:
    """Orders that wait for a code, whose money goes back, and whose code is to be closed."""

    def __init__(self, victim: Victim, alipay: AlipayStandIn, database_url: str) -> None:
        self.victim = victim
        self.alipay = alipay
        self._url = database_url
        self._group = 0
        self._buyers = 0
        self._stage: Stage | None = None
        #: Trades by what is to become of them.
        self.asked: list[Trade] = []
        self.owed_back: list[Trade] = []
        self.left: list[Trade] = []

    async def opens(self, orders_each: int) -> None:
        """So many orders more of each kind; the bot does not run."""
        telegram = self.victim.telegram
        if not self._group:
            leader = telegram.add_user("Lea", id=int(a_leader().id)).id
            self._group = telegram.add_chat([leader], admins=[leader]).id
        database = open_database(self._url)
        clock = StandingClock(SystemClock().now() + timedelta(seconds=telegram.clock.shift))
        stage = self._stage = Stage(database, clock, after=self._stage)
        for _ in range(orders_each):
            self.asked.append(await self._a_trade(stage))
            self.owed_back.append(await self._one_that_goes_back(stage))
            self.left.append(await self._one_that_was_left(stage))
        await database.close()

    # What must be there

    async def states(self, trades: list[Trade]) -> list[tuple[str, str]]:
        """Where the orders of trades, and the trades, stand."""
        rows = await self.victim.data.rows(
            "SELECT t.id, o.state, t.state FROM trades t JOIN orders o ON o.id = t.order_id"
        )
        found = {row[0]: (row[1], row[2]) for row in rows}
        return [found[trade.id] for trade in trades]

    async def all_is_done(self) -> bool:
        """Every code is made, everything owed went back, every code of an ended order is dead; here and at Alipay."""
        made = await self.states(self.asked) == [("due", "asked")] * len(self.asked)
        went = await self.states(self.owed_back) == [("refunded", "refunded")] * len(self.owed_back)
        shut = await self.states(self.left) == [("left", "closed")] * len(self.left)
        dead = all(self.alipay.trades[trade.number].state == "TRADE_CLOSED" for trade in self.left)
        return made and went and shut and dead and await self._codes_are_alipays()

    async def all_is_paid(self) -> bool:
        """Every order that waited for its money has it."""
        return await self.states(self.asked) == [("paid", "paid")] * len(self.asked)

    async def is_killed_once(self) -> None:
        """The one death has happened, and the bot lives again."""

        async def has_died() -> bool:
            return not self.victim.lives or self.victim.kills > 0

        await self.victim.until(has_died, "a death", pushes=True)
        if not self.victim.lives:
            await self.victim.starts()

    # The story

    async def works_off(self, holds: Any, *, patience: int = _PATIENCE) -> bool:
        """The bot lives on, whatever it dies of, until it holds; False: it never does."""
        for _ in range(patience):
            if await self._holds_soon(holds):
                return True
            if not self.victim.lives:
                await self.victim.starts()
            self.victim.telegram.advance(_PAST_LEASE_S)
        return False

    async def buyers_pay(self) -> None:
        """Every buyer with a code pays, and no notice tells; an hour goes by."""
        for trade in self.asked:
            self.alipay.pays(trade.number)
        self.victim.telegram.advance(_AN_HOUR_S)

    async def is_struck(self, kills: int, chance: random.Random) -> int:
        """Killed again and again, in the middle of calls; how often one was under way."""
        struck = 0
        self.alipay.delays_s = 0.01
        for _ in range(kills):
            await self.opens(2)
            enough = len(self.alipay.calls) + chance.randrange(1, 9)
            await self.victim.starts()
            await self._was_called(enough)
            struck += self.alipay.busy > 0
            await self.victim.is_killed()
            self.victim.telegram.advance(_PAST_LEASE_S)
        self.alipay.delays_s = 0.0
        return struck

    def twice(self) -> int:
        """Refunds that Alipay was asked for under further numbers, or paid beyond what came."""
        numbers: dict[str, set[str]] = {}
        for method, content in self.alipay.calls:
            if method == "alipay.trade.refund":
                numbers.setdefault(content["out_trade_no"], set()).add(content["out_request_no"])
        return sum(len(each) - 1 for each in numbers.values())

    async def lost(self) -> int:
        """Trades that are not where they must be."""
        wrong = [state for state in await self.states(self.owed_back) if state != ("refunded", "refunded")]
        wrong += [state for state in await self.states(self.left) if state != ("left", "closed")]
        wrong += [state for state in await self.states(self.asked) if state not in (("due", "asked"), ("paid", "paid"))]
        return len(wrong)

    # Setting up

    async def _a_trade(self, stage: Stage) -> Trade:
        self._buyers += 1
        by = a_leader(ChatId(self._group))
        community = await a_community(stage, chat=ChatId(self._group), leader=by, payee=False)
        if self._buyers == 1:
            await stage.does(by, communities.set_currency, community, "CNY")
            await stage.acts(gateways.agree, ITSELF, None, (_COUNTER,))
        deal = await a_deal(stage, community, leader=by)
        order = OrderId((await stage.does(a_person(self._buyers), orders.buy_alone, deal)).subject)
        (trade,) = await stage.db.read(stored_trades.of_order, order)
        return trade

    async def _with_code(self, stage: Stage) -> Trade:
        trade = await self._a_trade(stage)
        code = f"https://qr.alipay.com/bax{trade.id:05}"
        self.alipay.trades[trade.number] = Deal(trade.number, f"{trade.amount_minor / 100:.2f}", code)
        await stage.acts(gateways.keep_code, ITSELF, None, trade.id, code)
        return trade

    async def _one_that_was_left(self, stage: Stage) -> Trade:
        trade = await self._with_code(stage)
        await stage.does(a_person(self._buyers), orders.leave, trade.order_id)
        return trade

    async def _one_that_goes_back(self, stage: Stage) -> Trade:
        trade = await self._one_that_was_left(stage)
        paid = self.alipay.pays(trade.number)
        report = Report(
            provider=Provider.ALIPAY,
            event_id=f"event-{trade.id}",
            number=trade.number,
            money_id=paid.money_id,
            amount_minor=trade.amount_minor,
            currency=trade.currency,
            body_sha256="0" * 64,
        )
        await stage.acts(payment_reports.book, ITSELF, None, report)
        await stage.does(a_leader(ChatId(self._group)), payments.owe_refund, trade.order_id)
        return trade

    # Looking

    async def _codes_are_alipays(self) -> bool:
        rows = dict(await self.victim.data.rows("SELECT number, code FROM trades"))
        return all(rows[trade.number] == self.alipay.trades[trade.number].code for trade in self.asked)

    async def _was_called(self, times: int) -> None:
        async def was_called() -> bool:
            return len(self.alipay.calls) >= times

        await self.victim.until(was_called, f"call {times} to Alipay", pushes=True)

    async def _holds_soon(self, holds: Any) -> bool:
        looks = 0

        async def over() -> bool:
            nonlocal looks
            looks += 1
            return await holds() or not self.victim.lives or looks > _PATIENCE

        await self.victim.until(over, "calls to Alipay", pushes=True)
        return bool(await holds())
