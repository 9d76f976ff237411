"""How long something may take, as people type it: 24h, 90m, 1d 12h, 24 小时, 2天."""

import re
from datetime import timedelta
from decimal import Decimal

from bot.domain.errors import DomainError
from bot.domain.plain_texts import folded


class BadDuration(DomainError):
    """Not a length of time in whole minutes. Facts: `given`."""


class DurationTooShort(DomainError):
    """Shorter than this may be. Facts: `given`, `at_least` (timedelta)."""


class DurationTooLong(DomainError):
    """Longer than this may be. Facts: `given`, `at_most` (timedelta)."""


_NUMBER = r"(\d{1,5}(?:[.,]\d{1,2})?)\s*"
_PARTS = re.compile(
    rf"(?:{_NUMBER}(?:weeks?|w|个?星期|个?礼拜|周)\s*)?"
    rf"(?:{_NUMBER}(?:days?|d|天|日)\s*)?"
    rf"(?:{_NUMBER}(?:hours?|hrs?|h|个?小时|个?钟头)\s*)?"
    rf"(?:{_NUMBER}(?:minutes?|mins?|m|分钟|分)\s*)?"
)
_MINUTES = (7 * 24 * 60, 24 * 60, 60, 1)
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=366)


def read_duration(text: str, *, at_least: timedelta = _SHORTEST, at_most: timedelta = _LONGEST) -> timedelta:
    """A length of time. Raises BadDuration, DurationTooShort, DurationTooLong."""
    length = find_duration(text)
    if length is None:
        raise BadDuration(given=text)
    if length < at_least:
        raise DurationTooShort(given=text, at_least=at_least)
    if length > at_most:
        raise DurationTooLong(given=text, at_most=at_most)
    return length


def find_duration(text: str) -> timedelta | None:
    """A length of time in whole minutes of any size, or None when the text is something else."""
    said = _PARTS.fullmatch(folded(text))
    if said is None or not any(said.groups()):
        return None
    numbers = (Decimal((number or "0").replace(",", ".")) for number in said.groups())
    minutes = sum((number * size for number, size in zip(numbers, _MINUTES, strict=True)), Decimal())
    return timedelta(minutes=int(minutes)) if minutes == int(minutes) else None


def write_duration(length: timedelta, *, chinese: bool = False) -> str:
    """A length of time in whole minutes as people type it: "1d 12h", in Chinese "1天12小时"; a day is "24h"."""
    minutes = length // timedelta(minutes=1)
    days = minutes // (24 * 60) if minutes >= 2 * 24 * 60 else 0
    hours, minutes = divmod(minutes - days * 24 * 60, 60)
    units = ("天", "小时", "分钟") if chinese else ("d", "h", "m")
    parts = [f"{number}{unit}" for number, unit in zip((days, hours, minutes), units, strict=True) if number]
    return ("" if chinese else " ").join(parts)
