"""Payment notices: who may bring one, how much, and what a gateway is answered: never success before the commit."""

from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot.domain.errors import DatabaseAway
from bot.domain.trades import Provider
from bot.gateways.moments import Answer

log = structlog.get_logger(__name__)

#: Bytes of a body: many times what any notice has.
BIGGEST = 64 * 1024
#: Notices that aren't proven, a minute and a gateway: more are refused before anything of them is looked at.
UNPROVEN_A_MINUTE = 120

Take = Callable[[Provider, Mapping[str, str], bytes], Awaitable[Answer]]


class _Bucket:
    """Counts what was refused within the minute."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since, self._refused = monotonic(), 0

    @property
    def is_full(self) -> bool:
        if self._monotonic() - self._since >= 60:
            self._since, self._refused = self._monotonic(), 0
        return self._refused >= UNPROVEN_A_MINUTE

    def count(self) -> None:
        self._refused += 1


def routes(paths: Mapping[Provider, str], take: Take, monotonic: Callable[[], float]) -> list[web.RouteDef]:
    """POST at each gateway's own path, which nobody guesses."""
    return [web.post(path, _taking(provider, take, _Bucket(monotonic))) for provider, path in paths.items()]


def _taking(provider: Provider, take: Take, bucket: _Bucket) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def notice(request: web.Request) -> web.Response:
        if bucket.is_full:
            return web.Response(status=429)
        try:
            body = await _read(request)
        except web.HTTPRequestEntityTooLarge:
            bucket.count()
            return web.Response(status=413)
        try:
            answer = await take(provider, request.headers, body)
        except DatabaseAway:
            log.warning("payments.database-away", gateway=provider)
            return web.Response(status=503)
        if answer.status >= 400:
            bucket.count()
        return web.Response(status=answer.status, text=answer.text, content_type=answer.content_type)

    return notice


async def _read(request: web.Request) -> bytes:
    """The raw bytes. Raises HTTPRequestEntityTooLarge, for a body that says how long it is before any of it is read."""
    if (request.content_length or 0) > BIGGEST:
        raise web.HTTPRequestEntityTooLarge(max_size=BIGGEST, actual_size=request.content_length or 0)
    return await request.clone(client_max_size=BIGGEST).read()
