"""PayNow codes: Association of Banks in Singapore, no public version, by three public encoders that agree.

https://www.abs.org.sg/consumer-banking/pay-now. Object 26 holds the proxy, 62-01 the reference.
"""

from bot.domain.money import currency
from bot.payqr import emv, lines, paynow_ids, texts
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
from bot.payqr.errors import WrongObject

EXAMPLE = "paynow +65 8123 4567 Tan Ah Kow"
SCHEME = "SG.PAYNOW"
_CURRENCY = "SGD"
_ONE_AMOUNT = "12"
_MOBILE, _UEN = "0", "2"
_LOCKED = "0"
_CITY = "Singapore"
_NAME = 70
_KNOWN = frozenset({"00", "01", "26", "52", "53", "54", "58", "59", "60", "62"})
_KNOWN_ACCOUNT = frozenset({"00", "01", "02", "03"})


class PayNow:
    """Anybody with a Singapore mobile number, and any business by its UEN, is paid in Singapore dollars."""

    name = "paynow"
    synonyms = frozenset({"pay-now", "uen"})
    line = Line(EXAMPLE, lambda words: lines.digits_size(words, paynow_ids.checked, EXAMPLE))
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The proxy; the name as people write it, which the code carries folded. No city is used.

        Raises BadPhone, BadUen, BadPaynowId, NameMissing.
        """
        proxy = paynow_ids.checked(texts.narrow(account))
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, proxy, shown, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code, its amount locked.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        emv.refuse_amount(self.name, ask.amount, self.currencies)
        emv.refuse_reference(ask.reference)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        kind = _MOBILE if paynow_ids.is_mobile(payee.account) else _UEN
        account = [("00", SCHEME), ("01", kind), ("02", payee.account), ("03", _LOCKED)]
        return emv.sealed(
            [
                ("00", "01"),
                ("01", _ONE_AMOUNT),
                ("26", emv.written(account)),
                ("52", "0000"),
                ("53", currency(_CURRENCY).number),
                ("54", amount_text(ask.amount)),
                ("58", "SG"),
                ("59", emv.folded(payee.name)),
                ("60", _CITY),
                *([("62", emv.written([("01", ask.reference)]))] if ask.reference else []),
            ]
        )

    def read(self, payload: str) -> Ask:
        """What a code asks; the name in it is folded, and read as none. Raises PayloadUnreadable, BadPhone, BadUen."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "58", "SG")
        emv.taken(objects, "59")
        account = emv.parsed(emv.taken(objects, "26"))
        emv.refuse_unexpected(account, _KNOWN_ACCOUNT)
        emv.require(account, "00", SCHEME)
        emv.require(account, "03", _LOCKED)
        amount = emv.amount(objects, currency(_CURRENCY))
        return Ask(PayeeAccount(self.name, proxy(account), "", ""), amount, emv.read_reference(objects, "01"))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Mobile number or UEN, amount and reference: what a transfer form asks."""
        account = ask.payee.account.removeprefix("+65")
        copied = [Copy(CopyKind.ACCOUNT, account), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
        return (*copied, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else tuple(copied)


def proxy(account: emv.Objects) -> str:
    """The proxy in the objects of an account, in the form it is written in. Raises ObjectMissing, WrongObject, …"""
    found = paynow_ids.checked(emv.taken(account, "02"))
    if found != account["02"] or emv.taken(account, "01") != (_MOBILE if paynow_ids.is_mobile(found) else _UEN):
        raise WrongObject(at="26", given=account["02"])
    return found
