"""A screen that Telegram would refuse can't be made."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from bot.domain.errors import NotFound
from bot.domain.money import Money, currency
from bot.i18n import Languages
from bot.payqr import STANDARDS, Ask
from bot.views.screens import (
    BadScreen,
    Copy,
    FinishedMark,
    Link,
    PaymentCode,
    Screen,
    Share,
    StoredPhoto,
    Tap,
    Toast,
    alert,
    refused,
    toast,
)

PHOTO = StoredPhoto("AgAC")


@pytest.mark.parametrize(
    "bad",
    [
        lambda: Screen(text=""),
        lambda: Screen(text="x" * 4097),
        lambda: Screen(text="😀" * 2049),
        lambda: Screen(text="x" * 1025, photo=PHOTO),
        lambda: Screen(text="x", keyboard=((),)),
        lambda: Screen(text="x", keyboard=((Tap("a", "a"),) * 9,)),
        lambda: Screen(text="x", keyboard=((Tap("a", "a"),),) * 101),
        lambda: Tap("", "a"),
        lambda: Tap("x" * 65, "a"),
        lambda: Tap("x", ""),
        lambda: Tap("x", "字" * 22),
        lambda: Link("x", "javascript:alert(1)"),
        lambda: Link("x", "http://t.me/x"),
        lambda: Copy("x", ""),
        lambda: Copy("x", "y" * 257),
        lambda: Share("x", "y" * 257),
        lambda: Toast("x" * 201),
        lambda: Toast("x", url="https://t.me/bot?start=x"),
        lambda: Toast(alert=True, url="https://t.me/bot?start=x"),
        lambda: Toast(url="https://evil.example"),
    ],
)
def test_a_screen_over_a_limit_is_a_bug(bad: Callable[[], object]) -> None:
    with pytest.raises(BadScreen):
        bad()


def test_the_limits_themselves_are_allowed() -> None:
    row = (Tap("x" * 64, "d" * 64),) * 8
    assert Screen(text="x" * 4096, keyboard=(row,) * 12).silent is False
    assert Screen(text="<b>" + "x" * 1024 + "</b>", photo=PHOTO).photo == PHOTO
    assert Toast("x" * 200, alert=True).alert
    assert Toast(url="https://t.me/bot?start=x").text == ""
    assert Copy("x", "y" * 256).copied == "y" * 256


def test_a_payment_code_is_remembered_by_the_hash_of_its_payload() -> None:
    payee = STANDARDS["epc"].check("DE33100205000001194700", "Lea Leader", "")
    shown = PaymentCode(Ask(payee, Money(2990, currency("EUR")), "KT10000041"))
    assert shown.payload == "BCD\n002\n1\nSCT\n\nLea Leader\nDE33100205000001194700\nEUR29.90\n\n\nKT10000041"
    assert shown.key == sha256(shown.payload.encode()).hexdigest()


def test_the_marks_of_finished_codes_are_remembered_once() -> None:
    assert (FinishedMark(paid=True).key, FinishedMark(paid=False).key) == ("mark-paid", "mark-ended")


def test_an_answer_is_cut_to_what_a_toast_may_hold() -> None:
    texts = Languages(Path("locales")).texts("en")
    told = toast(texts, "error-unknown-currency", given="x" * 299)
    assert (len(told.text), told.text[-2:], told.alert) == (200, "x…", False)
    assert alert(texts, "button-share") == Toast("Share", alert=True)
    assert refused(texts, NotFound()) == Toast(texts.plain("error-not-found"), alert=True)
