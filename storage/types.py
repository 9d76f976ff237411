"""Column types both databases take: STRICT SQLite knows INTEGER and TEXT only, PostgreSQL's Integer has 32 bits."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, Integer, Text, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

#: Ids, chats, money in minor units.
Whole = BigInteger().with_variant(Integer(), "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To microseconds; a naive datetime is a bug and raises TypeError."""
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Back to an aware datetime."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Span(TypeDecorator[timedelta]):
    """A length of time, kept as whole seconds."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """To seconds."""
        return None if value is None else int(value.total_seconds())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> timedelta | None:
        """Back to a timedelta."""
        return None if value is None else timedelta(seconds=value)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Whole
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """To 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        """Back to a bool."""
        return None if value is None else bool(value)


#: "Yes" and words are written into a statement, not bound: a partial index is found only by the words it was made with.
YES: ColumnElement[bool] = literal_column("1", Flag())
NO: ColumnElement[bool] = literal_column("0", Flag())


def word(value: str) -> ColumnElement[str]:
    """A word of the schema, such as a state, written into a statement."""
    if not value.isidentifier():
        raise ValueError(value)
    return literal_column(f"'{value}'", Text())


class DatabaseNow(ColumnElement[int]):
    """The database's own clock, in microseconds since 1970: the same for whoever asks."""

    inherit_cache = True
    type = Whole


@compiles(DatabaseNow, "postgresql")
def _postgres_now(*_: object, **__: object) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"


@compiles(DatabaseNow, "sqlite")
def _sqlite_now(*_: object, **__: object) -> str:
    return "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
