"""PostgreSQL: one transaction per act over a pool; any number of replicas.

A COMMIT whose answer was lost may have happened: that is DatabaseAway, the update comes again and finds its request id.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import DatabaseAway, DatabaseLate
from storage.database import ReadTx, WriteTx
from storage.patience import in_time

P = ParamSpec("P")
T = TypeVar("T")

#: Serialisation failure, deadlock, lock not available: nothing has happened, the same act may run again.
_RUN_AGAIN = frozenset({"40001", "40P01", "55P03"})
_TRIES = 5
#: Seconds until a connection is there: one that is free, or a new one.
_CONNECTED_WITHIN = 5.0
#: Classes of SQLSTATE that mean the server is not to be had: connection, log-in, resources, operator, I/O, read-only.
_AWAY = ("08", "28", "3D", "53", "57", "58", "25006")
_FAILURES = (DBAPIError, OSError, NoConnectionFree)


class Postgres:
    """PostgreSQL behind `postgresql+asyncpg://…`."""

    is_shared = True

    def __init__(self, url: str, *, pool: int = 8) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool,
            max_overflow=pool,
            pool_timeout=_CONNECTED_WITHIN,
            pool_pre_ping=True,
            hide_parameters=True,  # people's names and accounts are in them
            connect_args={
                "server_settings": {"lock_timeout": "3000", "timezone": "UTC"},
                "timeout": _CONNECTED_WITHIN,
            },
        )
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def read(self, fn: Callable[Concatenate[ReadTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function over one snapshot."""
        try:
            async with in_time(), self._reader.connect() as connection:
                return await connection.run_sync(lambda sync: fn(ReadTx(sync), *args, **kwargs))
        except _FAILURES as error:
            raise_away(error)
            raise

    async def write(self, fn: Callable[Concatenate[WriteTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in one transaction; run again only when the server says that nothing happened."""
        async with in_time(writes=True):
            for _ in range(_TRIES):
                try:
                    return await self._once(fn, *args, **kwargs)
                except DBAPIError as error:
                    if _state(error) not in _RUN_AGAIN:
                        raise
        raise DatabaseLate(f"{_TRIES} times in each other's way")

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    async def _once(self, fn: Callable[Concatenate[WriteTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            async with self._engine.begin() as connection:
                return await connection.run_sync(lambda sync: fn(WriteTx(sync), *args, **kwargs))
        except _FAILURES as error:
            raise_away(error)
            raise


def _state(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def raise_away(error: Exception) -> None:
    """Raise DatabaseAway for a server that is not to be had; anything else is no concern of this."""
    if not isinstance(error, DBAPIError):
        raise DatabaseAway(type(error).__name__) from error
    unsaid = isinstance(error, InterfaceError | OperationalError) and not _state(error)
    if unsaid or error.connection_invalidated or _state(error).startswith(_AWAY):
        raise DatabaseAway(str(error.orig)) from error
