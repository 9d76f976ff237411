"""Our reference in the forms that standards take: letters and digits, or digits alone."""

import re

from bot.payqr.errors import BadReference

_FORM = re.compile(r"[A-Za-z0-9]+")
#: A variable symbol and its like.
DIGITS = 10


def refuse(reference: str, longest: int) -> None:
    """Raise BadReference for anything but letters and digits; "" is no reference."""
    if reference and (len(reference) > longest or not _FORM.fullmatch(reference)):
        raise BadReference(given=reference, longest=longest)


def digits(reference: str, longest: int = DIGITS) -> str:
    """The digits of a reference, for where only digits go. Raises BadReference: more than fit."""
    found = re.sub("[^0-9]", "", reference)
    if len(found) > longest:
        raise BadReference(given=reference, longest=longest)
    return found
