"""References in free text: found whatever banks and payers put in, near when one digit is off, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statements.references import named, nearly_named, nearly_numbered, plain

SPAN = range(10_000_000, 10_020_000)
ALL = frozenset(SPAN)


def found(text: str) -> set[int]:
    """What a text surely names."""
    return named(plain(text), SPAN)


@pytest.mark.parametrize(
    "text",
    [
        "KT10000041",
        "kt 1000 0041",
        "Kt-1000-0041 Orangen",
        "K T 1 0 0 0 0 0 4 1",
        "SVWZ+KT 10000 041",
        "KT10 000041",
        "KT 100 00 041 ANA",
        "EREF: KT10000041ANA",
        "ＫＴ１００００　０４１",
        "VS:10000041",
        "VS10000041 SS0",
        "0000000010000041",
        "RF18KT10000041",
        "000000000000000000100000418",  # a Swiss QR reference: its last digit is a check digit
        "10000041 24.11.2026 29,90",
        "24.11.2026 KT\u00a01000\u200b0041",
        "rent, and KT.10.00.00.41 too",
    ],
)
def test_a_reference_is_found_however_it_is_written(text: str) -> None:
    assert found(text) == {10_000_041}


@pytest.mark.parametrize(
    "text",
    [
        "KT1000004 1",  # seven digits and one: two numbers as well
        "KT10000041200",
        "KT100000 41,00 EUR",
        "KT100000 41x",
        "KT1000004",
        "KT20000041",
        "phone 0171 10000",
        "DE33100205000001194700",
        "41",
        "",
        "KT",
        "20.01.2026",
    ],
)
def test_what_may_be_another_number_is_no_reference(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    "text", ["KT10000042", "KT1000041", "KT100000041", "KT 1000 0014", "KT70000041", "KT1000004 1", "KT10000041200"]
)
def test_one_digit_off_is_near(text: str) -> None:
    assert 10_000_041 in nearly_named(plain(text), SPAN, ALL)


def test_digits_alone_are_near_with_one_of_them_wrong_or_two_swapped() -> None:
    assert 10_000_041 in nearly_numbered("X 10000047 Y", SPAN, ALL)
    assert 10_000_041 in nearly_numbered("X 10000014 Y", SPAN, ALL)
    assert nearly_numbered("20261124 48120 7", SPAN, ALL) == set()
    assert nearly_numbered("X 1000004 Y", SPAN, ALL) == set(), "one is missing: too little to go by without KT"


@given(
    number=st.sampled_from(SPAN), gaps=st.lists(st.sampled_from(["", " ", "-", ".", "\u00a0"]), min_size=9, max_size=9)
)
def test_every_reference_in_groups_of_four_is_found(number: int, gaps: list[str]) -> None:
    digits = str(number)
    assert found(f"Danke {gaps[0]}K{gaps[1]}T{gaps[2]}{digits[:4]}{gaps[3]}{digits[4:]}{gaps[4] or ' '}Ana") == {number}


@given(text=st.text(max_size=300))
def test_any_text_is_looked_through(text: str) -> None:
    assert found(text) <= ALL
    assert nearly_named(plain(text), SPAN, ALL) <= ALL


@given(number=st.sampled_from(SPAN), place=st.integers(0, 7), digit=st.integers(0, 9))
def test_a_wrong_digit_never_names_the_right_reference(number: int, place: int, digit: int) -> None:
    digits = str(number)
    wrong = digits[:place] + str(digit) + digits[place + 1 :]
    if wrong == digits:
        return
    assert number not in found(f"KT{wrong}")
    assert number in nearly_named(f"KT{wrong}", SPAN, ALL)
