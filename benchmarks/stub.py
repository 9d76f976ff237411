"""A bare Telegram in a process of its own: it hands out taps, counts answers, and keeps nothing else.

`python -m benchmarks.stub` listens and prints its port. Only an answer to a tap counts, each tap once. A bot that sets
a webhook is pushed its taps instead, to each of several ports in turns where there are more than one.
"""

import asyncio
import json
import time
from collections import deque
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web
from yarl import URL

from benchmarks.answers import Answers, MethodNotFound
from benchmarks.taps import Tap, update

#: Taps that have no answer yet, at most: so many people look at their phones at once.
IN_FLIGHT = 64
_LONG_POLL_S = 25.0
#: A storm that stands still for so long has failed.
_PATIENCE_S = 60.0
#: Seconds after which a push that was not accepted comes again.
_AGAIN_S = 0.1


class Side:
    """What one bot is given and what it answered."""

    def __init__(self, bot_id: int) -> None:
        self.answers = Answers(bot_id)
        self.waiting: deque[dict[str, Any]] = deque()
        self.open: dict[str, float] = {}
        self.took: list[float] = []
        self.calls = 0
        self.polls = asyncio.Event()
        self.moved = asyncio.Event()
        self.ids = count(1)
        self.webhook: Webhook | None = None
        self.pushing: set[asyncio.Task[None]] = set()

    def tap(self, tap: Tap) -> None:
        """Somebody presses a button."""
        self.waiting.append(update(next(self.ids), tap))
        self.moved.set()

    async def take(self, limit: int) -> list[dict[str, Any]]:
        """What getUpdates gives: as much as may be in flight, waited for."""
        self.polls.set()
        until = time.perf_counter() + _LONG_POLL_S
        while not (room := min(limit, IN_FLIGHT - len(self.open), len(self.waiting))) > 0:
            self.moved.clear()
            try:
                await asyncio.wait_for(self.moved.wait(), until - time.perf_counter())
            except TimeoutError:
                return []
        given = [self.waiting.popleft() for _ in range(room)]
        now = time.perf_counter()
        self.open |= {one["callback_query"]["id"]: one.get("due", now) for one in given}
        return given

    def answer(self, query_id: str) -> None:
        """The first answer to a tap ends it; another one counts for nothing."""
        due = self.open.pop(query_id, None)
        if due is not None:
            self.took.append(time.perf_counter() - due)
            self.moved.set()

    async def storm(self, taps: list[Tap], rate: float | None) -> dict[str, Any]:
        """Everybody taps: as fast as they are answered, or so many a second. Seconds until the last answer."""
        self.took.clear()
        calls, start = self.calls, time.perf_counter()
        for number, tap in enumerate(taps):
            if rate is not None:
                due = start + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.tap(tap)
            if rate is not None:
                self.waiting[-1]["due"] = due
        last = time.perf_counter()
        while len(self.took) < len(taps):
            answered = len(self.took)
            await asyncio.sleep(0.002)
            if len(self.took) > answered:
                last = time.perf_counter()
            elif time.perf_counter() - last > _PATIENCE_S:
                break
        return {"seconds": last - start, "took": sorted(self.took), "calls": self.calls - calls}


class Webhook:
    """Pushes one bot its taps, until each is accepted."""

    def __init__(self, url: str, secret: str) -> None:
        self.url, self._headers = URL(url), {"X-Telegram-Bot-Api-Secret-Token": secret}
        self._session = ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(30))
        #: Ports of the replicas; none: the one in the address.
        self.ports: list[int] = []
        self._turn = count()

    async def run(self, side: Side) -> None:
        """For as long as the stub lives."""
        async with self._session, asyncio.TaskGroup() as pushes:
            while True:
                for one in await side.take(IN_FLIGHT):
                    pushes.create_task(self._push(one))

    async def _push(self, one: dict[str, Any]) -> None:
        body = json.dumps({name: value for name, value in one.items() if name != "due"}).encode()
        headers = self._headers | {"Content-Type": "application/json"}
        while True:
            try:
                async with self._session.post(self._to(), data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                pass  # as Telegram does: again
            await asyncio.sleep(_AGAIN_S)

    def _to(self) -> URL:
        return self.url.with_port(self.ports[next(self._turn) % len(self.ports)]) if self.ports else self.url


class Stub:
    """The Bot API's few methods, by token; and the door of whoever measures."""

    def __init__(self) -> None:
        self._sides: dict[str, Side] = {}

    def app(self) -> web.Application:
        """What listens."""
        app = web.Application(client_max_size=1 << 26)
        app.router.add_post("/storm", self._storm)
        app.router.add_post("/polling", self._polling)
        app.router.add_post("/bot{token}/{method}", self._call)
        return app

    def _side(self, token: str) -> Side:
        side = self._sides.get(token)
        if side is None:
            side = self._sides[token] = Side(int(token.partition(":")[0]))
        return side

    async def _storm(self, request: web.Request) -> web.Response:
        asked = await request.json()
        taps = [Tap(**tap) for tap in asked["taps"]]
        side = self._side(asked["token"])
        if side.webhook is not None:
            side.webhook.ports = asked.get("ports") or []
        return web.json_response(await side.storm(taps, asked.get("rate")))

    async def _polling(self, request: web.Request) -> web.Response:
        asked = await request.json()
        await asyncio.wait_for(self._side(asked["token"]).polls.wait(), _PATIENCE_S)
        return web.json_response({})

    async def _call(self, request: web.Request) -> web.Response:
        side = self._side(request.match_info["token"])
        arguments = await _arguments(request)
        method = request.match_info["method"]
        if method == "answerCallbackQuery":
            side.answer(arguments["callback_query_id"])
            return _says(True)
        if method == "getUpdates":
            return _says(await side.take(int(arguments.get("limit", 100))))
        if method == "setWebhook":
            self._push(side, arguments["url"], arguments["secret_token"])
            return _says(True)
        side.calls += 1
        if method == "getWebhookInfo":
            at = str(side.webhook.url) if side.webhook else ""
            return _says({"url": at, "has_custom_certificate": False, "pending_update_count": len(side.waiting)})
        try:
            return _says(side.answers.result(method, arguments))
        except MethodNotFound:
            return _refused(404, "Not Found: method not found")

    def _push(self, side: Side, url: str, secret: str) -> None:
        if side.webhook is None:
            side.webhook = Webhook(url, secret)
            side.pushing.add(asyncio.create_task(side.webhook.run(side)))


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    if request.content_type == "multipart/form-data":
        return dict(await request.post())  # with the pictures that are sent
    return {name: values[0] for name, values in parse_qs((await request.read()).decode()).items()}


def _says(result: Any) -> web.Response:
    return web.Response(body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json")


def _refused(code: int, reason: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": reason}, status=code)


async def _serve() -> None:
    runner = web.AppRunner(Stub().app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 the parent reads it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
