"""Is it alive, is it ready, what has it counted: for whoever keeps it running."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot import metrics


def routes(ready: Callable[[], Awaitable[dict[str, bool]]]) -> list[web.RouteDef]:
    """GET /healthz, /readyz and /metrics; `ready` says of each part whether it works."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        parts = await ready()
        return web.json_response(parts, status=200 if all(parts.values()) else 503)

    async def counted(_: web.Request) -> web.Response:
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", counted)]
