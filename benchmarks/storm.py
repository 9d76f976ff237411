"""5,000 people join one deal of one group within 60 seconds: the bot in earnest over the strict sandbox, in real time.

Every fifth starts a team by the card's button, four more join it by a button that the card has shown; half of them have
never opened the bot. Each tap must be answered and be one order. The sandbox counts what the bot asks of it.
"""

import asyncio
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any, Self

import aiohttp

from benchmarks import processes
from benchmarks.fillings import FIRST_BUYER, LEADER, Crowd, buyer, filling
from benchmarks.measures import Measure, at_most, seen
from benchmarks.taps import GROUP, buyer_name
from bot.domain.ids import AccountId, Kind, TeamId, code_of
from bot.views.buttons.cards import JoinTeam
from storage import invariants
from storage.opening import open_database

PEOPLE = 5_000
SECONDS = 60.0
_TARGET = 5
#: Those of them who have opened the bot before; it has never heard of the others.
_KNOWN = PEOPLE // 2
#: A team is joined by those who come so many teams later: what is on the card has been there for a while.
_LATER = 10
#: A tap that has no answer by then counts as lost.
_ANSWER_S = 20.0
_PATIENCE_S = 120.0
_WINDOW_S = 60.0
_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """Who presses what: the card's button of this name, or one that it has shown."""

    person: AccountId
    button: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What came of it."""

    took: list[float]  #: seconds of each tap until its answer, the quickest first
    card_after: float  #: seconds from the last answer until the card said so
    calls: list[dict[str, Any]]  #: what the bot asked of Telegram meanwhile


def measure() -> list[Measure]:
    """Each order once, whatever became of the messages."""
    with tempfile.TemporaryDirectory() as folder, processes.sandbox() as (base, token):
        database = Path(folder) / "kaituan.db"
        with filling(database, accounts=_KNOWN) as full:
            full.add(Crowd(deals=1, teams_each=0, buyers_each=0, target=_TARGET))
        storm = asyncio.run(_played(base, token, database))
        _check(database)
    to_group = [call["at"] for call in storm.calls if str(call["params"].get("chat_id")) == str(GROUP)]
    refused = sum(call["status"] == 429 for call in storm.calls)
    name = "5,000 joins in 60 s in one group"
    return [
        at_most(f"{name}: calls to the group, any minute", most_in_a_minute(to_group), 20, "calls"),
        at_most(f"{name}: answers 429", refused, 0, "answers"),
        at_most(f"{name}: the card right after", storm.card_after, 10, "s"),
        seen(f"{name}: answered, median", storm.took[PEOPLE // 2] * 1000, "ms"),
        seen(f"{name}: answered, p99", storm.took[PEOPLE * 99 // 100] * 1000, "ms"),
    ]


async def _played(base: str, token: str, database: Path) -> Storm:
    async with Door(base) as door:
        await door.furnish(token)
        told = processes.settings(base=base, token=token, database=database)
        with processes.running(["bot", "run"], **told):
            card = await door.card()
            start, tapping = monotonic(), []
            async with asyncio.TaskGroup() as tasks:
                for number, tap in enumerate(taps()):
                    await asyncio.sleep(max(0.0, start + number * SECONDS / PEOPLE - monotonic()))
                    tapping.append(tasks.create_task(door.tap(card, tap)))
            ended = monotonic()
            assert ended - start < SECONDS + 5, f"the storm took {ended - start:.0f} s"
            while await door.counts(card) != [PEOPLE // _TARGET, PEOPLE]:
                assert monotonic() - ended < _PATIENCE_S, f"the card says {await door.counts(card)}"
                await asyncio.sleep(0.1)
            return Storm(
                took=sorted(tap.result() for tap in tapping), card_after=monotonic() - ended, calls=await door.calls()
            )


class Door:
    """The people's door of a sandbox in another process."""

    def __init__(self, base: str) -> None:
        self._session = aiohttp.ClientSession(
            base, connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(60), raise_for_status=True
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def furnish(self, token: str) -> None:
        """The group and everybody in it. Those who know the bot pressed START long ago, and were answered then."""
        people = [AccountId(FIRST_BUYER + number) for number in range(PEOPLE)]
        me = await self._posted(f"/bot{token}/getMe")
        start = f"https://t.me/{me['result']['username']}?start="
        for at in range(0, PEOPLE, _AT_ONCE):
            await asyncio.gather(*(self._add(person, buyer_name(person)) for person in people[at : at + _AT_ONCE]))
        await self._add(LEADER, "Lea")
        for person in (LEADER, *people[:_KNOWN]):
            await self._posted("/sim/links", user_id=person, url=start)
        group = {"type": "supergroup", "title": "Green Lane 0", "members": people, "admins": [LEADER]}
        await self._posted("/sim/chats", id=GROUP, **group)
        (last,) = (await self._posted(f"/bot{token}/getUpdates", offset=-1))["result"]
        await self._posted(f"/bot{token}/getUpdates", offset=last["update_id"] + 1)

    async def card(self) -> int:
        """The card in the group, once it is posted."""
        until = monotonic() + _PATIENCE_S
        while monotonic() < until:
            for message in await self._messages():
                if message["buttons"]:
                    return int(message["id"])
            await asyncio.sleep(0.1)
        raise AssertionError("the card was not posted")

    async def tap(self, card: int, tap: Tap) -> float:
        """Press a button of the card; seconds until the answer."""
        start = monotonic()
        said = await self._posted(
            "/sim/taps", chat_id=GROUP, message_id=card, user_id=tap.person, wait_s=_ANSWER_S, **tap.button
        )
        assert said["answer"] is not None, "a tap had no answer"
        return monotonic() - start

    async def counts(self, card: int) -> list[int]:
        """Teams and orders, as the card says."""
        (shown,) = (message for message in await self._messages() if message["id"] == card)
        return [
            int(number.replace(",", ""))
            for line in (shown["text"] or "").splitlines()
            if line.startswith("✅")
            for number in re.findall(r"[\d,]*\d", line)
        ]

    async def calls(self) -> list[dict[str, Any]]:
        """What the bot asked, with answers."""
        calls: list[dict[str, Any]] = (await self._got("/sim/calls"))["calls"]
        return calls

    async def _add(self, person: AccountId, name: str) -> None:
        await self._posted(
            "/sim/users", id=person, first_name=name, username=name.lower().replace(" ", ""), language_code="en"
        )

    async def _messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self._got(f"/sim/chats/{GROUP}/messages"))["messages"]
        return messages

    async def _posted(self, path: str, **what: Any) -> dict[str, Any]:
        async with self._session.post(path, json=what) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def _got(self, path: str) -> dict[str, Any]:
        async with self._session.get(path) as answer:
            said: dict[str, Any] = await answer.json()
            return said


def taps() -> Iterator[Tap]:
    """Somebody starts a team, four join the one that was started some teams before; known and unknown people mixed."""
    teams, people = PEOPLE // _TARGET, (buyer(number, PEOPLE) for number in count())
    for turn in range(teams + _LATER):
        if turn < teams:
            yield Tap(person=next(people), button={"button": "Start a team"})
        if turn >= _LATER:
            team = TeamId(turn - _LATER + 1)
            for _ in range(_TARGET - 1):
                yield Tap(person=next(people), button={"data": JoinTeam(code_of(Kind.TEAM, team)).pack()})


def _check(database: Path) -> None:
    """Each tap is one order, every team is full, and all counts are right."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT COUNT(*), COUNT(DISTINCT buyer_id) FROM orders").fetchone() == (PEOPLE, PEOPLE)
        full = db.execute("SELECT COUNT(*) FROM teams WHERE state = 'formed' AND joined = target").fetchone()
        assert full == (PEOPLE // _TARGET,)
    assert asyncio.run(_miscounted(database)) == []


async def _miscounted(database: Path) -> list[str]:
    opened = open_database(f"sqlite:///{database}")
    try:
        return await opened.read(invariants.miscounted)
    finally:
        await opened.close()


def most_in_a_minute(moments: list[float]) -> int:
    """The most calls in any stretch of a minute."""
    moments = sorted(moments)
    first = most = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - _WINDOW_S:
            first += 1
        most = max(most, last - first + 1)
    return most
