"""Rows of buttons: two share one where a narrow phone shows the words of both."""

import unicodedata
from collections.abc import Iterable

from bot.views.screens import Button, Keyboard

#: Letters of a button that shares its row, on a phone 360 points wide; a Chinese one is as wide as two.
HALF = 20


def paired(buttons: Iterable[Button]) -> Keyboard:
    """The buttons in their order, two a row; one whose words need the whole row has it."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and shares(rows[-1][0]) and shares(button):
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def shares(button: Button) -> bool:
    """Whether half a row shows the words of a button."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in button.text) <= HALF
