"""One person's flood is stopped in memory, before any parsing or database work: 20 updates in 10 s, then 5 min silence.

There is no bucket for a group: many people tap one card at once.
"""

from enum import Enum, auto

from bot.intake.lanes import Raw, kind_of

MOST = 20
WINDOW = 10.0
SILENCE = 300.0
#: Who types too fast behind the bot's name isn't offered anything for so long; what they tap is heard all the same.
TYPING_SILENCE = 10.0
_FORGET_ABOVE = 10_000

_COUNTED = frozenset({"message", "edited_message", "callback_query", "inline_query", "chosen_inline_result"})
#: Service messages that must never be lost, whoever caused them.
_EXEMPT = frozenset(
    {"successful_payment", "refunded_payment", "migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members",
     "left_chat_member"}
)  # fmt: skip


class Verdict(Enum):
    """What is done with an update."""

    PASS = auto()
    WARN = auto()  # the one too many: it is answered by a warning
    DROP = auto()


class _Person:
    __slots__ = ("passed", "silent_until")

    def __init__(self) -> None:
        self.passed: dict[int, float] = {}  # the last update ids let through, and when; oldest first
        self.silent_until = 0.0


class Floods:
    """The bucket of each person; `now` is monotonic seconds."""

    def __init__(self, *, silence: float = SILENCE) -> None:
        self._silence = silence
        self._people: dict[int, _Person] = {}
        self._forget_above = _FORGET_ABOVE

    def verdict(self, person_id: int, update_id: int, now: float) -> Verdict:
        """Count one update. One that was let through before passes again: it comes back when the database was away."""
        person = self._people.get(person_id) or self._new(person_id, now)
        if update_id in person.passed:
            return Verdict.PASS
        if now < person.silent_until:
            return Verdict.DROP
        if len(person.passed) == MOST:
            oldest, passed_at = next(iter(person.passed.items()))
            if now - passed_at < WINDOW:
                person.silent_until = now + self._silence
                return Verdict.WARN
            del person.passed[oldest]
        person.passed[update_id] = now
        return Verdict.PASS

    def _new(self, person_id: int, now: float) -> _Person:
        if len(self._people) >= self._forget_above:
            self._people = {key: one for key, one in self._people.items() if not _is_idle(one, now)}
            # Where most are busy, looking through all of them at each newcomer would stop everything
            self._forget_above = max(_FORGET_ABOVE, 2 * len(self._people))
        person = self._people[person_id] = _Person()
        return person


def is_counted(update: Raw) -> bool:
    """Whether it is something a person can flood with: what they send, tap or ask for, not what happens to chats."""
    kind = kind_of(update)
    if kind not in _COUNTED:
        return False
    return kind != "message" or _EXEMPT.isdisjoint(update[kind])


def _is_idle(person: _Person, now: float) -> bool:
    return now >= person.silent_until and all(now - passed_at >= SILENCE for passed_at in person.passed.values())
