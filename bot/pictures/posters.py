"""A poster: the deal's photo, title and prices, and a link as a QR code. Nothing on it ages."""

import io
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.payqr.image import BORDER, modules
from bot.pictures.fonts import Fonts
from bot.pictures.lettering import Colour, Lettering, is_right_to_left

#: What Telegram keeps of a photo as it is: 1,280 pixels on the longer side.
SIZE = (960, 1280)
#: Rises when posters are to look otherwise: those that Telegram keeps are drawn anew then.
DESIGN = 1

_PHOTO_HEIGHT = 548
_MARGIN = 56
_WIDTH = SIZE[0] - 2 * _MARGIN
_TITLE_SIZES, _TITLE_LINES = (64, 56, 48, 42), 2
_PRICE_SIZES = (88, 76, 64, 52, 42, 34, 28)
_SOLO_SIZES = (52, 46, 40, 34, 28, 24)
_HOW_SIZES = (38, 34, 30, 26)
_LABEL_SIZES = (32, 28, 24)
_LINK_SIZE = 27
_LABEL_AT, _PRICE_AT, _LINK_AT = 776, 866, 902
_QR_SIDE = 376
_EMOJI_SIZE = 240
_INK: Colour = (24, 32, 38)
_SOFT: Colour = (92, 104, 112)
_ACCENT: Colour = (178, 58, 12)
_LINE: Colour = (226, 230, 233)
#: Pairs of colours for the background where there is no photo: which, the title decides.
_SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((255, 178, 102), (226, 88, 62)),
    ((125, 205, 160), (28, 122, 110)),
    ((140, 190, 245), (58, 86, 190)),
    ((240, 160, 190), (160, 56, 120)),
    ((250, 205, 95), (214, 120, 30)),
)
_PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
#: A photo that Telegram keeps has 13 million at most; a small file may claim far more.
_MOST_PIXELS = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a poster says: plain text in one language, prices written out."""

    title: str
    team: str  #: "Team of 3"
    team_price: str
    alone: str = ""  #: "alone"; empty: it isn't sold so
    solo_price: str = ""
    how: str  #: what to do with the code
    link: str
    currency: str  #: the three letters, where no font here has the sign


def draw(offer: Offer, photo: bytes | None, fonts: Fonts) -> bytes:
    """The poster as JPEG; on a drawn background where the photo is missing, or is none that can be opened."""
    paper = Image.new("RGB", SIZE, "white")
    lettering = Lettering(fonts)
    paper.paste(_opened(photo) or _sky(offer.title, lettering), (0, 0))
    _write_title(paper, lettering, offer.title)
    _write_prices(paper, lettering, offer)
    _write_link(paper, lettering, offer)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()


def _opened(photo: bytes | None) -> Image.Image | None:
    """The middle of a photo, as large as there is room; None: it can't be read."""
    if photo is None:
        return None
    try:
        with Image.open(io.BytesIO(photo), formats=_PHOTO_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (2 * SIZE[0], 2 * _PHOTO_HEIGHT))
            return ImageOps.fit(
                _on_white(opened), (SIZE[0], _PHOTO_HEIGHT), Image.Resampling.BICUBIC, centering=(0.5, 0.4)
            )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _sky(title: str, lettering: Lettering) -> Image.Image:
    """A slope of two colours with discs of light, the same for the same title; on it the title's emoji, if any."""
    chance = sha256(title.encode("utf-8", "replace")).digest()
    light, dark = _SKIES[chance[0] % len(_SKIES)]
    slope = ImageOps.colorize(Image.linear_gradient("L").resize((SIZE[0], _PHOTO_HEIGHT)), light, dark)
    discs = Image.new("L", slope.size, 0)
    pen = ImageDraw.Draw(discs)
    for at in range(3):
        x, y, radius = chance[3 * at + 1] * 4, chance[3 * at + 2] * 2, 110 + chance[3 * at + 3]
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=26 + 8 * at)
    sky = ImageChops.add(slope, Image.merge("RGB", (discs,) * 3))
    emoji = lettering.picture_in(title)
    left = (SIZE[0] - lettering.width(emoji, _EMOJI_SIZE)) / 2
    lettering.draw(sky, (left, (_PHOTO_HEIGHT + 0.7 * _EMOJI_SIZE) / 2), emoji, _EMOJI_SIZE, _INK)
    return sky


def _write_title(paper: Image.Image, lettering: Lettering, title: str) -> None:
    size = lettering.size_for(title, _TITLE_SIZES, _WIDTH, _TITLE_LINES)
    lines = lettering.lines(title, size, _WIDTH, _TITLE_LINES)
    at: float = _PHOTO_HEIGHT + 30 + size + (34 if len(lines) == 1 else 0)
    for line in lines:
        x = SIZE[0] - _MARGIN - lettering.width(line, size) if is_right_to_left(line) else _MARGIN
        lettering.draw(paper, (x, at), line, size, _INK)
        at += size * 1.22


def _write_prices(paper: Image.Image, lettering: Lettering, offer: Offer) -> None:
    """The price in a team, large; what it is alone beside it."""
    ends = _price(
        paper,
        lettering,
        _MARGIN,
        offer.team,
        _written(lettering, offer.team_price, offer.currency),
        _PRICE_SIZES,
        _ACCENT,
    )
    if offer.solo_price:
        solo = _written(lettering, offer.solo_price, offer.currency)
        _price(paper, lettering, max(ends + 64, SIZE[0] * 0.56), offer.alone, solo, _SOLO_SIZES, _SOFT)


def _written(lettering: Lettering, price: str, currency: str) -> str:
    """A price that says of which money it is."""
    shown = lettering.drawable(price)
    return shown if shown == " ".join(price.split()) else f"{shown} {currency}"


def _price(
    paper: Image.Image,
    lettering: Lettering,
    x: float,
    label: str,
    price: str,
    sizes: tuple[int, ...],
    colour: Colour,
) -> float:
    """A label over a price; where the wider of both ends."""
    room = _WIDTH * 0.55 if sizes is _PRICE_SIZES else SIZE[0] - _MARGIN - x
    small, large = lettering.size_for(label, _LABEL_SIZES, room), lettering.size_for(price, sizes, room)
    ends = lettering.draw(paper, (x, _LABEL_AT), lettering.cut(label, small, room), small, _SOFT)
    return max(ends, lettering.draw(paper, (x, _PRICE_AT), lettering.cut(price, large, room), large, colour))


def _write_link(paper: Image.Image, lettering: Lettering, offer: Offer) -> None:
    """The code at the left, and beside it what to do and the link in letters."""
    ImageDraw.Draw(paper).line((_MARGIN, _LINK_AT, SIZE[0] - _MARGIN, _LINK_AT), fill=_LINE, width=3)
    symbol = _symbol(offer.link, _QR_SIDE)
    paper.paste(symbol, (_MARGIN - 20, _LINK_AT + 6))
    x = _MARGIN - 20 + symbol.width + 24
    room = SIZE[0] - _MARGIN - x
    size = lettering.size_for(offer.how, _HOW_SIZES, room, 3)
    lines = lettering.lines(offer.how, size, room, 3)
    link = _folded(lettering, offer.link.removeprefix("https://"), room)
    at: float = _LINK_AT + 6 + (symbol.height - len(lines) * size * 1.3 - 30 - len(link) * _LINK_SIZE * 1.4) / 2 + size
    for line in lines:
        lettering.draw(paper, (x, at), line, size, _INK)
        at += size * 1.3
    at += 30 - size + _LINK_SIZE
    for line in link:
        lettering.draw(paper, (x, at), line, _LINK_SIZE, _SOFT)
        at += _LINK_SIZE * 1.4


def _folded(lettering: Lettering, link: str, room: float) -> list[str]:
    """A link in lines, broken anywhere: it has no spaces."""
    lines = [""]
    for letter in link:
        if lettering.width(lines[-1] + letter, _LINK_SIZE) > room:
            lines.append("")
        lines[-1] += letter
    return lines


def _symbol(link: str, side: int) -> Image.Image:
    """The link as a QR code with its white border, as large as whole pixels a module allow. Raises PayloadTooLong."""
    dark = modules(link)
    count = len(dark) + 2 * BORDER
    symbol = Image.new("1", (count, count), 1)
    for y, row in enumerate(dark):
        for x, is_dark in enumerate(row):
            if is_dark:
                symbol.putpixel((x + BORDER, y + BORDER), 0)
    scale = max(side // count, 1)
    return symbol.resize((count * scale, count * scale), Image.Resampling.NEAREST).convert("RGB")
