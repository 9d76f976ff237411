"""Bitcoin payment links: BIP-21 (2012), Nils Schneider and Matt Corallo.

https://github.com/bitcoin/bips/blob/master/bip-0021.mediawiki. The message stays in the payer's wallet, nothing
of it is on the chain: no reference travels, so each order asks an amount of its own.
"""

import re
from decimal import Decimal

from bot.domain.money import currency, from_decimal
from bot.payqr import bitcoin_addresses, lines, links, references, texts
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
from bot.payqr.errors import WrongObject

EXAMPLE = "bitcoin bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq Anna Satoshi"
_CURRENCY = "BTC"
_SCHEME = "bitcoin:"
#: Ten million bitcoin: money ends here (bot/domain/money.py), and half of all there will ever be.
_HIGHEST_MINOR = 10**15 - 1
_NAME, _MESSAGE = 40, 60
_KNOWN = frozenset({"amount", "label", "message"})
_AMOUNT = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,8})?")


class Bitcoin:
    """Anybody with a Bitcoin address is paid in bitcoin."""

    name = "bitcoin"
    synonyms = frozenset({"btc", "bip21", "bip-21"})
    line = Line(EXAMPLE, lines.one_word)
    on_this_phone = OnThisPhone.FORM
    currencies = frozenset({_CURRENCY})
    carries_reference = False

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Address and name, which only the payer's wallet shows. Raises BadBitcoinAddress, NameMissing."""
        address = bitcoin_addresses.checked(texts.narrow(account))
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, address, owner, "")

    def payload(self, ask: Ask) -> str:
        """The link. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _MESSAGE)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        fields = [("amount", amount_text(ask.amount)), ("label", payee.name), ("message", ask.reference)]
        return links.written(_SCHEME + payee.account, fields)

    def read(self, payload: str) -> Ask:
        """What a link with an amount asks. Raises PayloadUnreadable and its kinds, BadBitcoinAddress."""
        address, fields = links.parsed(payload, _SCHEME, _KNOWN)
        name, amount = fields.get("label", ""), fields.get("amount", "")
        if not _AMOUNT.fullmatch(amount) or not Decimal(amount):
            raise WrongObject(at="amount", given=amount)
        payee = PayeeAccount(self.name, bitcoin_addresses.checked(address), texts.cut(name, _NAME), "")
        return Ask(payee, from_decimal(Decimal(amount), currency(_CURRENCY)), fields.get("message", ""))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Address and amount: what every wallet asks."""
        return form_copies(ask, "")
