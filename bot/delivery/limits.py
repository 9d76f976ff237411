"""The one place that says when a message may go, for replies and for the outbox: `await limits.turn(chat_id, lane)`.

Two lanes share the overall line: people's own messages take the next slot, bulk moves back; live cards go with bulk
and leave room in their group. Sends and edits count alike. Answers to callback queries are free and take no turn;
neither do calls that show nothing (getChatMember, sendChatAction).
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum

from bot.delivery.paces import CHAT_EVERY, ELSEWHERE_EVERY, ChatPace, Departure, LinePace
from bot.domain.notices import ELSEWHERE

_FORGET_ABOVE = 10_000
#: Two chats limited within this many seconds mean that it isn't about the chats.
_TOGETHER = 1.0


class Lane(StrEnum):
    """Who waits for the message."""

    OWN = "own"  # a person who has just asked
    BULK = "bulk"  # notices and broadcasts
    CARD = "card"  # a live card of a group: the newest state, whenever it is


class NoTurn(Exception):
    """The turn lies further ahead than the caller wants to wait: `wait_s` seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"no turn within {wait_s:.1f} s")
        self.wait_s = wait_s


class _Chat:
    __slots__ = ("pace", "queues", "waiting")

    def __init__(self, chat_id: int) -> None:
        every = ELSEWHERE_EVERY if chat_id == ELSEWHERE else CHAT_EVERY
        self.pace = ChatPace(is_group=chat_id < 0, every=every)
        # First come, first served; a notice doesn't wait behind a card that keeps its distance
        self.queues = {Lane.BULK: asyncio.Lock(), Lane.CARD: asyncio.Lock()}
        self.waiting = 0


class Limits:
    """Turns to write. Monotonic clock, sleep and jitter (seconds on top of a 429's wait) are given."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self._line = LinePace()
        self._bulk_queue = asyncio.Lock()
        self._chats: dict[int, _Chat] = {}
        self._limited: tuple[int, float, float] | None = None  # the last limited chat, when, for how long

    async def turn(self, chat_id: int | None, lane: Lane, *, within_s: float | None = None) -> Departure:
        """Wait until one message (or edit) may go to this chat; None: an inline message, whose chat nobody knows.

        What it gives is for `answered`. Raises NoTurn, at once where that is known, if it would be more than `within_s`
        seconds from now.
        """
        latest = None if within_s is None else self._monotonic() + within_s
        chat = None if chat_id is None else self._chat(chat_id)
        if chat is None:
            return await self._line_turn(None, lane, latest)
        chat.waiting += 1
        try:
            return await self._chat_turn(chat, lane, latest)
        finally:
            chat.waiting -= 1

    def answered(self, departure: Departure) -> None:
        """Telegram has answered what went in a turn: how late it may have arrived there."""
        self._line.answered(departure, self._monotonic())

    def wait_for(self, chat_id: int, lane: Lane) -> float:
        """Seconds until this chat may get its next message, as it looks now (0: at once)."""
        chat = self._chats.get(chat_id)
        return 0.0 if chat is None else max(0.0, chat.pace.at(card=lane is Lane.CARD) - self._monotonic())

    def limited(self, chat_id: int | None, after_s: float) -> float:
        """Telegram answered 429 with `after_s`: stop that chat, or everything; returns the seconds with jitter.

        Everything stops when no chat is named, or when another chat was limited within a second; then for the
        shorter of the two waits, since each chat keeps its own.
        """
        now, wait = self._monotonic(), after_s + self._jitter()
        if chat_id is None:
            self._line.halt(now + wait)
            return wait
        self._chat(chat_id).pace.stop(now + wait)
        if self._limited is not None:
            other, at, others_wait = self._limited
            if other != chat_id and now - at <= _TOGETHER:
                self._line.halt(now + min(wait, others_wait))
        self._limited = (chat_id, now, wait)
        return wait

    def _chat(self, chat_id: int) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= _FORGET_ABOVE:
                self._forget_idle()
            chat = self._chats[chat_id] = _Chat(chat_id)
        return chat

    def _forget_idle(self) -> None:
        now = self._monotonic()
        self._chats = {key: chat for key, chat in self._chats.items() if chat.waiting or not chat.pace.is_idle(now)}

    async def _chat_turn(self, chat: _Chat, lane: Lane, latest: float | None) -> Departure:
        if lane is Lane.OWN:
            return await self._line_turn(chat, lane, latest)
        self._in_time(chat.pace.at(card=lane is Lane.CARD), latest)
        async with chat.queues[lane]:  # so that only one of a chat's messages stands in the overall queue
            return await self._line_turn(chat, lane, latest)

    async def _line_turn(self, chat: _Chat | None, lane: Lane, latest: float | None) -> Departure:
        if lane is Lane.OWN:
            return await self._own_turn(chat, latest)
        while True:
            await self._until_ready(chat, lane, latest)
            async with self._bulk_queue:
                departure = await self._bulk_turn(chat, lane, latest)
            if departure is not None:
                return departure

    async def _own_turn(self, chat: _Chat | None, latest: float | None) -> Departure:
        """Take the chat's next place, then the line's next slot: ahead of all bulk, in the order of asking."""
        while chat is not None:
            now = self._monotonic()
            at = max(now, chat.pace.at(card=False))
            self._in_time(at, latest)
            chat.pace.take(at, card=False)
            await self._sleep_until(at)
            if chat.pace.stopped_until <= self._monotonic():
                break
        while True:
            self._in_time(self._line.at(self._monotonic()), latest)
            departure = self._line.take(self._monotonic())
            await self._sleep_until(departure.at)
            if self._line.halted_until <= self._monotonic():
                return departure

    async def _until_ready(self, chat: _Chat | None, lane: Lane, latest: float | None) -> None:
        while chat is not None and (at := chat.pace.at(card=lane is Lane.CARD)) > self._monotonic():
            self._in_time(at, latest)
            await self._sleep_until(at)

    async def _bulk_turn(self, chat: _Chat | None, lane: Lane, latest: float | None) -> Departure | None:
        """First of the bulk: wait for a free slot. None: the chat has become closed meanwhile, others go first."""
        card = lane is Lane.CARD
        while True:
            now = self._monotonic()
            if chat is not None and chat.pace.at(card=card) > now:
                return None
            slot = self._line.at(now)
            if slot <= now:
                break
            self._in_time(slot, latest)
            await self._sleep_until(slot)
        if chat is not None:
            chat.pace.take(now, card=card)
        return self._line.take(now)

    def _in_time(self, at: float, latest: float | None) -> None:
        if latest is not None and at > latest:
            raise NoTurn(at - self._monotonic())

    async def _sleep_until(self, at: float) -> None:
        while (wait := at - self._monotonic()) > 0:
            await self._sleep(wait)
