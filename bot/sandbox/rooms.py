"""Where a call points: a private chat or a group, and what Telegram says where the bot can't go."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import Chat, ChatType, Standing
from bot.sandbox.people import Person
from bot.sandbox.refusals import Refusal, bad, forbidden
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A chat that a call may use: exactly one of person and group is there."""

    id: int
    json: dict[str, Any]
    person: Person | None = None
    group: Chat | None = None


def to_read(world: World, chat_id: int | str) -> Room:
    """The chat a question is about; raises Refusal 400 and 403."""
    if isinstance(chat_id, str):
        raise bad("chat not found")
    if chat_id > 0:
        person = world.people.find(chat_id)
        if person is None or not world.has_met(chat_id):
            raise bad("chat not found")
        return Room(id=chat_id, json=person.chat_json(), person=person)
    group = world.chats.find(chat_id)
    if group is None or (not group.has(world.bot.id) and world.bot.id not in group.standings):
        raise bad("chat not found")
    _check_inside(world, group)
    return Room(id=chat_id, json=group.json(), group=group)


def to_write(world: World, chat_id: int | str, what: str = "text messages") -> Room:
    """The chat to write in; raises Refusal 400 and 403 in the words for each way it can't be."""
    if chat_id == world.bot.id:
        raise forbidden("the bot can't send messages to the bot")
    room = to_read(world, chat_id)
    if room.person is not None:
        _check_private(room.person)
    elif room.group is not None:
        _check_rights(world, room.group, what)
    return room


def _check_private(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_inside(world: World, group: Chat) -> None:
    if group.migrated_to is not None:
        raise Refusal(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": group.migrated_to})
    if group.deleted:
        raise forbidden("the group chat was deleted")
    standing = group.standing(world.bot.id)
    if standing is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {group.type} chat")
    if standing is Standing.LEFT:
        raise forbidden(f"bot is not a member of the {group.type} chat")


def _check_rights(world: World, group: Chat, what: str) -> None:
    if group.type is ChatType.CHANNEL and not group.is_admin(world.bot.id):
        raise bad("need administrator rights in the channel chat")
    is_muted = not (group.members_may_send and group.bot_may_send)
    if (is_muted or (what == "photos" and not group.bot_may_send_photos)) and not group.is_admin(world.bot.id):
        raise bad(f"not enough rights to send {what} to the chat")


def thread_in(room: Room, thread_id: int | None) -> int | None:
    """The topic to write in, None for General; raises Refusal 400 for one that is not there or closed."""
    if thread_id is None:
        return None
    topic = room.group.topics.get(thread_id) if room.group is not None and room.group.is_forum else None
    if topic is None:
        raise bad("message thread not found")
    if topic.deleted:
        raise bad("TOPIC_DELETED")
    if topic.closed:
        raise bad("TOPIC_CLOSED")
    return thread_id
