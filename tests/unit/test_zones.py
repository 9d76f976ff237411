"""Zones as leaders name them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.communities import SeveralZones, UnknownZone, ZoneIsOffset
from bot.services.zones import COMMON, known_zone, likely, read_clock, zones_showing


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("  BERLIN ", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Port au Prince", "America/Port-au-Prince"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Kyiv", "Europe/Kyiv"),
        ("kiev", "Europe/Kiev"),
        ("louisville", "America/Kentucky/Louisville"),
        ("Beijing", "Asia/Shanghai"),
        ("北京", "Asia/Shanghai"),
        ("上海", "Asia/Shanghai"),
        ("柏林", "Europe/Berlin"),
        ("曼谷", "Asia/Bangkok"),
        ("Etc/UTC", "Etc/UTC"),
    ],
)
def test_a_zone_is_known_by_its_city(given: str, zone: str) -> None:
    assert known_zone(given) == zone


@pytest.mark.parametrize("name", sorted(name for name in available_timezones() if "/" in name))
def test_every_zone_is_known_by_its_whole_name_in_any_case(name: str) -> None:
    assert known_zone(name) == known_zone(name.upper()) == name
    assert ZoneInfo(known_zone(name)).key == name


def test_several_zones_of_one_name_are_listed() -> None:
    with pytest.raises(SeveralZones) as refused:
        known_zone("central")
    assert refused.value.facts == {"given": "central", "zones": "Canada/Central, US/Central"}


@pytest.mark.parametrize("given", ["+2", "-3", "−3", "UTC+2", "gmt +8", "GMT+05:30", "+0530", "８", "utc", "GMT"])
def test_a_difference_in_hours_is_no_zone(given: str) -> None:
    with pytest.raises(ZoneIsOffset):
        known_zone(given)


@pytest.mark.parametrize("given", ["Atlantis", "Europe/Atlantis", "EST", "", " ", "/", "Etc", "北", "x" * 500])
def test_what_is_no_place_is_no_zone(given: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        known_zone(given)
    assert refused.value.facts == {"given": given}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("14:05", time(14, 5)), ("9.30", time(9, 30)), ("00：00", time(0, 0)), (" 23:59 ", time(23, 59))],
)
def test_a_clock_is_read_as_people_type_it(typed: str, read: time) -> None:
    assert read_clock(typed) == read


@pytest.mark.parametrize("typed", ["", "14", "24:00", "14:60", "14:5", "1405", "at 14:05", "2:05 pm", "+02:00"])
def test_what_is_no_clock_is_not_read_as_one(typed: str) -> None:
    assert read_clock(typed) is None


WINTER, SUMMER = datetime(2026, 12, 24, 11, 0, tzinfo=UTC), datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "now", "shown"),
    [
        (time(12, 0), WINTER, ("Europe/Berlin", "Africa/Lagos")),
        (time(13, 0), SUMMER, ("Europe/Berlin", "Africa/Johannesburg")),
        (time(12, 10), WINTER, ("Europe/Berlin", "Africa/Lagos")),
        (time(11, 50), WINTER, ("Europe/Berlin", "Africa/Lagos")),
        (time(12, 11), WINTER, ()),
        (time(16, 45), WINTER, ("Asia/Kathmandu",)),
        (time(0, 0), WINTER.replace(hour=15, minute=55), ("Asia/Singapore", "Asia/Shanghai", "Australia/Perth")),
    ],
)
def test_a_clock_names_the_zones_that_show_it(clock: time, now: datetime, shown: tuple[str, ...]) -> None:
    assert zones_showing(clock, now) == shown


def test_common_zones_are_known_and_stand_once() -> None:
    assert len(set(COMMON)) == len(COMMON)
    assert [known_zone(zone) for zone in COMMON] == list(COMMON)
    for language in ("en", "zh", "de", ""):
        assert 4 <= len(likely(language)) <= 6
        assert set(likely(language)) <= set(COMMON)
