"""Statements of `storage` as SQLite's driver takes them, compiled once.

What SQLAlchemy does around each execution takes several times what SQLite needs for it, and acts are nothing but
executions. It still writes the SQL, and its types write and read the values; the writer only leaves out the rest.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Executable
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.database import Facts

_DIALECT = dialect(paramstyle="qmark")
_Process = Callable[[Any], Any]


class Prepared:
    """One statement: its SQL, the places of its facts, and how its rows are read."""

    __slots__ = ("_given", "_make", "_read", "_values", "names_columns", "sql")

    def __init__(self, compiled: SQLCompiler, columns: tuple[Column[Any], ...]) -> None:
        self.sql = str(compiled)
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup or ()]
        self._values = [None if bind.required else _as_is(_writer(bind.type))(bind.value) for _, bind in binds]
        self._given = [(place, name, _writer(bind.type)) for place, (name, bind) in enumerate(binds) if bind.required]
        #: False for SQL in text that does not say which columns it gives: its rows have no names here.
        self.names_columns = bool(columns)
        names = [str(column.key) for column in columns]
        named: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its columns are known only here
        self._make = named._make
        readers = [(place, _reader(column.type)) for place, column in enumerate(columns)]
        self._read = [(place, reader) for place, reader in readers if reader is not None]

    def values(self, facts: Facts) -> list[Any]:
        """The facts in the order of the SQL, as the driver takes them. Raises KeyError: one is missing."""
        values = self._values.copy()
        for place, name, write in self._given:
            values[place] = facts[name] if write is None else write(facts[name])
        return values

    def row(self, raw: tuple[Any, ...]) -> Any:
        """A row of the driver with its values read and named."""
        if not self.names_columns:
            return raw
        if not self._read:
            return self._make(raw)
        values = list(raw)
        for place, read in self._read:
            values[place] = read(values[place])
        return self._make(values)


@lru_cache(maxsize=1024)
def prepare(statement: Executable, names: tuple[str, ...]) -> Prepared | None:
    """A statement that is given facts of these names; None where SQLAlchemy must look at the facts themselves (IN)."""
    compiled = statement.compile(dialect=_DIALECT, column_keys=names)  # type: ignore[attr-defined]
    if compiled.post_compile_params:
        return None
    return Prepared(compiled, tuple(getattr(statement, "exported_columns", ())))


def _as_is(write: _Process | None) -> _Process:
    return write or (lambda value: value)


def _writer(of: TypeEngine[Any]) -> _Process | None:
    return of.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reader(of: TypeEngine[Any]) -> _Process | None:
    return of.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
