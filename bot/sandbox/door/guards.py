"""How a request at the door becomes an act, and what was wrong with it an answer."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.door.fields import Fields, Json
from bot.sandbox.local import LocalTelegram
from bot.sandbox.refusals import DoorError

Act = Callable[[LocalTelegram, Fields], Awaitable[Json]]
Question = Callable[[LocalTelegram, web.Request], Awaitable[Json]]
Answer = Callable[[LocalTelegram, web.Request], Awaitable[web.StreamResponse]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def posted(sandbox: LocalTelegram, act: Act) -> Handler:
    """A route that does something with the JSON object it is given."""

    async def answer(sandbox: LocalTelegram, request: web.Request) -> web.StreamResponse:
        try:
            given = json.loads(await request.read())
        except ValueError:
            raise DoorError("the body must be JSON") from None
        if not isinstance(given, dict):
            raise DoorError("the body must be a JSON object")
        fields = Fields(given)
        return web.json_response(await act(sandbox, fields))

    return guarded(sandbox, answer)


def asked(sandbox: LocalTelegram, question: Question) -> Handler:
    """A route that tells something."""

    async def answer(sandbox: LocalTelegram, request: web.Request) -> web.StreamResponse:
        return web.json_response(await question(sandbox, request))

    return guarded(sandbox, answer)


def guarded(sandbox: LocalTelegram, answer: Answer) -> Handler:
    """A route that says what was wrong as 400 {"error": …}."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await answer(sandbox, request)
        except DoorError as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle
