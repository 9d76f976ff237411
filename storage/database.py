"""The two ways to the data: read a snapshot, or write an act. Both run plain synchronous functions over a connection.

No `await` can stand inside a transaction, so no network call can.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Row

P = ParamSpec("P")
T = TypeVar("T")
Facts = Mapping[str, Any]


class ReadTx:
    """One snapshot of the data. Can't be passed where something is written."""

    __slots__ = ("connection",)

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def execute(self, statement: Executable, facts: Facts | Sequence[Facts] | None = None) -> CursorResult[Any]:
        """Run a statement of `storage`, once or for each of many facts."""
        return self.connection.execute(statement, facts)

    def first(self, statement: Executable, facts: Facts | None = None) -> Row[Any] | None:
        """The first row, or None."""
        return self.execute(statement, facts).first()

    def all(self, statement: Executable, facts: Facts | None = None) -> Sequence[Row[Any]]:
        """Every row."""
        return self.execute(statement, facts).all()

    def value(self, statement: Executable, facts: Facts | None = None) -> Any:
        """The first column of the first row, or None."""
        return self.execute(statement, facts).scalar()


class WriteTx(ReadTx):
    """One act's transaction: all of it happens, or nothing."""

    __slots__ = ()

    def run(self, statement: Executable, facts: Facts | Sequence[Facts]) -> int:
        """Run a statement once, or for each of many facts; how many rows it touched (-1: the driver doesn't know)."""
        return self.execute(statement, facts).rowcount

    def changed(self, statement: Executable, facts: Facts) -> bool:
        """Run a guarded statement; whether its guard let exactly one row through."""
        return self.run(statement, facts) == 1

    def changed_each(self, statement: Executable, facts: Sequence[Facts]) -> bool:
        """The same for each of many facts; False when a guard held one back."""
        if self.connection.dialect.supports_sane_multi_rowcount:
            return not facts or self.run(statement, facts) == len(facts)
        return all(self.changed(statement, each) for each in facts)


class Database(Protocol):
    """SQLite or PostgreSQL. Both raise DatabaseAway when the data can't be had."""

    @property
    def is_shared(self) -> bool:
        """Whether another process may be at work on the same data."""

    async def read(self, fn: Callable[Concatenate[ReadTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function over one snapshot."""

    async def write(self, fn: Callable[Concatenate[WriteTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in one transaction; it has returned only after its commit."""

    async def close(self) -> None:
        """End what runs, then let go of the data."""
