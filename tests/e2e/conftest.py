"""Scenes: the whole bot over a local Telegram, in process."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.kit.scenes import Scene


@pytest_asyncio.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a fresh SQLite database."""
    async with Scene(sqlite_url) as made:
        yield made
