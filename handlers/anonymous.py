"""Administrators who write as the group: nobody knows who it is, so they are asked to write as themselves."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatID, ChatType

from bot.domain.ids import ChatId
from bot.services import communities
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
        if message.is_automatic_forward or not await context.read(communities.is_led, ChatId(message.chat.id)):
            return  # a channel's post, which nobody wrote here; or a group that nobody leads, where the bot is silent
        screen = views.write_as_yourself(await context.texts(), is_channel=is_channel(message))
        await context.post(message.chat.id, screen, reply_to=message.message_id)

    return handled


def is_channel(message: Message) -> bool:
    """Whether a message is sent in the name of a channel."""
    return message.sender_chat is not None and message.sender_chat.type == ChatType.CHANNEL


def is_anonymous(message: Message) -> bool:
    """Whether a message is sent in the name of a chat instead of a person."""
    sender = message.from_user
    return message.sender_chat is not None or sender is None or sender.id == ChatID.ANONYMOUS_ADMIN
