"""Three replicas on one PostgreSQL against one: joins a second, and what a join costs whom.

Each of the two has a database of its own on the same server.
Taps are pushed to the replicas in turns, without a proxy. Where one replica, PostgreSQL and who taps fill the cores by
themselves, three cannot be quicker: so what three may cost beside one is the goal on a small machine.
"""

import asyncio
import os
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

import asyncpg

from benchmarks import processes
from benchmarks.crowds import Crowds
from benchmarks.fillings import Crowd, buyer, filling, group_of
from benchmarks.measures import Measure, at_least, at_most, seen
from benchmarks.taps import Tap
from bot.domain.ids import Kind, TeamId, code_of
from bot.views.buttons.cards import JoinTeam
from storage.migrating import migrate
from storage.tables import metadata

ROUNDS = 5
_WARM_UP = 300
_TAPS = 1_000
_BUYERS = 10_000
_GROUPS = 20
_CROWD = Crowd(deals=_GROUPS, teams_each=20, buyers_each=1, target=100)
_FLEETS = {"one": 1, "three": 3}
#: What was sent and not taken; on a busy machine one replica may take the sending from another that is only slow.
_DOUBTS = """SELECT kind, reason FROM outbox
    WHERE state IN ('unknown', 'dead') AND reason <> 'its sender is gone' LIMIT 9"""
#: Cores from which on three replicas have room beside PostgreSQL and who taps.
_ROOMY = 6


def measure() -> list[Measure]:
    """Rates in turns; the ratio is the median of the rounds' own ratios. CPU seconds are of all rounds together."""
    with ExitStack() as children:
        rates, costs = asyncio.run(_measured(children))
    ratio = statistics.median(three / one for three, one in zip(rates["three"], rates["one"], strict=True))
    joins = ROUNDS * _TAPS
    total = {name: sum(cost.values()) for name, cost in costs.items()}
    quicker = at_least("replicas: joins of three / of one", ratio, 1.6)
    cheap = at_most("replicas: CPU for a join, three / one", total["three"] / total["one"], 1.7)
    return [
        *([quicker, cheap] if (os.cpu_count() or 1) >= _ROOMY else [seen(quicker.name, ratio, "×"), cheap]),
        *(seen(f"replicas: joins, {name}", statistics.median(rates[name]), "/s") for name in _FLEETS),
        *(
            seen(f"replicas: CPU for a join, {name}: {what}", 1_000 * seconds / joins, "ms")
            for name, cost in costs.items()
            for what, seconds in cost.items()
        ),
    ]


async def _measured(children: ExitStack) -> tuple[dict[str, list[float]], dict[str, dict[str, float]]]:
    folder = Path(children.enter_context(tempfile.TemporaryDirectory(prefix="kt-")))
    server = children.enter_context(processes.postgres(folder))
    port = children.enter_context(processes.stub())
    tokens = {name: processes.token(number) for number, name in enumerate(_FLEETS, 1)}
    ports = {name: [processes.free_port() for _ in range(many)] for name, many in _FLEETS.items()}
    taps, bots = {}, {}
    for name, token in tokens.items():
        url = await server.made(name)
        taps[name] = _taps(await _furnished(folder / f"{name}.db", url))
        told = processes.settings(port=port, token=token, database_url=url)
        bots[name] = [
            children.enter_context(
                processes.running(["bot", "run"], **told | processes.pushed_to(here, told=ports[name][0]))
            ).pid
            for here in ports[name]
        ]
    rates: dict[str, list[float]] = {name: [] for name in _FLEETS}
    costs = {name: {"bot": 0.0, "PostgreSQL": 0.0, "who taps": 0.0} for name in _FLEETS}
    async with Crowds(port) as crowds:
        for name, token in tokens.items():
            await crowds.answer(ports[name])
            await crowds.storm(token, list(islice(taps[name], _WARM_UP)), ports=ports[name])
        for _ in range(ROUNDS):
            for name, token in tokens.items():
                whose = {"bot": bots[name], "PostgreSQL": [server.pid], "who taps": [processes.STUBS[port]]}
                before = {what: processes.cpu_seconds(pids) for what, pids in whose.items()}
                storm = await crowds.storm(token, list(islice(taps[name], _TAPS)), ports=ports[name])
                for what, pids in whose.items():
                    costs[name][what] += processes.cpu_seconds(pids) - before[what]
                rates[name].append(len(storm.took) / storm.seconds)
    for name in _FLEETS:
        await _check(server.url(name))
    return rates, costs


async def _check(url: str) -> None:
    """An answer alone proves nothing: each must have left an order, and no message may be in doubt."""
    connection = await asyncpg.connect(url)
    try:
        assert (
            await connection.fetch("SELECT kind, reason FROM outbox WHERE state IN ('unknown', 'dead') LIMIT 9") == []
        )
        assert await connection.fetchval("SELECT count(*) FROM orders") == _CROWD.orders + _WARM_UP + ROUNDS * _TAPS
    finally:
        await connection.close()


async def _furnished(file: Path, url: str) -> list[TeamId]:
    """What the SQLite of `joins` is filled with, row by row in PostgreSQL."""
    filled = await asyncio.to_thread(_filled, file)
    await migrate(url)
    connection = await asyncpg.connect(url)
    try:
        with closing(sqlite3.connect(file)) as rows:
            for table in metadata.sorted_tables:
                await _copied(rows, connection, table.name, [column.name for column in table.columns])
    finally:
        await connection.close()
    return filled


def _filled(file: Path) -> list[TeamId]:
    with filling(file, accounts=_BUYERS, groups=_GROUPS) as full:
        return full.add(_CROWD).teams


async def _copied(rows: sqlite3.Connection, connection: asyncpg.Connection, table: str, columns: list[str]) -> None:
    records = rows.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()  # noqa: S608 our own tables
    if not records:
        return
    await connection.execute(f"DELETE FROM {table}")  # noqa: S608 what the migration has put there
    await connection.copy_records_to_table(table, records=records, columns=columns)
    if "id" in columns and await connection.fetchval("SELECT pg_get_serial_sequence($1, 'id')", table):
        await connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 our own tables
        )


def _taps(teams: list[TeamId]) -> Iterator[Tap]:
    """One buyer after another, through the teams in turns."""
    for number in range(_BUYERS - _CROWD.orders):
        team = number % len(teams)
        data = JoinTeam(code_of(Kind.TEAM, teams[team])).pack()
        chat = group_of(1 + team // _CROWD.teams_each, _GROUPS)
        yield Tap(person=buyer(_CROWD.orders + number, _BUYERS), data=data, chat=chat)
