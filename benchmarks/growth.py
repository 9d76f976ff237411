"""A join in a database with 10^6 orders against one with 10^3, and in a deal with 100,000 orders against one with 100.

Through the real runner of acts, on real files, as many at a time as people tap in a storm; in turns, so that a busy
machine slows all alike. Each join must have left its order, and every count must be right.
"""

import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from benchmarks.fillings import Crowd, Filled, buyer, filling
from benchmarks.measures import Measure, at_most, seen
from benchmarks.stub import IN_FLIGHT
from benchmarks.taps import buyer_name
from bot.clock import SystemClock
from bot.domain.ids import TeamId
from bot.domain.people import Actor, Person
from bot.services import teams
from bot.services.act import Acts
from storage import invariants
from storage.database import Database, ReadTx
from storage.opening import open_database

ROUNDS = 40
#: Joins of one turn.
_TURN = 4 * IN_FLIGHT
_JOINS = (ROUNDS + 1) * _TURN
_GROUPS = 20
_TARGET = 1_000
#: Deals of 100 orders: all there is in the small database, and the same in the big one.
_USUAL = Crowd(deals=10, teams_each=20, buyers_each=5, target=_TARGET)
#: In the big one besides: a deal of 100,000 orders, and what months of use have left behind.
_HUGE = Crowd(deals=1, teams_each=25_000, buyers_each=4, target=_TARGET)
_OVER = Crowd(deals=8_990, teams_each=25, buyers_each=4, target=4, is_over=True)
#: The same in both databases: those who are in the huge deal, and those who will join it.
_PEOPLE = _HUGE.orders + _JOINS
#: Neighbours in time are no neighbours in the table of teams.
_STRIDE = 7_919


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Joins of one kind, in one database."""

    acts: Acts
    joins: Iterator[tuple[str, Actor, TeamId]]

    async def turn(self) -> float:
        """Seconds for each of many joins."""
        joins = list(islice(self.joins, _TURN))
        start = time.perf_counter()
        for at in range(0, _TURN, IN_FLIGHT):
            await asyncio.gather(*(self._join(*join) for join in joins[at : at + IN_FLIGHT]))
        return (time.perf_counter() - start) / _TURN

    async def _join(self, request: str, by: Actor, team: TeamId) -> None:
        done = await self.acts(teams.join, by, request, team)
        assert done.fresh, "an answer without a join"


def measure() -> list[Measure]:
    """The ratios are medians of the rounds' own ratios."""
    assert (_USUAL.orders, _HUGE.orders) == (1_000, 100_000)
    assert _USUAL.orders + _HUGE.orders + _OVER.orders == 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        small, big = Path(folder) / "small.db", Path(folder) / "big.db"
        usual_of_small, usual_of_big, huge = _furnished(small, big)
        took = asyncio.run(_rounds(small, big, usual_of_small, usual_of_big, huge))
    in_database = [big / small for small, big in zip(took["small"], took["big"], strict=True)]
    in_deal = [huge / usual for usual, huge in zip(took["big"], took["huge"], strict=True)]
    return [
        at_most("a join with 10^6 orders / with 10^3", statistics.median(in_database), 1.2),
        at_most("a join in a deal with 100,000 orders / with 100", statistics.median(in_deal), 1.2),
        seen("a join with 10^3 orders", statistics.median(took["small"]) * 1e6, "µs"),
        seen("a join with 10^6 orders", statistics.median(took["big"]) * 1e6, "µs"),
        seen("a join in a deal with 100,000 orders", statistics.median(took["huge"]) * 1e6, "µs"),
    ]


async def _rounds(
    small: Path, big: Path, usual_of_small: Filled, usual_of_big: Filled, huge: Filled
) -> dict[str, list[float]]:
    async with AsyncExitStack() as stack:
        in_small, in_big = await _opened(stack, small), await _opened(stack, big)
        acts_of_big = Acts(in_big, SystemClock())
        contenders = {
            "small": Contender(acts=Acts(in_small, SystemClock()), joins=_joins(usual_of_small, _USUAL)),
            "big": Contender(acts=acts_of_big, joins=_joins(usual_of_big, _USUAL)),
            "huge": Contender(acts=acts_of_big, joins=_joins(huge, _HUGE)),
        }
        for contender in contenders.values():
            await contender.turn()
        gc.collect()
        gc.freeze()  # as the bot does after its start
        took: dict[str, list[float]] = {name: [] for name in contenders}
        for number in range(ROUNDS):
            for name in list(contenders)[:: 1 if number % 2 else -1]:
                took[name].append(await contenders[name].turn())
        gc.unfreeze()
        await _check(in_small, _USUAL.orders + _JOINS)
        await _check(in_big, 1_000_000 + 2 * _JOINS)
    return took


async def _opened(stack: AsyncExitStack, path: Path) -> Database:
    database = open_database(f"sqlite:///{path}")
    stack.push_async_callback(database.close)
    return database


async def _check(database: Database, orders: int) -> None:
    """Every join has left its order, and whatever is counted is right."""
    assert await database.read(_orders) == orders
    assert await database.read(invariants.miscounted) == []


def _orders(tx: ReadTx) -> int:
    return int(tx.value(text("SELECT COUNT(*) FROM orders")))


def _furnished(small: Path, big: Path) -> tuple[Filled, Filled, Filled]:
    with filling(small, accounts=_PEOPLE, groups=_GROUPS) as full:
        usual_of_small = full.add(_USUAL)
    with filling(big, accounts=_PEOPLE, groups=_GROUPS) as full:
        full.add(_OVER)
        huge = full.add(_HUGE)
        usual_of_big = full.add(_USUAL)
    return usual_of_small, usual_of_big, huge


def _joins(into: Filled, crowd: Crowd) -> Iterator[tuple[str, Actor, TeamId]]:
    """One buyer after another who is in none of these deals yet, through the teams in turns."""
    for number in range(_JOINS):
        person, team = buyer(crowd.orders + number, _PEOPLE), into.teams[number * _STRIDE % len(into.teams)]
        by = Actor(person=Person(id=person, name=buyer_name(person), username=f"buyer{person}", language="en"))
        yield f"u{900_000_000 + number}:teams.join:{team}", by, team
