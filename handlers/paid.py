"""/paid: whose money is there, by codes, references, numbers, or in reply to what the person wrote."""

from collections.abc import Sequence

from telegram import Message, Update

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, ChatId
from bot.domain.paid_words import read_words
from bot.services import meant_orders, payments
from bot.services.meant_orders import Meant
from bot.services.taking_back import Said
from bot.views import desk_answers as answers
from handlers.context import Context
from handlers.payees import typed


async def paid(update: Update, context: Context) -> None:
    """`/paid K7Q2 3 8-12`: each order on its own; what couldn't be confirmed is named with why."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    await _confirm(context, await _meant(context, message, typed(update)))


async def _meant(context: Context, message: Message, said: str) -> list[Meant]:
    """Which orders are meant. Raises RunUnreadable, NothingWaits, SeveralOrders."""
    chat, replied = ChatId(message.chat.id), message.reply_to_message
    words = read_words(said)
    if words:
        about = None if replied is None else replied.message_id
        return await context.read(meant_orders.by_words, context.actor.id, words, chat, about)
    author = None if replied is None else replied.from_user
    if author is None or author.is_bot or context.is_private:
        return []
    return await context.read(meant_orders.of_person, context.actor.id, chat, AccountId(author.id))


async def _confirm(context: Context, meant: Sequence[Meant]) -> None:
    done: list[str] = []
    said: list[Said] = []
    refused: list[tuple[str, DomainError]] = []
    for word, order in meant:
        try:
            if isinstance(order, DomainError):
                raise order
            result = await context.act(payments.confirm, order)
        except DomainError as error:
            refused.append((word, error))
        else:
            done.append(word)
            said += [result.shown] if result.shown else []
    await context.reply(answers.paid_answer(await context.texts(), done, refused, said))
