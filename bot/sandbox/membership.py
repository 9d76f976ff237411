"""Who comes and goes: groups, administrators, blocks, migration, topics."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox import writing
from bot.sandbox.chats import IN_CHAT, Chat, ChatType, Standing, Topic, member_json
from bot.sandbox.people import Person
from bot.sandbox.refusals import DoorError
from bot.sandbox.world import World

TOPIC_STATES = ("open", "closed", "deleted")


def add_chat(
    world: World,
    *,
    type: str,
    title: str,
    members: Sequence[int],
    admins: Sequence[int],
    bot_is_admin: bool,
    with_bot: bool,
    id: int | None,
    is_forum: bool,
) -> Chat:
    """A group of these people; its first administrator is its creator, who then adds the bot."""
    for user_id in (*members, *admins):
        world.people.get(user_id)
    if type not in tuple(ChatType):
        raise DoorError(f"a chat's type is {', '.join(ChatType)}, not {type!r}")
    if with_bot and not (members or admins):
        raise DoorError("somebody must be in the group to add the bot")
    chat = world.chats.add(ChatType(type), title, id=id, is_forum=is_forum)
    chat.standings |= dict.fromkeys(members, Standing.MEMBER)
    chat.standings |= dict.fromkeys(admins, Standing.ADMINISTRATOR)
    if admins:
        chat.standings[admins[0]] = Standing.CREATOR
    world.tell({"type": "chat", "chat_id": chat.id})
    if with_bot:
        is_admin = bot_is_admin or chat.type is ChatType.CHANNEL  # a bot can be nothing else in a channel
        standing = Standing.ADMINISTRATOR if is_admin else Standing.MEMBER
        set_standing(world, chat.id, world.bot.id, standing, by=(*admins, *members)[0])
    return chat


def set_standing(world: World, chat_id: int, user_id: int, status: str, *, by: int) -> None:
    """Somebody joins, leaves, is made administrator or removed, the bot too; `by` whom."""
    if status not in tuple(Standing):
        raise DoorError(f"a status is {', '.join(Standing)}, not {status!r}")
    standing = Standing(status)
    chat = world.chats.get(chat_id)
    actor = world.people.get(by).json()
    is_bot = user_id == world.bot.id
    user = world.bot.json() if is_bot else world.people.get(user_id).json()
    world.has_met(user_id)  # who goes now has been seen until now
    old = chat.standing(user_id)
    if old is standing:
        raise DoorError(f"user {user_id} is {standing} in chat {chat_id} already")
    if is_bot and chat.type is ChatType.CHANNEL and standing is Standing.MEMBER:
        raise DoorError("a bot is an administrator of a channel, or not in it")
    before = chat.bot_json(user) if is_bot else member_json(user, old)
    chat.standings[user_id] = standing
    if is_bot:
        _tell_bot(world, chat, actor, before)
    elif chat.is_admin(world.bot.id):
        _push(world, "chat_member", chat, actor, (before, member_json(user, standing)))
    if chat.type is not ChatType.CHANNEL:
        _announce_change(world, chat, actor, user, (old, standing))
    world.tell({"type": "chat", "chat_id": chat.id})


def set_rights(
    world: World, chat_id: int, *, by: int, send: bool | None, photos: bool | None, pin: bool | None
) -> None:
    """An administrator gives the bot rights in a group, or takes them; None leaves one as it is.

    Writing and photos are taken from a member of a supergroup, pinning from an administrator.
    """
    chat = world.chats.get(chat_id)
    if not chat.is_admin(by) or not chat.has(world.bot.id):
        raise DoorError(f"user {by} can't set the bot's rights in chat {chat_id}")
    if (send, photos) != (None, None) and (chat.is_admin(world.bot.id) or chat.type is not ChatType.SUPERGROUP):
        raise DoorError("only a member of a supergroup can be restricted")
    if pin is not None and not chat.is_admin(world.bot.id):
        raise DoorError("only an administrator has the right to pin")
    before = chat.bot_json(world.bot.json())
    chat.bot_may_send = chat.bot_may_send if send is None else send
    chat.bot_may_send_photos = chat.bot_may_send_photos if photos is None else photos
    chat.bot_may_pin = chat.bot_may_pin if pin is None else pin
    _tell_bot(world, chat, world.people.get(by).json(), before)


def leave(world: World, chat: Chat) -> None:
    """The bot goes by itself."""
    bot, before = world.bot.json(), chat.bot_json(world.bot.json())
    chat.standings[world.bot.id] = Standing.LEFT
    if chat.type is not ChatType.CHANNEL:
        world.announce(chat, bot, {"left_chat_member": bot}, f"{world.bot.first_name} left")
    _tell_bot(world, chat, bot, before)
    world.tell({"type": "chat", "chat_id": chat.id})


def _tell_bot(world: World, chat: Chat, actor: dict[str, Any], before: dict[str, Any]) -> None:
    _push(world, "my_chat_member", chat, actor, (before, chat.bot_json(world.bot.json())))


def _push(
    world: World, kind: str, chat: Chat, actor: dict[str, Any], change: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    told = {"chat": chat.json(), "from": actor, "date": world.clock.date()}
    world.updates.push(kind, told | {"old_chat_member": change[0], "new_chat_member": change[1]})


def _announce_change(
    world: World, chat: Chat, actor: dict[str, Any], user: dict[str, Any], change: tuple[Standing, Standing]
) -> None:
    was_in, is_in = change[0] in IN_CHAT, change[1] in IN_CHAT
    who, name = actor["first_name"], user["first_name"]
    alone = actor["id"] == user["id"]
    if is_in and not was_in:
        sentence = f"{name} joined the group" if alone else f"{who} added {name}"
        world.announce(chat, actor, {"new_chat_members": [user]}, sentence)
    elif was_in and not is_in:
        sentence = f"{name} left the group" if alone else f"{who} removed {name}"
        world.announce(chat, actor, {"left_chat_member": user}, sentence)


def block(world: World, user_id: int, *, blocked: bool) -> None:
    """A person blocks the bot, or lets it in again."""
    person = world.people.get(user_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    writing.private_notice(world, person, old, new)
    world.tell({"type": "user", "user_id": user_id})


def deactivate(world: World, user_id: int) -> Person:
    """A person deletes their account."""
    person = world.people.get(user_id)
    person.deactivated = True
    world.tell({"type": "user", "user_id": user_id})
    return person


def migrate(world: World, chat_id: int) -> Chat:
    """A group becomes a supergroup: a new id, the same people; both chats say so."""
    old = world.chats.get(chat_id)
    if old.type is not ChatType.GROUP or old.migrated_to is not None:
        raise DoorError(f"chat {chat_id} is no group that can become a supergroup")
    new = world.chats.add(ChatType.SUPERGROUP, old.title)
    new.standings = dict(old.standings)
    new.members_may_send, new.bot_may_pin, new.reactions = old.members_may_send, old.bot_may_pin, old.reactions
    owner = next((user_id for user_id, standing in old.standings.items() if standing is Standing.CREATOR), None)
    actor = world.user_json(owner) if owner is not None else None
    sender = actor or world.people.get(next(user for user in old.standings if user != world.bot.id)).json()
    world.announce(old, sender, {"migrate_to_chat_id": new.id}, "The group became a supergroup")
    old.migrated_to = new.id
    world.announce(new, sender, {"migrate_from_chat_id": old.id}, "The group became a supergroup")
    world.tell({"type": "chat", "chat_id": new.id})
    return new


def add_topic(world: World, chat_id: int, name: str, *, by: int) -> Topic:
    """An administrator opens a topic in a forum; its id is that of the message that says so."""
    chat = world.chats.get(chat_id)
    if not chat.is_forum or not chat.is_admin(by):
        raise DoorError(f"user {by} can't open topics in chat {chat_id}")
    created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = world.announce(chat, world.people.get(by).json(), created, f"Topic {name}", opens_topic=True)
    topic = Topic(id=message.id, name=name)
    chat.topics[topic.id] = topic
    return topic


def rename_topic(world: World, chat_id: int, thread_id: int, name: str, *, by: int) -> Topic:
    """An administrator gives a topic another name."""
    chat = world.chats.get(chat_id)
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted or not chat.is_admin(by):
        raise DoorError(f"user {by} can't change topic {thread_id} of chat {chat_id}")
    topic.name = name
    said = {"forum_topic_edited": {"name": name}}
    world.announce(chat, world.people.get(by).json(), said, f"The topic is called {name} now", thread_id=thread_id)
    return topic


def set_topic(world: World, chat_id: int, thread_id: int, state: str, *, by: int) -> Topic:
    """An administrator closes a topic, opens it again, or deletes it with everything in it."""
    chat = world.chats.get(chat_id)
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted or not chat.is_admin(by):
        raise DoorError(f"user {by} can't change topic {thread_id} of chat {chat_id}")
    if state not in TOPIC_STATES:
        raise DoorError(f"a topic is {', '.join(TOPIC_STATES)}, not {state!r}")
    topic.closed, topic.deleted = state == "closed", state == "deleted"
    if topic.deleted:
        for message in world.messages.of(chat_id):
            message.deleted = message.deleted or message.thread_id == thread_id
        world.tell({"type": "chat", "chat_id": chat_id})
        return topic
    said: dict[str, Any] = {"forum_topic_closed": {}} if topic.closed else {"forum_topic_reopened": {}}
    sentence = f"Topic {topic.name} was {'closed' if topic.closed else 'opened again'}"
    world.announce(chat, world.people.get(by).json(), said, sentence, thread_id=thread_id)
    return topic
