"""A person's quiet hours: what isn't about money waits until they are over, on the clocks of the group it is about."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError
from bot.domain.payment_hours import MORNING, NIGHT_FROM
from bot.domain.plain_texts import folded
from bot.domain.switches import read_switch
from bot.domain.wall_times import next_instant, wall_at


class BadQuietHours(DomainError):
    """Neither two times of the day nor on or off. Facts: `given`."""


class QuietAllDay(DomainError):
    """Quiet hours that end when they begin. Facts: `given`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From when until when a person is not disturbed, unless they have switched it off. Over midnight or not."""

    starts: time = NIGHT_FROM
    ends: time = MORNING
    is_on: bool = False

    def over(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The moment itself (UTC), or when the quiet hours that it falls into are over."""
        while self.is_on and self._has(wall_at(moment, zone).time()):
            moment = next_instant(moment, self.ends, zone)
        return moment

    def _has(self, shown: time) -> bool:
        if self.starts < self.ends:
            return self.starts <= shown < self.ends
        return shown >= self.starts or shown < self.ends


#: A group's, and whose owner wants to be told at any hour.
NOT_QUIET = QuietHours()
#: A person's until they say otherwise: the night.
THE_NIGHT = QuietHours(is_on=True)
_LONGEST = 40
_CLOCK = r"(\d{1,2})(?:[:.h点时](\d\d)?分?)?\s*(?:([ap])\.?m\.?)?"
_HOURS = re.compile(rf"(?:from\s)?\s*{_CLOCK}\s*(?:[-–—~到至\s]|to|till|until)\s*{_CLOCK}")


def read_quiet_hours(text: str, now: QuietHours) -> QuietHours:
    """What somebody typed: on, off, or two times of the day, which switch it on. Raises BadQuietHours, QuietAllDay."""
    said, switched = folded(text), read_switch(text)
    if switched is not None:
        return replace(now, is_on=switched)
    hours = _HOURS.fullmatch(said) if len(said) <= _LONGEST else None
    if hours is None:
        raise BadQuietHours(given=text)
    starts, ends = _time(*hours.groups()[:3]), _time(*hours.groups()[3:])
    if starts is None or ends is None:
        raise BadQuietHours(given=text)
    if starts == ends:
        raise QuietAllDay(given=text)
    return QuietHours(starts=starts, ends=ends, is_on=True)


def _time(hour: str, minute: str | None, noon: str | None) -> time | None:
    """A time of the day, 24:00 being 0:00; None: there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if noon:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if noon == "p" else 0)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        return None
    return time(hours % 24, minutes)
