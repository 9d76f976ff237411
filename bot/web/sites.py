"""The one port that the program listens on."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

#: Seconds that a request which is still being answered at the very end has.
_LAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Routes that are served."""

    port: int
    runner: web.AppRunner
    listener: web.TCPSite

    async def stop_listening(self, *, within_s: float) -> None:
        """Let nobody in any more, nor by a connection that was kept: a proxy goes to another replica.

        What is being answered has so many seconds to be answered.
        """
        await self.listener.stop()
        if self.runner.server is not None:
            self.runner.server.pre_shutdown()
            await self.runner.server.shutdown(within_s / 2)  # it waits so long twice

    async def close(self) -> None:
        """The end, also for what is still being answered."""
        await self.runner.cleanup()


async def serve(host: str, port: int, routes: Iterable[web.RouteDef]) -> Site:
    """Listen. Raises OSError where the port is taken."""
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_LAST_SECONDS)
    await runner.setup()
    listener = web.TCPSite(runner, host, port)
    try:
        await listener.start()
    except OSError:
        await runner.cleanup()
        raise
    return Site(port=port, runner=runner, listener=listener)
