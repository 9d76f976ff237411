"""Two prices in one answer: in every sensible form, or asked about; never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amounts import AmbiguousAmount, CurrencyDiffers, TooManyDecimals, write_amount
from bot.domain.deal_terms import TeamPriceNotLower
from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.domain.price_pairs import PricesAmbiguous, PricesUnreadable, read_prices

EUR, VND = currency("EUR"), currency("VND")


@pytest.mark.parametrize(
    "text",
    [
        "29.90 39.90", "29,90 / 39,90", "29,90/39,90", "29.90, 39.90", "29,90 39,90", "29,90, 39,90", "29.9;39.9",
        "29.90 € 39.90 €", "€29.90 €39.90", "29.90€/39.90€", "29.90|39.90", "29.90\n39.90", "２９．９０　３９．９０",
        "29.9，39.9", "29.9、39.9", "29.9欧 39.9欧", "team 29.90, alone 39.90", "alone 39.90 team 29.90",
        "团29.9 单买39.9", "单买 39.9 成团 29.9", "29.90 alone 39.90", "team: 29.90 solo: 39.90", "  29.90   39.90  ",
        "29.90,39.90",
    ],
)  # fmt: skip
def test_two_prices_in_every_sensible_form(text: str) -> None:
    assert read_prices(text, EUR) == (Money(2990, EUR), Money(3990, EUR))


@pytest.mark.parametrize("text", ["29.90", "29,90 €", "team 29.90", "团 29.9", "€ 29.90"])
def test_one_price_is_the_team_s(text: str) -> None:
    assert read_prices(text, EUR) == (Money(2990, EUR), None)


def test_a_comma_between_digits_is_a_decimal_comma_where_it_can_be() -> None:
    assert read_prices("29,39", EUR) == (Money(2939, EUR), None)


def test_thousands_stay_together_where_that_is_the_only_way_to_read_them() -> None:
    assert read_prices("1 200,50 1 500,00", EUR) == (Money(120_050, EUR), Money(150_000, EUR))
    assert read_prices("29.000 / 39.000", VND) == (Money(29_000, VND), Money(39_000, VND))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", PricesUnreadable),
        ("cheap", PricesUnreadable),
        ("29.90 39.90 49.90", PricesUnreadable),
        ("alone 39.90", PricesUnreadable),
        ("team 29.90 team 39.90", PricesUnreadable),
        ("1" * 81, PricesUnreadable),
        ("30 400", PricesAmbiguous),
        ("39.90 29.90", TeamPriceNotLower),
        ("29.905", TooManyDecimals),
        ("29.90 39.905", TooManyDecimals),
        ("29.900", AmbiguousAmount),
        ("$29 $39", CurrencyDiffers),
    ],
)
def test_what_cannot_be_read_for_sure_is_asked_about(text: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        read_prices(text, EUR)


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.sampled_from([" / ", " ", "; ", "|", ", ", "\n"]))
def test_written_prices_read_back(team: int, more: int, gap: str) -> None:
    prices = Money(team, EUR), Money(team + more, EUR)
    assert read_prices(gap.join(map(write_amount, prices)), EUR) == prices


@given(st.text(max_size=90))
def test_any_text_is_prices_or_a_refusal(text: str) -> None:
    try:
        team_price, solo = read_prices(text, EUR)
    except DomainError:
        return
    assert team_price.decimal() > Decimal(0)
    assert solo is None or solo.minor >= team_price.minor
