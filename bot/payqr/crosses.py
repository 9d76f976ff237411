"""The Swiss cross in the middle of a QR-bill: SIX, Implementation Guidelines QR-bill v2.3, 7 mm on a code of 46."""

from dataclasses import dataclass

#: Parts of the code's width: 7 of 46.
_SIZE, _OF = 7, 46
#: Parts of the cross's own width, of 198: the white edge, and the arms' length and width, as SIX draws it.
_EDGE, _LENGTH, _WIDTH, _ALL = 14, 110, 33, 198


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pixels from the first to the one before the last, on a line of so many."""

    first: int
    last: int

    def bits(self, width: int) -> int:
        """These pixels as bits of a line, the first pixel highest."""
        return (1 << (width - self.first)) - (1 << (width - self.last))


def stamped(rows: list[int], code: int) -> list[int]:
    """A square picture in lines of bits (1 is light), the cross over its middle; `code` is the code's width."""
    width = len(rows)
    side = code * _SIZE // _OF
    all_of_it = _middle(width, side)
    inside = _middle(width, side - 2 * (side * _EDGE // _ALL))
    long, thick = _middle(width, side * _LENGTH // _ALL), _middle(width, side * _WIDTH // _ALL)
    drawn = list(rows)
    for y in range(all_of_it.first, all_of_it.last):
        drawn[y] |= all_of_it.bits(width)
        if inside.first <= y < inside.last:
            arm = long if thick.first <= y < thick.last else thick if long.first <= y < long.last else _Stretch(0, 0)
            drawn[y] &= ~(inside.bits(width) & ~arm.bits(width))
    return drawn


def _middle(width: int, length: int) -> _Stretch:
    """The stretch in the middle, at most a pixel shorter than asked: so it is even on both sides."""
    first = (width - length + 1) // 2
    return _Stretch(first, width - first)
