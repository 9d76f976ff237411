"""A bot that has just started is ready, also when nobody writes to it."""

from pathlib import Path

import aiohttp

from bot.app import running
from bot.config import load
from bot.sandbox import Sandbox, serve
from tests.kit.ports import a_free_port


async def test_a_quiet_bot_is_ready_as_soon_as_it_has_started(tmp_path: Path) -> None:
    served = await serve(0, sandbox=Sandbox())
    try:
        settings = load(
            None,
            bot_token=served.token,
            telegram_api_base=served.url,
            database_url=f"sqlite:///{tmp_path / 'quiet.db'}",
            http_port=a_free_port(),
        )
        async with (
            running(settings) as bot,
            aiohttp.ClientSession(f"http://127.0.0.1:{bot.web_port}") as session,
            session.get("/readyz") as answer,
        ):
            assert (answer.status, await answer.json()) == (200, {"database": True, "telegram": True})
    finally:
        await served.stop()
