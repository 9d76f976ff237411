"""Legal accounts by the thousand, from seeded chance; their check digits are worked out apart from the program."""

import base64
import hashlib
import random
import string
from collections.abc import Callable

from tests.unit.payqr.payees import iban_check_digits

_LETTERS = "aZ9 äßéŁ王芳Ж'\"&=?%*|+#;:/\\@~^$_\t\n\r\u2028\u202e\u200b<>.,-()"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

Lots = random.Random


def digits(lots: Lots, count: int) -> str:
    """So many digits."""
    return "".join(lots.choices(string.digits, k=count))


def name(lots: Lots) -> str:
    """A name dense in signs that part fields, move or hide text; it has a letter and a digit at least."""
    return "A" + "".join(lots.choices(_LETTERS, k=lots.randint(0, 30))) + "1"


def reference(lots: Lots) -> str:
    """One of ours: two letters and up to ten digits; sometimes none."""
    if not lots.randrange(10):
        return ""
    return "".join(lots.choices(string.ascii_uppercase, k=2)) + str(lots.randint(10_000_001, 9_999_999_999))


def iban(lots: Lots, country: str, size: int) -> str:
    """An IBAN of digits, of a country whose own account has so many."""
    account = digits(lots, size)
    return country + iban_check_digits(country, account) + account


def swiss(lots: Lots) -> str:
    """An IBAN of Switzerland or Liechtenstein; every third is a QR-IBAN."""
    country = lots.choice(("CH", "LI"))
    account = digits(lots, 17) if lots.randrange(3) else lots.choice(("30", "31")) + digits(lots, 15)
    return country + iban_check_digits(country, account) + account


def vpa(lots: Lots) -> str:
    """A UPI address."""
    allowed = string.ascii_lowercase + string.digits
    return (
        lots.choice(allowed)
        + "".join(lots.choices(allowed + "._-", k=lots.randint(1, 20)))
        + "@"
        + "".join(lots.choices(string.ascii_lowercase, k=lots.randint(2, 10)))
    )


def serbian(lots: Lots) -> str:
    """Eighteen digits, the last two by ISO 7064."""
    body = digits(lots, 16)
    return f"{body}{98 - int(body + '00') % 97:02d}"


def russian(lots: Lots) -> str:
    """Account, BIC, correspondent account: the ninth digit and the ninth of the bank's own make the sums fit."""
    bic = "0" + digits(lots, 8)
    return f"{_keyed(lots, bic[6:])} {bic} {_keyed(lots, '0' + bic[4:6])}"


def _keyed(lots: Lots, head: str) -> str:
    """Twenty digits whose key, at the ninth place, is found by trying."""
    account = digits(lots, 20)
    for key in string.digits:
        tried = account[:8] + key + account[9:]
        if sum(int(d) * (7, 1, 3)[at % 3] for at, d in enumerate(head + tried)) % 10 == 0:
            return tried
    raise AssertionError("7, 1 and 3 reach every remainder")


def bitcoin(lots: Lots) -> str:
    """An address of any of the four kinds."""
    kind = lots.randrange(4)
    if kind < 2:
        octets = bytes([5 * kind]) + lots.randbytes(20)
        octets += hashlib.sha256(hashlib.sha256(octets).digest()).digest()[:4]
        number, text = int.from_bytes(octets, "big"), ""
        while number:
            number, rest = divmod(number, 58)
            text = _BASE58[rest] + text
        return "1" * (len(octets) - len(octets.lstrip(b"\0"))) + text
    program = lots.randbytes(32 if kind == 3 else 20)
    bits = "".join(f"{octet:08b}" for octet in program)
    bits += "0" * (-len(bits) % 5)
    values = [kind - 2] + [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    return "bc1" + "".join(_BECH32[value] for value in values + _bech32_check(values, kind == 3))


def _bech32_check(values: list[int], modified: bool) -> list[int]:
    """BIP-173's reference code, told in other words: polynomial division over six more zeros."""

    def left(numbers: list[int]) -> int:
        rest = 1
        for number in numbers:
            top, rest = rest >> 25, ((rest & 0x1FFFFFF) << 5) ^ number
            for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                rest ^= term * (top >> bit & 1)
        return rest

    check = left([3, 3, 0, 2, 3, *values, 0, 0, 0, 0, 0, 0]) ^ (0x2BC830A3 if modified else 1)
    return [check >> 5 * place & 31 for place in (5, 4, 3, 2, 1, 0)]


def ton(lots: Lots) -> str:
    """A wallet's address; its checksum bit by bit."""
    octets = bytes([lots.choice((0x11, 0x51)), lots.choice((0, 255))]) + lots.randbytes(32)
    register = 0
    for octet in octets:
        register ^= octet << 8
        for _ in range(8):
            register = ((register << 1) ^ (0x1021 if register & 0x8000 else 0)) & 0xFFFF
    return base64.urlsafe_b64encode(octets + register.to_bytes(2, "big")).decode()


def paypal(lots: Lots) -> str:
    """A PayPal.Me name."""
    return "".join(lots.choices(string.ascii_letters + string.digits, k=lots.randint(1, 20)))


def address(lots: Lots) -> str:
    """A Swiss address, with or without a street."""
    town = f"{lots.randint(1000, 9999)} {lots.choice(('Zürich', 'La Chaux-de-Fonds', 'Bad Ragaz|*'))}"
    return lots.choice((town, f"Rue de l'Hôpital {lots.randint(1, 99)}b, {town}", f"Dorf, {town}"))


#: An account of each standard, as somebody could type it.
ACCOUNTS: dict[str, Callable[[Lots], str]] = {
    "upi": vpa,
    "qrbill": lambda lots: swiss(lots),
    "spayd": lambda lots: iban(lots, "CZ", 20),
    "paybysquare": lambda lots: iban(lots, "SK", 20),
    "st00012": russian,
    "ips": serbian,
    "bitcoin": bitcoin,
    "ton": ton,
    "paypal": paypal,
}
#: What a standard wants as city.
CITIES: dict[str, Callable[[Lots], str]] = {"qrbill": address, "st00012": lambda lots: "Банк " + name(lots)}
