"""The mark that replaces a finished payment code: a tick when it was paid, a bar when nothing is owed."""

from functools import lru_cache
from math import hypot

from bot.payqr.image import picture

_SIZE = 61
_WIDTH = 3.2
_TICK = (((17.0, 32.0), (26.0, 41.0)), ((26.0, 41.0), (45.0, 20.0)))
_BAR = (((17.0, 30.0), (43.0, 30.0)),)

_Line = tuple[tuple[float, float], tuple[float, float]]


@lru_cache(maxsize=2)
def draw_mark(*, paid: bool) -> bytes:
    """The mark as PNG, as large as a payment code. It carries no code: no reader finds one in it."""
    lines = _TICK if paid else _BAR
    return picture([[_is_dark(column, row, lines) for column in range(_SIZE)] for row in range(_SIZE)])


def _is_dark(column: int, row: int, lines: tuple[_Line, ...]) -> bool:
    return min(_distance(column, row, line) for line in lines) <= _WIDTH


def _distance(column: int, row: int, line: _Line) -> float:
    """From a point to a stretch of line."""
    (x1, y1), (x2, y2) = line
    along = ((column - x1) * (x2 - x1) + (row - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    nearest = min(max(along, 0.0), 1.0)
    return hypot(column - x1 - nearest * (x2 - x1), row - y1 - nearest * (y2 - y1))
