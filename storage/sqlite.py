"""SQLite: one writer thread over one connection; what has queued up is committed as a group, a savepoint per act.

BEGIN IMMEDIATE, WAL, synchronous=FULL: an act that has been answered survives a power cut. A lock file keeps a second
process out.
"""

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.domain.errors import DatabaseAway
from storage import locks
from storage import sqlite_connections as connections
from storage.database import ReadTx, WriteTx
from storage.patience import in_time
from storage.sqlite_transactions import SqliteTx

P = ParamSpec("P")
T = TypeVar("T")

#: Acts in one commit at most: bounds how long the first of them waits for the last.
GROUP = 128
_CLOSED = "closed"


class _Job:
    """One act that waits for the writer: what to run, and who waits for it."""

    __slots__ = ("answer", "error", "fn", "future", "loop")

    def __init__(self, fn: Callable[[WriteTx], Any]) -> None:
        self.fn = fn
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.answer: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        """Tell who waits, if they still do."""
        if self.future.done():
            return
        if isinstance(self.error, StopIteration):  # a future refuses this one
            self.future.set_exception(RuntimeError("an act ended by StopIteration"))
        elif self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.answer)


class Sqlite:
    """The embedded database in one file."""

    is_shared = False  # the lock file keeps every other process out

    def __init__(self, path: Path, *, on_group: Callable[[int], None] = lambda size: None) -> None:
        """Take the lock, open the writer. Raises AnotherProcess, DatabaseAway."""
        self._lock = locks.take(path)
        self._on_group = on_group
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        try:
            self._connection = connections.writer(path)
        except (sqlite3.Error, DBAPIError) as error:
            self._lock.close()
            raise DatabaseAway(f"cannot open {path.name}") from error
        self._readers = connections.readers(path)
        self._thread = threading.Thread(target=self._serve, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def read(self, fn: Callable[Concatenate[ReadTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function over one snapshot, on a read-only connection."""
        try:
            async with in_time(), self._readers.connect() as connection:
                return await connection.run_sync(lambda sync: fn(connections.reading(sync), *args, **kwargs))
        except (DBAPIError, NoConnectionFree) as error:
            if isinstance(error, NoConnectionFree) or connections.is_away(error):
                raise DatabaseAway("read") from error
            raise

    async def write(self, fn: Callable[Concatenate[WriteTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in the writer; it has returned only after its group's commit."""
        job = _Job(lambda tx: fn(tx, *args, **kwargs))
        with self._door:
            if self._closed:
                raise DatabaseAway(_CLOSED)
            self._jobs.put(job)
        async with in_time(writes=True):
            answer: T = await job.future
        return answer

    async def close(self) -> None:
        """End queued acts, then let go of the file."""
        self._jobs.put(None)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.join)
        await self._readers.dispose()
        self._connection.close()
        self._connection.engine.dispose()
        self._lock.close()

    def _serve(self) -> None:
        try:
            self._work()
        finally:
            self._turn_away()

    def _turn_away(self) -> None:
        """Whatever ended the writer, nobody is left waiting for it."""
        with self._door:
            self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                if (job := self._jobs.get_nowait()) is not None:
                    job.error = DatabaseAway(_CLOSED)
                    _answer([job])

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            with contextlib.suppress(queue.Empty):
                while len(group) < GROUP and (job := self._jobs.get_nowait()) is not None:
                    group.append(job)
            self._commit(group)
            _answer(group)
            self._on_group(len(group))
            if job is None:
                return

    def _commit(self, group: list[_Job]) -> None:
        """Run a group and commit it; when the commit fails, nobody's act has happened."""
        driver: sqlite3.Connection = self._connection.connection.driver_connection  # type: ignore[assignment]
        try:
            driver.execute("BEGIN IMMEDIATE")
            tx = SqliteTx(self._connection, driver)
            for job in group:
                _run(driver, tx, job)
            driver.execute("COMMIT")
        except (sqlite3.Error, DBAPIError) as error:
            _undo(driver)
            for job in group:
                job.error = DatabaseAway(str(error))


def _run(driver: sqlite3.Connection, tx: WriteTx, job: _Job) -> None:
    """One act in its savepoint: a refusal or a bug undoes only itself; a database that is away ends the group."""
    driver.execute("SAVEPOINT act")
    try:
        job.answer = job.fn(tx)
    except BaseException as error:  # handed to who waits for the act
        if connections.is_away(error):
            raise
        job.error = error
        driver.execute("ROLLBACK TO act")
    driver.execute("RELEASE act")


def _undo(driver: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if driver.in_transaction:
            driver.execute("ROLLBACK")


def _answer(group: list[_Job]) -> None:
    """Wake each waiting loop once."""
    for loop in {job.loop for job in group}:
        mine = [job for job in group if job.loop is loop]
        with contextlib.suppress(RuntimeError):  # that loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, mine)


def _settle(group: list[_Job]) -> None:
    for job in group:
        job.settle()
