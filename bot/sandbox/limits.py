"""How often the bot may write: one chat, one group, everybody together."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.refusals import too_many

#: A private chat takes one message a second, and a short burst of this many at once.
PRIVATE_BURST = 3
GROUP_SENDS, GROUP_WINDOW = 20, 60.0
ALL_SENDS, ALL_WINDOW = 30, 1.0
#: A webhook is set once in so many seconds.
WEBHOOK_EVERY = 1.0


@dataclass(slots=True)
class Bucket:
    """Sends left in a private chat; it fills by one a second."""

    at: float
    left: float = field(default=PRIVATE_BURST)

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        self.left = min(PRIVATE_BURST, self.left + max(0.0, now - self.at))
        self.at = now
        return 1 - self.left


@dataclass(slots=True)
class Window:
    """The sends of the last stretch of time."""

    most: int
    seconds: float
    sent_at: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        while self.sent_at and self.sent_at[0] <= now - self.seconds:
            self.sent_at.popleft()
        return self.sent_at[0] + self.seconds - now if len(self.sent_at) >= self.most else 0.0


class Limits:
    """Sends and edits count alike; a refused one does not count. Callback answers are free."""

    def __init__(self, clock: Clock, *, on: bool) -> None:
        self._clock = clock
        self._people: dict[int, Bucket] = {}
        self._groups: dict[int, Window] = {}
        self._inline: dict[str, Window] = {}
        self._all = Window(ALL_SENDS, ALL_WINDOW)
        self._webhooks = Window(1, WEBHOOK_EVERY)
        self.on = on

    def take(self, chat_id: int) -> None:
        """Count one send or edit; raises Refusal 429 where it would be one too many."""
        if not self.on:
            return
        now = self._clock.now()
        if chat_id > 0:
            bucket = self._people.setdefault(chat_id, Bucket(now))
            self._refuse(max(bucket.wait(now), self._all.wait(now)))
            bucket.left -= 1
        else:
            window = self._groups.setdefault(chat_id, Window(GROUP_SENDS, GROUP_WINDOW))
            self._refuse(max(window.wait(now), self._all.wait(now)))
            window.sent_at.append(now)
        self._all.sent_at.append(now)

    def take_inline(self, inline_id: str) -> None:
        """Count one edit of a message sent via the bot, whose chat is not the bot's to know; raises Refusal 429."""
        if not self.on:
            return
        now = self._clock.now()
        window = self._inline.setdefault(inline_id, Window(GROUP_SENDS, GROUP_WINDOW))
        self._refuse(max(window.wait(now), self._all.wait(now)))
        window.sent_at.append(now)
        self._all.sent_at.append(now)

    def take_webhook(self) -> None:
        """Count one setting of the webhook; raises Refusal 429 where it follows another too soon."""
        if self.on:
            now = self._clock.now()
            self._refuse(self._webhooks.wait(now))
            self._webhooks.sent_at.append(now)

    def _refuse(self, wait: float) -> None:
        if wait > 1e-9:
            raise too_many(max(1, math.ceil(wait)))
