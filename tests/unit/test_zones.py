"""Zones as leaders name them."""

from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.communities import SeveralZones, UnknownZone, ZoneIsOffset
from bot.services.zones import known_zone


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
