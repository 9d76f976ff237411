"""Pictures that people send to be read: what counts as one, and how large it may be."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Chat, Document, Message, PhotoSize
from telegram.error import NetworkError

from bot.payqr import errors, image
from handlers import pictures

NOW = datetime(2026, 11, 24, tzinfo=UTC)


SENT = Document("file", "file", mime_type="image/png")


def a_message(**facts: Any) -> Message:
    """A message in somebody's private chat."""
    return Message(message_id=1, date=NOW, chat=Chat(1, "private"), **facts)


def a_photo(*names: str) -> list[PhotoSize]:
    """A photo in these sizes, the largest last."""
    return [PhotoSize(name, name, 100, 100) for name in names]


def a_file(mime: str) -> Document:
    """A file of this kind."""
    return Document("file", "file", mime_type=mime)


def a_context(data: bytes, error: Exception | None = None) -> Any:
    """A context whose Telegram gives out this file, or fails."""

    async def download() -> bytearray:
        return bytearray(data)

    async def get_file(file_id: str) -> Any:
        if error is not None:
            raise error
        return SimpleNamespace(download_as_bytearray=download)

    return SimpleNamespace(bot=SimpleNamespace(get_file=get_file), incoming=SimpleNamespace(update_id=1))


@pytest.mark.parametrize(
    ("message", "file_id"),
    [
        (a_message(photo=a_photo("small", "large")), "large"),
        (a_message(document=a_file("image/png")), "file"),
        (a_message(document=a_file("application/pdf")), ""),
        (a_message(text="/payee", reply_to_message=a_message(photo=a_photo("small", "large"))), "large"),
        (a_message(photo=a_photo("own"), reply_to_message=a_message(photo=a_photo("other"))), "own"),
        (a_message(text="/payee", reply_to_message=a_message(text="hello")), ""),
        (a_message(text="/payee"), ""),
    ],
)
def test_a_picture_is_a_photo_or_a_file_of_one(message: Message, file_id: str) -> None:
    found = pictures.picture_of(message)
    assert ("" if found is None else found.file_id) == file_id


async def test_a_picture_is_read() -> None:
    assert await pictures.read_code(a_context(image.draw("Kaituan")), SENT) == "Kaituan"


@pytest.mark.parametrize("size", [None, 1, pictures.LARGEST + 1])
async def test_a_picture_that_is_too_large_is_not_read(size: int | None) -> None:
    data = image.draw("Kaituan") + b"\x00" * pictures.LARGEST
    with pytest.raises(errors.UnreadablePicture):
        await pictures.read_code(a_context(data), Document("file", "file", file_size=size))


@pytest.mark.parametrize("error", [NetworkError("reset"), TimeoutError()])
async def test_a_picture_that_telegram_does_not_give_out_is_asked_for_again(error: Exception) -> None:
    with pytest.raises(errors.PictureNotFetched):
        await pictures.read_code(a_context(b"", error=error), SENT)
