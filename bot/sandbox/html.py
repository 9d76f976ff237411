"""Telegram's HTML, read strictly: its tags, its name tokens, its error texts with byte offsets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import Refusal, bad
from bot.sandbox.texts import units

#: What a tag is called in the list of entities.
TAGS = {
    "a": "text_link",
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot)(;|(?![A-Za-z0-9]))")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
LINK = re.compile(r"(?:https?://|tg://|ton://|mailto:|tel:)?[^\s.]+(?:\.[^\s.]+)*\S*", re.IGNORECASE)
MENTION = re.compile(r"tg://user\?id=(\d+)")
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")

#: Gives the User object for an id, or None for somebody the bot has never met.
FindUser = Callable[[int], dict[str, Any] | None]


@dataclass(slots=True)
class Opened:
    """A tag that waits for its end."""

    tag: str
    arguments: dict[str, str]
    offset: int
    start: int


class Reader:
    """Reads one marked-up string."""

    def __init__(self, marked: str, find_user: FindUser) -> None:
        self._marked = marked
        self._find_user = find_user
        self._at = 0
        self._out: list[str] = []
        self._offset = 0
        self._open: list[Opened] = []
        self._entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        """The bare text and its entities; raises Refusal 400 in Telegram's words."""
        while self._at < len(self._marked):
            cut = self._marked.find("<", self._at)
            self._write(_decoded(self._marked[self._at : cut if cut >= 0 else len(self._marked)]))
            if cut < 0:
                break
            self._at = cut + 1
            if self._peek() == "/":
                self._end_tag(cut)
            else:
                self._start_tag(cut)
        if self._open:
            raise _cant(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._out), self._entities

    def _write(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._offset += units(text)

    def _peek(self) -> str:
        return self._marked[self._at] if self._at < len(self._marked) else ""

    def _byte(self, at: int) -> int:
        return len(self._marked[:at].encode())

    def _until(self, stops: str) -> str:
        start = self._at
        while (char := self._peek()) and not char.isspace() and char not in stops:
            self._at += 1
        return self._marked[start : self._at]

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _start_tag(self, begin: int) -> None:
        tag = self._until(">").lower()
        if not self._peek():
            raise _cant(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in TAGS:
            raise _cant(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        arguments = self._arguments(tag, begin)
        if tag == "span" and arguments.get("class") != "tg-spoiler":
            raise _cant(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        if tag == "tg-time":
            self._check_time(arguments, begin)
        self._open.append(Opened(tag, arguments, self._offset, len(self._out)))

    def _arguments(self, tag: str, begin: int) -> dict[str, str]:
        arguments: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == ">":
                self._at += 1
                return arguments
            name = self._until("=>").lower()
            if not name and self._peek():
                raise _cant(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self._skip_space()
            if self._peek() == "=":
                self._at += 1
                self._skip_space()
                arguments[name] = self._value()
            else:
                arguments[name] = ""
            if not self._peek():
                raise _cant(f"Unclosed start tag at byte offset {self._byte(begin)}")

    def _value(self) -> str:
        quote = self._peek()
        if quote in ("'", '"'):
            end = self._marked.find(quote, self._at + 1)
            end = len(self._marked) if end < 0 else end
            value = self._marked[self._at + 1 : end]
            self._at = end + 1
            return _decoded(value)
        start = self._at
        token = TOKEN.match(self._marked, start)
        self._at += len(token[0]) if token else 0
        if self._peek() and not self._peek().isspace() and self._peek() != ">":
            raise _cant(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self._marked[start : self._at].lower()

    def _check_time(self, arguments: dict[str, str], begin: int) -> None:
        unix = arguments.get("unix", "")
        if not unix.isdecimal() or not 0 < int(unix) < 2**31:
            raise _cant(f'Tag "tg-time" must have a valid "unix" attribute at byte offset {self._byte(begin)}')
        if not TIME_FORMAT.fullmatch(arguments.get("format", "")):
            raise _cant(f'Tag "tg-time" has an invalid "format" attribute at byte offset {self._byte(begin)}')

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise _cant(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self._at += 1
        found = self._until(">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _cant(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self._at += 1
        opened = self._open.pop()
        if found and found != opened.tag:
            at = self._byte(begin)
            raise _cant(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{found}>"')
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: Opened) -> None:
        entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": self._offset - opened.offset}
        arguments = opened.arguments
        match opened.tag:
            case "a":
                link = self._link(arguments.get("href") or "".join(self._out[opened.start :]))
                if link is None:
                    return
                entity |= link
            case "tg-time":
                entity["unix_time"] = int(arguments["unix"])
                if arguments.get("format"):
                    entity["date_time_format"] = arguments["format"]
            case "tg-emoji":
                return
            case "blockquote" if "expandable" in arguments:
                entity["type"] = "expandable_blockquote"
            case "pre":
                self._take_language(entity)
            case "code" if arguments.get("class", "").startswith("language-"):
                entity["language"] = arguments["class"].removeprefix("language-")
        self._entities.append(entity)

    def _take_language(self, pre: dict[str, Any]) -> None:
        inner = self._entities[-1] if self._entities else None
        if inner and inner["type"] == "code" and all(inner[part] == pre[part] for part in ("offset", "length")):
            self._entities.pop()
            if "language" in inner:
                pre["language"] = inner["language"]

    def _link(self, url: str) -> dict[str, Any] | None:
        if mention := MENTION.fullmatch(url):
            user = self._find_user(int(mention[1]))
            return {"type": "text_mention", "user": user} if user else None
        if not LINK.fullmatch(url) or ("." not in url and ":" not in url):
            return None
        return {"url": url if "://" in url or url.startswith(("mailto:", "tel:")) else f"http://{url}/"}


def read_html(marked: str, find_user: FindUser) -> tuple[str, list[dict[str, Any]]]:
    """Bare text and entities of a string in Telegram's HTML; raises Refusal 400 "can't parse entities: …"."""
    text, entities = Reader(marked, find_user).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def _cant(reason: str) -> Refusal:
    return bad(f"can't parse entities: {reason}")


def _decoded(text: str) -> str:
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if not name.startswith("#"):
        return NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else reference[0]
