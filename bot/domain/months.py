"""Months as a community's clocks count them: each begins at midnight of its first day there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_LAST_YEAR = 9998


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int  #: 1 to 12

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1970 <= self.year <= _LAST_YEAR):
            raise ValueError(f"no month: {self.year}-{self.number}")

    def later(self, months: int) -> "Month":
        """So many months later; earlier, below zero."""
        at = self.year * 12 + self.number - 1 + months
        return Month(at // 12, at % 12 + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first instant, in UTC. Where clocks jump over that midnight, it begins with the jump."""
        return datetime(self.year, self.number, 1, tzinfo=zone).astimezone(UTC)


def month_of(at: datetime, zone: ZoneInfo) -> Month:
    """The month that an instant lies in, by the clocks of a zone."""
    local = at.astimezone(zone)
    return Month(local.year, local.month)


def until(last: Month, first: Month, most: int) -> tuple[Month, ...]:
    """The months that end with the last and begin no earlier than the first, at most so many, newest first."""
    span = (last.year - first.year) * 12 + last.number - first.number + 1
    return tuple(last.later(-back) for back in range(min(max(span, 0), most)))
