"""Structured addresses, as the Swiss QR-bill wants them: street, number, postal code, town, country."""

import re
from dataclasses import dataclass

from bot.payqr import texts
from bot.payqr.errors import AddressMissing

_STREET, _TOWN = 70, 35
_NUMBERED = re.compile(r"(.+) ([0-9]\S{0,15})")
_PLACE = re.compile(r"(?:([A-Za-z]{2})-)?([0-9]{3,10}) (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a payee lives; street and number may be empty."""

    street: str
    number: str
    postal_code: str
    town: str
    country: str

    def text(self, home: str) -> str:
        """As people write it: Bahnhofstrasse 1, 8001 Zürich; in another country than `home` FR-67000 Strasbourg."""
        street = f"{self.street} {self.number}".strip()
        country = "" if self.country == home else f"{self.country}-"
        return f"{street}, " * bool(street) + f"{country}{self.postal_code} {self.town}"


def read(text: str, home: str, expected: str) -> Address:
    """The address of one line, the town behind the last comma. Raises AddressMissing."""
    *before, last = re.split("[,，、]", text)
    place = _PLACE.fullmatch(" ".join(last.split()))
    if place is None:
        raise AddressMissing(given=text, expected=expected)
    street = texts.cut(" ".join(" ".join(before).split()), _STREET)
    numbered = _NUMBERED.fullmatch(street)
    return Address(
        street=numbered[1] if numbered else street,
        number=numbered[2] if numbered else "",
        postal_code=place[2],
        town=texts.cut(place[3], _TOWN),
        country=(place[1] or home).upper(),
    )
