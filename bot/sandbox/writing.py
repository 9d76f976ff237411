"""What people do with messages: they write, edit, delete and pin. The bot hears of no deletion and no unpinning."""

from typing import Any

from bot.sandbox.chats import Chat, ChatType
from bot.sandbox.files import Document, Photo
from bot.sandbox.messages import Message
from bot.sandbox.people import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, Person
from bot.sandbox.refusals import DoorError, Refusal
from bot.sandbox.texts import Text, clean
from bot.sandbox.world import World

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
#: Of a channel that people write as: no chat of the sandbox.
A_CHANNEL_ID = -1_004_000_000_001


def send(
    world: World,
    chat_id: int,
    from_id: int,
    *,
    text: str | None = None,
    photo: bytes | None = None,
    document: tuple[str, bytes] | None = None,
    caption: str | None = None,
    reply_to: int | None = None,
    thread_id: int | None = None,
    anonymous: bool = False,
    as_channel: str | None = None,
) -> Message:
    """A person writes in a chat; the bot hears of it if it may. Raises DoorError where Telegram has no way to."""
    person = world.people.get(from_id)
    group = where(world, chat_id, person)
    body = _words(text, caption, has_media=_has_media(photo, document))
    if anonymous and (group is None or not group.is_admin(from_id)):
        raise DoorError("only an administrator of a group can write as the group")
    if as_channel is not None and group is None:
        raise DoorError("only in a group somebody can write as a channel")
    check_thread(group, thread_id)
    sizes, target = _photo(world, photo), _target(world, chat_id, reply_to)
    message = Message(
        id=world.messages.next_id(chat_id),
        chat=person.chat_json() if group is None else group.json(),
        sender=GROUP_ANONYMOUS_BOT if anonymous else CHANNEL_BOT if as_channel else person.json(),
        sender_chat=group.json() if anonymous and group is not None else _channel(as_channel),
        date=world.clock.date(),
        body=body,
        photo=sizes,
        document=_document(world, document),
        reply_to=target,
        thread_id=thread_id,
        topic_head=world.topic_head(chat_id, thread_id),
    )
    if group is None:
        person.started = True
    world.keep(message)
    if bot_hears(world, group, message):
        person.met = person.met or not (anonymous or as_channel)
        world.updates.push("message", message.json())
    return message


def edit(
    world: World, chat_id: int, message_id: int, from_id: int, *, text: str | None, caption: str | None
) -> Message:
    """A person changes the words of an own message. Raises DoorError where Telegram has no way to."""
    person = world.people.get(from_id)
    group = where(world, chat_id, person)
    message = world.messages.find_alive(chat_id, message_id)
    if message is None or not message.by(from_id) or message.service is not None:
        raise DoorError(f"user {from_id} has no message {message_id} in chat {chat_id}")
    if (text is None) == (caption is None) or (caption is not None) != message.has_caption:
        raise DoorError("a text message needs text, a photo or document needs caption")
    body = _words(text, caption, has_media=message.has_caption)
    if body == message.body:
        raise DoorError("the message says so already")
    message.body, message.edit_date = body, world.clock.date()
    message.changed()
    world.tell_message("edit", message)
    if bot_hears(world, group, message):
        world.updates.push("edited_message", message.json())
    return message


def delete(world: World, chat_id: int, message_id: int, from_id: int) -> None:
    """A person deletes an own message, or in a group, as an administrator, any. Raises DoorError where they may not."""
    message = _alive(world, chat_id, message_id, from_id)
    group = None if chat_id > 0 else world.chats.get(chat_id)
    if group is not None and not message.by(from_id) and not group.is_admin(from_id):
        raise DoorError(f"user {from_id} may not delete message {message_id} in chat {chat_id}")
    message.deleted = True
    message.pinned = False
    world.tell_message("delete", message)


def pin(world: World, chat_id: int, message_id: int, from_id: int, *, pinned: bool) -> None:
    """An administrator pins a message, which a service message says, or unpins it, which nothing says."""
    message = _alive(world, chat_id, message_id, from_id)
    group = None if chat_id > 0 else world.chats.get(chat_id)
    if group is not None and not group.is_admin(from_id):
        raise DoorError(f"user {from_id} may not pin messages in chat {chat_id}")
    if message.service is not None or message.pinned == pinned:
        raise DoorError(f"message {message_id} is {'' if message.pinned else 'not '}pinned, or nothing to pin")
    message.pinned = pinned
    world.tell_message("edit", message)
    if pinned and group is not None:
        person = world.people.get(from_id)
        service = {"pinned_message": message.json()}
        world.announce(group, person.json(), service, f"{person.first_name} pinned a message")


def _alive(world: World, chat_id: int, message_id: int, from_id: int) -> Message:
    where(world, chat_id, world.people.get(from_id))
    message = world.messages.find_alive(chat_id, message_id)
    if message is None:
        raise DoorError(f"there is no message {message_id} in chat {chat_id}")
    return message


def bot_hears(world: World, group: Chat | None, message: Message) -> bool:
    """Whether the bot is shown a person's message: privacy mode keeps it from most of them in groups."""
    bot = world.bot
    if group is None:
        return True
    if not group.has(bot.id):
        return False
    if bot.can_read_all_group_messages or group.is_admin(bot.id) or message.via_bot is not None:
        return True
    if message.reply_to is not None and message.reply_to.by(bot.id):
        return True
    return _is_command_for(message.body, bot.username)


def _is_command_for(body: Text, username: str) -> bool:
    first = body.entities[0] if body.entities else None
    if first is None or first["type"] != "bot_command" or first["offset"] != 0:
        return False
    _, _, named = body.text[: first["length"]].partition("@")
    return not named or named.lower() == username.lower()


def where(world: World, chat_id: int, person: Person) -> Chat | None:
    """The group a person writes in, None for their private chat with the bot; raises DoorError where they can't."""
    if person.deactivated:
        raise DoorError(f"the account of user {person.id} is deleted")
    if chat_id > 0:
        if chat_id != person.id:
            raise DoorError(f"user {person.id} can't write in the private chat of {chat_id}")
        if person.blocked:
            raise DoorError(f"user {person.id} has blocked the bot")
        return None
    group = world.chats.get(chat_id)
    if group.type is ChatType.CHANNEL:
        raise DoorError("the sandbox knows channels only as far as the bot is added to them")
    if group.migrated_to is not None:
        raise DoorError(f"chat {chat_id} has become {group.migrated_to}")
    if not group.has(person.id):
        raise DoorError(f"user {person.id} is not in chat {chat_id}")
    if not group.members_may_send and not group.is_admin(person.id):
        raise DoorError(f"user {person.id} may not write in chat {chat_id}")
    return group


def check_thread(group: Chat | None, thread_id: int | None) -> None:
    """Raises DoorError unless the topic is there and open."""
    if thread_id is None:
        return
    topic = group.topics.get(thread_id) if group is not None else None
    if topic is None or topic.closed or topic.deleted:
        raise DoorError(f"there is no open topic {thread_id}")


def _channel(title: str | None) -> dict[str, Any] | None:
    """The Chat object of a channel that somebody writes as."""
    return None if title is None else {"id": A_CHANNEL_ID, "title": title, "type": "channel"}


def _has_media(photo: bytes | None, document: tuple[str, bytes] | None) -> bool:
    if photo is not None and document is not None:
        raise DoorError("a message has a photo or a document, not both")
    return photo is not None or document is not None


def _words(text: str | None, caption: str | None, *, has_media: bool) -> Text:
    if (text is None) != has_media:
        raise DoorError("a message needs text, photo or document, and one of them only")
    if caption is not None and not has_media:
        raise DoorError("only a photo or document has a caption")
    body = clean(text if text is not None else caption or "", [])
    if text is not None and not body.text:
        raise DoorError("text must not be empty")
    if len(body.text) > (CAPTION_LIMIT if text is None else TEXT_LIMIT):
        raise DoorError("the message is too long")
    return body


def _photo(world: World, photo: bytes | None) -> list[Photo]:
    if photo is None:
        return []
    try:
        return world.files.upload(photo)
    except Refusal as refusal:
        raise DoorError(f"photo: {refusal.description}") from refusal


def _document(world: World, document: tuple[str, bytes] | None) -> Document | None:
    if document is None:
        return None
    name, data = document
    try:
        return world.files.document(data, name)
    except Refusal as refusal:
        raise DoorError(f"document: {refusal.description}") from refusal


def _target(world: World, chat_id: int, reply_to: int | None) -> Message | None:
    if reply_to is None:
        return None
    target = world.messages.find_alive(chat_id, reply_to)
    if target is None:
        raise DoorError(f"there is no message {reply_to} in chat {chat_id}")
    return target


def private_notice(world: World, person: Person, old: str, new: str) -> None:
    """Tell the bot that a person blocked it or let it in again."""
    bot = world.bot.json()
    body: dict[str, Any] = {"chat": person.chat_json(), "from": person.json(), "date": world.clock.date()}
    body |= {"old_chat_member": _private_member(bot, old), "new_chat_member": _private_member(bot, new)}
    world.updates.push("my_chat_member", body)


def _private_member(bot: dict[str, Any], status: str) -> dict[str, Any]:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
