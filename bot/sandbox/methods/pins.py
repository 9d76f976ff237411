"""pinChatMessage, unpinChatMessage."""

from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.methods import arguments
from bot.sandbox.parameters import NOT_MODELLED, Args, Method, boolean, integer, optional
from bot.sandbox.refusals import bad
from bot.sandbox.rooms import Room, to_write
from bot.sandbox.world import World


def _room(world: World, args: Args) -> Room:
    room = to_write(world, args["chat_id"])
    if room.group is not None and not (room.group.is_admin(world.bot.id) and room.group.bot_may_pin):
        raise bad("not enough rights to manage pinned messages in the chat")
    return room


def pin(world: World, args: Args) -> Any:
    """Pin a message; in a group a service message says so."""
    room = _room(world, args)
    message = world.messages.find_alive(room.id, args["message_id"])
    if message is None:
        raise bad("message to pin not found")
    message.pinned = True
    world.tell_message("edit", message)
    if room.group is not None:
        said = {"pinned_message": message.json()}
        world.announce(room.group, world.bot.json(), said, f"{world.bot.first_name} pinned a message")
    return True


def unpin(world: World, args: Args) -> Any:
    """Unpin a message, or the newest pinned one."""
    room = _room(world, args)
    pinned = [message for message in world.messages.of(room.id) if message.pinned and not message.deleted]
    message = _chosen(pinned, args.get("message_id"))
    if message is None:
        raise bad("message to unpin not found")
    message.pinned = False
    world.tell_message("edit", message)
    return True


def _chosen(pinned: list[Message], message_id: int | None) -> Message | None:
    if message_id is None:
        return pinned[-1] if pinned else None
    return next((message for message in pinned if message.id == message_id), None)


METHODS = (
    Method(
        "pinChatMessage",
        {
            "chat_id": arguments.CHAT,
            "message_id": arguments.MESSAGE_ID,
            "disable_notification": optional(boolean),
            "business_connection_id": NOT_MODELLED,
        },
        pin,
    ),
    Method(
        "unpinChatMessage",
        {
            "chat_id": arguments.CHAT,
            "message_id": optional(integer()),
            "business_connection_id": NOT_MODELLED,
        },
        unpin,
    ),
)
