"""TON addresses as people exchange them (TEP-2): 36 octets in 48 signs of base64url, the last two a checksum."""

import base64
import binascii
import re

from bot.payqr.errors import BadTonAddress

_FORM = re.compile(r"[A-Za-z0-9+/_-]{48}")
#: For contracts that can bounce money back, and for wallets; the same with 0x80 are of the test network.
_TAGS = (0x11, 0x51)
#: The workchain of everybody, and the masterchain.
_CHAINS = (0x00, 0xFF)


def checked(given: str) -> str:
    """The address in the letters of links. Raises BadTonAddress."""
    if not _FORM.fullmatch(given):
        raise BadTonAddress(given=given)
    address = given.replace("+", "-").replace("/", "_")
    octets = base64.urlsafe_b64decode(address)
    checksum = binascii.crc_hqx(octets[:34], 0).to_bytes(2, "big")
    if octets[34:] != checksum or octets[0] not in _TAGS or octets[1] not in _CHAINS:
        raise BadTonAddress(given=given)
    return address
