"""Private messages that are replies to what we asked: known by the message they answer, after a restart too."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update

from handlers import claims, questions, refunds
from handlers.context import Context

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

#: Each takes a reply to a message of its own, by that message's number, and says whether it was one.
_TAKERS = (questions.passes_on, claims.takes_reason, claims.takes_amount, refunds.takes_account)


def unless_reply(handler: Handler) -> Handler:
    """The handler for private messages that are no reply to what somebody was asked."""

    async def handled(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not await _is_taken(context, message):
            await handler(update, context)

    return handled


async def _is_taken(context: Context, message: Message) -> bool:
    replied = message.reply_to_message
    if replied is None:
        return False
    for take in _TAKERS:
        if await take(context, message, replied.message_id):
            return True
    return False
