"""Bursts of taps on a bot that is killed in the middle of each, and the book of what each tap must have done."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import StandingClock, SystemClock
from bot.domain.ids import ChatId, Kind, code_of
from bot.sandbox import Tap
from bot.views.buttons.cards import JoinTeam
from bot.views.buttons.orders import SetQuantity
from storage.opening import open_database
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_team
from tests.kit.crashes import Victim

PEOPLE = 40
#: Bursts that change quantities for each that joins a new deal.
_BETWEEN_DEALS = 10
_JOIN, _CHANGE = "teams.join", "orders.set_quantity"


@dataclass(slots=True, kw_only=True)
class Losses:
    """What went wrong over all kills, and how often the faults that matter really happened."""

    kills: int = 0
    updates: int = 0
    #: Acknowledged, but not committed when the process died.
    lost: int = 0
    #: Effects beyond one of each update.
    twice: int = 0
    #: Committed, but not acknowledged when the process died: given again afterwards.
    redelivered: int = 0


class Crowd:
    """Forty people in one group, and the deals they order."""

    def __init__(self, victim: Victim, database_url: str, *, seed: int) -> None:
        self.victim = victim
        self.losses = Losses()
        self._url = database_url
        self._chance = random.Random(seed)
        self._people: list[int] = []
        self._group = 0
        self._card = 0
        self._teams: list[int] = []
        self._orders: dict[int, int] = {}
        self._expected: Counter[tuple[str, int]] = Counter()
        self._bursts = 0

    async def gathers(self, kills: int) -> None:
        """People, a group, and as many deals as so many kills take; the bot does not run yet."""
        telegram = self.victim.telegram
        leader = telegram.add_user("Lea", id=int(a_leader().id)).id
        self._people = [telegram.add_user(f"Buyer {n}", language_code="en").id for n in range(PEOPLE)]
        self._group = telegram.add_chat([leader, *self._people], admins=[leader]).id
        database = open_database(self._url)
        stage = Stage(database, StandingClock(SystemClock().now() + timedelta(seconds=telegram.clock.shift)))
        by = a_leader(ChatId(self._group))
        community = await a_community(stage, chat=ChatId(self._group), leader=by)
        for _ in range(1 + (kills - 1) // _BETWEEN_DEALS):
            deal = await a_deal(stage, community, leader=by, target=PEOPLE + 2)
            self._teams.append(int(await a_team(stage, deal)))
        await database.close()

    async def is_struck(self, kills: int) -> Losses:
        """Burst after burst; in the middle of each the bot is killed and started again."""
        await self._starts()
        for _ in range(kills):
            taps = await self._bursts_out()
            await self._dies_within(taps)
            await self._starts()
            await self.victim.until(self._is_drained, "the queue to drain")
        await self.victim.holds_together()
        await self._count_effects()
        return self.losses

    async def _starts(self) -> None:
        await self.victim.starts()

        async def is_up() -> bool:
            posts = [one for one in self.victim.telegram.messages(self._group) if one["buttons"]]
            self._card = posts[-1]["id"] if posts else 0
            return bool(posts) and not self.victim.waiting()

        await self.victim.until(is_up, "a card")

    async def _bursts_out(self) -> dict[int, Tap]:
        """Everybody taps at once: the taps by their updates."""
        taps: dict[int, Tap] = {}
        if self._bursts % _BETWEEN_DEALS == 0:
            data = JoinTeam(team=code_of(Kind.TEAM, self._teams[self._bursts // _BETWEEN_DEALS])).pack()
            planned = [(one, _JOIN, data) for one in self._people]
            self._orders = {}
        else:
            await self._learn_orders()
            planned = [
                (one, _CHANGE, SetQuantity(order=code_of(Kind.ORDER, self._orders[one]), quantity=quantity).pack())
                for quantity in (2, 1)  # given again, both would happen again
                for one in self._people[self._bursts % 2 :: 2]
                if one in self._orders  # whose join was lost has none
            ]
        for one, act, data in planned:
            tap = self.victim.telegram.tap(self._group, self._card, one, data=data)
            taps[self.victim.last_update()] = tap
            self._expected[act, one] += 1
        self._bursts += 1
        self.losses.updates += len(taps)
        return taps

    async def _dies_within(self, taps: dict[int, Tap]) -> None:
        """The bot is killed when a random part of the taps was answered."""
        enough = self._chance.randrange(max(len(taps), 1))

        async def are_answered() -> bool:
            return sum(tap.answer is not None for tap in taps.values()) >= enough

        await self.victim.until(are_answered, f"{enough} answers")
        await self.victim.is_killed()
        committed, waiting = await self.victim.done(), self.victim.waiting()
        self.losses.kills += 1
        self.losses.lost += len(taps.keys() - committed - waiting)
        self.losses.redelivered += len(taps.keys() & committed & waiting)

    async def _is_drained(self) -> bool:
        return not self.victim.waiting()

    async def _learn_orders(self) -> None:
        if not self._orders:
            rows = await self.victim.data.rows("SELECT buyer_id, max(id) FROM orders GROUP BY buyer_id")
            self._orders = {buyer: order for buyer, order in rows if buyer in self._people}

    async def _count_effects(self) -> None:
        rows = await self.victim.data.rows("SELECT act, actor_id, count(*) FROM audit GROUP BY act, actor_id")
        had = {(act, actor): count for act, actor, count in rows}
        self.losses.twice = sum(max(had.get(one, 0) - count, 0) for one, count in self._expected.items())
