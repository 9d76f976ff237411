"""How a leader says whose money is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.domain.paid_words import NUMBERS_AT_MOST, AmountSpaced, RunUnreadable, Word, read_came, read_words

EUR = currency("EUR")


def numbers(text: str) -> list[int | None]:
    return [word.number for word in read_words(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 5 8-12", [3, 5, 8, 9, 10, 11, 12]),
        ("3,5;8 - 10", [3, 5, 8, 9, 10]),
        ("#3、#5，8–9", [3, 5, 8, 9]),
        ("7-7 7", [7]),
        ("", []),
        (" \n", []),
    ],
)
def test_numbers_and_runs_are_read_each_once(text: str, said: list[int]) -> None:
    assert numbers(text) == said


@pytest.mark.parametrize("text", ["12-8", f"1-{NUMBERS_AT_MOST + 1}", "0-999999"])
def test_a_run_backwards_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(RunUnreadable) as caught:
        read_words(f"3 {text}")
    assert caught.value.facts == {"given": text, "most": NUMBERS_AT_MOST}


def test_codes_and_references_are_told_apart() -> None:
    assert read_words("k7q2 kt10000041 2345 17") == (
        Word("K7Q2", code="K7Q2"),
        Word("KT10000041", reference="KT10000041", code="KT10000041"),
        Word("2345", number=2345, code="2345"),
        Word("17", number=17),
    )


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        words = read_words(text)
    except (RunUnreadable, AmountSpaced):
        return
    assert len(words) == len(set(words))
    assert all(word.said for word in words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3=25.00", [("3", "25.00")]),
        ("#3: 25,00", [("3", "25,00")]),
        ("k7q2 : €25 5", [("K7Q2", "€25"), ("5", "")]),
        ("3：25.00，5＝30，8", [("3", "25.00"), ("5", "30"), ("8", "")]),
        ("3=25,00, 5", [("3", "25,00"), ("5", "")]),
        ("3=25,8", [("3", "25,8")]),
        ("8-9 3=25 € 5", [("8", ""), ("9", ""), ("3", "25 €"), ("5", "")]),
        ("KT10000041=1200.50", [("KT10000041", "1200.50")]),
    ],
)
def test_an_amount_stands_behind_whose_it_is(text: str, said: list[tuple[str, str]]) -> None:
    assert [(word.said, word.amount) for word in read_words(text)] == said


@pytest.mark.parametrize("text", ["3=1 200", "3: 1 200,50", "3=€1 200 5", "5 3=12'000"])
def test_an_amount_that_may_go_on_behind_a_space_is_asked_about(text: str) -> None:
    with pytest.raises(AmountSpaced):
        read_words(text)


@pytest.mark.parametrize(("amount", "minor"), [("25.5", 2550), ("25,50", 2550), ("25", 2500), ("1.200,50", 120050)])
def test_amounts_are_read_exactly(amount: str, minor: int) -> None:
    assert read_came(Word("3", number=3, amount=amount), EUR) == Money(minor, EUR)


@pytest.mark.parametrize("amount", ["25,8", "25,1234", "25,00,8"])
def test_a_comma_that_may_part_two_words_is_asked_about(amount: str) -> None:
    with pytest.raises(DomainError):
        read_came(Word("3", number=3, amount=amount), EUR)


def test_thousands_of_a_currency_without_cents_are_no_two_words() -> None:
    assert read_came(Word("3", number=3, amount="25,000"), currency("VND")).minor == 25_000
