"""Quiet hours as people type them, and until when they hold back what isn't about money."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiet_hours import NOT_QUIET, BadQuietHours, QuietAllDay, QuietHours, read_quiet_hours
from bot.domain.wall_times import wall_at

BERLIN, BANGKOK = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Bangkok")
NIGHT = QuietHours(starts=time(22), ends=time(8), is_on=True)
NOON = QuietHours(starts=time(12, 30), ends=time(14), is_on=True)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "over"),
    [
        (NIGHT, "2026-11-24 21:59", "2026-11-24 21:59"),
        (NIGHT, "2026-11-24 22:00", "2026-11-25 08:00"),
        (NIGHT, "2026-11-24 23:30", "2026-11-25 08:00"),
        (NIGHT, "2026-11-25 00:00", "2026-11-25 08:00"),
        (NIGHT, "2026-11-25 07:59", "2026-11-25 08:00"),
        (NIGHT, "2026-11-25 08:00", "2026-11-25 08:00"),
        (NOON, "2026-11-24 12:29", "2026-11-24 12:29"),
        (NOON, "2026-11-24 12:30", "2026-11-24 14:00"),
        (NOON, "2026-11-24 23:00", "2026-11-24 23:00"),
        (NIGHT, "2026-03-28 23:00", "2026-03-29 08:00"),  # the clocks go forward in that night
        (NIGHT, "2026-10-24 23:00", "2026-10-25 08:00"),
        (NOT_QUIET, "2026-11-24 23:30", "2026-11-24 23:30"),
    ],
)
def test_what_falls_into_quiet_hours_waits_until_they_are_over(hours: QuietHours, moment: str, over: str) -> None:
    assert hours.over(berlin(moment), BERLIN) == berlin(over)


def test_the_hours_are_those_of_the_clocks_they_are_asked_about() -> None:
    evening = berlin("2026-11-24 18:00")  # midnight in Bangkok
    assert NIGHT.over(evening, BERLIN) == evening
    assert str(wall_at(NIGHT.over(evening, BANGKOK), BANGKOK)) == "2026-11-25 08:00:00"


def test_hours_that_end_where_the_clocks_leap_are_over_right_after_the_leap() -> None:
    hours = QuietHours(starts=time(23), ends=time(2, 30), is_on=True)
    assert hours.over(berlin("2026-03-29 00:30"), BERLIN) == berlin("2026-03-29 03:00")


MOMENTS = st.integers(0, 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from([BERLIN, BANGKOK, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe")])


@given(st.times(), st.times(), MOMENTS, ZONES)
def test_they_are_always_over_within_a_day_and_never_earlier_than_asked(
    starts: time, ends: time, moment: datetime, zone: ZoneInfo
) -> None:
    starts, ends = starts.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    hours = QuietHours(starts=starts, ends=ends, is_on=starts != ends)
    over = hours.over(moment, zone)
    assert 0 <= (over - moment).total_seconds() <= 26 * 3600
    assert hours.over(over, zone) == over


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("22-8", time(22), time(8)),
        ("22:30-7:15", time(22, 30), time(7, 15)),
        ("22.30 – 7.15", time(22, 30), time(7, 15)),
        ("from 22 to 8", time(22), time(8)),
        ("10pm-8am", time(22), time(8)),
        ("12 a.m. until 12 p.m.", time(0), time(12)),
        ("22 8", time(22), time(8)),
        ("23-24", time(23), time(0)),
        ("22点到8点", time(22), time(8)),
        ("22：00～8：00", time(22), time(8)),
        ("22點30分至8點", time(22, 30), time(8)),
        ("13-15", time(13), time(15)),
        ("٢٢-٨", time(22), time(8)),
    ],
)
def test_two_times_of_the_day_switch_it_on(typed: str, starts: time, ends: time) -> None:
    assert read_quiet_hours(typed, NOT_QUIET) == QuietHours(starts=starts, ends=ends, is_on=True)


@pytest.mark.parametrize("typed", ["on", "ON", "yes", "开", "打开", "開"])
def test_on_takes_the_hours_there_were(typed: str) -> None:
    assert read_quiet_hours(typed, QuietHours(starts=time(1), ends=time(2))) == QuietHours(
        starts=time(1), ends=time(2), is_on=True
    )
    assert read_quiet_hours(typed, NOT_QUIET) == QuietHours(starts=time(22), ends=time(9), is_on=True)


@pytest.mark.parametrize("typed", ["off", "Off", "no", "关", "關", "关闭"])
def test_off_keeps_the_hours_for_later(typed: str) -> None:
    assert read_quiet_hours(typed, NIGHT) == QuietHours(starts=time(22), ends=time(8), is_on=False)


@pytest.mark.parametrize(
    "typed",
    [
        "late",
        "22",
        "22-",
        "-8",
        "25-8",
        "22-8-9",
        "22:60-8",
        "24:01-8",
        "13pm-8",
        "0am-8",
        "22-8 please",
        "",
        "9" * 500,
    ],
)
def test_anything_else_is_refused_and_said_back(typed: str) -> None:
    with pytest.raises(BadQuietHours) as refusal:
        read_quiet_hours(typed, NIGHT)
    assert refusal.value.facts == {"given": typed}


@pytest.mark.parametrize("typed", ["8-8", "24-0", "8:00-8am"])
def test_hours_that_end_when_they_begin_are_refused(typed: str) -> None:
    with pytest.raises(QuietAllDay):
        read_quiet_hours(typed, NIGHT)


@given(st.text())
def test_no_text_does_anything_but_be_read_or_refused(typed: str) -> None:
    with suppress(BadQuietHours, QuietAllDay):
        hours = read_quiet_hours(typed, NIGHT)
        assert hours.starts != hours.ends
