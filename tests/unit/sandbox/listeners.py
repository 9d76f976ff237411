"""A bot's end of a webhook: it writes down what it is handed and answers as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer


class Listener:
    """What was pushed, in order; each answer is the next of `answers`, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.ids: list[int] = []
        self.secrets: list[str] = []
        #: A status, or one with a Retry-After.
        self.answers: list[int | tuple[int, str]] = []
        #: Updates that are answered only when their gate opens.
        self.gates: dict[int, asyncio.Event] = {}
        #: What came to the address that a 302 names.
        self.strayed = 0
        self.in_flight = self.most_in_flight = 0

    async def take(self, request: web.Request) -> web.Response:
        update = json.loads(await request.read())
        self.ids.append(update["update_id"])
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        assert request.content_type == "application/json"
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        if gate := self.gates.get(update["update_id"]):
            await gate.wait()
        self.in_flight -= 1
        told = self.answers.pop(0) if self.answers else 200
        status, retry_after = told if isinstance(told, tuple) else (told, "")
        headers = {"Retry-After": retry_after} if retry_after else {}
        return web.Response(status=status, headers=headers | ({"Location": "/elsewhere"} if status == 302 else {}))

    async def take_elsewhere(self, request: web.Request) -> web.Response:
        self.strayed += 1
        return web.Response()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait in real time until something holds. Raises TimeoutError."""
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 the other end of a socket sets no event
                await asyncio.sleep(0.002)

    async def has(self, *ids: int) -> None:
        """Wait until exactly these have come, in this order."""
        await self.until(lambda: len(self.ids) >= len(ids))
        assert self.ids == list(ids)

    async def is_quiet(self) -> None:
        """Whatever could come by now has come."""
        before = -1
        while before != len(self.ids):
            before = len(self.ids)
            await asyncio.sleep(0.03)


@asynccontextmanager
async def a_listener() -> AsyncIterator[Listener]:
    """A bot that listens on this machine."""
    listener = Listener()
    app = web.Application()
    app.router.add_post("/hook", listener.take)
    app.router.add_route("*", "/elsewhere", listener.take_elsewhere)
    async with TestServer(app) as server:
        listener.url = str(server.make_url("/hook"))
        yield listener
        for gate in listener.gates.values():
            gate.set()
