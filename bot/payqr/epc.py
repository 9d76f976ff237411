"""SEPA credit transfer codes (Girocode): European Payments Council, EPC069-12 v2.1.

https://www.europeanpaymentscouncil.eu/document-library/guidance-documents/quick-response-code-guidelines-enable-data-capture-initiation
One field a line; what is not asked stays an empty line, and nothing stands after the last filled one.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import ibans, lines, texts
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
from bot.payqr.errors import BadReference, PayloadTooLong, PayloadUnreadable, WrongObject

EXAMPLE = "epc DE33 1002 0500 0001 1947 00 Anna Schmidt"
LONGEST_OCTETS = 331
_CURRENCY = "EUR"
_HIGHEST_MINOR = 99_999_999_999
_NAME, _TEXT = 70, 140
#: Leaves room for the longest IBAN, the highest amount and a reference of 60 octets within the 331 of a code.
_NAME_OCTETS = 200
_LINES = (
    "service",
    "version",
    "characters",
    "transfer",
    "bic",
    "name",
    "iban",
    "amount",
    "purpose",
    "rf",
    "text",
    "hint",
)
_LONGEST = {"bic": 11, "name": _NAME, "purpose": 4, "rf": 35, "text": _TEXT, "hint": 70}
_AMOUNT = re.compile(r"EUR([0-9]{1,9}(?:\.[0-9]{1,2})?)")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


class Epc:
    """Anybody with an IBAN of a SEPA country is paid in euros; the reference travels as the transfer's text."""

    name = "epc"
    synonyms = frozenset({"iban", "sepa", "girocode", "giro"})
    line = Line(EXAMPLE, lines.iban_size)
    on_this_phone = OnThisPhone.FORM
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """IBAN and name, which banks compare with the account's owner: kept as written. No city is used.

        Raises BadIban, WrongIbanLength, IbanOutsideSepa, NameMissing.
        """
        iban = ibans.checked(texts.narrow(account))
        owner = written_name(name, self.name, EXAMPLE, _NAME, _NAME_OCTETS)
        return PayeeAccount(self.name, iban, owner, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, PayloadTooLong,
        WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        if ask.reference != texts.clean(ask.reference) or len(ask.reference) > _TEXT:
            raise BadReference(given=ask.reference, longest=_TEXT)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        is_rf = ibans.is_creditor_reference(ask.reference)
        remittance = (ask.reference, "") if is_rf else ("", ask.reference)
        amount = _CURRENCY + amount_text(ask.amount)
        return written(["BCD", "002", "1", "SCT", "", payee.name, payee.account, amount, "", *remittance])

    def read(self, payload: str) -> Ask:
        """What a code with an amount asks, versions 001 and 002. Raises PayloadUnreadable, WrongObject, BadIban."""
        fields = parsed(payload)
        payee = self.check(fields["iban"], fields["name"], "")
        for field, normal in (("iban", payee.account), ("name", payee.name)):
            if fields[field] != normal:
                raise WrongObject(at=field, given=fields[field])
        return Ask(payee, _amount(fields["amount"]), fields["rf"] or fields["text"])

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """IBAN, amount and reference: what a transfer form asks."""
        return form_copies(ask)


def written(fields: Sequence[str]) -> str:
    """The lines as one text, ending with the last filled one. Raises PayloadTooLong."""
    text = "\n".join(fields).rstrip("\n")
    _refuse_long(text)
    return text


def parsed(payload: str) -> dict[str, str]:
    """The lines by name, each of an allowed form. Raises PayloadTooLong, PayloadUnreadable, WrongObject."""
    _refuse_long(payload)
    split = payload.split("\r\n" if "\r\n" in payload else "\n")
    if not 8 <= len(split) <= len(_LINES) or not split[-1]:
        raise PayloadUnreadable(at=len(split))
    fields = dict.fromkeys(_LINES, "") | dict(zip(_LINES, split, strict=False))
    for line in _LINES:
        if not _is_allowed(line, fields[line]):
            raise WrongObject(at=line, given=fields[line])
    if fields["version"] == "001" and not fields["bic"]:
        raise WrongObject(at="bic", given="")
    if fields["rf"] and fields["text"]:
        raise WrongObject(at="text", given=fields["text"])
    return fields


def _refuse_long(text: str) -> None:
    octets = len(text.encode(errors="surrogatepass"))
    if octets > LONGEST_OCTETS:
        raise PayloadTooLong(octets=octets, limit=LONGEST_OCTETS)


def _is_allowed(line: str, value: str) -> bool:
    match line:
        case "service" | "characters" | "transfer":
            return value == {"service": "BCD", "characters": "1", "transfer": "SCT"}[line]
        case "version":
            return value in {"001", "002"}
        case "bic":
            return not value or _BIC.fullmatch(value) is not None
        case "rf":
            return not value or ibans.is_creditor_reference(value)
        case _:
            return value == texts.clean(value) and len(value) <= _LONGEST.get(line, LONGEST_OCTETS)


def _amount(text: str) -> Money:
    digits = _AMOUNT.fullmatch(text)
    if digits is None or Decimal(digits[1]) == 0:
        raise WrongObject(at="amount", given=text)
    return from_decimal(Decimal(digits[1]), currency(_CURRENCY))
