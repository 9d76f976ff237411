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
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.database import Facts

_DIALECT = dialect(paramstyle="qmark")
_Process = Callable[[Any], Any]


class Prepared:
    """One statement: its SQL, the places of its facts, and how its rows are read."""

    __slots__ = ("_given", "_make", "_read", "_values", "names_columns", "sql")

    def __init__(self, compiled: SQLCompiler, state: ExpandedState, columns: tuple[Column[Any], ...]) -> None:
        self.sql = state.statement
        lists = {each: (name, n) for name, found in state.parameter_expansion.items() for n, each in enumerate(found)}
        places = [(name, *lists.get(name, (name, None))) for name in state.positiontup or ()]
        binds = [(given, place, compiled.binds[name]) for given, name, place in places]
        self._values = [
            None if bind.required else _as_is(_writer(bind.type))(state.parameters[given]) for given, _, bind in binds
        ]
        self._given = [
            (at, bind.key, place, _writer(bind.type)) for at, (_, place, bind) in enumerate(binds) if bind.required
        ]
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
        for at, name, place, write in self._given:
            value = facts[name] if place is None else facts[name][place]
            values[at] = value if write is None else write(value)
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


def prepare(statement: Executable, facts: Facts) -> Prepared:
    """A statement that is given facts of these names; lists among them (IN) by their lengths."""
    names = tuple(facts)
    found = _prepared(statement, names)
    if found is not None:
        return found
    lists = tuple((name, len(value)) for name, value in facts.items() if isinstance(value, (list, tuple)))
    return _expanded(statement, names, lists)


@lru_cache(maxsize=1024)
def _compiled(statement: Executable, names: tuple[str, ...]) -> SQLCompiler:
    compiled: SQLCompiler = statement.compile(dialect=_DIALECT, column_keys=names)  # type: ignore[attr-defined]
    return compiled


@lru_cache(maxsize=1024)
def _prepared(statement: Executable, names: tuple[str, ...]) -> Prepared | None:
    """None where the SQL depends on how long a list is."""
    return None if _compiled(statement, names).post_compile_params else _expanded(statement, names, ())


@lru_cache(maxsize=2048)
def _expanded(statement: Executable, names: tuple[str, ...], lists: tuple[tuple[str, int], ...]) -> Prepared:
    compiled = _compiled(statement, names)
    state = compiled.construct_expanded_state(dict.fromkeys(names) | {name: [None] * length for name, length in lists})
    return Prepared(compiled, state, tuple(getattr(statement, "exported_columns", ())))


def _as_is(write: _Process | None) -> _Process:
    return write or (lambda value: value)


def _writer(of: TypeEngine[Any]) -> _Process | None:
    return of.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reader(of: TypeEngine[Any]) -> _Process | None:
    return of.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
