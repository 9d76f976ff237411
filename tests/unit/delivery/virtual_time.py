"""A clock that moves only when nobody has anything left to do, and then to the next waking."""

import asyncio
import heapq
from collections.abc import Awaitable
from itertools import count
from typing import Any

_ROUNDS_TO_SETTLE = 12


class VirtualTime:
    """`monotonic` and `sleep` of tests, in seconds."""

    def __init__(self, start: float = 1000.0) -> None:
        self.now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), waking))
        await waking

    async def run(self, *work: Awaitable[Any]) -> list[Any]:
        """Do all of it, moving the clock from waking to waking."""
        together = asyncio.gather(*work)
        while not together.done():
            await _settle()
            if not together.done():
                self._wake_next()
        return together.result()

    def _wake_next(self) -> None:
        at, _, waking = heapq.heappop(self._sleepers)
        self.now = max(self.now, at)
        if not waking.done():
            waking.set_result(None)


async def _settle() -> None:
    for _ in range(_ROUNDS_TO_SETTLE):
        await asyncio.sleep(0)
