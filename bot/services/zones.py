"""Time zones as people name them: by their IANA name, by its city, in English or in Chinese, or by their clock."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from bot.domain.communities import SeveralZones, UnknownZone, ZoneIsOffset

#: All of China has Shanghai's zone; these are cities that its people name first.
_ALSO = {"Asia/Shanghai": ("beijing", "北京", "guangzhou", "广州", "shenzhen", "深圳")}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[+\-\u2212]\s*\d{1,2}(?:[:.]?\d{2})?|(?:utc|gmt)\s*\d*|\d{1,2}")
_GAPS = re.compile(r"[\s_\-]+")


#: Zones that most people live in, one for each clock and summer. Buttons hold a place in this list: it only grows.
COMMON = (
    "Europe/Berlin", "Europe/London", "Europe/Athens", "Europe/Istanbul", "Europe/Moscow", "Atlantic/Azores",
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Halifax", "America/Sao_Paulo", "America/Mexico_City",
    "America/Bogota", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Tehran",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Singapore",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip
#: Where people of a language live: offered first, the likeliest before others.
_LIKELY = {
    "en": ("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Singapore",
           "Australia/Sydney"),
    "zh": ("Asia/Shanghai", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles",
           "Australia/Sydney"),
}  # fmt: skip
_CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:.\uff1a]\s*([0-5]\d)")
#: A clock that somebody has typed may be behind or ahead by so many minutes.
CLOCK_OFF = 10
_DAY = 24 * 60


def likely(language: str) -> tuple[str, ...]:
    """Zones that people of a language are asked about first."""
    return _LIKELY.get(language, _LIKELY["en"])


def read_clock(typed: str) -> time | None:
    """What somebody's clock shows, typed as 14:05; None: it is no time of day."""
    found = _CLOCK.fullmatch(typed.strip())
    return None if found is None else time(int(found[1]), int(found[2]))


def zones_showing(clock: time, now: datetime) -> tuple[str, ...]:
    """The common zones whose clocks show this now, or nearly."""
    return tuple(zone for zone in COMMON if _minutes_off(clock, now.astimezone(ZoneInfo(zone))) <= CLOCK_OFF)


def _minutes_off(clock: time, local: datetime) -> int:
    off = abs(clock.hour * 60 + clock.minute - local.hour * 60 - local.minute)
    return min(off, _DAY - off)


def known_zone(given: str) -> str:
    """The IANA name of a zone, whatever the case, blanks and accents.

    Raises UnknownZone, SeveralZones, ZoneIsOffset.
    """
    wanted = _folded(given)
    if whole := _names().get(wanted):
        return whole
    found = _cities().get(wanted, ())
    if len(found) > 1:
        raise SeveralZones(given=given, zones=", ".join(found))
    if found:
        return found[0]
    if _OFFSET.fullmatch(unicodedata.normalize("NFKC", given).strip().lower()):
        raise ZoneIsOffset(given=given)
    raise UnknownZone(given=given)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every name with an area; short ones like EST know no summer."""
    return {_folded(name): name for name in available_timezones() if "/" in name}


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[str, ...]]:
    """Zones by their city: today's names first, then other words for them, then names of old."""
    places: dict[str, tuple[str, ...]] = {}
    for named in (_today(), _also(), _of_old(), _in_chinese()):
        layer: dict[str, list[str]] = defaultdict(list)
        for city, zone in named:
            layer[_folded(city)].append(zone)
        places = {city: tuple(sorted(zones)) for city, zones in layer.items()} | places
    return places


def _today() -> Iterator[tuple[str, str]]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    zones = (line.split("\t")[2].strip() for line in table.splitlines() if not line.startswith("#"))
    return ((_last(zone), zone) for zone in zones)


def _also() -> Iterator[tuple[str, str]]:
    return ((city, zone) for zone, cities in _ALSO.items() for city in cities)


def _of_old() -> Iterator[tuple[str, str]]:
    return ((_last(zone), zone) for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


def _in_chinese() -> Iterator[tuple[str, str]]:
    named, known = Locale("zh").time_zones, available_timezones()
    return ((named[zone]["city"], zone) for zone in named if "city" in named[zone] and zone in known)


def _last(zone: str) -> str:
    return zone.rpartition("/")[2]


def _folded(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _GAPS.sub(" ", bare).strip().casefold()
