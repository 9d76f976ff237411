"""Machines with these fonts or those: a test must not hang on what is installed where it runs."""

from pathlib import Path

import pytest
from PIL import ImageFont

from bot.pictures.fonts import Fonts

#: A machine without any font: only the one within Pillow.
BARE = Fonts(places=())
#: This machine, whatever it has.
HERE = Fonts()

needs_chinese = pytest.mark.skipif(
    HERE.draws("赣") is None or HERE.emoji is None, reason="no Chinese font or no emoji here: make browser"
)


def a_font_file(folder: Path, name: str = "Somebody.ttf") -> Path:
    """A real font as a file: the one within Pillow."""
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    path = folder / name
    path.write_bytes(font.font_bytes)
    return path
