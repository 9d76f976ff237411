"""answerCallbackQuery: what the person who pressed a button sees."""

import re
from typing import Any

from bot.sandbox.parameters import Args, Method, boolean, integer, optional, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200
START_LINK = re.compile(r"(?:https?://)?(?:t\.me|telegram\.me)/(\w+)\?start=[A-Za-z0-9_-]{1,64}", re.IGNORECASE)
TG_START_LINK = re.compile(r"tg://resolve\?domain=(\w+)&start=[A-Za-z0-9_-]{1,64}", re.IGNORECASE)


def answer(world: World, args: Args) -> Any:
    """Show a toast, an alert, or open the private chat; once, and within 150 seconds."""
    text, url = args.get("text", ""), args.get("url", "")
    if len(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    if url and not _opens_bot(world, url):
        raise bad("URL_INVALID")
    tap = world.queries.take(args["callback_query_id"])
    if tap is None:
        raise bad(TOO_OLD)
    shown = {"text": text, "show_alert": args.get("show_alert", False), "url": url or None}
    tap.give(shown)
    if world.watchers:
        world.tell({"type": "answer", "user_id": tap.user_id, **shown})
    return True


def _opens_bot(world: World, url: str) -> bool:
    link = START_LINK.fullmatch(url) or TG_START_LINK.fullmatch(url)
    return link is not None and link[1].lower() == world.bot.username.lower()


METHODS = (
    Method(
        "answerCallbackQuery",
        {
            "callback_query_id": required(string, TOO_OLD),
            "text": optional(string),
            "show_alert": optional(boolean),
            "url": optional(string),
            "cache_time": optional(integer(0)),
        },
        answer,
    ),
)
