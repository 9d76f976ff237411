"""Wall time in a zone: the instants that a clock on the wall shows once, twice or never."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError


class MomentTwice(DomainError):
    """The clocks are set back over this time: it comes twice.

    Facts: `given`, `first_at`, `second_at`; `first` and `second`, as they can be typed: "2026-10-25 02:30 +02:00".
    """


class MomentMissing(DomainError):
    """The clocks are set forward over this time: it never comes. Facts: `given`, `next_at` (the first that exists)."""


def instants_at(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (UTC, earliest first) at which clocks in the zone show this naive time: none, one or two."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(instant for instant in found if wall_at(instant, zone) == wall))


def wall_at(instant: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in the zone show then, as a naive time."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def typed_at(instant: datetime, zone: ZoneInfo) -> str:
    """A moment of a whole minute as it can be typed, with its offset: "2026-10-25 02:30 +02:00"."""
    return wall_at(instant, zone).strftime("%Y-%m-%d %H:%M") + instant.astimezone(zone).isoformat()[-6:].rjust(7)


def after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) after the gap that swallows this naive time."""
    before, after = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of this naive time: the earlier of two, the first after a gap."""
    return next(iter(instants_at(wall, zone)), None) or after_gap(wall, zone)


def last_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of this naive time: the later of two, the first after a gap."""
    return (instants_at(wall, zone) or (after_gap(wall, zone),))[-1]


def next_instant(moment: datetime, shown: time, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) after a moment at which clocks in the zone show this time, or leap over it."""
    today = wall_at(moment, zone).date()
    walls = (datetime.combine(today + timedelta(days=days), shown) for days in range(3))
    instants = (at for wall in walls for at in instants_at(wall, zone) or (first_instant(wall, zone),))
    return next(at for at in instants if at > moment)


def only_instant(wall: datetime, zone: ZoneInfo, given: str) -> datetime:
    """The one instant (UTC) of this naive time. Raises MomentTwice, MomentMissing: it is asked about, never guessed."""
    match instants_at(wall, zone):
        case (instant,):
            return instant
        case (first_at, second_at):
            first, second = typed_at(first_at, zone), typed_at(second_at, zone)
            raise MomentTwice(given=given, first_at=first_at, second_at=second_at, first=first, second=second)
        case _:
            raise MomentMissing(given=given, next_at=after_gap(wall, zone))
