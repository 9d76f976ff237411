"""Short payment descriptor (QR Platba): Czech Banking Association, v1.2 (2021).

https://qr-platba.cz/pro-vyvojare/specifikace-formatu/. Fields between asterisks; in a value % becomes %25, * %2A.
"""

import re
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import czech_accounts, ibans, lines, references, texts
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
from bot.payqr.errors import (
    ObjectMissing,
    PayloadUnreadable,
    RepeatedObject,
    UnexpectedObject,
    WrongObject,
)

EXAMPLE = "spayd CZ65 0800 0000 1920 0014 5399 Jana Nováková"
_CURRENCY = "CZK"
_HEAD = ["SPD", "1.0"]
#: AM has ten characters at most.
_HIGHEST_MINOR = 999_999_999
_NAME, _MESSAGE = 35, 60
_KNOWN = frozenset({"ACC", "AM", "CC", "DT", "X-VS", "X-KS", "X-SS", "MSG", "RN", "PT"})
_AMOUNT = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,2})?")
#: What a value holds as it is: no asterisk, and a percent sign only before one of the two that are escaped.
_VALUE = re.compile(r"(?:[^*%]|%25|%2A)+")


class Spayd:
    """Anybody with a Czech account is paid in crowns; the reference travels as message, its digits as X-VS."""

    name = "spayd"
    synonyms = frozenset({"qrplatba", "qr-platba", "platba"})
    line = Line(EXAMPLE, lines.iban_size)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """A Czech IBAN, or the account as Czechs write it (19-2000145399/0800); the name as written.

        Raises BadIban, WrongIbanLength, AccountAbroad, BadCzechAccount, NameMissing.
        """
        typed = texts.narrow(account)
        iban = czech_accounts.iban(typed) if "/" in typed else ibans.checked_in(typed, self.name, ("CZ",))
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, iban, owner, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _MESSAGE)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        fields = [
            ("ACC", payee.account),
            ("AM", amount_text(ask.amount)),
            ("CC", _CURRENCY),
            ("RN", payee.name),
            ("X-VS", references.digits(ask.reference)),
            ("MSG", ask.reference),
        ]
        return "*".join([*_HEAD, *(f"{key}:{_escaped(value)}" for key, value in fields if value)])

    def read(self, payload: str) -> Ask:
        """What a code with an amount asks. Raises PayloadUnreadable and its kinds, BadIban, NameMissing."""
        fields = parsed(payload)
        iban, _, _ = fields["ACC"].partition("+")
        payee = PayeeAccount(self.name, ibans.checked_in(iban, self.name, ("CZ",)), fields.get("RN", ""), "")
        for key, given, normal in (
            ("ACC", iban, payee.account),
            ("CC", fields.get("CC", _CURRENCY), _CURRENCY),
            ("RN", payee.name, texts.cut(texts.clean(payee.name), _NAME)),
        ):
            if given != normal:
                raise WrongObject(at=key, given=given)
        return Ask(payee, _amount(fields), fields.get("MSG", "") or fields.get("X-VS", ""))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Account, amount and reference: what a transfer form asks."""
        return form_copies(ask)


def parsed(payload: str) -> dict[str, str]:
    """The fields by name. Raises PayloadUnreadable, RepeatedObject, UnexpectedObject, WrongObject, ObjectMissing."""
    parts = payload.split("*")
    if parts[:2] != _HEAD:
        raise PayloadUnreadable(at=0)
    fields: dict[str, str] = {}
    for part in parts[2:-1] if parts[-1] == "" else parts[2:]:
        key, _, value = part.partition(":")
        if key in fields:
            raise RepeatedObject(at=key)
        if key not in _KNOWN:
            raise UnexpectedObject(at=key)
        if not _VALUE.fullmatch(value) or value != texts.clean(value):
            raise WrongObject(at=key, given=value)
        fields[key] = value.replace("%2A", "*").replace("%25", "%")
    if "ACC" not in fields:
        raise ObjectMissing(at="ACC")
    return fields


def _escaped(value: str) -> str:
    """The percent sign first: what an asterisk becomes has one."""
    return value.replace("%", "%25").replace("*", "%2A")


def _amount(fields: dict[str, str]) -> Money:
    text = fields.get("AM", "")
    if not _AMOUNT.fullmatch(text) or not Decimal(text):
        raise WrongObject(at="AM", given=text)
    return from_decimal(Decimal(text), currency(_CURRENCY))
