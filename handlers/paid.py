"""/paid: whose money is there, by codes, references, numbers, or in reply to what the person wrote; and how much."""

from collections.abc import Sequence

from telegram import Message, Update

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, ChatId, OrderId
from bot.domain.paid_words import SaidTwice, Word, read_came, read_words
from bot.domain.people import Right
from bot.services import desks, meant_orders, payments
from bot.services.meant_orders import Meant
from bot.services.receipts import Receipt
from bot.services.taking_back import Said
from bot.views import desk_answers as answers
from handlers.context import Context
from handlers.payees import typed


async def paid(update: Update, context: Context) -> None:
    """`/paid K7Q2 3 8-12 4=25.00`: each order on its own; what couldn't be confirmed is named with why."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    await _confirm(context, await _meant(context, message, typed(update)))


async def _meant(context: Context, message: Message, said: str) -> list[Meant]:
    """Which orders are meant. Raises RunUnreadable, AmountSpaced, NothingWaits, SeveralOrders."""
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
    came: list[tuple[Receipt, Said | None]] = []
    for word, order in meant:
        try:
            if isinstance(order, DomainError):
                raise order
            if word.amount:
                if any(receipt.order.id == order for receipt, _ in came):
                    raise SaidTwice()
                came.append(await _receive(context, word, order))
                continue
            result = await context.act(payments.confirm, order)
        except DomainError as error:
            refused.append((word.said, error))
        else:
            done.append(word.said)
            said += [result.shown] if result.shown else []
    await context.reply(answers.paid_answer(await context.texts(), done, refused, said, came))


async def _receive(context: Context, word: Word, order: OrderId) -> tuple[Receipt, Said | None]:
    """So much came for an order. Raises what `read_came` raises, NotFound, OrderSettled."""
    before = await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    amount = read_came(word, before.deal.currency)
    result = await context.act(payments.receive, order, amount.minor)
    found = await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    return found, None if result.shown is None else result.shown.said
