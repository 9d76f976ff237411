"""KHQR codes: National Bank of Cambodia, by its own SDK (https://bakong.nbc.gov.kh), which EMVCo v1.1 underlies.

Object 29 holds a person's Bakong account, 30 a merchant's; 62-01 the reference; riel or dollars. A code with an amount
carries when it was made and when it expires (99): it is drawn when somebody looks at it, never kept longer.
"""

import re
from datetime import UTC, datetime, timedelta

from bot.domain.money import currency
from bot.payqr import emv, lines, texts
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
from bot.payqr.errors import BadBakongId, UnexpectedObject, WrongObject

EXAMPLE = "khqr jonhsmith@nbcq Jonh Smith, Phnom Penh"
CURRENCIES = ("KHR", "USD")
PERSON, MERCHANT = "29", "30"
#: How long a code can be paid: as long as an order usually waits for its money.
GOOD_FOR = timedelta(hours=24)
_ONE_AMOUNT = "12"
_CITY = "Phnom Penh"
_NAME = 70
_LONGEST_ID = 32
_ID = re.compile(r"[A-Za-z0-9._\-]+@[A-Za-z0-9]+")
_MOMENT = re.compile(r"[0-9]{13}")
_KNOWN = frozenset({"00", "01", "29", "30", "52", "53", "54", "58", "59", "60", "62", "99"})
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Khqr:
    """Anybody with a Bakong account is paid in riel or dollars."""

    name = "khqr"
    synonyms = frozenset({"bakong"})
    line = Line(EXAMPLE, lines.one_word, has_city=True)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset(CURRENCIES)
    carries_reference = True

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The Bakong account, the name as people write it, which the code carries folded; without a city Phnom Penh.

        Raises BadBakongId, NameMissing.
        """
        bakong = account_id(texts.narrow(account))
        shown = written_name(name, self.name, EXAMPLE, _NAME)
        return PayeeAccount(self.name, bakong, shown, texts.cut(texts.fold(city), emv.CITY) or _CITY)

    def payload(self, ask: Ask) -> str:
        """The text of the code, good for a day from when it is made.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, BadReference, WrongStandard, and
        ValueError: an ask that doesn't say when it is made.
        """
        refuse_other(ask.payee, self.name)
        emv.refuse_amount(self.name, ask.amount, self.currencies)
        emv.refuse_reference(ask.reference)
        if ask.made_at is None:
            raise ValueError("a KHQR with an amount says when it is made")
        payee = self.check(ask.payee.account, ask.payee.name, ask.payee.city)
        return emv.sealed(
            [
                ("00", "01"),
                ("01", _ONE_AMOUNT),
                _account(payee.account, ask.payee.extra),
                ("52", "5999"),
                ("53", ask.amount.currency.number),
                ("54", amount_text(ask.amount)),
                ("58", "KH"),
                ("59", emv.folded(payee.name)),
                ("60", payee.city),
                *([("62", emv.written([("01", ask.reference)]))] if ask.reference else []),
                ("99", emv.written([("00", _written(ask.made_at)), ("01", _written(ask.made_at + GOOD_FOR))])),
            ]
        )

    def read(self, payload: str) -> Ask:
        """What a code asks; the name in it is folded, and read as none. Raises PayloadUnreadable, BadBakongId."""
        objects = emv.unsealed(payload)
        emv.refuse_unexpected(objects, _KNOWN)
        emv.require(objects, "58", "KH")
        emv.taken(objects, "59")
        amount = emv.amount(objects, *map(currency, CURRENCIES))
        bakong, extra = account_of(objects)
        payee = PayeeAccount(self.name, bakong, "", emv.taken(objects, "60"), extra)
        return Ask(payee, amount, emv.read_reference(objects, "01"), _made_at(objects))

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """Bakong account, amount and reference: what a transfer form asks."""
        copied = [Copy(CopyKind.ACCOUNT, ask.payee.account), Copy(CopyKind.AMOUNT, amount_text(ask.amount))]
        return (*copied, Copy(CopyKind.REFERENCE, ask.reference)) if ask.reference else tuple(copied)


def account_id(given: str) -> str:
    """A Bakong account, as it is written. Raises BadBakongId."""
    bare = given.strip()
    if len(bare) > _LONGEST_ID or not _ID.fullmatch(bare):
        raise BadBakongId(given=given)
    return bare


def account_of(objects: emv.Objects) -> tuple[str, str]:
    """The Bakong account of a code, and its whole object where more stands in it. Raises PayloadUnreadable, …"""
    if (PERSON in objects) == (MERCHANT in objects):
        raise UnexpectedObject(at=MERCHANT)
    tag = PERSON if PERSON in objects else MERCHANT
    account = emv.parsed(objects[tag])
    bakong = account_id(emv.taken(account, "00"))
    is_plain = tag == PERSON and len(account) == 1
    return bakong, "" if is_plain else emv.written([(tag, objects[tag])])


def _account(bakong: str, extra: str) -> tuple[str, str]:
    """The account's object: as it stood in the leader's own code, or a person's with nothing else in it."""
    if not extra:
        return PERSON, emv.written([("00", bakong)])
    objects = emv.parsed(extra)
    if len(objects) != 1 or account_of(objects)[0] != bakong:
        raise WrongObject(at=MERCHANT, given=extra)
    return next(iter(objects.items()))


def _made_at(objects: emv.Objects) -> datetime:
    """When a code was made, which expires as ours do. Raises ObjectMissing, WrongObject."""
    moments = emv.parsed(emv.taken(objects, "99"))
    made, expires = (int(emv.require_form(moments, tag, _MOMENT)) for tag in ("00", "01"))
    if len(moments) != 2 or expires - made != GOOD_FOR // _MILLISECOND:
        raise WrongObject(at="99", given=objects["99"])
    return _EPOCH + made * _MILLISECOND


def _written(moment: datetime) -> str:
    """Thirteen digits: milliseconds since 1970."""
    return f"{(moment - _EPOCH) // _MILLISECOND:013d}"
