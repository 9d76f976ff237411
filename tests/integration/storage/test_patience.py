"""What waits for the database longer than an update may: told as late, on both databases; nothing is half done."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseLate
from storage.database import Database, ReadTx, WriteTx
from storage.patience import patience
from storage.postgres import Postgres

_KEEP = text("INSERT INTO pictures (key, file_id, at) VALUES (:key, 'x', 0)")
_COUNT = text("SELECT count(*) FROM pictures")
SHORT_S = 0.2


def keep(tx: WriteTx, key: str) -> None:
    """Write one row."""
    tx.execute(_KEEP, {"key": key})


async def count(db: Database) -> int:
    """How many rows there are."""
    return int(await db.read(lambda tx: tx.value(_COUNT)))


async def test_an_act_behind_a_lock_is_late_and_nothing_happened(postgres: Database, postgres_url: str) -> None:
    other = Postgres(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    held, let_go = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def holds(tx: WriteTx) -> None:
        tx.execute(text("LOCK TABLE pictures IN SHARE MODE"))
        loop.call_soon(held.set)
        while not let_go.is_set():
            tx.value(text("SELECT 1 FROM pg_sleep(0.02)"))

    async with asyncio.TaskGroup() as beside:
        beside.create_task(other.write(holds))
        await held.wait()
        with patience(SHORT_S) as ours, pytest.raises(DatabaseLate):
            await postgres.write(keep, "a")
        assert not ours.has_written
        let_go.set()
    assert await count(postgres) == 0
    with patience(10) as ours:
        await postgres.write(keep, "a")
    assert (await count(postgres), ours.has_written) == (1, True)
    await other.close()


async def test_a_read_for_which_no_connection_is_free_is_late(postgres_url: str) -> None:
    db = Postgres(postgres_url.replace("postgresql://", "postgresql+asyncpg://"), pool=1)
    let_go = threading.Event()

    def stays(tx: ReadTx) -> None:
        while not let_go.is_set():
            tx.value(text("SELECT 1 FROM pg_sleep(0.02)"))

    async with asyncio.TaskGroup() as beside:
        for _ in range(2):
            beside.create_task(db.read(stays))
        await asyncio.sleep(0)
        with patience(SHORT_S), pytest.raises(DatabaseLate):
            await count(db)
        let_go.set()
    assert await count(db) == 0
    await db.close()


async def test_an_act_behind_a_busy_writer_is_late_and_happens_once_at_most(sqlite: Database) -> None:
    let_go = threading.Event()
    async with asyncio.TaskGroup() as beside:
        beside.create_task(sqlite.write(lambda tx: let_go.wait()))
        await asyncio.sleep(0)
        with patience(SHORT_S), pytest.raises(DatabaseLate):
            await sqlite.write(keep, "a")
        let_go.set()
    await sqlite.write(lambda tx: None)
    assert await count(sqlite) == 1
