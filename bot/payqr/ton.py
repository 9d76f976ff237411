"""TON transfer links: The Open Network, deep links of wallets ("less preferred" than TON Connect by now).

https://docs.ton.org/ecosystem/wallet-apps/deep-links. The comment travels with the money, on the chain.
"""

import re

from bot.domain.money import Money, currency
from bot.payqr import lines, links, references, texts, ton_addresses
from bot.payqr.asks import (
    Ask,
    Copy,
    CopyKind,
    Line,
    OnThisPhone,
    PayeeAccount,
    form_copies,
    refuse_amount,
    refuse_other,
    written_name,
)
from bot.payqr.errors import WrongObject

EXAMPLE = "ton EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N Anna Schmidt"
_CURRENCY = "TON"
_SCHEME = "ton://transfer/"
#: Telegram's buttons take no `ton:` links; this wallet's site opens the same path.
_WEB = "https://app.tonkeeper.com/transfer/"
#: A million TON: money ends here (bot/domain/money.py).
_HIGHEST_MINOR = 10**15 - 1
_NAME, _COMMENT = 70, 120
#: `init` and `bin`, which run a contract with the money, are not among them.
_KNOWN = frozenset({"amount", "text"})
_NANO = re.compile(r"[1-9][0-9]{0,14}")


class Ton:
    """Anybody with a TON wallet is paid in toncoin; the reference travels as the comment."""

    name = "ton"
    synonyms = frozenset({"toncoin", "tonkeeper"})
    line = Line(EXAMPLE, lines.one_word)
    on_this_phone = OnThisPhone.LINK
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Address; the name is told beside the picture only. Raises BadTonAddress, NameMissing."""
        address = ton_addresses.checked(texts.narrow(account))
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, address, owner, "")

    def payload(self, ask: Ask) -> str:
        """The link. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, …"""
        return self._link(_SCHEME, ask)

    def read(self, payload: str) -> Ask:
        """What a link with an amount asks; it has no name. Raises PayloadUnreadable and its kinds, BadTonAddress."""
        address, fields = links.parsed(payload, _SCHEME, _KNOWN)
        amount = fields.get("amount", "")
        if not _NANO.fullmatch(amount):
            raise WrongObject(at="amount", given=amount)
        payee = PayeeAccount(self.name, ton_addresses.checked(address), "", "")
        return Ask(payee, Money(int(amount), currency(_CURRENCY)), fields.get("text", ""))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """The link to open, then address, amount and comment."""
        return (Copy(CopyKind.LINK, self._link(_WEB, ask)), *form_copies(ask))

    def _link(self, scheme: str, ask: Ask) -> str:
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _COMMENT)
        address = ton_addresses.checked(texts.narrow(ask.payee.account))
        return links.written(scheme + address, [("amount", str(ask.amount.minor)), ("text", ask.reference)])
