"""Czech payment descriptors: the published one, accounts as Czechs write them, what a message could add."""

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, PayeeAccount, errors, parse_payee
from tests.unit.payqr import parsers, payees

SPAYD = STANDARDS["spayd"]
CZK = currency("CZK")
PUBLISHED = "SPD*1.0*ACC:CZ7801000000000000000123*AM:799.50*CC:CZK*DT:20221001*X-VS:9562231077"
IBAN = "CZ6508000000192000145399"


@pytest.mark.parametrize("payload", [PUBLISHED, PUBLISHED + "*", PUBLISHED.replace("123*", "123+KOMBCZPP*")])
def test_the_published_code_is_read(payload: str) -> None:
    payee = PayeeAccount("spayd", "CZ7801000000000000000123", "", "")
    assert SPAYD.read(payload) == Ask(payee, Money(79_950, CZK), "9562231077")


def test_an_ask_is_written_to_the_letter() -> None:
    assert SPAYD.payload(payees.a_sample("spayd")) == (
        f"SPD*1.0*ACC:{IBAN}*AM:29.90*CC:CZK*RN:Jana Nováková*X-VS:10000041*MSG:GB10000041"
    )


@pytest.mark.parametrize(
    "typed",
    ["19-2000145399/0800", "000019-2000145399/0800", "CZ65 0800 0000 1920 0014 5399", "cz6508000000192000145399"],
)
def test_an_account_is_taken_however_it_is_typed(typed: str) -> None:
    assert parse_payee(f"spayd {typed} Jana") == PayeeAccount("spayd", IBAN, "Jana", "")


def test_an_account_without_a_prefix_is_taken() -> None:
    assert SPAYD.check("2000145399/0800", "Jana", "").account == "CZ7908000000002000145399"
    assert parsers.modulo_97("CZ7908000000002000145399") == 1


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("19-2000145398/0800", errors.BadCzechAccount),
        ("18-2000145399/0800", errors.BadCzechAccount),
        ("19-2000145399/800", errors.BadCzechAccount),
        ("/0800", errors.BadCzechAccount),
        ("CZ6408000000192000145399", errors.BadIban),
        ("CZ65080000001920001453", errors.WrongIbanLength),
        ("SK3112000000198742637541", errors.AccountAbroad),
        ("", errors.BadIban),
    ],
)
def test_another_account_is_refused(typed: str, error: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        SPAYD.check(typed, "Jana", "")
    assert type(caught.value) is error


@settings(deadline=None)
@given(payees.NASTY)
def test_a_name_cannot_add_an_account(name: str) -> None:
    ask = payees.a_sample("spayd", name=f"x*ACC:DE1*%2A{name}"[:35])
    payload = SPAYD.payload(ask)
    assert payload.count("*ACC:") == 1
    assert parsers.spayd(payload)["ACC"] == IBAN
    assert SPAYD.read(payload) == ask


def test_a_percent_sign_is_escaped_before_an_asterisk() -> None:
    payload = SPAYD.payload(payees.a_sample("spayd", name="100%2A*"))
    assert "*RN:100%252A%2A*" in payload
    assert SPAYD.read(payload).payee.name == "100%2A*"


def test_more_digits_than_a_variable_symbol_holds_are_refused() -> None:
    with pytest.raises(errors.BadReference) as caught:
        SPAYD.payload(payees.a_sample("spayd", reference="GB12345678901"))
    assert caught.value.facts == {"given": "GB12345678901", "longest": 10}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("SPD*1.0", "SPD*2.0"), errors.PayloadUnreadable),
        (("*AM:", "*ALT-ACC:CZ1*AM:"), errors.UnexpectedObject),
        (("*AM:", "*ACC:CZ1*AM:"), errors.RepeatedObject),
        (("ACC:", "XACC:"), errors.UnexpectedObject),
        ((f"*ACC:{IBAN}", ""), errors.ObjectMissing),
        (("CZK", "EUR"), errors.WrongObject),
        (("29.90", "0.00"), errors.WrongObject),
        (("29.90", "29,90"), errors.WrongObject),
        (("29.90", "12345678.00"), errors.WrongObject),
        (("*AM:29.90", ""), errors.WrongObject),
        (("Jana", "Ja%41na"), errors.WrongObject),
        (("Jana", "Ja\nna"), errors.WrongObject),
        (("RN:Jana Nováková", "RN:"), errors.WrongObject),
        (("CZ65", "cz65"), errors.WrongObject),
        (("CZ65", "CZ64"), errors.BadIban),
    ],
)
def test_a_foreign_code_is_read_strictly(change: tuple[str, str], error: type[DomainError]) -> None:
    payload = SPAYD.payload(payees.a_sample("spayd"))
    with pytest.raises(DomainError) as caught:
        SPAYD.read(payload.replace(*change, 1))
    assert type(caught.value) is error
