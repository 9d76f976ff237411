"""Rows of buttons: two share one where both can be read."""

import pytest

from bot.domain.deals import DealState
from bot.views.desk import desk_screen
from bot.views.rows import HALF, paired, shares
from bot.views.screens import Tap
from tests.unit.views import models as m


def rows(*labels: str) -> list[list[str]]:
    return [[button.text for button in row] for row in paired(Tap(label, "x") for label in labels)]


def test_short_ones_share_a_row_in_their_order() -> None:
    assert rows("Pause", "Close now", "Extend") == [["Pause", "Close now"], ["Extend"]]


def test_a_long_one_has_its_own_row_and_moves_no_other_before_it() -> None:
    assert rows("Pause", "Confirm all 4 (119.60 €)", "Extend", "Poster") == [
        ["Pause"],
        ["Confirm all 4 (119.60 €)"],
        ["Extend", "Poster"],
    ]


@pytest.mark.parametrize(
    ("label", "fits"), [("x" * HALF, True), ("x" * 21, False), ("全" * 10, True), ("全" * 11, False)]
)
def test_a_chinese_letter_is_as_wide_as_two(label: str, fits: bool) -> None:
    assert shares(Tap(label, "x")) is fits


def test_no_buttons_make_no_rows() -> None:
    assert paired([]) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("claims", [0, 4])
@pytest.mark.parametrize("state", DealState)
def test_the_whole_desk_is_six_rows_at_most_and_begins_with_what_to_do_now(
    language: str, claims: int, state: DealState
) -> None:
    counts = {m.S.CLAIMED: claims, m.S.DUE: 2}
    whole = m.a_desk(deal=m.a_deal(state=state), counts=counts, to_remind=3, to_call=12, said=m.an_undo())
    keyboard = desk_screen(m.texts(language), whole).keyboard
    assert len(keyboard) <= 6
    first = keyboard[0][0]
    assert isinstance(first, Tap)
    assert first.data.startswith("ca:" if claims else "co:")
