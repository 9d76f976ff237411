"""Links that lead nowhere, counted for each person in memory: who guesses is told the same, with no look-up."""

from collections import deque

MOST = 10
WINDOW_S = 600.0
_FORGET_ABOVE = 10_000


class Misses:
    """The newest misses of each person; `now` is monotonic seconds."""

    def __init__(self) -> None:
        self._people: dict[int, deque[float]] = {}

    def is_cooling(self, person: int, now: float) -> bool:
        """Whether a person has missed ten times in ten minutes, and must wait until the first is past."""
        missed = self._people.get(person)
        return missed is not None and len(missed) == MOST and now - missed[0] < WINDOW_S

    def count(self, person: int, now: float) -> None:
        """One more link of theirs leads nowhere."""
        if person not in self._people and len(self._people) >= _FORGET_ABOVE:
            self._people = {one: missed for one, missed in self._people.items() if now - missed[-1] < WINDOW_S}
        self._people.setdefault(person, deque(maxlen=MOST)).append(now)
