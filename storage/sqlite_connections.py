"""Connections to a SQLite file: one that writes, some that read; and what their errors mean."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import await_

from storage.database import ReadTx
from storage.sqlite_transactions import SqliteReadTx

#: Pages of the file that the writer keeps at hand, in kB: what a join touches stays there, however much lies around it.
CACHE_KB = 16_384
#: Pages in the write-ahead log (16 MB) before they are copied into the file: what many joins touch is copied once.
CHECKPOINT_AFTER = 4_000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    f"PRAGMA cache_size=-{CACHE_KB}",
    f"PRAGMA wal_autocheckpoint={CHECKPOINT_AFTER}",
)
#: Results of SQLite that mean the data can't be had now; any other error is a bug in one act.
_AWAY = frozenset(
    {
        sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB,
    }
)  # fmt: skip


def is_away(error: BaseException) -> bool:
    """Whether an error says that the data can't be had now; any other is a bug in one act."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & 0xFF in _AWAY


def writer(path: Path) -> Connection:
    """The one connection that writes."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        hide_parameters=True,  # people's names and accounts are in them
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def _(driver: sqlite3.Connection, record: object) -> None:
        for pragma in _PRAGMAS:
            answer = driver.execute(pragma).fetchone()
            if pragma == _PRAGMAS[0] and answer != ("wal",):
                raise sqlite3.OperationalError("no write-ahead log on this file system")

    return engine.connect()


def readers(path: Path) -> AsyncEngine:
    """Connections that can only read, a snapshot a transaction."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"}),
        hide_parameters=True,
        pool_size=4,
        max_overflow=4,
        connect_args={"isolation_level": None},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _(driver: Any, record: object) -> None:
        cursor = driver.cursor()
        cursor.execute("PRAGMA query_only=ON")
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _(connection: Connection) -> None:
        await_(_driver(connection).execute_fetchall("BEGIN"))

    return engine


def reading(connection: Connection) -> ReadTx:
    """A snapshot on a connection that can only read."""
    connection.begin()
    return SqliteReadTx(connection, _driver(connection))


def _driver(connection: Connection) -> aiosqlite.Connection:
    driver: aiosqlite.Connection = connection.connection.driver_connection  # type: ignore[assignment]  # as the engine says
    return driver
