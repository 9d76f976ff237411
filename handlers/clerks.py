"""Files are made beside the updates: a large one takes longer than a handler may, and nobody else waits for it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.tasks import Nursery

#: Files that wait to be made, those that are being made among them: each holds a file on the disk and one in memory.
AT_ONCE = 8


class Clerk:
    """Makes files one at a time, and one for each person. A file that was not done at a stop is not made later."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._turn = asyncio.Lock()
        self._for: set[int] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a file is being made."""
        return bool(self._for)

    def takes(self, person: int) -> bool:
        """Whether a file can be made for somebody now."""
        return person not in self._for and len(self._for) < AT_ONCE

    def make(self, person: int, file: Coroutine[Any, Any, None]) -> None:
        """Make a file for somebody for whom `takes` said yes."""
        self._for.add(person)
        self._nursery.start(self._made(person, file), name="file", vital=False)

    async def _made(self, person: int, file: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._turn:
                await file
        finally:
            self._for.discard(person)
            file.close()
