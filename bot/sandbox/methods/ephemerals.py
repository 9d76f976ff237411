"""sendMessage to one member of a group, editEphemeralMessageText, …ReplyMarkup, deleteEphemeralMessage.

What Telegram says of a chat that is no group, and to a bot that was not tapped and is no administrator, stands in no
source: these two texts are the sandbox's own.
"""

from typing import Any

from bot.sandbox.chats import ChatType
from bot.sandbox.formatting import CAPTION_LIMIT, entities, text_of
from bot.sandbox.messages import Message
from bot.sandbox.methods import arguments
from bot.sandbox.methods.callbacks import TOO_OLD
from bot.sandbox.parameters import NOT_MODELLED, Args, Method, integer, optional, record, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.rooms import Room, to_read, to_write
from bot.sandbox.texts import Text
from bot.sandbox.world import World

PARAMETERS = "ephemeral_message_parameters"
#: Seconds after a press within which any bot may write so to who pressed; an administrator may at any time.
AFTER_TAP = 15.0
RECEIVER = required(integer(1), "invalid user_id specified")
SENT_TO = optional(
    record(
        {
            "receiver_user_id": RECEIVER,
            "callback_query_id": optional(string),
            "replace_callback_query_message": NOT_MODELLED,
        },
        "can't parse ephemeral message parameters JSON object",
    )
)
#: Which one an edit or a deletion is about.
WHICH = {
    "chat_id": arguments.CHAT,
    "receiver_user_id": RECEIVER,
    "ephemeral_message_id": required(integer(1), "message identifier is not specified"),
}


def send(world: World, args: Args, *, body: Text, options: dict[str, Any]) -> dict[str, Any]:
    """Show a text to one member of a group; raises Refusal."""
    if not world.ephemerals.on:
        raise bad(f'unknown parameter "{PARAMETERS}"')
    to: Args = args[PARAMETERS]
    room = to_write(world, args["chat_id"])
    receiver = _receiver(world, room, to)
    markup, other = arguments.sent_markup(args, room)
    if other is not None:
        raise bad("inline keyboard expected")
    for name in ("reply_parameters", "protect_content", "message_thread_id"):
        if args.get(name):
            raise bad(f'parameter "{name}" of ephemeral messages is not modelled by the sandbox')
    world.limits.take(room.id)
    number = world.ephemerals.next_id()
    message = Message(
        id=0,
        chat=room.json,
        sender=world.bot.json(),
        date=world.clock.date(),
        body=body,
        markup=markup,
        options=options | {"ephemeral_message_id": number, "receiver_user": world.people.get(receiver).json()},
    )
    world.ephemerals.keep(receiver, number, message)
    return message.json()


def _receiver(world: World, room: Room, to: Args) -> int:
    """The member it is for, whom the bot may write to so; raises Refusal 400."""
    group, receiver = room.group, int(to["receiver_user_id"])
    if group is None or group.type is ChatType.CHANNEL:
        raise bad("ephemeral messages can be sent to groups only")
    if world.people.find(receiver) is None:
        raise bad("user not found")
    if not group.has(receiver):
        raise bad("member not found")
    query = to.get("callback_query_id")
    if query is not None:
        tap = world.queries.pressed(query, within=AFTER_TAP)
        if tap is None or (tap.user_id, tap.chat_id) != (receiver, room.id):
            raise bad(TOO_OLD)
    elif not group.is_admin(world.bot.id):
        raise bad("not enough rights to send ephemeral messages to the chat")
    return receiver


def edit_text(world: World, args: Args) -> bool:
    """Give one another text; above 1024 characters it is refused as a caption is: so does Telegram's server."""
    body, message = text_of(world, args), _found(world, args)
    if len(body.text) > CAPTION_LIMIT:
        raise bad("MEDIA_CAPTION_TOO_LONG")
    preview = args.get("link_preview_options")
    kept = {name: message.options[name] for name in ("ephemeral_message_id", "receiver_user")}
    options = kept | ({"link_preview_options": preview} if preview else {})
    return _edit(world, args, message, body, options)


def edit_markup(world: World, args: Args) -> bool:
    """Give one another inline keyboard, or none."""
    message = _found(world, args)
    return _edit(world, args, message, message.body, message.options)


def delete(world: World, args: Args) -> bool:
    """Take one back."""
    room = to_read(world, args["chat_id"])
    if not world.ephemerals.drop(room.id, args["receiver_user_id"], args["ephemeral_message_id"]):
        raise bad("message to delete not found")
    return True


def _found(world: World, args: Args) -> Message:
    room = to_write(world, args["chat_id"])
    message = world.ephemerals.find(room.id, args["receiver_user_id"], args["ephemeral_message_id"])
    if message is None:
        raise bad("message to edit not found")
    return message


def _edit(world: World, args: Args, message: Message, body: Text, options: dict[str, Any]) -> bool:
    markup = arguments.edited_markup(args, None)
    if (body.text, body.entities, options, markup) == (
        message.body.text,
        message.body.entities,
        message.options,
        message.markup,
    ):
        raise bad(arguments.NOT_MODIFIED)
    world.limits.take(message.chat_id)
    message.body, message.options, message.markup = body, options, markup
    message.edit_date = world.clock.date()
    message.changed()
    return True


def _is_on(world: World) -> bool:
    return world.ephemerals.on


METHODS = (
    Method(
        "editEphemeralMessageText",
        WHICH
        | {
            "text": required(string, "message text is empty"),
            "parse_mode": optional(string),
            "entities": optional(entities),
            "link_preview_options": arguments.LINK_PREVIEW,
            "reply_markup": arguments.MARKUP,
        },
        edit_text,
        is_there=_is_on,
    ),
    Method("editEphemeralMessageReplyMarkup", WHICH | {"reply_markup": arguments.MARKUP}, edit_markup, is_there=_is_on),
    Method("deleteEphemeralMessage", WHICH, delete, is_there=_is_on),
)
