"""When a payment may fall due and when a buyer may be reminded: never in the night of the community.

The night is from 22:00 up to, not including, 9:00 on the community's clocks. What falls into it waits for the morning:
9:00, or the first moment after it where the clocks leap over 9:00 (the earlier one where it comes twice).
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError
from bot.domain.wall_times import next_instant, wall_at

NIGHT_FROM = time(22)
MORNING = time(9)
#: A claim waits so long before its leader is nudged.
NUDGE_AFTER = timedelta(hours=12)
#: A leader's word reminds a buyer who has not heard of the payment for so long.
REMIND_AGAIN = timedelta(hours=6)
#: A reminder leaves the buyer at least this long to pay, or it is not sent.
SHORTEST_NOTICE = timedelta(minutes=15)


class NightNow(DomainError):
    """Nobody is disturbed at this hour. Facts: `until`, when the night is over; `zone`, by whose clocks."""


def by_day(now: datetime, zone: ZoneInfo) -> None:
    """Raise NightNow at night."""
    if is_night(now, zone):
        raise NightNow(until=awake(now, zone), zone=zone)


def heard_lately(heard_at: datetime | None, now: datetime) -> bool:
    """Whether somebody was asked or reminded to pay so lately that a leader's word reminds them no more."""
    return heard_at is not None and now - heard_at < REMIND_AGAIN


def due_until(asked_at: datetime, due_for: timedelta, zone: ZoneInfo) -> datetime:
    """When an order asked for now must be paid (UTC): after `due_for`, or in the morning when that is at night."""
    return awake(asked_at + due_for, zone)


def reminders(asked_at: datetime, until: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """When a buyer is reminded: with half and with a tenth of the time left, in the morning when that is at night.

    A reminder that would leave under 15 minutes is None; of two within 15 minutes the first is None.
    """
    first, second = (_reminder(until - (until - asked_at) / part, until, zone) for part in (2, 10))
    if first and second and second - first < SHORTEST_NOTICE:
        return None, second
    return first, second


def _reminder(wished: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
    moment = awake(wished, zone)
    return moment if until - moment >= SHORTEST_NOTICE else None


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody in the zone is to be disturbed then."""
    shown = wall_at(moment, zone).time()
    return shown >= NIGHT_FROM or shown < MORNING


def nudge_at(now: datetime, zone: ZoneInfo) -> datetime:
    """When the leader of a claim made now is nudged."""
    return awake(now + NUDGE_AFTER, zone)


def awake(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself (UTC), or the morning after it when it is at night."""
    while is_night(moment, zone):  # twice only where a zone leaps over a whole day
        moment = next_instant(moment, MORNING, zone)
    return moment
