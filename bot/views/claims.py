"""A claim as its leader looks into it: the buyer's receipt, and what the buyer is told when the money isn't there."""

from typing import Any

from bot.domain.orders import OrderState
from bot.domain.rejections import LONGEST, READY_MADE
from bot.domain.undos import UndoKind
from bot.i18n import Name, Texts, code, joined
from bot.services.receipts import Receipt
from bot.services.taking_back import Said
from bot.views.buttons.claims import ConfirmPaid, OneByOne, RejectFor, RejectInWords, RejectPaid, TakeBack
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.links import Bot
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
    order = receipt.order.code
    reasons = tuple((tap(texts, RejectFor(order, place), reason=reason),) for place, reason in enumerate(READY_MADE))
    last = (tap(texts, RejectInWords(order)), tap(texts, OneByOne(receipt.deal.code, 0)))
    return Screen(text=fits(asked), keyboard=(*reasons, last))


def reason_asked(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Asks for the reason in the leader's own words: a message that their app lets them reply to.

    None: the claim was decided meanwhile.
    """
    if receipt.order.state is not OrderState.CLAIMED:
        return None
    buyer = Name(receipt.buyer.name)
    asked = texts("reason-asked", number=receipt.order.number, buyer=buyer, amount=receipt.asked, most=LONGEST)
    return Screen(text=fits(asked), asks_reply=label(texts, "reason-field"))


def rejected_in_words(texts: Texts, receipt: Receipt, said: Said | None) -> Screen:
    """The answer to a reason typed, with `Undo`."""
    told = texts("reason-told", number=receipt.order.number, buyer=Name(receipt.buyer.name))
    deal = receipt.deal.code
    undo = () if said is None else (tap(texts, TakeBack(deal, said.undo, said.undo), what=UndoKind.REJECT, count=1),)
    return Screen(text=fits(told), keyboard=((*undo, tap(texts, OneByOne(deal, 0))),))
