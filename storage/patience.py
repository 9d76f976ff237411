"""How long an update can wait for the database: less than its handler may take, whatever it waits for.

A connection, a lock, the server, SQLite's writer: one end for all of them. Who isn't asked for by an update, a tick or
an export, waits as long as it must.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar

from bot.domain.errors import DatabaseLate

_patience: ContextVar["Patience | None"] = ContextVar("patience", default=None)


class Patience:
    """One update's; over when the update is worked off, also for what it has started and that goes on without it."""

    __slots__ = ("has_written", "is_over", "until", "was_cut")

    def __init__(self, until: float) -> None:
        """`until`: when it ends, in the loop's seconds."""
        self.until = until
        self.is_over = False
        #: Whether something of the database was broken off from outside while it was under way.
        self.was_cut = False
        #: Whether an act was committed: the database is at work.
        self.has_written = False


@contextlib.contextmanager
def patience(seconds: float) -> Iterator[Patience]:
    """So long everything in here may wait for the database, all together."""
    ours = Patience(asyncio.get_running_loop().time() + seconds)
    token = _patience.set(ours)
    try:
        yield ours
    finally:
        ours.is_over = True
        _patience.reset(token)


@contextlib.asynccontextmanager
async def in_time(*, writes: bool = False) -> AsyncIterator[None]:
    """One read or act of the database. Raises DatabaseLate when the patience of the update ends first."""
    ours = _patience.get()
    if ours is None or ours.is_over:
        yield
        return
    end = asyncio.timeout_at(ours.until)
    try:
        async with end:
            yield
        ours.has_written |= writes
    except asyncio.CancelledError:
        ours.was_cut = True
        raise
    except TimeoutError as error:
        if not end.expired():
            raise
        raise DatabaseLate from error
