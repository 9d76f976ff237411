"""PayPal.Me links: PayPal, help pages on PayPal.Me (no version).

https://www.paypal.com/us/cshelp/article/what-is-paypalme-help432. No reference travels: each order asks an amount of
its own.
"""

import re
from decimal import Decimal

from bot.domain.money import Money, UnknownCurrency, currency, from_decimal
from bot.payqr import lines, texts
from bot.payqr.asks import (
    Ask,
    Copy,
    CopyKind,
    Line,
    OnThisPhone,
    PayeeAccount,
    amount_text,
    refuse_amount,
    refuse_other,
    written_name,
)
from bot.payqr.errors import BadPaypalName, CurrencyMismatch, PayloadUnreadable

EXAMPLE = "paypal paypal.me/annaschmidt Anna Schmidt"
_SITE = "https://paypal.me/"
_SITES = re.compile(r"(?:https?://)?(?:www\.)?paypal\.(?:me|com/paypalme)/|@", re.IGNORECASE)
#: Not confirmed by a second source: that the amount may be followed by its currency, and the highest sum of a payment.
_AMOUNT = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,2})?)([A-Z]{3})")
_HIGHEST_MINOR = 1_000_000
_NAME = 70
_ACCOUNT = re.compile(r"[A-Za-z0-9]{1,20}")


class Paypal:
    """Anybody with a PayPal.Me name is paid in what PayPal carries between countries, cents and all."""

    name = "paypal"
    synonyms = frozenset({"paypal.me", "paypalme"})
    line = Line(EXAMPLE, lines.one_word)
    on_this_phone = OnThisPhone.LINK
    currencies = frozenset({"EUR", "USD", "GBP", "CHF", "CZK", "HKD", "JPY", "PHP", "PLN", "SGD", "THB"})
    carries_reference = False

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The name behind paypal.me/, and who that is, told beside the picture. Raises BadPaypalName, NameMissing."""
        typed = _SITES.sub("", texts.narrow(account), count=1).rstrip("/")
        if not _ACCOUNT.fullmatch(typed):
            raise BadPaypalName(given=account)
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, typed, owner, "")

    def payload(self, ask: Ask) -> str:
        """The link. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, WrongStandard."""
        refuse_other(ask.payee, self.name)
        unit = ask.amount.currency.code
        if unit not in self.currencies:
            raise CurrencyMismatch(standard=self.name, given=unit, wanted=", ".join(sorted(self.currencies)))
        refuse_amount(self.name, ask.amount, unit, _HIGHEST_MINOR)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        return f"{_SITE}{payee.account}/{amount_text(ask.amount)}{unit}"

    def read(self, payload: str) -> Ask:
        """What a link with an amount asks; it carries neither name nor reference. Raises PayloadUnreadable."""
        site, account, amount = payload[: len(_SITE)], *payload[len(_SITE) :].partition("/")[::2]
        said = _AMOUNT.fullmatch(amount)
        if site.lower() != _SITE or not _ACCOUNT.fullmatch(account) or said is None:
            raise PayloadUnreadable(at=len(_SITE))
        return Ask(PayeeAccount(self.name, account, "", ""), self._amount(said[1], said[2]), "")

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """The link to open, and to copy."""
        link = self.payload(ask)
        return (Copy(CopyKind.LINK, link), Copy(CopyKind.PAYLOAD, link))

    def _amount(self, digits: str, code: str) -> Money:
        try:
            unit = currency(code)
        except UnknownCurrency:
            raise PayloadUnreadable(at=code) from None
        if code not in self.currencies or not Decimal(digits):
            raise PayloadUnreadable(at=code)
        return from_decimal(Decimal(digits), unit)
