"""Months by a community's clocks: whatever the zone does at midnight, an instant lies in exactly one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.months import Month, month_of, until

#: Clocks with halves and quarters of hours, with jumps over midnight, and with a day left out.
ZONES = [
    "Europe/Berlin", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Asia/Beirut",
    "America/Havana", "America/Asuncion", "Pacific/Apia", "Pacific/Chatham", "Asia/Amman", "Africa/Cairo", "UTC",
]  # fmt: skip


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 of the strategy
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
def test_an_instant_lies_between_the_borders_of_its_month(at: datetime, zone: ZoneInfo) -> None:
    month = month_of(at, zone)
    assert month.begins(zone) <= at < month.later(1).begins(zone)


@pytest.mark.parametrize("zone", ZONES)
def test_each_month_begins_as_the_clocks_first_show_it(zone: str) -> None:
    clock = ZoneInfo(zone)
    for back in range(12 * 40):
        month = Month(2030, 12).later(-back)
        begins = month.begins(clock)
        assert month_of(begins, clock) == month
        assert month_of(begins - timedelta(microseconds=1), clock) == month.later(-1)


def test_a_month_begins_at_midnight_there() -> None:
    assert Month(2026, 7).begins(ZoneInfo("Asia/Kathmandu")) == datetime(2026, 6, 30, 18, 15, tzinfo=UTC)
    assert Month(2026, 4).begins(ZoneInfo("Europe/Berlin")) == datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    assert Month(2026, 3).begins(ZoneInfo("Europe/Berlin")) == datetime(2026, 2, 28, 23, 0, tzinfo=UTC)


def test_months_are_counted_over_the_years() -> None:
    assert Month(2026, 12).later(1) == Month(2027, 1)
    assert Month(2026, 1).later(-1) == Month(2025, 12)
    assert Month(2026, 1).later(-25) == Month(2023, 12)
    assert Month(2026, 1) < Month(2026, 11) < Month(2027, 1)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 13), (1969, 12), (9999, 1)])
def test_there_is_no_such_month(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no month"):
        Month(year, number)


def test_the_months_up_to_the_last_are_told_newest_first() -> None:
    assert until(Month(2027, 1), Month(2026, 11), 6) == (Month(2027, 1), Month(2026, 12), Month(2026, 11))
    assert until(Month(2027, 1), Month(2020, 1), 2) == (Month(2027, 1), Month(2026, 12))
    assert until(Month(2026, 1), Month(2026, 2), 6) == ()
