"""Becoming a group's leader: Telegram is asked each time."""

from typing import Any

from telegram import Message, Update

from bot.domain.errors import NotAllowed
from bot.domain.ids import ChatId, CommunityId
from bot.services import communities
from bot.views import communities as views
from handlers.anonymous import is_anonymous
from handlers.context import Context


async def lead(update: Update, context: Context) -> None:
    """/lead in a group, by one of its administrators."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    if context.is_private:
        await context.reply(views.only_in_group(await context.texts(), context.wiring.bot))
    elif is_anonymous(message):
        await context.post(message.chat.id, views.lead_anonymous(await context.texts()), reply_to=message.message_id)
    else:
        await _lead(context, message)


async def lead_tapped(context: Context, tap: Any) -> None:
    """`I'm the leader` under the bot's first message in a group."""
    query = context.incoming.callback_query
    assert query is not None  # noqa: S101 registered for taps only
    if isinstance(query.message, Message) and not context.is_private:
        await _lead(context, query.message)


async def _lead(context: Context, message: Message) -> None:
    chat = message.chat
    language = context.user.language_code or ""
    try:
        result = await context.act(
            communities.lead,
            ChatId(chat.id),
            chat.title or "",
            language[:2],
            open_to_all=context.wiring.leading_is_open,
        )
    except NotAllowed:
        await context.reply(views.lead_refused(await context.texts(), chat.title or ""))
        return
    community = await context.read(communities.get, CommunityId(result.subject))
    await context.reply(views.lead_done(await context.texts(), community, context.wiring.bot))
