"""The mark that replaces a finished payment code, drawn like one: a tick when it was paid, a bar when nothing is owed."""

from functools import lru_cache

from bot.payqr.image import picture

_SIZE = 21
_TICK = tuple((6 + step, 9 + step) for step in range(1, 5)) + tuple((10 + step, 13 - step) for step in range(1, 8))
_BAR = tuple((column, 10) for column in range(4, 17))


@lru_cache(maxsize=2)
def draw_mark(*, paid: bool) -> bytes:
    """The mark as PNG, as large as a small payment code. It carries no code: no reader finds one in it."""
    modules = [[False] * _SIZE for _ in range(_SIZE)]
    for column, row in _TICK if paid else _BAR:
        for wider in (0, 1):
            modules[row + wider][column] = True
    return picture(modules)
