"""The demo: a local Telegram, the bot and a page in one process, with people and a deal made as people make them."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.app import Seams, running
from bot.clock import ShiftedClock
from bot.config import load
from bot.sandbox import TEST_TOKEN, Sandbox, serve
from bot.services.payees import CHANGE_AFTER

PHOTO = Path(__file__).parent / "assets" / "oranges.jpg"
_DEAL = """/deal Navel oranges 5 kg
alone 39.90
team 3 29.90
until +2d
lasts 24h
stock 60
limit 2
note First grade, from Ganzhou"""
#: A published example account of the standard: no money can go there by mistake from a demo.
_PAYEE = "/payee epc DE89 3704 0044 0532 0130 00 Lin Wang"
#: And one of another standard, beside it: buyers choose.
_ANOTHER = "/payee paybysquare SK31 1200 0000 1987 4263 7541 Lin Wang"
_PATIENCE_S = 15.0


async def show(port: int, keep: str, stop_signal: Callable[[], asyncio.Event], tell: Callable[[str], None]) -> None:
    """Serve the demo until it is stopped. `keep` is a file for its data; without one nothing is kept."""
    asked = stop_signal()
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(bot_username="kaituan_bot")
        served = await serve(port, sandbox=sandbox)
        clock = ShiftedClock()
        sandbox.world.clock.on_shift.append(lambda: clock.shift_to(sandbox.world.clock.shift))
        settings = load(
            None,
            bot_token=served.token,
            telegram_api_base=served.url,
            database_url=f"sqlite:///{keep or Path(folder) / 'demo.db'}",
            http_port=0,
            invoice_provider_token=TEST_TOKEN,
            invoice_name="Green Market",
            invoice_currencies="EUR",
            invoice_groups="all",
        )
        try:
            async with running(settings, Seams(clock=clock)) as bot:
                await furnish(sandbox)
                tell(f"{served.url}/")
                await bot.until_stopped(asked)
        finally:
            await served.stop()


async def furnish(sandbox: Sandbox) -> None:
    """Three shoppers, a leader, a group with a deal in it, and a group of friends that the bot is not in, to which the
    deal's card is forwarded: said and tapped as people do.
    """
    lin = sandbox.add_user("Lin", last_name="Wang", username="lin_leads", language_code="en").id
    shoppers = [
        sandbox.add_user(name, language_code=language).id
        for name, language in (("Ana", "en"), ("Ben", "en"), ("陈晨", "zh-hans"))
    ]
    for person in (lin, *shoppers[:2]):
        sandbox.open_link(person, "https://t.me/kaituan_bot?start=hello")
    group = sandbox.add_chat([lin, *shoppers], title="Green Lane neighbours", admins=[lin], bot_is_admin=True).id
    friends = sandbox.add_chat([lin, *shoppers[1:]], title="Harbour Road friends", admins=[lin], with_bot=False).id
    sandbox.send(group, lin, text="/lead@kaituan_bot")
    await _until(sandbox, lambda: _says(sandbox, lin, "/payee"))
    sandbox.send(lin, lin, text=_PAYEE)
    await _press(sandbox, lin, "Keep")
    await _until(sandbox, lambda: _says(sandbox, lin, "Kept"))
    sandbox.send(lin, lin, text=_ANOTHER)
    await _press(sandbox, lin, "Beside the others")
    await _until(sandbox, lambda: _says(sandbox, lin, "Kept beside"))
    sandbox.advance(CHANGE_AFTER.total_seconds())
    sandbox.send(lin, lin, photo=PHOTO.read_bytes(), caption=_DEAL)
    await _press(sandbox, lin, "Publish")
    await _until(sandbox, lambda: any(message["pinned"] for message in sandbox.messages(group)))
    card = next(message for message in sandbox.messages(group) if message["photo"])
    sandbox.forward(group, card["id"], shoppers[1], friends)


async def _press(sandbox: Sandbox, person: int, label: str) -> None:
    """Wait for a button in a person's private chat, and press it."""
    await _until(sandbox, lambda: _button(sandbox, person, label) is not None)
    message_id, button = _button(sandbox, person, label) or (0, "")
    sandbox.tap(person, message_id, person, button)


def _button(sandbox: Sandbox, person: int, label: str) -> tuple[int, str] | None:
    for message in reversed(sandbox.messages(person)):
        for row in message["buttons"] or []:
            for button in row:
                if label in button["text"]:
                    return message["id"], button["text"]
    return None


def _says(sandbox: Sandbox, person: int, part: str) -> bool:
    return any(part in (message["text"] or message["caption"] or "") for message in sandbox.messages(person))


async def _until(sandbox: Sandbox, holds: Callable[[], bool]) -> None:
    """Wait until people have seen it. Raises TimeoutError: the demo is broken."""
    with sandbox.watch() as events:
        async with asyncio.timeout(_PATIENCE_S):
            while not holds():
                await events.get()
