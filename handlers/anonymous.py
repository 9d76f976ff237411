"""Administrators who write as the group: nobody knows who it is, so they are asked to write as themselves."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatID

from bot.views import communities as views
from handlers.context import Context

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def by_name(handler: Handler) -> Handler:
    """The handler for people who write as themselves; others are told how."""

    async def handled(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not is_anonymous(message):
            await handler(update, context)
            return
        await context.post(message.chat.id, views.write_as_yourself(await context.texts()), reply_to=message.message_id)

    return handled


def is_anonymous(message: Message) -> bool:
    """Whether a message is sent in the name of a chat instead of a person."""
    sender = message.from_user
    return message.sender_chat is not None or sender is None or sender.id == ChatID.ANONYMOUS_ADMIN
