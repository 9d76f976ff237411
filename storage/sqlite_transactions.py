"""The transactions of SQLite: prepared statements on the driver's own connection, an act's and a read's."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_

from bot.domain.errors import DatabaseAway
from storage.bulk import bulk, sizes
from storage.database import Facts, ReadTx, WriteTx
from storage.prepared import Prepared, prepare

_NO_FACTS: Facts = {}


class _Prepared(ReadTx):
    """The same as every ReadTx, several times as fast. SQL in text that names no columns goes the long way."""

    __slots__ = ()

    def first(self, statement: Executable, facts: Facts | None = None) -> Any:
        """The first row, or None."""
        prepared = prepare(statement, facts or _NO_FACTS)
        if not prepared.names_columns:
            return super().first(statement, facts)
        rows = self._rows(prepared, facts)
        return prepared.row(rows[0]) if rows else None

    def all(self, statement: Executable, facts: Facts | None = None) -> Any:
        """Every row."""
        prepared = prepare(statement, facts or _NO_FACTS)
        if not prepared.names_columns:
            return super().all(statement, facts)
        return [prepared.row(raw) for raw in self._rows(prepared, facts)]

    def value(self, statement: Executable, facts: Facts | None = None) -> Any:
        """The first column of the first row, or None."""
        prepared = prepare(statement, facts or _NO_FACTS)
        rows = self._rows(prepared, facts)
        return prepared.row(rows[0])[0] if rows else None

    def _rows(self, prepared: Prepared, facts: Facts | None) -> list[tuple[Any, ...]]:
        raise NotImplementedError


class SqliteReadTx(_Prepared):
    """A read over aiosqlite: one step into its thread for a whole statement, where SQLAlchemy needs three."""

    __slots__ = ("_driver",)

    def __init__(self, connection: Connection, driver: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self._driver = driver

    def _rows(self, prepared: Prepared, facts: Facts | None) -> list[tuple[Any, ...]]:
        values = prepared.values(facts or _NO_FACTS)
        try:
            return list(await_(self._rows_of(prepared.sql, values)))
        except sqlite3.Error as error:
            raise _wrapped(prepared, error) from error
        except ValueError as error:  # how aiosqlite says that its connection is closed
            raise DatabaseAway("read") from error

    async def _rows_of(self, sql: str, values: list[Any]) -> Any:
        return await self._driver.execute_fetchall(sql, values)


class SqliteTx(_Prepared, WriteTx):
    """An act's transaction, in the writer's thread."""

    __slots__ = ("_driver",)

    def __init__(self, connection: Connection, driver: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._driver = driver

    def run(self, statement: Executable, facts: Facts | Sequence[Facts]) -> int:
        """Run a statement once or for each of many facts; how many rows it touched."""
        each = facts if isinstance(facts, Mapping) else facts[0]
        prepared = prepare(statement, each)
        if isinstance(facts, Mapping):
            return self._run(prepared, facts).rowcount
        return self._run_each(prepared, facts)

    def _rows(self, prepared: Prepared, facts: Facts | None) -> list[tuple[Any, ...]]:
        return self._run(prepared, facts or _NO_FACTS).fetchall()

    def _run(self, prepared: Prepared, facts: Facts) -> sqlite3.Cursor:
        values = prepared.values(facts)
        try:
            return self._driver.execute(prepared.sql, values)
        except sqlite3.Error as error:
            raise _wrapped(prepared, error) from error

    def _run_each(self, prepared: Prepared, facts: Sequence[Facts]) -> int:
        rows = [prepared.values(each) for each in facts]
        try:
            return sum(self._run_some(prepared, rows[at : at + size]) for at, size in sizes(len(rows)))
        except sqlite3.Error as error:
            raise _wrapped(prepared, error) from error

    def _run_some(self, prepared: Prepared, rows: list[list[Any]]) -> int:
        sql = bulk(prepared.sql, len(rows))
        if sql is None:
            return self._driver.executemany(prepared.sql, rows).rowcount
        return self._driver.execute(sql, [value for row in rows for value in row]).rowcount


def _wrapped(prepared: Prepared, error: sqlite3.Error) -> BaseException:
    """The driver's error as SQLAlchemy would have raised it, without the facts."""
    return DBAPIError.instance(prepared.sql, None, error, sqlite3.Error, hide_parameters=True)
