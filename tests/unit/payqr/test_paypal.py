"""PayPal.Me links: names as people type them, currencies, what is no such link."""

import pytest

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, errors, parse_payee
from tests.unit.payqr import payees

PAYPAL = STANDARDS["paypal"]


@pytest.mark.parametrize(
    ("code", "minor", "amount"),
    [("EUR", 1050, "10.50EUR"), ("USD", 1, "0.01USD"), ("JPY", 1200, "1200JPY"), ("CHF", 1_000_000, "10000.00CHF")],
)
def test_an_ask_is_written_to_the_letter(code: str, minor: int, amount: str) -> None:
    ask = payees.a_sample("paypal", minor=minor, code=code)
    assert PAYPAL.payload(ask) == f"https://paypal.me/annaschmidt/{amount}"
    assert PAYPAL.read(PAYPAL.payload(ask)) == Ask(PayeeAccount("paypal", "annaschmidt", "", ""), ask.amount, "")


@pytest.mark.parametrize(
    "typed", ["Anna7", "@Anna7", "paypal.me/Anna7", "https://paypal.me/Anna7", "https://www.PayPal.com/paypalme/Anna7/"]
)
def test_a_name_is_taken_however_it_is_typed(typed: str) -> None:
    assert parse_payee(f"paypal {typed} Anna Schmidt") == PayeeAccount("paypal", "Anna7", "Anna Schmidt", "")


@pytest.mark.parametrize(
    "typed",
    ["", "a" * 21, "anna-s", "anna@example.com", "paypal.me/anna/5EUR", "evil.me/anna", "安娜"],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(errors.BadPaypalName) as caught:
        PAYPAL.check(typed, "Anna", "")
    assert caught.value.facts == {"given": typed}


@pytest.mark.parametrize(
    "payload",
    [
        "https://paypal.me/anna",
        "https://paypal.me/anna/10.50",
        "https://paypal.me/anna/10.50XXX",
        "https://paypal.me/anna/10.50INR",
        "https://paypal.me/anna/0.00EUR",
        "https://paypal.me/anna/10,50EUR",
        "https://paypal.me/anna/10.50EUR/",
        "https://paypal.me/anna/10.50EUR?x=1",
        "https://paypal.me//10.50EUR",
        "http://paypal.me/anna/10.50EUR",
        "https://paypal.me.evil.com/anna/10.50EUR",
    ],
)
def test_another_link_is_refused(payload: str) -> None:
    with pytest.raises(errors.PayloadUnreadable):
        PAYPAL.read(payload)


def test_the_link_is_opened_or_copied() -> None:
    ask = payees.a_sample("paypal", code="EUR")
    link = "https://paypal.me/annaschmidt/29.90EUR"
    assert PAYPAL.copies(ask) == (Copy(CopyKind.LINK, link), Copy(CopyKind.PAYLOAD, link))


def test_a_currency_that_paypal_does_not_carry_is_refused_with_those_it_does() -> None:
    with pytest.raises(errors.CurrencyMismatch) as caught:
        PAYPAL.payload(Ask(payees.a_sample("paypal").payee, Money(100, currency("INR")), ""))
    assert caught.value.facts["wanted"] == "CHF, CZK, EUR, GBP, HKD, JPY, PHP, PLN, SGD, THB, USD"
