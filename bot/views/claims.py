"""A claim as its leader looks into it: the buyer's receipt, and what the buyer is told when the money isn't there."""

from bot.domain.orders import OrderState
from bot.domain.rejections import Rejection
from bot.i18n import Name, Texts, code, joined
from bot.services.receipts import Receipt
from bot.views.buttons import ConfirmPaid, OneByOne, RejectFor, RejectPaid, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.screens import Keyboard, Screen, StoredPhoto, Style


def receipt_photo(texts: Texts, receipt: Receipt) -> Screen:
    """The picture a buyer sent as proof, for their leader only."""
    order = receipt.order
    lines = [
        texts(
            "claim-receipt",
            number=order.number,
            buyer=Name(receipt.buyer.name),
            amount=receipt.asked,
            reference=code(order.reference or "–"),
            code=code(order.code),
        )
    ]
    answers: Keyboard = ()
    if order.state is OrderState.CLAIMED:
        answers = ((tap(texts, ConfirmPaid(order.code), Style.GO), tap(texts, RejectPaid(order.code))),)
    return Screen(text=fits(joined(lines), CAPTION_LIMIT), photo=StoredPhoto(order.claim_photo), keyboard=answers)


def rejecting(texts: Texts, receipt: Receipt) -> Screen:
    """Which of a few things the buyer is told; nothing is sent before."""
    asked = texts("claim-rejecting", number=receipt.order.number, buyer=Name(receipt.buyer.name), amount=receipt.asked)
    reasons = tuple(
        (tap(texts, RejectFor(receipt.order.code, place), reason=reason),) for place, reason in enumerate(Rejection)
    )
    return Screen(text=fits(asked), keyboard=(*reasons, (tap(texts, OneByOne(receipt.deal.code, 0)),)))
