"""A buyer says that they paid: by a button, or by a photo of the receipt."""

from telegram import Update

from bot.domain.ids import Kind, OrderId, number_of
from bot.services import payments, receipts
from bot.views import orders as views
from bot.views.buttons import ClaimPaid
from handlers import orders
from handlers.context import Context


async def claim(context: Context, tap: ClaimPaid) -> None:
    """`I paid`."""
    order = OrderId(number_of(Kind.ORDER, tap.order))
    await context.act(payments.claim, order)
    receipt = await context.read(receipts.own_receipt, order, context.actor.id)
    texts = await context.texts(receipt.community.clock)
    told = views.claimed_toast(texts, receipt, late=receipt.is_late)
    if context.tapped_picture:  # the payment message: delivery makes it say so
        await context.answer(told)
    else:
        await context.reply(views.order_screen(texts, receipt, context.wiring.bot), told)


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
