"""FPS codes: HKMA, Common QR Code Specification for Retail Payments v1.0 (2017), with HKICL's payee-presented QR v1.2.

https://fps.hkicl.com.hk. Object 26 holds the proxy, 62-05 the reference; Hong Kong dollars or renminbi.
"""

from bot.domain.money import currency
from bot.payqr import emv, fps_ids, lines, texts
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
from bot.payqr.errors import UnexpectedObject, WrongObject

EXAMPLE = "fps +852 6789 1234 Chan Tai Man"
SCHEME = "hk.com.hkicl"
CURRENCIES = ("HKD", "CNY")
_ONE_AMOUNT = "12"
_NAME = 70
_KNOWN = frozenset({"00", "01", "26", "52", "53", "54", "58", "59", "60", "62"})


class Fps:
    """Anybody with a Hong Kong mobile number, FPS identifier or e-mail address registered is paid."""

    name = "fps"
    synonyms = frozenset({"转数快", "轉數快", "hkfps"})
    line = Line(EXAMPLE, lambda words: lines.digits_size(words, fps_ids.checked, EXAMPLE))
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset(CURRENCIES)
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The proxy; the name as people write it, which the code carries folded. No city is used.

        Raises BadPhone, BadFpsId, NameMissing.
        """
        proxy = fps_ids.checked(texts.narrow(account))
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, proxy, shown, "")

    def payload(self, ask: Ask) -> str:
        """The text of the code.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard.
        """
        refuse_other(ask.payee, self.name)
        emv.refuse_amount(self.name, ask.amount, self.currencies)
        emv.refuse_reference(ask.reference)
        payee = self.check(ask.payee.account, ask.payee.name, "")
        account = [("00", SCHEME), (fps_ids.tag_of(payee.account), payee.account)]
        return emv.sealed(
            [
                ("00", "01"),
                ("01", _ONE_AMOUNT),
                ("26", emv.written(account)),
                ("52", "0000"),
                ("53", ask.amount.currency.number),
                ("54", amount_text(ask.amount)),
                ("58", "HK"),
                ("59", emv.folded(payee.name)),
                ("60", "HK"),
                *([("62", emv.written([("05", ask.reference)]))] if ask.reference else []),
            ]
        )

    def read(self, payload: str) -> Ask:
        """What a code asks; the name in it is folded, and read as none. Raises PayloadUnreadable, BadFpsId, …"""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "58", "HK")
        emv.taken(objects, "59")
        amount = emv.amount(objects, *map(currency, CURRENCIES))
        account = emv.parsed(emv.taken(objects, "26"))
        return Ask(PayeeAccount(self.name, proxy(account), "", ""), amount, emv.read_reference(objects, "05"))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Mobile number, identifier or e-mail address, amount and reference: what a transfer form asks."""
        account = ask.payee.account.removeprefix("+852-")
        copied = [Copy(CopyKind.ACCOUNT, account), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
        return (*copied, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else tuple(copied)


def proxy(account: emv.Objects) -> str:
    """The one proxy in the objects of an account, as it is written. Raises ObjectMissing, WrongObject, …"""
    emv.require(account, "00", SCHEME)
    tags = [tag for tag in account if tag != "00"]
    if len(tags) > 1:
        raise UnexpectedObject(at=tags[0])
    text = emv.taken(account, tags[0] if tags else "02")
    found = fps_ids.checked(text)
    if found != text or fps_ids.tag_of(found) != tags[0]:
        raise WrongObject(at="26", given=text)
    return found
