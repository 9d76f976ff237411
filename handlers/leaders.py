"""Becoming a group's leader: Telegram is asked each time."""

from typing import Any

from telegram import Message, Update

from bot.domain.communities import Community
from bot.domain.errors import NotAllowed
from bot.domain.ids import ChatId, CommunityId
from bot.services import communities
from bot.views import communities as views
from bot.views import people as people_views
from bot.views.links import lead_link
from bot.views.screens import Toast
from handlers.anonymous import is_anonymous, is_channel
from handlers.context import Context


async def lead(update: Update, context: Context) -> None:
    """/lead in a group, by one of its administrators."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    context.asks_to_lead = True
    if context.is_private:
        await context.reply(views.only_in_group(await context.texts(), context.wiring.bot))
    elif is_anonymous(message):
        if not message.is_automatic_forward:
            screen = views.lead_anonymous(await context.texts(), is_channel=is_channel(message))
            await context.post(message.chat.id, screen, reply_to=message.message_id)
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
            admins=context.wiring.told_admins,
        )
    except NotAllowed:
        await _refused(context, chat.title or "")
        return
    community = await context.read(communities.get, CommunityId(result.subject))
    if not await context.read(communities.leads, community.id, context.actor.id):
        await _waits(context, community)
        return
    if context.incoming.callback_query is not None and not await context.can_write():
        await context.answer(Toast(url=lead_link(context.wiring.bot.username)))
        return
    await context.reply(views.lead_done(await context.texts(), community, context.wiring.clock.now()))


async def _refused(context: Context, title: str) -> None:
    """No administrator of the group: a toast for a tap, since the button stands there for everybody."""
    texts = await context.texts()
    if context.incoming.callback_query is not None:
        await context.answer(views.lead_refused_toast(texts, title))
    else:
        await context.reply(views.lead_refused(texts, title))


async def _waits(context: Context, community: Community) -> None:
    """An admin decides whether they may lead: that is said, in private or by the tap's answer."""
    texts = await context.texts()
    if context.incoming.callback_query is not None and not await context.can_write():
        await context.answer(views.lead_asked_toast(texts))
    else:
        await context.reply(views.lead_asked(texts, community))


async def greet(context: Context) -> None:
    """A new leader opens the private chat: what comes next. Somebody who leads nothing is told what this is."""
    led = await context.read(communities.led_by, context.actor.id)
    texts = await context.texts()
    if led:
        await context.reply(views.lead_done(texts, led[-1], context.wiring.clock.now()))
    else:
        await context.reply(people_views.welcome(texts, context.wiring.bot, leads=False))
