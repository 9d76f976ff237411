"""A week as pages: the story for whoever wants to see how it goes, and everything that was said, reader by reader."""

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.kit.messages import Seen
from tests.stories.weeks import BERLIN, Passage, Week

#: What chance has chosen: links' tokens, and where references begin to count.
_TOKEN = re.compile(r"(start=[a-z]_)[A-Za-z0-9_-]{22}")
_REFERENCE = re.compile(r"KT\d{8}")
_DAYS = (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["周一", "周二", "周三", "周四", "周五", "周六", "周日"])
_HEAD = """# A busy week

Eight deals, sixty neighbours, one group. Every message here was sent by the bot over the sandbox, in the order told;
only the words between them are a teller's. `make story` plays it anew.
[All of it, reader by reader](busy-week-log.md) · [中文](busy-week.zh.md)
"""
_HEAD_IN_CHINESE = """# 忙碌的一周

八个团购，六十位邻居，一个群。这里的每条消息都是机器人在沙盒里真实发出的，只有中间的叙述是人写的。
`make story` 会重新演一遍。
[所有消息，按读者排列](busy-week-log.zh.md) · [English](busy-week.md)
"""


def story(week: Week) -> str:
    """The teller's words and the messages they speak of, as a page."""
    head = week.says(_HEAD, _HEAD_IN_CHINESE)
    days = itertools.count(1)
    return "\n".join([head, *(_passage(week, passage, days) for passage in week.passages)])


def log(week: Week) -> str:
    """Everything anybody saw, chat by chat, in its order."""
    chats: dict[int, list[str]] = {}
    standing: dict[tuple[int, int], str] = {}
    now = 0.0
    while not week.seen.empty():
        event = week.seen.get_nowait()
        if event["type"] == "answer":
            if event["text"]:
                chats.setdefault(event["user_id"], []).append(f"- {_clock(now)} ☞ {masked(event['text'])}")
            continue
        if "message" not in event:
            continue
        message = event["message"]
        now = max(now, message.get("edit_date", 0), message["date"])
        key = message["chat_id"], message["id"]
        shown = _line(message)
        if shown == standing.get(key):
            continue
        sign = "✎ " if key in standing else ""
        standing[key] = shown
        chats.setdefault(message["chat_id"], []).append(f"- {_clock(now)} {sign}{shown}")
    names = {one.id: one.name for one in week.scene.people} | {week.group.id: week.group.title}
    head = week.says("# A busy week: everything that was said\n", "# 忙碌的一周：所有消息\n")
    return "\n".join(
        [head, *(f"## {names[chat]}\n\n" + "\n".join(lines) + "\n" for chat, lines in sorted(chats.items()))]
    )


def masked(text: str) -> str:
    """Without what chance has chosen, so that two tellings are equal."""
    return _REFERENCE.sub("KT…", _TOKEN.sub(r"\1…", text))


def where(week: Week, passage: Passage) -> str:
    """Whose screen a message stood on, and when."""
    days = _DAYS[week.language == "zh"]
    at = passage.at.astimezone(BERLIN)
    return f"{passage.reader or week.group.title} · {days[at.weekday()]} {at:%H:%M}"


def _passage(week: Week, passage: Passage, days: Iterator[int]) -> str:
    match passage.kind:
        case "day":
            ending = ".zh" if week.language == "zh" else ""
            return f"\n## {passage.text}\n\n![{passage.text}](busy-week-{next(days)}{ending}.png)\n"
        case "words":
            return f"{passage.text}\n"
    assert passage.seen is not None
    return f"> **{where(week, passage)}**\n>\n" + "\n".join(f"> {line}" for line in _message(passage.seen)) + "\n"


def _message(seen: Seen) -> list[str]:
    words = masked(seen.text).split("\n")
    lines = ["🖼"] if seen.photo else []
    lines += [f"{_plain(line)}<br>" for line in words]
    rows = [" ".join(f"`{button['text']}`" for button in row) for row in seen.raw["buttons"]]
    return [*lines, *(["", *(f"{row}<br>" for row in rows)] if rows else [])]


def _line(message: dict[str, Any]) -> str:
    seen = Seen(message)
    who = "" if seen.is_bots else f"{message['from']['first_name']}: "
    picture = "🖼 " if seen.photo else ""
    buttons = "".join(f" `{label}`" for label in seen.labels)
    reactions = "".join(f" {one}" for one in message["reactions"])
    words = seen.text or message["service"] or ""
    return f"{who}{picture}{_plain(masked(words)).replace(chr(10), ' ⏎ ')}{buttons}{reactions}"


def _plain(text: str) -> str:
    """Signs that would be markup on a page."""
    return re.sub(r"([*_`<>\[\]|#])", r"\\\1", text)


def _clock(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, BERLIN):%a %H:%M}"
