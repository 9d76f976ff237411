"""Russian accounts (Bank of Russia): account (20), BIC (9) and correspondent account (20), each with its key digit."""

import re
from dataclasses import dataclass

from bot.payqr.errors import BadRussianAccount

_FORM = re.compile(r"([0-9]{20})([0-9]{9})([0-9]{20})")
_WEIGHTS = (7, 1, 3)


@dataclass(frozen=True, slots=True)
class RussianAccount:
    """A customer's account at a bank, and the bank's own at the Bank of Russia."""

    account: str
    bic: str
    correspondent: str


def read(given: str, expected: str) -> RussianAccount:
    """The three numbers, blanks anywhere. Raises BadRussianAccount."""
    numbers = _FORM.fullmatch(re.sub(r"[\s.\-,;/]", "", given))
    if numbers is None:
        raise BadRussianAccount(given=given, expected=expected)
    account, bic, correspondent = numbers.groups()
    if not bic.startswith("0") or not _is_sound(bic[-3:] + account) or not _is_sound(f"0{bic[4:6]}{correspondent}"):
        raise BadRussianAccount(given=given, expected=expected)
    return RussianAccount(account, bic, correspondent)


def size(words: list[str]) -> int:
    """How many of a line's words make the three numbers."""
    length = 0
    for count, word in enumerate(words, start=1):
        if not re.fullmatch(r"[0-9.\-,;/]+", word):
            return max(count - 1, 1)
        length += sum(letter.isdecimal() for letter in word)
        if length >= 49:
            return count
    return len(words)


def _is_sound(number: str) -> bool:
    """Bank of Russia, order of 1997 on key digits: the weighted sum of 23 digits ends in 0."""
    return sum(int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(number)) % 10 == 0
