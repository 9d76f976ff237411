"""The code that a leader already has: EMVCo QR, merchant-presented mode, v1.1, of any country, from static to dynamic.

https://www.emvco.com/emv-technologies/qr-codes/. Nothing is made up: QRIS, DuitNow, QR Ph, Lao QR, Bharat QR and the
like come from the leader's bank. For each buyer 01 becomes 12, the amount is put after the currency, a tip is dropped,
the checksum is new; every other object stays as it is, in its order. No reference of ours is added: none is known to
travel.
"""

from bot.domain.money import Money, currencies
from bot.payqr import emv, foreign, texts
from bot.payqr.asks import (
    Ask,
    Copy,
    CopyKind,
    Line,
    OnThisPhone,
    PayeeAccount,
    amount_text,
    refuse_other,
)
from bot.payqr.errors import CodeNameless, ObjectMissing, WrongObject

#: A code that was made up for the purpose, by nobody's bank.
EXAMPLE = (
    "own 00020101021126720020ID.CO.CONTOHBANK.WWW011893600999000001234502150000000000123450303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10999000123450303UMI5204541153033605802ID5914WARUNG BERSAMA6007BANDUNG61054011162070703A01630456C0"
)
_ONE_AMOUNT = "12"
_DROPPED = frozenset({"54", "55", "56", "57"})
_NAME = 70


class Own:
    """Whoever has a static EMV code is paid by it, with each buyer's amount put in."""

    name = "own"
    synonyms = frozenset({"qris", "duitnow", "qrph", "qr"})
    line = Line(EXAMPLE, len)
    on_this_phone = OnThisPhone.PICTURE
    currencies = frozenset(unit.code for unit in currencies() if unit.number)
    carries_reference = False

    def check(self, account: str, name: str, city: str) -> PayeeAccount:
        """The payee of a whole code, given as the account; the name in it, else the one written beside it.

        Raises OwnCodeRefused in its kinds: each says why the code can't be used.
        """
        return _payee(foreign.read(account), name)

    def payload(self, ask: Ask) -> str:
        """The text of the code with this amount in it.

        Raises what `check` raises, CurrencyMismatch, BadAmount, AmountTooHigh, WrongStandard, and WrongObject for a
        payee that is not this code's.
        """
        refuse_other(ask.payee, self.name)
        code = foreign.read(ask.payee.extra)
        if _payee(code, ask.payee.name) != ask.payee:
            raise WrongObject(at=code.at, given=ask.payee.account)
        emv.refuse_amount(self.name, ask.amount, frozenset({foreign.unit_of(code).code}))
        return dynamic(code, ask.amount)

    def read(self, payload: str) -> Ask:
        """What a code with an amount asks; the code that it was made from can't be told. Raises PayloadUnreadable, …"""
        code = foreign.read(payload)
        emv.require(code.objects, "01", _ONE_AMOUNT)
        amount = code.amount
        if amount is None:
            raise ObjectMissing(at="54")
        return Ask(PayeeAccount(self.name, code.account, texts.cut(code.name, _NAME), code.city), amount, "")

    def copies(self, ask: Ask) -> tuple[Copy, ...]:
        """The amount: the account belongs to a bank's system, and no form takes it."""
        return (Copy(CopyKind.AMOUNT, amount_text(ask.amount)),)


def currency_of(payee: PayeeAccount) -> str:
    """The one currency of a payee's own code, by its letters. Raises what reading raises."""
    return foreign.unit_of(foreign.read(payee.extra)).code


def dynamic(code: foreign.Code, amount: Money) -> str:
    """A static code turned into one for this amount; everything else in it stays as it is, in its order."""
    written: list[tuple[str, str]] = []
    for tag, value in code.objects.items():
        if tag in _DROPPED:
            continue
        written.append((tag, _ONE_AMOUNT if tag == "01" else value))
        if tag == "00" and "01" not in code.objects:
            written.append(("01", _ONE_AMOUNT))
        if tag == "53":
            written.append(("54", amount_text(amount)))
    return emv.sealed(written)


def _payee(code: foreign.Code, name: str) -> PayeeAccount:
    foreign.refuse_unalterable(code)
    foreign.unit_of(code)
    shown = texts.cut(code.name or texts.clean(name), _NAME)
    if not shown:
        raise CodeNameless()
    return PayeeAccount(Own.name, code.account, shown, code.city, code.payload)
