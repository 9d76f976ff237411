"""References in what payers and banks write: whatever blanks, hyphens and case they put in, and one digit off.

A reference is `KT` and digits that count up from this installation's start, so a number outside of that span is none.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

#: Digits that banks and payers break into groups, with a blank or two, a hyphen, a dot between them.
_GROUPS = re.compile(r"\d+(?:[\W_]{1,2}\d+)*")
_LED = re.compile(r"K[\W_]{0,2}T[\W_]{0,2}(?=\d)")
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"K[\W_]{0,2}T[\W_]{0,2}\d{2,}(?:[\s_/-]\d{2,}(?![^\W_]|[.,]\d)){1,6}")
#: Groups are as long as each other but for the last: `1000 0041`. A longer one and a short one are two numbers.
_LONGEST_GROUP = 5
#: A Swiss QR reference: 26 digits, filled up with zeros, and a check digit.
_QRR = 27


def plain(text: str) -> str:
    """Capital letters and ASCII digits, nothing invisible."""
    if text.isascii():
        return text.upper()
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in folded
        if unicodedata.category(letter) != "Cf"
    )


def named(text: str, span: range) -> set[int]:
    """The numbers of every reference that a plain text surely names."""
    lengths = _lengths(span)
    led = (digits for digits in _broken(text) if len(digits) in lengths)
    return {number for digits in (*_surely(text), *led) if (number := _number(digits)) in span}


def nearly_named(text: str, span: range, known: Container[int]) -> set[int]:
    """Numbers of known references of which the text is one digit off: wrong, missing, too many, or two swapped."""
    return {number for digits in _led(text) for number in _near(digits, span) if number in known}


def nearly_numbered(text: str, span: range, known: Container[int]) -> set[int]:
    """The same for digits alone, that could as well be another number: one wrong, or two swapped."""
    lengths = _lengths(span)
    return {
        number
        for run in _DIGITS.findall(text)
        if len(run) in lengths and _begins_alike(run, span)
        for number in (*_replaced(run), *_swapped(run))
        if number in span and number in known
    }


def _surely(text: str) -> Iterator[str]:
    for found in _GROUPS.finditer(text):
        groups = _DIGITS.findall(found[0])
        for first in range(len(groups)):
            yield from _whole(groups[first:])


def _broken(text: str) -> Iterator[str]:
    """Digits behind KT, broken anywhere by a blank or a hyphen; not at a single digit, which may be another number."""
    for found in _BROKEN.finditer(text):
        groups = _DIGITS.findall(found[0])
        yield from ("".join(groups[:many]) for many in range(2, len(groups) + 1))


def _whole(groups: list[str]) -> Iterator[str]:
    """The first group alone, and with those after it as long as they are of one length but for the last."""
    size = len(groups[0])
    yield groups[0][: _QRR - 1] if size == _QRR else groups[0]
    if size > _LONGEST_GROUP:
        return
    joined = groups[0]
    for group in groups[1:]:
        if len(group) > size or len(joined) >= _QRR:
            return
        joined += group
        yield joined
        if len(group) < size:
            return


def _led(text: str) -> Iterator[str]:
    """All digits behind each KT, joined."""
    for led in _LED.finditer(text):
        found = _GROUPS.match(text, led.end())
        if found is not None:
            yield re.sub(r"\D", "", found[0])


def _near(digits: str, span: range) -> Iterator[int]:
    for length in _lengths(span):
        same, less, more = digits[:length], digits[: length - 1], digits[: length + 1]
        if len(same) == length:
            yield from (number for number in (_number(same), *_replaced(same), *_swapped(same)) if number in span)
        if len(less) == length - 1:
            yield from (number for number in _inserted(less) if number in span)
        if len(more) == length + 1:
            yield from (number for number in _removed(more) if number in span)


def _begins_alike(digits: str, span: range) -> bool:
    """Whether what all references begin with is at most one slip away: most numbers are nothing like a reference."""
    first, last = str(span.start), str(max(span.stop - 1, span.start))
    if len(first) != len(last):
        return True
    wrong = [at for at in range(_common(span.start, span.stop)) if digits[at] != first[at]]
    return len(wrong) < 2 or (len(wrong) == 2 and digits[wrong[0]] == first[wrong[1]])


@lru_cache(maxsize=64)
def _common(start: int, stop: int) -> int:
    """How many digits at the beginning all numbers of a span share."""
    pairs = zip(str(start), str(max(stop - 1, start)), strict=True)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), len(str(start)))


def _replaced(digits: str) -> Iterator[int]:
    whole = int(digits)
    for place, digit in enumerate(reversed(digits)):
        unit = 10**place
        base = whole - int(digit) * unit
        yield from (base + other * unit for other in range(10) if other != int(digit))


def _swapped(digits: str) -> Iterator[int]:
    return (
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    )


def _inserted(digits: str) -> Iterator[int]:
    return (int(digits[:at] + digit + digits[at:]) for at in range(len(digits) + 1) for digit in "0123456789")


def _removed(digits: str) -> Iterator[int]:
    return (int(digits[:at] + digits[at + 1 :]) for at in range(len(digits)))


def _number(digits: str) -> int:
    """A number as digits, filled up with zeros perhaps; -1: too long to be a reference."""
    short = digits.lstrip("0")
    return int(short) if short and len(short) <= 18 else -1


@lru_cache(maxsize=64)
def _lengths_between(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(len(str(first)), len(str(last)) + 1))


def _lengths(span: range) -> tuple[int, ...]:
    return _lengths_between(span.start, max(span.stop - 1, span.start))
