"""Programs: many steps of people, leaders and the bot in some deals, each compared with the model and its rules.

A program is made of a seed. Whatever is refused or comes again must leave every table as it was.
"""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, create_engine, select

from bot.clock import StandingClock
from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.ids import CommunityId, DealId, LateCloseId, OrderId, TeamId
from bot.domain.people import ITSELF, Actor
from bot.services import deadlines, deals, orders, outages, payments, rests, teams
from storage import outages as stored_outages
from storage.database import Database, ReadTx, WriteTx
from storage.opening import open_database, sqlite_path
from storage.tables import orders as order_rows
from tests.integration.services.model import GONE, Model, ModelDeal, ModelOrder, ModelTeam, Refused
from tests.integration.services.sights import everything, seen, wanted
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person

BUYERS = [a_person(n) for n in range(1, 8)]
LEADER = a_leader()
MISSING = 999_999
_DEALS_MOST = 4
_ID = select(order_rows.c.id).where(
    order_rows.c.deal_id == bindparam("deal"), order_rows.c.number == bindparam("number")
)
_REMIND_AT = select(order_rows.c.remind_at).where(order_rows.c.id == bindparam("order"))


class Differs(AssertionError):
    """The bot and the model don't agree, or a rule over all rows is broken."""


class _Stage(Stage):
    """A stage whose requests go on counting after a restart."""

    def __init__(self, database: Database, clock: StandingClock, request: Callable[[], str]) -> None:
        super().__init__(database, clock)
        self._request = request

    def request(self) -> str:
        return self._request()

    def message_id(self) -> int:
        return int(self._request().rpartition(":")[2])


class Program:
    """One program on one database; `steps` says what was done."""

    def __init__(self, url: str, community: CommunityId, seed: str, theme: str | None = None) -> None:
        self.url, self.community, self.seed = url, community, seed
        self.random = random.Random(seed)
        self.theme = theme or self.random.choice(list(THEMES))
        bent = THEMES[self.theme]
        self.weights = [weight * bent.get(step, 1) for step, weight in STEPS.items()]
        self.buyers = self.random.sample(BUYERS, self.random.choice([3, 5, 7]))
        self.pays = self.random.choice([list(PayMoment), [PayMoment.CLOSE], [PayMoment.FIRST, PayMoment.CLOSE]])
        self.targets = self.random.choice([[2], [3, 4], [2, 3, 4]])
        self.clock = StandingClock()
        self.model = Model(self.clock.now())
        self.steps: list[str] = []
        self._formed: set[int] = set()
        self._asked: dict[tuple[int, int], str] = {}
        self._done: list[tuple[Any, Actor, str, tuple[Any, ...]]] = []
        self._requests = 0
        self._open()

    async def run(self, steps: int) -> None:
        """Take so many steps. Raises Differs."""
        try:
            await self._new_deal()
            await self._credit_to_spend()
            for _ in range(steps):
                (step,) = self.random.choices(list(STEPS), self.weights)
                await step(self)
                await self._compare()
        except Differs as difference:
            raise Differs(f"seed {self.seed}: {difference}\nafter:\n" + "\n".join(self.steps)) from None
        finally:
            await self._close()

    def _open(self) -> None:
        self.db: Database = open_database(self.url)
        self.stage = _Stage(self.db, self.clock, self._new_request)
        path = sqlite_path(self.url)
        self._eyes = None if path is None else _eyes(path)

    def _new_request(self) -> str:
        self._requests += 1
        return f"program:{self._requests}"

    async def _close(self) -> None:
        if self._eyes is not None:
            self._eyes.close()
            self._eyes.engine.dispose()
        await self.db.close()

    # Doing something on both sides

    async def does(self, what: Any, by: Actor, expected: Callable[[], None], *args: Any) -> Any:
        """Somebody does something; both must do it, or refuse it for the same reason and change nothing."""
        request = None if by is ITSELF else self._new_request()
        refusal = _name(expected)
        before = None if refusal is None else await self.reads(everything)
        said, result = await self._runs(what, by, request, args)
        self.steps.append(f"{self.clock.now():%d %H:%M} {what.name}{args} by {by.id}: {said or 'done'}")
        if said != refusal:
            raise Differs(f"the bot says {said or 'done'}, the model {refusal or 'done'}")
        if before is not None and before != await self.reads(everything):
            raise Differs("what was refused has changed something")
        if refusal is None and request is not None:
            self._done.append((what, by, request, args))
        return result

    async def again(self) -> None:
        """A request that was done comes again."""
        if not self._done:
            return
        what, by, request, args = self.random.choice(self._done)
        before = await self.reads(everything)
        said, result = await self._runs(what, by, request, args)
        self.steps.append(f"again {what.name}{args}: {said or 'done'}")
        if said is not None or result.fresh or before != await self.reads(everything):
            raise Differs("what came again has had an effect again")

    async def _runs(self, what: Any, by: Actor, request: str | None, args: tuple[Any, ...]) -> tuple[str | None, Any]:
        try:
            return None, await self.stage.acts(what, by, request, *args)
        except DomainError as error:
            return type(error).__name__, None
        except Exception as error:
            raise Differs(f"{what.name}{args} broke: {error!r}") from error

    # Comparing

    async def reads(self, fn: Callable[[ReadTx], Any]) -> Any:
        """Look at the data, past the bot's own readers where that is faster."""
        return await self.db.read(fn) if self._eyes is None else fn(ReadTx(self._eyes))

    async def _compare(self) -> None:
        found, broken = await self.reads(seen)
        if broken:
            raise Differs(f"broken: {broken}")
        for kind, rows in wanted(self.model).items():
            if found[kind] != rows:
                differ = {key: (found[kind].get(key), row) for key, row in rows.items() if found[kind].get(key) != row}
                raise Differs(f"{kind} (bot, model): {differ or found[kind].keys() ^ rows.keys()}")
        formed = {team for team, facts in found["teams"].items() if facts[1] == "formed"}
        if not formed >= self._formed:
            raise Differs(f"formed, and no more: {self._formed - formed}")
        self._formed = formed
        for order, snapshot in found["snapshots"].items():
            if self._asked.setdefault(order, snapshot) != snapshot:
                raise Differs(f"what {order} asks has changed")

    # Steps

    async def _new_deal(self) -> None:
        if len(self.model.deals) == _DEALS_MOST:
            return
        pick = self.random.choice
        pay, target, price = pick(self.pays), pick(self.targets), pick([1990, 2990])
        facts = {
            "target": target,
            "team_minor": price,
            "solo_minor": pick([None, 3990, 5990]),
            "stock": pick([None, None, target, target + 1, target + 3]),
            "limit": pick([None, 1, 2]),
            "opens_in": pick([None, None, None, None, None, timedelta(hours=2)]),
            "closes_in": timedelta(hours=pick([6, 30, 48])),
            "team_for": timedelta(hours=pick([1, 5, 24])),
            "due_for": timedelta(hours=pick([2, 24])),
        }
        deal_id = int(await a_deal(self.stage, self.community, pay=pay, **facts))
        self.steps.append(f"{self.clock.now():%d %H:%M} deal {deal_id} {pay}: {facts}")
        now = self.clock.now()
        opens = now if facts["opens_in"] is None else now + facts["opens_in"]
        self.model.deals[deal_id] = ModelDeal(
            deal_id,
            pay,
            target,
            price,
            facts["solo_minor"],
            facts["stock"],
            facts["limit"],
            opens,
            now + facts["closes_in"],
            facts["team_for"],
            facts["due_for"],
            "open" if opens <= now else "scheduled",
        )

    async def _credit_to_spend(self) -> None:
        """Where credit is what it is about, two buyers have some from the start."""
        deal = self._deal()
        if self.theme != "credit" or deal.solo is None or deal.pay == PayMoment.PICKUP:
            return
        for by in self.buyers[:2]:
            await self.does(orders.buy_alone, by, partial(self.model.buy_alone, by.id, deal), DealId(deal.id))
            if deal.orders and deal.orders[-1].buyer == by.id:
                order, about = deal.orders[-1], await self._id(deal.orders[-1])
                await self.does(orders.leave, by, partial(self.model.leave, order), about)
                await self.does(payments.claim, by, partial(self.model.claim, order), about)
                await self.does(payments.credit, LEADER, partial(self.model.credit, order), about)
        await self._new_deal()

    async def _start(self) -> None:
        deal = self._deal()
        by = self._buyer(deal)
        result = await self.does(teams.start, by, lambda: self.model.can_start(by.id, deal), DealId(deal.id))
        if result is not None:
            self.model.start(by.id, deal, result.subject)

    async def _join(self) -> None:
        team = self._team()
        if team is not None:
            by = self._buyer(team.deal)
            await self.does(teams.join, by, lambda: self.model.join(by.id, team), TeamId(team.id))

    async def _move(self) -> None:
        """Somebody goes to a team; mostly one who has an order in another of the deal."""
        team = self._team()
        if team is None:
            return
        others = {one.buyer for one in team.deal.orders if one.live and one.team not in (None, team)}
        by = self._mostly([one for one in self.buyers if one.id in others], self.buyers)
        await self.does(teams.move, by, lambda: self.model.move(by.id, team), TeamId(team.id))

    async def _buy_alone(self) -> None:
        deal = self._deal()
        by = self._buyer(deal)
        await self.does(orders.buy_alone, by, lambda: self.model.buy_alone(by.id, deal), DealId(deal.id))

    async def _spend_credit(self) -> None:
        """Who has credit buys alone; who has used some leaves."""
        used = [order for order in self.model.orders if order.used and order.state == "due"]
        rich = [one for one in BUYERS if self.model.credit_of(one.id) > 0]
        if used:
            order = self.random.choice(used)
            buyer = next(one for one in BUYERS if one.id == order.buyer)
            await self.does(orders.leave, buyer, lambda: self.model.leave(order), await self._id(order))
        elif rich:
            by = self.random.choice(rich)
            dearer = [deal for deal in self.model.deals.values() if (deal.solo or 0) > self.model.credit_of(by.id)]
            deal = self._mostly(dearer, list(self.model.deals.values()))
            await self.does(orders.buy_alone, by, lambda: self.model.buy_alone(by.id, deal), DealId(deal.id))

    async def _set_quantity(self) -> None:
        quantity = self.random.randint(0, 4)
        await self._own(orders.set_quantity, lambda one: self.model.set_quantity(one, quantity), ("placed",), quantity)

    async def _leave(self) -> None:
        await self._own(orders.leave, self.model.leave, ("placed", "due"))

    async def _claim(self) -> None:
        await self._own(payments.claim, self.model.claim, ("due",))

    async def _claim_late(self) -> None:
        await self._own(payments.claim, self.model.claim, GONE)

    async def _confirm(self) -> None:
        await self._led(payments.confirm, self.model.confirm, ("due", "claimed"))

    async def _confirm_all(self) -> None:
        deal = self._deal()
        seen = len(deal.claims) + self.random.choice([0, 0, 1])
        await self.does(payments.confirm_all, LEADER, lambda: self.model.confirm_all(deal, seen), DealId(deal.id), seen)

    async def _reject(self) -> None:
        await self._led(payments.reject, self.model.reject, ("claimed",))

    async def _receive(self) -> None:
        """So much came for an order: what is owed, or anything else."""
        order = self._order(("due", "claimed", "paid", *GONE, "refund_due", "refunded"))
        if order is None:
            return
        amounts = [1, 990, order.owed - 1, order.owed, order.owed + 500, order.unit, order.owed // 2]
        came = self.random.choice([amount for amount in amounts if amount > 0])
        about = await self._id(order)
        await self.does(payments.receive, LEADER, lambda: self.model.receive(order, came), about, came)

    async def _settle_rest(self) -> None:
        """The leader decides about too little or too much money; mostly where there is some."""
        order = self._mostly([order for order in self.model.orders if order.rest != "even"], self.model.orders)
        if order is None:
            return
        what, expected = self.random.choice(
            [
                (rests.ask, self.model.ask_rest),
                (rests.accept, self.model.accept_part),
                (rests.give_back, self.model.give_part_back),
                (rests.credit_surplus, self.model.credit_surplus),
                (rests.refund_surplus, self.model.refund_surplus),
            ]
        )
        await self.does(what, LEADER, lambda: expected(order), await self._id(order))

    async def _give_stock(self) -> None:
        await self._late(payments.give_stock, self.model.give_stock)

    async def _credit(self) -> None:
        await self._late(payments.credit, self.model.credit)

    async def _owe_refund(self) -> None:
        await self._late(payments.owe_refund, self.model.owe_refund)

    async def _mark_refunded(self) -> None:
        back = [order for order in self.model.orders if order.state == "refund_due" or order.rest == "back"]
        order = self._mostly(back, self.model.orders)
        if order is not None:
            about = await self._id(order)
            await self.does(payments.mark_refunded, LEADER, lambda: self.model.mark_refunded(order), about)

    async def _close_now(self) -> None:
        deal = self._deal()
        await self.does(deals.close_now, LEADER, lambda: self.model.close_now(deal), DealId(deal.id))

    async def _undo_close(self) -> None:
        closed = [deal for deal in self.model.deals.values() if deal.state == "closed"]
        deal = self._mostly(closed, list(self.model.deals.values()))
        await self.does(deals.undo_close, LEADER, lambda: self.model.undo_close(deal), DealId(deal.id))

    async def _reopen(self) -> None:
        """A leader was asked after an outage, and says yes."""
        closed = [deal for deal in self.model.deals.values() if deal.state in ("closed", "settled")]
        deal = self._mostly(closed, list(self.model.deals.values()))
        late = await self.db.write(_asked, DealId(deal.id), self.clock.now())
        await self.does(outages.reopen, LEADER, lambda: self.model.reopen(deal), DealId(deal.id), late)

    async def _cancel(self) -> None:
        deal = self._deal()
        await self.does(deals.cancel, LEADER, lambda: self.model.cancel(deal), DealId(deal.id))

    async def _extend(self) -> None:
        deal = self._deal()
        to = deal.closes_at + timedelta(hours=self.random.choice([-1, 0, 3]))
        await self.does(deals.extend, LEADER, lambda: self.model.extend(deal, to), DealId(deal.id), to)

    async def _bot_on_deal(self) -> None:
        deal = self._deal()
        what, expected = self.random.choice(
            [
                (deals.open_due, self.model.open_due),
                (deals.close_due, self.model.close_due),
                (deals.end_slice, self.model.end_slice),
            ]
        )
        await self.does(what, ITSELF, lambda: expected(deal), DealId(deal.id))

    async def _run_out(self) -> None:
        team = self._team()
        if team is not None:
            await self.does(teams.run_out, ITSELF, lambda: self.model.run_out(team), TeamId(team.id))

    async def _lapse(self) -> None:
        order = self._order(("due",))
        if order is not None:
            await self.does(orders.lapse, ITSELF, lambda: self.model.lapse(order), await self._id(order))

    async def _remind(self) -> None:
        """A reminder, which before its time changes nothing."""
        order = self._order(("due", "claimed"))
        if order is None:
            return
        about = await self._id(order)
        at = await self.reads(lambda tx: tx.value(_REMIND_AT, {"order": about}))
        before = await self.reads(everything)
        await self.does(orders.remind, ITSELF, lambda: None, about)
        if (at is None or at > self.clock.now()) and before != await self.reads(everything):
            raise Differs("somebody was reminded before the time")

    async def _sweep(self) -> None:
        """The bot's ticks, one act after the other."""
        tried: set[tuple[str, int]] = set()
        self.model.sweep()
        while fresh := [
            (act, one)
            for act, about in await self.reads(lambda tx: deadlines.due(tx, self.clock.now()))
            for one in about
            if (act.name, one) not in tried
        ]:
            tried.update((act.name, one) for act, one in fresh)
            for act, one in fresh:
                await self._ticks(act, one)
        self.steps.append(f"{self.clock.now():%d %H:%M} sweep: {sorted(tried)}")

    async def _ticks(self, act: Any, about: int) -> None:
        more = True
        while more:
            said, result = await self._runs(act, ITSELF, None, (about,))
            if said is not None:
                raise Differs(f"{act.name}({about}) of the bot itself: {said}")
            more = result.shown is True

    async def _wait(self) -> None:
        due = await self.reads(deadlines.earliest)
        ahead = self.random.choice(
            [timedelta(minutes=2), timedelta(minutes=7), timedelta(minutes=31), timedelta(hours=3), None, None]
        )
        to = self.clock.now() + ahead if ahead is not None else max(due or self.clock.now(), self.clock.now())
        self.clock.moves_to(to)
        self.model.now = to

    async def _restart(self) -> None:
        await self._close()
        self._open()
        self.steps.append("restart")

    async def _wrong_hands(self) -> None:
        """Somebody does what is another's, or about what was never there."""
        order, other = self._order(("placed", "due", "claimed")), self._buyer()
        missing = order is None or self.random.random() < 0.3
        about = OrderId(MISSING) if missing or order is None else await self._id(order)
        if order is not None and order.buyer == other.id and not missing:
            return
        what, args = self.random.choice(
            [
                (orders.leave, ()),
                (orders.set_quantity, (2,)),
                (payments.claim, ()),
                (payments.confirm, ()),
                (payments.owe_refund, ()),
            ]
        )
        await self.does(what, other, _not_found, about, *args)

    # Choosing

    async def _own(
        self, what: Any, expected: Callable[[ModelOrder], None], states: tuple[str, ...], *args: Any
    ) -> None:
        order = self._order(states)
        if order is not None:
            buyer = next(one for one in BUYERS if one.id == order.buyer)
            await self.does(what, buyer, lambda: expected(order), await self._id(order), *args)

    async def _led(self, what: Any, expected: Callable[[ModelOrder], None], states: tuple[str, ...]) -> None:
        order = self._order(states)
        if order is not None:
            await self.does(what, LEADER, lambda: expected(order), await self._id(order))

    async def _late(self, what: Any, expected: Callable[[ModelOrder], None]) -> None:
        late = [order for order in self.model.orders if order.late]
        if late:
            order = self.random.choice(late)
            await self.does(what, LEADER, lambda: expected(order), await self._id(order))
        else:
            await self._led(what, expected, GONE)

    def _deal(self) -> ModelDeal:
        every = list(self.model.deals.values())
        chosen: ModelDeal = self._mostly([deal for deal in every if deal.state == "open"], every)
        return chosen

    def _team(self) -> ModelTeam | None:
        mostly = [team for team in self.model.teams if team.state == "open"]
        return self._mostly(mostly, self.model.teams)

    def _order(self, states: tuple[str, ...]) -> ModelOrder | None:
        return self._mostly([order for order in self.model.orders if order.state in states], self.model.orders)

    def _buyer(self, deal: ModelDeal | None = None) -> Actor:
        """Somebody; mostly one who has no order in the deal."""
        busy = set() if deal is None else {order.buyer for order in deal.orders if order.live}
        return self._mostly([one for one in self.buyers if one.id not in busy], self.buyers) or self.buyers[0]

    def _mostly(self, fitting: list[Any], every: list[Any]) -> Any:
        chosen = fitting if fitting and self.random.random() < 0.85 else every
        return self.random.choice(chosen) if chosen else None

    async def _id(self, order: ModelOrder) -> OrderId:
        facts = {"deal": order.deal.id, "number": order.number}
        return OrderId(await self.reads(lambda tx: tx.value(_ID, facts)))


#: Every kind of step and how often it is taken.
STEPS: dict[Callable[[Program], Awaitable[None]], float] = {
    Program._new_deal: 3,
    Program._start: 12,
    Program._join: 24,
    Program._move: 5,
    Program._buy_alone: 6,
    Program._spend_credit: 3,
    Program._set_quantity: 5,
    Program._leave: 4,
    Program._claim: 9,
    Program._claim_late: 5,
    Program._confirm: 7,
    Program._confirm_all: 3,
    Program._reject: 3,
    Program._receive: 4,
    Program._settle_rest: 3,
    Program._give_stock: 3,
    Program._credit: 4,
    Program._owe_refund: 2,
    Program._mark_refunded: 2,
    Program._close_now: 0.6,
    Program._undo_close: 0.6,
    Program._reopen: 0.6,
    Program._cancel: 0.6,
    Program._extend: 1,
    Program._bot_on_deal: 2,
    Program._run_out: 3,
    Program._lapse: 2,
    Program._remind: 2,
    Program._sweep: 5,
    Program._wait: 6,
    Program._restart: 1,
    Program.again: 4,
    Program._wrong_hands: 3,
}
#: What a program is mostly about: some steps are taken so many times as often.
THEMES: dict[str, dict[Callable[[Program], Awaitable[None]], float]] = {
    "anything": {},
    "places": {Program._join: 2, Program._leave: 3, Program._set_quantity: 2, Program._claim_late: 0.2},
    "moving": {Program._start: 3, Program._move: 8, Program._wait: 0.5, Program._restart: 0.2},
    "merging": {
        Program._start: 2,
        Program._join: 0.5,
        Program._wait: 2,
        Program._run_out: 4,
        Program._sweep: 2,
        Program._undo_close: 0.2,
        Program._reopen: 0.2,
        Program._receive: 0.2,
        Program._settle_rest: 0.2,
    },
    "closing early": {Program._close_now: 6, Program._undo_close: 6, Program._wait: 2, Program._sweep: 2},
    "reopening": {Program._close_now: 4, Program._reopen: 6, Program._wait: 3, Program._sweep: 3},
    "late money": {Program._claim: 3, Program._cancel: 4, Program._claim_late: 4, Program._give_stock: 6},
    "rests": {
        Program._buy_alone: 4,
        Program._claim: 4,
        Program._receive: 8,
        Program._settle_rest: 6,
        Program._confirm_all: 6,
        Program._mark_refunded: 3,
    },
    "credit": {
        Program._buy_alone: 4,
        Program._leave: 3,
        Program._spend_credit: 4,
        Program._claim_late: 5,
        Program._credit: 6,
        Program._confirm: 0.3,
        Program._owe_refund: 0.2,
    },
}


async def a_market(url: str) -> CommunityId:
    """A community with a payee, for programs to start from."""
    database = open_database(url)
    try:
        return await a_community(Stage(database))
    finally:
        await database.close()


def _asked(tx: WriteTx, deal: DealId, now: datetime) -> LateCloseId:
    return stored_outages.ask(tx, stored_outages.add(tx, now - timedelta(hours=1), now), deal, now)


def _eyes(path: Path) -> Connection:
    return create_engine(f"sqlite:///{path}").connect()


def _not_found() -> None:
    raise Refused("NotFound")


def _name(expected: Callable[[], None]) -> str | None:
    try:
        expected()
    except Refused as refused:
        return str(refused)
    return None
