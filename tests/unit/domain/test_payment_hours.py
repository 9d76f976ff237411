"""Nobody has to pay, or is reminded, at night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.payment_hours import due_until, is_night, reminders
from bot.domain.wall_times import after_gap, instants_at, wall_at

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(hours=24)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "due_for", "due"),
    [
        ("2026-11-24 15:00", DAY, "2026-11-25 15:00"),
        ("2026-11-24 21:59", DAY, "2026-11-25 21:59"),
        ("2026-11-24 22:00", DAY, "2026-11-26 09:00"),
        ("2026-11-24 23:30", DAY, "2026-11-26 09:00"),
        ("2026-11-24 03:00", DAY, "2026-11-25 09:00"),
        ("2026-11-24 08:59", DAY, "2026-11-25 09:00"),
        ("2026-11-24 09:00", DAY, "2026-11-25 09:00"),
        ("2026-03-28 15:00", DAY, "2026-03-29 16:00"),
        ("2026-10-24 22:30", DAY, "2026-10-25 21:30"),
    ],
)
def test_a_payment_falls_due_by_day(asked: str, due_for: timedelta, due: str) -> None:
    assert due_until(berlin(asked), due_for, BERLIN) == berlin(due)


@pytest.mark.parametrize(
    ("asked", "due", "first", "second"),
    [
        ("2026-11-24 15:00", "2026-11-25 15:00", "2026-11-25 09:00", "2026-11-25 12:36"),
        ("2026-11-24 09:00", "2026-11-25 09:00", "2026-11-24 21:00", None),
        ("2026-11-24 12:00", "2026-11-25 09:10", None, None),
        ("2026-11-24 21:00", "2026-11-25 09:30", None, "2026-11-25 09:00"),
        ("2026-11-24 12:00", "2026-11-24 12:30", "2026-11-24 12:15", None),
        ("2026-11-24 12:00", "2026-11-24 12:15", None, None),
        ("2026-11-24 10:00", "2026-11-24 20:00", "2026-11-24 15:00", "2026-11-24 19:00"),
    ],
)
def test_reminders_come_at_half_and_at_a_tenth_and_wait_for_the_morning(
    asked: str, due: str, first: str | None, second: str | None
) -> None:
    expected = tuple(moment and berlin(moment) for moment in (first, second))
    assert reminders(berlin(asked), berlin(due), BERLIN) == expected


def test_where_the_clocks_leap_over_nine_the_morning_is_the_first_moment_after_it() -> None:
    apia = ZoneInfo("Pacific/Apia")  # had no 30 December 2011
    asked = datetime(2011, 12, 29, 23, 30, tzinfo=apia).astimezone(UTC)
    assert due_until(asked, timedelta(minutes=15), apia) == datetime(2011, 12, 31, 9, 0, tzinfo=apia).astimezone(UTC)


def _samples(zone: ZoneInfo) -> list[datetime]:
    """A moment every 97 hours of two years, and every half hour around each change of the clocks."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=day) for day in range(731)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    changes = [day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after]
    around = [day + timedelta(minutes=30 * step) for day in changes for step in range(-48, 96, 3)]
    return [start + timedelta(hours=97.3 * step) for step in range(180)] + around


@pytest.mark.parametrize("zone_name", sorted(available_timezones()))
def test_in_every_zone_no_payment_and_no_reminder_is_at_night(zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    for asked in _samples(zone):
        until = due_until(asked, DAY, zone)
        wished = asked + DAY
        assert not is_night(until, zone)
        assert until == wished if not is_night(wished, zone) else wished < until < wished + timedelta(hours=14)
        assert until == wished or wall_at(until, zone).time() == time(9) or _leaps_over_nine(until, zone)
        for reminder in reminders(asked, until, zone):
            assert reminder is None or (
                not is_night(reminder, zone) and asked < reminder <= until - timedelta(minutes=15)
            )


def _leaps_over_nine(until: datetime, zone: ZoneInfo) -> bool:
    nine = datetime.combine(wall_at(until, zone).date(), time(9))
    return not instants_at(nine, zone) and after_gap(nine, zone) == until
