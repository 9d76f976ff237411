"""Every statement of storage, with facts of the right kind, explained by the database that would run it."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Delete, Executable, Select, Update, event
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import Text

import storage
from storage.database import WriteTx
from storage.types import Flag, Instant, Span

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


def every_statement() -> Iterator[tuple[str, Executable]]:
    """Each statement in a module of storage that says what its facts are, by its name. Others are SQL by hand."""
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        if not module.ispkg:
            for name, value in vars(importlib.import_module(module.name)).items():
                for place, statement in enumerate(value if isinstance(value, tuple) else (value,)):
                    if isinstance(statement, Select | Update | Delete):
                        yield f"{module.name.removeprefix('storage.')}.{name}{place or ''}", statement


def plan(tx: WriteTx, statement: Executable) -> str:
    """How the database would run a statement. Raises what running it raises for words and types that don't fit."""
    connection = tx.connection
    dialect = connection.dialect.name
    if dialect == "postgresql":  # small tables are read whole; a plan for any facts, not for these
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")

    def explain(_: Connection, cursor: Any, sql: str, facts: Any, context: Any, many: bool) -> tuple[str, Any]:
        return _EXPLAIN[dialect] + sql, facts

    event.listen(connection, "before_cursor_execute", explain, retval=True)
    try:
        result = connection.execute(statement, _facts(connection, statement))
        return "\n".join(str(row) for row in result.cursor.fetchall())
    finally:
        event.remove(connection, "before_cursor_execute", explain)


def _facts(connection: Connection, statement: Executable) -> dict[str, object]:
    """Facts for every place that is bound, whatever the statement would put there: a plan must not hang on it."""
    compiled = statement.compile(dialect=connection.dialect)  # type: ignore[attr-defined]
    return {name: _fact(bound) for name, bound in compiled.binds.items()}


def _fact(bound: BindParameter[Any]) -> object:
    match bound.type:
        case Instant():
            one: object = datetime(2026, 11, 27, 12, tzinfo=UTC)
        case Span():
            one = timedelta(hours=1)
        case Flag():
            one = True
        case Text():
            one = "x"
        case _:
            one = 1
    return [one] if bound.expanding else one
