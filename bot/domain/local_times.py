"""Moments as people type them, in their zone: 21:00, sun 9pm, 1.12. 18:00, +6h, 今晚9点, 周日21:00.

A day without its year is the next such day at most half a year ahead; a weekday is the next such day, today if the time
is still ahead. A time that comes twice or never when the clocks change is asked about, never guessed; an offset behind
it (`2026-10-25 02:30 +02:00`) says which.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.durations import find_duration
from bot.domain.errors import DomainError
from bot.domain.plain_texts import folded
from bot.domain.wall_times import first_instant, instants_at, last_instant, only_instant, typed_at, wall_at


class BadMoment(DomainError):
    """Not a day and time we can read. Facts: `given`."""


class MomentWithoutTime(DomainError):
    """A day, but no time of the day. Facts: `given`."""


class NoSuchDate(DomainError):
    """No such day in the calendar. Facts: `given`."""


class PastMoment(DomainError):
    """Already past. Facts: `given`, `moment_at`, `tomorrow_at` (the same time tomorrow)."""


_LONGEST = 60
_MINUTE = timedelta(minutes=1)
_HALF_A_YEAR = timedelta(days=183)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_WEEKDAYS = {day: place % 7 for place, day in enumerate("一二三四五六日一二三四五六天")}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR_DAYS = {"today": 0, "tonight": 0, "今": 0, "tomorrow": 1, "明": 1, "后": 2, "大后": 3}
#: The hours that a part of the day covers: an hour in it stands, an hour twelve below it is meant in it.
_PARTS_OF_DAY = {
    "凌晨": (0, 5), "早": (4, 11), "清晨": (4, 11), "上午": (5, 12), "中午": (11, 14), "下午": (12, 18),
    "傍晚": (16, 20), "晚": (17, 24), "夜": (17, 24), "tonight": (17, 24),
}  # fmt: skip
_PART = r"(?P<part>凌晨|早上|早晨|早|清晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜里|夜)"
_TIME = re.compile(
    rf"(?:at\s+)?{_PART}?\s*(?:"
    r"(?P<dian>\d{1,2})\s*[点时]\s*(?:(?P<half>半)|(?P<fen>\d{1,2})\s*分?|钟|整)?"
    r"|(?P<hour>\d{1,2})(?:(?P<dot>[:.])(?P<minute>\d\d))?(?:\s*(?P<noon>[ap])\.?m\b\.?)?(?!\w)"
    r"|(?P<word>noon|midnight|正午|中午))"
    r"(?:\s*(?:utc|gmt)?(?P<offset>[+-](?:0\d|1[0-4]):[0-5]\d))?"
)
Days = tuple[date, ...]
_RELATIVE = re.compile(r"(?:\+|in\s)\s*(?P<ahead>.+)|(?P<later>.+)(?:之后|以后|后)")


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that these words mean in the zone; a length of time from now is rounded up to a whole minute.

    Raises BadMoment, MomentWithoutTime, NoSuchDate, PastMoment, MomentTwice, MomentMissing.
    """
    said = folded(text)
    if len(said) > _LONGEST:
        raise BadMoment(given=text)
    relative = _RELATIVE.fullmatch(said)
    if relative and (length := find_duration(relative["ahead"] or relative["later"])):
        return _later(text, now, zone, length)
    days, day_said, clock = _parts(said, wall_at(now, zone).date(), text)
    minutes = _minutes(clock, day_said)
    if minutes is None:
        raise BadMoment(given=text)
    walls = [datetime.combine(day, time()) + minutes * _MINUTE for day in days]
    if clock["offset"]:
        return _ahead(text, now, zone, _at_offset(walls[0], clock["offset"]), walls[0])
    wall = next((wall for wall in walls if last_instant(wall, zone) > now), walls[-1])
    return _ahead(text, now, zone, only_instant(wall, zone, text), wall)


def write_moment(moment: datetime, zone: ZoneInfo) -> str:
    """A moment of a whole minute as it can be typed: "2026-12-01 18:00", with its offset where it comes twice."""
    wall = wall_at(moment, zone)
    if len(instants_at(wall, zone)) < 2:
        return wall.strftime("%Y-%m-%d %H:%M")
    return typed_at(moment, zone)


def up_to_minute(moment: datetime) -> datetime:
    """The moment (UTC) itself or the next whole minute."""
    whole = moment.astimezone(UTC).replace(second=0, microsecond=0)
    return whole if whole == moment else whole + _MINUTE


def _later(text: str, now: datetime, zone: ZoneInfo, length: timedelta) -> datetime:
    moment = up_to_minute(now + length)
    return _ahead(text, now, zone, moment, wall_at(moment, zone))


def _ahead(text: str, now: datetime, zone: ZoneInfo, moment: datetime, wall: datetime) -> datetime:
    if moment > now:
        return moment
    tomorrow = wall_at(now, zone).date() + timedelta(days=1)
    raise PastMoment(
        given=text, moment_at=moment, tomorrow_at=first_instant(datetime.combine(tomorrow, wall.time()), zone)
    )


def _at_offset(wall: datetime, offset: str) -> datetime:
    hours, minutes = int(offset[1:3]), int(offset[4:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return (wall - ahead if offset[0] == "+" else wall + ahead).replace(tzinfo=UTC)


def _parts(said: str, today: date, text: str) -> tuple[Days, str, re.Match[str]]:
    """The days meant, the words that say the day ("" for today) and the time."""
    if (clock := _TIME.fullmatch(said)) and not _may_be_a_date(clock):
        return (today,), "", clock
    for pattern, days in _DAYS:
        if (day := pattern.match(said)) and (clock := _TIME.fullmatch(said[day.end() :].lstrip(" ,t"))):
            return days(day, today, text), day[0], clock
    if clock := _TIME.match(said):
        rest = said[clock.end() :].lstrip(" ,").removeprefix("on ")
        for pattern, days in _DAYS:
            if day := pattern.fullmatch(rest):
                return days(day, today, text), day[0], clock
    if any(pattern.fullmatch(said) for pattern, _ in _DAYS):
        raise MomentWithoutTime(given=text)
    raise BadMoment(given=text)


def _may_be_a_date(clock: re.Match[str]) -> bool:
    """9.12 alone: nine in the morning or December?"""
    return clock["dot"] == "." and not clock["noon"] and 1 <= int(clock["minute"]) <= 12


def _minutes(clock: re.Match[str], day: str) -> int | None:
    """Minutes from the start of the day, or None when there is no such time."""
    part = _part_of_day(clock["part"] or day)
    if word := clock["word"]:
        midnight = 24 * 60 if day in ("", "today", "tonight") else None
        return midnight if word == "midnight" else 12 * 60
    hour, minute = (
        int(clock["dian"] or clock["hour"]),
        int(clock["minute"] or clock["fen"] or (30 if clock["half"] else 0)),
    )
    if clock["noon"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["noon"] == "p" else 0)
    elif not (part or clock["dian"] or clock["dot"]):
        return None
    if part:
        first, last = part
        hour = next(
            (meant for meant in (hour, hour + 12) if first <= meant <= last and (meant == hour or hour <= 12)), 99
        )
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 24 * 60 else None


def _part_of_day(words: str) -> tuple[int, int] | None:
    return next((hours for part, hours in _PARTS_OF_DAY.items() if part in words), None)


def _near(day: re.Match[str], today: date, text: str) -> Days:
    return (today + timedelta(days=_NEAR_DAYS[day["near"]]),)


def _weekday(day: re.Match[str], today: date, text: str) -> Days:
    first = today + timedelta(days=(_WEEKDAYS.index(day["weekday"][:3]) - today.weekday()) % 7)
    return first, first + timedelta(days=7)


def _chinese_weekday(day: re.Match[str], today: date, text: str) -> Days:
    """周日 is the next one; 本周日 and 下周日 count from Monday, as Chinese does."""
    place = _CHINESE_WEEKDAYS[day["weekday"]]
    if day["week"]:
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=place + (7 if day["week"].startswith("下") else 0)),)
    first = today + timedelta(days=(place - today.weekday()) % 7)
    return first, first + timedelta(days=7)


def _full_date(day: re.Match[str], today: date, text: str) -> Days:
    try:
        return (date(int(day["year"]), _month(day), int(day["day"])),)
    except ValueError:
        raise NoSuchDate(given=text) from None


def _short_date(day: re.Match[str], today: date, text: str) -> Days:
    """This year's such day, and next year's when it is within half a year."""
    found: list[date] = []
    for year in (today.year, today.year + 1):
        try:
            meant = date(year, _month(day), int(day["day"]))
        except ValueError:
            continue
        if year == today.year or meant - today <= _HALF_A_YEAR:
            found.append(meant)
    if not found:
        raise NoSuchDate(given=text)
    return tuple(found)


def _month(day: re.Match[str]) -> int:
    month = day["month"]
    return int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1


_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_YEAR, _NUMBER, _OF_MONTH = r"(?P<year>20\d\d)", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, str], Days]], ...] = (
    (re.compile(r"(?P<near>today|tonight|tomorrow)\b"), _near),
    (re.compile(rf"(?P<near>大后|后|明|今)(?:天|日|{_PART})"), _near),
    (re.compile(rf"(?:on )?(?P<weekday>(?:{'|'.join(_WEEKDAYS)})[a-z]{{0,6}})\b\.?"), _weekday),
    (re.compile(r"(?P<week>本|这个?|下个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"), _chinese_weekday),
    (re.compile(rf"{_YEAR}(?P<sep>[-/.]){_NUMBER}(?P=sep){_OF_MONTH}(?!\d)"), _full_date),
    (re.compile(rf"{_YEAR}年\s*{_NUMBER}月\s*{_OF_MONTH}[日号]?"), _full_date),
    (re.compile(rf"{_OF_MONTH}\.\s?{_NUMBER}\.\s?{_YEAR}"), _full_date),
    (re.compile(rf"{_OF_MONTH}\.?\s(?:of )?{_MONTH}\s{_YEAR}"), _full_date),
    (re.compile(rf"{_NUMBER}月\s*{_OF_MONTH}[日号]?"), _short_date),
    (re.compile(rf"{_OF_MONTH}\.\s?{_NUMBER}(?!\d)\.?"), _short_date),
    (re.compile(rf"{_NUMBER}-{_OF_MONTH}(?!\d)"), _short_date),
    (re.compile(rf"{_OF_MONTH}\.?\s(?:of )?{_MONTH}"), _short_date),
    (re.compile(rf"{_MONTH}\s{_OF_MONTH}(?:st|nd|rd|th)?\b"), _short_date),
)  # fmt: skip
