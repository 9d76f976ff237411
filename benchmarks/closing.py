"""A deal of 10,000 orders closes: how long until it is settled and every notice queued, and whether others notice.

Twice, with 5,000 short teams of two each: once they fit in pairs, so all are merged, formed and asked to pay; once none
fits another, so all expire. Meanwhile others join in other groups, at an even pace.
"""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks import processes
from benchmarks.crowds import Crowds, Storm
from benchmarks.fillings import Crowd, filling
from benchmarks.joining import joins
from benchmarks.measures import Measure, at_most, seen
from benchmarks.taps import Tap
from bot.clock import SystemClock

_GROUPS = 20
_BUYERS = 20_000
_ORDERS = 10_000
_CLOSES_IN = timedelta(seconds=12)
#: How many buyers a team needs, what becomes of teams of two then, and what their buyers are told.
_ENDS = {"merged": (4, "payment-due"), "expired": (3, "team-expired")}
_RATE = 50.0
_WARM_UP_S, _JOINS_FOR_S = 2.0, 5.0
_PATIENCE_S = 60.0


def measure() -> list[Measure]:
    """The seconds count from the moment at which the deal should close."""
    measures: list[Measure] = []
    for end, (target, kind) in _ENDS.items():
        seconds, storm = _closed(target, kind)
        name = f"closing 10,000 orders, {end}"
        measures += [
            at_most(f"{name}: settled, notices queued", seconds, 3, "s"),
            at_most(f"{name}: others' joins, p99", storm.percentile(0.99) * 1000, 100, "ms"),
            seen(f"{name}: others' joins, median", storm.percentile(0.5) * 1000, "ms"),
        ]
    return measures


def _closed(target: int, kind: str) -> tuple[float, Storm]:
    with tempfile.TemporaryDirectory() as folder, processes.stub() as port:
        database = Path(folder) / "kaituan.db"
        taps = _furnished(database, target)
        told = processes.settings(port=port, token=processes.token(1), database=database)
        with (
            processes.running(["bot", "run"], **told),
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db,
        ):
            return asyncio.run(_watched(port, db, taps, kind))


async def _watched(port: int, db: sqlite3.Connection, taps: list[Tap], kind: str) -> tuple[float, Storm]:
    """Seconds from the closing time until all is done, and the joins of others from then on."""
    (closes_at,) = db.execute("SELECT closes_at / 1e6 FROM deals WHERE id = 1").fetchone()
    warm_up = int(_RATE * _WARM_UP_S)
    async with Crowds(port) as crowds, asyncio.TaskGroup() as tasks:
        await crowds.storm(processes.token(1), taps[:warm_up], _RATE)
        wait = closes_at - SystemClock().now().timestamp()
        assert wait > 0, "the bot took too long to start"
        await asyncio.sleep(wait)
        storm = tasks.create_task(crowds.storm(processes.token(1), taps[warm_up:], _RATE))
        while not _is_settled(db, kind):
            seconds = SystemClock().now().timestamp() - closes_at
            assert seconds < _PATIENCE_S, "the deal is not settled"
            await asyncio.sleep(0.02)
        seconds = SystemClock().now().timestamp() - closes_at
    return seconds, storm.result()


def _is_settled(db: sqlite3.Connection, kind: str) -> bool:
    if db.execute("SELECT state FROM deals WHERE id = 1").fetchone() != ("settled",):
        return False
    (queued,) = db.execute("SELECT COUNT(*) FROM outbox WHERE kind = ?", (kind,)).fetchone()
    assert queued == _ORDERS, f"{queued} buyers of {_ORDERS} are told"
    return True


def _furnished(database: Path, target: int) -> list[Tap]:
    """The deal that closes, others that stay open, and who joins those."""
    with filling(database, accounts=_BUYERS, groups=_GROUPS) as full:
        full.add(Crowd(deals=1, teams_each=_ORDERS // 2, buyers_each=2, target=target, closes_in=_CLOSES_IN))
        others = full.add(Crowd(deals=_GROUPS, teams_each=1, buyers_each=1, target=100))
    count = int(_RATE * (_WARM_UP_S + _JOINS_FOR_S))
    return joins(others.teams, count, groups=_GROUPS, buyers=_BUYERS)
