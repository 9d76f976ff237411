"""International bank account numbers (ISO 13616) of the SEPA countries, and creditor references (ISO 11649)."""

import re
from collections.abc import Collection

from bot.payqr.errors import AccountAbroad, BadIban, IbanOutsideSepa, WrongIbanLength

#: Country → length of its IBAN, from the IBAN registry; the countries are the EPC's list of the SEPA scope.
LENGTHS = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
_FORM = re.compile(r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]*")
_REFERENCE = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")


def checked(given: str) -> str:
    """The IBAN without blanks, in capitals. Raises BadIban, WrongIbanLength, IbanOutsideSepa."""
    bare = re.sub(r"[\s.\-]", "", given)
    if not _FORM.fullmatch(bare):
        raise BadIban(given=given)
    iban = bare.upper()
    country = iban[:2]
    if country not in LENGTHS:
        raise IbanOutsideSepa(given=given, country=country)
    if len(iban) != LENGTHS[country]:
        raise WrongIbanLength(given=given, country=country, length=len(iban), wanted=LENGTHS[country])
    if not _is_sound(iban):
        raise BadIban(given=given)
    return iban


def checked_in(given: str, standard: str, countries: Collection[str]) -> str:
    """The IBAN, of one of these countries. Raises BadIban, WrongIbanLength, AccountAbroad."""
    bare = re.sub(r"[\s.\-]", "", given)
    country = bare[:2].upper()
    if _FORM.fullmatch(bare) and country not in countries:
        raise AccountAbroad(standard=standard, given=given, country=country, wanted=", ".join(countries))
    return checked(given)


def of_account(country: str, account: str) -> str:
    """The IBAN of a country's own account number."""
    return _sealed(country, account)


def creditor_reference(text: str) -> str:
    """The RF reference of up to 21 letters and digits."""
    return _sealed("RF", text.upper())


def is_creditor_reference(text: str) -> bool:
    """Whether this is an RF reference with the right check digits."""
    return _REFERENCE.fullmatch(text) is not None and _is_sound(text)


def shown(iban: str) -> str:
    """The IBAN as banks print it, in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _sealed(head: str, body: str) -> str:
    """Head, two check digits, body: 98 less the 97-remainder of the number with 00 in their place."""
    return f"{head}{98 - _remainder(f'{head}00{body}'):02d}{body}"


def _is_sound(text: str) -> bool:
    """97-remainder of the rearranged number is 1; check digits run from 02 to 98, others repeat a remainder."""
    return _remainder(text) == 1 and 2 <= int(text[2:4]) <= 98


def _remainder(text: str) -> int:
    """The number that a text is when its head stands behind it and letters count from 10, modulo 97."""
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97
