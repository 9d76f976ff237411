"""Formatted text: a string and its entities, cleaned and measured as Telegram does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: What Telegram finds by itself in any text, most important first.
FOUND = (
    ("url", re.compile(r"(?:https?://|(?<![\w./@])t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]}'…。，]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#/&])#(?=\w*[^\W\d])\w{1,256}")),
)
#: Inside these nothing is found.
CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MOST_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Text:
    """What is shown, and the entities over it; offsets count UTF-16 units."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def clean(raw: str, entities: list[dict[str, Any]]) -> Text:
    """Strip blank ends and control characters, move the entities along, and find what Telegram finds."""
    text = CONTROL.sub(lambda char: "" if char[0] == "\r" else " ", raw) if "\r" not in raw else None
    if text is None:
        text, entities = _without_returns(raw, entities)
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    kept = [moved for entity in entities if (moved := _moved(entity, lead, units(text)))]
    kept += found(text, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Text(text, kept[:MOST_ENTITIES])


def found(text: str, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links, commands, mentions and hashtags that stand in a text without mark-up."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in given if entity["type"] in CLOSED]
    results: list[dict[str, Any]] = []
    for kind, pattern in FOUND:
        for start, length in _spans(text, pattern):
            if all(start + length <= low or start >= high for low, high in taken):
                taken.append((start, start + length))
                results.append({"type": kind, "offset": start, "length": length})
    return results


def _spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        yield units(text[: match.start()]), units(match[0])


def _moved(entity: dict[str, Any], lead: int, total: int) -> dict[str, Any] | None:
    start = max(0, entity["offset"] - lead)
    end = min(total, entity["offset"] + entity["length"] - lead)
    return entity | {"offset": start, "length": end - start} if end > start else None


def _without_returns(raw: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    gone = [units(raw[: match.start()]) for match in re.finditer("\r", raw)]

    def place(offset: int) -> int:
        return offset - sum(at < offset for at in gone)

    moved = [
        entity
        | {
            "offset": place(entity["offset"]),
            "length": place(entity["offset"] + entity["length"]) - place(entity["offset"]),
        }
        for entity in entities
    ]
    return CONTROL.sub(" ", raw.replace("\r", "")), moved
