"""Thai bill payment (object 30): Thai QR Payment, Bank of Thailand, version not seen, by public encoders that agree.

https://www.bot.or.th/en/financial-innovation/digital-finance/digital-payment/promptpay.html
A biller has a contract with a bank; in return the reference travels, as ref1. The code carries neither name nor city.
"""

import re

from bot.domain.money import currency
from bot.payqr import emv, lines, texts
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
from bot.payqr.errors import BadBillerId

EXAMPLE = "thaibill 010555123456701 Siam Fruit"
SCHEME = "A000000677010112"
#: Of ref1 and ref2, as several encoders say: no text of the standard was seen.
LONGEST_REFERENCE = 20
_CURRENCY = "THB"
_ONE_AMOUNT = "12"
_NAME = 70
_BILLER = re.compile(r"[0-9]{15}")
_REFERENCE = re.compile(r"[A-Z0-9]{1,20}")
_KNOWN = frozenset({"00", "01", "30", "53", "54", "58"})
_KNOWN_ACCOUNT = frozenset({"00", "01", "02"})


def biller(given: str) -> str:
    """A biller's fifteen digits: its tax number and two more. Raises BadBillerId."""
    bare = re.sub(r"[\s.\-]", "", given)
    if not _BILLER.fullmatch(bare):
        raise BadBillerId(given=given, digits=sum(letter.isdecimal() for letter in bare))
    return bare


class ThaiBill:
    """A biller in Thailand is paid in baht."""

    name = "thaibill"
    synonyms = frozenset({"thai-bill", "biller"})
    line = Line(EXAMPLE, lambda words: lines.digits_size(words, biller, EXAMPLE))
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The biller's number; the name is told beside the picture only, no city is used.

        Raises BadBillerId, NameMissing.
        """
        number = biller(texts.narrow(account))
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, number, shown, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        emv.refuse_amount(self.name, ask.amount, self.currencies)
        reference = ask.reference.upper()
        emv.refuse_reference(reference, LONGEST_REFERENCE)
        account = [("00", SCHEME), ("01", biller(texts.narrow(ask.payee.account)))]
        return emv.sealed(
            [
                ("00", "01"),
                ("01", _ONE_AMOUNT),
                ("30", emv.written([*account, ("02", reference)] if reference else account)),
                ("58", "TH"),
                ("53", currency(_CURRENCY).number),
                ("54", amount_text(ask.amount)),
            ]
        )

    def read(self, payload: str) -> Ask:
        """What a code asks; it carries no name. Raises PayloadUnreadable and its kinds."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "58", "TH")
        account = emv.parsed(emv.taken(objects, "30"))
        emv.refuse_unexpected(account, _KNOWN_ACCOUNT)
        emv.require(account, "00", SCHEME)
        number = emv.require_form(account, "01", _BILLER)
        reference = emv.require_form(account, "02", _REFERENCE) if "02" in account else ""
        return Ask(PayeeAccount(self.name, number, "", ""), emv.amount(objects, currency(_CURRENCY)), reference)

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Biller, amount and reference: what a bill payment's form asks."""
        copied = [Copy(CopyKind.ACCOUNT, ask.payee.account), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
        return (*copied, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else tuple(copied)
