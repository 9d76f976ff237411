"""Nothing is started on a database whose file is damaged."""

import sqlite3
from pathlib import Path

import pytest

from bot.app import DatabaseDamaged, Seams, running
from bot.config import load
from bot.sandbox import Sandbox
from tests.kit.requests import SandboxRequest


async def test_a_row_that_refers_to_nothing_keeps_the_bot_from_starting(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as driver:
        driver.execute("INSERT INTO leaders VALUES (77, 88, 1, 0, 'none')")
    driver.close()
    telegram = Sandbox()
    settings = load(None, bot_token=telegram.token, database_url=sqlite_url, http_port=0)
    with pytest.raises(DatabaseDamaged, match="leaders"):
        async with running(settings, Seams(request=lambda: SandboxRequest(telegram), loads_menu=False)):
            pass
