"""Letters as people see them, so that none is cut in two: accents, flags, families and skin colours stay whole."""

import re
import unicodedata
from collections.abc import Iterator

_JOINER, _KEYCAP = "\u200d", "\u20e3"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def graphemes(text: str) -> Iterator[str]:
    """The letters of a text, each with all that belongs to it."""
    at = 0
    while at < len(text):
        end = _end(text, at)
        yield text[at:end]
        at = end


def _end(text: str, at: int) -> int:
    end = at + (2 if _FLAG.match(text, at) else 1)
    while end < len(text):
        if text[end - 1] == _JOINER or _belongs(text[end]):
            end += 1
        else:
            break
    return end


def _belongs(sign: str) -> bool:
    """Whether a sign is a part of the letter before it: a mark, a colour of skin, a tag of a flag, a joiner."""
    if sign in (_JOINER, _KEYCAP) or "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f":
        return True
    return unicodedata.category(sign) in ("Mn", "Me", "Mc")
