"""How many of a line's words are the account: an account may be typed with blanks, a name always has them."""

import re
from collections.abc import Callable

from bot.domain.errors import DomainError
from bot.payqr import ibans
from bot.payqr.errors import AccountAmbiguous

_DIGITS = re.compile(r"\+?[0-9().\-/]+")


def one_word(words: list[str]) -> int:
    """The account is one word."""
    return min(1, len(words))


def iban_size(words: list[str]) -> int:
    """Words up to the country's length; a word of letters that goes beyond it belongs to the name."""
    wanted = ibans.LENGTHS.get("".join(words)[:2].upper())
    if wanted is None:
        return 1
    length = 0
    for size, word in enumerate(words, start=1):
        length += len(word)
        if length >= wanted:
            is_name = length > wanted and size > 1 and not any(letter.isdecimal() for letter in word)
            return size - 1 if is_name else size
    return len(words)


def digits_size(words: list[str], checked: Callable[[str], str], example: str) -> int:
    """The words of digits that make one account. Raises AccountAmbiguous: a name of digits might belong to it."""
    run = next((at for at, word in enumerate(words) if not _DIGITS.fullmatch(word)), len(words)) or 1
    fitting = [size for size in range(1, run + 1) if _is_account(" ".join(words[:size]), checked)]
    if len(fitting) > 1:
        raise AccountAmbiguous(given=" ".join(words[:run]), expected=example)
    return fitting[0] if fitting else run


def _is_account(text: str, checked: Callable[[str], str]) -> bool:
    try:
        checked(text)
    except DomainError:
        return False
    return True
