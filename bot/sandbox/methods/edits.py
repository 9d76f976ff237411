"""editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup."""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.formatting import caption_of, entities, text_of
from bot.sandbox.messages import Message
from bot.sandbox.methods import arguments
from bot.sandbox.methods.photos import photo_from, photo_options
from bot.sandbox.parameters import (
    NOT_MODELLED,
    Args,
    Method,
    boolean,
    optional,
    record,
    required,
    string,
)
from bot.sandbox.refusals import bad
from bot.sandbox.rooms import Room, to_write
from bot.sandbox.world import World

#: A message sent via the bot takes a photo that Telegram has already.
NO_UPLOADS: dict[str, bytes] = {}
KEPT_OPTIONS = frozenset({"has_protected_content"})
MEDIA_TROUBLE = "can't parse InputMedia JSON object"


INLINE_ID = re.compile(r"[A-Za-z0-9_-]{20,64}")


def _target(world: World, args: Args, what: str = "text messages") -> tuple[Room | None, Message]:
    """The message to edit, and its room: none where somebody sent it via the bot."""
    if "chat_id" not in args and "message_id" not in args:
        return None, _sent_via_bot(world, args)
    if "chat_id" not in args:
        raise bad("chat_id is empty")
    room = to_write(world, args["chat_id"], what)
    if "message_id" not in args:
        raise bad("message identifier is not specified")
    message = world.messages.find_alive(room.id, args["message_id"])
    if message is None:
        raise bad("message to edit not found")
    is_fixed = message.service is not None or message.invoice is not None
    if not message.by(world.bot.id) or message.other_markup is not None or is_fixed:
        raise bad("message can't be edited")
    return room, message


def _sent_via_bot(world: World, args: Args) -> Message:
    inline_id = args.get("inline_message_id", "")
    if not inline_id:
        raise bad("message identifier is not specified")
    if not INLINE_ID.fullmatch(inline_id):
        raise bad("invalid inline message identifier specified")
    message = world.inline.find(inline_id)
    if message is None or message.deleted:
        raise bad("MESSAGE_ID_INVALID")
    return message


def _edit(world: World, args: Args, room: Room | None, message: Message, change: Callable[[Message], None]) -> Any:
    """Change a message; gives the message, or True where it was sent via the bot."""
    markup = arguments.edited_markup(args, room)
    before = message.content()
    kept = (message.body, message.photo, message.document, message.options, message.markup)
    if room is None:
        world.limits.take_inline(args["inline_message_id"])
    else:
        world.limits.take(room.id)
    change(message)
    message.markup = markup
    if message.content() == before:
        message.body, message.photo, message.document, message.options, message.markup = kept
        raise bad(arguments.NOT_MODIFIED)
    if message.content()[:-1] != before[:-1]:
        message.edit_date = world.clock.date()
    message.changed()
    world.tell_message("edit", message)
    return True if room is None else message.json()


def _with_options(message: Message, options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.options.items() if name in KEPT_OPTIONS} | options


def edit_text(world: World, args: Args) -> Any:
    """Give a text message another text."""
    body = text_of(world, args, too_long="MESSAGE_TOO_LONG")
    room, message = _target(world, args)
    if message.has_caption:
        raise bad("there is no text in the message to edit")
    preview = args.get("link_preview_options")

    def change(message: Message) -> None:
        message.body = body
        message.options = _with_options(message, {"link_preview_options": preview} if preview else {})

    return _edit(world, args, room, message, change)


def edit_caption(world: World, args: Args) -> Any:
    """Give a photo or a file another caption."""
    body = caption_of(world, args, too_long="MEDIA_CAPTION_TOO_LONG")
    room, message = _target(world, args)
    if not message.has_caption:
        raise bad("there is no caption in the message to edit")
    above = {"show_caption_above_media": True} if args.get("show_caption_above_media") else {}

    def change(message: Message) -> None:
        message.body = body
        spoiler = {name: value for name, value in message.options.items() if name == "has_media_spoiler"}
        message.options = _with_options(message, spoiler | above)

    return _edit(world, args, room, message, change)


def edit_media(world: World, args: Args) -> Any:
    """Give a message another photo, caption included; a text message or a file becomes a photo."""
    media = args["media"]
    if media["type"] != "photo":
        raise bad('InputMedia of type "' + media["type"] + '" is not modelled by the sandbox')
    body = caption_of(world, media, too_long="MEDIA_CAPTION_TOO_LONG")
    room, message = _target(world, args, "photos")
    sizes = photo_from(world, media["media"], NO_UPLOADS if room is None else args["files"])

    def change(message: Message) -> None:
        message.body, message.photo, message.document = body, sizes, None
        message.options = _with_options(message, photo_options(media))

    return _edit(world, args, room, message, change)


def edit_markup(world: World, args: Args) -> Any:
    """Give a message another inline keyboard, or none."""
    room, message = _target(world, args)
    return _edit(world, args, room, message, lambda message: None)


MEDIA = record(
    {
        "type": required(string, MEDIA_TROUBLE),
        "media": required(string, "media is not specified"),
        "caption": optional(string),
        "parse_mode": optional(string),
        "caption_entities": optional(entities),
        "show_caption_above_media": optional(boolean),
        "has_spoiler": optional(boolean),
    },
    MEDIA_TROUBLE,
)

METHODS = (
    Method(
        "editMessageText",
        arguments.EDITING
        | {
            "text": required(string, "message text is empty"),
            "parse_mode": optional(string),
            "entities": optional(entities),
            "link_preview_options": arguments.LINK_PREVIEW,
            "rich_message": NOT_MODELLED,
        },
        edit_text,
    ),
    Method(
        "editMessageCaption",
        arguments.EDITING
        | {
            "caption": optional(string),
            "parse_mode": optional(string),
            "caption_entities": optional(entities),
            "show_caption_above_media": optional(boolean),
        },
        edit_caption,
    ),
    Method(
        "editMessageMedia",
        arguments.EDITING | {"media": required(MEDIA, "media is not specified")},
        edit_media,
        takes_files=True,
    ),
    Method("editMessageReplyMarkup", arguments.EDITING, edit_markup),
)
