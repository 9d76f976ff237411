"""Cutting: by UTF-16 units of what is seen, never inside a tag or an entity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Html
from bot.sandbox.html import read_html
from bot.views.lengths import fits, is_longer, seen_units, shortened, units

PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "&lt;", "&#x27;", "a", "字", "😀", "👍🏽", "e\u0301", "\n", "<i>", "</i>"]),
    max_size=60,
)


def balanced(pieces: list[str]) -> Html:
    """The pieces as well-formed HTML."""
    out = ""
    ends: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            out += ends.pop() if ends else ""
        else:
            ends += ["</" + piece[1:]] if piece.startswith("<") else []
            out += piece
    return Html(out + "".join(reversed(ends)))


@given(PIECES, st.integers(1, 50))
def test_a_cut_text_fits_and_stays_well_formed(pieces: list[str], limit: int) -> None:
    whole = balanced(pieces)
    cut = fits(whole, limit)
    text, _ = read_html(cut, lambda _: None)
    assert units(text) <= limit
    assert units(text) == seen_units(cut)
    before, _ = read_html(whole, lambda _: None)
    assert text == before if units(before) <= limit else before.startswith(text.removesuffix("…"))


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert units(short) <= limit
    assert short == text if units(text) <= limit else short.endswith("…")


@pytest.mark.parametrize(
    ("html", "seen"),
    [("abc", 3), ("<b>a</b>", 1), ("&lt;b&gt;", 3), ("😀", 2), ('<a href="tg://user?id=1">x</a>', 1), ("a < b & c", 9)],
)
def test_seen_units(html: str, seen: int) -> None:
    assert seen_units(html) == seen
    assert is_longer(html, seen - 1)
    assert not is_longer(html, seen)


def test_a_skin_colour_is_not_torn_off_its_hand() -> None:
    assert shortened("abc👍🏽d", 7) == "abc…"
    assert shortened("abc👍🏽def", 8) == "abc👍🏽…"


def test_a_tag_that_is_open_at_the_cut_is_closed() -> None:
    assert fits(Html("<b>one <i>two three</i></b>"), 8) == "<b>one <i>two…</i></b>"
