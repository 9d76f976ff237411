"""Typed text made plain."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.plain_texts import folded, narrow, one_line


@given(st.text())
@example("a" + "\u0301" * 3 + "\u200d" + "\u0301" * 3)
def test_a_plain_line_stays_as_it_is(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert not set(line) & set("\n\r\u2028\u200b\u202e")


@given(st.text())
def test_narrow_letters_keep_their_places(text: str) -> None:
    assert len(narrow(text)) == len(text)


def test_wide_and_foreign_digits_fold() -> None:
    assert folded("　２１：００　后天　＋６ｈ") == "21:00 后天 +6h"
    assert folded("٢١:٠٠") == "21:00"
    assert folded("週日２１點 備註") == "周日21点 备注"
