"""A whole local Telegram for one bot: the Bot API in process, and the people's door as plain methods."""

import asyncio
import inspect
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.sandbox import membership, tapping, writing
from bot.sandbox.calls import Call, Calls
from bot.sandbox.chats import Chat, Standing, Topic
from bot.sandbox.faults import Drop, Fault
from bot.sandbox.identity import Identity
from bot.sandbox.messages import Message
from bot.sandbox.methods import TABLE
from bot.sandbox.parameters import Files
from bot.sandbox.people import Person
from bot.sandbox.queries import Tap
from bot.sandbox.refusals import ConnectionDropped, Refusal
from bot.sandbox.world import World

TOKEN_SHAPE = re.compile(r"(\d{6,12}):[A-Za-z0-9_-]{30,}")
BOT_ID = 7_000_000_001
NO_FILES: dict[str, bytes] = {}

#: What the Bot API answers: an HTTP status and the JSON.
Answer = tuple[int, dict[str, Any]]


class Sandbox:
    """A strict local Telegram. `call` is the bot's side, everything else is what people do."""

    def __init__(
        self,
        *,
        token: str | None = None,
        bot_username: str = "kaituan_bot",
        real_time: Callable[[], float] = time.time,
        limits: bool = True,
    ) -> None:
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        shape = TOKEN_SHAPE.fullmatch(self.token)
        if shape is None:
            raise ValueError("a token is <bot id>:<30 or more of A-Z a-z 0-9 _ ->")
        self.bot = Identity(id=int(shape[1]), username=bot_username)
        self.world = World(bot=self.bot, real_time=real_time, limits=limits)
        self.clock = self.world.clock
        self.updates = self.world.updates
        self.limits = self.world.limits
        self._calls = Calls()

    async def call(self, method: str, params: Mapping[str, object], files: Files | None = None) -> Answer:
        """One call of the Bot API: its HTTP status and answer. Values may be native, or text as a form has them.

        Raises ConnectionDropped where a fault breaks the connection. The answer is shared: read it, never change it.
        """
        files = files or NO_FILES
        fault = self.world.faults.strike(method.lower(), _chat_id(params))
        try:
            status, answer = await self._answer(method, params, files, fault)
        except ConnectionDropped as dropped:
            self._log(method, params, files, (0, {"delivered": dropped.delivered}))
            raise
        self._log(method, params, files, (status, answer))
        return status, answer

    async def _answer(self, method: str, params: Mapping[str, object], files: Files, fault: Fault | None) -> Answer:
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if fault.drop is Drop.BEFORE:
                raise ConnectionDropped(delivered=False)
            refusal = fault.refusal()
            if refusal is not None and not fault.delivered:
                return refusal.code, refusal.answer()
            if fault.drop is Drop.AFTER or refusal is not None:
                return await self._answer_lost(method, params, files, refusal)
        return await self._run(method, params, files)

    async def _answer_lost(
        self, method: str, params: Mapping[str, object], files: Files, refusal: Refusal | None
    ) -> Answer:
        status, _ = await self._run(method, params, files)
        if refusal is None:
            raise ConnectionDropped(delivered=status == 200)
        return refusal.code, refusal.answer()

    async def _run(self, method: str, params: Mapping[str, object], files: Files) -> Answer:
        known = TABLE.get(method.lower())
        try:
            if known is None:
                raise Refusal(404, "method not found")
            args = known.read(params, files)
            if known.takes_files:
                args["files"] = files
            result = known.run(self.world, args)
            return 200, {"ok": True, "result": await result if inspect.iscoroutine(result) else result}
        except Refusal as refusal:
            return refusal.code, refusal.answer()

    def _log(self, method: str, params: Mapping[str, object], files: Files, answered: Answer) -> None:
        status, answer = answered
        known = TABLE.get(method.lower())
        name = known.name if known is not None else method
        if name == "getUpdates" and status == 200:
            answer = {"ok": True, "result": [update["update_id"] for update in answer["result"]]}
        self._calls.add(
            Call(
                method=name,
                params=dict(params),
                status=status,
                answer=answer,
                at=self.clock.now(),
                files={part: len(data) for part, data in files.items()},
            )
        )

    def calls(self, method: str | None = None) -> list[Call]:
        """What the bot asked and was answered, oldest first: all of it, or one method."""
        return self._calls.of(method)

    # People

    def add_user(
        self,
        first_name: str,
        *,
        id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        """A new person, who has never heard of the bot."""
        person = self.world.people.add(
            first_name=first_name, id=id, last_name=last_name, username=username, language_code=language_code
        )
        self.world.tell({"type": "user", "user_id": person.id})
        return person

    def add_chat(
        self,
        members: Sequence[int],
        *,
        type: str = "supergroup",
        title: str = "Group",
        admins: Sequence[int] = (),
        bot_is_admin: bool = False,
        with_bot: bool = True,
        id: int | None = None,
        is_forum: bool = False,
    ) -> Chat:
        """A group with the bot in it; the first administrator is its creator, and adds the bot."""
        return membership.add_chat(
            self.world,
            type=type,
            title=title,
            members=members,
            admins=admins,
            bot_is_admin=bot_is_admin,
            with_bot=with_bot,
            id=id,
            is_forum=is_forum,
        )

    def set_standing(self, chat_id: int, user_id: int, standing: str, *, by: int) -> None:
        """Somebody (the bot too) becomes creator, administrator, member, left or kicked."""
        membership.set_standing(self.world, chat_id, user_id, Standing(standing), by=by)

    def add_topic(self, chat_id: int, name: str, *, by: int) -> Topic:
        """A new topic in a forum."""
        return membership.add_topic(self.world, chat_id, name, by=by)

    def migrate(self, chat_id: int) -> Chat:
        """A group becomes a supergroup; gives the new chat."""
        return membership.migrate(self.world, chat_id)

    def block(self, user_id: int, blocked: bool = True) -> None:
        """A person blocks the bot, or lets it in again."""
        membership.block(self.world, user_id, blocked=blocked)

    def deactivate(self, user_id: int) -> None:
        """A person deletes their account."""
        membership.deactivate(self.world, user_id)

    # What they do

    def send(
        self,
        chat_id: int,
        from_id: int,
        text: str | None = None,
        *,
        photo: bytes | None = None,
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        anonymous: bool = False,
    ) -> Message:
        """A person writes."""
        return writing.send(
            self.world,
            chat_id,
            from_id,
            text=text,
            photo=photo,
            caption=caption,
            reply_to=reply_to,
            thread_id=thread_id,
            anonymous=anonymous,
        )

    def edit(
        self, chat_id: int, message_id: int, from_id: int, *, text: str | None = None, caption: str | None = None
    ) -> Message:
        """A person changes an own message."""
        return writing.edit(self.world, chat_id, message_id, from_id, text=text, caption=caption)

    def tap(
        self, chat_id: int, message_id: int, user_id: int, button: str | list[int] = "", *, data: str | None = None
    ) -> Tap:
        """A person presses a button, by its text or [row, column]; `data` instead forges a press."""
        return tapping.tap(self.world, chat_id, message_id, user_id, button, data)

    def open_link(self, user_id: int, url: str, *, chat_id: int | None = None) -> Message:
        """A person opens a t.me link to the bot and presses START."""
        return tapping.open_link(self.world, user_id, url, chat_id)

    # The world

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """All messages of a chat as people see them, newest last; deleted ones are marked so."""
        return [message.sim() for message in self.world.messages.of(chat_id)]

    def advance(self, seconds: float) -> None:
        """Push the time forward."""
        self.clock.advance(seconds)

    def fault(
        self,
        method: str = "*",
        *,
        chat_id: int | None = None,
        times: int = 1,
        status: int | None = None,
        description: str = "",
        retry_after: int | None = None,
        drop: str | None = None,
        delay_s: float = 0.0,
        delivered: bool = False,
    ) -> None:
        """Let something go wrong with the next calls of a method."""
        self.world.faults.add(
            Fault(
                method=method,
                chat_id=chat_id,
                times=times,
                status=status,
                description=description,
                retry_after=retry_after,
                drop=None if drop is None else Drop(drop),
                delay_s=delay_s,
                delivered=delivered,
            )
        )

    def clear_faults(self) -> None:
        """Let everything go well again."""
        self.world.faults.clear()

    def web_app(self) -> web.Application:
        """Everything over HTTP: the Bot API, the people's door and the page."""
        from bot.sandbox.server import web_app

        return web_app(self)


def _chat_id(params: Mapping[str, object]) -> object:
    value = params.get("chat_id")
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return value
