"""Pictures that people send to be read: bounded, and read beside the loop."""

import asyncio

from telegram import Document, Message, PhotoSize

from bot.delivery.files import fetch
from bot.payqr.errors import PictureNotFetched, UnreadablePicture
from bot.payqr.reading import read_qr
from handlers.context import Context

#: Bytes: Telegram's own photos are a tenth of it, a screenshot sent as a file is less.
LARGEST = 5_000_000

Picture = PhotoSize | Document


def picture_of(message: Message) -> Picture | None:
    """The picture in a message, else in the one it replies to; None: there is none. A file may be a picture."""
    replied = message.reply_to_message
    return _picture(message) or (None if replied is None else _picture(replied))


async def read_code(context: Context, picture: Picture) -> str:
    """The text of the one QR code in a picture. Raises PictureNotFetched, UnreadablePicture."""
    if (picture.file_size or 0) > LARGEST:
        raise UnreadablePicture(found=0)
    data = await fetch(context.bot, picture.file_id)
    if data is None:
        raise PictureNotFetched()
    if len(data) > LARGEST:
        raise UnreadablePicture(found=0)
    return await asyncio.to_thread(read_qr, data)


def _picture(message: Message) -> Picture | None:
    if message.photo:
        return message.photo[-1]
    sent = message.document
    return sent if sent is not None and (sent.mime_type or "").startswith("image/") else None
