"""Named places in the running bot at which a process can be killed; the product knows nothing of them.

`wrap` puts them around the product's own seams, in a process that is made to be killed.
"""

import functools
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import sqlalchemy

import bot.app
from bot.delivery.request import AiohttpRequest
from bot.delivery.telegram import Mouth
from bot.delivery.worker import Worker
from bot.domain.trades import Trade
from bot.gateways.calls import Calls
from bot.intake.doors import Door
from bot.intake.polling import Polling
from bot.services import act, gateways
from storage import migrating, requests, sqlite_connections
from storage.postgres import Postgres
from storage.sqlite import Sqlite

_STATEMENTS = {"BEGIN IMMEDIATE": "begin", "COMMIT": "commit", "SAVEPOINT act": "savepoint", "RELEASE act": "release"}


class Failpoints:
    """Counts who passes where, and kills the process at the passage it is armed for."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._name = ""
        self._left = 0

    def arm(self, name: str, passage: int = 1) -> None:
        """Kill at the n-th passage from now on; an empty name disarms."""
        self._name, self._left = name, passage

    def passes(self, name: str) -> None:
        """Somebody is here. A real SIGKILL: nothing is flushed, no `finally` runs."""
        self.seen[name] += 1
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def wrap(points: Failpoints) -> None:
    """Put the failpoints around commits, acts, sends, answers, acknowledgements, start-up and migrations."""
    _around(points, AiohttpRequest, "do_request", lambda self, url, *_, **__: f"call.{url.rpartition('/')[2]}")
    _around(points, Mouth, "post", lambda *_, **__: "post")
    _around(points, Mouth, "edit", lambda *_, **__: "edit")
    _around(points, Door, "admit", lambda *_, **__: "update")
    _around(points, Polling, "_work_off", lambda self, batch: "batch" if batch else "")
    _around(points, Worker, "_recover", lambda *_: "recovery")
    _around(points, bot.app, "migrate", lambda *_: "migrate")
    _around(points, Calls, "__call__", _asked_of_alipay)
    for database in (Sqlite, Postgres):
        _around_writes(points, database)
    _around_sqlite(points, sqlite_connections, "")
    _around_sqlite(points, migrating, "migrate.")


def _asked_of_alipay(self: Calls, method: str, url: str, headers: Any, body: bytes = b"") -> str:
    """`gateway.precreate`, `gateway.query`, … around a call to Alipay."""
    return f"gateway.{parse_qs(body.decode())['method'][0].rpartition('.')[2]}"


def _around(points: Failpoints, owner: Any, method: str, name_of: Callable[..., str]) -> None:
    original = getattr(owner, method)

    @functools.wraps(original)
    async def passed(*args: Any, **kwargs: Any) -> Any:
        name = name_of(*args, **kwargs)
        if not name:
            return await original(*args, **kwargs)
        points.passes(f"{name}.before")
        answer = await original(*args, **kwargs)
        points.passes(f"{name}.after")
        return answer

    setattr(owner, method, passed)


def _around_writes(points: Failpoints, database: Any) -> None:
    """`write.<act or function>`: before it is queued, inside its transaction, and after it was answered."""
    original = database.write

    async def write(self: Any, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        what = args[0].name if fn is act._run else f"{fn.__module__.rpartition('.')[2]}.{fn.__name__}"

        def inside(*of: Any, **named: Any) -> Any:
            answer = fn(*of, **named)
            points.passes(f"write.{what}.inside")
            return answer

        points.passes(f"write.{what}.before")
        answer = await original(self, inside, *args, **kwargs)
        points.passes(f"write.{what}.after")
        return answer

    database.write = write


def _around_sqlite(points: Failpoints, module: Any, prefix: str) -> None:
    """`begin`, `commit`, `savepoint`, `release` of the writer, and each statement of a migration."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *args: Any) -> "Cursor":
            super().execute(sql, *args)
            points.passes(f"{prefix}statement")
            return self

    class Connection(sqlite3.Connection):
        def cursor(self, *args: Any) -> sqlite3.Cursor:
            return super().cursor(Cursor) if prefix else super().cursor(*args)

        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            name = _STATEMENTS.get(sql)
            if name is None:
                return super().execute(sql, *args)
            points.passes(f"{prefix}{name}.before")
            answer = super().execute(sql, *args)
            points.passes(f"{prefix}{name}.after")
            return answer

        def commit(self) -> None:
            points.passes(f"{prefix}commit.before")
            super().commit()
            points.passes(f"{prefix}commit.after")

    def create_engine(*args: Any, connect_args: dict[str, Any], **kwargs: Any) -> sqlalchemy.Engine:
        return sqlalchemy.create_engine(*args, connect_args={**connect_args, "factory": Connection}, **kwargs)

    module.create_engine = create_engine


# What the product must not be: variants with one guard taken out. A harness that passes them proves nothing.


def acknowledge_first() -> None:
    """The offset moves, and Telegram is told so, before anything of the batch is done."""
    work_off = Polling._work_off

    async def hasty(self: Polling, batch: list[dict[str, Any]]) -> None:
        if batch:
            self._offset = batch[-1]["update_id"] + 1
            await self._confirm()
        await work_off(self, batch)

    Polling._work_off = hasty  # type: ignore[method-assign]


def forgetful() -> None:
    """A request id is never found again."""
    claim = requests.claim

    def never(*args: Any) -> None:
        claim(*args)

    requests.claim = never  # type: ignore[assignment]


def another_number() -> None:
    """A refund has another number each time it is asked for."""
    Trade.refund_number = property(lambda self: f"{self.number}R{os.urandom(4).hex()}")  # type: ignore[assignment,method-assign]


def no_lease() -> None:
    """Who takes a trade and dies has taken it for good."""
    gateways.LEASE = timedelta(days=10_000)


VARIANTS: dict[str, Callable[[], None]] = {
    "acknowledge first": acknowledge_first,
    "forgetful": forgetful,
    "another number": another_number,
    "no lease": no_lease,
}
