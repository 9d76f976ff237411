"""Reasons in a leader's own words: what is taken, and as what."""

import pytest

from bot.domain.rejections import LONGEST, READY_MADE, ReasonEmpty, ReasonTooLong, Rejection, in_words


def test_words_become_one_line_that_can_be_read() -> None:
    assert in_words("  10 € are\n missing\u202e. \u200b<b>Please</b> send ") == "10 € are missing. <b>Please</b> send"


def test_three_hundred_characters_pass_and_one_more_does_not() -> None:
    assert in_words(f" {'字' * LONGEST}\n") == "字" * LONGEST
    with pytest.raises(ReasonTooLong) as refused:
        in_words("字" * (LONGEST + 1))
    assert refused.value.facts == {"most": 300, "length": 301}


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u200b\u202e", "\u3164"])
def test_what_nobody_can_read_is_no_reason(nothing: str) -> None:
    with pytest.raises(ReasonEmpty):
        in_words(nothing)


def test_every_reason_but_the_typed_one_is_chosen_by_a_tap() -> None:
    assert {*READY_MADE} == {*Rejection} - {Rejection.OTHER}
