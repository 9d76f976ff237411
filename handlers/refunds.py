"""/refunds: what is owed back; the leader gets a code to pay it, the buyer may leave an account for it."""

from telegram import Message, Update

from bot.domain.ids import Kind, OrderId, number_of
from bot.domain.people import Right
from bot.payqr.registry import parse_payee
from bot.services import refunds
from bot.views import refunds as views
from bot.views.buttons.rests import LeaveAccount, MyRefunds, PayBack, RemoveAccount, WantAccount
from bot.views.questions import only_words
from handlers.context import Context


async def listed(update: Update, context: Context) -> None:
    """`/refunds`: what one has to pay back, and what is owed back to oneself."""
    await _list(context, 0)


async def list_page(context: Context, tap: MyRefunds) -> None:
    """Another page of it."""
    await _list(context, tap.page)


async def pay_back(context: Context, tap: PayBack) -> None:
    """How to pay a buyer back: delivery sends it, as the one message that shows the account."""
    await context.act(refunds.pay_back, _number(tap.order))


async def want_account(context: Context, tap: WantAccount) -> None:
    """The buyer is asked where to."""
    await context.act(refunds.want_account, _number(tap.order))
    await context.answer(views.account_wanted_toast(await context.texts()))


async def ask_account(context: Context, tap: LeaveAccount) -> None:
    """The buyer wants to leave an account: delivery asks which, in a message to reply to."""
    await context.act(refunds.ask_account, _number(tap.order))


async def remove_account(context: Context, tap: RemoveAccount) -> None:
    """The buyer takes it away again."""
    order = _number(tap.order)
    await context.act(refunds.remove_account, order)
    await _show(context, order)


async def takes_account(context: Context, message: Message, replied: int) -> bool:
    """Take a reply as the account that was asked for; False: it is no such reply."""
    order = await context.read(refunds.replied, context.actor, replied)
    if order is None:
        return False
    if not message.text:
        await context.reply(only_words(await context.texts()))
        return True
    await context.act(refunds.leave_account, order, parse_payee(message.text))
    await _show(context, order)
    return True


async def _list(context: Context, page: int) -> None:
    found = await context.read(refunds.all_of, context.actor.id, page)
    await context.reply(views.listed(await context.texts(), found))


async def _show(context: Context, order: OrderId) -> None:
    """The buyer's own account for a refund as it is kept now."""
    found = await context.read_as(Right.OWN_ORDER, refunds.own_claim, order)
    await context.reply(views.account_shown(await context.texts(found.receipt.community.clock), found))


def _number(code: str) -> OrderId:
    return OrderId(number_of(Kind.ORDER, code))
