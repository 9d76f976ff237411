"""The fonts of this machine: where they lie, which are wanted, and which of them draws a letter."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import structlog
from PIL import Image, ImageDraw, ImageFont

from bot.pictures.letters import Letters, letters_of

log = structlog.get_logger(__name__)

#: Where systems keep their fonts.
PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
#: Files that are looked for, the best first, with the number of the font in the file: one that has Chinese and Latin in
#: one hand, then those for everything else. Simplified forms where a file has several.
WANTED = (
    ("NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Bold.otf", 0),
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("STHeiti Medium.ttc", 0),
    ("msyhbd.ttc", 0),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("NotoSans-Bold.ttf", 0),
    ("DejaVuSans-Bold.ttf", 0),
    ("DejaVuSans.ttf", 0),
    ("LiberationSans-Bold.ttf", 0),
    ("Arial Unicode.ttf", 0),
    ("arialbd.ttf", 0),
    ("NotoSansArabic-Bold.ttf", 0),
    ("NotoSansHebrew-Bold.ttf", 0),
    ("NotoSansThai-Bold.ttf", 0),
    ("NotoSansDevanagari-Bold.ttf", 0),
    ("NotoSansBengali-Bold.ttf", 0),
    ("NotoSansTamil-Bold.ttf", 0),
    ("NotoSansEthiopic-Bold.ttf", 0),
    ("NotoSansGeorgian-Bold.ttf", 0),
    ("NotoSansArmenian-Bold.ttf", 0),
    ("wqy-zenhei.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
    ("NotoColorEmoji.ttf", 0),
    ("Apple Color Emoji.ttc", 0),
    ("seguiemj.ttf", 0),
)
_SUFFIXES = (".ttf", ".otf", ".ttc")
_EMOJI = "emoji"
#: Fonts of little pictures come in one size or a few; which, only trying tells.
_EMOJI_SIZES, _A_SIZE = (109, 160, 136, 128, 96, 64), 40


@dataclass(frozen=True, kw_only=True)  # no slots: what it draws is read when it is first asked for
class Font:
    """A font of which the file is known."""

    name: str
    path: Path | None  #: None: the one within Pillow
    index: int = 0

    @cached_property
    def letters(self) -> Letters:
        """What it can draw; nothing, if the file is broken."""
        try:
            font = self.at(_A_SIZE)
            if self.path is None:
                return letters_of(io.BytesIO(font.font_bytes))
            with self.path.open("rb") as file:
                return letters_of(file, self.index)
        except (OSError, ValueError) as error:
            log.warning("fonts.unreadable", file=self.name, why=str(error))
            return Letters([])

    @cached_property
    def is_colourful(self) -> bool:
        """Whether it draws little pictures in colours of their own."""
        return _EMOJI in self.name.lower()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in this size, or, of little pictures, in the one it has. Raises OSError: the file is broken."""
        return _opened(self.path, self.index, self.emoji_size if self.is_colourful else size)

    @cached_property
    def emoji_size(self) -> int:
        """The size that a font of little pictures has. Raises OSError: none that we know."""
        for size in _EMOJI_SIZES:
            try:
                font = _opened(self.path, self.index, size)
            except OSError:
                continue
            if _leaves_ink(font):
                return size
        raise OSError("no size of it can be drawn")


@dataclass(frozen=True, kw_only=True)  # no slots: the fonts are looked for when they are first needed
class Fonts:
    """The fonts that pictures are drawn in; `folder` is looked at first, and all of its fonts are used."""

    folder: str = ""
    places: tuple[str, ...] = PLACES
    within: Font = field(default=Font(name="Pillow's own", path=None))

    @cached_property
    def found(self) -> tuple[Font, ...]:
        """The best first; the last is the one within Pillow."""
        own = [_named(path) for path in sorted(_files([self.folder]), key=str)] if self.folder else []
        there: dict[str, Path] = {}
        for path in _files(self.places):
            there.setdefault(path.name, path)
        system = [Font(name=name, path=there[name], index=index) for name, index in WANTED if name in there]
        return (*own, *system, self.within)

    def draws(self, letter: str) -> Font | None:
        """The best font for a letter; None: nobody here can draw it."""
        return next((font for font in self.found if letter in font.letters), None)

    def draws_all(self, letters: str) -> Font | None:
        """The best font that has every letter: a text in one hand also keeps its order where it turns."""
        plain = (font for font in self.found if not font.is_colourful)
        return next((font for font in plain if all(letter in font.letters for letter in letters)), None)

    @cached_property
    def emoji(self) -> Font | None:
        """The font of little pictures, if there is one that can be drawn."""
        return next((font for font in self.found if font.is_colourful), None)


def _named(path: Path) -> Font:
    return Font(name=path.name, path=path, index=dict(WANTED).get(path.name, 0))


def _files(places: list[str] | tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        for folder, _, names in os.walk(os.path.expanduser(place)):
            yield from (Path(folder, name) for name in names if name.lower().endswith(_SUFFIXES))


@lru_cache(maxsize=64)
def _opened(path: Path | None, index: int, size: int) -> ImageFont.FreeTypeFont:
    if path is not None:
        return ImageFont.truetype(str(path), size, index=index)
    default = ImageFont.load_default(size)
    assert isinstance(default, ImageFont.FreeTypeFont)  # noqa: S101 what it gives for a size
    return default


def _leaves_ink(font: ImageFont.FreeTypeFont) -> bool:
    """Whether it draws an orange: some fonts of little pictures have only drawings that our library can't read."""
    paper = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(paper).text((10, 10), "\N{TANGERINE}", font=font, embedded_color=True)
    return paper.getextrema() != ((255, 255),) * 3
