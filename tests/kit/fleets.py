"""Several replicas behind a proxy, killed one after the other, and people whose every tap is counted at the end."""

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.clock import StandingClock, SystemClock
from bot.domain.ids import ChatId, Kind, code_of
from bot.sandbox import Sandbox, Served, serve
from bot.services import people
from bot.views.buttons.cards import JoinTeam
from storage import invariants
from storage.opening import open_database
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person, a_team
from tests.kit.crashes import Holds, Onlooker
from tests.kit.ports import a_free_port
from tests.kit.programs import PATIENCE_S, Program, Programs
from tests.kit.proxies import Proxy

REPLICAS = 3
#: Buyers of each team that forms; all its members can be written to.
TEAM = 5
SECRET = "canary-secret-of-the-replicas-0123456789"
_LOOK_S = 0.05
#: Far more than a start takes: a machine may be shared with much else.
_STARTS_WITHIN_S = 120.0
_FIRST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of all taps."""

    kills: int
    taps: int
    #: Taps without the effect that they must have had.
    lost: int
    #: Effects beyond one of each tap.
    twice: int
    #: People who were to be asked for money and were not, or whose request Telegram shows but the outbox doesn't know.
    unasked: int
    #: Copies of a request for money beyond those the outbox says it may have sent.
    copied: int
    #: Copies that the outbox knows of: an answer was lost with a killed replica, and money is asked for again.
    again: int
    #: Pushes that a replica answered "come again": its database was slow.
    put_off: int
    #: Pushes for which the proxy found no replica.
    turned_away: int


class Fleet:
    """Replicas, the proxy before them, Telegram before that, and a group whose people tap."""

    def __init__(self, programs: Programs, database_url: str, *, taps: int, in_teams: int) -> None:
        """So many tap once each; `in_teams` of them fill teams, and are asked for money."""
        assert in_teams % TEAM == 0
        self.telegram = Sandbox()
        self.kills = 0
        self._programs = programs
        self._url = database_url
        self._taps, self._in_teams = taps, in_teams
        self._ports = [a_free_port() for _ in range(REPLICAS)]
        self._bots: list[Program] = []
        self._data = Onlooker(database_url)
        self._proxy = Proxy(Path(programs.folder), self._ports)
        self._served: Served | None = None
        self._ends = AsyncExitStack()
        self._group = self._card = 0
        self._joins: list[tuple[int, str]] = []

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._data.close)
            self._served = await serve(0, sandbox=self.telegram)
            stack.push_async_callback(self._served.stop)
            await stack.enter_async_context(self._proxy)
            stack.callback(self._programs.close)
            await self._gathers()
            self._bots = [self._starts(number) for number in range(REPLICAS)]
            await asyncio.gather(*(bot.says("bot.ready", within_s=_STARTS_WITHIN_S) for bot in self._bots))
            await self._until(self._has_card, "the card", within_s=_STARTS_WITHIN_S)
            self._ends = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._ends.aclose()

    async def is_struck(self, *, kills: int, every_s: float, rate: float) -> None:
        """People tap, so many a second; one replica after the other is killed, and started again."""
        start, struck = time.monotonic(), 0
        async with asyncio.TaskGroup() as starts:
            for number, (person, data) in enumerate(self._joins):
                await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
                self.telegram.tap(self._group, self._card, person, data=data)
                if struck < kills and time.monotonic() - start >= (struck + 1) * every_s:
                    starts.create_task(self._is_replaced(struck % REPLICAS))
                    struck += 1
        assert struck == kills, f"only {struck} kills fitted into {len(self._joins)} taps"

    async def counts(self) -> Counted:
        """When everything is handed over and sent: what came of it."""
        await self._until(self._is_handed_over, "every tap handed over", within_s=240)
        await self._until(self._is_sent, "everything sent", within_s=240)
        assert await self._data.read(invariants.broken) == []
        rows = await self._data.rows(
            "SELECT actor_id, count(*) FROM audit WHERE act = 'teams.join' AND actor_id >= :first GROUP BY actor_id",
            first=_FIRST,
        )
        had = Counter(dict(rows))
        orders = dict(await self._data.rows("SELECT buyer_id, count(*) FROM orders GROUP BY buyer_id"))
        lost = sum(had[person] == 0 or orders.get(person, 0) == 0 for person, _ in self._joins)
        twice = sum(max(had[person] - 1, orders.get(person, 0) - 1, 0) for person, _ in self._joins)
        unasked, copied, again = await self._asked()
        answers = Counter(push.status for push in self.telegram.webhook.pushes)
        return Counted(
            kills=self.kills,
            taps=len(self._joins),
            lost=lost,
            twice=twice,
            unasked=unasked,
            copied=copied,
            again=again,
            put_off=answers[503],
            turned_away=sum(answers.values()) - answers[200] - answers[503],
        )

    async def _asked(self) -> tuple[int, int, int]:
        """Telegram's own truth of the requests for money, against the outbox."""
        rows = await self._data.rows("SELECT chat_id, attempts, state FROM outbox WHERE kind = 'payment-due'")
        tries = {chat: attempts for chat, attempts, state in rows if state == "sent" and chat >= _FIRST}
        due = await self._data.rows("SELECT buyer_id FROM orders WHERE state = 'due' AND buyer_id >= :f", f=_FIRST)
        states = await self._data.rows(
            "SELECT state, count(*) FROM orders WHERE buyer_id >= :f GROUP BY state", f=_FIRST
        )
        assert len(due) == self._in_teams, f"a team is not full: {states}"
        seen = {chat: self._codes(chat) for (chat,) in due}
        unasked = sum(count == 0 or chat not in tries for chat, count in seen.items())
        copied = sum(max(count - tries.get(chat, 0), 0) for chat, count in seen.items())
        return unasked, copied, sum(max(count - 1, 0) for count in seen.values())

    def _codes(self, chat: int) -> int:
        """Messages with a payment code that stand in a chat."""
        return sum("photo" in one and one["photo"] is not None for one in self.telegram.messages(chat))

    async def _is_replaced(self, number: int) -> None:
        self._bots[number].is_killed()
        self.kills += 1
        self._bots[number] = self._starts(number)
        await self._bots[number].says("bot.ready", within_s=_STARTS_WITHIN_S)

    def _starts(self, number: int) -> Program:
        assert self._served is not None
        return self._programs.bot(
            "run",
            BOT_TOKEN=self.telegram.token,
            TELEGRAM_API_BASE=self._served.url,
            DATABASE_URL=self._url,
            HTTP_PORT=str(self._ports[number]),
            WEBHOOK_URL=self._proxy.url,
            WEBHOOK_SECRET=SECRET,
        )

    async def _gathers(self) -> None:
        """A group, a deal whose teams fill up (each has a starter already), and one whose teams never do."""
        leader = self.telegram.add_user("Lea", id=int(a_leader().id)).id
        everybody = [self.telegram.add_user(f"Buyer {n}", id=_FIRST + n).id for n in range(self._taps)]
        self._group = self.telegram.add_chat([leader, *everybody], admins=[leader]).id
        database = open_database(self._url)
        stage = Stage(database, StandingClock(SystemClock().now()))
        by = a_leader(ChatId(self._group))
        community = await a_community(stage, chat=ChatId(self._group), leader=by)
        filled = await a_deal(stage, community, leader=by, target=TEAM + 1)
        small = [await a_team(stage, filled, first=100 + number) for number in range(self._in_teams // TEAM)]
        never = await a_deal(stage, community, leader=by, target=1_000)
        wide = [await a_team(stage, never, first=10 + number) for number in range(1 + self._taps // 900)]
        for number, person in enumerate(everybody):
            is_in = number < self._in_teams
            if is_in:
                self.telegram.open_link(person, "https://t.me/kaituan_bot?start=hello")
                await stage.does(a_person(person), people.open_chat)
            team = small[number % len(small)] if is_in else wide[number % len(wide)]
            self._joins.append((person, JoinTeam(team=code_of(Kind.TEAM, team)).pack()))
        await database.close()
        self._joins.sort(key=lambda join: join[0] * 7919 % 10_007)  # who pays taps among the others

    async def _has_card(self) -> bool:
        posts = [one for one in self.telegram.messages(self._group) if one["buttons"]]
        self._card = posts[-1]["id"] if posts else 0
        return bool(posts) and await self._is_handed_over()

    async def _is_handed_over(self) -> bool:
        return self.telegram.updates.count() == 0

    async def _is_sent(self) -> bool:
        waits = await self._data.rows(
            "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending') AND kind = 'payment-due'"
        )
        return waits == [(0,)]

    async def _until(self, holds: Holds, what: str, *, within_s: float = PATIENCE_S) -> None:
        try:
            async with asyncio.timeout(within_s):
                while not await holds():  # noqa: ASYNC110 other processes, which can't set an event of ours
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            said = "\n".join(bot.complained[-1500:] for bot in self._bots)
            raise AssertionError(f"waited {within_s:.0f} s in vain for {what}; logs: {said}") from None
