"""Reading back, and the proof that a picture says what its snapshot says."""

import io
import zlib
from dataclasses import replace

import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, emv, errors, image, reading
from tests.unit.payqr import payees

ASKS = [payees.an_epc_ask(), payees.an_epc_ask(""), payees.a_pix_ask(), payees.a_pix_ask(""), payees.a_promptpay_ask()]


def a_picture(ask: Ask) -> bytes:
    """What is drawn for this ask."""
    return image.draw(STANDARDS[ask.payee.standard].payload(ask))


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    """The picture as a file of this kind."""
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def opened(png: bytes) -> Image.Image:
    """The picture in grey."""
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize("ask", ASKS)
def test_what_is_drawn_for_an_ask_proves_it(ask: Ask) -> None:
    reading.prove(a_picture(ask), ask)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photo_as_telegram_makes_it_is_read(kind: str) -> None:
    png = a_picture(payees.a_pix_ask())
    assert reading.read_qr(saved(opened(png).rotate(4, fillcolor=255), kind)) == reading.read_qr(png)


def test_text_beyond_ascii_is_read_as_utf_8() -> None:
    assert reading.read_qr(image.draw("Jürgen Łukasz ក ООО 王芳")) == "Jürgen Łukasz ក ООО 王芳"


@pytest.mark.parametrize("field", ["account", "amount", "reference", "name"])
@pytest.mark.parametrize("ask", [payees.an_epc_ask(), payees.a_pix_ask()])
def test_a_picture_of_another_ask_is_named_by_what_differs(field: str, ask: Ask) -> None:
    accounts = {"epc": "BE72000000001616", "pix": "ana@example.com"}
    other = {
        "account": replace(ask, payee=replace(ask.payee, account=accounts[ask.payee.standard])),
        "amount": replace(ask, amount=Money(2991, ask.amount.currency)),
        "reference": replace(ask, reference="GB10000042"),
        "name": replace(ask, payee=replace(ask.payee, name="Somebody Else")),
    }[field]
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(a_picture(other), ask)
    assert caught.value.facts == {"field": field}


def test_a_picture_with_another_city_differs() -> None:
    ask = payees.a_pix_ask()
    other = replace(ask, payee=replace(ask.payee, city="Natal"))
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(a_picture(other), ask)
    assert caught.value.facts == {"field": "city"}


@pytest.mark.parametrize("field", ["account", "amount"])
def test_a_promptpay_picture_of_another_ask_is_named_by_what_differs(field: str) -> None:
    ask = payees.a_promptpay_ask()
    other = {
        "account": replace(ask, payee=replace(ask.payee, account="0066812345679")),
        "amount": replace(ask, amount=Money(2989, ask.amount.currency)),
    }[field]
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(a_picture(other), ask)
    assert caught.value.facts == {"field": field}


def test_a_snapshot_in_another_currency_differs() -> None:
    ask = payees.an_epc_ask()
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(a_picture(ask), replace(ask, amount=Money(2990, currency("CHF"))))
    assert caught.value.facts == {"field": "currency"}


def test_a_picture_of_another_standard_differs() -> None:
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(a_picture(payees.a_pix_ask()), payees.an_epc_ask())
    assert caught.value.facts == {"field": "payload"}


def test_a_picture_that_asks_the_same_in_other_words_differs() -> None:
    ask = payees.a_pix_ask()
    objects = emv.unsealed(STANDARDS["pix"].payload(ask))
    objects["61"] = "50000000"
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(image.draw(emv.sealed(objects.items())), ask)
    assert caught.value.facts == {"field": "payload"}


@settings(deadline=None, max_examples=25)
@given(payees.ibans(), payees.NASTY, st.integers(1, 99_999_999_999), payees.REFERENCES)
def test_any_legal_epc_ask_is_proved(iban: str, name: str, minor: int, reference: str) -> None:
    ask = Ask(STANDARDS["epc"].check(iban, "A" + name, ""), Money(minor, currency("EUR")), reference)
    reading.prove(a_picture(ask), ask)


def test_a_picture_without_a_code_is_refused() -> None:
    with pytest.raises(errors.UnreadablePicture) as caught:
        reading.read_qr(saved(Image.new("L", (300, 300), 255)))
    assert caught.value.facts == {"found": 0}


def test_a_picture_with_two_codes_is_refused() -> None:
    one = opened(a_picture(payees.a_pix_ask()))
    both = Image.new("L", (2 * one.width, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(opened(a_picture(payees.an_epc_ask())), (one.width, 0))
    with pytest.raises(errors.UnreadablePicture) as caught:
        reading.read_qr(saved(both))
    assert caught.value.facts == {"found": 2}


@pytest.mark.parametrize("cut", [0, 1, 8, 40, 200])
def test_a_picture_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(errors.UnreadablePicture):
        reading.read_qr(a_picture(payees.a_pix_ask())[:cut])


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(errors.UnreadablePicture):
        reading.read_qr(b"GIF89a, so it says")


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    vast = Image.new("1", (8_000, 8_000), 1)
    vast.paste(opened(image.draw("Kaituan")), (0, 0))
    with pytest.raises(errors.UnreadablePicture) as caught:
        reading.read_qr(saved(vast))
    assert caught.value.facts == {"found": 0}


@pytest.mark.parametrize("side", [12_000, 30_000])
def test_a_picture_that_claims_to_be_vast_is_refused(side: int) -> None:
    png = bytearray(image.draw("Kaituan"))
    png[16:24] = side.to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(bytes(png[12:29])).to_bytes(4, "big")
    with pytest.raises(errors.UnreadablePicture):
        reading.read_qr(bytes(png))


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    symbol = qrcode.QRCode()
    symbol.add_data(b"Anna \xff\xfe\x80", optimize=0)
    with pytest.raises(errors.UnreadablePicture) as caught:
        reading.read_qr(saved(symbol.make_image().get_image()))
    assert caught.value.facts == {"found": 1}
