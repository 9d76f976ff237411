"""Formatted text as HTML that a page may show as it is."""

import html
from itertools import pairwise
from typing import Any

from bot.sandbox.texts import Text

PLAIN = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
SAFE_LINKS = ("http://", "https://", "tg://", "mailto:", "tel:")


def as_html(body: Text) -> str:
    """The text with its entities as nested tags; everything else escaped."""
    if not body.entities:
        return html.escape(body.text)
    raw = body.text.encode("utf-16-le")
    out: list[str] = []
    open_now: list[dict[str, Any]] = []
    edges = {0, len(raw) // 2}
    for entity in body.entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        wanted = [entity for entity in body.entities if _covers(entity, start)]
        kept = _common(open_now, wanted)
        out += [_tags(entity, raw)[1] for entity in reversed(open_now[kept:])]
        out += [_tags(entity, raw)[0] for entity in wanted[kept:]]
        open_now = wanted
        out.append(html.escape(_cut(raw, start, end)))
    out += [_tags(entity, raw)[1] for entity in reversed(open_now)]
    return "".join(out)


def _covers(entity: dict[str, Any], at: int) -> bool:
    return bool(entity["offset"] <= at < entity["offset"] + entity["length"])


def _common(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> int:
    same = 0
    for left, right in zip(first, second, strict=False):
        if left is not right:
            break
        same += 1
    return same


def _cut(raw: bytes, start: int, end: int) -> str:
    return raw[start * 2 : end * 2].decode("utf-16-le", "replace")


def _tags(entity: dict[str, Any], raw: bytes) -> tuple[str, str]:
    kind = entity["type"]
    if kind in PLAIN:
        return f"<{PLAIN[kind]}>", f"</{PLAIN[kind]}>"
    if kind == "date_time":
        form = html.escape(entity.get("date_time_format", ""))
        return f'<tg-time unix="{entity["unix_time"]}" format="{form}">', "</tg-time>"
    link = _link(entity, _cut(raw, entity["offset"], entity["offset"] + entity["length"]))
    if link and link.lower().startswith(SAFE_LINKS):
        return f'<a href="{html.escape(link)}">', "</a>"
    return "", ""


def _link(entity: dict[str, Any], shown: str) -> str:
    match entity["type"]:
        case "text_link":
            return str(entity["url"])
        case "url":
            return shown if "://" in shown else f"https://{shown}"
        case "mention":
            return f"https://t.me/{shown[1:]}"
        case "text_mention":
            return f"tg://user?id={entity['user']['id']}"
        case "email":
            return f"mailto:{shown}"
    return ""
