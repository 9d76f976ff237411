"""The queue of updates: rising ids, expiring by kind; confirmed up to a watermark, or one by one when pushed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
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
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"
PUSHED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
#: The same offset again within this time, without long polling, is held back where `holds_repeats` is on.
HOLD = 3.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits for the bot."""

    id: int
    kind: str
    expires_at: float
    json: dict[str, Any]


class UpdateQueue:
    """What happened and the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: OrderedDict[int, Waiting] = OrderedDict()
        self._next_id = FIRST_ID
        self._earliest_expiry = float("inf")
        self._poll: asyncio.Future[str] | None = None
        #: Who pushes updates to the bot; while there is somebody, nobody may poll.
        self._pushes: Callable[[Waiting], None] | None = None
        self._last_offset: tuple[int, float] | None = None
        self.allowed: frozenset[str] = USUAL
        self.allowed_as_asked: list[str] = []
        self.holds_repeats = False

    def push(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind when it happened."""
        if kind not in self.allowed:
            return
        expires_at = self._clock.now() + LIVES_FOR[kind]
        made = Waiting(self._next_id, kind, expires_at, {"update_id": self._next_id, kind: body})
        self._waiting[made.id] = made
        self._next_id += 1
        self._earliest_expiry = min(self._earliest_expiry, expires_at)
        self._end_poll()
        if self._pushes is not None:
            self._pushes(made)

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

    def push_to(self, pushes: Callable[[Waiting], None] | None) -> None:
        """From now on each update is handed on, what waits already first; None lets the bot poll again."""
        self._pushes = pushes
        if pushes is None:
            return
        self._end_poll(TERMINATED_BY_WEBHOOK)
        self._drop_expired()
        for update in self._waiting.values():
            pushes(update)

    def waits(self, update_id: int) -> bool:
        """Whether an update is neither confirmed nor expired."""
        self._drop_expired()
        return update_id in self._waiting

    def forget(self, update_id: int) -> None:
        """Confirm one that was pushed, or drop it."""
        self._waiting.pop(update_id, None)

    async def take(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:
        """Confirm all below `offset`, then give what waits, or wait for it up to `timeout` real seconds.

        Raises Refusal 409 when a newer call takes the place of this one, or updates are pushed.
        """
        if self._pushes is not None:
            raise Refusal(409, PUSHED)
        self._end_poll(TERMINATED)
        self._poll = None
        if self.holds_repeats:
            await self._hold(offset, timeout)
        self._confirm(offset)
        if not self._waiting and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        self._drop_expired()
        return [update.json for update in islice(self._waiting.values(), limit)]

    def _confirm(self, offset: int) -> None:
        self._drop_expired()
        if offset < 0:
            offset = self._next_id + offset
        while self._waiting and next(iter(self._waiting)) < offset:
            self._waiting.popitem(last=False)

    def _drop_expired(self) -> None:
        now = self._clock.now()
        if now < self._earliest_expiry:
            return
        self._waiting = OrderedDict((key, update) for key, update in self._waiting.items() if update.expires_at > now)
        self._earliest_expiry = min((update.expires_at for update in self._waiting.values()), default=float("inf"))

    def _end_poll(self, conflict: str = "") -> None:
        """Whoever waits is answered: with what there is, or a conflict."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(conflict)

    async def _wait(self, timeout: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            conflict = await asyncio.wait_for(poll, timeout)
            if conflict:
                raise Refusal(409, conflict)
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
