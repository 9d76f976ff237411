"""How a leader says whose money is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.paid_words import NUMBERS_AT_MOST, RunUnreadable, Word, read_words


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
    except RunUnreadable:
        return
    assert len(words) == len(set(words))
    assert all(word.said for word in words)
