"""The queue of updates: watermark, expiry, what was asked for, one poller."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.refusals import Refusal
from bot.sandbox.updates import FIRST_ID, UpdateQueue


def a_queue() -> tuple[UpdateQueue, Clock]:
    clock = Clock(lambda: 1_800_000_000.0)
    return UpdateQueue(clock), clock


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] - FIRST_ID for update in updates]


async def test_ids_rise_by_one_and_stay_until_confirmed() -> None:
    queue, _ = a_queue()
    for _ in range(3):
        queue.push("message", {})
    assert ids(await queue.take(0, 100, 0)) == [0, 1, 2]
    assert ids(await queue.take(0, 100, 0)) == [0, 1, 2]


async def test_offset_confirms_all_below_it() -> None:
    queue, _ = a_queue()
    for _ in range(3):
        queue.push("message", {})
    assert ids(await queue.take(FIRST_ID + 2, 100, 0)) == [2]
    assert ids(await queue.take(0, 100, 0)) == [2]


async def test_limit_shows_the_oldest() -> None:
    queue, _ = a_queue()
    for _ in range(3):
        queue.push("message", {})
    assert ids(await queue.take(0, 2, 0)) == [0, 1]


async def test_negative_offset_forgets_all_but_the_last() -> None:
    queue, _ = a_queue()
    for _ in range(3):
        queue.push("message", {})
    assert ids(await queue.take(-1, 100, 0)) == [2]
    assert queue.count() == 1


@pytest.mark.parametrize(
    ("kind", "lives"),
    [("callback_query", 150), ("inline_query", 30), ("message", 86_400), ("my_chat_member", 86_400)],
)
async def test_update_expires_by_its_kind(kind: str, lives: int) -> None:
    queue, clock = a_queue()
    queue.push(kind, {})
    clock.advance(lives - 1)
    assert ids(await queue.take(0, 100, 0)) == [0]
    clock.advance(1)
    assert await queue.take(0, 100, 0) == []


async def test_expired_press_leaves_the_messages_around_it() -> None:
    queue, clock = a_queue()
    for kind in ("message", "callback_query", "message"):
        queue.push(kind, {})
    clock.advance(200)
    assert ids(await queue.take(0, 100, 0)) == [0, 2]


async def test_what_was_not_asked_for_is_never_made() -> None:
    queue, _ = a_queue()
    queue.allow(["callback_query"])
    queue.push("message", {})
    queue.allow(["message", "callback_query"])
    queue.push("callback_query", {})
    assert [sorted(update) for update in await queue.take(0, 100, 0)] == [["callback_query", "update_id"]]


async def test_empty_list_asks_for_all_but_other_members() -> None:
    queue, _ = a_queue()
    queue.allow([])
    queue.push("chat_member", {})
    queue.push("my_chat_member", {})
    assert queue.count() == 1


async def test_long_poll_wakes_with_what_happens() -> None:
    queue, _ = a_queue()
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(queue.take(0, 100, 30))
        await asyncio.sleep(0)
        queue.push("message", {})
    assert ids(poll.result()) == [0]


async def test_newer_poller_ends_the_waiting_one_with_409() -> None:
    queue, _ = a_queue()
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(_outcome(queue))
        await asyncio.sleep(0)
        newer = tasks.create_task(_outcome(queue))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        queue.push("message", {})
    assert older.result() == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert newer.result() == "1 update"


async def _outcome(queue: UpdateQueue) -> str:
    try:
        return f"{len(await queue.take(0, 100, 30))} update"
    except Refusal as refusal:
        return refusal.description


async def test_poll_that_waited_in_vain_is_empty() -> None:
    queue, _ = a_queue()
    await queue._wait(0.001)
    assert await queue.take(0, 100, 0) == []


async def test_same_offset_again_is_held_back_only_where_asked() -> None:
    queue, _ = a_queue()
    queue.holds_repeats = True
    assert await queue.take(5, 100, 0) == []
    async with asyncio.TaskGroup() as tasks:
        held = tasks.create_task(queue.take(5, 100, 0))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not held.done()
        queue.push("message", {})
    assert ids(held.result()) == [0]
