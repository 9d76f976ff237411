"""What a leader offers, read and checked, before it is a deal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.money import Money

TARGET_AT_LEAST, TARGET_AT_MOST = 2, 1000
TITLE_AT_MOST, NOTE_AT_MOST = 100, 4096
UNITS_AT_MOST = 1_000_000
TEAM_FOR_AT_LEAST, TEAM_FOR_AT_MOST = timedelta(minutes=10), timedelta(days=30)
DUE_FOR_AT_LEAST, DUE_FOR_AT_MOST = timedelta(minutes=15), timedelta(days=30)
CLOSES_WITHIN = timedelta(days=366)
A_DAY = timedelta(hours=24)


class TeamOfOne(DomainError):
    """A team of one is no team. Facts: `at_least`, `at_most`."""


class TargetOutOfBounds(DomainError):
    """A team too small or too large. Facts: `given`, `at_least`, `at_most`."""


class TeamPriceNotLower(DomainError):
    """The team price is above the solo price. Facts: `team_price`, `solo` (Money)."""


class StockBelowTeam(DomainError):
    """The stock can't fill one team. Facts: `stock`, `target`."""


class LimitAboveStock(DomainError):
    """One buyer may take more than there is. Facts: `limit`, `stock`."""


class PastDeadline(DomainError):
    """The close is past. Facts: `given`, `moment_at`, `tomorrow_at` (the same time tomorrow)."""


class TooFarAhead(DomainError):
    """The close is over a year ahead. Facts: `given`, `latest_at`."""


class OpensAfterClose(DomainError):
    """The deal would close before it opens. Facts: `opens_at`, `closes_at`."""


class TitleTooLong(DomainError):
    """Facts: `length`, `at_most` (characters)."""


class NoteTooLong(DomainError):
    """Facts: `length`, `at_most` (characters)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTerms:
    """A team deal as its leader wrote it, in whole minutes."""

    title: str
    solo: Money | None = None  #: one unit bought alone; None when it can't be
    team_price: Money
    target: int  #: buyers that form a team
    closes_at: datetime
    team_for: timedelta = A_DAY
    opens_at: datetime | None = None  #: None: when it is published
    stock: int | None = None  #: units; None is unlimited
    limit: int | None = None  #: units a buyer; None is unlimited
    pay: PayMoment = PayMoment.CLOSE
    due_for: timedelta = A_DAY
    note: str = ""


def check_target(target: int, given: str) -> None:
    """Raise TeamOfOne or TargetOutOfBounds unless so many buyers can be a team."""
    if target == 1:
        raise TeamOfOne(at_least=TARGET_AT_LEAST, at_most=TARGET_AT_MOST)
    if not TARGET_AT_LEAST <= target <= TARGET_AT_MOST:
        raise TargetOutOfBounds(given=given, at_least=TARGET_AT_LEAST, at_most=TARGET_AT_MOST)


def check_prices(team_price: Money, solo: Money) -> None:
    """Raise TeamPriceNotLower when a team would pay more than one alone."""
    if team_price.minor > solo.minor:
        raise TeamPriceNotLower(team_price=team_price, solo=solo)


def check_stock(stock: int, target: int) -> None:
    """Raise StockBelowTeam unless one team can be filled."""
    if stock < target:
        raise StockBelowTeam(stock=stock, target=target)


def check_limit(limit: int, stock: int) -> None:
    """Raise LimitAboveStock when one buyer may take more than there is."""
    if limit > stock:
        raise LimitAboveStock(limit=limit, stock=stock)


def check_close(closes_at: datetime, now: datetime, given: str) -> None:
    """Raise TooFarAhead when the close is over a year ahead."""
    if closes_at > now + CLOSES_WITHIN:
        raise TooFarAhead(given=given, latest_at=now + CLOSES_WITHIN)


def check_window(opens_at: datetime, closes_at: datetime) -> None:
    """Raise OpensAfterClose unless there is time between."""
    if opens_at >= closes_at:
        raise OpensAfterClose(opens_at=opens_at, closes_at=closes_at)
