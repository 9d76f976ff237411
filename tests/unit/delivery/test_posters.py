"""Posters are drawn beside the loop; a photo is fetched once, and a poster that lacks it by accident isn't kept."""

import asyncio
import time
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import BadRequest, TelegramError, TimedOut

from bot.delivery import posters
from bot.delivery.posters import LARGEST_PHOTO, PHOTOS_KEPT, Painter
from bot.pictures.fonts import Fonts
from bot.pictures.posters import Offer
from bot.views.screens import Poster

ORANGES = Path("bot/assets/oranges.jpg").read_bytes()
OFFER = Offer(title="Oranges", team="Team of 3", team_price="29.90", how="Scan", link="https://t.me/b", currency="EUR")
POSTER = Poster(OFFER, "photo-1")
FONTS = Fonts(places=())


class Telegram:
    """Gives photos out, or fails to."""

    def __init__(self, *answers: bytes | TelegramError) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.file_size = 1000

    async def get_file(self, file_id: str) -> Any:
        self.asked.append(file_id)
        return self

    async def download_as_bytearray(self) -> bytearray:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, TelegramError):
            raise answer
        return bytearray(answer)


def a_painter(telegram: Telegram) -> Painter:
    return Painter(cast(Bot, telegram), FONTS)


async def test_a_photo_is_fetched_once_for_all_posters_of_its_deal() -> None:
    telegram = Telegram(ORANGES)
    painter = a_painter(telegram)
    first, second = await painter.paint(POSTER), await painter.paint(POSTER)
    assert first == second
    assert first.is_whole
    assert telegram.asked == ["photo-1"]
    without = await painter.paint(Poster(OFFER, ""))
    assert without.is_whole
    assert without.jpeg != first.jpeg
    assert telegram.asked == ["photo-1"]


async def test_without_an_answer_the_poster_goes_without_its_photo_and_is_not_kept() -> None:
    telegram = Telegram(TimedOut(), ORANGES)
    painter = a_painter(telegram)
    bare = await painter.paint(Poster(OFFER, ""))
    missed = await painter.paint(POSTER)
    assert (missed.jpeg, missed.is_whole) == (bare.jpeg, False)
    again = await painter.paint(POSTER)
    assert again.is_whole
    assert again.jpeg != bare.jpeg


async def test_telegram_may_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Telegram):
        async def get_file(self, file_id: str) -> Any:
            await asyncio.Event().wait()

    monkeypatch.setattr(posters, "_FETCH_S", 0.01)
    assert not (await a_painter(Slow(ORANGES)).paint(POSTER)).is_whole


@pytest.mark.parametrize("refused", [BadRequest("Wrong file_id or the file is temporarily unavailable"), b"no photo"])
async def test_a_photo_that_is_none_is_asked_for_once_and_the_poster_is_kept(refused: bytes | TelegramError) -> None:
    telegram = Telegram(refused)
    painter = a_painter(telegram)
    bare = await painter.paint(Poster(OFFER, ""))
    assert await painter.paint(POSTER) == await painter.paint(POSTER) == bare
    assert telegram.asked == ["photo-1"]


async def test_a_file_that_is_too_large_is_not_fetched() -> None:
    telegram = Telegram(TimedOut())
    telegram.file_size = LARGEST_PHOTO + 1
    assert (await a_painter(telegram).paint(POSTER)).is_whole


async def test_only_so_many_photos_are_kept() -> None:
    telegram = Telegram(b"no photo")
    painter = a_painter(telegram)
    for number in [*range(PHOTOS_KEPT + 1), 0]:
        await painter.paint(Poster(OFFER, f"photo-{number}"))
    assert len(telegram.asked) == PHOTOS_KEPT + 2


async def test_the_loop_goes_on_while_a_poster_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posters, "draw", lambda *_: time.sleep(0.2) or b"jpeg")
    painting = asyncio.ensure_future(a_painter(Telegram(ORANGES)).paint(POSTER))  # noqa: TID251 awaited below
    turns = 0
    while not painting.done():
        await asyncio.sleep(0)
        turns += 1
    assert (await painting).jpeg == b"jpeg"
    assert turns > 50
