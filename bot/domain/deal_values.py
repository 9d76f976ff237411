"""What follows a keyword on a line of a deal, read into the deal's terms."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import deal_terms
from bot.domain.amounts import read_amount
from bot.domain.deal_words import PAY_WORDS, Keyword
from bot.domain.deals import PayMoment
from bot.domain.durations import read_duration
from bot.domain.errors import DomainError
from bot.domain.local_times import PastMoment, read_moment
from bot.domain.money import Currency, Money
from bot.domain.plain_texts import folded


class LineWithoutValue(DomainError):
    """A keyword and nothing after it. Facts: `word`."""


class BadTarget(DomainError):
    """The number of buyers isn't written as a digit. Facts: `given`."""


class TeamWithoutPrice(DomainError):
    """A team's number without its price. Facts: `given`."""


class BadCount(DomainError):
    """A number of units that isn't written as digits. Facts: `given`."""


class CountOutOfBounds(DomainError):
    """Too few or too many units. Facts: `given`, `at_least`, `at_most`."""


class BadPayMoment(DomainError):
    """Not a moment to pay. Facts: `given`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a leader writes: the community's zone and currency."""

    now: datetime
    zone: ZoneInfo
    currency: Currency


@dataclass(slots=True, kw_only=True)
class Found:
    """What the lines have said so far."""

    solo: Money | None = None
    team_price: Money | None = None
    target: int | None = None
    closes_at: datetime | None = None
    team_for: timedelta = deal_terms.A_DAY
    opens_at: datetime | None = None
    stock: int | None = None
    limit: int | None = None
    pay: PayMoment = PayMoment.CLOSE
    due_for: timedelta = deal_terms.A_DAY
    note: str = ""


_TEAM = re.compile(r"(?P<target>[0-9]+)(?:\s*(?:个人|人|位|people|persons|buyers)\s*|\s+)[:,xX×]?\s*(?P<price>.*)")
_COUNT = re.compile(r"([0-9]+)\s*(?:份|件|个|箱|盒|袋|斤|units?|pcs|pieces)?")


def read_value(keyword: Keyword, word: str, value: str, place: Place, found: Found) -> None:
    """Note in `found` what this line says. Raises the error of what is wrong with it; then nothing is noted."""
    if not value:
        raise LineWithoutValue(word=word)
    _READERS[keyword](value, place, found)


def _alone(value: str, place: Place, found: Found) -> None:
    found.solo = read_amount(value, place.currency)


def _team(value: str, place: Place, found: Found) -> None:
    said = _TEAM.fullmatch(folded(value) + " ")
    if said is None or len(said["target"]) > 9:
        raise BadTarget(given=value.split()[0])
    target = int(said["target"])
    deal_terms.check_target(target, said["target"])
    if not said["price"].strip():
        raise TeamWithoutPrice(given=said["target"])
    found.team_price = read_amount(said["price"].strip(), place.currency)
    found.target = target


def _until(value: str, place: Place, found: Found) -> None:
    try:
        closes_at = read_moment(value, place.now, place.zone)
    except PastMoment as past:
        raise deal_terms.PastDeadline(**past.facts) from None
    deal_terms.check_close(closes_at, place.now, value)
    found.closes_at = closes_at


def _opens(value: str, place: Place, found: Found) -> None:
    found.opens_at = read_moment(value, place.now, place.zone)


def _lasts(value: str, place: Place, found: Found) -> None:
    found.team_for = read_duration(
        value, at_least=deal_terms.TEAM_FOR_AT_LEAST, at_most=deal_terms.TEAM_FOR_AT_MOST
    )  # fmt: skip


def _due(value: str, place: Place, found: Found) -> None:
    found.due_for = read_duration(value, at_least=deal_terms.DUE_FOR_AT_LEAST, at_most=deal_terms.DUE_FOR_AT_MOST)


def _stock(value: str, place: Place, found: Found) -> None:
    found.stock = read_count(value)


def _limit(value: str, place: Place, found: Found) -> None:
    found.limit = read_count(value)


def _pay(value: str, place: Place, found: Found) -> None:
    try:
        found.pay = PAY_WORDS[folded(value)]
    except KeyError:
        raise BadPayMoment(given=value) from None


def _note(value: str, place: Place, found: Found) -> None:
    if len(value) > deal_terms.NOTE_AT_MOST:
        raise deal_terms.NoteTooLong(length=len(value), at_most=deal_terms.NOTE_AT_MOST)
    found.note = value


def read_count(value: str) -> int:
    """A number of units. Raises BadCount, CountOutOfBounds."""
    said = _COUNT.fullmatch(folded(value))
    if said is None:
        raise BadCount(given=value)
    if len(said[1]) > 9 or not 1 <= int(said[1]) <= deal_terms.UNITS_AT_MOST:
        raise CountOutOfBounds(given=value, at_least=1, at_most=deal_terms.UNITS_AT_MOST)
    return int(said[1])


_READERS: dict[Keyword, Callable[[str, Place, Found], None]] = {
    Keyword.ALONE: _alone,
    Keyword.TEAM: _team,
    Keyword.UNTIL: _until,
    Keyword.LASTS: _lasts,
    Keyword.OPENS: _opens,
    Keyword.STOCK: _stock,
    Keyword.LIMIT: _limit,
    Keyword.PAY: _pay,
    Keyword.DUE: _due,
    Keyword.NOTE: _note,
}
