"""Which font draws a letter; files that are no fonts are passed over."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.pictures.fonts import WANTED, Fonts
from bot.pictures.letters import letters_of
from tests.unit.pictures.machines import BARE, HERE, a_font_file, needs_chinese


def test_what_a_file_says_it_draws_is_what_it_draws(tmp_path: Path) -> None:
    path = a_font_file(tmp_path)
    letters, font = (
        letters_of(io.BytesIO(path.read_bytes())),
        ImageFont.truetype(str(path), 20, layout_engine=ImageFont.Layout.BASIC),
    )
    box = bytes(font.getmask("\uffff"))
    tried = [chr(point) for point in range(0x21, 0x2200) if chr(point).isprintable() and not chr(point).isspace()]
    drawn = {letter for letter in tried if bytes(font.getmask(letter)) != box}
    assert len(drawn) > 100
    assert {letter for letter in tried if letter in letters} == drawn
    assert "赣" not in letters
    assert "🍊" not in letters


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.3, 0.9])
def test_a_cut_file_is_no_font(tmp_path: Path, share: float) -> None:
    path = a_font_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    fonts = Fonts(folder=str(tmp_path), places=())
    assert fonts.draws("A") is not None
    (broken, _) = fonts.found
    assert broken.name == "Somebody.ttf"
    assert fonts.draws("A") in (broken, fonts.within)


@pytest.mark.parametrize(
    "content", [b"", b"ttcf", b"ttcf\0\0\0\0\0\0\0\1", b"\0\1\0\0\xff\xff" + bytes(99), b"x" * 999]
)
def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fake.ttf").write_bytes(content)
    (tmp_path / "notes.txt").write_text("no font")
    fonts = Fonts(folder=str(tmp_path), places=())
    assert [font.name for font in fonts.found] == ["fake.ttf", "Pillow's own"]
    assert fonts.draws("A") == fonts.within


def test_the_folder_that_the_operator_names_comes_first(tmp_path: Path) -> None:
    a_font_file(tmp_path)
    fonts = Fonts(folder=str(tmp_path))
    assert fonts.draws("A") == fonts.found[0]
    assert fonts.found[0].name == "Somebody.ttf"


def test_a_wanted_file_is_found_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    a_font_file(tmp_path / "deep" / "er", WANTED[11][0])
    fonts = Fonts(places=("/no/such/place", str(tmp_path)))
    assert [font.name for font in fonts.found] == [WANTED[11][0], "Pillow's own"]


def test_a_bare_machine_draws_latin_letters_only() -> None:
    assert BARE.draws("e") == BARE.within
    assert BARE.draws("é") is None
    assert BARE.draws("赣") is None
    assert BARE.draws("🍊") is None
    assert BARE.emoji is None


@needs_chinese
def test_one_font_has_chinese_and_latin_in_one_hand_and_emoji_come_in_colours() -> None:
    chinese = HERE.draws("赣")
    assert chinese is not None
    assert chinese == HERE.draws_all("赣州 Oranges 5 kg")
    emoji = HERE.draws("🍊")
    assert emoji is not None
    assert emoji.is_colourful
    paper = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(paper).text((20, 20), "🍊", font=emoji.at(40), embedded_color=True)
    red, green, blue = (band[0] for band in paper.getextrema())
    assert (red, green, blue) != (red, red, red)
