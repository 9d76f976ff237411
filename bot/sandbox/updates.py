"""The queue of updates: rising ids, confirmed up to a watermark, expiring by kind."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.refusals import Refusal

FIRST_ID = 700_000_001
DAY = 86_400.0
#: How long an update waits for the bot, in seconds, by its kind.
LIVES_FOR = {
    "message": DAY,
    "edited_message": DAY,
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
    "shipping_query": 150.0,
    "pre_checkout_query": 150.0,
    "my_chat_member": DAY,
    "chat_member": DAY,
    "message_reaction": DAY,
    "message_reaction_count": DAY,
}
#: Every kind that may be asked for; the sandbox makes those of LIVES_FOR only.
KINDS = frozenset(LIVES_FOR) | {
    "channel_post", "edited_channel_post", "business_connection", "business_message", "edited_business_message",
    "deleted_business_messages", "guest_message", "purchased_paid_media", "poll", "poll_answer", "chat_join_request",
    "chat_boost", "removed_chat_boost", "managed_bot",
}  # fmt: skip
#: What an empty list asks for.
USUAL = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
#: The same offset again within this time, without long polling, is held back where `holds_repeats` is on.
HOLD = 3.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits for the bot."""

    id: int
    expires_at: float
    json: dict[str, Any]


class UpdateQueue:
    """What happened and the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[Waiting] = deque()
        self._next_id = FIRST_ID
        self._earliest_expiry = float("inf")
        self._poll: asyncio.Future[bool] | None = None
        self._last_offset: tuple[int, float] | None = None
        self.allowed: frozenset[str] = USUAL
        self.allowed_as_asked: list[str] = []
        self.holds_repeats = False

    def push(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind when it happened."""
        if kind not in self.allowed:
            return
        expires_at = self._clock.now() + LIVES_FOR[kind]
        self._waiting.append(Waiting(self._next_id, expires_at, {"update_id": self._next_id, kind: body}))
        self._next_id += 1
        self._earliest_expiry = min(self._earliest_expiry, expires_at)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    def allow(self, kinds: Sequence[str]) -> None:
        """From now on make updates of these kinds; an empty list means the usual ones."""
        self.allowed_as_asked = list(kinds)
        self.allowed = frozenset(kinds) if kinds else USUAL

    def count(self) -> int:
        """How many updates wait."""
        self._drop_expired()
        return len(self._waiting)

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    async def take(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:
        """Confirm all below `offset`, then give what waits, or wait for it up to `timeout` real seconds.

        Raises Refusal 409 when a newer call takes the place of this one.
        """
        self._end_older_poll()
        if self.holds_repeats:
            await self._hold(offset, timeout)
        self._confirm(offset)
        if not self._waiting and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        self._drop_expired()
        return [self._waiting[index].json for index in range(min(limit, len(self._waiting)))]

    def _confirm(self, offset: int) -> None:
        self._drop_expired()
        if offset < 0:
            offset = self._next_id + offset
        while self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()

    def _drop_expired(self) -> None:
        now = self._clock.now()
        if now < self._earliest_expiry:
            return
        self._waiting = deque(update for update in self._waiting if update.expires_at > now)
        self._earliest_expiry = min((update.expires_at for update in self._waiting), default=float("inf"))

    def _end_older_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._poll = None

    async def _wait(self, timeout: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            if not await asyncio.wait_for(poll, timeout):
                raise Refusal(409, TERMINATED)
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    async def _hold(self, offset: int, timeout: int) -> None:
        now = self._clock.now()
        last, self._last_offset = self._last_offset, (offset, now)
        if last is not None and last[0] == offset and now - last[1] < HOLD and timeout < HOLD:
            await self._wait(HOLD)
