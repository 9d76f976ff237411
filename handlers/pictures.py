"""Pictures that people send to be read: fetched from Telegram, bounded, and read beside the loop."""

import asyncio

import structlog
from telegram import Message
from telegram.error import TelegramError

from bot.payqr.errors import PictureNotFetched, UnreadablePicture
from bot.payqr.reading import read_qr
from handlers.context import Context

log = structlog.get_logger(__name__)

#: Bytes: Telegram's own photos are a tenth of it, a screenshot sent as a file is less.
LARGEST = 5_000_000
#: Seconds for the two calls that fetch a picture: the acknowledgement waits for them.
_FETCH_S = 5.0


def picture_of(message: Message) -> str:
    """The file_id of the picture in a message, else in the one it replies to; "" for none. A file may be a picture."""
    replied = message.reply_to_message
    return _picture(message) or ("" if replied is None else _picture(replied))


async def read_code(context: Context, file_id: str) -> str:
    """The text of the one QR code in a picture. Raises PictureNotFetched, UnreadablePicture."""
    try:
        async with asyncio.timeout(_FETCH_S):
            file = await context.bot.get_file(file_id)
            if (file.file_size or 0) > LARGEST:
                raise UnreadablePicture(found=0)
            data = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError) as error:
        log.info("picture.not-fetched", update_id=context.incoming.update_id, reason=str(error)[:200])
        raise PictureNotFetched() from None
    if len(data) > LARGEST:
        raise UnreadablePicture(found=0)
    return await asyncio.to_thread(read_qr, data)


def _picture(message: Message) -> str:
    if message.photo:
        return message.photo[-1].file_id
    sent = message.document
    return sent.file_id if sent is not None and (sent.mime_type or "").startswith("image/") else ""
