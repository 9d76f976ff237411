"""What happens to the bot in a group, and to the group."""

import structlog
from telegram import Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.domain.ids import AccountId, ChatId
from bot.domain.people import ITSELF
from bot.services import communities, memberships
from handlers.administrators import ADMINISTRATORS
from handlers.context import Context

log = structlog.get_logger(__name__)


async def own_membership(update: Update, context: Context) -> None:
    """The bot was added, removed, or its rights have changed: whoever administers is asked anew."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 registered for these only
    context.wiring.administrators.forget(ChatId(change.chat.id))
    log.info("group.membership", chat=change.chat.id, status=change.new_chat_member.status)
    was_in, is_in = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
    if change.chat.type == ChatType.CHANNEL:
        if is_in:
            await _decline(context, change.chat, AccountId(change.from_user.id))
    elif is_in and not was_in:
        await _added(context, change)
    elif was_in and not is_in:
        await context.act_as_bot(memberships.end, ChatId(change.chat.id))
    elif is_in:
        await context.act_as_bot(memberships.change, ChatId(change.chat.id))


async def membership(update: Update, context: Context) -> None:
    """Somebody's standing in a group has changed."""
    change = update.chat_member
    assert change is not None  # noqa: S101 registered for these only
    who = AccountId(change.new_chat_member.user.id)
    context.wiring.administrators.forget(ChatId(change.chat.id), who)
    if change.new_chat_member.status not in ADMINISTRATORS:
        await context.end_leadership(ChatId(change.chat.id), who)


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup: told in the old chat or in the new one, or both."""
    message = update.effective_message
    assert message is not None  # noqa: S101 registered for messages only
    old, new = message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    if new is not None:
        request = f"migration:{old}:{new}"
        await context.wiring.acts(communities.migrate, ITSELF, request, ChatId(old), ChatId(new))


async def _added(context: Context, change: ChatMemberUpdated) -> None:
    """Who led the group before may administer it no more: Telegram is asked before anybody counts as its leader."""
    chat = ChatId(change.chat.id)
    community = await context.read(communities.of_chat, chat)
    if community is not None:
        await context.look_who_leads(community)
    language = (change.from_user.language_code or "")[:2]
    await context.act_as_bot(memberships.begin, chat, change.chat.title or "", language)


async def _decline(context: Context, channel: Chat, adder: AccountId) -> None:
    """In a channel nobody can join by name: who added the bot is told, and it goes."""
    await context.act_as_bot(memberships.decline, ChatId(channel.id), channel.title or "", adder)
    try:
        await context.bot.leave_chat(channel.id)
    except TelegramError as error:
        log.info("channel.not-left", chat=channel.id, reason=type(error).__name__)


def _is_in(member: ChatMember) -> bool:
    """Whether this standing is one of somebody in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)
