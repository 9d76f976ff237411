"""A buyer's own orders: buy alone, look, change the quantity, leave."""

from telegram import Update

from bot.domain.ids import DealId, Kind, OrderId, Token, number_of
from bot.domain.orders import OWING
from bot.services import cards, orders, payments, receipts
from bot.views import cards as card_views
from bot.views import orders as order_views
from bot.views.buttons import (
    BuyAlone,
    CannotPay,
    ConfirmAlone,
    ConfirmCannotPay,
    ConfirmLeave,
    Leave,
    SetQuantity,
    ShowOrder,
)
from handlers import teams
from handlers.context import Context


async def ask_alone(context: Context, tap: BuyAlone) -> None:
    """Ask once more before somebody buys alone."""
    card = await context.read(cards.card, DealId(number_of(Kind.DEAL, tap.deal)))
    await context.reply(card_views.alone_question(await context.texts(card.community.clock), card))


async def buy_alone(context: Context, tap: ConfirmAlone) -> None:
    """Buy alone; the payment code follows by itself."""
    result = await context.act(orders.buy_alone, DealId(number_of(Kind.DEAL, tap.deal)))
    await show_order(context, OrderId(result.subject))


async def show(context: Context, tap: ShowOrder) -> None:
    """One's own order; a due one brings its payment code again."""
    await show_order(context, _number(tap.order), with_code=True)


async def set_quantity(context: Context, tap: SetQuantity) -> None:
    """Take so many units."""
    order = _number(tap.order)
    await context.act(orders.set_quantity, order, tap.quantity)
    await show_order(context, order)


async def ask_leave(context: Context, tap: Leave) -> None:
    """Ask once more before somebody goes."""
    receipt = await context.read(receipts.own_receipt, _number(tap.order), context.actor.id)
    await context.reply(order_views.leave_question(await context.texts(receipt.community.clock), receipt))


async def leave(context: Context, tap: ConfirmLeave) -> None:
    """Go."""
    order = _number(tap.order)
    await context.act(orders.leave, order)
    await show_order(context, order)


async def ask_cannot_pay(context: Context, tap: CannotPay) -> None:
    """Ask once more before a place is given up."""
    receipt = await context.read(receipts.own_receipt, _number(tap.order), context.actor.id)
    texts = await context.texts(receipt.community.clock)
    await context.post(context.user.id, order_views.cannot_pay_question(texts, receipt))
    await context.answer()


async def cannot_pay(context: Context, tap: ConfirmCannotPay) -> None:
    """Give the place up at once."""
    order = _number(tap.order)
    await context.act(orders.leave, order)
    await show_order(context, order)


async def mine(update: Update, context: Context) -> None:
    """/my: one's own orders."""
    found = await context.read(receipts.own_orders, context.actor.id)
    await context.reply(order_views.my_orders(await context.texts(), found, context.wiring.bot))


async def open_own(context: Context, token: Token, *, with_code: bool = True) -> None:
    """What `My order` opens: one's order in a deal, or the deal when there is none."""
    receipt = await context.read(receipts.own_in_deal, token, context.actor.id)
    if receipt is None:
        await teams.open_deal(context, token)
        return
    await show_order(context, receipt.order.id, with_code=with_code)


async def show_order(context: Context, order: OrderId, *, with_code: bool = False) -> None:
    """An order in private; its payment code comes by the outbox, so that it is finished when the order is."""
    receipt = await context.read(receipts.own_receipt, order, context.actor.id)
    texts = await context.texts(receipt.community.clock)
    await context.reply(order_views.order_screen(texts, receipt, context.wiring.bot))
    if with_code and receipt.order.state in OWING and receipt.snapshot is not None:
        await context.act(payments.ask_again, order)


def _number(code: str) -> OrderId:
    return OrderId(number_of(Kind.ORDER, code))
