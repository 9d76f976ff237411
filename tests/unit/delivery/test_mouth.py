"""Pictures are drawn before the turn is taken: a turn is a moment, and what is sent later than that is one too many."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any, cast

import pytest
from telegram import Bot

from bot.delivery import telegram
from bot.delivery.limits import Lane, Limits
from bot.delivery.paces import Departure
from bot.delivery.telegram import Mouth, NoProvider
from bot.domain.money import Money, currency
from bot.views.screens import BadScreen, FinishedMark, Invoice, Pay, Screen, StoredPhoto

SCREEN = Screen(text="paid", photo=FinishedMark(paid=True))
ASKED = Invoice(
    title="Navel oranges 5 kg",
    payload="KT10000041",
    start=f"i_{'I' * 22}",
    price=Money(5980, currency("EUR")),
    says="Order, number 17",
)
AN_INVOICE = Screen(text="2 × 29.90 €", invoice=ASKED, keyboard=((Pay("Pay 59.80 €"),),), silent=True)


class Order:
    """What happened, in its order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        monkeypatch.setattr(telegram, "drawn", self._drawn)
        self.mouth = Mouth(cast(Bot, self), cast(Limits, self), provider_token="284685063:TEST:x")
        self.invoices: list[dict[str, Any]] = []

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

    async def send_invoice(self, chat_id: int, **asked: Any) -> Any:
        self.invoices.append({"chat_id": chat_id} | asked)
        return _Sent

    async def edit_message_text(self, text: str, *_: object, **__: object) -> bool:
        self.seen.append(f"edited {text!r}")
        return True

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


async def test_a_message_without_a_picture_gets_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(monkeypatch)
    put = await order.mouth.edit(7, 4, SCREEN, Lane.BULK, had_photo=False)
    assert (order.seen, put.has_photo) == (["turn", "edited 'paid'", "answered"], False)


async def test_an_invoice_has_one_price_in_minor_units_and_a_link_for_its_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = Order(monkeypatch)
    await order.mouth.post(7, AN_INVOICE, Lane.BULK)
    (asked,) = order.invoices
    (price,) = asked["prices"]
    assert (price.label, price.amount, asked["currency"]) == ("Order, number 17", 5980, "EUR")
    assert (asked["payload"], asked["start_parameter"]) == ("KT10000041", f"i_{'I' * 22}")
    assert (asked["provider_token"], asked["disable_notification"]) == ("284685063:TEST:x", True)
    assert asked["reply_markup"].inline_keyboard[0][0].pay is True
    assert "parse_mode" not in asked


async def test_without_a_providers_token_no_invoice_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(monkeypatch)
    mouth = Mouth(cast(Bot, order), cast(Limits, order))
    with pytest.raises(NoProvider):
        await mouth.post(7, AN_INVOICE, Lane.BULK)
    assert (order.seen, order.invoices) == ([], [])


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


@pytest.mark.parametrize(
    "changed",
    [
        {"invoice": None},
        {"keyboard": ()},
        {"keyboard": ((Pay("Pay"), Pay("Pay twice")),)},
        {"text": "x" * 256},
        {"photo": StoredPhoto("file-1")},
    ],
)
def test_an_invoice_and_nothing_else_begins_with_pay(changed: dict[str, Any]) -> None:
    with pytest.raises(BadScreen):
        replace(AN_INVOICE, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"title": "x" * 33},
        {"payload": ""},
        {"payload": "ä" * 65},
        {"start": ""},
        {"start": "a b"},
        {"start": "x" * 65},
        {"price": Money(0, currency("EUR"))},
    ],
)
def test_what_telegram_refuses_is_no_invoice(changed: dict[str, Any]) -> None:
    with pytest.raises(BadScreen):
        replace(ASKED, **changed)
