"""A leader looks into a claim: the buyer's receipt, why the money isn't there, or how much of it is."""

from telegram import Message

from bot.domain.errors import NotFound
from bot.domain.ids import Kind, OrderId, code_of, number_of
from bot.domain.people import Right
from bot.domain.rejections import READY_MADE, Rejection
from bot.services import amounts, desks, payments, rejections
from bot.services.receipts import Receipt
from bot.views import claims as views
from bot.views import desk_answers
from bot.views import rests as rest_views
from bot.views.buttons.claims import OneByOne, OtherAmount, RejectFor, RejectInWords, RejectPaid, ShowReceipt
from bot.views.questions import only_words
from bot.views.screens import alert
from handlers import desks as desk_handlers
from handlers.context import Context


async def show_receipt(context: Context, tap: ShowReceipt) -> None:
    """The buyer's picture, as a message of its own: only now, and only to who leads the deal."""
    found = await _claim(context, tap.order)
    texts = await context.texts(found.community.clock)
    if not found.order.claim_photo:
        await context.answer(alert(texts, "toast-no-receipt"))
        return
    await context.post(context.user.id, views.receipt_photo(texts, found))


async def ask_why(context: Context, tap: RejectPaid) -> None:
    """The money of a claimed order isn't there: asked what the buyer is told."""
    found = await _claim(context, tap.order)
    await context.reply(views.rejecting(await context.texts(found.community.clock), found))


async def reject(context: Context, tap: RejectFor) -> None:
    """The money isn't there, for this reason; then the page of orders as it is now."""
    order = OrderId(number_of(Kind.ORDER, tap.order))
    await context.act(payments.reject, order, _reason(tap.reason))
    await context.answer(desk_answers.done_toast(await context.texts(), payments.reject.name, tap.order))
    deal = await context.read(desks.deal_of_order, order)
    await desk_handlers.one_by_one(context, OneByOne(code_of(Kind.DEAL, deal), 0))


async def ask_in_words(context: Context, tap: RejectInWords) -> None:
    """Another reason: delivery asks for it in a message to reply to."""
    await context.act(rejections.ask, OrderId(number_of(Kind.ORDER, tap.order)))


async def takes_reason(context: Context, message: Message, replied: int) -> bool:
    """Take a reply as the reason that was asked for; False: it is no such reply."""
    order = await context.read(rejections.replied, context.actor, replied)
    if order is None:
        return False
    if not message.text:
        await context.reply(only_words(await context.texts()))
        return True
    result = await context.act(rejections.say, order, message.text, replied)
    found = await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    await context.reply(views.rejected_in_words(await context.texts(found.community.clock), found, result.shown))
    return True


async def ask_amount(context: Context, tap: OtherAmount) -> None:
    """Another amount came: delivery asks which, in a message to reply to."""
    await context.act(amounts.ask, OrderId(number_of(Kind.ORDER, tap.order)))


async def takes_amount(context: Context, message: Message, replied: int) -> bool:
    """Take a reply as the amount that was asked for; False: it is no such reply."""
    order = await context.read(amounts.replied, context.actor, replied)
    if order is None:
        return False
    if not message.text:
        await context.reply(only_words(await context.texts()))
        return True
    result = await context.act(amounts.say, order, message.text, replied)
    found = await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    said = None if result.shown is None else result.shown.said
    await context.reply(rest_views.received(await context.texts(found.community.clock), found, said))
    return True


async def _claim(context: Context, code: str) -> Receipt:
    return await context.read_as(Right.LEADS_ORDER, desks.own_claim, OrderId(number_of(Kind.ORDER, code)))


def _reason(place: int) -> Rejection:
    """The reason at this place. Raises NotFound: forged."""
    if place >= len(READY_MADE):
        raise NotFound()
    return READY_MADE[place]
