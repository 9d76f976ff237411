"""What both kinds of file are made of: sheets with a heading, rows of cells, and what a cell may hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol, TypeAlias

from bot.domain.names import clean

#: A text; a count; an amount of money; a moment by the wall clocks of its place; nothing.
Cell: TypeAlias = str | int | Decimal | datetime | None
Row: TypeAlias = Sequence[Cell]

#: Longer texts are cut: no name or title of ours is.
TEXT_AT_MOST = 500
#: How a moment is written: to the minute, by the wall clock.
MOMENT = "%Y-%m-%d %H:%M"
#: What makes a spreadsheet compute, in the widths of both alphabets; and what it skips before it looks.
_COMPUTES = "=+-@＝＋－＠"
_SKIPPED = " \t\r\n\v\f\0\u00a0\u200b\u3000\ufeff"
_HARMLESS = "'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet before its rows: its name, and what its columns are."""

    name: str
    heading: tuple[str, ...]


class Writer(Protocol):
    """Writes rows into a file, sheet by sheet, without keeping them."""

    def add(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Some more rows of a sheet."""

    def close(self) -> None:
        """The file is whole."""


def said(text: str) -> str:
    """A text as one line without control characters, cut where it is too long."""
    return clean(text, TEXT_AT_MOST)


def harmless(text: str) -> str:
    """A text that no spreadsheet computes when it opens a CSV, where nothing says that a cell is a text.

    One that begins with a blank is quoted too: some programs skip blanks and then compute.
    """
    bare = text.lstrip(_SKIPPED)
    is_text = text and text[0] not in _SKIPPED and bare[:1] not in tuple(_COMPUTES)
    return text if is_text or not text else _HARMLESS + text
