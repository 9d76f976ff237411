"""The truth log: what the bot asked, and what it was answered."""

from collections import deque
from dataclasses import dataclass
from typing import Any

MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot. A status of 0 means that the connection was dropped."""

    method: str
    params: dict[str, Any]
    status: int
    answer: dict[str, Any]
    #: When it was answered, in unix seconds of the sandbox.
    at: float
    #: Names and sizes in bytes of what was uploaded.
    files: dict[str, int]

    def sim(self) -> dict[str, Any]:
        """What the people's door tells of it."""
        return {name: getattr(self, name) for name in ("method", "params", "status", "answer", "at", "files")}


class Calls:
    """The latest calls, oldest first."""

    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=MOST_KEPT)

    def add(self, call: Call) -> None:
        """Keep one; the oldest gives way."""
        self._kept.append(call)

    def of(self, method: str | None = None) -> list[Call]:
        """All calls, or those of one method in any case."""
        if method is None:
            return list(self._kept)
        return [call for call in self._kept if call.method.lower() == method.lower()]
