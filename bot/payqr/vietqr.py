"""VietQR transfer to an account: NAPAS, QR switching for payment services, part IV, v1.5.2 (January 2021).

https://vietqr.net. Object 38 holds bank and account; the reference travels as bill (62-01) and purpose (62-08), the one
that many apps show. The code carries neither name nor city: banks tell the name to who pays.
"""

import re

from bot.domain.money import currency
from bot.payqr import emv, texts, vietqr_banks
from bot.payqr.asks import (
    Ask,
    Copy,
    CopyKind,
    Line,
    OnThisPhone,
    PayeeAccount,
    amount_text,
    refuse_other,
    written_name,
)
from bot.payqr.errors import AccountAmbiguous, BadAccount, WrongObject

EXAMPLE = "vietqr Vietcombank 0011001234567 Nguyen Van An"
SCHEME = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
_CURRENCY = "VND"
_ONE_AMOUNT = "12"
_NAME = 70
_ACCOUNT = re.compile(r"(?=[A-Z]*[0-9])[0-9A-Z]{3,19}")
_PRINTED = re.compile(r"[ -~]{1,25}")
_DIGITS = re.compile(r"[0-9.\-]+")
_KNOWN = frozenset({"00", "01", "38", "53", "54", "58", "62"})
_KNOWN_ACCOUNT = frozenset({"00", "01", "02"})


def _size(words: list[str]) -> int:
    """Bank and account, a word each: an account may have any length, so more digits might belong to it."""
    if len(words) > 2 and all(_DIGITS.fullmatch(word) for word in words[1:3]):
        raise AccountAmbiguous(given=" ".join(words[1:3]), expected=EXAMPLE)
    return min(2, len(words))


class VietQr:
    """Anybody with an account at a bank in Vietnam is paid in whole dong."""

    name = "vietqr"
    synonyms = frozenset({"viet-qr", "napas"})
    line = Line(EXAMPLE, _size)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Bank and account as "970436 0011001234567"; the name is told beside the picture only, no city is used.

        Raises UnknownBank, BadAccount, NameMissing.
        """
        bank, _, number = texts.narrow(account).partition(" ")
        bare = re.sub(r"[\s.\-]", "", number).upper()
        bank = vietqr_banks.number_of(bank, EXAMPLE)
        if not _ACCOUNT.fullmatch(bare):
            raise BadAccount(given=number, expected=EXAMPLE)
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, f"{bank} {bare}", shown, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        emv.refuse_amount(self.name, ask.amount, self.currencies)
        emv.refuse_reference(ask.reference)
        bank, number = self.check(ask.payee.account, ask.payee.name, "").account.split()
        to = emv.written([("00", bank), ("01", number)])
        data = [("01", ask.reference), ("08", ask.reference)]
        return emv.sealed(
            [
                ("00", "01"),
                ("01", _ONE_AMOUNT),
                ("38", emv.written([("00", SCHEME), ("01", to), ("02", TO_ACCOUNT)])),
                ("53", currency(_CURRENCY).number),
                ("54", amount_text(ask.amount)),
                ("58", "VN"),
                *([("62", emv.written(data))] if ask.reference else []),
            ]
        )

    def read(self, payload: str) -> Ask:
        """What a code asks; it carries no name. Raises PayloadUnreadable and its kinds, UnknownBank, BadAccount."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "58", "VN")
        amount = emv.amount(objects, currency(_CURRENCY))
        reference = _reference(objects)
        return Ask(PayeeAccount(self.name, account_of(objects["38"]), "", ""), amount, reference)

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Account, amount and reference: what a transfer form asks after the bank's name."""
        copied = [Copy(CopyKind.ACCOUNT, ask.payee.account.split()[-1]), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
        return (*copied, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else tuple(copied)


def account_of(text: str) -> str:
    """Bank and account of object 38, which is a transfer to an account. Raises PayloadUnreadable, BadAccount."""
    account = emv.parsed(text)
    emv.refuse_unexpected(account, _KNOWN_ACCOUNT)
    emv.require(account, "00", SCHEME)
    emv.require(account, "02", TO_ACCOUNT)
    to = emv.parsed(emv.taken(account, "01"))
    bank = emv.require_form(to, "00", re.compile(r"[0-9]{6}"))
    number = emv.require_form(to, "01", _ACCOUNT)
    if len(to) != 2:
        raise WrongObject(at="38", given=text)
    return f"{bank} {number}"


def _reference(objects: emv.Objects) -> str:
    """The bill, else the purpose, or none. Raises WrongObject, UnexpectedObject."""
    data = emv.parsed(objects.get("62", ""))
    emv.refuse_unexpected(data, frozenset({"01", "08"}))
    for tag in data:
        emv.require_form(data, tag, _PRINTED)
    return data.get("01", data.get("08", ""))
