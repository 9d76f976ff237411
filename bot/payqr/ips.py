"""NBS IPS QR: National Bank of Serbia, IPS QR code for paying (PR), version 01.

https://ips.nbs.rs/PDF/Smernice_Generator_Validator_latinica_feb2023.pdf. Fields between bars, no bar at either end.
"""

import re
from decimal import Decimal

from bot.domain.money import Money, currency, from_decimal
from bot.payqr import lines, references, serbian_accounts, texts
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

EXAMPLE = "ips 840-955845-10 Petar Petrović"
_CURRENCY = "RSD"
_HEAD = ["K:PR", "V:01", "C:1"]
#: I has 18 characters: RSD, twelve digits, the comma and two decimals.
_HIGHEST_MINOR = 99_999_999_999_999
_NAME, _PURPOSE = 70, 35
#: A payment between people, "transactions by order of citizens".
_CODE = "289"
#: Model 00 has no check digits. Its length is not confirmed: 25 by one source, 35 by another.
_MODEL, _NUMBER = "00", 23
_KNOWN = frozenset({"R", "N", "I", "P", "SF", "S", "RO"})
_AMOUNT = re.compile(r"RSD([0-9]{1,12}),([0-9]{0,2})")


class Ips:
    """Anybody with a Serbian account is paid in dinars; the reference travels as purpose, its digits as RO."""

    name = "ips"
    synonyms = frozenset({"nbs", "nbs-ips", "ipsqr"})
    line = Line(EXAMPLE, lines.iban_size)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset({_CURRENCY})
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The eighteen digits of an account; the name as written, but for a bar, which parts fields.

        Raises BadSerbianAccount, BadIban, WrongIbanLength, AccountAbroad, NameMissing.
        """
        number = serbian_accounts.checked(texts.narrow(account))
        owner = written_name(name.replace("|", " "), self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, number, owner, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code. Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, …"""
        refuse_other(ask.payee, self.name)
        refuse_amount(self.name, ask.amount, _CURRENCY, _HIGHEST_MINOR)
        references.refuse(ask.reference, _PURPOSE)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        digits = references.digits(ask.reference, _NUMBER)
        fields = [
            ("R", payee.account),
            ("N", payee.name),
            ("I", _CURRENCY + amount_text(ask.amount).replace(".", ",")),
            ("SF", _CODE),
            ("S", ask.reference),
            ("RO", digits and _MODEL + digits),
        ]
        return "|".join([*_HEAD, *(f"{key}:{value}" for key, value in fields if value)])

    def read(self, payload: str) -> Ask:
        """What a code with an amount asks. Raises PayloadUnreadable and its kinds, BadSerbianAccount, NameMissing."""
        fields = parsed(payload)
        payee = self.check(fields["R"], fields["N"], "")
        for key, normal in (("R", payee.account), ("N", payee.name)):
            if fields[key] != normal:
                raise WrongObject(at=key, given=fields[key])
        purpose = fields.get("S", "")
        if purpose != texts.clean(purpose):
            raise WrongObject(at="S", given=purpose)
        return Ask(payee, _amount(fields["I"]), purpose)

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Account, amount and reference: what a transfer form asks."""
        return form_copies(ask)


def parsed(payload: str) -> dict[str, str]:
    """The fields by name. Raises PayloadUnreadable, RepeatedObject, UnexpectedObject, WrongObject, ObjectMissing."""
    parts = payload.split("|")
    if parts[:3] != _HEAD:
        raise PayloadUnreadable(at=0)
    fields: dict[str, str] = {}
    for part in parts[3:]:
        key, _, value = part.partition(":")
        if key in fields:
            raise RepeatedObject(at=key)
        if key not in _KNOWN:
            raise UnexpectedObject(at=key)
        if not value:
            raise WrongObject(at=key, given=value)
        fields[key] = value
    for key in ("R", "N", "I"):
        if key not in fields:
            raise ObjectMissing(at=key)
    return fields


def _amount(text: str) -> Money:
    found = _AMOUNT.fullmatch(text)
    amount = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(0)
    if not amount:
        raise WrongObject(at="I", given=text)
    return from_decimal(amount, currency(_CURRENCY))
