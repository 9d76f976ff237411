"""Codes that a gateway makes for one payment: who is paid, how much and under which number is kept by the gateway.

Alipay `alipay.trade.precreate`, https://opendocs.alipay.com; WeChat Pay v3 Native, https://pay.weixin.qq.com. A payee
of these is the operator's merchant; no leader types one. Telegram's invoices are among them, though nothing is drawn.
"""

from bot.domain.invoices import CURRENCIES
from bot.domain.trades import Provider
from bot.payqr import asks, texts
from bot.payqr.asks import Ask, Copy, Line, OnThisPhone, PayeeAccount, refuse_other
from bot.payqr.errors import BadReference, NoPaymentCode

_YUAN = frozenset({"CNY"})
_HIGHEST_MINOR = 9_999_999_999
_LONGEST = 500


class GatewayCode:
    """Whoever pays opens or scans the gateway's own code."""

    synonyms: frozenset[str] = frozenset()
    carries_reference = True

    def __init__(self, provider: Provider, on_this_phone: OnThisPhone, currencies: frozenset[str] = _YUAN) -> None:
        self.provider = provider
        self.currencies = currencies
        self.name = f"{provider}-trade"
        self.on_this_phone = on_this_phone
        self.line = Line(self.name, lambda words: min(1, len(words)))

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The operator's merchant number and name. No city is used. Raises NoPaymentCode: there is no number."""
        if not account.strip():
            raise NoPaymentCode(given="")
        return PayeeAccount(self.name, account.strip(), texts.clean(name), "")

    def payload(self, ask: Ask) -> str:
        """The code as the gateway made it. Raises BadReference: it has made none; CurrencyMismatch, …"""
        refuse_other(ask.payee, self.name)
        asks.refuse_amount(self.name, ask.amount, "CNY", _HIGHEST_MINOR)
        if not is_code(ask.payee.extra):
            raise BadReference(given=ask.payee.extra[:40], longest=_LONGEST)
        return ask.payee.extra

    def read(self, payload: str) -> Ask:
        """Nothing of what is asked can be read from it. Raises NoPaymentCode."""
        raise NoPaymentCode(given=texts.clean(payload)[:40])

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Nothing can be typed: only the code is paid."""
        return ()


def is_code(text: str) -> bool:
    """Whether a gateway's answer can be drawn: one line of signs that a link has."""
    return 8 <= len(text) <= _LONGEST and all("!" <= sign <= "~" for sign in text)


GATEWAYS: dict[str, GatewayCode] = {
    each.name: each
    for each in (
        GatewayCode(Provider.ALIPAY, OnThisPhone.LINK),
        GatewayCode(Provider.WECHAT, OnThisPhone.SCANNED),
        GatewayCode(Provider.TELEGRAM, OnThisPhone.LINK, CURRENCIES),
    )
}


def standard_of(provider: Provider) -> GatewayCode:
    """How a gateway's payees are called among the standards."""
    return GATEWAYS[f"{provider}-trade"]
