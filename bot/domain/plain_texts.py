"""What leaders type, made plain for reading: wide digits, letters and colons as narrow ones, nothing invisible."""

import re
import unicodedata

from bot.domain.names import clean

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}
#: The traditional characters of the words we read; both are typed in the same communities.
_TRADITIONAL = str.maketrans("點後週號時鐘禮單買團開庫購備註個標題", "点后周号时钟礼单买团开库购备注个标题")


def one_line(text: str) -> str:
    """The whole text on one line, without control, direction and zero-width characters; blanks are single."""
    return clean(text, len(text) + 1)


def narrow(text: str) -> str:
    """Wide letters and traditional characters as plain ones, letter by letter: the length stays."""
    return text.translate(_WIDE).translate(_TRADITIONAL)


def folded(text: str) -> str:
    """A typed value for reading: compatible forms folded (NFKC), all digits as 0 to 9, small letters, single blanks."""
    plain = narrow(unicodedata.normalize("NFKC", one_line(text)))
    digits = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)
    return one_line(digits.replace("\u2212", "-").lower())


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return re.search(r"[\u3400-\u4dbf\u4e00-\u9fff]", text) is not None
