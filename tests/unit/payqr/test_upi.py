"""UPI links: the published one, addresses as people type them, what a foreign link may not say."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, PayeeAccount, errors
from bot.payqr.asks import OnThisPhone
from tests.unit.payqr import parsers, payees

UPI = STANDARDS["upi"]
PUBLISHED = (
    "upi://pay?pa=nadeem@npci&pn=nadeem%20chinna&mc=0000&tid=cxnkjcnkjdfdvjndkjfvn&tr=4894398cndhcd23"
    "&tn=Pay%20to%20mystar%20store&am=10&mam=null&cu=INR&url=https://mystar.com/orderid=9298yw89e8973e87389e78923ue892"
)


def test_the_published_link_is_read() -> None:
    read = UPI.read(PUBLISHED)
    assert read.payee == PayeeAccount("upi", "nadeem@npci", "nadeem chinna", "")
    assert (read.amount, read.reference) == (Money(1000, currency("INR")), "4894398cndhcd23")


def test_an_ask_is_written_to_the_letter() -> None:
    assert UPI.payload(payees.a_sample("upi")) == (
        "upi://pay?pa=anita@okhdfcbank&pn=Anita%20Sharma&tr=GB10000041&tn=GB10000041&am=29.90&cu=INR"
    )
    assert UPI.payload(payees.a_sample("upi", reference="")).endswith("&am=29.90&cu=INR")


@pytest.mark.parametrize(
    "typed", ["Anita@OKHDFCBANK", "anita@okhdfcbank", "ａｎｉｔａ@okhdfcbank", "ani\u200bta@okhdfcbank"]
)
def test_an_address_is_taken_however_it_is_typed(typed: str) -> None:
    assert UPI.check(typed, "Anita", "").account == "anita@okhdfcbank"


@pytest.mark.parametrize(
    "typed", ["", "anita", "@bank", "a@bank", "anita@", "anita@b", "anita@bank.com", "an ita@bank", "anita@bank&am=1"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(errors.BadVpa) as caught:
        UPI.check(typed, "Anita", "")
    assert caught.value.facts == {"given": typed}


@settings(deadline=None)
@given(payees.NASTY)
def test_a_name_cannot_add_a_field(name: str) -> None:
    ask = payees.a_sample("upi", name=f"A&am=0.01#{name}+%26pa=thief@bank")
    where, fields = parsers.link(UPI.payload(ask))
    assert (where, fields["pa"], fields["am"]) == ("upi:pay", "anita@okhdfcbank", "29.90")
    assert fields["pn"].startswith("A&am=0.01#")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("upi://pay", "upi://mandate"), errors.PayloadUnreadable),
        (("pay?", "pay/thief?"), errors.PayloadUnreadable),
        (("&tr=", "&pa=thief@bank&tr="), errors.RepeatedObject),
        (("&tr=", "&sign=x&tr="), errors.UnexpectedObject),
        (("&tr=", "&mam=1&tr="), errors.WrongObject),
        (("am=29.90", "am=0"), errors.WrongObject),
        (("am=29.90", "am=1e3"), errors.WrongObject),
        (("am=29.90", "am=29.905"), errors.WrongObject),
        (("&am=29.90", ""), errors.WrongObject),
        (("cu=INR", "cu=USD"), errors.WrongObject),
        (("Sharma", "%0ASharma"), errors.WrongObject),
        (("Sharma", "%zz"), errors.WrongObject),
        (("Sharma", "%ff"), errors.WrongObject),
        (("Sharma", "\ud800"), errors.WrongObject),
        (("pn=Anita%20Sharma", "pn"), errors.PayloadUnreadable),
        (("pn=Anita%20Sharma&", ""), errors.NameMissing),
        (("anita@", "Anita@"), errors.WrongObject),
    ],
)
def test_a_foreign_link_is_read_strictly(change: tuple[str, str], error: type[Exception]) -> None:
    payload = UPI.payload(payees.a_sample("upi"))
    with pytest.raises(error) as caught:
        UPI.read(payload.replace(*change, 1))
    assert type(caught.value) is error


def test_a_longer_name_is_cut_and_stays_readable() -> None:
    ask = payees.a_sample("upi", name="நடேசன் " * 20)
    assert len(ask.payee.name) <= 50
    assert UPI.read(UPI.payload(ask)) == ask
    assert quote(ask.payee.name) in UPI.payload(ask)


def test_what_upi_can_do() -> None:
    assert (UPI.on_this_phone, UPI.carries_reference) == (OnThisPhone.OTHER_SCREEN, True)
