"""Bitcoin addresses: Base58Check (P2PKH, P2SH), Bech32 (BIP-173) and Bech32m (BIP-350), of the main network only."""

import hashlib
import re

from bot.payqr.errors import BadBitcoinAddress

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_OLD = re.compile(f"[13][{_BASE58}]{{25,34}}")
_SEGWIT = re.compile(f"bc1[{_BECH32}]{{11,71}}")
_VERSIONS = (0x00, 0x05)
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_HUMAN = [ord(letter) >> 5 for letter in "bc"] + [0] + [ord(letter) & 31 for letter in "bc"]
#: What the checksum leaves: Bech32 for witness version 0, Bech32m for those after it.
_LEFT = {True: 1, False: 0x2BC830A3}


def checked(given: str) -> str:
    """The address; a segwit one in small letters. Raises BadBitcoinAddress."""
    if _OLD.fullmatch(given) and _is_base58_sound(given):
        return given
    segwit = given.lower() if given in (given.lower(), given.upper()) else ""
    if _SEGWIT.fullmatch(segwit) and _is_segwit_sound(segwit):
        return segwit
    raise BadBitcoinAddress(given=given)


def _is_base58_sound(address: str) -> bool:
    """Version and 20 octets, then the first four of their SHA-256 taken twice; leading ones are octets of 0."""
    number = 0
    for letter in address:
        number = number * 58 + _BASE58.index(letter)
    if number >= 1 << 200:
        return False
    octets = number.to_bytes(25, "big")
    zeros = len(octets) - len(octets.lstrip(b"\0"))
    twice = hashlib.sha256(hashlib.sha256(octets[:21]).digest()).digest()
    return octets[21:] == twice[:4] and octets[0] in _VERSIONS and zeros == len(address) - len(address.lstrip("1"))


def _is_segwit_sound(address: str) -> bool:
    """Version 0 to 16, a program of 2 to 40 octets (20 or 32 for version 0), and the checksum."""
    data = [_BECH32.index(letter) for letter in address[3:]]
    version, program = data[0], data[1:-6]
    spare = len(program) * 5 % 8
    size = len(program) * 5 // 8
    whole = spare < 5 and (not program or not program[-1] & ((1 << spare) - 1))
    fits = size in (20, 32) if version == 0 else 2 <= size <= 40
    return version <= 16 and whole and fits and _left(data) == _LEFT[version == 0]


def _left(data: list[int]) -> int:
    """The remainder of the BCH code."""
    left = 1
    for value in [*_HUMAN, *data]:
        top = left >> 25
        left = (left & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            if top >> place & 1:
                left ^= term
    return left
