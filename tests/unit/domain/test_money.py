from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import BadAmount, Money, UnknownCurrency, currencies, currency, everyday, from_decimal

UNITS = st.sampled_from(currencies())


@given(st.integers(1, 10**15 - 1), UNITS)
def test_an_amount_is_read_back_to_the_cent(minor: int, unit: object) -> None:
    money = Money(minor, unit)  # type: ignore[arg-type]
    assert from_decimal(money.decimal(), money.currency) == money
    assert -money.decimal().as_tuple().exponent == money.currency.decimals  # type: ignore[operator]


@given(st.integers(0, 10**9), st.integers(0, 1000), UNITS)
def test_units_cost_their_sum_to_the_cent(minor: int, quantity: int, unit: object) -> None:
    money = Money(minor, unit)  # type: ignore[arg-type]
    assert money.times(quantity).minor == sum([minor] * quantity)


@pytest.mark.parametrize(
    ("amount", "code"),
    [("0", "EUR"), ("-1", "EUR"), ("0.001", "EUR"), ("1.5", "JPY"), ("NaN", "EUR"), ("Infinity", "EUR"),
     ("10000000000000", "EUR")],
)  # fmt: skip
def test_what_is_no_amount_in_the_currency_is_refused(amount: str, code: str) -> None:
    with pytest.raises(BadAmount) as refusal:
        from_decimal(Decimal(amount), currency(code))
    assert refusal.value.facts == {"given": amount, "decimals": currency(code).decimals}


def test_a_currency_is_known_in_any_case_and_an_unknown_one_refused() -> None:
    assert currency("eur") == currency("EUR")
    assert (currency("VND").decimals, currency("THB").number) == (0, "764")
    with pytest.raises(UnknownCurrency) as refusal:
        currency("XXX")
    assert refusal.value.facts == {"given": "XXX"}


@pytest.mark.parametrize(
    ("code", "amount"),
    [("EUR", "29.90"), ("VND", "29900"), ("JPY", "29900"), ("BTC", "0.00029900"), ("TON", "2.990000000")],
)
def test_a_sum_of_every_day_is_told_in_any_currency(code: str, amount: str) -> None:
    assert format(everyday(2990, currency(code)).decimal(), "f") == amount


def test_a_coin_has_no_number_of_a_state() -> None:
    assert [unit.code for unit in currencies() if not unit.number] == ["BTC", "TON"]
