"""The Swiss cross: its size, its place, its arms; and a code that is read in spite of it."""

import io

import pytest
from PIL import Image

from bot.payqr import STANDARDS, image, reading
from tests.unit.payqr import payees


def a_bill(name: str = "Anna Muster") -> tuple[Image.Image, str]:
    """The picture of a QR-bill, and its payload."""
    ask = payees.a_sample("qrbill", name=name)
    payload = STANDARDS["qrbill"].payload(ask)
    return Image.open(io.BytesIO(image.draw(payload))).convert("L"), payload


def test_the_cross_is_seven_parts_of_forty_six_and_stands_in_the_middle() -> None:
    picture, payload = a_bill()
    bare = Image.open(io.BytesIO(image.picture(image.modules(payload)))).convert("L")
    left, top, right, bottom = _changed(picture, bare)
    code = picture.width - 2 * image.BORDER * image.SCALE
    assert abs((right - left) - code * 7 / 46) <= 3
    assert (right - left, left + right) == (bottom - top, top + bottom)
    assert left + right == picture.width


def test_the_cross_is_white_on_black_with_a_white_edge() -> None:
    picture, _ = a_bill()
    middle, side = picture.width // 2, (picture.width - 80) * 7 / 46

    def at(x: float, y: float) -> object:
        return picture.getpixel((middle + round(x * side), middle + round(y * side)))

    for across, along in ((0, 0), (0, 0.25), (0.25, 0), (0, -0.25), (-0.25, 0)):
        assert at(across, along) == 255
    for across, along in ((0.2, 0.2), (-0.2, 0.2), (0.35, 0), (0, -0.35)):
        assert at(across, along) == 0
    assert [at(x, y) for x, y in ((0.47, 0), (-0.47, 0), (0, 0.47), (0, -0.47))] == [255] * 4


@pytest.mark.parametrize("name", ["A", "Anna Muster", "Ä" * 70])
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.35])
def test_a_bill_with_its_cross_is_read_however_large(name: str, scale: float) -> None:
    picture, payload = a_bill(name)
    small = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    buffer = io.BytesIO()
    small.rotate(3, fillcolor=255).save(buffer, "JPEG", quality=70)
    assert reading.read_qr(buffer.getvalue()) == payload


def test_no_other_code_has_a_cross() -> None:
    payload = STANDARDS["epc"].payload(payees.an_epc_ask())
    assert image.draw(payload) == image.picture(image.modules(payload))


def _changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int]:
    from PIL import ImageChops

    box = ImageChops.difference(one, other).getbbox()
    assert box is not None
    return box
