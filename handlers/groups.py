"""What happens to the bot in a group, and to the group."""

import structlog
from telegram import Update

from bot.domain.ids import AccountId, ChatId
from bot.domain.people import ITSELF
from bot.services import communities
from handlers.context import Context

log = structlog.get_logger(__name__)


async def own_membership(update: Update, context: Context) -> None:
    """The bot was added, removed, or its rights have changed: whoever administers is asked anew."""
    change = update.my_chat_member
    assert change is not None  # noqa: S101 registered for these only
    context.wiring.administrators.forget(ChatId(change.chat.id))
    log.info("group.membership", chat=change.chat.id, status=change.new_chat_member.status)


async def membership(update: Update, context: Context) -> None:
    """Somebody's standing in a group has changed."""
    change = update.chat_member
    assert change is not None  # noqa: S101 registered for these only
    context.wiring.administrators.forget(ChatId(change.chat.id), AccountId(change.new_chat_member.user.id))


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
