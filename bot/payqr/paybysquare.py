"""PAY by square: Slovak Banking Association, 1.1.0, by two public libraries that agree.

https://bsqr.co/schema/. Fields between tabs behind their CRC-32, compressed (LZMA1), in the digits 0-9 and A-V. What
is compressed differs between encoders: compare what is read, never the text.
"""

import base64
import lzma
import re
import string
import zlib
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import ibans, lines, references, texts
from bot.payqr.asks import (
    Ask,
    Copy,
    Line,
    OnThisPhone,
    PayeeAccount,
    amount_text,
    form_copies,
    refuse_amount,
    refuse_other,
    written_name,
)
from bot.payqr.errors import PayloadUnreadable, WrongChecksum, WrongObject

EXAMPLE = "paybysquare SK31 1200 0000 1987 4263 7541 Ján Novák"
_CURRENCY = "EUR"
_HIGHEST_MINOR = 99_999_999_999
_NAME, _NOTE = 70, 140
_DIGITS = string.digits + "ABCDEFGHIJKLMNOPQRSTUV"
#: Type, version and kind of document, all 0: a payment order.
_HEAD = b"\x00\x00"
_FILTERS = [{"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 128 * 1024}]
#: A sound code says some two hundred octets; a hostile one could grow without end.
_LONGEST = 2048
_FIELDS = (
    "invoice", "payments", "kind", "amount", "currency", "due", "variable", "constant", "specific", "payer", "note",
    "accounts", "iban", "bic", "standing", "debit", "name", "street", "town",
)  # fmt: skip
_FIXED = {"payments": "1", "kind": "1", "currency": _CURRENCY, "accounts": "1", "standing": "0", "debit": "0"}
_AMOUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")


class PayBySquare:
    """Anybody with an IBAN is paid in euros by a Slovak bank's app; the reference travels as note and symbol."""

    name = "paybysquare"
    synonyms = frozenset({"pay-by-square", "bysquare"})
    line = Line(EXAMPLE, lines.iban_size)
    on_this_phone = OnThisPhone.FORM
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """IBAN and name, kept as written. Raises BadIban, WrongIbanLength, IbanOutsideSepa, NameMissing."""
        iban = ibans.checked(texts.narrow(account))
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, iban, owner, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _NOTE)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        told = {
            "amount": amount_text(ask.amount),
            "variable": references.digits(ask.reference),
            "note": ask.reference,
            "iban": payee.account,
            "name": payee.name,
        }
        return written("\t".join((_FIXED | told).get(field, "") for field in _FIELDS))

    def read(self, payload: str) -> Ask:
        """What a code for one payment asks. Raises PayloadUnreadable and its kinds, BadIban, NameMissing."""
        fields = parsed(payload)
        payee = self.check(fields["iban"], fields["name"], "")
        for field, normal in (("iban", payee.account), ("name", payee.name), *_FIXED.items()):
            if fields[field] != normal:
                raise WrongObject(at=field, given=fields[field])
        if not _AMOUNT.fullmatch(fields["amount"]) or not Decimal(fields["amount"]):
            raise WrongObject(at="amount", given=fields["amount"])
        return Ask(payee, _money(fields["amount"]), fields["note"] or fields["variable"])

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """IBAN, amount and reference: what a transfer form asks."""
        return form_copies(ask)


def written(text: str) -> str:
    """A text as the code carries it: checksum before it, compressed, in digits of five bits."""
    data = text.encode()
    data = zlib.crc32(data).to_bytes(4, "little") + data
    packed = _HEAD + len(data).to_bytes(2, "little") + lzma.compress(data, lzma.FORMAT_RAW, filters=_FILTERS)
    return base64.b32hexencode(packed).decode().rstrip("=")


def unpacked(payload: str) -> str:
    """The text that a code carries. Raises PayloadUnreadable, PayloadTooLong, WrongChecksum."""
    if not payload or not set(payload) <= set(_DIGITS) or len(payload) > _LONGEST:
        raise PayloadUnreadable(at=0)
    bits = len(payload) * 5
    packed = (int(payload, 32) >> bits % 8).to_bytes(bits // 8, "big")
    size = int.from_bytes(packed[2:4], "little")
    if packed[:2] != _HEAD or not 4 <= size <= _LONGEST:
        raise PayloadUnreadable(at=0)
    try:
        data = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS).decompress(packed[4:], max_length=size)
        text = data[4:].decode()
    except (lzma.LZMAError, UnicodeDecodeError):
        raise PayloadUnreadable(at=4) from None
    given, wanted = data[:4].hex(), zlib.crc32(data[4:]).to_bytes(4, "little").hex()
    if len(data) != size or given != wanted:
        raise WrongChecksum(at=0, given=given, wanted=wanted)
    return text


def parsed(payload: str) -> dict[str, str]:
    """The fields of a code for one payment to one account. Raises PayloadUnreadable, WrongChecksum, WrongObject."""
    parts = unpacked(payload).split("\t")
    if not len(_FIELDS) - 3 <= len(parts) <= len(_FIELDS):
        raise PayloadUnreadable(at=len(parts))
    fields = dict.fromkeys(_FIELDS, "") | dict(zip(_FIELDS, parts, strict=False))
    for field, value in fields.items():
        if value != texts.clean(value):
            raise WrongObject(at=field, given=value)
    return fields


def _money(text: str) -> Money:
    return from_decimal(Decimal(text), currency(_CURRENCY))
