"""A corrected line for each thing that can be wrong with one, in the words the person used."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches

from bot.domain import deal_terms, local_times, wall_times
from bot.domain.amounts import example_amount, write_amount
from bot.domain.deal_fits import check_with_others
from bot.domain.deal_lines import TypedLine, line_of, written
from bot.domain.deal_values import Found, LineWithoutValue, Place, TeamWithoutPrice, read_value
from bot.domain.deal_words import (
    CHINESE,
    ENGLISH,
    EXAMPLES,
    IN_CHINESE,
    KEYWORDS,
    NUMBER_WORDS,
    PAY_WORDS,
    TITLE_EXAMPLE,
    Keyword,
)
from bot.domain.durations import DurationTooLong, DurationTooShort, find_duration, write_duration
from bot.domain.errors import DomainError
from bot.domain.money import everyday
from bot.domain.names import clean
from bot.domain.plain_texts import folded, narrow, one_line

_SHOWN = 60  # characters of a person's own text that an example repeats


def standard(keyword: Keyword, place: Place, found: Found, *, chinese: bool, word: str = "") -> str:
    """A line of this keyword that reads as it stands, beside the other lines."""
    value = EXAMPLES[keyword][chinese].format(price=_team_price(place, found), solo=_solo(place, found))
    if keyword is Keyword.TEAM:
        value = value.replace("3", str(_target(3, found)), 1)
    if keyword is Keyword.STOCK:
        value = str(max(int(value), found.target or 0, found.limit or 0))
    if keyword is Keyword.LIMIT and found.stock:
        value = str(min(int(value), found.stock))
    if keyword is Keyword.OPENS and found.closes_at and not _reads(keyword, value, place, found):
        value = _halfway(found.closes_at, place)
    if keyword is Keyword.UNTIL and found.opens_at and not _reads(keyword, value, place, found):
        value = _written(min(found.opens_at + deal_terms.A_DAY, place.now + deal_terms.CLOSES_WITHIN), place)
    return f"{word or (IN_CHINESE[keyword] if chinese else keyword)} {value}"


def title(*, chinese: bool) -> str:
    """A first line."""
    return "/deal " + TITLE_EXAMPLE[chinese]


def corrected(line: TypedLine, error: DomainError, place: Place, found: Found) -> str:
    """The line put right as nearly as can be told, else the standard example of its keyword."""
    keyword = line.keyword
    if keyword is None:
        return _known(line, place, found)
    for value in _values(line, error, place, found):
        if _reads(keyword, value, place, found):
            return written(line.word, value)
    return standard(keyword, place, found, chinese=line.chinese, word=line.word)


def nearest_word(line: TypedLine) -> str:
    """The keyword that a line without one may have meant, "" when none is near."""
    return _nearest(line)[0]


def _known(line: TypedLine, place: Place, found: Found) -> str:
    """A line without keyword with the word it may have meant, else as a note."""
    meant, length = _nearest(line)
    if not meant:
        return written(IN_CHINESE[Keyword.NOTE] if line.chinese else Keyword.NOTE, _cut(line.text))
    keyword = KEYWORDS[meant]
    value = line_of(line.number, f"{meant} {one_line(line.text)[length:]}").value
    if _reads(keyword, value, place, found):
        return written(meant, value)
    return standard(keyword, place, found, chinese=meant in CHINESE, word=meant)


def _nearest(line: TypedLine) -> tuple[str, int]:
    """The keyword nearest to the first word, and how many characters of the line stand for it."""
    first = re.match(r"[a-z]+|[\u4e00-\u9fff]{1,5}", narrow(one_line(line.text)).lower())
    said = first[0] if first else ""
    if said.isascii():
        return next(iter(get_close_matches(said, ENGLISH, n=1, cutoff=0.7)), ""), len(said)
    alike = [word for word in CHINESE if word[0] == said[0] and len(word) > 1]  # 团购 isn't 限购
    for length in range(len(said), 1, -1):
        if near := get_close_matches(said[:length], alike, n=1, cutoff=0.5):
            return near[0], length
    return "", 0


def _reads(keyword: Keyword, value: str, place: Place, found: Found) -> bool:
    """Whether a value can be read, and contradicts no other line."""
    read = replace(found)
    try:
        read_value(keyword, keyword, value, place, read)
        check_with_others(keyword, read)
    except DomainError:
        return False
    return True


def _values(line: TypedLine, error: DomainError, place: Place, found: Found) -> Iterator[str]:
    """Values to try, the most faithful first."""
    match line.keyword:
        case _ if isinstance(error, LineWithoutValue):
            return
        case Keyword.TEAM:
            yield from _teams(line, error, place, found)
        case Keyword.ALONE:
            yield str(error.facts.get("example", ""))
        case Keyword.UNTIL | Keyword.OPENS:
            yield from _moments(line, error, place, found)
        case Keyword.LASTS | Keyword.DUE:
            yield from _durations(line, error)
        case Keyword.STOCK | Keyword.LIMIT:
            yield from _counts(line.value, error, found)
        case Keyword.PAY:
            yield from get_close_matches(folded(line.value), PAY_WORDS, n=1, cutoff=0.5)
        case _:  # a note that is too long
            yield _cut(line.value)


def _teams(line: TypedLine, error: DomainError, place: Place, found: Found) -> Iterator[str]:
    price = str(error.facts.get("example") or "")
    if isinstance(error, deal_terms.TeamPriceNotLower) and found.solo:
        price = write_amount(found.solo)
    said = re.match(r"(?P<target>[^\s\d,:]+|[0-9]+(?![\d.,]))\s*(?:个人|人)?[\s,:]*(?P<price>.*)", folded(line.value))
    target, typed = (said["target"], said["price"]) if said else ("", "")
    number = _digits(target)
    number = _target(number if deal_terms.TARGET_AT_LEAST <= number <= deal_terms.TARGET_AT_MOST else 3, found)
    people = f"{number}人" if line.chinese else str(number)
    if not isinstance(error, TeamWithoutPrice):
        yield f"{people} {price or typed}"
        yield f"{people} {folded(line.value)}"
    yield f"{people} {price or _team_price(place, found)}"
    yield f"{people} {_team_price(place, found)}"


def _digits(word: str) -> int:
    return NUMBER_WORDS.get(word.rstrip("人个"), 0) if not word.isdigit() else int(word[:9])


def _moments(line: TypedLine, error: DomainError, place: Place, found: Found) -> Iterator[str]:
    facts = error.facts
    if find_duration(line.value):
        yield f"+{line.value}"
    if line.value[-1:].isdigit():
        yield f"{line.value}:00"
    if isinstance(error, local_times.MomentWithoutTime):
        yield f"{line.value}{'' if line.chinese else ' '}21:00"
    if isinstance(tomorrow_at := facts.get("tomorrow_at"), datetime):
        yield _tomorrow(tomorrow_at, place, chinese=line.chinese)
    for fact in ("first_at", "second_at", "next_at", "latest_at"):
        if isinstance(moment := facts.get(fact), datetime):
            yield _written(moment, place)
    if line.keyword is Keyword.OPENS and found.closes_at:
        yield EXAMPLES[Keyword.OPENS][line.chinese]
        yield _halfway(found.closes_at, place)


def _written(moment: datetime, place: Place) -> str:
    return local_times.write_moment(moment.replace(second=0, microsecond=0), place.zone)


def _halfway(closes_at: datetime, place: Place) -> str:
    return _written(place.now + (closes_at - place.now) / 2, place)


def _tomorrow(moment: datetime, place: Place, *, chinese: bool) -> str:
    wall = wall_times.wall_at(moment, place.zone)
    if len(wall_times.instants_at(wall, place.zone)) > 1:
        return local_times.write_moment(moment, place.zone)
    return f"{'明天' if chinese else 'tomorrow '}{wall.hour}:{wall:%M}"


def _durations(line: TypedLine, error: DomainError) -> Iterator[str]:
    for fact in ("at_least", "at_most"):
        if isinstance(error, DurationTooShort | DurationTooLong) and isinstance(at := error.facts.get(fact), timedelta):
            yield write_duration(at, chinese=line.chinese)
    if folded(line.value).isdigit():
        yield f"{folded(line.value)}{'小时' if line.chinese else 'h'}"


def _counts(value: str, error: DomainError, found: Found) -> Iterator[str]:
    if isinstance(error, deal_terms.StockBelowTeam):
        yield str(max(int(str(error.facts["target"])), found.limit or 0))
    if isinstance(error, deal_terms.LimitAboveStock):
        yield str(error.facts["stock"])
    yield re.sub(r"(?<=\d)[.,' ’](?=\d{3}\b)", "", folded(value))
    yield str(NUMBER_WORDS.get(re.split(r"[\s份件个箱盒袋]", folded(value))[0], ""))


def _cut(text: str) -> str:
    return clean(text, _SHOWN)


def _target(wished: int, found: Found) -> int:
    """A team that the stock can fill."""
    return max(min(wished, found.stock or wished), deal_terms.TARGET_AT_LEAST)


def _team_price(place: Place, found: Found) -> str:
    """A price that is not above the one alone."""
    price = example_amount(place.currency)
    return write_amount(found.solo) if found.solo and found.solo.decimal() < Decimal(price) else price


def _solo(place: Place, found: Found) -> str:
    price = everyday(3990, place.currency)
    return write_amount(found.team_price if found.team_price and found.team_price.minor > price.minor else price)
