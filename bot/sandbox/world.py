"""Everything the sandbox knows, in one place: who is where, what was said, what waits."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.sandbox.chats import Chat, Chats
from bot.sandbox.clock import Clock
from bot.sandbox.ephemerals import Ephemerals
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.identity import Identity
from bot.sandbox.inline import InlineMode
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message, Messages
from bot.sandbox.payments import Payments
from bot.sandbox.people import People
from bot.sandbox.queries import Queries
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhooks import Webhook


class World:
    """One bot's Telegram."""

    def __init__(self, *, bot: Identity, real_time: Callable[[], float], limits: bool) -> None:
        self.clock = Clock(real_time)
        self.bot = bot
        self.people = People()
        self.chats = Chats()
        self.messages = Messages()
        self.files = Files(bot.id)
        self.updates = UpdateQueue(self.clock)
        self.queries = Queries(self.clock)
        self.inline = InlineMode(self.clock)
        self.ephemerals = Ephemerals()
        self.payments = Payments(self.clock)
        self.limits = Limits(self.clock, on=limits)
        self.faults = Faults()
        self.webhook = Webhook(self.updates, self.clock, self.faults)
        self.watchers: set[asyncio.Queue[dict[str, Any]]] = set()
        self.clock.on_shift.append(lambda: self.tell({"type": "clock", "now": self.clock.now()}))

    def user_json(self, user_id: int) -> dict[str, Any] | None:
        """The User object of the bot or of a person the bot may name, or None."""
        if user_id == self.bot.id:
            return self.bot.json()
        person = self.people.find(user_id)
        return person.json() if person is not None and self.has_met(user_id) else None

    def has_met(self, user_id: int) -> bool:
        """Whether the bot has seen a person: in private, or in a group that both are in."""
        person = self.people.find(user_id)
        if person is None:
            return False
        if not person.met:
            person.met = any(chat.has(self.bot.id) and chat.has(user_id) for chat in self.chats)
        return person.met

    def tell(self, event: dict[str, Any]) -> None:
        """Let everybody who watches the stream know."""
        for watcher in self.watchers:
            watcher.put_nowait(event)

    def tell_message(self, kind: str, message: Message) -> None:
        """Let watchers know of a message that is new, edited or deleted."""
        if self.watchers:
            self.tell({"type": kind, "chat_id": message.chat_id, "message": message.sim()})

    def keep(self, message: Message) -> Message:
        """A new message stands in its chat."""
        self.messages.add(message)
        self.tell_message("message", message)
        return message

    def topic_head(self, chat_id: int, thread_id: int | None) -> Message | None:
        """The service message that opened a topic."""
        return None if thread_id is None else self.messages.find(chat_id, thread_id)

    def announce(
        self,
        chat: Chat,
        sender: dict[str, Any],
        service: dict[str, Any],
        sentence: str,
        *,
        thread_id: int | None = None,
        opens_topic: bool = False,
    ) -> Message:
        """A service message in a group, or the first one of a topic; the bot is told if it is there."""
        number = self.messages.next_id(chat.id)
        message = Message(
            id=number,
            chat=chat.json(),
            sender=sender,
            date=self.clock.date(),
            service=service,
            service_text=sentence,
            thread_id=number if opens_topic else thread_id,
            topic_head=self.topic_head(chat.id, thread_id),
        )
        if chat.has(self.bot.id):
            self.updates.push("message", message.json())
        return self.keep(message)
