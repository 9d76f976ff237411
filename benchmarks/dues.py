"""10,000 buyers are asked to pay at once: how long their notices take on one core, each with a picture that is proved.

Telegram lets 30 messages a second go, so that these take more than five minutes. Here the pace and the upload are taken
away: the bot has one core, draws, reads back, writes out each call and records it as ever, while others join elsewhere.
"""

import asyncio
import os
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks import processes
from benchmarks.crowds import Crowds
from benchmarks.fillings import Crowd, filling
from benchmarks.joining import joins
from benchmarks.measures import Measure, at_most, seen
from benchmarks.taps import Tap
from bot.clock import SystemClock
from bot.delivery.paces import OVERALL_RATE

_GROUPS = 20
_BUYERS = 20_000
_ORDERS = 10_000
_CLOSES_IN = timedelta(seconds=12)
_RATE = 20.0
#: Joins are sent in storms of so many, for as long as notices wait.
_STORM = 40
_PATIENCE_S = 300.0


def measure() -> list[Measure]:
    """The seconds count from the moment at which the deal should close until the last notice is recorded."""
    with tempfile.TemporaryDirectory() as folder, processes.stub() as port:
        database = Path(folder) / "kaituan.db"
        taps = _furnished(database)
        told = processes.settings(port=port, token=processes.token(1), database=database)
        with (
            processes.running(["benchmarks.contenders", "unpaced"], **told) as bot,
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db,
        ):
            os.sched_setaffinity(bot.pid, {max(os.sched_getaffinity(0))})
            seconds, work, took = asyncio.run(_watched(port, db, taps, bot))
    name = "10,000 due notices on one core"
    return [
        at_most(f"{name}: drawn, proved, written out", seconds, 60, "s"),
        at_most(f"{name}: time / what Telegram's pace takes", seconds / (_ORDERS / OVERALL_RATE), 0.2),
        seen(f"{name}: work of a processor for one", work / _ORDERS * 1000, "ms"),
        at_most(f"{name}: others' joins meanwhile, p99", took[int(len(took) * 0.99)] * 1000, 1_000, "ms"),
        seen(f"{name}: others' joins meanwhile, median", took[len(took) // 2] * 1000, "ms"),
    ]


async def _watched(
    port: int, db: sqlite3.Connection, taps: list[Tap], bot: "subprocess.Popen[str]"
) -> tuple[float, float, list[float]]:
    """Seconds until all are sent, seconds of the bot's work in them, and what each join of others took, sorted."""
    (closes_at,) = db.execute("SELECT closes_at / 1e6 FROM deals WHERE id = 1").fetchone()
    took: list[float] = []
    async with Crowds(port) as crowds:
        await crowds.arrived(processes.token(1))
        wait = closes_at - SystemClock().now().timestamp()
        assert wait > 0, "the bot took too long to start"
        await asyncio.sleep(wait)
        worked = processes.cpu_seconds([bot.pid])
        while not (ended := _ended(db)):
            assert SystemClock().now().timestamp() - closes_at < _PATIENCE_S, "the notices are not sent"
            some, taps = taps[:_STORM], taps[_STORM:]
            took += (await crowds.storm(processes.token(1), some, _RATE)).took
    assert len(took) >= _STORM, "nobody joined meanwhile"
    return ended - closes_at, processes.cpu_seconds([bot.pid]) - worked, sorted(took)


def _ended(db: sqlite3.Connection) -> float | None:
    """When the last notice was sent, in seconds since 1970; None: some still wait."""
    sent, last = db.execute(
        "SELECT COUNT(*), MAX(ended_at) / 1e6 FROM outbox WHERE kind = 'payment-due' AND state = 'sent'"
    ).fetchone()
    doubts = db.execute("SELECT kind, state, reason FROM outbox WHERE state IN ('unknown', 'dead') LIMIT 9").fetchall()
    assert doubts == [], doubts
    assert sent <= _ORDERS
    return float(last) if sent == _ORDERS else None


def _furnished(database: Path) -> list[Tap]:
    """The deal that closes with 5,000 teams of two that fit in pairs, others that stay open, and who joins those."""
    with filling(database, accounts=_BUYERS, groups=_GROUPS) as full:
        full.add(Crowd(deals=1, teams_each=_ORDERS // 2, buyers_each=2, target=4, closes_in=_CLOSES_IN))
        others = full.add(Crowd(deals=_GROUPS, teams_each=1, buyers_each=1, target=300))
    return joins(others.teams, int(_PATIENCE_S * _RATE), groups=_GROUPS, buyers=_BUYERS)
