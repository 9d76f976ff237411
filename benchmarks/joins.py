"""A storm of joins: tap → commit with synchronous=FULL → answer, against a bare handler and against the stock stack.

Buyers are many and known, each joins once; teams keep places free, so that every join is an order and a card to draw.
"""

import asyncio
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

from benchmarks import processes
from benchmarks.crowds import Crowds
from benchmarks.fillings import Crowd, buyer, filling, group_of
from benchmarks.measures import Measure, at_least, seen
from benchmarks.taps import Tap
from bot.domain.ids import Kind, TeamId, code_of
from bot.views.buttons.cards import JoinTeam

ROUNDS = 7
_WARM_UP = 400
#: Taps of one round: about two seconds each.
_TAPS = {"bare": 3_000, "ours": 2_000, "stock": 300}
_GROUPS = 20
_TARGET = 100
_CROWD = Crowd(deals=_GROUPS, teams_each=20, buyers_each=1, target=_TARGET)
_BUYERS = 30_000


def measure() -> list[Measure]:
    """Rates in turns, so that a busy machine slows all alike; the ratio is the median of the rounds' own ratios."""
    with tempfile.TemporaryDirectory() as folder:
        databases = {name: Path(folder) / f"{name}.db" for name in _TAPS}
        taps = {name: _taps(_furnished(database)) for name, database in databases.items()}
        with ExitStack() as children:
            rates = asyncio.run(_rounds(databases, taps, children))
        for name in ("ours", "stock"):
            _check(databases[name], _CROWD.orders + _WARM_UP + ROUNDS * _TAPS[name])
    of_bare = [ours / bare for ours, bare in zip(rates["ours"], rates["bare"], strict=True)]
    of_stock = [ours / stock for ours, stock in zip(rates["ours"], rates["stock"], strict=True)]
    return [
        at_least("joins: ours / a bare handler that only answers", statistics.median(of_bare), 0.4),
        at_least("joins: ours / the same acts on the stock stack", statistics.median(of_stock), 4),
        *(seen(f"joins: {name}", statistics.median(rates[name]), "/s") for name in _TAPS),
    ]


async def _rounds(
    databases: dict[str, Path], taps: dict[str, Iterator[Tap]], children: ExitStack
) -> dict[str, list[float]]:
    port = children.enter_context(processes.stub())
    tokens = {name: processes.token(number) for number, name in enumerate(_TAPS, 1)}
    for name, token in tokens.items():
        command = ["bot", "run"] if name == "ours" else ["benchmarks.contenders", name]
        told = processes.settings(port=port, token=token, database=databases[name])
        children.enter_context(processes.running(command, **told))
    rates: dict[str, list[float]] = {name: [] for name in _TAPS}
    async with Crowds(port) as crowds:
        for name, token in tokens.items():
            await crowds.storm(token, list(islice(taps[name], _WARM_UP)))
        for _ in range(ROUNDS):
            for name, token in tokens.items():
                storm = await crowds.storm(token, list(islice(taps[name], _TAPS[name])))
                rates[name].append(len(storm.took) / storm.seconds)
    return rates


def _furnished(database: Path) -> list[TeamId]:
    with filling(database, accounts=_BUYERS, groups=_GROUPS) as full:
        return full.add(_CROWD).teams


def _check(database: Path, orders: int) -> None:
    """An answer alone proves nothing: each must have left an order, and no message may be in doubt."""
    with closing(sqlite3.connect(database)) as connection:
        doubts = "SELECT kind, reason FROM outbox WHERE state IN ('unknown', 'dead') LIMIT 9"
        assert connection.execute(doubts).fetchall() == []
        assert connection.execute("SELECT COUNT(*) FROM orders").fetchone() == (orders,)


def _taps(teams: list[TeamId]) -> Iterator[Tap]:
    """One buyer after another, through the teams in turns."""
    starters = _CROWD.orders
    for number in range(_BUYERS - starters):
        team = number % len(teams)
        data = JoinTeam(code_of(Kind.TEAM, teams[team])).pack()
        yield Tap(
            person=buyer(starters + number, _BUYERS), data=data, chat=group_of(1 + team // _CROWD.teams_each, _GROUPS)
        )
