"""Swiss QR-bill: SIX, Implementation Guidelines QR-bill v2.3, structured addresses.

https://www.six-group.com/en/products-services/banking-services/payment-standardization/standards/qr-bill.html
31 lines. A plain IBAN takes a creditor reference (SCOR) or none; a QR-IBAN takes a QR reference (QRR) and nothing else.
"""

import re
import unicodedata
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import addresses, ibans, lines, references, texts
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
)
from bot.payqr.errors import BadReference, NameMissing, PayloadTooLong, PayloadUnreadable, WrongObject

EXAMPLE = "qrbill CH93 0076 2011 6238 5295 7 Anna Muster, Bahnhofstrasse 1, 8001 Zürich"
LONGEST = 997
#: Euros too by v2.3; v2.4 is said to narrow that, and was not read.
_CURRENCY = "CHF"
_HIGHEST_MINOR = 99_999_999_999
_NAME, _MESSAGE = 70, 140
_HEAD, _TAIL = ["SPC", "0200", "1"], "EPD"
_COUNTRIES = ("CH", "LI")
_NOBODY = [""] * 7
_RF = 21
_QRR = 26
#: The bank numbers of QR-IBANs.
_QR_BANKS = range(30_000, 32_000)
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
_AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
#: What the guidelines permit beyond Latin-1 and Latin Extended-A.
_LETTERS_TOO = frozenset("ȘșȚț€")


class QrBill:
    """Anybody with a Swiss account is paid in francs; the reference travels as RF or QR reference, and as message."""

    name = "qrbill"
    synonyms = frozenset({"swiss", "swissqr", "qr-bill", "qr-rechnung"})
    line = Line(EXAMPLE, lines.iban_size, has_city=True, city_parts=2)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """IBAN, name and address in Latin letters; accents stay.

        Raises BadIban, WrongIbanLength, AccountAbroad, NameMissing, AddressMissing.
        """
        iban = ibans.checked_in(texts.narrow(account), self.name, _COUNTRIES)
        owner = texts.cut(_latin(name), _NAME)
        if not owner:
            raise NameMissing(standard=self.name, expected=EXAMPLE)
        home = iban[:2]
        return PayeeAccount(self.name, iban, owner, addresses.read(_latin(city), home, EXAMPLE).text(home))

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        payee = self.check(ask.payee.account, ask.payee.name, ask.payee.city)
        home = addresses.read(payee.city, payee.account[:2], EXAMPLE)
        creditor = ["S", payee.name, home.street, home.number, home.postal_code, home.town, home.country]
        amount = [amount_text(ask.amount), _CURRENCY]
        told = _structured(payee.account, ask.reference)
        fields = [*_HEAD, payee.account, *creditor, *_NOBODY, *amount, *_NOBODY, *told, ask.reference, _TAIL]
        return "\n".join(fields)

    def read(self, payload: str) -> Ask:
        """What a code with an amount asks, of whomever. Raises PayloadUnreadable and its kinds, BadIban."""
        fields = parsed(payload)
        iban, kind, name = fields[3], fields[4], fields[5]
        if kind != "S":
            raise WrongObject(at="address", given=kind)
        street, number, code, town, country = fields[6:11]
        home = addresses.Address(street=street, number=number, postal_code=code, town=town, country=country)
        payee = self.check(iban, name, home.text(iban[:2]))
        for at, given, normal in (
            ("iban", iban, payee.account),
            ("name", name, payee.name),
            ("address", home.text(iban[:2]), payee.city),
        ):
            if given != normal:
                raise WrongObject(at=at, given=given)
        _refuse_structured(iban, fields[27], fields[28])
        return Ask(payee, _amount(fields[18], fields[19]), fields[29] or fields[28])

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """IBAN, amount and the structured reference: what a transfer form asks."""
        return form_copies(ask, _structured(ask.payee.account, ask.reference)[1])


def parsed(payload: str) -> list[str]:
    """The 31 lines, each a clean one. Raises PayloadTooLong, PayloadUnreadable, WrongObject."""
    if len(payload) > LONGEST:
        raise PayloadTooLong(octets=len(payload), limit=LONGEST)
    fields = payload.split("\r\n" if "\r\n" in payload else "\n")
    if len(fields) != 31 or fields[:3] != _HEAD or fields[30] != _TAIL:
        raise PayloadUnreadable(at=len(fields))
    for at, field in enumerate(fields):
        if field != texts.clean(field):
            raise WrongObject(at=at, given=field)
    if fields[11:18] != _NOBODY:
        raise WrongObject(at=11, given=fields[11])
    return fields


def _structured(iban: str, reference: str) -> tuple[str, str]:
    """Kind and reference for this account. Raises BadReference: it does not fit, or a QR-IBAN has none."""
    references.refuse(reference, _RF)
    if not _is_qr_iban(iban):
        if not reference:
            return "NON", ""
        is_rf = ibans.is_creditor_reference(reference)
        return "SCOR", reference if is_rf else ibans.creditor_reference(reference)
    body = references.digits(reference, _QRR).zfill(_QRR)
    if not int(body):
        raise BadReference(given=reference, longest=_QRR)
    return "QRR", body + _check_digit(body)


def _refuse_structured(iban: str, kind: str, reference: str) -> None:
    """Raise WrongObject unless kind, account and check digits go together."""
    wanted = {"QRR"} if _is_qr_iban(iban) else {"SCOR", "NON"}
    sound = {
        "QRR": re.fullmatch("[0-9]{27}", reference) is not None and _check_digit(reference[:-1]) == reference[-1],
        "SCOR": ibans.is_creditor_reference(reference),
        "NON": not reference,
    }
    if kind not in wanted or not sound[kind]:
        raise WrongObject(at="reference", given=reference)


def _is_qr_iban(iban: str) -> bool:
    return int(iban[4:9]) in _QR_BANKS


def _check_digit(body: str) -> str:
    """Modulo 10, recursive."""
    carry = 0
    for digit in body:
        carry = _CARRY[(carry + int(digit)) % 10]
    return str((10 - carry) % 10)


def _latin(text: str) -> str:
    """The text in the letters that the guidelines permit; others lose their accents or are left out."""
    composed = unicodedata.normalize("NFC", texts.clean(text))
    return texts.clean("".join(each if _is_permitted(each) else texts.fold(each) for each in composed))


def _is_permitted(letter: str) -> bool:
    return " " <= letter <= "~" or "\xa1" <= letter <= "\u017f" or letter in _LETTERS_TOO


def _amount(text: str, unit: str) -> Money:
    if unit != _CURRENCY or not _AMOUNT.fullmatch(text) or not Decimal(text):
        raise WrongObject(at="amount", given=f"{unit} {text}")
    return from_decimal(Decimal(text), currency(_CURRENCY))
