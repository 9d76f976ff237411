"""What a payment code asks: who is paid, how much, under which reference; and what every standard can do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.money import BadAmount, Money, currency
from bot.payqr import fps_ids, ibans, paynow_ids, pix_keys, promptpay_ids, serbian_accounts, texts, vietqr_banks
from bot.payqr.errors import AmountTooHigh, CurrencyMismatch, NameMissing, WrongStandard

_SHOWN: dict[str, Callable[[str], str]] = {
    "epc": ibans.shown,
    "fps": fps_ids.shown,
    "ips": serbian_accounts.shown,
    "paybysquare": ibans.shown,
    "paynow": paynow_ids.shown,
    "pix": pix_keys.shown,
    "promptpay": promptpay_ids.shown,
    "qrbill": ibans.shown,
    "spayd": ibans.shown,
    "vietqr": vietqr_banks.shown,
}


@dataclass(frozen=True, slots=True)
class PayeeAccount:
    """Where money goes, checked: the account as the standard writes it, name and city as the code carries them."""

    standard: str
    account: str
    name: str
    city: str
    #: What only this standard needs besides: the bank of a Russian account, the whole payload of a leader's own code.
    extra: str = ""

    @property
    def shown(self) -> str:
        """The account as people write it."""
        return _SHOWN.get(self.standard, str)(self.account)


@dataclass(frozen=True, slots=True)
class Ask:
    """One payment asked for; a reference of "" is none."""

    payee: PayeeAccount
    amount: Money
    reference: str
    #: When the code is made, for a standard whose codes expire. The others don't look at it.
    made_at: datetime | None = None


class CopyKind(StrEnum):
    """What a copy is pasted as."""

    PAYLOAD = "payload"
    ACCOUNT = "account"
    AMOUNT = "amount"
    REFERENCE = "reference"
    LINK = "link"  # it is opened, not pasted


@dataclass(frozen=True, slots=True)
class Copy:
    """A text to copy into the bank's app, at most 256 characters."""

    kind: CopyKind
    text: str


class OnThisPhone(StrEnum):
    """How somebody pays who reads the code on the phone that has the bank's app."""

    CODE = "code"  # the payload is pasted
    FORM = "form"  # account, amount and reference are typed or pasted one by one
    PICTURE = "picture"  # the picture is saved and opened in the bank's app
    OTHER_SCREEN = "other-screen"  # it works from another screen only
    LINK = "link"  # the payload is a link that an app opens
    SCANNED = "scanned"  # it is scanned from another screen, and nothing can be typed instead
    TYPED = "typed"  # the code takes no amount: it is typed, and the reference goes into the note


@dataclass(frozen=True, slots=True)
class Line:
    """How a leader writes a payee: how many words are the account; whether a place stands after the last comma."""

    example: str
    account_size: Callable[[list[str]], int]
    has_city: bool = False
    #: How many parts between commas that place has at most: an address has two, street and town.
    city_parts: int = 1


class Standard(Protocol):
    """A payment standard: checks a payee once, writes codes for it, reads them back."""

    @property
    def name(self) -> str:
        """The word people write for it."""

    @property
    def synonyms(self) -> frozenset[str]:
        """What people also call it, in small letters."""

    @property
    def line(self) -> Line:
        """How a payee is written."""

    @property
    def on_this_phone(self) -> OnThisPhone:
        """How its bank apps take a payment on the phone that shows the code."""

    @property
    def currencies(self) -> frozenset[str]:
        """What it can ask money in."""

    @property
    def carries_reference(self) -> bool:
        """Whether our reference travels with the money; where it does not, amounts must differ."""

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The payee as the standard writes it. Raises a DomainError that names what is wrong."""

    def payload(self, ask: Ask) -> str:
        """The text of the code. Raises BadAmount, AmountTooHigh, CurrencyMismatch, BadReference, …"""

    def read(self, payload: str) -> Ask:
        """What a code's text asks, read strictly; "" for what it does not carry. Raises PayloadUnreadable."""

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """What to copy in a bank's app on the same phone, in this order."""


def carries_amount(standard: Standard) -> bool:
    """Whether the amount stands in the code, or the buyer types it."""
    return standard.on_this_phone is not OnThisPhone.TYPED


def written_name(name: str, standard: str, example: str, characters: int, octets: int | None = None) -> str:
    """The payee's name on one line, cut to what the standard holds; `octets` count UTF-8. Raises NameMissing."""
    written = texts.cut(texts.clean(name), characters, octets)
    if not written:
        raise NameMissing(standard=standard, expected=example)
    return written


def refuse_other(payee: PayeeAccount, standard: str) -> None:
    """Raise WrongStandard for the payee of another standard."""
    if payee.standard != standard:
        raise WrongStandard(given=payee.standard, wanted=standard)


def refuse_amount(standard: str, amount: Money, wanted: str, highest_minor: int) -> None:
    """Raise CurrencyMismatch, BadAmount or AmountTooHigh for what the standard cannot ask."""
    unit = currency(wanted)
    if amount.currency != unit:
        raise CurrencyMismatch(standard=standard, given=amount.currency.code, wanted=wanted)
    if amount.minor <= 0:
        raise BadAmount(given=amount_text(amount), decimals=unit.decimals)
    if amount.minor > highest_minor:
        raise AmountTooHigh(given=amount, limit=Money(highest_minor, unit))


def form_copies(ask: Ask, reference: str | None = None) -> tuple[Copy, ...]:
    """Account, amount and reference, as a transfer form asks them; the reference in another form if given."""
    copied = [Copy(CopyKind.ACCOUNT, ask.payee.account), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
    told = ask.reference if reference is None else reference
    return (*copied, Copy(CopyKind.REFERENCE, told)) if told else tuple(copied)


def amount_text(amount: Money) -> str:
    """Digits and a point, with all decimals of the currency: 29.90. No exponent, no separator."""
    return format(amount.decimal(), "f")
