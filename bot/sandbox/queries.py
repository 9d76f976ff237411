"""Button presses that wait for the bot's answer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock

#: How long a press can be answered, in seconds.
ANSWERED_WITHIN = 150.0


@dataclass(slots=True, kw_only=True)
class Tap:
    """One press of a button, and what the person saw for it."""

    user_id: int
    chat_id: int
    message_id: int
    #: The callback query's id; empty for buttons that the bot never hears of.
    id: str = ""
    data: str = ""
    at: float = 0.0
    #: What the bot answered: text, show_alert, url; None until it does.
    answer: dict[str, Any] | None = None
    #: What a url or web_app button opens, a copy button copies, a switch_inline button types.
    url: str | None = None
    copy: str | None = None
    query: str | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def give(self, answer: dict[str, Any]) -> None:
        """Show the bot's answer to the person."""
        self.answer = answer
        self._answered.set()

    async def wait(self, seconds: float) -> dict[str, Any] | None:
        """The bot's answer, waited for up to so many real seconds."""
        if self.answer is None:
            try:
                await asyncio.wait_for(self._answered.wait(), seconds)
            except TimeoutError:
                return None
        return self.answer


class Queries:
    """The presses that can still be answered, by callback query id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Tap] = {}
        self._pressed: dict[str, Tap] = {}  # answered or not
        self._count = 0

    def open(self, tap: Tap) -> None:
        """Let a press wait for its answer; gives it its id and moment."""
        self._count += 1
        tap.id = str(4_382_000_000_000_000_000 + self._count)
        tap.at = self._clock.now()
        self._open[tap.id] = self._pressed[tap.id] = tap
        if self._count % 1000 == 0:
            self._drop_late()

    def take(self, query_id: str) -> Tap | None:
        """The press, if it is known, in time and not answered yet; from then on it counts as answered."""
        tap = self._open.pop(query_id, None)
        return tap if tap is not None and self._clock.now() - tap.at <= ANSWERED_WITHIN else None

    def pressed(self, query_id: str, *, within: float) -> Tap | None:
        """The press, answered or not, if it was not longer ago than so many seconds."""
        tap = self._pressed.get(query_id)
        return tap if tap is not None and self._clock.now() - tap.at <= within else None

    def _drop_late(self) -> None:
        oldest = self._clock.now() - ANSWERED_WITHIN
        self._open = {query_id: tap for query_id, tap in self._open.items() if tap.at >= oldest}
        self._pressed = {query_id: tap for query_id, tap in self._pressed.items() if tap.at >= oldest}
