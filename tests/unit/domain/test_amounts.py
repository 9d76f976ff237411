"""Amounts as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.amounts import (
    AmbiguousAmount,
    AmountNotPositive,
    AmountTooLarge,
    CurrencyDiffers,
    TooManyDecimals,
    UnreadableAmount,
    read_amount,
    write_amount,
)
from bot.domain.errors import DomainError
from bot.domain.money import Money, currencies, currency

EUR = currency("EUR")


@pytest.mark.parametrize(
    ("code", "text", "minor"),
    [
        ("EUR", "39.90", 3990), ("EUR", "39,90", 3990), ("EUR", "29,90 €", 2990), ("EUR", "€29.90", 2990),
        ("EUR", "29.9", 2990), ("EUR", "40", 4000), ("EUR", "1 200,50", 120050), ("EUR", "1.200,50", 120050),
        ("EUR", "1,200.50", 120050), ("EUR", "1'200.50", 120050), ("EUR", "1\u202f200,50", 120050),
        ("EUR", "1.200.500", 120050000), ("EUR", "３９．９０", 3990), ("EUR", "３９，９０", 3990),
        ("EUR", "EUR 5", 500), ("EUR", "5 eur", 500), ("EUR", "29.90欧元", 2990), ("EUR", "+5", 500),
        ("EUR", "0.01", 1),
        ("CNY", "¥29.9", 2990), ("CNY", "￥29.90", 2990), ("CNY", "29.9元", 2990), ("CNY", "29.9 块", 2990),
        ("BRL", "R$ 29,90", 2990), ("BRL", "r$1.200,50", 120050), ("USD", "$5", 500), ("SGD", "S$5", 500),
        ("VND", "39.900", 39900), ("VND", "39.900 ₫", 39900), ("VND", "39,900", 39900), ("JPY", "¥1200", 1200),
        ("CHF", "Fr. 29.90", 2990), ("RUB", "29,90 руб.", 2990), ("BTC", "0.00029900", 29900),
        ("BTC", "₿0,005", 500_000), ("BTC", "0.0005 btc", 50_000), ("TON", "2.5 TON", 2_500_000_000),
        ("TON", "0.000000001", 1),
    ],
)  # fmt: skip
def test_an_amount_reads_exactly(code: str, text: str, minor: int) -> None:
    assert read_amount(text, currency(code)) == Money(minor, currency(code))


@pytest.mark.parametrize(
    ("code", "text", "error", "example"),
    [
        ("EUR", "39.905", TooManyDecimals, "39.90"), ("EUR", "0.905", TooManyDecimals, "0.90"),
        ("EUR", "1234.905", TooManyDecimals, "1234.90"), ("EUR", "0.001", TooManyDecimals, "29.90"),
        ("VND", "39.90", TooManyDecimals, "29900"), ("EUR", "39.900", AmbiguousAmount, "39.90"),
        ("EUR", "39,900", AmbiguousAmount, "39.90"), ("EUR", "0", AmountNotPositive, "29.90"),
        ("EUR", "0.00", AmountNotPositive, "29.90"), ("EUR", "-5", AmountNotPositive, "29.90"),
        ("EUR", "−5", AmountNotPositive, "29.90"), ("EUR", "¥5", CurrencyDiffers, "5.00"),
        ("EUR", "5元", CurrencyDiffers, "5.00"), ("EUR", "$5.5", CurrencyDiffers, "5.50"),
        ("BRL", "$5", CurrencyDiffers, "5.00"), ("USD", "C$5", UnreadableAmount, "5.00"),
        ("EUR", "10000000000000", AmountTooLarge, "29.90"), ("EUR", "39,-", UnreadableAmount, "39.00"),
        ("EUR", "abc", UnreadableAmount, "29.90"), ("EUR", "", UnreadableAmount, "29.90"),
        ("BTC", "0.000000001", TooManyDecimals, "0.00029900"), ("BTC", "1.250", AmbiguousAmount, "1.25000000"),
        ("EUR", "1e5", UnreadableAmount, "29.90"), ("EUR", "12 1", UnreadableAmount, "29.90"),
        ("EUR", "二十九", UnreadableAmount, "29.90"), ("EUR", "1.2.3", UnreadableAmount, "29.90"),
        ("EUR", "5 apples", UnreadableAmount, "5.00"), ("EUR", "9" * 5000, UnreadableAmount, "29.90"),
    ],
)  # fmt: skip
def test_another_amount_is_refused_by_name_with_an_example(
    code: str, text: str, error: type[DomainError], example: str
) -> None:
    with pytest.raises(DomainError) as refused:
        read_amount(text, currency(code))
    assert type(refused.value) is error
    assert refused.value.facts["example"] == example


def test_thousands_or_decimals_shows_both_readings() -> None:
    with pytest.raises(AmbiguousAmount) as refused:
        read_amount("39.900", EUR)
    assert refused.value.facts["small"] == Money(3990, EUR)
    assert refused.value.facts["large"] == Money(3990000, EUR)


@given(st.integers(1, 10**15 - 1), st.sampled_from(currencies()))
def test_a_written_amount_reads_back(minor: int, unit: object) -> None:
    money = Money(minor, unit)  # type: ignore[arg-type]
    assert read_amount(write_amount(money), money.currency) == money


@settings(max_examples=1000)
@given(st.one_of(st.text(), st.text(alphabet="0123456789.,' -+€$¥元R٣９")))
def test_any_text_is_an_amount_or_a_kind_refusal(text: str) -> None:
    try:
        money = read_amount(text, EUR)
    except DomainError as refused:
        money = read_amount(str(refused.facts["example"]), EUR)
    assert 0 < money.minor < 10**15
