"""How often one may write to a chat and overall: pure arithmetic on a monotonic clock (seconds).

Telegram's limits are some 30 messages a second overall, one a second in a chat (a short burst passes) and 20 a minute
in a group, edits counted as messages; exact numbers are unpublished, so each pace keeps a little below. A pace says
when the next one may go (`at`) and is told that one goes (`take`).
"""

from collections import deque

#: At 30 a second exactly, a strict window of one second refuses every third message; at this rate none.
OVERALL_RATE = 29.3
CHAT_EVERY = 1.0
CHAT_BURST = 2
#: Edits of inline cards, all of them together: nobody knows which of them stand in one chat.
ELSEWHERE_EVERY = 0.2
GROUP_WINDOW = 60.0
GROUP_MOST = 18
#: A live card leaves one place in its group's window to everything else.
CARDS_MOST = GROUP_MOST - 1
CARD_EVERY = 3.5
#: A waker that is late by no more than this doesn't move the slots behind it: 29.3 slots in 1.02 s are still 30.
_LATE = 0.02
#: No more than so many lie within this time, counted from when they went: who was late brings no second over the limit.
#: Not longer, or who is late by 15 ms each time would lose them each time.
OVERALL_MOST = 30
OVERALL_WINDOW = 1.008
#: An answer that took longer than the quickest of so many may mean that its send arrived so much later, at most.
_ANSWERS = 100
LATE_MOST = 0.05


class Departure:
    """One send: when it went, later when it may have arrived, as far as its answer tells."""

    __slots__ = ("at",)

    def __init__(self, at: float) -> None:
        self.at = at


class LinePace:
    """The overall line: each send has its own slot in time, so that lateness doesn't add up.

    A window over those that went holds back who would be one too many behind a late one.
    """

    __slots__ = ("_every", "_free_at", "_took", "_went", "halted_until")

    def __init__(self, rate: float = OVERALL_RATE) -> None:
        self._every = 1 / rate
        self._free_at = 0.0
        self._went: deque[Departure] = deque(maxlen=OVERALL_MOST)
        self._took: deque[float] = deque(maxlen=_ANSWERS)
        self.halted_until = 0.0

    def at(self, now: float) -> float:
        """When the next one may go; it may lie a little in the past."""
        slot = self._free_at if self._free_at >= now - _LATE else now
        return max(slot, self._went[0].at + OVERALL_WINDOW) if len(self._went) == OVERALL_MOST else slot

    def take(self, now: float) -> Departure:
        """Take the next slot; it may lie ahead."""
        slot = self.at(now)
        self._free_at = slot + self._every
        departure = Departure(max(slot, now))
        self._went.append(departure)
        return departure

    def answered(self, departure: Departure, now: float) -> None:
        """Telegram has answered one that went."""
        took = max(0.0, now - departure.at)
        self._took.append(took)
        departure.at += min(took - min(self._took), LATE_MOST)

    def halt(self, until: float) -> None:
        """Nothing goes before `until`."""
        self.halted_until = max(self.halted_until, until)
        self._free_at = max(self._free_at, until)


class ChatPace:
    """One chat: a spacing with a small burst, for a group also a window, and the stop that a 429 asked for."""

    __slots__ = ("_card_at", "_every", "_free_at", "_sent_at", "stopped_until")

    def __init__(self, *, is_group: bool, every: float = CHAT_EVERY) -> None:
        self._every = every
        self._free_at = 0.0  # when the burst is full again
        self._card_at = 0.0
        self._sent_at: deque[float] | None = deque(maxlen=GROUP_MOST) if is_group else None
        self.stopped_until = 0.0

    def at(self, *, card: bool) -> float:
        """When the next one may go here; a live card keeps a distance of its own."""
        at = max(self.stopped_until, self._free_at - (CHAT_BURST - 1) * self._every)
        if card:
            at = max(at, self._card_at)
        if self._sent_at is not None:
            most = CARDS_MOST if card else GROUP_MOST
            if len(self._sent_at) >= most:
                at = max(at, self._sent_at[-most] + GROUP_WINDOW)
        return at

    def take(self, now: float, *, card: bool) -> None:
        """One goes at `now`, which may lie ahead."""
        self._free_at = max(self._free_at, now) + self._every
        if card:
            self._card_at = now + CARD_EVERY
        if self._sent_at is not None:
            self._sent_at.append(now)

    def stop(self, until: float) -> None:
        """Nothing goes before `until`, and no burst then."""
        self.stopped_until = max(self.stopped_until, until)
        self._free_at = max(self._free_at, until + (CHAT_BURST - 1) * self._every)

    def is_idle(self, now: float) -> bool:
        """Whether forgetting this chat changes nothing."""
        last = self._sent_at[-1] + GROUP_WINDOW if self._sent_at else 0.0
        return max(self._free_at, self._card_at, self.stopped_until, last) <= now
