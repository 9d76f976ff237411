"""Asking through the bot: the buttons, and replies that are passed on."""

from telegram import Message

from bot.domain.ids import Kind, OrderId, number_of
from bot.services import questions
from bot.views import questions as views
from bot.views.buttons.orders import AskBuyer, AskLeader
from handlers.context import Context


async def ask_leader(context: Context, tap: AskLeader) -> None:
    """The buyer has a question: delivery asks for it in a message to reply to."""
    await context.act(questions.ask_leader, OrderId(number_of(Kind.ORDER, tap.order)))


async def ask_buyer(context: Context, tap: AskBuyer) -> None:
    """Who leads the deal has one."""
    await context.act(questions.ask_buyer, OrderId(number_of(Kind.ORDER, tap.order)))


async def passes_on(context: Context, message: Message, replied: int) -> bool:
    """Pass a reply on to the other one; False: it is no reply to a message of ours about a question."""
    order = await context.read(questions.replied, context.actor, replied)
    if order is None:
        return False
    if not message.text:
        await context.reply(views.only_words(await context.texts()))
        return True
    is_buyer = await context.read(questions.buyer_of, order) == context.actor.id
    result = await context.act(questions.tell_leader if is_buyer else questions.tell_buyer, order, message.text)
    asked = None if result.shown is None else await context.read(questions.asked, result.shown)
    if asked is not None:
        await context.reply(views.passed_on(await context.texts(), asked))
    return True
