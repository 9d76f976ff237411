"""UPI payment links: NPCI, UPI Linking Specifications 1.6 (November 2017).

https://www.npci.org.in/what-we-do/upi/product-overview. A link that is opened on the phone it is shown on is often
declined when the payee is a private person; scanned from another screen it is taken.
"""

import re
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import lines, links, references, texts
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
from bot.payqr.errors import BadVpa, PayloadUnreadable, WrongObject

EXAMPLE = "upi anita@okhdfcbank Anita Sharma"
_CURRENCY = "INR"
_SCHEME = "upi://pay"
#: Not confirmed by a second source: the highest sum between two people, and how long a reference and a name may be.
_HIGHEST_MINOR = 10_000_000
_REFERENCE = 35
_NAME = 50
_VPA = re.compile(r"[a-z0-9][a-z0-9._-]{1,254}@[a-z][a-z0-9]{1,63}")
_AMOUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
_KNOWN = frozenset({"pa", "pn", "mc", "tid", "tr", "tn", "am", "mam", "cu", "url"})
#: A least amount would let the payer change the sum.
_NO_LEAST = frozenset({"", "null"})


class Upi:
    """Anybody with a UPI address is paid in rupees; the reference travels as `tr`, and as the note people see."""

    name = "upi"
    synonyms = frozenset({"vpa", "bhim", "gpay", "phonepe", "paytm"})
    line = Line(EXAMPLE, lines.one_word)
    on_this_phone = OnThisPhone.OTHER_SCREEN
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """Address (in small letters: its case means nothing) and name, kept as written. Raises BadVpa, NameMissing."""
        address = texts.narrow(account).lower()
        if not _VPA.fullmatch(address):
            raise BadVpa(given=account)
        owner = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, address, owner, "")

    def payload(self, ask: Ask) -> str:
        """The link. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _REFERENCE)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        fields = [
            ("pa", payee.account),
            ("pn", payee.name),
            ("tr", ask.reference),
            ("tn", ask.reference),
            ("am", amount_text(ask.amount)),
            ("cu", _CURRENCY),
        ]
        return links.written(_SCHEME, fields)

    def read(self, payload: str) -> Ask:
        """What a link with an amount asks. Raises PayloadUnreadable and its kinds, BadVpa, NameMissing."""
        where, fields = links.parsed(payload, _SCHEME, _KNOWN)
        fields = dict.fromkeys(_KNOWN, "") | fields
        if where.strip("/"):
            raise PayloadUnreadable(at=len(_SCHEME))
        payee = self.check(fields["pa"], fields["pn"], "")
        for key, normal in (("pa", payee.account), ("pn", payee.name), ("cu", _CURRENCY)):
            if fields[key] != normal:
                raise WrongObject(at=key, given=fields[key])
        if not _AMOUNT.fullmatch(fields["am"]) or not Decimal(fields["am"]):
            raise WrongObject(at="am", given=fields["am"])
        if fields["mam"] not in _NO_LEAST:
            raise WrongObject(at="mam", given=fields["mam"])
        return Ask(payee, _money(fields["am"]), fields["tr"] or fields["tn"])

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Address, amount and reference: what a UPI app asks when somebody is paid by hand."""
        return form_copies(ask)


def _money(text: str) -> Money:
    return from_decimal(Decimal(text), currency(_CURRENCY))
