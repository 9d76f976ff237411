"""People forward messages: what was said goes along, buttons that call the bot do not."""

from typing import Any

from bot.sandbox.invoices import forwarded
from bot.sandbox.messages import Message
from bot.sandbox.refusals import DoorError
from bot.sandbox.world import World
from bot.sandbox.writing import bot_hears, check_thread, where


def forward(
    world: World, chat_id: int, message_id: int, from_id: int, to: int, thread_id: int | None = None
) -> Message:
    """A person forwards a message they see into a chat of theirs. Raises DoorError where Telegram has no way to."""
    person = world.people.get(from_id)
    where(world, chat_id, person)
    original = world.messages.find_alive(chat_id, message_id)
    if original is None or original.service is not None:
        raise DoorError(f"there is no message {message_id} in chat {chat_id} to forward")
    if original.options.get("has_protected_content"):
        raise DoorError("a protected message can't be forwarded")
    group = where(world, to, person)
    check_thread(group, thread_id)
    message = Message(
        id=world.messages.next_id(to),
        chat=person.chat_json() if group is None else group.json(),
        sender=person.json(),
        date=world.clock.date(),
        body=original.body,
        photo=original.photo,
        document=original.document,
        invoice=original.invoice,
        markup=_markup(world, original),
        options=original.options | {"forward_origin": _origin(original)},
        thread_id=thread_id,
        topic_head=world.topic_head(to, thread_id),
    )
    if group is None:
        person.started = True
    world.keep(message)
    if bot_hears(world, group, message):
        person.met = True
        world.updates.push("message", message.json())
    return message


def _origin(original: Message) -> dict[str, Any]:
    """Who said it first: a forwarded message keeps the origin it has."""
    known: dict[str, Any] | None = original.options.get("forward_origin")
    return known or {"type": "user", "date": original.date, "sender_user": original.sender}


def _markup(world: World, original: Message) -> dict[str, Any] | None:
    if original.invoice is None:
        return _links(original.markup)
    return forwarded(original.rows(), original.invoice, world.bot.username)


def _links(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The rows of a keyboard with nothing but links left in them."""
    if markup is None:
        return None
    rows = [[button for button in row if "url" in button] for row in markup["inline_keyboard"]]
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None
