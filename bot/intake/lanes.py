"""Who an update is from, and its lane: one person's updates stay in order, people don't wait for each other.

Works on raw updates, since a flood must be stopped before the cost of parsing.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

Raw = dict[str, Any]
Lane = int | str

_NO_LANE = 0


def kind_of(update: Raw) -> str:
    """`message`, `callback_query` …"""
    for key in update:
        if key != "update_id":
            return key
    return "empty"


def person_of(update: Raw) -> int | None:
    """The person who sent or tapped it; None where a chat speaks (an anonymous administrator's `from` is a bot)."""
    body = update.get(kind_of(update))
    if not isinstance(body, dict):
        return None
    sender = body.get("from") or body.get("user")
    if not isinstance(sender, dict) or sender.get("is_bot"):
        return None
    person = sender.get("id")
    return person if isinstance(person, int) else None


def lane_of(update: Raw) -> Lane:
    """The person, else the chat (its id is negative or that of the person, so the two never mix).

    Who is about to pay is answered within ten seconds, whatever their other updates wait for: a lane of its own.
    """
    if kind_of(update) == "pre_checkout_query":
        return f"checkout {update.get('update_id')}"
    person = person_of(update)
    if person is not None:
        return person
    body = update.get(kind_of(update))
    chat = body.get("chat") if isinstance(body, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) else _NO_LANE


def lanes_of(updates: Iterable[Raw]) -> list[list[Raw]]:
    """The updates by lane, each lane in the order of arrival."""
    lanes: dict[Lane, list[Raw]] = {}
    for update in updates:
        lanes.setdefault(lane_of(update), []).append(update)
    return list(lanes.values())


class _Lane:
    __slots__ = ("lock", "wanted")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()  # hands on in the order of asking
        self.wanted = 0


class Turns:
    """The lanes of updates that come one by one: each is worked off when those before it in its lane are."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, _Lane] = {}

    @asynccontextmanager
    async def of(self, update: Raw) -> AsyncIterator[None]:
        """Wait for the update's turn, and have it."""
        key = lane_of(update)
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane()
        lane.wanted += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.wanted -= 1
            if not lane.wanted:
                del self._lanes[key]
