"""Ten thousand legal asks of each standard, each read again by a parser that knows nothing of the program's."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, PayeeAccount, image, reading, texts
from tests.unit.payqr import accounts, parsers

ROUNDS = 10_000
Said = dict[str, str]


def an_ask(lot: random.Random, standard: str) -> tuple[Ask, PayeeAccount]:
    """A legal ask, and its payee as somebody would store it unchecked, with whatever they typed as a name."""
    kind = STANDARDS[standard]
    account, name = accounts.ACCOUNTS[standard](lot), accounts.name(lot)
    city = accounts.CITIES.get(standard, lambda _: "")(lot)
    payee = kind.check(account, name, city)
    unit = currency(lot.choice(sorted(kind.currencies)))
    minor = lot.choice((1, lot.randint(1, 10**4), lot.randint(1, HIGHEST[standard]), HIGHEST[standard]))
    raw = PayeeAccount(standard, payee.account, name, payee.city, payee.extra)
    reference = accounts.reference(lot) or ("X1" if is_qr_iban(payee.account) else "")
    return Ask(payee, Money(minor, unit), reference), raw


def is_qr_iban(account: str) -> bool:
    """Whether an account takes QR references only."""
    return account[:2] in ("CH", "LI") and account[4:6] in ("30", "31")


HIGHEST = {
    "upi": 10_000_000, "qrbill": 99_999_999_999, "spayd": 999_999_999, "paybysquare": 99_999_999_999,
    "st00012": 10**15 - 1, "ips": 99_999_999_999_999, "bitcoin": 10**15 - 1, "ton": 10**15 - 1, "paypal": 1_000_000,
}  # fmt: skip


def whole(ask: Ask, decimals: int = 2, point: str = ".") -> str:
    """The amount, put together of its digits."""
    digits = str(ask.amount.minor).zfill(decimals + 1)
    return digits[:-decimals] + point + digits[-decimals:] if decimals else digits


def digits(ask: Ask) -> str:
    """The digits of the reference."""
    return "".join(each for each in ask.reference if each in "0123456789")


def without_nothing(said: Said) -> Said:
    """The fields that say something."""
    return {key: value for key, value in said.items() if value}


def upi(payload: str, ask: Ask) -> None:
    where, fields = parsers.link(payload)
    assert where == "upi:pay"
    assert fields == without_nothing(
        {"pa": ask.payee.account, "pn": ask.payee.name, "tr": ask.reference, "tn": ask.reference, "am": whole(ask),
         "cu": "INR"}
    )  # fmt: skip
    assert "+" not in payload


def qrbill(payload: str, ask: Ask) -> None:
    said = parsers.qrbill(payload)
    street = " ".join(said.pop(key) for key in ("Cdtr.StrtNm", "Cdtr.BldgNb") if key in said)
    kind, reference = said.pop("Tp"), said.pop("Ref", "")
    assert f"{street}, " * bool(street) + f"{said.pop('Cdtr.PstCd')} {said.pop('Cdtr.TwnNm')}" == ask.payee.city
    assert said == without_nothing(
        {"QRType": "SPC", "Version": "0200", "Coding": "1", "IBAN": ask.payee.account, "Cdtr.AdrTp": "S",
         "Cdtr.Name": ask.payee.name, "Cdtr.Ctry": ask.payee.account[:2], "Amt": whole(ask), "Ccy": "CHF",
         "Ustrd": ask.reference, "Trailer": "EPD"}
    )  # fmt: skip
    assert kind == ("QRR" if is_qr_iban(ask.payee.account) else "SCOR" if ask.reference else "NON")
    if kind == "QRR":
        assert (len(reference), int(reference[:-1])) == (27, int(digits(ask)))
        assert int(reference[-1]) == parsers.modulo_10(reference[:-1])
    if kind == "SCOR":
        assert (reference[:2], reference[4:], parsers.modulo_97(reference)) == ("RF", ask.reference, 1)


def spayd(payload: str, ask: Ask) -> None:
    assert parsers.spayd(payload) == without_nothing(
        {"ACC": ask.payee.account, "AM": whole(ask), "CC": "CZK", "RN": ask.payee.name, "X-VS": digits(ask),
         "MSG": ask.reference}
    )  # fmt: skip


def paybysquare(payload: str, ask: Ask) -> None:
    fields = ["", "1", "1", whole(ask), "EUR", "", digits(ask), "", "", "", ask.reference, "1", ask.payee.account]
    assert parsers.paybysquare(payload) == [*fields, "", "0", "0", ask.payee.name, "", ""]


def st00012(payload: str, ask: Ask) -> None:
    bic, correspondent = ask.payee.extra.split()
    said = {"Name": ask.payee.name, "PersonalAcc": ask.payee.account, "BankName": ask.payee.city, "BIC": bic}
    said |= {"CorrespAcc": correspondent, "Sum": str(ask.amount.minor), "Purpose": ask.reference}
    assert list(parsers.st00012(payload).items()) == list(without_nothing(said).items())


def ips(payload: str, ask: Ask) -> None:
    number = digits(ask)
    assert parsers.ips(payload) == without_nothing(
        {"K": "PR", "V": "01", "C": "1", "R": ask.payee.account, "N": ask.payee.name,
         "I": "RSD" + whole(ask, point=","), "SF": "289", "S": ask.reference, "RO": f"00{number}" if number else ""}
    )  # fmt: skip


def bitcoin(payload: str, ask: Ask) -> None:
    where, fields = parsers.link(payload)
    assert where == f"bitcoin:{ask.payee.account}"
    assert fields == without_nothing({"amount": whole(ask, 8), "label": ask.payee.name, "message": ask.reference})


def ton(payload: str, ask: Ask) -> None:
    where, fields = parsers.link(payload)
    assert where == f"ton:transfer/{ask.payee.account}"
    assert fields == without_nothing({"amount": str(ask.amount.minor), "text": ask.reference})


def paypal(payload: str, ask: Ask) -> None:
    where, fields = parsers.link(payload)
    unit = ask.amount.currency
    assert (where, fields) == (f"https:paypal.me/{ask.payee.account}/{whole(ask, unit.decimals)}{unit.code}", {})


SAYS: dict[str, Callable[[str, Ask], None]] = {
    "upi": upi, "qrbill": qrbill, "spayd": spayd, "paybysquare": paybysquare, "st00012": st00012, "ips": ips,
    "bitcoin": bitcoin, "ton": ton, "paypal": paypal,
}  # fmt: skip
#: What a standard keeps of a payee when it is read back.
NAMELESS = {"ton", "paypal"}


def read_back(ask: Ask) -> dict[str, Any]:
    """What the standard's own reader must say of an ask's code."""
    name = "" if ask.payee.standard in NAMELESS else ask.payee.name
    reference = "" if ask.payee.standard == "paypal" else ask.reference
    return {"account": ask.payee.account, "name": name, "amount": ask.amount, "reference": reference}


@pytest.mark.parametrize("standard", SAYS)
def test_ten_thousand_legal_asks_come_back_through_an_independent_parser(standard: str) -> None:
    lot = random.Random(standard)
    kind = STANDARDS[standard]
    for _ in range(ROUNDS):
        ask, _ = an_ask(lot, standard)
        payload = kind.payload(ask)
        SAYS[standard](payload, ask)
        read = kind.read(payload)
        said = {"account": read.payee.account, "name": read.payee.name, "amount": read.amount}
        assert said | {"reference": read.reference} == read_back(ask)


@pytest.mark.parametrize("standard", SAYS)
def test_a_hundred_pictures_prove_what_they_ask(standard: str) -> None:
    lot = random.Random(f"{standard} drawn")
    for _ in range(100):
        ask, _ = an_ask(lot, standard)
        reading.prove(image.draw(STANDARDS[standard].payload(ask)), ask)


@pytest.mark.parametrize("standard", SAYS)
def test_a_checked_payee_stays_as_it_is_and_holds_no_hidden_sign(standard: str) -> None:
    lot = random.Random(f"{standard} checked")
    kind = STANDARDS[standard]
    for _ in range(500):
        ask, unchecked = an_ask(lot, standard)
        payee = ask.payee
        assert kind.check(f"{payee.account} {payee.extra}".strip(), payee.name, payee.city) == payee
        assert (payee.name, payee.city) == (texts.clean(payee.name), texts.clean(payee.city))
        assert kind.payload(Ask(unchecked, ask.amount, ask.reference)) == kind.payload(ask)
