"""The sandbox alone, listening on a port."""

from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A sandbox that listens."""

    sandbox: Sandbox
    url: str
    token: str
    runner: web.AppRunner

    async def stop(self) -> None:
        """Stop pushing and listening."""
        await self.sandbox.close()
        await self.runner.cleanup()


async def serve(port: int, host: str = "127.0.0.1", *, sandbox: Sandbox | None = None) -> Served:
    """Listen for bots and people; port 0 takes a free one. Raises OSError where the port is taken."""
    sandbox = sandbox or Sandbox()
    runner = web.AppRunner(sandbox.web_app(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    bound = runner.addresses[0][1]
    return Served(sandbox=sandbox, url=f"http://{host}:{bound}", token=sandbox.token, runner=runner)
