"""Personal codes of WeChat Pay and Alipay: links that those apps open. Neither publishes a standard for them.

https://pay.weixin.qq.com, https://opendocs.alipay.com. They take no amount: the code is drawn as it is, the buyer types
the amount and puts the reference into the note.
"""

import re

from bot.domain.money import Money, currency
from bot.payqr import asks, texts
from bot.payqr.asks import Ask, Copy, CopyKind, Line, OnThisPhone, PayeeAccount, amount_text, refuse_other
from bot.payqr.errors import BadReference, CodeForOnePayment, CodeNameless, NoPaymentCode

EXAMPLE = "picture https://qr.alipay.com/fkx000000000000000000 Wang Fang"
_CURRENCY = "CNY"
_HIGHEST_MINOR = 9_999_999_999
_NAME, _NOTE = 70, 50
#: Which app opens it, by how it begins.
_APPS = {
    "wechat": re.compile(r"(?i:wxp://)[!-~]{4,200}|(?i:https://wx\.tenpay\.com/)[!-~]{4,200}"),
    "alipay": re.compile(r"(?i:https://qr\.alipay\.com/)[!-~]{4,200}"),
}
#: What both make for a single order: it takes its amount from their servers and dies within hours.
_FOR_ONE_PAYMENT = re.compile(r"(?i:weixin://wxpay/)[!-~]*|(?i:https://qr\.alipay\.com/bax)[!-~]*")


class Personal:
    """Anybody with WeChat Pay or Alipay is paid in yuan, the amount typed by who pays."""

    name = "picture"
    synonyms = frozenset({"wechat", "weixin", "alipay"})
    line = Line(EXAMPLE, lambda words: min(1, len(words)))
    on_this_phone = OnThisPhone.TYPED
    currencies = frozenset({_CURRENCY})
    carries_reference = False

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The code's own text, and the name that the app shows, which the code does not say. No city is used.

        Raises NoPaymentCode, CodeForOnePayment, CodeNameless.
        """
        link = account.strip()
        if not app_of(link):
            raise NoPaymentCode(given=texts.clean(link)[:40])
        shown = texts.cut(texts.clean(name), _NAME)
        if not shown:
            raise CodeNameless()
        return PayeeAccount(self.name, link, shown, "")

    def payload(self, ask: Ask) -> str:
        """The code's own text, whatever the amount.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        asks.refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        if ask.reference != texts.clean(ask.reference) or len(ask.reference) > _NOTE:
            raise BadReference(given=ask.reference, longest=_NOTE)
        return self.check(ask.payee.account, ask.payee.name, "").account

    def read(self, payload: str) -> Ask:
        """Who is paid; neither name nor amount nor reference stands in it: 0.00. Raises NoPaymentCode, …"""
        if not app_of(payload):
            raise NoPaymentCode(given=texts.clean(payload)[:40])
        return Ask(PayeeAccount(self.name, payload, "", ""), Money(0, currency(_CURRENCY)), "")

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Amount and reference, to be typed into the app."""
        amount = Copy(CopyKind.AMOUNT, amount_text(ask.amount))
        return (amount, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else (amount,)


def app_of(link: str) -> str:
    """Which app opens a personal code: wechat, alipay; "" for neither. Raises CodeForOnePayment."""
    if _FOR_ONE_PAYMENT.fullmatch(link):
        raise CodeForOnePayment()
    return app_like(link)


def app_like(link: str) -> str:
    """Which app opens a code, one for a single payment too; "" for neither."""
    if link.lower().startswith("weixin://wxpay/"):
        return "wechat"
    return next((app for app, form in _APPS.items() if form.fullmatch(link)), "")
