import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.clock import FollowedClock, SystemClock
from bot.sandbox import Served, serve
from bot.tasks import Nursery


@asynccontextmanager
async def a_sandbox() -> AsyncIterator[Served]:
    served = await serve(0)
    try:
        yield served
    finally:
        await served.stop()


async def advance(url: str, seconds: float) -> None:
    """Push the time as a person does."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/sim/clock", json={"advance_s": seconds}, raise_for_status=True),
    ):
        pass


def shift_of(clock: FollowedClock) -> int:
    return round((clock.now() - SystemClock().now()).total_seconds())


async def test_a_follower_takes_every_push_of_the_sandbox() -> None:
    async with a_sandbox() as served, Nursery() as nursery:
        await advance(served.url, 60)
        clock = FollowedClock(served.url)
        told: asyncio.Queue[int] = asyncio.Queue()
        clock.on_shift(lambda: told.put_nowait(shift_of(clock)))
        await clock.catch_up()
        assert (shift_of(clock), await told.get()) == (60, 60)
        nursery.start(clock.follow(), name="clock")
        for hours, shift in ((1, 3_660), (24, 90_060)):
            await advance(served.url, 3600 * hours)
            assert await told.get() == shift
        assert shift_of(clock) == 90_060


async def test_without_a_sandbox_there_is_no_start() -> None:
    async with a_sandbox() as served:
        url = served.url
    with pytest.raises(aiohttp.ClientConnectionError):
        await FollowedClock(url).catch_up()
