"""What a bot wrote, with parse_mode or entities, as text within Telegram's limits."""

from typing import Any

from bot.sandbox.html import read_html
from bot.sandbox.parameters import Args, array, boolean, integer, optional, record, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.texts import Text, clean, units
from bot.sandbox.world import World

TEXT_LIMIT, CAPTION_LIMIT, RAW_LIMIT = 4096, 1024, 32_768
TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
ENTITY_TROUBLE = "can't parse entities: Can't parse MessageEntity JSON object"

entities = array(
    record(
        {
            "type": required(string, ENTITY_TROUBLE),
            "offset": required(integer(0), ENTITY_TROUBLE),
            "length": required(integer(1), ENTITY_TROUBLE),
            "url": optional(string),
            "user": optional(record({"id": required(integer(1), ENTITY_TROUBLE)} | {
                name: optional(string) for name in ("first_name", "last_name", "username", "language_code")
            } | {"is_bot": optional(boolean)}, ENTITY_TROUBLE)),
            "language": optional(string),
            "custom_emoji_id": optional(string),
            "unix_time": optional(integer(1)),
            "date_time_format": optional(string),
        },
        ENTITY_TROUBLE,
    ),
    ENTITY_TROUBLE,
)  # fmt: skip


def text_of(world: World, args: Args, *, too_long: str = TOO_LONG) -> Text:
    """The text of a message; raises Refusal 400 where it is empty, too long or not parsed."""
    body = _formatted(world, args, "text", "entities")
    if not body.text:
        raise bad("message text is empty")
    if len(body.text) > TEXT_LIMIT:
        raise bad(too_long)
    return body


def caption_of(world: World, args: Args, *, too_long: str = CAPTION_TOO_LONG) -> Text:
    """The caption of a photo, perhaps empty; raises Refusal 400 where it is too long or not parsed."""
    body = _formatted(world, args, "caption", "caption_entities")
    if len(body.text) > CAPTION_LIMIT:
        raise bad(too_long)
    return body


def _formatted(world: World, args: Args, words: str, marks: str) -> Text:
    raw = args.get(words, "")
    if len(raw) * 4 > RAW_LIMIT and len(raw.encode()) > RAW_LIMIT:
        raise bad("text is too long")
    match args.get("parse_mode", "").lower():
        case "":
            return clean(raw, [_checked(world, entity, raw) for entity in args.get(marks, [])])
        case "html":
            return clean(*read_html(raw, world.user_json))
    raise bad("unsupported parse_mode")


def _checked(world: World, entity: dict[str, Any], raw: str) -> dict[str, Any]:
    if entity["offset"] + entity["length"] > units(raw):
        raise bad("can't parse entities: entity is out of the text")
    if entity["type"] != "text_mention":
        return entity
    user = world.user_json(entity.get("user", {}).get("id", 0))
    if user is None:
        raise bad("user not found")
    return entity | {"user": user}
