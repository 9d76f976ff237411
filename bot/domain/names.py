"""Names and lines that strangers wrote, cleaned of everything that can't be seen or that turns the text around it."""

import re
import unicodedata
from functools import lru_cache

NAME_LIMIT = 64

_GAPS = re.compile(r"\s+")
#: Letters and marks that draw nothing though Unicode doesn't call them format characters: a name of them looks empty.
_BLANKS = dict.fromkeys(
    [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xE0100, 0xE01F0)]
)
#: Control, format (bidi and zero-width among them), lone surrogates, private use.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
#: Vietnamese, Thai, Hebrew and Tibetan stack up to three marks on a letter; more is a tower over other people's lines.
_MARKS_IN_A_ROW = 3
#: Names come again and again; long texts don't.
_REMEMBERED_LENGTH = 128


def clean(text: str, limit: int = NAME_LIMIT) -> str:
    """One line of at most `limit` characters without control, bidi, zero-width and blank characters; may be empty."""
    return _remembered(text, limit) if len(text) <= _REMEMBERED_LENGTH else _cleaned(text, limit)


def _cleaned(text: str, limit: int) -> str:
    line = _GAPS.sub(" ", text).strip()
    if not (line.isascii() and line.isprintable()):
        line = _GAPS.sub(" ", _seen(line)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


_remembered = lru_cache(maxsize=4096)(_cleaned)


def _seen(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text.translate(_BLANKS):
        category = unicodedata.category(letter)
        if category in _UNSEEN:
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)
