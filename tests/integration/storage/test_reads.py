"""A read is one snapshot, and only a read."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import DatabaseAway
from storage.database import Database, ReadTx, WriteTx

_KEEP = text("INSERT INTO pictures (key, file_id, at) VALUES (:key, 'x', 0)")
_COUNT = text("SELECT count(*) FROM pictures")
_NOTHING = text("SELECT 1")
_LONG = 200_000


def keep(tx: WriteTx, key: str) -> None:
    """Write one row."""
    tx.execute(_KEEP, {"key": key})


def count(tx: ReadTx) -> int:
    """How many rows there are."""
    return int(tx.value(_COUNT))


async def test_a_read_sees_one_state_while_a_write_lands(database: Database) -> None:
    begun, landed = asyncio.Event(), asyncio.Event()

    def twice(tx: ReadTx) -> tuple[int, bool, int]:
        before = count(tx)
        begun.set()
        for _ in range(_LONG):
            if landed.is_set():
                break
            tx.value(_NOTHING)  # the loop goes on meanwhile
        return before, landed.is_set(), count(tx)

    async def write_between() -> None:
        await begun.wait()
        await database.write(keep, "a")
        landed.set()

    seen, _ = await asyncio.gather(database.read(twice), write_between())
    assert seen == (0, True, 0)
    assert await database.read(count) == 1


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises((DatabaseAway, DBAPIError)):
        await database.read(keep, "a")  # type: ignore[arg-type]  # that is the point
    assert await database.read(count) == 0


async def test_many_reads_share_a_few_connections(database: Database) -> None:
    assert await asyncio.gather(*(database.read(count) for _ in range(50))) == [0] * 50


async def test_a_failing_read_leaves_its_connection_usable(database: Database) -> None:
    def wrong(tx: ReadTx) -> None:
        tx.value(text("SELECT nothing FROM nowhere"))

    for _ in range(20):
        with pytest.raises(DBAPIError):
            await database.read(wrong)
    assert await database.read(count) == 0
