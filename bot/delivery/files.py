"""Files that people have sent, fetched from Telegram: only when they are asked for, and kept by nobody."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.outcomes import outcome

log = structlog.get_logger(__name__)

#: Seconds for the two calls that fetch a file: its sender waits.
FETCH_S = 6.0


async def fetch(bot: Bot, file_id: str) -> bytes | None:
    """A file's bytes; None: Telegram doesn't give it out, or not in time."""
    try:
        async with asyncio.timeout(FETCH_S):
            file = await bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError) as error:
        log.info("file.missing", outcome=type(outcome(error)).__name__, reason=str(error)[:200])
        return None
