"""Draws messages the way the sandbox's page shows them: each in a piece of a phone, several side by side."""

import io
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypedDict

from PIL import Image
from playwright.async_api import Browser, ViewportSize, async_playwright

from bot.sandbox import Sandbox, serve

_HERE = Path(__file__).parent
#: As wide as three pieces are in drawing.css.
_VIEW = ViewportSize(width=1172, height=600)
_COLOURS = 128


class Piece(TypedDict):
    """A message in a piece of a phone: the people's door's own word for it, and what stands above it."""

    title: str
    message: dict[str, Any]
    isGroup: bool


class Easel:
    """A browser in which pieces of phones are drawn."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url

    async def draws(self, pieces: Sequence[Piece], now: float, language: str) -> bytes:
        """A PNG of these pieces, at a moment in unix seconds, on a device of this language in Berlin."""
        return await self._drawn(pieces, now, language, "main")

    async def draws_one(self, piece: Piece, now: float, language: str) -> bytes:
        """A PNG of one piece, and nothing around it."""
        return await self._drawn([piece], now, language, "section")

    async def _drawn(self, pieces: Sequence[Piece], now: float, language: str, part: str) -> bytes:
        locale = "zh-CN" if language == "zh" else "en-GB"
        page = await self._browser.new_page(
            viewport=_VIEW, device_scale_factor=1.5, timezone_id="Europe/Berlin", locale=locale
        )
        try:
            await page.route("**/drawing.html", lambda route: route.fulfill(path=_HERE / "drawing.html"))
            await page.route("**/drawing.css", lambda route: route.fulfill(path=_HERE / "drawing.css"))
            await page.goto(f"{self._url}/drawing.html")
            await page.evaluate((_HERE / "drawing.js").read_text(), [list(pieces), now, language])
            return small(await page.locator(part).screenshot())
        finally:
            await page.close()


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """The browser of this machine. Raises RuntimeError: there is none."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("Chromium is missing: install it (on Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])


@asynccontextmanager
async def an_easel(sandbox: Sandbox) -> AsyncIterator[Easel]:
    """An easel over a sandbox, whose photos can be seen. Raises RuntimeError: there is no browser."""
    served = await serve(0, sandbox=sandbox)
    try:
        async with a_browser() as browser:
            yield Easel(browser, served.url)
    finally:
        await served.runner.cleanup()


def small(png: bytes) -> bytes:
    """The same picture in fewer colours."""
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()
