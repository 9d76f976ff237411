"""What people type, made plain: nothing invisible in it, and wide digits, letters and colons as narrow ones."""

import re
import unicodedata

_JOINER = "\u200d"  # holds the parts of one emoji together; anywhere else it only hides
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}
_TRADITIONAL = str.maketrans("點後週號時鐘禮單買團開庫購備註個", "点后周号时钟礼单买团开库购备注个")


def one_line(text: str) -> str:
    """The text on one line, without control, direction and zero-width characters; blanks are single."""
    kept = "".join(_kept(text, place) for place in range(len(text)))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _kept(text: str, place: int) -> str:
    letter = text[place]
    kind = unicodedata.category(letter)
    if kind in {"Zl", "Zp", "Zs"} or letter in "\t\n\v\f\r\x85":
        return " "
    if letter == _JOINER and _joins_emoji(text, place):
        return letter
    return "" if kind[0] == "C" or letter in _BLANK_LETTERS else letter


def _joins_emoji(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before and after) and (
        unicodedata.category(before) in {"So", "Sk"} or before == "\ufe0f"
    ) and unicodedata.category(after) == "So"  # fmt: skip


def narrow(text: str) -> str:
    """Wide letters and traditional characters of our words as plain ones, letter by letter: the length stays."""
    return text.translate(_WIDE).translate(_TRADITIONAL)


def folded(text: str) -> str:
    """A typed value for reading: compatible forms folded (NFKC), all digits as 0 to 9, small letters, single blanks."""
    plain = narrow(unicodedata.normalize("NFKC", one_line(text)))
    digits = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)
    return one_line(digits.replace("\u2212", "-").lower())


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return re.search(r"[\u3400-\u4dbf\u4e00-\u9fff]", text) is not None
