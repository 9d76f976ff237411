"""Reading QR codes back from pictures, and the proof that one says what its snapshot says before it is sent."""

import io

import zxingcpp
from PIL import Image

from bot.domain.errors import DomainError
from bot.payqr.asks import Ask, Standard, carries_amount
from bot.payqr.errors import PictureDiffers, UnreadablePicture
from bot.payqr.gateway_codes import GATEWAYS
from bot.payqr.registry import standard_named

_FORMATS = ("PNG", "JPEG", "WEBP")
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
#: A phone's photo has some 12 million; beyond this a small file would fill the memory.
_MOST_PIXELS = 50_000_000


def read_qr(png: bytes) -> str:
    """The text of the one QR code in a picture (PNG, JPEG or WebP). Raises UnreadablePicture."""
    codes = zxingcpp.read_barcodes(_grey(png), formats=_QR)
    if len(codes) != 1:
        raise UnreadablePicture(found=len(codes))
    try:
        return codes[0].bytes.decode()
    except UnicodeDecodeError:
        raise UnreadablePicture(found=1) from None


def prove(png: bytes, ask: Ask) -> None:
    """Check that the picture asks exactly this, field by field and to the letter. Raises PictureDiffers."""
    standard = standard_named(ask.payee.standard)
    try:
        payload = read_qr(png)
        read = ask if standard.name in GATEWAYS else standard.read(payload)  # a gateway keeps what its code asks
    except DomainError as refusal:
        raise PictureDiffers(field="payload") from refusal
    for field, differs in _differences(read, ask, standard):
        if differs:
            raise PictureDiffers(field=field)
    if payload != standard.payload(ask):
        raise PictureDiffers(field="payload")


def _differences(read: Ask, ask: Ask, standard: Standard) -> tuple[tuple[str, bool], ...]:
    """A standard that carries no name or city reads them as ""; one that does refuses a code without."""
    return (
        ("account", read.payee.account != ask.payee.account),
        ("currency", read.amount.currency != ask.amount.currency),
        ("amount", carries_amount(standard) and read.amount.minor != ask.amount.minor),
        ("reference", standard.carries_reference and read.reference != ask.reference),
        ("name", read.payee.name not in ("", ask.payee.name)),
        ("city", read.payee.city not in ("", ask.payee.city)),
    )


def _grey(png: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(png), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UnreadablePicture(found=0)
            return picture.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadablePicture(found=0) from None
