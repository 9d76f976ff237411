"""What any payment code says, as facts to be told in words: for a leader who sends one, for support, for scripts."""

from contextlib import suppress
from dataclasses import dataclass, replace

from bot.domain.errors import DomainError
from bot.domain.money import Money
from bot.payqr import emv, foreign, personal, texts
from bot.payqr.asks import Ask, PayeeAccount, carries_amount
from bot.payqr.codes import account_of, payee_of
from bot.payqr.errors import NoPaymentCode, OwnCodeRefused
from bot.payqr.registry import STANDARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A payment code in facts; "" and None: it doesn't say.

    `scheme` is a standard of ours, or qris, duitnow, qrph, laoqr, bharatqr, emv, wechat, alipay.
    """

    scheme: str
    country: str = ""  #: two letters (ISO 3166)
    currency: str = ""  #: three letters, or the number of one that we don't know
    amount: Money | None = None
    name: str = ""
    city: str = ""
    account: str = ""
    reference: str = ""
    #: The standard by which a leader is paid who has this code; "" when it can't be used, and `refusal` says why.
    standard: str = ""
    refusal: DomainError | None = None


#: Standards whose codes are read as any country's EMV code is.
_BY_EMV = frozenset({"pix", "promptpay", "thaibill", "paynow", "vietqr", "fps", "khqr", "own"})
#: Where a reference may stand in the additional data, the likeliest first.
_REFERENCES = ("05", "01", "08")
_NO_REFERENCE = "***"


def describe(payload: str) -> Described:
    """What a payment code says, and whether a leader can use it.

    Raises NoPaymentCode: it is none; CodeChanged, CodeBroken, CodeIncomplete, CodeTooLong: an EMV code that is damaged.
    """
    facts = _facts(payload)
    try:
        payee = payee_of(payload, facts.name or "?")
    except DomainError as refusal:
        return replace(facts, refusal=refusal)
    return replace(facts, standard=payee.standard)


def _facts(payload: str) -> Described:
    if foreign.is_emv(payload):
        return _of_emv(foreign.read(payload))
    if app := personal.app_like(payload):
        return Described(scheme=app, country="CN", currency="CNY", account=payload)
    for name, standard in STANDARDS.items():
        if name not in _BY_EMV and carries_amount(standard):
            with suppress(DomainError):
                return _of_ask(standard.read(payload))
    with suppress(OwnCodeRefused):
        return _of_payee(payee_of(payload, "?"))
    raise NoPaymentCode(given=texts.clean(payload)[:40])


def _of_emv(code: foreign.Code) -> Described:
    currency, amount = code.number, None
    with suppress(DomainError):
        currency = foreign.unit_of(code).code
        amount = code.amount
    return Described(
        scheme=code.scheme,
        country=code.country,
        currency=currency,
        amount=amount,
        name=code.name,
        city=code.city,
        account=account_of(code)[1],
        reference=_reference(code),
    )


def _reference(code: foreign.Code) -> str:
    """A Thai bill holds it beside the biller; the others in the additional data."""
    if code.scheme == "thaibill":
        return code.held.get("02", "")
    data = emv.parsed(code.objects.get("62", ""))
    found = next((data[tag] for tag in _REFERENCES if tag in data), "")
    return "" if found == _NO_REFERENCE else texts.clean(found)


def _of_ask(ask: Ask) -> Described:
    return replace(_of_payee(ask.payee), currency=ask.amount.currency.code, amount=ask.amount, reference=ask.reference)


def _of_payee(payee: PayeeAccount) -> Described:
    return Described(
        scheme=payee.standard,
        currency=min(STANDARDS[payee.standard].currencies),
        name=payee.name.removeprefix("?"),
        city=payee.city,
        account=payee.account,
    )
