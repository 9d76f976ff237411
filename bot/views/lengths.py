"""How long a text is for Telegram, and cutting it: in UTF-16 units of what is seen, never inside a tag."""

import re
from collections.abc import Iterator

from bot.i18n import Html
from bot.views.graphemes import graphemes

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
LABEL_LIMIT = 64
COPY_LIMIT = 256
INVOICE_TITLE_LIMIT = 32
INVOICE_TEXT_LIMIT = 255

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^>]*>")
#: One letter with the accents, variation selectors and skin colours that belong to it.
_LETTER = re.compile(r".[\u0300-\u036f\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*", re.DOTALL)
_PIECE = re.compile(r"<[^>]*>|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|" + _LETTER.pattern, re.DOTALL)


def units(text: str) -> int:
    """The length of a plain text in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def seen_units(html: str) -> int:
    """The length of an HTML text after parsing, in UTF-16 units."""
    return sum(_width(piece) for piece in _PIECE.findall(html))


def is_longer(html: str, limit: int) -> bool:
    """Is what is seen of this HTML longer than the limit? Quick for texts that can't be."""
    return 2 * len(html) > limit and units(html) > limit and seen_units(html) > limit


def fits(html: Html, limit: int = MESSAGE_LIMIT) -> Html:
    """This HTML, cut with an ellipsis to at most `limit` units seen; open tags are closed."""
    return Html("".join(_cut(html, limit))) if is_longer(html, limit) else html


def shortened(text: str, limit: int = LABEL_LIMIT) -> str:
    """A plain text, cut with an ellipsis to at most `limit` UTF-16 units."""
    if units(text) <= limit:
        return text
    kept, left = "", limit - 1
    for letter in graphemes(text):
        left -= units(letter)
        if left < 0:
            break
        kept += letter
    return kept.rstrip() + "…"


def _width(piece: str) -> int:
    if piece[0] == "<" and len(piece) > 1:
        return 0
    if piece[0] == "&" and len(piece) > 1:
        return 1
    return units(piece)


def _cut(html: str, limit: int) -> Iterator[str]:
    ends: list[str] = []
    left = limit - 1
    for piece in _PIECE.findall(html):
        left -= _width(piece)
        if left < 0:
            break
        if tag := _TAG.fullmatch(piece):
            if tag[1]:
                ends.pop()
            else:
                ends.append(f"</{tag[2]}>")
        yield piece
    yield "…"
    yield from reversed(ends)
