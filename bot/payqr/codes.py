"""A leader's own code as a payee: of its standard where we know it, else turned from static to dynamic as it is."""

import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qsl

from bot.domain.errors import DomainError
from bot.payqr import emv, epc, foreign, khqr, own, paynow, personal, pix, promptpay_ids, texts, vietqr
from bot.payqr import fps as fps_codes
from bot.payqr.asks import PayeeAccount, Standard
from bot.payqr.errors import CodeBroken, CodeForOnePayment, CodeNameless, NoPaymentCode, WrongObject
from bot.payqr.registry import STANDARDS

_LINK = re.compile(r"(?i:upi|wxp|weixin|https?)://\S+")


def is_code(text: str) -> bool:
    """Whether a text looks like what stands in a payment code, and not like a line that says where money goes."""
    return foreign.is_emv(text) or text.startswith(("BCD\n", "BCD\r\n")) or _LINK.match(text) is not None


def parted(text: str) -> tuple[str, str]:
    """The code in a typed text, and the name that stands behind it: below, or after a link."""
    if text.startswith("BCD"):
        return text, ""
    code, _, name = (
        text.partition("\n") if foreign.is_emv(text) else re.sub(r"\s+", "\n", text, count=1).partition("\n")
    )
    return code.strip(), name.strip()


def asks_in(payload: str) -> str:
    """The currency that a code asks in, by its letters; "" where its standard has but one. Raises OwnCodeRefused."""
    return foreign.unit_of(foreign.read(payload)).code if foreign.is_emv(payload) else ""


def payee_of(payload: str, name: str = "") -> PayeeAccount:
    """The payee of a code; `name` serves where the code says none.

    Raises OwnCodeRefused in its kinds, and what the standard's `check` raises.
    """
    if personal.app_of(payload):
        return personal.Personal().check(payload, name, "")
    if foreign.is_emv(payload):
        return _of_emv(payload, name)
    if payload.startswith("BCD"):
        return _of_epc(payload)
    if payload.lower().startswith("upi://pay?") and "upi" in STANDARDS:
        return _of_upi(payload, name)
    if any(_reads(standard, payload) for standard in STANDARDS.values()):
        raise CodeForOnePayment()
    raise NoPaymentCode(given=texts.clean(payload)[:40])


def _reads(standard: Standard, payload: str) -> bool:
    """Whether a text is a code of this standard, whose codes are all made for one payment."""
    try:
        standard.read(payload)
    except DomainError:
        return False
    return True


def _of_emv(payload: str, name: str) -> PayeeAccount:
    """A code of one account that its standard writes in the same form is paid by that standard: a reference travels."""
    code = foreign.read(payload)
    foreign.refuse_unalterable(code)
    standard, account, extra = account_of(code)
    if not standard or code.accounts != [code.at]:
        return own.Own().check(payload, name, "")
    shown = code.name or texts.clean(name)
    if not shown:
        raise CodeNameless()
    payee = STANDARDS[standard].check(account, shown, code.city)
    return PayeeAccount(payee.standard, payee.account, payee.name, payee.city, extra)


def account_of(code: foreign.Code) -> tuple[str, str, str]:
    """The standard that writes an account as it stands in a code, the account, and what else belongs to it.

    "" for the standard: none of ours does, or in another form.
    """
    if code.scheme in _ACCOUNTS:
        with suppress(DomainError):
            return (code.scheme, *_ACCOUNTS[code.scheme](code))
    return "", code.account, ""


def _pix(code: foreign.Code) -> tuple[str, str]:
    emv.refuse_unexpected(code.held, frozenset({"00", "01", "02"}))
    return _same(pix.Pix.name, emv.taken(code.held, "01"), code), ""


def _promptpay(code: foreign.Code) -> tuple[str, str]:
    entries = [text for tag, text in code.held.items() if tag != "00"]
    if code.at != "29" or len(entries) != 1:
        raise WrongObject(at=code.at, given="")
    if promptpay_ids.checked(entries[0]) != entries[0]:
        raise WrongObject(at="29", given=entries[0])
    return entries[0], ""


def _paynow(code: foreign.Code) -> tuple[str, str]:
    return paynow.proxy(code.held), ""


def _vietqr(code: foreign.Code) -> tuple[str, str]:
    return vietqr.account_of(code.objects[code.at]), ""


def _fps(code: foreign.Code) -> tuple[str, str]:
    return fps_codes.proxy(code.held), ""


def _khqr(code: foreign.Code) -> tuple[str, str]:
    return khqr.account_of(code.objects)


#: A scheme by the name of the standard that writes its codes → the account in one, and what else belongs to it.
_ACCOUNTS: dict[str, Callable[[foreign.Code], tuple[str, str]]] = {
    "pix": _pix,
    "promptpay": _promptpay,
    "paynow": _paynow,
    "vietqr": _vietqr,
    "fps": _fps,
    "khqr": _khqr,
}


def _same(standard: str, account: str, code: foreign.Code) -> str:
    """The account, which the standard writes to the letter as it stands. Raises WrongObject, and what `check` does."""
    if STANDARDS[standard].check(account, code.name or "NA", code.city or "NA").account != account:
        raise WrongObject(at=code.at, given=account)
    return account


def _of_epc(payload: str) -> PayeeAccount:
    """A code with an amount was made for one payment; without, it has but the lines up to the IBAN."""
    lines = payload.replace("\r\n", "\n").split("\n")
    if len(lines) >= 8 and lines[7]:
        epc.parsed(payload)
        raise CodeForOnePayment()
    if len(lines) < 7 or lines[3] != "SCT":
        raise NoPaymentCode(given=texts.clean(payload)[:40])
    if not texts.clean(lines[5]):
        raise CodeNameless()
    return STANDARDS[epc.Epc.name].check(lines[6], lines[5], "")


def _of_upi(payload: str, name: str) -> PayeeAccount:
    said = parse_qsl(payload.partition("?")[2])
    facts = dict(said)
    if len(facts) != len(said):  # the same twice: apps disagree which one counts
        raise CodeBroken(at=next(key for key, _ in said if [each for each, _ in said].count(key) > 1))
    if "am" in facts:
        raise CodeForOnePayment()
    shown = texts.clean(facts.get("pn", "")) or texts.clean(name)
    if not shown:
        raise CodeNameless()
    return STANDARDS["upi"].check(facts.get("pa", ""), shown, "")
