"""The webhook's route: who may push, how much, and what Telegram is answered: never before the commit."""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web

from bot import metrics

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header
#: Bytes of a body: far more than any update has.
BIGGEST = 1024 * 1024
#: Seconds after which Telegram is asked to come again: a tap lives 150.
COME_AGAIN_S = 3

Admit = Callable[[dict[str, Any]], Awaitable[bool]]


def routes(path: str, secret: str, admit: Admit) -> list[web.RouteDef]:
    """POST at this path, by whoever shows the secret; `admit` says whether an update is done with."""
    expected = secret.encode()

    async def pushed(request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, expected):
            return _answered(401)
        if request.content_type != "application/json":
            return _answered(415)
        try:
            body = await _read(request)
        except web.HTTPRequestEntityTooLarge:
            return _answered(413)
        update = _update(body)
        if update is None:  # it would be no more readable the next time
            log.error("push.unreadable", size=len(body))
            return _answered(200)
        return _answered(200 if await admit(update) else 503)

    return [web.post(path, pushed)]


async def _read(request: web.Request) -> bytes:
    """The body. Raises HTTPRequestEntityTooLarge, for one that says how long it is before any of it is read."""
    if (request.content_length or 0) > BIGGEST:
        raise web.HTTPRequestEntityTooLarge(max_size=BIGGEST, actual_size=request.content_length or 0)
    return await request.clone(client_max_size=BIGGEST).read()


def _update(body: bytes) -> dict[str, Any] | None:
    """The update, or None for what is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    return update


def _answered(status: int) -> web.Response:
    metrics.push_answered(status)
    headers = {"Retry-After": str(COME_AGAIN_S)} if status == 503 else {}
    return web.Response(status=status, headers=headers)
