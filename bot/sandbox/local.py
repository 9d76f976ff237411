"""A whole local Telegram for one bot: the Bot API in process, and the people's door as plain methods."""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bot.sandbox import choosing, forwarding, membership, paying, tapping, writing
from bot.sandbox.api import Answer, Api
from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Topic
from bot.sandbox.faults import Fault
from bot.sandbox.identity import Identity
from bot.sandbox.inline import Asked
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Files
from bot.sandbox.payments import Checkout
from bot.sandbox.people import Person
from bot.sandbox.queries import Tap
from bot.sandbox.world import World

TOKEN_SHAPE = re.compile(r"(\d{6,12}):[A-Za-z0-9_-]{30,}")
BOT_ID = 7_000_000_001
NO_FILES: dict[str, bytes] = {}


class LocalTelegram:
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
        self.webhook = self.world.webhook
        self._api = Api(self.world)

    async def call(self, method: str, params: Mapping[str, object], files: Files | None = None) -> Answer:
        """One call of the Bot API: its HTTP status and answer. Values may be native, or text as a form has them.

        Raises ConnectionDropped where a fault breaks the connection. The answer is shared: read it, never change it.
        """
        return await self._api.call(method, params, files or NO_FILES)

    def download(self, path: str) -> bytes | None:
        """The file at a path that getFile gave, or None."""
        file = self.world.files.at(path)
        return file.content() if file is not None else None

    def calls(self, method: str | None = None) -> list[Call]:
        """What the bot asked and was answered, oldest first: all of it, or one method."""
        return self._api.calls.of(method)

    async def close(self) -> None:
        """Push no more updates: the end of a sandbox whose bot had set a webhook."""
        await self.webhook.stop()

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
        membership.set_standing(self.world, chat_id, user_id, standing, by=by)

    def add_topic(self, chat_id: int, name: str, *, by: int) -> Topic:
        """A new topic in a forum."""
        return membership.add_topic(self.world, chat_id, name, by=by)

    def rename_topic(self, chat_id: int, thread_id: int, name: str, *, by: int) -> Topic:
        """A topic has another name."""
        return membership.rename_topic(self.world, chat_id, thread_id, name, by=by)

    def set_topic(self, chat_id: int, thread_id: int, state: str, *, by: int) -> Topic:
        """A topic is closed, open again, or deleted."""
        return membership.set_topic(self.world, chat_id, thread_id, state, by=by)

    def set_rights(
        self,
        chat_id: int,
        *,
        by: int,
        send: bool | None = None,
        photos: bool | None = None,
        pin: bool | None = None,
    ) -> None:
        """An administrator gives the bot the right to write, to send photos, to pin, or takes it."""
        membership.set_rights(self.world, chat_id, by=by, send=send, photos=photos, pin=pin)

    def migrate(self, chat_id: int) -> Chat:
        """A group becomes a supergroup; gives the new chat."""
        return membership.migrate(self.world, chat_id)

    def restrict(self, chat_id: int, *, members_may_send: bool | None = None, reactions: bool | None = None) -> None:
        """Whether members may write in a group, the bot among them, and whether anybody may react."""
        chat = self.world.chats.get(chat_id)
        chat.members_may_send = chat.members_may_send if members_may_send is None else members_may_send
        chat.reactions = chat.reactions if reactions is None else reactions

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
        document: tuple[str, bytes] | None = None,
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        anonymous: bool = False,
        as_channel: str | None = None,
    ) -> Message:
        """A person writes: as themselves, as the group, or as a channel of theirs. A document is its name and bytes."""
        return writing.send(
            self.world,
            chat_id,
            from_id,
            text=text,
            photo=photo,
            document=document,
            caption=caption,
            reply_to=reply_to,
            thread_id=thread_id,
            anonymous=anonymous,
            as_channel=as_channel,
        )

    def edit(
        self, chat_id: int, message_id: int, from_id: int, *, text: str | None = None, caption: str | None = None
    ) -> Message:
        """A person changes an own message."""
        return writing.edit(self.world, chat_id, message_id, from_id, text=text, caption=caption)

    def forward(self, chat_id: int, message_id: int, from_id: int, to: int, *, thread_id: int | None = None) -> Message:
        """A person forwards a message into another chat, without the buttons that call the bot."""
        return forwarding.forward(self.world, chat_id, message_id, from_id, to, thread_id)

    def delete(self, chat_id: int, message_id: int, from_id: int) -> None:
        """A person deletes a message; the bot is not told."""
        writing.delete(self.world, chat_id, message_id, from_id)

    def pin(self, chat_id: int, message_id: int, from_id: int, *, pinned: bool = True) -> None:
        """An administrator pins a message, or unpins it."""
        writing.pin(self.world, chat_id, message_id, from_id, pinned=pinned)

    def tap(
        self,
        chat_id: int,
        message_id: int,
        user_id: int,
        button: str | list[int] = "",
        *,
        data: str | None = None,
        ephemeral_id: int | None = None,
    ) -> Tap:
        """A person presses a button, by its text or [row, column]; `data` instead forges a press.

        `ephemeral_id`: under an ephemeral message that they see, whatever `message_id` says.
        """
        return tapping.tap(self.world, chat_id, message_id, user_id, button, data, ephemeral_id)

    def pay(self, chat_id: int, message_id: int, user_id: int, *, card: str = "good") -> Checkout:
        """A person presses Pay under an invoice, with a card that is good, declined or slow."""
        return paying.pay(self.world, chat_id, message_id, user_id, card)

    def pay_link(self, user_id: int, url: str, *, card: str = "good") -> Checkout:
        """A person pays by an invoice's link."""
        return paying.pay_link(self.world, url, user_id, card)

    def charge(self, query_id: str, *, declined: bool = False) -> Checkout:
        """The provider charges a slow card, or declines it."""
        return paying.charge(self.world, query_id, declined=declined)

    def ask_inline(self, user_id: int, query: str = "", *, chat_type: str | None = None, offset: str = "") -> Asked:
        """A person types words behind the bot's name, in whatever chat."""
        return choosing.ask(self.world, user_id, query, chat_type, offset)

    def choose_inline(
        self, user_id: int, chat_id: int, query: str, result_id: str, *, thread_id: int | None = None
    ) -> Message:
        """A person sends a result they were offered for these words into a chat."""
        return choosing.choose(self.world, user_id, chat_id, query, result_id, thread_id)

    def open_link(self, user_id: int, url: str, *, chat_id: int | None = None) -> Message:
        """A person opens a t.me link to the bot and presses START."""
        return tapping.open_link(self.world, user_id, url, chat_id)

    # The world

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """All messages of a chat as people see them, newest last; deleted ones are marked so."""
        return [message.sim() for message in self.world.messages.of(chat_id)]

    def ephemerals(self, chat_id: int, user_id: int) -> list[dict[str, Any]]:
        """The ephemeral messages that a member of a group sees, newest last."""
        seen = self.world.ephemerals.seen_by(chat_id, user_id)
        return [message.sim() | {"ephemeral_id": number} for number, message in seen.items()]

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        """What happens from now on, event by event, as the stream at the people's door tells it."""
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.world.watchers.add(events)
        try:
            yield events
        finally:
            self.world.watchers.discard(events)

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
                drop=drop,
                delay_s=delay_s,
                delivered=delivered,
            )
        )

    def clear_faults(self) -> None:
        """Let everything go well again."""
        self.world.faults.clear()
