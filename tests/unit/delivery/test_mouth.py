"""Pictures are drawn before the turn is taken: a turn is a moment, and what is sent later than that is one too many."""

import asyncio
from itertools import pairwise
from typing import Any, cast

import pytest
from telegram import Bot

from bot.delivery import telegram
from bot.delivery.limits import Lane, Limits
from bot.delivery.paces import Departure
from bot.delivery.telegram import Mouth
from bot.views.screens import FinishedMark, Screen, StoredPhoto

SCREEN = Screen(text="paid", photo=FinishedMark(paid=True))


class Order:
    """What happened, in its order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        monkeypatch.setattr(telegram, "drawn", self._drawn)
        self.mouth = Mouth(cast(Bot, self), cast(Limits, self))

    def _drawn(self, photo: object) -> bytes:
        self.seen.append("drawn")
        return b"png"

    async def turn(self, chat_id: int, lane: Lane, *, within_s: float | None) -> Departure:
        self.seen.append("turn")
        return Departure(0.0)

    def answered(self, departure: Departure) -> None:
        self.seen.append("answered")

    async def send_photo(self, chat_id: int, photo: Any, **_: object) -> Any:
        self.seen.append(f"sent {photo!r}")
        return _Sent

    async def edit_message_media(self, media: Any, **_: object) -> bool:
        self.seen.append("edited")
        return True


class _Sent:
    message_id = 4
    photo = ()


async def test_a_picture_is_drawn_before_the_turn_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(monkeypatch)
    await order.mouth.post(7, SCREEN, Lane.BULK)
    await order.mouth.edit(7, 4, SCREEN, Lane.BULK, had_photo=True)
    assert order.seen == ["drawn", "turn", "sent b'png'", "answered", "drawn", "turn", "edited", "answered"]


async def test_a_picture_that_telegram_keeps_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(monkeypatch)
    await order.mouth.post(7, SCREEN, Lane.BULK, stored="file-1")
    await order.mouth.post(7, Screen(text="oranges", photo=StoredPhoto("file-2")), Lane.BULK)
    assert order.seen == ["turn", "sent 'file-1'", "answered", "turn", "sent 'file-2'", "answered"]


async def test_others_go_on_between_two_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(monkeypatch)

    async def goes_on() -> None:
        for _ in range(12):
            order.seen.append("tap")
            await asyncio.sleep(0)

    await asyncio.gather(*(order.mouth.post(7, SCREEN, Lane.BULK) for _ in range(3)), goes_on())
    drawings = [place for place, what in enumerate(order.seen) if what == "drawn"]
    assert len(drawings) == 3
    assert all("tap" in order.seen[one:other] for one, other in pairwise(drawings))
