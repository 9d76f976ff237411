"""Lines of letters: they fit, they break where people break them, and nothing anybody writes breaks the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.lettering import ELLIPSIS, Lettering, clusters, is_right_to_left, pieces
from tests.unit.pictures.machines import BARE, HERE, needs_chinese

bare, here = Lettering(BARE), Lettering(HERE)
_ODD = st.text(
    st.sampled_from("aÉß  .,…-赣州，。（）𠀀한ไต่ब्रبرتקל🍊👨👩🇨🇳🏽\u200d\ufe0f\u0301\u202e\u2066\n\t\0\ufeff\ud800☕️1️⃣")
    | st.characters(),
    max_size=60,
)


@given(_ODD, st.sampled_from([bare, here]), st.integers(1, 3))
def test_whatever_is_written_fits_and_breaks_nothing(text: str, lettering: Lettering, most: int) -> None:
    lines = lettering.lines(text, 40, 400, most)
    assert len(lines) <= most
    for line in lines:
        assert lettering.width(line, 40) <= 400 or len(list(clusters(line))) == 1
        lettering.draw(Image.new("RGB", (420, 60)), (0, 45), line, 40, (0, 0, 0))
    kept = lettering.drawable(text)
    assert lettering.drawable(kept) == kept


@given(_ODD)
def test_pieces_and_clusters_lose_no_letter(text: str) -> None:
    assert "".join(pieces(text)) == "".join(clusters(text))
    assert len("".join(clusters(text))) >= sum(letter.isalpha() for letter in text)


def test_a_long_word_is_cut_and_a_long_text_ends_with_an_ellipsis() -> None:
    assert bare.lines("Navel oranges from Valencia", 40, 330, 2) == ["Navel oranges", "from Valencia"]
    (line,) = bare.lines("Navel oranges from Valencia", 40, 330, 1)
    assert line.startswith("Navel oran")
    assert line.endswith(ELLIPSIS) or ELLIPSIS not in bare.drawable(ELLIPSIS)
    assert bare.width(bare.cut("W" * 80, 40, 300), 40) <= 300


def test_letters_that_nobody_here_can_draw_are_left_out() -> None:
    assert bare.drawable("🍊 赣州 Oranges 5 kg") == "Oranges 5 kg"
    assert bare.drawable("Crème brûlée, Łódź") == "Creme brulee, odz"
    assert bare.lines("赣州脐橙", 40, 400, 2) == []
    assert bare.picture_in("🍊 Oranges") == ""


@needs_chinese
def test_chinese_breaks_between_letters_but_never_before_a_full_stop() -> None:
    text = "赣州脐橙五公斤装，当天采摘，皮薄多汁。"
    lines = here.lines(text, 40, 340, 4)
    assert "".join(lines) == text
    assert [line[0] for line in lines if line[0] in "，。"] == []
    assert max(here.width(line, 40) for line in lines) <= 340


@needs_chinese
def test_an_emoji_of_several_signs_stays_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert list(clusters(f"a{family}b🇨")) == ["a", family, "b", "🇨"]
    assert here.picture_in(f"Fruit {family}") == family
    assert here.width(family, 40) < here.width("🍊🍊🍊", 40)


def test_the_first_letter_that_runs_anywhere_says_where_a_line_begins() -> None:
    assert is_right_to_left("5 ברתקל kg")
    assert not is_right_to_left("kg برتقال")
    assert not is_right_to_left("5 🍊")


@needs_chinese
@pytest.mark.parametrize("text", ["🍊 ab", "ab 🍊"])
def test_runs_stand_in_the_order_they_are_read(text: str) -> None:
    paper = Image.new("RGB", (300, 80), "white")
    here.draw(paper, (0, 60), text, 50, (0, 0, 0))
    left, right = paper.crop((0, 0, 50, 80)), paper.crop((round(here.width(text, 50)) - 50, 0, 300, 80))
    colourful, plain = (left, right) if text.startswith("🍊") else (right, left)
    assert _is_grey(plain)
    assert not _is_grey(colourful)


def _is_grey(picture: Image.Image) -> bool:
    return all(red == green == blue for red, green, blue in picture.get_flattened_data())
