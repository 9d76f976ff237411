"""The port at the end: nobody new is let in, what is being answered is answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientConnectionError, ClientSession, ServerDisconnectedError, web

from bot.web import sites
from bot.web.sites import Site
from tests.kit.ports import a_free_port

Answer = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def a_site(answer: Answer) -> AsyncIterator[tuple[Site, ClientSession]]:
    port = a_free_port()
    site = await sites.serve("127.0.0.1", port, [web.post("/", answer)])
    async with ClientSession(f"http://127.0.0.1:{port}") as session:
        yield site, session
    await site.close()


async def test_a_kept_connection_is_no_way_in_after_the_end() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response()

    async with a_site(answer) as (site, session):
        async with session.post("/") as before:
            assert before.status == 200
        await site.stop_listening(within_s=8)
        with pytest.raises(ClientConnectionError):
            await session.post("/")
    assert asked == ["/"]


async def test_what_is_being_answered_at_the_end_is_answered() -> None:
    came, gate = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        came.set()
        await gate.wait()
        return web.Response(text=request.path)

    async with a_site(answer) as (site, session), asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(session.post("/"))
        await came.wait()
        ending = tasks.create_task(site.stop_listening(within_s=8))
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert not ending.done()
        gate.set()
        async with await asking as answered:
            assert (answered.status, await answered.text()) == (200, "/")


async def test_the_end_waits_no_longer_for_an_answer_than_it_may() -> None:
    came = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        came.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with a_site(answer) as (site, session), asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(_is_broken_off(session))
        await came.wait()
        before = time.monotonic()
        await site.stop_listening(within_s=0.2)
        assert 0.15 < time.monotonic() - before < 5
    assert asking.result()


async def _is_broken_off(session: ClientSession) -> bool:
    with pytest.raises(ServerDisconnectedError):
        await session.post("/")
    return True
