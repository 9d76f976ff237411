"""A poster: its code is read back, also after Telegram made it smaller; no title and no photo spoils it."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.payqr.reading import read_qr
from bot.pictures.fonts import Fonts
from bot.pictures.posters import SIZE, Offer, draw
from tests.unit.pictures.machines import BARE, HERE

LINK = "https://t.me/kaituan_bot?start=t_AbCdEfGhIjKlMnOpQrSt-_"
OFFER = Offer(
    title="🍊 Navel oranges 5 kg",
    team="Team of 3",
    team_price="29.90 €",
    alone="Alone",
    solo_price="39.90 €",
    how="Scan the code or open the link",
    link=LINK,
    currency="EUR",
)
ORANGES = Path("bot/assets/oranges.jpg").read_bytes()


def opened(poster: bytes) -> Image.Image:
    """The poster's pixels."""
    picture = Image.open(io.BytesIO(poster))
    assert picture.format == "JPEG"
    return picture.convert("RGB")


def as_forwarded(poster: bytes, width: int = 800, quality: int = 60) -> bytes:
    """The poster as an app makes it smaller."""
    picture = opened(poster)
    small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.BILINEAR)
    small.save(out := io.BytesIO(), "JPEG", quality=quality)
    return out.getvalue()


def a_picture(size: tuple[int, int], mode: str = "RGB", form: str = "PNG") -> bytes:
    """A photo of one colour."""
    Image.new(mode, size, "teal").save(out := io.BytesIO(), form)
    return out.getvalue()


@pytest.mark.parametrize("fonts", [HERE, BARE], ids=["here", "bare"])
@pytest.mark.parametrize("photo", [ORANGES, None], ids=["photo", "none"])
def test_its_code_is_read_back_also_after_it_was_made_smaller(fonts: Fonts, photo: bytes | None) -> None:
    poster = draw(OFFER, photo, fonts)
    assert opened(poster).size == SIZE
    assert read_qr(poster) == LINK
    assert read_qr(as_forwarded(poster)) == LINK
    assert read_qr(as_forwarded(poster, 480, 40)) == LINK
    assert len(poster) < 400_000


@settings(max_examples=25)
@given(
    st.text(max_size=90) | st.text(st.sampled_from("WM🍊赣،ب־ק한 \u0301\u202e"), max_size=200),
    st.sampled_from([HERE, BARE]),
    st.integers(1, 13),
)
def test_no_title_and_no_price_spoils_it(title: str, fonts: Fonts, digits: int) -> None:
    price = f"{10**digits:,}.00 €"
    poster = draw(replace(OFFER, title=title, team_price=price, solo_price=price), None, fonts)
    assert opened(poster).size == SIZE
    assert read_qr(as_forwarded(poster)) == LINK


def test_a_link_of_the_longest_name_still_fits() -> None:
    link = f"https://t.me/{'w' * 32}?start=t_{'W' * 22}"
    assert read_qr(as_forwarded(draw(replace(OFFER, link=link), None, HERE))) == link


def _bomb() -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize(
    "photo",
    [b"", b"no photo at all", b"\xff\xd8\xff", ORANGES[:2000], b"GIF89a" + bytes(50), b"<svg/>", _bomb()],
    ids=["empty", "text", "head", "cut", "gif", "svg", "bomb"],
)
def test_a_photo_that_is_no_photo_makes_a_poster_without_one(photo: bytes) -> None:
    assert draw(OFFER, photo, BARE) == draw(OFFER, None, BARE)


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (90, 90), (3000, 200), (1, 1)])
@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "PNG"), ("P", "WEBP")]
)
def test_a_photo_of_any_shape_fills_the_top(size: tuple[int, int], mode: str, form: str) -> None:
    top = opened(draw(OFFER, a_picture(size, mode, form), BARE)).crop((0, 0, SIZE[0], 540))
    spread = max(high - low for low, high in top.getextrema())  # type: ignore[operator,misc]
    assert spread <= 6, "one colour from edge to edge"


def test_what_is_transparent_is_white() -> None:
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(out := io.BytesIO(), "PNG")
    assert opened(draw(OFFER, out.getvalue(), BARE)).getpixel((480, 270)) == (255, 255, 255)


def test_the_same_offer_is_drawn_the_same() -> None:
    assert draw(OFFER, ORANGES, HERE) == draw(OFFER, ORANGES, HERE)
    assert draw(OFFER, None, HERE) != draw(replace(OFFER, title="Apples"), None, HERE)


def test_a_deal_that_is_sold_to_teams_only_shows_one_price() -> None:
    alone = draw(OFFER, None, BARE)
    only = opened(draw(replace(OFFER, alone="", solo_price=""), None, BARE))
    right = (560, 740, 900, 880)
    assert only.crop(right).getextrema() == ((255, 255),) * 3
    assert opened(alone).crop(right).getextrema() != ((255, 255),) * 3


def test_the_code_has_its_white_border_and_full_contrast() -> None:
    picture = opened(draw(OFFER, ORANGES, HERE)).convert("L").point(lambda grey: 0 if grey < 128 else 255)
    dark = picture.crop((0, 905, 420, 1280)).point(lambda grey: 255 - grey).getbbox()
    assert dark is not None
    left, above, right, below = dark
    module = (right - left) / 33
    assert abs(module - 9) < 0.2
    assert min(left, above, 420 - right - 4, 375 - below) >= 4 * module - 2, "four modules of white on every side"


def test_where_no_font_has_the_sign_of_a_currency_its_letters_stand() -> None:
    spelt = draw(replace(OFFER, team_price="29.90 EUR", solo_price="39.90 EUR"), None, BARE)
    assert draw(OFFER, None, BARE) == spelt
    assert draw(OFFER, None, HERE) != draw(replace(OFFER, team_price="29.90 EUR"), None, HERE) or not HERE.draws("€")
