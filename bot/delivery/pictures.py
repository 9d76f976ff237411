"""Pictures that are drawn when they are sent: payment codes, and the mark that replaces a finished one."""

from bot.payqr.image import draw
from bot.payqr.marks import draw_mark
from bot.payqr.reading import prove
from bot.views.screens import FinishedMark, PaymentCode


def drawn(photo: PaymentCode | FinishedMark) -> bytes:
    """The picture as PNG. Raises PictureDiffers: read back, a code isn't what was asked, so it is not sent."""
    if isinstance(photo, FinishedMark):
        return draw_mark(paid=photo.paid)
    png = draw(photo.payload)
    prove(png, photo.ask)
    return png
