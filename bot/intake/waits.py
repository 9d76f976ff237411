"""Updates that are withheld: who has waited for some seconds already is told so, once, until one of theirs is done."""

from collections import OrderedDict
from dataclasses import dataclass

#: Seconds that an update may wait for the database before its person is told that it is kept: a hiccup is over before.
TELL_AFTER = 5.0
#: One that has not come again for so long was dropped by Telegram, or another replica has it.
FORGET_AFTER = 300.0
#: So many are remembered; of more than these nobody is told.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Wait:
    person: int
    came_at: float
    seen_at: float
    is_answered: bool = False


class Waits:
    """What waits, since when, and who was told of it; moments are monotonic seconds."""

    def __init__(self) -> None:
        self._waits: OrderedDict[int, _Wait] = OrderedDict()  # by update, that seen last at the end
        self._told: dict[int, int] = {}  # a person → of which update they were told

    def is_long(self, update_id: int, person: int, came_at: float, now: float) -> bool:
        """An update that came then is withheld now. Whether its person is to be told: nobody has, and it is long."""
        self._forget(now)
        wait = self._waits.pop(update_id, None)
        if wait is None:
            if len(self._waits) >= REMEMBERED:
                return False
            wait = _Wait(person, came_at, now)
        wait.seen_at = now
        self._waits[update_id] = wait
        return now - wait.came_at >= TELL_AFTER and person not in self._told

    def told(self, update_id: int, *, is_answered: bool) -> None:
        """The person of an update was told that it is kept. `is_answered`: by the one answer that a tap can have."""
        wait = self._waits[update_id]
        wait.is_answered = is_answered
        self._told[wait.person] = update_id

    def is_answered(self, update_id: int) -> bool:
        """Whether a tap has had its one answer."""
        wait = self._waits.get(update_id)
        return wait is not None and wait.is_answered

    def over(self, update_id: int) -> None:
        """An update is done, or given up: its person is told again the next time that something waits."""
        wait = self._waits.pop(update_id, None)
        if wait is not None and self._told.get(wait.person) == update_id:
            del self._told[wait.person]

    def _forget(self, now: float) -> None:
        while self._waits:
            oldest, wait = next(iter(self._waits.items()))
            if now - wait.seen_at < FORGET_AFTER:
                return
            self.over(oldest)
