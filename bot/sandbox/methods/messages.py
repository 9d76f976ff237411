"""sendMessage, deleteMessage, and what every send has in common."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.files import Document, Photo
from bot.sandbox.formatting import entities, text_of
from bot.sandbox.invoices import Invoice
from bot.sandbox.messages import Message
from bot.sandbox.methods import arguments, ephemerals
from bot.sandbox.parameters import Args, Method, optional, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.rooms import Room, thread_in, to_write
from bot.sandbox.texts import Text
from bot.sandbox.world import World

DELETABLE_FOR = 48 * 3600


def no_photo() -> list[Photo]:
    """The photo of a message without one."""
    return []


def no_document() -> None:
    """The file of a message without one."""


def send(
    world: World,
    args: Args,
    *,
    what: str,
    body: Text,
    photo: Callable[[], list[Photo]] = no_photo,
    document: Callable[[], Document | None] = no_document,
    invoice: Invoice | None = None,
    options: dict[str, Any],
) -> dict[str, Any]:
    """Put a message into a chat, if everything about it is allowed; raises Refusal."""
    room = to_write(world, args["chat_id"], what)
    thread_id = thread_in(room, args.get("message_thread_id"))
    markup, other = _markup(args, room, invoice)
    reply_to = _reply_target(world, room, args)
    sizes, file = photo(), document()
    world.limits.take(room.id)
    if args.get("protect_content"):
        options = options | {"has_protected_content": True}
    message = Message(
        id=world.messages.next_id(room.id),
        chat=room.json,
        sender=world.bot.json(),
        date=world.clock.date(),
        body=body,
        photo=sizes,
        document=file,
        invoice=invoice,
        markup=markup,
        other_markup=other,
        reply_to=reply_to,
        thread_id=thread_id,
        topic_head=world.topic_head(room.id, thread_id),
        silent=args.get("disable_notification", False),
        options=options,
    )
    return world.keep(message).json()


def _markup(args: Args, room: Room, invoice: Invoice | None) -> tuple[dict[str, Any] | None, str | None]:
    if invoice is None:
        return arguments.sent_markup(args, room)
    return arguments.invoice_markup(args, room, invoice), None


def _reply_target(world: World, room: Room, args: Args) -> Message | None:
    reply = args.get("reply_parameters")
    if reply is None:
        return None
    target = world.messages.find_alive(room.id, reply["message_id"])
    if target is None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return target


def send_message(world: World, args: Args) -> Any:
    """Put a text into a chat, for all or for one member of it."""
    body = text_of(world, args)
    preview = args.get("link_preview_options")
    options = {"link_preview_options": preview} if preview else {}
    if ephemerals.PARAMETERS in args:
        return ephemerals.send(world, args, body=body, options=options)
    return send(world, args, what="text messages", body=body, options=options)


def delete_message(world: World, args: Args) -> Any:
    """Take back an own message of the last 48 hours; an administrator bot takes away others' too."""
    room = to_write(world, args["chat_id"])
    message = world.messages.find_alive(room.id, args["message_id"])
    if message is None:
        raise bad("message to delete not found")
    is_admin = room.group is not None and room.group.is_admin(world.bot.id)
    if not message.by(world.bot.id) and not is_admin and room.group is not None:
        raise bad("message can't be deleted")
    if world.clock.now() - message.date > DELETABLE_FOR and not is_admin:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    world.tell_message("delete", message)
    return True


METHODS = (
    Method(
        "sendMessage",
        arguments.SENDING
        | {
            "text": required(string, "message text is empty"),
            "parse_mode": optional(string),
            "entities": optional(entities),
            "link_preview_options": arguments.LINK_PREVIEW,
            ephemerals.PARAMETERS: ephemerals.SENT_TO,
        },
        send_message,
    ),
    Method("deleteMessage", {"chat_id": arguments.CHAT, "message_id": arguments.MESSAGE_ID}, delete_message),
)
