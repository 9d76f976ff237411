"""The clock that is handed to everything that asks what time it is: the system's, a shifted one, or one that stands."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import aiohttp
import structlog

log = structlog.get_logger(__name__)

_WAIT_S = 25.0
_PAUSE_S = 1.0


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()


class ShiftedClock:
    """The time of this machine, moved forward: the demo's time machine."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self._shift_s = 0.0
        self._told: list[Callable[[], object]] = []

    def now(self) -> datetime:
        """This instant, in UTC, with the shift."""
        return self._system.now() + timedelta(seconds=self._shift_s)

    def monotonic(self) -> float:
        """Seconds since some moment, with the shift."""
        return self._system.monotonic() + self._shift_s

    def on_shift(self, callback: Callable[[], object]) -> None:
        """Call this after every shift: whoever waits for a deadline looks again."""
        self._told.append(callback)

    def shift(self, seconds: float) -> None:
        """Move time forward. Raises ValueError: it never goes back."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self.shift_to(self._shift_s + seconds)

    def shift_to(self, shift_s: float) -> None:
        """Be so many seconds ahead of this machine."""
        self._shift_s = shift_s
        for callback in self._told:
            callback()


class FollowedClock(ShiftedClock):
    """The clock of a sandbox in another process on this machine, followed over HTTP."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._url = f"{base_url.rstrip('/')}/sim/clock"
        self._seen: int | None = None

    async def catch_up(self) -> None:
        """Take the sandbox's time once, before anything starts. Raises aiohttp.ClientError: it is not there."""
        async with aiohttp.ClientSession() as session:
            await self._ask(session, wait_s=0)

    async def follow(self) -> None:
        """Follow every shift, for ever; while the sandbox is away the clock goes on with the shift it has."""
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    await self._ask(session, wait_s=_WAIT_S)
                except (aiohttp.ClientError, TimeoutError) as error:
                    log.warning("clock.sandbox_away", error=type(error).__name__)
                    await asyncio.sleep(_PAUSE_S)

    async def _ask(self, session: aiohttp.ClientSession, *, wait_s: float) -> None:
        asked = {} if self._seen is None else {"seen": str(self._seen), "wait_s": f"{wait_s:g}"}
        limit = aiohttp.ClientTimeout(total=wait_s + 10)
        async with session.get(self._url, params=asked, timeout=limit, raise_for_status=True) as answer:
            told: dict[str, Any] = await answer.json()
        if told["version"] != self._seen:  # told at once: the sandbox waits until its followers ask again
            self._seen = told["version"]
            self.shift_to(float(told["shift_s"]))


class StandingClock:
    """A clock for tests: it stands until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)) -> None:
        if at.tzinfo is None:
            raise ValueError("an instant needs its zone")
        self._now = at.astimezone(UTC)
        self._monotonic = 1_000.0
        self._told: list[Callable[[], object]] = []

    def now(self) -> datetime:
        """The instant it stands at, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds moved so far."""
        return self._monotonic

    def on_shift(self, callback: Callable[[], object]) -> None:
        """Call this after every move."""
        self._told.append(callback)

    def moves(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes. Raises ValueError: it never goes back."""
        passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self.moves_to(self._now + passed)

    def moves_to(self, instant: datetime) -> None:
        """It is this instant now. Raises ValueError: it never goes back."""
        passed = instant - self._now
        if passed < timedelta(0):
            raise ValueError("time only moves forward")
        self._now = instant.astimezone(UTC)
        self._monotonic += passed.total_seconds()
        for callback in self._told:
            callback()
