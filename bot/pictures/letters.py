"""Which letters a font file can draw: its character map, read from the file itself (OpenType 1.9, `cmap`)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

#: Platform and encoding of maps of Unicode, the widest first.
_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
#: Nobody's character map is larger; a broken file may say so.
_LARGEST = 4_000_000


class Letters:
    """A set of letters, kept as ranges: a Chinese font has forty thousand."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._first = [first for first, _ in sorted(ranges)]
        self._last = [last for _, last in sorted(ranges)]

    def __contains__(self, letter: str) -> bool:
        point = ord(letter)
        at = bisect_right(self._first, point) - 1
        return at >= 0 and point <= self._last[at]


def letters_of(file: BinaryIO, index: int = 0) -> Letters:
    """What the font of this number in a file can draw. Raises ValueError: it is no font that we can read."""
    try:
        return Letters(list(_ranges(_map(file, _tables_at(file, index)))))
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from None


def _tables_at(file: BinaryIO, index: int) -> int:
    """Where a font's table directory begins; a collection holds several."""
    if file.read(4) != b"ttcf":
        return 0
    _, count = struct.unpack(">II", file.read(8))
    if index >= count:
        raise ValueError(f"{count} fonts, and not one of number {index}")
    file.seek(12 + 4 * index)
    return int(struct.unpack(">I", file.read(4))[0])


def _map(file: BinaryIO, at: int) -> bytes:
    """The best map of Unicode to glyphs."""
    file.seek(at + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(at + 12)
    tables = [struct.unpack(">4sIII", file.read(16)) for _ in range(count)]
    offset, size = next(((offset, size) for tag, _, offset, size in tables if tag == b"cmap"), (0, 0))
    if not 4 <= size <= _LARGEST:
        raise ValueError("no character map")
    file.seek(offset)
    table = file.read(size)
    (maps,) = struct.unpack_from(">H", table, 2)
    found = {(kind, code): start for kind, code, start in struct.iter_unpack(">HHI", table[4 : 4 + 8 * maps])}
    return next((table[found[which] :] for which in _MAPS if which in found), b"")


def _ranges(table: bytes) -> Iterator[tuple[int, int]]:
    """First and last letter of each range of a map of format 4 or 12."""
    (form,) = struct.unpack_from(">H", table)
    if form == 12:
        (groups,) = struct.unpack_from(">I", table, 12)
        for first, last, _ in struct.iter_unpack(">III", table[16 : 16 + 12 * groups]):
            yield first, last
    elif form == 4:
        yield from _segments(table)
    else:
        raise ValueError(f"a character map of format {form}")


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 4 lists ranges too; within one, a letter may still have no glyph."""
    (twice,) = struct.unpack_from(">H", table, 6)
    count = twice // 2
    lasts = struct.unpack_from(f">{count}H", table, 14)
    firsts = struct.unpack_from(f">{count}H", table, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * twice)
    jumps_at = 16 + 3 * twice
    jumps = struct.unpack_from(f">{count}H", table, jumps_at)
    for at, (first, last, delta, jump) in enumerate(zip(firsts, lasts, deltas, jumps, strict=True)):
        if first == 0xFFFF:
            continue
        if jump == 0:
            yield first, last
            continue
        glyphs = jumps_at + 2 * at + jump
        for point in range(first, last + 1):
            (glyph,) = struct.unpack_from(">H", table, glyphs + 2 * (point - first))
            if glyph and (glyph + delta) & 0xFFFF:
                yield point, point
