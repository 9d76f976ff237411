"""Czech account numbers as people write them (Czech National Bank, decree 169/2011): 19-2000145399/0800."""

import re

from bot.payqr import ibans
from bot.payqr.errors import BadCzechAccount

_FORM = re.compile(r"(?:([0-9]{1,6})-)?([0-9]{2,10})/([0-9]{4})")
_WEIGHTS = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)


def iban(given: str) -> str:
    """The IBAN of an account: bank, prefix (6 digits) and number (10). Raises BadCzechAccount."""
    parts = _FORM.fullmatch(re.sub(r"\s", "", given))
    if parts is None or not all(_is_sound(part) for part in (parts[1] or "0", parts[2])):
        raise BadCzechAccount(given=given)
    return ibans.of_account("CZ", parts[3] + (parts[1] or "").zfill(6) + parts[2].zfill(10))


def _is_sound(number: str) -> bool:
    """The sum of the digits by their weights, from the right, is a multiple of 11."""
    return sum(int(digit) * weight for digit, weight in zip(reversed(number), _WEIGHTS, strict=False)) % 11 == 0
