"""Lengths of time as people type them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import BadDuration, DurationTooLong, DurationTooShort, read_duration, write_duration


@pytest.mark.parametrize(
    ("text", "hours"),
    [("24h", 24), ("90m", 1.5), ("2d", 48), ("24 小时", 24), ("2天", 48), ("1d 12h", 36), ("1天12小时", 36),
     ("2 days", 48), ("1.5h", 1.5), ("1,5 hours", 1.5), ("30分钟", 0.5), ("1个小时", 1), ("２４Ｈ", 24),
     ("1 week", 168), ("1h 30 min", 1.5)],
)  # fmt: skip
def test_a_length_of_time_reads(text: str, hours: float) -> None:
    assert read_duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "24", "h", "a day", "一天", "1h 1d", "-5h", "0.01h", "1h 1h", "9" * 5000 + "h"])
def test_other_text_is_no_length_of_time(text: str) -> None:
    with pytest.raises(BadDuration) as refused:
        read_duration(text)
    assert refused.value.facts == {"given": text}


def test_bounds_are_refused_by_name() -> None:
    bounds = {"at_least": timedelta(minutes=10), "at_most": timedelta(days=30)}
    with pytest.raises(DurationTooShort) as short:
        read_duration("9m", **bounds)
    assert short.value.facts == {"given": "9m", "at_least": timedelta(minutes=10)}
    with pytest.raises(DurationTooLong) as long:
        read_duration("31d", **bounds)
    assert long.value.facts == {"given": "31d", "at_most": timedelta(days=30)}
    assert read_duration("10m", **bounds) == timedelta(minutes=10)
    assert read_duration("30d", **bounds) == timedelta(days=30)


@given(st.integers(1, 366 * 24 * 60), st.booleans())
def test_a_written_length_reads_back(minutes: int, chinese: bool) -> None:
    length = timedelta(minutes=minutes)
    assert read_duration(write_duration(length, chinese=chinese)) == length


def test_a_day_is_written_as_hours() -> None:
    assert write_duration(timedelta(days=1)) == "24h"
    assert write_duration(timedelta(days=2, minutes=5)) == "2d 5m"
    assert write_duration(timedelta(hours=36), chinese=True) == "36小时"
