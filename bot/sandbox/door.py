"""The people's door: JSON over HTTP under `/sim`, so that a story can be scripted from outside."""

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.refusals import DoorError, Refusal

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]
ANSWER_WAIT = 3.0
#: A comment line so often, in seconds, keeps a silent stream open.
HEARTBEAT = 15.0


class Fields:
    """The body of one request at the door; every field is asked for by type, and none is left over."""

    def __init__(self, given: Json) -> None:
        self._given = dict(given)

    def need(self, name: str, *types: type) -> Any:
        """A field that must be there; raises DoorError."""
        value = self.take(name, *types)
        if value is None:
            raise DoorError(f"{name} is missing")
        return value

    def take(self, name: str, *types: type, default: Any = None) -> Any:
        """A field that may be there; raises DoorError for a wrong type."""
        value = self._given.pop(name, None)
        if value is None:
            return default
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise DoorError(f"{name} must be {' or '.join(kind.__name__ for kind in types)}, not {value!r}")
        return value

    def ids(self, name: str) -> list[int]:
        """A list of user ids, empty if it is not there."""
        value = self.take(name, list, default=[])
        if not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            raise DoorError(f"{name} must be a list of ids")
        return list(value)

    def photo(self, name: str) -> bytes | None:
        """A picture in base64; raises DoorError for what is none."""
        value = self.take(name, str)
        if value is None:
            return None
        try:
            return base64.b64decode(value.partition("base64,")[2] or value, validate=True)
        except binascii.Error as error:
            raise DoorError(f"{name} must be base64: {error}") from error

    def done(self) -> None:
        """Raises DoorError if anything is left that nobody asked for."""
        if self._given:
            raise DoorError(f"unknown field {next(iter(self._given))!r}")


class Door:
    """What people may do, one method a route."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._world = sandbox.world

    async def world(self, request: web.Request) -> Json:
        """Everybody and every chat."""
        bot = self._world.bot
        return {
            "now": self._world.clock.now(),
            "bot": {
                "id": bot.id,
                "first_name": bot.first_name,
                "username": bot.username,
                "description": bot.descriptions.get("", ""),
                "descriptions": bot.descriptions,
            },
            "token": self._sandbox.token,
            "users": [person.sim() for person in self._world.people],
            "chats": self._private_chats() + self._groups(),
        }

    def _private_chats(self) -> list[Json]:
        return [
            {"id": person.id, "type": "private", "user_id": person.id, "members": [person.id], "admins": []}
            for person in self._world.people
        ]

    def _groups(self) -> list[Json]:
        return [
            {
                "id": chat.id,
                "type": str(chat.type),
                "title": chat.title,
                "members": [
                    user_id for user_id in chat.standings if chat.has(user_id) and user_id != self._world.bot.id
                ],
                "admins": [user_id for user_id in chat.standings if chat.is_admin(user_id)],
                "has_bot": chat.has(self._world.bot.id),
                "migrated_to": chat.migrated_to,
                "topics": [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()],
            }
            for chat in self._world.chats
        ]

    async def add_user(self, fields: Fields) -> Json:
        """POST /sim/users."""
        given = {
            "id": fields.take("id", int),
            "first_name": fields.need("first_name", str),
            "last_name": fields.take("last_name", str),
            "username": fields.take("username", str),
            "language_code": fields.take("language_code", str),
        }
        fields.done()
        return self._sandbox.add_user(**given).sim()

    async def add_chat(self, fields: Fields) -> Json:
        """POST /sim/chats."""
        given = {
            "id": fields.take("id", int),
            "type": fields.need("type", str),
            "title": fields.take("title", str, default="Group"),
            "members": fields.ids("members"),
            "admins": fields.ids("admins"),
            "bot_is_admin": fields.take("bot_is_admin", bool, default=False),
            "with_bot": fields.take("with_bot", bool, default=True),
            "is_forum": fields.take("is_forum", bool, default=False),
        }
        fields.done()
        chat = self._sandbox.add_chat(**given)
        return {"id": chat.id, "type": str(chat.type), "title": chat.title}

    async def send(self, fields: Fields) -> Json:
        """POST /sim/messages."""
        given = {
            "chat_id": fields.need("chat_id", int),
            "from_id": fields.need("from", int),
            "text": fields.take("text", str),
            "photo": fields.photo("photo"),
            "caption": fields.take("caption", str),
            "reply_to": fields.take("reply_to", int),
            "thread_id": fields.take("thread_id", int),
            "anonymous": fields.take("anonymous", bool, default=False),
        }
        fields.done()
        return self._sandbox.send(**given).sim()

    async def edit(self, fields: Fields) -> Json:
        """POST /sim/edits."""
        given = {
            "chat_id": fields.need("chat_id", int),
            "message_id": fields.need("message_id", int),
            "from_id": fields.need("from", int),
            "text": fields.take("text", str),
            "caption": fields.take("caption", str),
        }
        fields.done()
        return self._sandbox.edit(**given).sim()

    async def tap(self, fields: Fields) -> Json:
        """POST /sim/taps: the bot's answer, or what the button does by itself."""
        chat_id, message_id = fields.need("chat_id", int), fields.need("message_id", int)
        user_id = fields.need("user_id", int)
        button, data = fields.take("button", str, list), fields.take("data", str)
        wait = fields.take("wait_s", int, float, default=ANSWER_WAIT)
        fields.done()
        if (button is None) == (data is None):
            raise DoorError("a tap needs button, or data to forge one")
        if isinstance(button, list) and [type(part) for part in button] != [int, int]:
            raise DoorError("button must be a text or [row, column]")
        tap = self._sandbox.tap(chat_id, message_id, user_id, button or "", data=data)
        if tap.id:
            return {"answer": await tap.wait(wait)}
        if tap.url is not None:
            return {"url": tap.url}
        return {"copy": tap.copy} if tap.copy is not None else {"switch_inline": tap.query}

    async def open_link(self, fields: Fields) -> Json:
        """POST /sim/links."""
        user_id, url = fields.need("user_id", int), fields.need("url", str)
        chat_id = fields.take("chat_id", int)
        fields.done()
        return self._sandbox.open_link(user_id, url, chat_id=chat_id).sim()

    async def block(self, fields: Fields) -> Json:
        """POST /sim/block."""
        user_id, blocked = fields.need("user_id", int), fields.need("blocked", bool)
        fields.done()
        self._sandbox.block(user_id, blocked)
        return self._world.people.get(user_id).sim()

    async def set_standing(self, fields: Fields) -> Json:
        """POST /sim/members: somebody joins, leaves, is made administrator or removed."""
        chat_id, user_id = fields.need("chat_id", int), fields.need("user_id", int)
        standing, by = fields.need("status", str), fields.need("by", int)
        fields.done()
        self._sandbox.set_standing(chat_id, user_id, standing, by=by)
        return {"chat_id": chat_id, "user_id": user_id, "status": standing}

    async def add_topic(self, fields: Fields) -> Json:
        """POST /sim/topics."""
        chat_id, name, by = fields.need("chat_id", int), fields.need("name", str), fields.need("by", int)
        fields.done()
        topic = self._sandbox.add_topic(chat_id, name, by=by)
        return {"id": topic.id, "name": topic.name}

    async def migrate(self, fields: Fields) -> Json:
        """POST /sim/migrate."""
        chat_id = fields.need("chat_id", int)
        fields.done()
        return {"chat_id": self._sandbox.migrate(chat_id).id}

    async def fault(self, fields: Fields) -> Json:
        """POST /sim/faults."""
        given = {
            "method": fields.take("method", str, default="*"),
            "chat_id": fields.take("chat_id", int),
            "times": fields.take("times", int, default=1),
            "status": fields.take("status", int),
            "description": fields.take("description", str, default=""),
            "retry_after": fields.take("retry_after", int),
            "drop": fields.take("drop", str),
            "delay_s": fields.take("delay_s", int, float, default=0.0),
            "delivered": fields.take("delivered", bool, default=False),
        }
        fields.done()
        self._sandbox.fault(**given)
        return {"ok": True}

    async def advance(self, fields: Fields) -> Json:
        """POST /sim/clock: returns after every follower that was waiting has asked again."""
        seconds = fields.need("advance_s", int, float)
        fields.done()
        self._sandbox.advance(seconds)
        await self._world.clock.seen_by_all()
        return self._time()

    async def clock(self, request: web.Request) -> Json:
        """GET /sim/clock."""
        if "seen" in request.query:
            seen, wait = _number(request, "seen", 0.0), _number(request, "wait_s", 25.0)
            await self._world.clock.follow(int(seen), wait)
        return self._time()

    def _time(self) -> Json:
        clock = self._world.clock
        return {"now": clock.now(), "shift_s": clock.shift, "version": clock.version}

    async def messages(self, request: web.Request) -> Json:
        """GET /sim/chats/{id}/messages."""
        chat_id = int(request.match_info["id"])
        if self._world.people.find(chat_id) is None:
            self._world.chats.get(chat_id)
        return {"messages": self._sandbox.messages(chat_id)}

    async def calls(self, request: web.Request) -> Json:
        """GET /sim/calls."""
        return {"calls": [call.sim() for call in self._sandbox.calls(request.query.get("method"))]}

    async def file(self, request: web.Request) -> web.StreamResponse:
        """GET /sim/files/{file_id}."""
        photo = self._world.files.find(request.match_info["file_id"])
        if photo is None:
            raise DoorError("there is no such file")
        kind = "image/png" if photo.path.endswith("png") else "image/jpeg"
        return web.Response(body=photo.content(), content_type=kind)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """GET /sim/stream: what happens, as it happens."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        events: asyncio.Queue[Json] = asyncio.Queue()
        self._world.watchers.add(events)
        try:
            await response.write(b": open\n\n")
            while True:
                await response.write(await _next_line(events))
        except ConnectionResetError:
            return response
        finally:
            self._world.watchers.discard(events)


async def _next_line(events: "asyncio.Queue[Json]") -> bytes:
    try:
        event = await asyncio.wait_for(events.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"


def _number(request: web.Request, name: str, default: float) -> float:
    try:
        return float(request.query.get(name, default))
    except ValueError:
        raise DoorError(f"{name} must be a number") from None


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _posted(act: Callable[[Fields], Awaitable[Json]]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            given = json.loads(await request.read())
        except ValueError:
            raise DoorError("the body must be JSON") from None
        if not isinstance(given, dict):
            raise DoorError("the body must be a JSON object")
        return web.json_response(await act(Fields(given)))

    return _guarded(handle)


def _asked(question: Callable[[web.Request], Awaitable[Json]]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return web.json_response(await question(request))

    return _guarded(handle)


def _guarded(handle: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handle(request)
        except (ValueError, Refusal) as error:
            return web.json_response({"error": str(error)}, status=400)

    return guarded


def routes(sandbox: "Sandbox") -> list[web.RouteDef]:
    """The door's routes."""
    door = Door(sandbox)
    posts = {
        "users": door.add_user,
        "chats": door.add_chat,
        "messages": door.send,
        "edits": door.edit,
        "taps": door.tap,
        "links": door.open_link,
        "block": door.block,
        "members": door.set_standing,
        "topics": door.add_topic,
        "migrate": door.migrate,
        "faults": door.fault,
        "clock": door.advance,
    }
    gets = {"world": door.world, "clock": door.clock, "calls": door.calls, r"chats/{id:-?\d+}/messages": door.messages}
    return [
        *(web.post(f"/sim/{path}", _posted(act)) for path, act in posts.items()),
        *(web.get(f"/sim/{path}", _asked(question)) for path, question in gets.items()),
        web.get("/sim/files/{file_id}", _guarded(door.file)),
        web.get("/sim/stream", door.stream),
    ]
