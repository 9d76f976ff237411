"""Payment symbols of GOST R 56042-2014 in UTF-8 (ST00012): Russia's banks, by public copies of the standard.

https://docs.cntd.ru/document/1200110981. Key=value between separators; a sum in kopecks; no separator at the end.
"""

import re

from bot.domain.money import Money, currency
from bot.payqr import references, russian_accounts, texts
from bot.payqr.asks import (
    Ask,
    Copy,
    Line,
    OnThisPhone,
    PayeeAccount,
    form_copies,
    refuse_amount,
    refuse_other,
)
from bot.payqr.errors import BankMissing, NameMissing, PayloadUnreadable, RepeatedObject, UnexpectedObject, WrongObject

EXAMPLE = "st00012 40702810138250123017 044525225 30101810400000000225 Иван Иванов, Сбербанк"
_CURRENCY = "RUB"
_HEAD = "ST00012"
#: The standard has 18 digits of kopecks; money itself ends here (bot/domain/money.py).
_HIGHEST_MINOR = 10**15 - 1
_REFERENCE = 210
_NAME, _BANK = 160, 45
#: The five fields that must be there hold 300 octets, 102 of them without name and bank.
_NAME_OCTETS, _BANK_OCTETS = 108, 90
#: What parts fields: ours, which no field of ours holds, and those that others choose when one of theirs holds it.
_SEPARATOR = "|"
_SEPARATORS = "|~_#$^&*/"
_FIRST = ("Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc")
#: What a code may say besides and we do not ask; none of it moves money.
_BESIDES = frozenset(
    {"Purpose", "Sum", "PayeeINN", "KPP", "LastName", "FirstName", "MiddleName", "PayerAddress", "PayerINN"}
)
_SUM = re.compile(r"[1-9][0-9]{0,14}")


class St00012:
    """Anybody with a Russian account is paid in roubles; the reference travels as the purpose.

    A payee's `extra` is BIC and correspondent account, its city the bank's name.
    """

    name = "st00012"
    synonyms = frozenset({"gost", "st0001"})
    line = Line(EXAMPLE, russian_accounts.size, has_city=True)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Account, BIC and correspondent account in one; the name as written; the bank's name as city.

        Raises BadRussianAccount, NameMissing, BankMissing.
        """
        numbers = russian_accounts.read(texts.narrow(account), EXAMPLE)
        owner = texts.cut(_separable(name), _NAME, _NAME_OCTETS)
        bank = texts.cut(_separable(city), _BANK, _BANK_OCTETS)
        if not owner:
            raise NameMissing(standard=self.name, expected=EXAMPLE)
        if not bank:
            raise BankMissing(expected=EXAMPLE)
        return PayeeAccount(self.name, numbers.account, owner, bank, f"{numbers.bic} {numbers.correspondent}")

    def payload(self, ask: Ask) -> str:
        """The text of the code. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _REFERENCE)
        payee = self.check(f"{ask.payee.account} {ask.payee.extra}", ask.payee.name, ask.payee.city)
        bic, correspondent = payee.extra.split()
        values = (payee.name, payee.account, payee.city, bic, correspondent)
        fields = [*zip(_FIRST, values, strict=True), ("Sum", str(ask.amount.minor)), ("Purpose", ask.reference)]
        return _SEPARATOR.join([_HEAD, *(f"{key}={value}" for key, value in fields if value)])

    def read(self, payload: str) -> Ask:
        """What a code with a sum asks. Raises PayloadUnreadable and its kinds, BadRussianAccount, NameMissing."""
        fields = parsed(payload)
        numbers = " ".join(fields[key] for key in ("PersonalAcc", "BIC", "CorrespAcc"))
        payee = self.check(numbers, fields["Name"], fields["BankName"])
        told = f"{payee.account} {payee.extra}"
        for key, given, normal in (
            ("PersonalAcc", numbers, told),
            ("Name", fields["Name"], payee.name),
            ("BankName", fields["BankName"], payee.city),
        ):
            if given != normal:
                raise WrongObject(at=key, given=given)
        if not _SUM.fullmatch(fields.get("Sum", "")):
            raise WrongObject(at="Sum", given=fields.get("Sum", ""))
        return Ask(payee, Money(int(fields["Sum"]), currency(_CURRENCY)), fields.get("Purpose", ""))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Account, amount and reference; BIC and bank stand in the picture."""
        return form_copies(ask)


def parsed(payload: str) -> dict[str, str]:
    """The fields by name, the five first ones in their order. Raises PayloadUnreadable and its kinds."""
    separator = payload[len(_HEAD) : len(_HEAD) + 1]
    if not payload.startswith(_HEAD) or not separator or separator not in _SEPARATORS:
        raise PayloadUnreadable(at=len(_HEAD))
    fields: dict[str, str] = {}
    for part in payload[len(_HEAD) + 1 :].split(separator):
        key, equals, value = part.partition("=")
        if not equals or not value:
            raise PayloadUnreadable(at=key)
        if key in fields:
            raise RepeatedObject(at=key)
        if key not in _FIRST and key not in _BESIDES:
            raise UnexpectedObject(at=key)
        if value != texts.clean(value):
            raise WrongObject(at=key, given=value)
        fields[key] = value
    if tuple(fields)[: len(_FIRST)] != _FIRST:
        raise PayloadUnreadable(at=0)
    return fields


def _separable(text: str) -> str:
    """The text without the separator that we write."""
    return texts.clean(text.replace(_SEPARATOR, " "))
