"""A screen: text, picture and buttons before they are a Telegram message; a toast: the answer to a tap."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from bot.domain.errors import DomainError
from bot.domain.money import Money
from bot.i18n import Fact, Texts
from bot.payqr.asks import Ask
from bot.payqr.registry import standard_named
from bot.pictures.charts import Figures
from bot.pictures.posters import DESIGN, Offer
from bot.views.lengths import (
    CAPTION_LIMIT,
    COPY_LIMIT,
    INVOICE_TEXT_LIMIT,
    INVOICE_TITLE_LIMIT,
    LABEL_LIMIT,
    MESSAGE_LIMIT,
    TOAST_LIMIT,
    is_longer,
    shortened,
    units,
)

DATA_BYTES = 64
_ROW_LIMIT = 8
_BUTTON_LIMIT = 100
_PAYLOAD_BYTES = 128
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


class BadScreen(ValueError):
    """A screen that Telegram would refuse: a bug in a view."""


class Style(StrEnum):
    """The colour of a button; its words say the same."""

    GO = "success"
    MAIN = "primary"
    STOP = "danger"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that acts: the bot gets its data back as a callback. `data` is a packed `ButtonData`."""

    text: str
    data: str
    style: Style | None = None

    def __post_init__(self) -> None:
        _check_label(self.text)
        if not 1 <= len(self.data.encode()) <= DATA_BYTES:
            raise BadScreen(f"button data of {len(self.data.encode())} bytes: {self.data!r}")


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a link; it survives what a tap doesn't: an outage of minutes."""

    text: str
    url: str
    style: Style | None = None

    def __post_init__(self) -> None:
        _check_label(self.text)
        if not self.url.startswith(("https://", "tg://")):
            raise BadScreen(f"not a link for a button: {self.url!r}")


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text, to be pasted into a bank's app."""

    text: str
    copied: str

    def __post_init__(self) -> None:
        _check_label(self.text)
        if not 1 <= units(self.copied) <= COPY_LIMIT:
            raise BadScreen(f"a text of {units(self.copied)} units to copy")


@dataclass(frozen=True, slots=True)
class Share:
    """A button that lets the reader choose a chat and puts an inline query into its input field."""

    text: str
    query: str
    style: Style | None = None

    def __post_init__(self) -> None:
        _check_label(self.text)
        if units(self.query) > COPY_LIMIT:
            raise BadScreen(f"an inline query of {units(self.query)} units")


@dataclass(frozen=True, slots=True)
class Pay:
    """The first button of an invoice: Telegram asks how to pay, and moves the money."""

    text: str

    def __post_init__(self) -> None:
        _check_label(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What makes a message an invoice; the screen's text, a plain one, is its description.

    `payload` is never shown; forwarded, it shows a link with `start` in place of its button: nobody else can pay it.
    """

    title: str
    payload: str
    start: str
    price: Money
    says: str  #: what the price is for

    def __post_init__(self) -> None:
        if not 1 <= units(self.title) <= INVOICE_TITLE_LIMIT or not 1 <= len(self.payload.encode()) <= _PAYLOAD_BYTES:
            raise BadScreen(f"an invoice's title or payload: {self.title!r}, {self.payload!r}")
        if not _START.fullmatch(self.start) or self.price.minor <= 0:
            raise BadScreen(f"an invoice's link or price: {self.price!r}")


Button: TypeAlias = Tap | Link | Copy | Share | Pay
Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A picture Telegram has already."""

    file_id: str


@dataclass(frozen=True)  # no slots: what is worked out once is kept beside the fields
class PaymentCode:
    """A payment code still to be drawn: delivery draws it, reads it back, and remembers the upload by `key`."""

    ask: Ask

    @cached_property
    def payload(self) -> str:
        """The text of the code."""
        return standard_named(self.ask.payee.standard).payload(self.ask)

    @cached_property
    def key(self) -> str:
        """The SHA-256 of the payload, in hex."""
        return sha256(self.payload.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FinishedMark:
    """What replaces a finished payment code: a tick when it was paid, a bar when nothing is to be paid by one."""

    paid: bool

    @property
    def key(self) -> str:
        """The same for every such message."""
        return f"mark-{'paid' if self.paid else 'ended'}"


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster still to be drawn, with the deal's photo as its background; remembered by `key` like a payment code."""

    offer: Offer
    #: The photo's file_id; empty: the deal has none.
    photo: str

    @property
    def key(self) -> str:
        """The SHA-256 of all it shows and of how it looks, in hex: a changed title or price is drawn anew."""
        return sha256(repr((DESIGN, self.offer, self.photo)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart still to be drawn; money moves on, so none is kept."""

    figures: Figures


Photo: TypeAlias = StoredPhoto | PaymentCode | FinishedMark | Poster | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message: HTML text (a caption if there is a picture), picture, buttons. Raises BadScreen: over a limit."""

    text: str
    photo: Photo | None = None
    keyboard: Keyboard = ()
    silent: bool = False
    invoice: Invoice | None = None
    #: The reader's app opens the field for a reply to this message, with these words in it; "": it does not.
    asks_reply: str = ""

    def __post_init__(self) -> None:
        if not self.text:
            raise BadScreen("a screen says something")
        if is_longer(self.text, CAPTION_LIMIT if self.photo else MESSAGE_LIMIT):
            raise BadScreen(f"too long: {self.text[:80]!r}…")
        pays = [place for place, button in enumerate(_buttons(self.keyboard)) if isinstance(button, Pay)]
        if pays != ([0] if self.invoice else []):
            raise BadScreen("an invoice, and nothing else, begins with the button that pays it")
        if self.invoice and (self.photo or units(self.text) > INVOICE_TEXT_LIMIT):
            raise BadScreen(f"an invoice's description: {self.text!r}")
        if self.asks_reply and (self.keyboard or self.photo or units(self.asks_reply) > LABEL_LIMIT):
            raise BadScreen("a message to reply to has neither buttons nor a picture, and a short hint")
        if (
            any(not 1 <= len(row) <= _ROW_LIMIT for row in self.keyboard)
            or len(_buttons(self.keyboard)) > _BUTTON_LIMIT
        ):
            raise BadScreen("a row has 1 to 8 buttons, a keyboard 100 at most")


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap: a plain text, an alert to be closed, or the private chat through a t.me link. Never two."""

    text: str = ""
    alert: bool = False
    url: str | None = None

    def __post_init__(self) -> None:
        if units(self.text) > TOAST_LIMIT:
            raise BadScreen(f"a toast of {units(self.text)} units: {self.text!r}")
        if self.url is not None and (self.text or self.alert or not self.url.startswith("https://t.me/")):
            raise BadScreen("a tap opens the private chat or answers, never both")


def toast(texts: Texts, key: str, **facts: Fact) -> Toast:
    """This text as a toast, cut to what one may hold."""
    return Toast(shortened(texts.plain(key, **facts), TOAST_LIMIT))


def as_it_stands(texts: Texts) -> Toast:
    """The answer to a tap that changes nothing on the message it was made on."""
    return toast(texts, "toast-as-it-stands")


def alert(texts: Texts, key: str, **facts: Fact) -> Toast:
    """This text as an alert that the reader closes, cut to what one may hold."""
    return Toast(shortened(texts.plain(key, **facts), TOAST_LIMIT), alert=True)


def refused(texts: Texts, error: DomainError) -> Toast:
    """Why a rule said no, as the answer to a tap: an alert, for it must not be missed."""
    return Toast(shortened(texts.refusal(error), TOAST_LIMIT), alert=True)


def _buttons(keyboard: Keyboard) -> list[Button]:
    return [button for row in keyboard for button in row]


def _check_label(text: str) -> None:
    if not 1 <= units(text) <= LABEL_LIMIT:
        raise BadScreen(f"a button's label of {units(text)} units: {text!r}")
