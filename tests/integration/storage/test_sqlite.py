"""SQLite: one writer, groups, savepoints, snapshots; what a fault of the disk or of an act leaves behind."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseAway, DomainError
from storage.database import ReadTx, WriteTx
from storage.locks import AnotherProcess
from storage.sqlite import GROUP, Sqlite

_KEEP = text("INSERT INTO pictures (key, file_id, at) VALUES (:key, :file_id, 0)")
_COUNT = text("SELECT count(*) FROM pictures")


class Refused(DomainError):
    """A rule said no."""


def keep(tx: WriteTx, key: str, size: int = 1) -> None:
    """Write one row."""
    tx.execute(_KEEP, {"key": key, "file_id": "x" * size})


def keep_and_refuse(tx: WriteTx, key: str) -> None:
    """Write one row, then say no."""
    keep(tx, key)
    raise Refused()


def count(tx: ReadTx) -> int:
    """How many rows there are."""
    return int(tx.value(_COUNT))


def pragma(tx: ReadTx, name: str) -> object:
    """What a connection is set to."""
    return tx.value(text(f"PRAGMA {name}"))


class Watched:
    """A database whose commits are counted."""

    def __init__(self, path: Path) -> None:
        self.groups: list[int] = []
        self.path = path
        self.db = Sqlite(path, on_group=self.groups.append)

    async def held_up(self) -> threading.Event:
        """Keep the writer busy until the event is set: what is written meanwhile queues up."""
        begun, go_on = threading.Event(), threading.Event()

        def wait(tx: WriteTx) -> None:
            begun.set()
            go_on.wait(10)

        self.waiting = asyncio.gather(self.db.write(wait))
        await asyncio.to_thread(begun.wait, 10)
        return go_on

    async def commits(self, first: int) -> list[int]:
        """How many acts each of the first commits held."""
        await self.db.write(count)  # who is answered may be ahead of the count of their own commit
        return self.groups[:first]

    def from_outside(self, sql: str) -> list[tuple[object, ...]]:
        """What another connection sees: only what was committed."""
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture
async def watched(sqlite_url: str) -> AsyncIterator[Watched]:
    """A migrated database whose commits are counted."""
    opened = Watched(Path(sqlite_url.removeprefix("sqlite:///")))
    yield opened
    await opened.db.close()


async def test_the_writer_survives_a_power_cut_and_keeps_what_it_is_told(watched: Watched) -> None:
    found = {name: await watched.db.write(pragma, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert await watched.db.write(pragma, "busy_timeout") == 5000
    assert await watched.db.write(pragma, "trusted_schema") == 0


async def test_what_has_queued_up_is_one_commit(watched: Watched) -> None:
    go_on = await watched.held_up()
    writes = asyncio.gather(*(watched.db.write(keep, f"{n}") for n in range(GROUP + 5)))
    await asyncio.sleep(0)
    go_on.set()
    await writes
    await watched.waiting
    assert await watched.commits(3) == [1, GROUP, 5]


async def test_nobody_is_answered_before_the_commit(watched: Watched) -> None:
    await watched.db.write(keep, "a")
    assert watched.from_outside("SELECT count(*) FROM pictures") == [(1,)]


async def test_a_refusal_undoes_only_itself(watched: Watched) -> None:
    go_on = await watched.held_up()
    acts = [watched.db.write(keep, "a"), watched.db.write(keep_and_refuse, "b"), watched.db.write(keep, "c")]
    writes = asyncio.gather(*acts, return_exceptions=True)
    await asyncio.sleep(0)
    go_on.set()
    first, refusal, last = await writes
    await watched.waiting
    assert (first, type(refusal), last) == (None, Refused, None)
    assert await watched.commits(2) == [1, 3]
    assert watched.from_outside("SELECT key FROM pictures ORDER BY key") == [("a",), ("c",)]


async def test_a_bug_undoes_only_itself_and_the_writer_goes_on(watched: Watched) -> None:
    def wrong_statement(tx: WriteTx) -> None:
        keep(tx, "b")
        tx.execute(text("SELECT nothing FROM nowhere"))

    def twice(tx: WriteTx) -> None:
        keep(tx, "c")
        keep(tx, "c")

    def nothing_next(tx: WriteTx) -> None:
        keep(tx, "d")
        next(iter(()))

    go_on = await watched.held_up()
    acts = [watched.db.write(fn) for fn in (wrong_statement, twice, nothing_next)]
    writes = asyncio.gather(*acts, watched.db.write(keep, "a"), return_exceptions=True)
    await asyncio.sleep(0)
    go_on.set()
    *bugs, kept = await writes
    await watched.waiting
    assert [type(bug).__name__ for bug in bugs] == ["OperationalError", "IntegrityError", "RuntimeError"]
    assert kept is None
    assert watched.from_outside("SELECT key FROM pictures") == [("a",)]
    assert await watched.db.write(count) == 1


async def test_a_commit_that_fails_is_nobodys_act(watched: Watched) -> None:
    def dangle(tx: WriteTx) -> None:
        tx.execute(text("PRAGMA defer_foreign_keys = ON"))
        tx.execute(text("INSERT INTO leaders VALUES (7, 7, 1, 0, 'none')"))

    go_on = await watched.held_up()
    acts = [watched.db.write(keep, "a"), watched.db.write(dangle), watched.db.write(keep_and_refuse, "b")]
    writes = asyncio.gather(*acts, return_exceptions=True)
    await asyncio.sleep(0)
    go_on.set()
    assert [type(answer) for answer in await writes] == [DatabaseAway] * 3
    await watched.waiting
    assert watched.from_outside("SELECT count(*) FROM pictures") == [(0,)]
    await watched.db.write(keep, "a")
    assert watched.from_outside("SELECT count(*) FROM pictures") == [(1,)]


async def test_a_full_disk_acknowledges_nothing_and_goes_on_when_there_is_room(watched: Watched) -> None:
    pages = int(str(await watched.db.write(pragma, "page_count")))
    await watched.db.write(pragma, f"max_page_count = {pages}")
    answers = await asyncio.gather(*(watched.db.write(keep, f"{n}", 50_000) for n in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseAway] * 3
    assert watched.from_outside("SELECT count(*) FROM pictures") == [(0,)]
    await watched.db.write(pragma, "max_page_count = 1000000")
    await watched.db.write(keep, "a", 50_000)
    assert watched.from_outside("SELECT count(*) FROM pictures") == [(1,)]


async def test_a_file_that_may_only_be_read_is_away_for_the_whole_group(watched: Watched) -> None:
    def keep_where_nothing_may_be_written(tx: WriteTx) -> None:
        tx.execute(text("PRAGMA query_only = 1"))
        keep(tx, "b")

    go_on = await watched.held_up()
    acts = [watched.db.write(keep, "a"), watched.db.write(keep_where_nothing_may_be_written)]
    writes = asyncio.gather(*acts, return_exceptions=True)
    await asyncio.sleep(0)
    go_on.set()
    assert [type(answer) for answer in await writes] == [DatabaseAway] * 2
    await watched.waiting
    driver = watched.db._connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA query_only = 0")  # the writer rests meanwhile
    await watched.db.write(keep, "a")
    assert watched.from_outside("SELECT key FROM pictures") == [("a",)]


async def test_a_database_that_another_one_holds_is_away_until_it_is_let_go(watched: Watched) -> None:
    await watched.db.write(pragma, "busy_timeout = 1")
    other = sqlite3.connect(watched.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway):
        await watched.db.write(keep, "a")
    other.execute("ROLLBACK")
    other.close()
    await watched.db.write(keep, "a")


async def test_a_closed_database_is_away_and_leaves_nobody_waiting(sqlite_url: str) -> None:
    db = Sqlite(Path(sqlite_url.removeprefix("sqlite:///")))
    kept = asyncio.gather(*(db.write(keep, f"{n}") for n in range(5)))
    await asyncio.sleep(0)
    await db.close()
    await kept
    with pytest.raises(DatabaseAway):
        await db.write(keep, "late")


async def test_who_waits_no_more_does_not_hold_up_the_others(watched: Watched) -> None:
    go_on = await watched.held_up()
    gone, stays = asyncio.gather(watched.db.write(keep, "a")), asyncio.gather(watched.db.write(keep, "b"))
    await asyncio.sleep(0)
    gone.cancel()
    go_on.set()
    await stays
    await watched.waiting
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await watched.db.read(count) == 2


async def test_a_second_opening_is_refused_in_this_process_too(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    first = Sqlite(path)
    with pytest.raises(AnotherProcess):
        Sqlite(path)
    await first.close()
    await _open_and_close(path)


_OPEN_AND_WAIT = """
import asyncio, sys
from pathlib import Path
from storage.sqlite import Sqlite
async def main():
    Sqlite(Path(sys.argv[1]))
    sys.stdout.write("open\\n"); sys.stdout.flush()
    sys.stdin.read(1)
asyncio.run(main())
"""


def test_a_second_process_is_kept_out_until_the_first_is_killed(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with subprocess.Popen(
        [sys.executable, "-c", _OPEN_AND_WAIT, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(AnotherProcess):
            Sqlite(Path(path))
        other.kill()
    asyncio.run(_open_and_close(Path(path)))


async def _open_and_close(path: Path) -> None:
    await Sqlite(path).close()


async def test_a_path_may_hold_any_letter(tmp_path: Path) -> None:
    db = Sqlite(tmp_path / "a b?c#d%20e.db")
    await db.write(lambda tx: tx.execute(text("CREATE TABLE pictures (key TEXT, file_id TEXT, at INTEGER) STRICT")))
    await db.write(keep, "a")
    assert await db.read(count) == 1
    await db.close()


def test_a_file_that_is_no_database_is_away(tmp_path: Path) -> None:
    path = tmp_path / "kaituan.db"
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(DatabaseAway):
        Sqlite(path)
    (tmp_path / "blocked").write_text("")
    with pytest.raises(DatabaseAway):
        Sqlite(tmp_path / "blocked" / "kaituan.db")
