"""Text in a picture: which font draws which part, in which order, how wide it is, where its lines break."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image, ImageDraw, features

from bot.pictures.fonts import Font, Fonts

Colour = tuple[int, int, int]

ELLIPSIS = "…"
#: Signs that change the letter before them, or join two; alone they say nothing.
_JOINS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
#: Below this, a sign is drawn like the letters around it: ©, ™, arrows.
_FIRST_PICTURE = "\u2300"
_SKINS = range(0x1F3FB, 0x1F400)
#: A line neither begins with what closes something nor ends with what opens it.
_CLOSES = frozenset("，。、；：！？）》」』】〉…,.;:!?)]}%·”’")
_OPENS = frozenset("（《「『【〈([{“‘")
_RIGHT_TO_LEFT = ("R", "AL")
#: An emoji stands a little higher than the letters beside it.
_EMOJI_HEIGHT = 1.05
_SHAPES = features.check("raqm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line in one font."""

    text: str
    font: Font


class Lettering:
    """Writes with the fonts of this machine; a letter that nobody here can draw is left out."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def drawable(self, text: str) -> str:
        """The text without what can't be drawn, its spaces closed up."""
        kept = "".join(run.text for run in self._runs(text))
        return " ".join(kept.split())

    def picture_in(self, text: str) -> str:
        """The first emoji of a text; none: ""."""
        return next((part for part in clusters(text) if self._is_picture(part)), "")

    def width(self, text: str, size: int) -> float:
        """How wide a line is, in pixels."""
        return sum(_width(run, size) for run in self._runs(text))

    def draw(self, paper: Image.Image, at: tuple[float, float], text: str, size: int, colour: Colour) -> float:
        """Write a line with its base at a point; where it ends. One that runs to the left begins at its right end."""
        x, base = at
        runs = list(self._runs(text))
        for run in reversed(runs) if is_right_to_left(text) else runs:
            if run.font.is_colourful:
                _paste(paper, (x, base), run, size)
            else:
                pen = ImageDraw.Draw(paper)
                pen.text((x, base), run.text, font=run.font.at(size), fill=colour, anchor="ls")
            x += _width(run, size)
        return x

    def lines(self, text: str, size: int, width: float, most: int) -> list[str]:
        """The text in lines of a width, at most so many; the last one is cut, with an ellipsis, if there is more."""
        lines: list[str] = []
        rest = list(self._pieces(self.drawable(text), size, width))
        while rest and len(lines) < most:
            taken = self._fitting(rest, size, width)
            lines.append("".join(rest[:taken]).strip())
            rest = rest[taken:]
        if rest and lines:
            lines[-1] = self.cut(lines[-1] + " " + "".join(rest), size, width)
        return lines

    def cut(self, line: str, size: int, width: float) -> str:
        """As much of a line as a width takes, with an ellipsis if that isn't all."""
        if self.width(line, size) <= width:
            return line
        kept = list(clusters(line))
        while kept and self.width("".join(kept).rstrip() + ELLIPSIS, size) > width:
            kept.pop()
        return "".join(kept).rstrip() + ELLIPSIS

    def size_for(self, text: str, sizes: Sequence[int], width: float, lines: int = 1) -> int:
        """The largest size in which a text fits; the smallest if it fits in none."""
        fits = (size for size in sizes if self._is_whole(text, size, width, lines))
        return next(fits, sizes[-1])

    def _pieces(self, text: str, size: int, width: float) -> Iterator[str]:
        """What stays together; a word that is wider than a line does not."""
        for piece in pieces(text):
            if self.width(piece.rstrip(), size) > width:
                yield from clusters(piece)
            else:
                yield piece

    def _is_whole(self, text: str, size: int, width: float, most: int) -> bool:
        shown = self.lines(text, size, width, most + 1)
        return len(shown) <= most and all(self.width(line, size) <= width for line in shown)

    def _fitting(self, rest: list[str], size: int, width: float) -> int:
        """How many pieces fit into a line: one at least."""
        taken, used = 0, 0.0
        for piece in rest:
            used += self.width(piece, size)
            if taken and used - (self.width(" ", size) if piece.endswith(" ") else 0) > width:
                break
            taken += 1
        while taken > 1 and self.width("".join(rest[:taken]).rstrip(), size) > width:  # together they may be wider
            taken -= 1
        return max(taken, 1)

    def _runs(self, text: str) -> Iterator[Run]:
        """The line in pieces of one font each: in one hand throughout, where some font has every letter."""
        parts = [self._simplified(part) for part in clusters(text)]
        plain = "".join(part for part in parts if not self._is_picture(part))
        whole = self._fonts.draws_all(_letters(plain))
        chosen = [(part, self._font(part, whole)) for part in parts]
        for font, group in groupby(chosen, key=lambda pair: pair[1]):
            if font is not None:
                yield Run(text="".join(_shown(part, font) for part, _ in group), font=font)

    def _simplified(self, part: str) -> str:
        """A Latin letter without its accents, where no font here has it with them."""
        base = unicodedata.normalize("NFKD", part)[0]
        if part.isascii() or not (base.isascii() and base.isalpha()) or self._fonts.draws(part[0]):
            return part
        return base

    def _font(self, part: str, whole: Font | None) -> Font | None:
        if self._is_picture(part):
            return self._fonts.emoji
        if not _SHAPES and unicodedata.bidirectional(part[0]) == "AL":
            return None  # Arabic letters that don't join say nothing
        return whole or self._fonts.draws(part[0])

    def _is_picture(self, part: str) -> bool:
        emoji = self._fonts.emoji
        if emoji is None or part[0] < _FIRST_PICTURE or part[0] not in emoji.letters:
            return False
        return unicodedata.category(part[0]) == "So" or ord(part[0]) in _SKINS


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks and joined pictures that belong to them; marks without a letter are left out."""
    taken = ""
    for letter in text:
        if taken and (_belongs(letter) or taken.endswith("\u200d")):
            taken += letter
        else:
            if taken:
                yield taken
            taken = "" if _belongs(letter) else letter
    if taken:
        yield taken


def pieces(text: str) -> Iterator[str]:
    """What stays together in a line: words with the space behind them, and Chinese letters one by one."""
    taken = ""
    for letter in clusters(text):
        if taken and _breaks_between(taken[-1], letter[0]):
            yield taken
            taken = ""
        taken += letter
    if taken:
        yield taken


def is_right_to_left(text: str) -> bool:
    """Whether a line runs to the left: its first letter that runs anywhere says so."""
    turns = (unicodedata.bidirectional(letter) for letter in text)
    return next((turn for turn in turns if turn in ("L", *_RIGHT_TO_LEFT)), "L") in _RIGHT_TO_LEFT


def _breaks_between(before: str, after: str) -> bool:
    if after.isspace() or after in _CLOSES or before in _OPENS:
        return False
    return before.isspace() or _is_wide(before) or _is_wide(after)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")


def _belongs(letter: str) -> bool:
    return letter in _JOINS or ord(letter) in _SKINS or unicodedata.category(letter) in ("Mn", "Me", "Mc")


def _letters(text: str) -> str:
    """The letters that a font must have: not the signs that only change them."""
    return "".join(dict.fromkeys(letter for letter in text if letter not in _JOINS))


def _shown(part: str, font: Font) -> str:
    """A letter with those of its marks that its font knows: the others would be drawn as boxes."""
    return part[0] + "".join(mark for mark in part[1:] if mark in font.letters)


def _width(run: Run, size: int) -> float:
    width = run.font.at(size).getlength(run.text)
    return width * _scale(run.font, size) if run.font.is_colourful else width


def _scale(font: Font, size: int) -> float:
    return size * _EMOJI_HEIGHT / font.emoji_size


def _paste(paper: Image.Image, at: tuple[float, float], run: Run, size: int) -> None:
    """Emoji are little pictures of one size: drawn on a sheet of their own, made smaller, laid on the paper."""
    font, scale = run.font.at(size), _scale(run.font, size)
    width, height = round(font.getlength(run.text)), sum(font.getmetrics())
    sheet = Image.new("RGBA", (max(width, 1), height), (255, 255, 255, 0))
    ImageDraw.Draw(sheet).text((0, font.getmetrics()[0]), run.text, font=font, embedded_color=True, anchor="ls")
    small = sheet.resize((max(round(width * scale), 1), max(round(height * scale), 1)), Image.Resampling.LANCZOS)
    paper.paste(small, (round(at[0]), round(at[1] - font.getmetrics()[0] * scale)), small)
