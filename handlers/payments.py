"""A buyer says that they paid: by a button, or by a photo of the receipt."""

from dataclasses import replace

from telegram import Update

from bot.domain.ids import Kind, OrderId, number_of
from bot.domain.payments import NotAWay
from bot.services import payments, receipts
from bot.services.receipts import Receipt
from bot.views import orders as views
from bot.views import payments as payment_views
from bot.views.buttons.orders import AnotherWay, ClaimPaid, PayBy
from bot.views.screens import FinishedMark, Screen
from handlers import orders
from handlers.context import Context


async def claim(context: Context, tap: ClaimPaid) -> None:
    """`I paid`."""
    order = _number(tap.order)
    await context.act(payments.claim, order)
    receipt = await context.read(receipts.own_receipt, order, context.actor.id)
    texts = await context.texts(receipt.community.clock)
    told = views.claimed_toast(texts, receipt, late=receipt.is_late)
    if context.tapped_picture:  # the payment message: delivery makes it say so
        await context.answer(told)
    else:
        await context.reply(views.order_screen(texts, receipt, context.wiring.bot), told)


async def another_way(context: Context, tap: AnotherWay) -> None:
    """To which of the group's accounts one may pay: asked in the same message."""
    found, ways = await context.read(
        receipts.own_ways, _number(tap.order), context.actor.id, context.wiring.clock.now()
    )
    if not [payee for payee in ways if payee.id != found.order.payee_id]:
        raise NotAWay()
    await _show(context, payment_views.payment_ways(await context.texts(found.community.clock), found, ways), found)


async def pay_by(context: Context, tap: PayBy) -> None:
    """Pay there: the message shows that account's code."""
    order = _number(tap.order)
    await context.act(payments.pay_otherwise, order, tap.payee)
    found = await context.read(receipts.own_receipt, order, context.actor.id)
    texts = await context.texts(found.community.clock)
    await _show(context, payment_views.payment_due(texts, found, {}, context.wiring.bot), found)


async def _show(context: Context, screen: Screen | None, found: Receipt) -> None:
    """The request to pay where it was tapped; one that was settled meanwhile is the order as it stands.

    Where it asks by no code, the code that was asked by before goes. It is remembered, to say what becomes of it.
    """
    if screen is None:
        texts = await context.texts(found.community.clock)
        await context.reply(views.order_screen(texts, found, context.wiring.bot))
        return
    shown = replace(screen, photo=screen.photo or FinishedMark(paid=False)) if context.tapped_picture else screen
    await context.reply(shown)
    if context.shows_in is not None:
        await context.act(payments.request_in, found.order.id, context.shows_in, shown.photo is not None)


def _number(code: str) -> OrderId:
    return OrderId(number_of(Kind.ORDER, code))


async def receipt_photo(update: Update, context: Context) -> None:
    """A photo in private: the receipt of the one payment that is asked for, or of the one it replies to."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    replied = None if message.reply_to_message is None else message.reply_to_message.message_id
    asked = await context.read(receipts.asked_payments, context.actor.id, replied)
    if len(asked) != 1:
        await context.reply(views.which_payment(await context.texts(), asked))
        return
    order, _ = asked[0]
    await context.act(payments.claim, order.id, message.photo[-1].file_id)
    await orders.show_order(context, order.id)
