"""EMV codes that others made: EMVCo QR, merchant-presented mode, v1.1, of any country, read as they are.

https://www.emvco.com/emv-technologies/qr-codes/. What is read here is shown to a leader, and decides whether a code may
be turned from static to dynamic (bot/payqr/own.py).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.money import BadAmount, Currency, Money, currencies, from_decimal
from bot.payqr import emv, schemes, texts
from bot.payqr.errors import (
    CodeBroken,
    CodeChanged,
    CodeCurrencyUnknown,
    CodeExpires,
    CodeForOnePayment,
    CodeIncomplete,
    CodeLocked,
    CodeOfProvider,
    CodeTooLong,
    PayloadUnreadable,
    WrongChecksum,
)

#: Readers need not take more; no text of a standard was seen that says so.
LONGEST = 512
#: DuitNow's object over which an issuer's signature stands, by reports from the field.
INTEGRITY = "82"
_EXPIRY = "99"
_VERSIONS = ("01", "02")
_STATIC = "11"
_BEGINS = re.compile(r"00020[12]")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_NO_NAME = frozenset({"", "NA", "N/A"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An EMV code as it is: whole, and its checksum right."""

    payload: str
    objects: emv.Objects
    scheme: str
    country: str
    #: The object that holds the account, and what stands in it; a card number holds nothing else.
    at: str
    held: emv.Objects
    account: str

    @property
    def name(self) -> str:
        """Who is paid, on one line; "" where the code doesn't say."""
        name = texts.clean(self.objects.get("59", ""))
        return "" if name.upper() in _NO_NAME else name

    @property
    def city(self) -> str:
        """Where they are, on one line."""
        return texts.clean(self.objects.get("60", ""))

    @property
    def number(self) -> str:
        """The currency's ISO 4217 number."""
        return self.objects["53"]

    @property
    def amount(self) -> Money | None:
        """The amount that stands in it; None: who pays types it. Raises CodeBroken, CodeCurrencyUnknown."""
        text = self.objects.get("54")
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{1,13}(\.[0-9]{0,2})?", text):
            raise CodeBroken(at="54")
        try:
            return from_decimal(Decimal(text), unit_of(self))
        except BadAmount:
            raise CodeBroken(at="54") from None

    @property
    def is_for_one_payment(self) -> bool:
        """Whether it is dynamic, or carries an amount already."""
        return self.objects.get("01", _STATIC) != _STATIC or "54" in self.objects

    @property
    def accounts(self) -> list[str]:
        """The objects that name an account: several in a code that several networks take."""
        return [tag for tag in self.objects if "02" <= tag <= "51"]

    @property
    def expires(self) -> bool:
        """Whether it says until when it can be paid."""
        return _EXPIRY in self.objects or bool(
            (self.scheme == "paynow" and "04" in self.held) or (self.scheme == "fps" and "05" in self.held)
        )


def is_emv(payload: str) -> bool:
    """Whether a text begins like an EMV code."""
    return _BEGINS.match(payload) is not None


def read(payload: str) -> Code:
    """A code of any country, as it is. Raises CodeChanged, CodeBroken, CodeIncomplete, CodeTooLong."""
    if len(payload) > LONGEST:
        raise CodeTooLong(length=len(payload), limit=LONGEST)
    try:
        objects = emv.unsealed(payload, *_VERSIONS)
    except WrongChecksum:
        raise CodeChanged() from None
    except PayloadUnreadable as refusal:
        raise CodeBroken(at=str(refusal.facts["at"])) from None
    nested = {tag: _nested(tag, objects[tag]) for tag in objects if _is_nested(tag)}
    for tag in ("53", "58"):
        if tag not in objects:
            raise CodeIncomplete(at=tag)
    if not _COUNTRY.fullmatch(objects["58"]):
        raise CodeBroken(at="58")
    return _code(payload, objects, nested)


def unit_of(code: Code) -> Currency:
    """The currency of a code. Raises CodeCurrencyUnknown."""
    unit = next((each for each in currencies() if each.number == code.number), None)
    if unit is None:
        raise CodeCurrencyUnknown(given=code.number)
    return unit


def refuse_unalterable(code: Code) -> None:
    """Raise the reason for which a code may not be altered.

    CodeLocked, CodeExpires, CodeOfProvider, CodeForOnePayment.
    """
    if INTEGRITY in code.objects:
        raise CodeLocked()
    if code.scheme == "pix" and "25" in code.held:
        raise CodeOfProvider()
    if code.expires:
        raise CodeExpires()
    if code.is_for_one_payment:
        raise CodeForOnePayment()


def _nested(tag: str, text: str) -> emv.Objects:
    try:
        return emv.parsed(text)
    except PayloadUnreadable:
        raise CodeBroken(at=tag) from None


def _is_nested(tag: str) -> bool:
    return "26" <= tag <= "51" or tag in ("62", "64") or tag >= "80"


def _code(payload: str, objects: emv.Objects, nested: dict[str, emv.Objects]) -> Code:
    """The account's object is the first whose scheme we know, else the first that holds more than a card number."""
    accounts = [tag for tag in objects if "02" <= tag <= "51"]
    known = {tag: schemes.named(nested[tag].get("00", "")) for tag in accounts if tag in nested}
    order = [tag for tag in accounts if known.get(tag)] + [tag for tag in accounts if tag in nested] + accounts
    if not order:
        raise CodeIncomplete(at="26")
    at = order[0]
    country = objects["58"].upper()
    held = nested.get(at, {})
    account = texts.clean(_account(at, objects, held) if held else objects[at])
    if not account:
        raise CodeIncomplete(at=at)
    scheme = known.get(at) or schemes.of_country(country)
    return Code(payload=payload, objects=objects, scheme=scheme, country=country, at=at, held=held, account=account)


def _account(at: str, objects: emv.Objects, held: emv.Objects) -> str:
    """What tells one account from another: where the scheme has it, else the entry with the most digits.

    A Bakong account stands in sub-object 00 itself.
    """
    if "@" in held.get("00", ""):
        return held["00"]
    if (entry := schemes.entry_of(held.get("00", ""))) in held:
        return held[entry]
    entries = [value for tag, value in held.items() if tag != "00"]
    return max(reversed(entries), key=lambda text: sum(letter.isdigit() for letter in text), default=objects[at])
