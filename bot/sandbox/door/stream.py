"""What happens, as it happens: Server-Sent Events."""

import asyncio
import json

from aiohttp import web

from bot.sandbox.door.fields import Json
from bot.sandbox.local import LocalTelegram

#: A comment line so often, in seconds, keeps a silent stream open and finds out who has gone.
HEARTBEAT = 15.0


async def follow(sandbox: LocalTelegram, request: web.Request) -> web.StreamResponse:
    """Every event until the listener goes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    with sandbox.watch() as events:
        try:
            await response.write(b": open\n\n")
            while True:
                await response.write(await _next_line(events))
        except ConnectionResetError:
            return response


async def _next_line(events: "asyncio.Queue[Json]") -> bytes:
    try:
        event = await asyncio.wait_for(events.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
