"""The picture of a payment code: a QR symbol as a 1-bit PNG, ten pixels a module."""

import struct
import zlib
from collections.abc import Iterator
from itertools import repeat

from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from bot.payqr.errors import PayloadTooLong

#: A level M symbol of version 40 in bytes.
LONGEST_OCTETS = 2331
#: Readers take the mask from the symbol; the search for the best of eight is 80 % of the library's time.
MASK = 1
SCALE = 10
BORDER = 4
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NO_FILTER = b"\x00"


def draw(payload: str) -> bytes:
    """The payload as PNG: error correction M, mask 1, white border of four modules. Raises PayloadTooLong."""
    return _png(_modules(payload))


def _modules(payload: str) -> list[list[bool]]:
    symbol: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK)
    symbol.add_data(payload)
    try:
        symbol.make(fit=True)
    except (DataOverflowError, ValueError):  # the library says either, by how much too long it is
        raise PayloadTooLong(octets=len(payload.encode()), limit=LONGEST_OCTETS) from None
    modules: list[list[bool]] = symbol.modules
    return modules


def _png(modules: list[list[bool]]) -> bytes:
    """Greyscale of depth 1, one IDAT; a line of pixels is written SCALE times, which zlib makes small."""
    size = (len(modules) + 2 * BORDER) * SCALE
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(_lines(modules, size)), 1)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _lines(modules: list[list[bool]], size: int) -> Iterator[bytes]:
    octets = (size + 7) // 8
    white = (_NO_FILTER + b"\xff" * octets) * (BORDER * SCALE)
    padding = 8 * octets - size + BORDER * SCALE
    dark, light = "0" * SCALE, "1" * SCALE
    left, right = "1" * (BORDER * SCALE), "1" * padding
    yield white
    for row in modules:
        bits = left + "".join([dark if module else light for module in row]) + right
        yield from repeat(_NO_FILTER + int(bits, 2).to_bytes(octets, "big"), SCALE)
    yield white


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
