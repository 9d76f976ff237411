"""answerInlineQuery: what a person is offered who types behind the bot's name."""

import re
from typing import Any

from bot.sandbox.formatting import caption_of, entities, text_of
from bot.sandbox.inline import Offer, Offers
from bot.sandbox.keyboards import inline_keyboard, is_inline
from bot.sandbox.methods import arguments
from bot.sandbox.methods.callbacks import TOO_OLD
from bot.sandbox.methods.photos import WRONG, photo_options
from bot.sandbox.parameters import (
    NOT_MODELLED,
    Args,
    Method,
    array,
    boolean,
    integer,
    optional,
    record,
    required,
    string,
)
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

MOST_RESULTS, LONGEST_ID, LONGEST_OFFSET, LONGEST_CACHE = 50, 64, 64, 86_400
USUAL_CACHE = 300
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
TROUBLE = "can't parse JSON encoded inline query results"
BUTTON_TROUBLE = "can't parse inline query results button"
CONTENT_TROUBLE = "can't parse input message content"


def answer(world: World, args: Args) -> Any:
    """Offer results, once, within 30 seconds; the answer is kept for a while."""
    results = args["results"]
    offers = [_offer(world, result) for result in results]
    if len({offer.id for offer in offers}) < len(offers):
        raise bad("RESULT_ID_DUPLICATE")
    if len(args.get("next_offset", "").encode()) > LONGEST_OFFSET:
        raise bad("NEXT_OFFSET_INVALID")
    button = _button(args.get("button"))
    asked = world.inline.take(args["inline_query_id"])
    if asked is None:
        raise bad(TOO_OLD)
    made = Offers(offers=offers, button=button, next_offset=args.get("next_offset", ""))
    world.inline.keep(asked, made, args.get("cache_time", USUAL_CACHE), personal=args.get("is_personal", False))
    world.inline.show(asked, made)
    return True


def _offer(world: World, result: dict[str, Any]) -> Offer:
    if not 1 <= len(result["id"].encode()) <= LONGEST_ID:
        raise bad("RESULT_ID_INVALID" if result["id"] else "RESULT_ID_EMPTY")
    photo = None
    if result["type"] == "photo":
        photo = world.files.sizes(result["photo_file_id"])
        if photo is None:
            raise bad(WRONG)
    elif not result["title"].strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if content is not None:
        said = {name: content[name] for name in ("parse_mode", "entities") if name in content}
        body = text_of(world, said | {"text": content["message_text"]}, too_long="MESSAGE_TOO_LONG")
        preview = content.get("link_preview_options")
        options, photo = {"link_preview_options": preview} if preview else {}, None
    else:
        body = caption_of(world, result, too_long="MEDIA_CAPTION_TOO_LONG")
        options = photo_options(result)
    return Offer(
        id=result["id"],
        type=result["type"],
        title=result.get("title"),
        description=result.get("description"),
        body=body,
        photo=photo or [],
        markup=_markup(result.get("reply_markup")),
        options=options,
    )


def _markup(markup: object) -> dict[str, Any] | None:
    if markup is None:
        return None
    if not is_inline(markup):
        raise bad("inline keyboard expected")
    return inline_keyboard(markup, private=False)


def _button(button: dict[str, Any] | None) -> dict[str, str] | None:
    if button is None:
        return None
    if not button["text"].strip():
        raise bad("SWITCH_PM_TEXT_EMPTY")
    if "start_parameter" not in button:
        raise bad(f"{BUTTON_TROUBLE}: exactly one of the optional fields must be used")
    if not START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad("unallowed characters in start_parameter are used")
    return dict(button)


_LISTED = {
    "type": required(string, f"{TROUBLE}: result type is not specified"),
    "id": required(string, "RESULT_ID_EMPTY"),
    "description": optional(string),
    "reply_markup": arguments.MARKUP,
}
_CONTENT = record(
    {
        "message_text": required(string, "message text is empty"),
        "parse_mode": optional(string),
        "entities": optional(entities),
        "link_preview_options": arguments.LINK_PREVIEW,
    },
    CONTENT_TROUBLE,
)
#: What may be offered, by type: a text under a title, and a photo that Telegram has already.
RESULTS = {
    "article": record(
        _LISTED
        | {
            "title": required(string, "ARTICLE_TITLE_EMPTY"),
            "input_message_content": required(_CONTENT, f"{CONTENT_TROUBLE}: it is not specified"),
            "url": optional(string),
            "thumbnail_url": NOT_MODELLED,
            "thumbnail_width": NOT_MODELLED,
            "thumbnail_height": NOT_MODELLED,
        },
        TROUBLE,
    ),
    "photo": record(
        _LISTED
        | {
            "photo_file_id": required(string, WRONG),
            "photo_url": NOT_MODELLED,
            "thumbnail_url": NOT_MODELLED,
            "photo_width": NOT_MODELLED,
            "photo_height": NOT_MODELLED,
            "title": optional(string),
            "caption": optional(string),
            "parse_mode": optional(string),
            "caption_entities": optional(entities),
            "show_caption_above_media": optional(boolean),
            "input_message_content": optional(_CONTENT),
        },
        TROUBLE,
    ),
}


def _result(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad(f"{TROUBLE}: inline query result must be an object")
    type = value.get("type")
    read = RESULTS.get(type) if isinstance(type, str) else None
    if read is None:
        raise bad(f'inline query result of type "{type}" is not modelled by the sandbox')
    read_result: dict[str, Any] = read(name, value)
    return read_result


METHODS = (
    Method(
        "answerInlineQuery",
        {
            "inline_query_id": required(string, TOO_OLD),
            "results": required(
                array(_result, TROUBLE, MOST_RESULTS, "too many inline query results specified"), TROUBLE
            ),
            "cache_time": optional(integer(0, LONGEST_CACHE)),
            "is_personal": optional(boolean),
            "next_offset": optional(string),
            "button": optional(
                record(
                    {
                        "text": required(string, "SWITCH_PM_TEXT_EMPTY"),
                        "start_parameter": optional(string),
                        "web_app": NOT_MODELLED,
                    },
                    BUTTON_TROUBLE,
                )
            ),
        },
        answer,
    ),
)
