"""The picture of a payment code: a QR symbol as a 1-bit PNG, ten pixels a module."""

import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from itertools import repeat

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import (
    BIT_LIMIT_TABLE,
    MODE_ALPHA_NUM,
    MODE_NUMBER,
    QRData,
    length_in_bits,
    optimal_data_chunks,
)

from bot.payqr.crosses import stamped
from bot.payqr.errors import PayloadTooLong

#: A level M symbol of version 40 in bytes.
LONGEST_OCTETS = 2331
#: Readers take the mask from the symbol; the search for the best of eight is 80 % of the library's time.
MASK = 1
SCALE = 10
BORDER = 4
#: Runs of at least so many digits or capitals get a mode of their own: the library's default.
_SHORTEST_CHUNK = 20
#: Up to these versions the length of a chunk is written in the same number of bits.
_LENGTH_CLASSES = (9, 26, 40)
#: What a Swiss QR-bill begins with: banks and people know it by the cross in its middle.
_SWISS = "SPC\n0200\n"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NO_FILTER = b"\x00"


def draw(payload: str) -> bytes:
    """The payload as PNG: error correction M, mask 1, white border of four modules. Raises PayloadTooLong.

    A Swiss QR-bill has the Swiss cross in its middle.
    """
    return picture(modules(payload), crossed=payload.startswith(_SWISS))


def modules(payload: str) -> list[list[bool]]:
    """The payload as a QR symbol, row by row, True for dark; error correction M, mask 1. Raises PayloadTooLong."""
    chunks = list(optimal_data_chunks(payload, minimum=_SHORTEST_CHUNK))
    symbol = QRCode(version=_version(payload, chunks), error_correction=ERROR_CORRECT_M, mask_pattern=MASK)
    for chunk in chunks:
        symbol.add_data(chunk)
    symbol.make(fit=False)
    drawn: list[list[bool]] = symbol.modules
    return drawn


def _version(payload: str, chunks: list[QRData]) -> int:
    """The smallest version that holds the chunks; the library finds the same by writing out all bits once more."""
    smallest = 1
    for largest in _LENGTH_CLASSES:
        bits = sum(4 + length_in_bits(chunk.mode, largest) + _bits(chunk) for chunk in chunks)
        version: int = bisect_left(BIT_LIMIT_TABLE[ERROR_CORRECT_M], bits, smallest)
        if version <= largest:
            return version
        smallest = largest + 1
    raise PayloadTooLong(octets=len(payload.encode()), limit=LONGEST_OCTETS)


def _bits(chunk: QRData) -> int:
    """ISO/IEC 18004: three digits take 10 bits, two capitals 11, an octet 8."""
    size = len(chunk)
    if chunk.mode == MODE_NUMBER:
        return 10 * (size // 3) + (0, 4, 7)[size % 3]
    if chunk.mode == MODE_ALPHA_NUM:
        return 11 * (size // 2) + 6 * (size % 2)
    return 8 * size


def picture(modules: list[list[bool]], *, crossed: bool = False) -> bytes:
    """Greyscale of depth 1, one IDAT; a line of pixels is written SCALE times, which zlib makes small."""
    size = (len(modules) + 2 * BORDER) * SCALE
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    rows = list(_rows(modules, size))
    if crossed:
        rows = stamped(rows, len(modules) * SCALE)
    pixels = zlib.compress(b"".join(_lines(rows, size)), 1)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _rows(modules: list[list[bool]], size: int) -> Iterator[int]:
    """A line of pixels after another, each a number of `size` bits, 1 for light."""
    dark, light = "0" * SCALE, "1" * SCALE
    side = "1" * (BORDER * SCALE)
    yield from repeat((1 << size) - 1, BORDER * SCALE)
    for row in modules:
        bits = side + "".join([dark if module else light for module in row]) + side
        yield from repeat(int(bits, 2), SCALE)
    yield from repeat((1 << size) - 1, BORDER * SCALE)


def _lines(rows: list[int], size: int) -> Iterator[bytes]:
    """Each line in whole octets, light to its end; equal lines in a row are made once."""
    octets = (size + 7) // 8
    spare = 8 * octets - size
    before, line = -1, b""
    for row in rows:
        if row != before:
            before, line = row, _NO_FILTER + ((row + 1 << spare) - 1).to_bytes(octets, "big")
        yield line


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
