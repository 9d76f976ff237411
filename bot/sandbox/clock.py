"""The sandbox's time: real time plus a shift that people may push forward."""

import asyncio
from collections.abc import Callable

from bot.sandbox.refusals import DoorError

#: How long pushing the time waits for those who follow it to have seen it, in real seconds.
SEEN_WITHIN = 2.0


class Clock:
    """Virtual time in unix seconds; everything that expires or is limited here asks it."""

    def __init__(self, real_time: Callable[[], float]) -> None:
        self._real_time = real_time
        self._waiting: set[asyncio.Future[None]] = set()
        self._missing = 0
        self._all_back = asyncio.Event()
        self.shift = 0.0
        self.version = 0
        self.on_shift: list[Callable[[], None]] = []

    def now(self) -> float:
        """The sandbox's present moment, in unix seconds."""
        return self._real_time() + self.shift

    def date(self) -> int:
        """The present moment as messages carry it, in whole seconds."""
        return int(self._real_time() + self.shift)

    def advance(self, seconds: float) -> None:
        """Push the time forward and wake whoever follows it."""
        if seconds < 0:
            raise DoorError("time only moves forward")
        self.shift += seconds
        self.version += 1
        self._missing += len(self._waiting)
        self._all_back.clear()
        for follower in self._waiting:
            if not follower.done():
                follower.set_result(None)
        self._waiting.clear()
        for tell in self.on_shift:
            tell()

    async def follow(self, seen: int, wait: float) -> None:
        """Wait until the version is past `seen`, or `wait` real seconds are over."""
        self._count_back(seen)
        if self.version > seen:
            return
        moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(moved)
        try:
            await asyncio.wait_for(moved, wait)
        except TimeoutError:
            return
        finally:
            self._waiting.discard(moved)

    async def seen_by_all(self) -> None:
        """Wait until everybody who was waiting at the last push has asked again, at most two real seconds."""
        if self._missing <= 0:
            return
        try:
            await asyncio.wait_for(self._all_back.wait(), SEEN_WITHIN)
        except TimeoutError:
            self._missing = 0

    def _count_back(self, seen: int) -> None:
        if seen < self.version or self._missing <= 0:
            return
        self._missing -= 1
        if self._missing == 0:
            self._all_back.set()
