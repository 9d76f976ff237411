"""Inline queries that wait for the bot's answer, answers that are kept for a while, and messages sent via the bot."""

import asyncio
import base64
import struct
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.files import Photo
from bot.sandbox.messages import Message, shown_button, shown_photo
from bot.sandbox.rendering import as_html
from bot.sandbox.texts import Text

#: How long a query can be answered, in seconds.
ANSWERED_WITHIN = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One result, ready to be sent."""

    id: str
    type: str
    title: str | None
    description: str | None
    body: Text
    photo: list[Photo]
    markup: dict[str, Any] | None
    options: dict[str, Any]

    def sim(self) -> dict[str, Any]:
        """What the people's door shows of it: how it is listed, and the message it would become."""
        rows = self.markup["inline_keyboard"] if self.markup else []
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            "description": self.description,
            "text": self.body.text,
            "html": as_html(self.body),
            "buttons": [[shown_button(button) for button in row] for row in rows],
            "photo": shown_photo(self.photo),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The bot's answer to one query."""

    offers: list[Offer]
    #: The button above the results: its text and start_parameter.
    button: dict[str, str] | None = None
    next_offset: str = ""

    def sim(self) -> dict[str, Any]:
        """What the people's door shows of it."""
        return {
            "results": [offer.sim() for offer in self.offers],
            "button": self.button,
            "next_offset": self.next_offset,
        }


@dataclass(slots=True, kw_only=True)
class Asked:
    """What a person has typed behind the bot's name, and what they were offered for it."""

    user_id: int
    query: str
    offset: str = ""
    #: The query's id; empty where an answer that is kept has served.
    id: str = ""
    at: float = 0.0
    answer: Offers | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def give(self, answer: Offers) -> None:
        """Show the results to the person."""
        self.answer = answer
        self._answered.set()

    async def wait(self, seconds: float) -> Offers | None:
        """The bot's answer, waited for up to so many real seconds."""
        if self.answer is None:
            try:
                await asyncio.wait_for(self._answered.wait(), seconds)
            except TimeoutError:
                return None
        return self.answer


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Offers
    until: float


class InlineMode:
    """Everything about inline mode that outlives a call."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Asked] = {}
        #: By person (0: everybody), query and offset.
        self._kept: dict[tuple[int, str, str], _Kept] = {}
        self._seen: dict[tuple[int, str], dict[str, Offer]] = {}
        self._sent: dict[str, Message] = {}
        self._count = 0

    def open(self, asked: Asked) -> None:
        """Let a query wait for its answer; gives it its id and moment."""
        self._count += 1
        asked.id = str(5_120_000_000_000_000_000 + self._count)
        asked.at = self._clock.now()
        self._open[asked.id] = asked

    def take(self, query_id: str) -> Asked | None:
        """The query, if it is known, in time and not answered yet; from then on it counts as answered."""
        asked = self._open.pop(query_id, None)
        return asked if asked is not None and self._clock.now() - asked.at <= ANSWERED_WITHIN else None

    def keep(self, asked: Asked, answer: Offers, seconds: int, *, personal: bool) -> None:
        """Serve this answer for a while to the person, or to everybody who asks the same."""
        if seconds > 0:
            key = (asked.user_id if personal else 0, asked.query, asked.offset)
            self._kept[key] = _Kept(answer, self._clock.now() + seconds)

    def kept(self, asked: Asked) -> Offers | None:
        """The answer that still serves a query."""
        for user_id in (asked.user_id, 0):
            found = self._kept.get((user_id, asked.query, asked.offset))
            if found is not None and self._clock.now() < found.until:
                return found.answer
        return None

    def show(self, asked: Asked, answer: Offers) -> None:
        """The person sees the results, and may choose one; a further page stands beside the earlier ones."""
        shown = self._seen.setdefault((asked.user_id, asked.query), {})
        if not asked.offset:
            shown.clear()
        shown.update({offer.id: offer for offer in answer.offers})
        asked.give(answer)

    def seen(self, user_id: int, query: str, result_id: str) -> Offer | None:
        """A result that a person was shown for a query."""
        return self._seen.get((user_id, query), {}).get(result_id)

    def next_id(self) -> str:
        """The inline_message_id of the next message."""
        self._count += 1
        return base64.urlsafe_b64encode(struct.pack(">IQQ", 2, self._count, 0x5A17)).decode().rstrip("=")

    def sent(self, message: Message) -> None:
        """Remember a message by its inline_message_id."""
        if message.inline_id is not None:
            self._sent[message.inline_id] = message

    def find(self, inline_id: str) -> Message | None:
        """The message with this inline_message_id, a deleted one too, or None."""
        return self._sent.get(inline_id)
