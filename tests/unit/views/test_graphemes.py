"""No letter that people see is cut in two."""

import pytest

from bot.views.graphemes import graphemes
from bot.views.lengths import shortened, units


@pytest.mark.parametrize(
    "whole",
    [
        "a",
        "é",
        "e\u0301",
        "字",
        "🍊",
        "👍🏽",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "🏴\U000e0067\U000e0062\U000e007f",
        "1\ufe0f\u20e3",
        "ที่",
        "नि",
    ],
)
def test_a_letter_stays_whole(whole: str) -> None:
    assert list(graphemes(f"{whole}x{whole}")) == [whole, "x", whole]


def test_two_flags_are_two_letters() -> None:
    assert list(graphemes("🇩🇪🇫🇷")) == ["🇩🇪", "🇫🇷"]


@pytest.mark.parametrize("limit", range(2, 40))
def test_a_cut_text_fits_and_ends_with_a_whole_letter(limit: int) -> None:
    text = "🇩🇪👨\u200d👩\u200d👧ที่é 🍊" * 5
    cut = shortened(text, limit)
    assert units(cut) <= limit
    kept = list(graphemes(cut.removesuffix("…")))
    assert kept == list(graphemes(text))[: len(kept)]
