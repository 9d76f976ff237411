"""What people do with buttons and links."""

import re
from typing import Any

from bot.sandbox import membership, writing
from bot.sandbox.chats import Standing
from bot.sandbox.messages import Message, switched_query
from bot.sandbox.queries import Tap
from bot.sandbox.refusals import DoorError
from bot.sandbox.world import World

LINK = re.compile(
    r"(?:(?:https?://)?(?:t\.me|telegram\.me)/(?P<name>\w+)(?:\?(?P<query>[^#]*))?"
    r"|tg://resolve\?domain=(?P<domain>\w+)(?:&(?P<rest>.*))?)",
    re.IGNORECASE,
)
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def tap(
    world: World,
    chat_id: int,
    message_id: int,
    user_id: int,
    button: str | list[int],
    data: str | None,
    ephemeral_id: int | None = None,
) -> Tap:
    """A person presses a button, found by its text or [row, column]; under an ephemeral message by its own number.

    `data` instead of a button is what a forged client sends. Raises DoorError where there is no such button.
    """
    person = world.people.get(user_id)
    if ephemeral_id is None:
        message = world.messages.find(chat_id, message_id)
    else:
        message = world.ephemerals.seen_by(chat_id, user_id).get(ephemeral_id)
    if message is None:
        raise DoorError(f"there is no message {message_id} in chat {chat_id}")
    if chat_id > 0 and (chat_id != user_id or person.blocked):
        raise DoorError(f"user {user_id} can't press buttons in the private chat of {chat_id}")
    if chat_id < 0 and not world.chats.get(chat_id).has(user_id):
        raise DoorError(f"user {user_id} is not in chat {chat_id}")
    pressed = {"text": "", "callback_data": data} if data is not None else find_button(message, button)
    if "pay" in pressed:
        raise DoorError("a Pay button is no tap: it is paid")
    made = Tap(user_id=user_id, chat_id=chat_id, message_id=message_id)
    if "callback_data" in pressed:
        made.data = pressed["callback_data"]
        person.met = True
        _ask_bot(world, made, message, person.json())
    else:
        _do_alone(made, pressed)
    return made


def find_button(message: Message, button: str | list[int]) -> dict[str, Any]:
    """The button with this text, or at [row, column] counted from 0; raises DoorError where there is none."""
    rows = message.rows()
    if isinstance(button, str):
        for row in rows:
            for candidate in row:
                if candidate["text"] == button:
                    return candidate
        shown = ", ".join(repr(candidate["text"]) for row in rows for candidate in row)
        raise DoorError(f"message {message.id} has no button {button!r}, it has: {shown or 'none'}")
    row_number, column = button
    if not 0 <= row_number < len(rows) or not 0 <= column < len(rows[row_number]):
        raise DoorError(f"message {message.id} has no button at {button}")
    return rows[row_number][column]


def _ask_bot(world: World, made: Tap, message: Message, user: dict[str, Any]) -> None:
    world.queries.open(made)
    group = world.chats.find(made.chat_id)
    is_ours = message.by(world.bot.id) and (group is None or group.has(world.bot.id))
    if not is_ours and message.inline_id is None:
        return
    where = {"message": _shown(message)} if message.inline_id is None else {"inline_message_id": message.inline_id}
    instance = {"chat_instance": str(made.chat_id * 1_000_003 + 7), "data": made.data}
    world.updates.push("callback_query", {"id": made.id, "from": user} | where | instance)


def _shown(message: Message) -> dict[str, Any]:
    """What the bot is shown of the message that a button stands under."""
    if message.deleted:
        return {"chat": message.chat, "message_id": message.id, "date": 0}
    return message.json()


def _do_alone(made: Tap, pressed: dict[str, Any]) -> None:
    if "url" in pressed:
        made.url = pressed["url"]
    elif "web_app" in pressed:
        made.url = pressed["web_app"]["url"]
    elif "copy_text" in pressed:
        made.copy = pressed["copy_text"]["text"]
    else:
        made.query = switched_query(pressed)


def open_link(world: World, user_id: int, url: str, chat_id: int | None) -> Message:
    """A person opens a link to the bot and presses START, or adds the bot to their group by it.

    Raises DoorError for a link to somebody else or with a payload that Telegram would not carry.
    """
    person = world.people.get(user_id)
    link = LINK.fullmatch(url.strip())
    name = link and (link["name"] or link["domain"])
    if not link or not name or name.lower() != world.bot.username.lower():
        raise DoorError(f"{url!r} is no link to @{world.bot.username}")
    query = dict(part.partition("=")[::2] for part in (link["query"] or link["rest"] or "").split("&") if part)
    if "startgroup" in query:
        standing = Standing.ADMINISTRATOR if query.get("admin") else Standing.MEMBER
        return _start_in_group(world, user_id, _payload(query["startgroup"]), chat_id, standing)
    payload = _payload(query.get("start", ""))
    if person.blocked:
        person.blocked = False
        writing.private_notice(world, person, "kicked", "member")
        world.tell({"type": "user", "user_id": person.id})
    return writing.send(world, user_id, user_id, text=f"/start {payload}".rstrip())


def _start_in_group(world: World, user_id: int, payload: str, chat_id: int | None, standing: Standing) -> Message:
    """The bot is added, as administrator where the link asks for it and who adds it may make one."""
    if chat_id is None:
        raise DoorError("a startgroup link needs chat_id")
    group = world.chats.get(chat_id)
    if not group.has(world.bot.id):
        given = standing if group.is_admin(user_id) else Standing.MEMBER
        membership.set_standing(world, chat_id, world.bot.id, given, by=user_id)
    return writing.send(world, chat_id, user_id, text=f"/start@{world.bot.username} {payload}".rstrip())


def _payload(payload: str) -> str:
    if not PAYLOAD.fullmatch(payload):
        raise DoorError("a start payload has at most 64 of A-Z a-z 0-9 _ -")
    return payload
