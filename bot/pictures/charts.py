"""A chart of months: three bars each, with their amounts in words of the reader.

Drawn with Pillow and the fonts of the posters: a library for charts is 60 MB and a second way to find fonts, for one
picture of bars. A bar is told by its pattern and its place as well as by its colour.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.pictures.fonts import Fonts
from bot.pictures.lettering import Colour, Lettering, is_right_to_left

SIZE = (1280, 960)

_MARGIN = 64
_WIDTH = SIZE[0] - 2 * _MARGIN
_TITLE_SIZES = (48, 42, 36, 30)
_LEGEND_SIZES = (32, 28, 24, 20)
_MONTH_SIZES = (32, 28, 24, 20)
_AMOUNT_SIZES = (28, 25, 22, 19, 16)
_TITLE_AT, _LEGEND_AT, _TOP, _BOTTOM = 92, 164, 212, 916
_BOX = 30
_MONTH_ROOM = 220
#: Between two months, as a part of a month's room; and the most that one bar takes.
_GAP, _BAR_AT_MOST = 0.16, 64
#: A bar that is not nothing is seen.
_LEAST = 3
_STEP = 12
_INK: Colour = (24, 32, 38)
_PAPER: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One amount: how long, and as it is written out."""

    minor: int
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The bars of one month, one for each name of the chart."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a chart shows: plain text in one language, the oldest month first."""

    title: str
    names: tuple[str, ...]  #: what the bars of each month are, from above
    groups: tuple[Group, ...]


_Box = tuple[float, float, float, float]


def draw(figures: Figures, fonts: Fonts) -> bytes:
    """The chart as PNG."""
    paper = Image.new("RGB", SIZE, _PAPER)
    lettering = Lettering(fonts)
    _write_title(paper, lettering, figures.title)
    _write_legend(paper, lettering, figures.names)
    _draw_groups(paper, lettering, figures.groups)
    out = io.BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write_title(paper: Image.Image, lettering: Lettering, title: str) -> None:
    size = lettering.size_for(title, _TITLE_SIZES, _WIDTH)
    line = lettering.cut(lettering.drawable(title), size, _WIDTH)
    x = SIZE[0] - _MARGIN - lettering.width(line, size) if is_right_to_left(line) else _MARGIN
    lettering.draw(paper, (x, _TITLE_AT), line, size, _INK)


def _write_legend(paper: Image.Image, lettering: Lettering, names: tuple[str, ...]) -> None:
    """Which pattern is which, in the order in which the bars stand."""
    room = _WIDTH / len(names)
    for at, name in enumerate(names):
        x = _MARGIN + at * room
        size = lettering.size_for(name, _LEGEND_SIZES, room - _BOX - 32)
        _fill(paper, (x, _LEGEND_AT - _BOX, x + _BOX, _LEGEND_AT), at)
        line = lettering.cut(lettering.drawable(name), size, room - _BOX - 32)
        lettering.draw(paper, (x + _BOX + 14, _LEGEND_AT - 3), line, size, _INK)


def _draw_groups(paper: Image.Image, lettering: Lettering, groups: tuple[Group, ...]) -> None:
    """The months one below another, the bars from the left; behind the longest there is room for its amount."""
    if not groups:
        return
    room = (_BOTTOM - _TOP) / len(groups)
    thick = min(room * (1 - _GAP) / max(len(group.bars) for group in groups), _BAR_AT_MOST)
    left = _MARGIN + _MONTH_ROOM
    size = next((size for size in _AMOUNT_SIZES if size <= thick), _AMOUNT_SIZES[-1])
    widest = max(lettering.width(lettering.drawable(bar.written), size) for group in groups for bar in group.bars)
    highest = max((bar.minor for group in groups for bar in group.bars), default=0)
    scale = max(SIZE[0] - _MARGIN - left - widest - 16, 0) / max(highest, 1)
    for number, group in enumerate(groups):
        top = _TOP + number * room
        _write_month(paper, lettering, group.label, top + thick * len(group.bars) / 2)
        for at, bar in enumerate(group.bars):
            y = top + at * thick
            ends = left + (max(bar.minor * scale, _LEAST) if bar.minor > 0 else 0)
            if bar.minor > 0:
                _fill(paper, (left, y + thick * 0.1, ends, y + thick * 0.9), at)
            lettering.draw(paper, (ends + 12, y + thick / 2 + size * 0.36), lettering.drawable(bar.written), size, _INK)
    ImageDraw.Draw(paper).line((left, _TOP, left, _BOTTOM), fill=_INK, width=3)


def _write_month(paper: Image.Image, lettering: Lettering, label: str, middle: float) -> None:
    size = lettering.size_for(label, _MONTH_SIZES, _MONTH_ROOM - 24)
    line = lettering.cut(lettering.drawable(label), size, _MONTH_ROOM - 24)
    lettering.draw(paper, (_MARGIN, middle + size * 0.36), line, size, _INK)


def _fill(paper: Image.Image, box: _Box, pattern: int) -> None:
    """A box in the pattern of its number: full, striped, dotted."""
    whole = (round(box[0]), round(box[1]), max(round(box[2]), round(box[0]) + 1), round(box[3]))
    width, height = whole[2] - whole[0], max(whole[3] - whole[1], 1)
    sheet = Image.new("RGB", (width, height), _PAPER)
    _PATTERNS[pattern % len(_PATTERNS)](ImageDraw.Draw(sheet), width, height)
    paper.paste(sheet, whole[:2])
    ImageDraw.Draw(paper).rectangle((whole[0], whole[1], whole[2] - 1, whole[1] + height - 1), outline=_INK, width=2)


def _full(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    pen.rectangle((0, 0, width, height), fill=(58, 86, 190))


def _striped(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    for at in range(-height, width, _STEP):
        pen.line((at, height, at + height, 0), fill=(28, 122, 90), width=5)


def _dotted(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    for y in range(_STEP // 2, height, _STEP):
        for x in range(_STEP // 2, width, _STEP):
            pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill=(178, 58, 12))


_PATTERNS: tuple[Callable[[ImageDraw.ImageDraw, int, int], None], ...] = (_full, _striped, _dotted)
