"""What people do in inline mode: they type words behind the bot's name in any chat, and choose a result."""

from bot.sandbox.inline import Asked
from bot.sandbox.messages import Message
from bot.sandbox.refusals import DoorError
from bot.sandbox.world import World
from bot.sandbox.writing import bot_hears, check_thread, where

LONGEST_QUERY = 256
#: Where the person types, as far as the bot is told: `sender` is their private chat with the bot itself.
CHAT_TYPES = ("sender", "private", "group", "supergroup", "channel")


def ask(world: World, user_id: int, query: str, chat_type: str | None, offset: str) -> Asked:
    """A person types; an answer that is kept serves at once, else the bot is asked. Raises DoorError."""
    person = world.people.get(user_id)
    if not world.bot.supports_inline_queries:
        raise DoorError(f"@{world.bot.username} has no inline mode")
    if len(query) > LONGEST_QUERY:
        raise DoorError(f"an inline query has at most {LONGEST_QUERY} characters")
    if chat_type is not None and chat_type not in CHAT_TYPES:
        raise DoorError(f"chat_type is one of {', '.join(CHAT_TYPES)}")
    asked = Asked(user_id=user_id, query=query, offset=offset)
    kept = world.inline.kept(asked)
    if kept is not None:
        world.inline.show(asked, kept)
        return asked
    world.inline.open(asked)
    person.met = True
    body = {"id": asked.id, "from": person.json(), "query": query, "offset": offset}
    world.updates.push("inline_query", body | ({} if chat_type is None else {"chat_type": chat_type}))
    return asked


def choose(
    world: World, user_id: int, chat_id: int, query: str, result_id: str, thread_id: int | None = None
) -> Message:
    """A person sends a result they were offered into a chat, the bot there or not. Raises DoorError."""
    person = world.people.get(user_id)
    offer = world.inline.seen(user_id, query, result_id)
    if offer is None:
        raise DoorError(f"user {user_id} was offered no result {result_id!r} for {query!r}")
    group = where(world, chat_id, person)
    check_thread(group, thread_id)
    message = Message(
        id=world.messages.next_id(chat_id),
        chat=person.chat_json() if group is None else group.json(),
        sender=person.json(),
        via_bot=world.bot.json(),
        inline_id=world.inline.next_id() if offer.markup is not None else None,
        date=world.clock.date(),
        body=offer.body,
        photo=offer.photo,
        markup=offer.markup,
        options=offer.options,
        thread_id=thread_id,
        topic_head=world.topic_head(chat_id, thread_id),
    )
    if group is None:
        person.started = True
    world.inline.sent(message)
    world.keep(message)
    if world.bot.inline_feedback:
        body = {"result_id": result_id, "from": person.json(), "query": query}
        if message.inline_id is not None:
            body["inline_message_id"] = message.inline_id
        world.updates.push("chosen_inline_result", body)
    if bot_hears(world, group, message):
        world.updates.push("message", message.json())
    return message
