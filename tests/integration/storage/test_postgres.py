"""PostgreSQL: what a lost connection, a busy lock and a refused log-in mean."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import DatabaseAway, DomainError
from storage.database import Database, WriteTx
from storage.opening import open_database
from storage.postgres import Postgres
from tests.kit.databases import PostgresServer

_KEEP = text("INSERT INTO pictures (key, file_id, at) VALUES (:key, 'x', 0)")
_COUNT = text("SELECT count(*) FROM pictures")
_CUT = text("SELECT pg_terminate_backend(pg_backend_pid())")


class Refused(DomainError):
    """A rule said no."""


def keep(tx: WriteTx, key: str) -> None:
    """Write one row."""
    tx.execute(_KEEP, {"key": key})


async def count(db: Database) -> int:
    """How many rows there are."""
    return int(await db.read(lambda tx: tx.value(_COUNT)))


async def test_a_connection_that_is_cut_is_a_database_away_and_nothing_happened(postgres: Database) -> None:
    def keep_and_be_cut(tx: WriteTx) -> None:
        keep(tx, "a")
        tx.execute(_CUT)

    with pytest.raises(DatabaseAway):
        await postgres.write(keep_and_be_cut)
    with pytest.raises(DatabaseAway):
        await postgres.read(lambda tx: tx.execute(_CUT))
    assert await count(postgres) == 0
    await postgres.write(keep, "a")
    assert await count(postgres) == 1


async def test_a_server_that_is_not_there_is_away(postgres_server: PostgresServer, tmp_path: object) -> None:
    for url in (
        f"postgresql://postgres:@/postgres?host={tmp_path}",
        postgres_server.url("never_made"),
        postgres_server.url("postgres").replace("postgres:@", "stranger:@"),
        "postgresql://postgres@127.0.0.1:1/postgres",
    ):
        db = open_database(url)
        with pytest.raises(DatabaseAway):
            await db.write(keep, "a")
        with pytest.raises(DatabaseAway):
            await count(db)
        await db.close()


async def test_a_refusal_and_a_bug_undo_the_whole_act(postgres: Database) -> None:
    def refuse(tx: WriteTx) -> None:
        keep(tx, "a")
        raise Refused()

    def twice(tx: WriteTx) -> None:
        keep(tx, "b")
        keep(tx, "b")

    with pytest.raises(Refused):
        await postgres.write(refuse)
    with pytest.raises(DBAPIError, match="pk_pictures"):
        await postgres.write(twice)
    assert await count(postgres) == 0


async def test_acts_in_each_others_way_are_run_again(postgres: Database) -> None:
    for key in "ab":
        await postgres.write(keep, key)
    runs: list[str] = []
    both = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()

    def lock_both(tx: WriteTx, name: str, first: str, then: str) -> None:
        runs.append(name)
        lock_first = first if runs.count(name) == 1 else "a"  # and is not in the other's way again
        tx.execute(text(f"SELECT 1 FROM pictures WHERE key = '{lock_first}' FOR UPDATE"))
        if runs.count(name) == 1:
            waiting = asyncio.run_coroutine_threadsafe(both.wait(), loop)
            while not waiting.done():
                tx.value(text("SELECT 1"))  # the loop goes on meanwhile
        tx.execute(text(f"UPDATE pictures SET at = at + 1 WHERE key = '{then}'"))

    await asyncio.gather(
        postgres.write(lock_both, "one", "a", "b"),
        postgres.write(lock_both, "other", "b", "a"),
    )
    assert len(runs) > 2
    assert await postgres.read(lambda tx: tx.all(text("SELECT at FROM pictures"))) == [(1,), (1,)]


async def test_acts_that_stay_in_each_others_way_are_a_database_away(postgres: Database) -> None:
    runs = 0

    def always_refused(tx: WriteTx) -> None:
        nonlocal runs
        runs += 1
        tx.execute(text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"))

    with pytest.raises(DatabaseAway):
        await postgres.write(always_refused)
    assert runs == 5


async def test_an_act_waits_three_seconds_for_a_lock_at_most(postgres_url: str) -> None:
    db = Postgres(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    assert await db.read(lambda tx: tx.value(text("SHOW lock_timeout"))) == "3s"
    assert await db.read(lambda tx: tx.value(text("SHOW transaction_isolation"))) == "repeatable read"
    assert await db.read(lambda tx: tx.value(text("SHOW transaction_read_only"))) == "on"
    assert await db.write(lambda tx: tx.value(text("SHOW synchronous_commit"))) == "on"
    await db.close()
