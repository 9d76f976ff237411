"""A buyer's own orders: buy alone, look, change the quantity, leave."""

from telegram import Update

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, Kind, OrderId, Token, number_of
from bot.domain.orders import OWING
from bot.services import cards, orders, payments, receipts
from bot.services.act import Act
from bot.views import cards as card_views
from bot.views import offers
from bot.views import orders as order_views
from bot.views.buttons.cards import BuyAlone, ConfirmAlone
from bot.views.buttons.orders import CannotPay, ConfirmCannotPay, ConfirmLeave, KeepOrder, Leave, SetQuantity, ShowOrder
from bot.views.screens import refused
from handlers import teams
from handlers.context import Context


async def ask_alone(context: Context, tap: BuyAlone) -> None:
    """Ask once more before somebody buys alone; where that can't be done any more, the deal as it is now."""
    card = await context.read(cards.card, DealId(number_of(Kind.DEAL, tap.deal)))
    texts = await context.texts(card.community.clock)
    if offers.can_buy_alone(card.deal, texts.now):
        await context.reply(card_views.alone_question(texts, card))
    else:
        await teams.show_deal(context, card.deal.id)


async def buy_alone(context: Context, tap: ConfirmAlone) -> None:
    """Buy alone; the payment code follows by itself."""
    result = await context.act(orders.buy_alone, DealId(number_of(Kind.DEAL, tap.deal)))
    await show_order(context, OrderId(result.subject))


async def show(context: Context, tap: ShowOrder) -> None:
    """One's own order; a due one brings its payment code again."""
    await show_order(context, _number(tap.order), with_code=True)


async def set_quantity(context: Context, tap: SetQuantity) -> None:
    """Take so many units."""
    await _change(context, orders.set_quantity, _number(tap.order), tap.quantity)


async def ask_leave(context: Context, tap: Leave) -> None:
    """Ask once more before somebody goes."""
    await _ask_to_go(context, _number(tap.order))


async def leave(context: Context, tap: ConfirmLeave) -> None:
    """Go."""
    await _change(context, orders.leave, _number(tap.order))


async def keep(context: Context, tap: KeepOrder) -> None:
    """Give nothing up after all. The payment code stands where it stood."""
    await show_order(context, _number(tap.order))


async def ask_cannot_pay(context: Context, tap: CannotPay) -> None:
    """Ask once more before a place is given up."""
    await _ask_to_go(context, _number(tap.order))


async def cannot_pay(context: Context, tap: ConfirmCannotPay) -> None:
    """Give the place up at once."""
    await _change(context, orders.leave, _number(tap.order))


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


async def show_order(
    context: Context, order: OrderId, *, with_code: bool = False, refusal: DomainError | None = None
) -> None:
    """An order in private; its payment code comes by the outbox, so that it is finished when the order is.

    `refusal`: what was asked for could not be done to the order as it stands.
    """
    receipt = await context.read(receipts.own_receipt, order, context.actor.id)
    texts = await context.texts(receipt.community.clock)
    told = None if refusal is None else refused(texts, refusal)
    await context.reply(order_views.order_screen(texts, receipt, context.wiring.bot), told)
    if with_code and receipt.order.state in OWING and receipt.snapshot is not None:
        await context.act(payments.ask_again, order)


async def _change(context: Context, what: Act[..., None], order: OrderId, *args: int) -> None:
    """Do it, or say why not: in both cases the screen shows the order as it is now. Raises NotFound."""
    try:
        await context.act(what, order, *args)
    except DomainError as refusal:
        await show_order(context, order, refusal=refusal)
    else:
        await show_order(context, order)


async def _ask_to_go(context: Context, order: OrderId) -> None:
    """Ask as the order stands now; one that can't be left any more is shown instead."""
    receipt = await context.read(receipts.own_receipt, order, context.actor.id)
    question = order_views.going_question(await context.texts(receipt.community.clock), receipt)
    if question is None:
        await show_order(context, order)
    else:
        await context.reply(question)


def _number(code: str) -> OrderId:
    return OrderId(number_of(Kind.ORDER, code))
