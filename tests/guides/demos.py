"""The picture of the demo that README.md begins with: its page when a team is full and everybody is asked to pay."""

import asyncio
from pathlib import Path

from playwright.async_api import Page, ViewportSize, expect

from bot import demo
from tests.stories import drawings

PICTURE = Path(__file__).parents[2] / "docs/pictures/demo.png"
_VIEW = ViewportSize(width=1800, height=940)
#: Of the page's line that says what to do next.
_UNTIL = "I paid"
#: The card in the group, a moment after the last of them has joined.
_CARD_SAYS = "1 team, 3 orders"
_MOST_STEPS = 8
_PATIENCE_MS = 15_000
_READS_MS = 4_000


async def draw_demo() -> None:
    """Play the demo up to the payment codes, by the page's own button, and keep what stands there."""
    stop = asyncio.Event()
    told: asyncio.Queue[str] = asyncio.Queue()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(demo.show(0, "", lambda: stop, told.put_nowait))
        try:
            async with drawings.a_browser() as browser:
                page = await browser.new_page(viewport=_VIEW, timezone_id="Europe/Berlin", locale="en-GB")
                await page.goto(await told.get())
                await _plays(page)
                PICTURE.write_bytes(drawings.small(await page.screenshot(animations="disabled")))
        finally:
            stop.set()


async def _plays(page: Page) -> None:
    line = page.locator(".do").first
    for _ in range(_MOST_STEPS):
        await expect(line).to_be_visible(timeout=_PATIENCE_MS)
        before = await line.inner_text()
        if _UNTIL in before:
            await expect(page.get_by_text(_CARD_SAYS).first).to_be_visible(timeout=_PATIENCE_MS)
            await page.wait_for_timeout(_READS_MS)  # what scrolls has come to rest
            return
        await page.get_by_text("Do it for me").click()
        await expect(line).not_to_have_text(before, timeout=_PATIENCE_MS)
        await page.wait_for_timeout(_READS_MS)  # as a visitor does; the next tap would meet a card that is being edited
    raise AssertionError(f"the demo does not come to {_UNTIL!r}")
