"""Scenes: the whole bot over a local Telegram, in process."""

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image

from tests.kit.scenes import Scene


@pytest_asyncio.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a fresh SQLite database."""
    async with Scene(sqlite_url) as made:
        yield made


@pytest.fixture
def picture() -> bytes:
    """A photo of oranges, so to say."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (240, 150, 40)).save(out, "JPEG")
    return out.getvalue()
