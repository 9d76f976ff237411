"""The picture: pixel for pixel what the library and Pillow draw with the same mask, and readable."""

import io
import random
import struct
import zlib

import pytest
import qrcode
from PIL import Image, ImageChops
from qrcode.constants import ERROR_CORRECT_M

from bot.payqr import STANDARDS, Ask, errors, image, reading
from tests.unit.payqr import payees

ALPHABETS = ("0123456789", "ABCDEF $%*+-./:0123456789", "abcdefghijklmnopqrstuvwxyz0123456789,;@", "aäß王Йក\n")


def drawn_by_the_library(payload: str) -> Image.Image:
    """The slow way: the library's symbol, drawn by Pillow."""
    symbol = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M, mask_pattern=image.MASK, box_size=image.SCALE, border=image.BORDER
    )
    symbol.add_data(payload)
    symbol.make(fit=True)
    picture: Image.Image = symbol.make_image().get_image().convert("1")
    return picture


def a_text(lots: random.Random, length: int) -> str:
    """Runs of several alphabets, so that the symbol changes its mode within one text."""
    text = ""
    while len(text) < length:
        alphabet = lots.choice(ALPHABETS)
        text += "".join(lots.choice(alphabet) for _ in range(lots.randint(1, 40)))
    return text[:length]


def _version(payload: str) -> int:
    """The version by the width of what we draw."""
    (width,) = struct.unpack(">I", image.draw(payload)[16:20])
    return (int(width) // image.SCALE - 2 * image.BORDER - 17) // 4


def _version_by_the_library(payload: str) -> int:
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    symbol.add_data(payload)
    return int(symbol.version)


@pytest.mark.parametrize("length", [1, 8, 17, 40, 100, 154, 182, 183, 217, 300, 420])
def test_every_pixel_is_as_the_library_draws_it(length: int) -> None:
    payload = a_text(random.Random(length), length)
    ours = Image.open(io.BytesIO(image.draw(payload)))
    theirs = drawn_by_the_library(payload)
    assert (ours.mode, ours.size) == ("1", theirs.size)
    assert ImageChops.logical_xor(ours, theirs).getbbox() is None


@pytest.mark.parametrize("filler", ["7", "A", "a", "aaaaaaaaaa0123456789012345678901234567890"])
def test_the_symbol_grows_exactly_where_the_librarys_does(filler: str) -> None:
    for lengths in (range(1, 450), range(1050, 1075)):
        versions = {length: _version_by_the_library((filler * length)[:length]) for length in lengths}
        for length in lengths[:-1]:
            if versions[length] != versions[length + 1]:
                edge = (filler * 2 * length)[: length + 1]
                assert [_version(edge[:-1]), _version(edge)] == [versions[length], versions[length + 1]]


@pytest.mark.parametrize("ask", [payees.an_epc_ask(), payees.a_pix_ask(), payees.a_promptpay_ask()])
def test_every_standard_is_drawn_as_the_library_draws_it(ask: Ask) -> None:
    payload = STANDARDS[ask.payee.standard].payload(ask)
    ours = Image.open(io.BytesIO(image.draw(payload)))
    assert ImageChops.logical_xor(ours, drawn_by_the_library(payload)).getbbox() is None


@pytest.mark.parametrize("seed", range(250))
def test_any_text_is_read_back_by_another_reader(seed: int) -> None:
    lots = random.Random(seed)
    payload = a_text(lots, lots.randint(1, 331))
    assert reading.read_qr(image.draw(payload)) == payload


def test_the_picture_is_a_whole_png_of_one_bit() -> None:
    png = image.draw("Kaituan")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunk = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(chunk),)
        kinds.append(chunk[:4])
        at += 12 + length
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", png[16:29]) == (290, 290, 1, 0, 0, 0, 0)


def test_the_same_payload_gives_the_same_picture() -> None:
    assert image.draw("GB10000041") == image.draw("GB10000041")


def test_the_border_is_four_modules_of_white() -> None:
    picture = Image.open(io.BytesIO(image.draw("Kaituan"))).convert("L")
    dark = picture.point(lambda level: 255 - level).getbbox()
    assert dark == (40, 40, picture.width - 40, picture.height - 40)


def test_the_longest_text_is_drawn_and_one_more_is_refused() -> None:
    assert reading.read_qr(image.draw("ä" * 1165)) == "ä" * 1165
    with pytest.raises(errors.PayloadTooLong) as caught:
        image.draw("ä" * 1166)
    assert caught.value.facts == {"octets": 2332, "limit": 2331}
