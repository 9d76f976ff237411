"""Faults on demand: what may go wrong between a bot and Telegram."""

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.refusals import OTHER_CODES, DoorError, Refusal, too_many

ANY_METHOD = "*"
#: No method: the pushing of an update to the bot's webhook.
PUSH = "webhook"


class Drop(StrEnum):
    """When the connection breaks: before the call takes effect, or after it, so that only the answer is lost."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next `times` calls of a method (`*` for any), in one chat or in all.

    `webhook` strikes updates that are pushed to the bot: `drop` before they are there, or after, so that the bot's 200
    is lost; a status in place of the bot's own; a delay.
    """

    method: str = ANY_METHOD
    chat_id: int | None = None
    times: int = 1
    #: Answer with this HTTP status and text.
    status: int | None = None
    description: str = ""
    #: Answer 429 with these seconds.
    retry_after: int | None = None
    drop: str | None = None
    #: The call waits so many real seconds first.
    delay_s: float = 0.0
    #: The call takes effect all the same before the status is answered.
    delivered: bool = False

    def __post_init__(self) -> None:
        self.method = self.method.lower()
        if self.drop is not None and self.drop not in tuple(Drop):
            raise DoorError(f"drop is before or after, not {self.drop!r}")
        if self.times < 1 or self.delay_s < 0:
            raise DoorError("times must be at least 1, delay_s at least 0")
        if self.status is None and self.retry_after is None and self.drop is None and self.delay_s == 0:
            raise DoorError("a fault needs status, retry_after, drop or delay_s")

    def fits(self, method: str, chat_id: object) -> bool:
        """Whether it strikes this call; the method in lower case."""
        return self.method in (ANY_METHOD, method) and self.chat_id in (None, chat_id)

    def refusal(self) -> Refusal | None:
        """The error it answers with, if it answers one."""
        if self.retry_after is not None:
            return too_many(self.retry_after)
        if self.status is None:
            return None
        refusal = Refusal(self.status)
        if self.description or self.status not in OTHER_CODES:
            refusal.description = self.description or refusal.description
        return refusal


class Faults:
    """The faults that are still to strike, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let it strike the next fitting calls."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault that strikes this call, used up by one; the method in lower case."""
        return self._used(next((fault for fault in self._waiting if fault.fits(method, chat_id)), None))

    def strike_push(self) -> Fault | None:
        """The fault that strikes an update on its way to the bot, used up by one."""
        return self._used(next((fault for fault in self._waiting if fault.method == PUSH), None))

    def _used(self, fault: Fault | None) -> Fault | None:
        if fault is not None:
            fault.times -= 1
            if fault.times == 0:
                self._waiting.remove(fault)
        return fault
