"""Moments as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.local_times import (
    BadMoment,
    MomentWithoutTime,
    NoSuchDate,
    PastMoment,
    read_moment,
    up_to_minute,
    write_moment,
)
from bot.domain.wall_times import MomentMissing, MomentTwice

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 14, 20, 30, tzinfo=UTC)  # a Tuesday, 15:20:30 in Berlin


def read(text: str, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> str:
    return f"{read_moment(text, now, zone).astimezone(zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("21:00", "Tue 2026-11-24 21:00"),
        ("  21:00 ", "Tue 2026-11-24 21:00"),
        ("２１：００", "Tue 2026-11-24 21:00"),
        ("٢١:٠٠", "Tue 2026-11-24 21:00"),
        ("21.00", "Tue 2026-11-24 21:00"),
        ("9pm", "Tue 2026-11-24 21:00"),
        ("9 PM", "Tue 2026-11-24 21:00"),
        ("9.30pm", "Tue 2026-11-24 21:30"),
        ("9:30 p.m.", "Tue 2026-11-24 21:30"),
        ("24:00", "Wed 2026-11-25 00:00"),
        ("midnight", "Wed 2026-11-25 00:00"),
        ("today 21:00", "Tue 2026-11-24 21:00"),
        ("tonight 9", "Tue 2026-11-24 21:00"),
        ("tonight 9pm", "Tue 2026-11-24 21:00"),
        ("tomorrow 9:30", "Wed 2026-11-25 09:30"),
        ("Tomorrow at 9am", "Wed 2026-11-25 09:00"),
        ("tomorrow 9.12", "Wed 2026-11-25 09:12"),
        ("tomorrow noon", "Wed 2026-11-25 12:00"),
        ("9pm tomorrow", "Wed 2026-11-25 21:00"),
        ("sun 9pm", "Sun 2026-11-29 21:00"),
        ("sunday 21:00", "Sun 2026-11-29 21:00"),
        ("on Sunday, 21:00", "Sun 2026-11-29 21:00"),
        ("tue 16:00", "Tue 2026-11-24 16:00"),
        ("tue 15:00", "Tue 2026-12-01 15:00"),
        ("2026-12-01 18:00", "Tue 2026-12-01 18:00"),
        ("2026-12-01T18:00", "Tue 2026-12-01 18:00"),
        ("2026/12/1 18:00", "Tue 2026-12-01 18:00"),
        ("1.12. 18:00", "Tue 2026-12-01 18:00"),
        ("1.12.2026 18:00", "Tue 2026-12-01 18:00"),
        ("12-01 18:00", "Tue 2026-12-01 18:00"),
        ("1 Dec 18:00", "Tue 2026-12-01 18:00"),
        ("December 1st, 6pm", "Tue 2026-12-01 18:00"),
        ("21:00 on 1 December 2026", "Tue 2026-12-01 21:00"),
        ("5.1. 18:00", "Tue 2027-01-05 18:00"),
        ("+6h", "Tue 2026-11-24 21:21"),
        ("+30m", "Tue 2026-11-24 15:51"),
        ("+2d", "Thu 2026-11-26 15:21"),
        ("+1d 12h", "Thu 2026-11-26 03:21"),
        ("＋6h", "Tue 2026-11-24 21:21"),
        ("in 6 hours", "Tue 2026-11-24 21:21"),
        ("今晚9点", "Tue 2026-11-24 21:00"),
        ("今晚12点", "Wed 2026-11-25 00:00"),
        ("今天21点", "Tue 2026-11-24 21:00"),
        ("今天晚上9点", "Tue 2026-11-24 21:00"),
        ("明天9:30", "Wed 2026-11-25 09:30"),
        ("明早9点", "Wed 2026-11-25 09:00"),
        ("明晚8点半", "Wed 2026-11-25 20:30"),
        ("明天凌晨1点", "Wed 2026-11-25 01:00"),
        ("明天中午12点", "Wed 2026-11-25 12:00"),
        ("明天下午3点15分", "Wed 2026-11-25 15:15"),
        ("明天中午", "Wed 2026-11-25 12:00"),
        ("后天 18:00", "Thu 2026-11-26 18:00"),
        ("後天18點", "Thu 2026-11-26 18:00"),
        ("大后天18:00", "Fri 2026-11-27 18:00"),
        ("周日21:00", "Sun 2026-11-29 21:00"),
        ("星期天晚上9点", "Sun 2026-11-29 21:00"),
        ("周二9点", "Tue 2026-12-01 09:00"),
        ("下周二9点", "Tue 2026-12-01 09:00"),
        ("本周日9点", "Sun 2026-11-29 09:00"),
        ("12月1日18:00", "Tue 2026-12-01 18:00"),
        ("12月1号下午6点", "Tue 2026-12-01 18:00"),
        ("2026年12月1日18点", "Tue 2026-12-01 18:00"),
        ("+6小时", "Tue 2026-11-24 21:21"),
        ("6小时后", "Tue 2026-11-24 21:21"),
        ("下午5点", "Tue 2026-11-24 17:00"),
    ],
)
def test_a_moment_reads_as_people_mean_it(text: str, moment: str) -> None:
    assert read(text) == moment


def test_afternoon_and_noon_in_chinese() -> None:
    morning = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert read("下午3点", morning) == "Tue 2026-11-24 15:00"
    assert read("中午12点", morning) == "Tue 2026-11-24 12:00"
    assert read("中午1点", morning) == "Tue 2026-11-24 13:00"


@pytest.mark.parametrize(
    "text",
    ["", "9", "6h", "soon", "99:99", "24:30", "13pm", "0am", "tomorrow 9", "9.12pmx", "12/1 18:00",
     "下午9点", "今晚1点", "+0m", "+6x", "in a while", "tomorrow midnight", "九点", "21:00 21:00", "x" * 10_000,
     "9" * 10_000, "+" + "9" * 5000 + "h"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_so(text: str) -> None:
    with pytest.raises(BadMoment):
        read(text)


@pytest.mark.parametrize("text", ["sunday", "2026-12-01", "1.12.", "明天", "12月1日", "9.12"])
def test_a_day_alone_lacks_its_time(text: str) -> None:
    with pytest.raises(MomentWithoutTime) as refused:
        read(text)
    assert refused.value.facts == {"given": text}


@pytest.mark.parametrize("text", ["30.2. 18:00", "2026-02-29 18:00", "13-01 18:00", "4月31日18:00", "29 feb 18:00"])
def test_a_day_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(NoSuchDate):
        read(text)


@pytest.mark.parametrize(
    ("text", "past", "tomorrow"),
    [
        ("8:00", "2026-11-24 08:00", "2026-11-25 08:00"),
        ("15:20", "2026-11-24 15:20", "2026-11-25 15:20"),
        ("今天8点", "2026-11-24 08:00", "2026-11-25 08:00"),
        ("本周一9点", "2026-11-23 09:00", "2026-11-25 09:00"),
        ("24.11. 02:00", "2026-11-24 02:00", "2026-11-25 02:00"),
        ("5.8. 18:00", "2026-08-05 18:00", "2026-11-25 18:00"),
        ("2025-12-01 18:00", "2025-12-01 18:00", "2026-11-25 18:00"),
    ],
)
def test_a_past_moment_names_the_same_time_tomorrow(text: str, past: str, tomorrow: str) -> None:
    with pytest.raises(PastMoment) as refused:
        read(text)
    facts = refused.value.facts
    assert write_moment(facts["moment_at"], BERLIN) == past  # type: ignore[arg-type]
    assert write_moment(facts["tomorrow_at"], BERLIN) == tomorrow  # type: ignore[arg-type]


def test_the_present_moment_is_past() -> None:
    with pytest.raises(PastMoment):
        read("15:20", NOW.replace(second=0))


def test_a_time_that_comes_twice_is_asked_about_and_an_offset_answers() -> None:
    with pytest.raises(MomentTwice) as refused:
        read("2027-10-31 02:30")
    assert refused.value.facts == {
        "given": "2027-10-31 02:30",
        "first_at": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        "second_at": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        "first": "2027-10-31 02:30 +02:00",
        "second": "2027-10-31 02:30 +01:00",
    }
    assert read_moment("2027-10-31 02:30 +01:00", NOW, BERLIN) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert read_moment("2027-10-31 02:30 +02:00", NOW, BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_time_that_never_comes_is_asked_about_with_the_next_that_does() -> None:
    with pytest.raises(MomentMissing) as refused:
        read("2027-03-28 02:30")
    assert refused.value.facts == {"given": "2027-03-28 02:30", "next_at": datetime(2027, 3, 28, 1, 0, tzinfo=UTC)}


def test_a_skipped_day_ends_where_the_calendar_goes_on() -> None:
    before = datetime(2011, 12, 29, 12, 0, tzinfo=UTC)
    with pytest.raises(MomentMissing) as refused:
        read_moment("2011-12-30 18:00", before, ZoneInfo("Pacific/Apia"))
    assert refused.value.facts["next_at"] == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)


def test_a_leap_day_is_read_when_it_is_near() -> None:
    assert read("29.2. 18:00", datetime(2027, 12, 1, tzinfo=UTC)) == "Tue 2028-02-29 18:00"


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 3 * 365 * 86_400),
    st.integers(1, 500_000),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll", "Asia/Kathmandu", "America/St_Johns"]),
)
def test_a_written_moment_reads_back(seconds: int, minutes: int, zone_name: str) -> None:
    now, zone = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), ZoneInfo(zone_name)
    moment = up_to_minute(now + timedelta(minutes=minutes))
    assert read_moment(write_moment(moment, zone), now, zone) == moment


def test_both_readings_of_a_doubled_hour_are_written_apart() -> None:
    assert write_moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN) == "2026-10-25 02:30 +02:00"
    assert write_moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN) == "2026-10-25 02:30 +01:00"


_FRAGMENTS = st.sampled_from(
    ["tomorrow", "today", "tonight", "sun", "周", "日", "天", "明", "今", "晚", "下午", "12", "1", "24", ".", ":", "30",
     "点", "半", "pm", "am", "+", "h", "d", "in",
     "-", "2026", "2028", "月", "年", " ", "dec", "+02:00", "后", "下", "9999999", "noon"]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(), st.lists(_FRAGMENTS, max_size=8).map("".join)))
def test_any_text_is_a_moment_ahead_or_a_kind_refusal(text: str) -> None:
    try:
        moment = read_moment(text, NOW, BERLIN)
    except DomainError:
        return
    assert moment > NOW
    assert moment.second == moment.microsecond == 0
    assert moment.tzinfo is UTC
