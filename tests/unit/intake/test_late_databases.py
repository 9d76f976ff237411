"""A database that is there and answers too late: who waited for it in vain comes again, polled or pushed."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import Update

from bot.intake.latecomers import REMEMBERED, TIMES, Latecomers
from bot.intake.webhooks import Webhook
from storage.patience import in_time, patience
from tests.unit.intake.servers import Queue, Room
from tests.unit.intake.test_webhooks import Hall
from tests.unit.intake.updates import a_message, a_tap

LIMIT_S = 0.02


async def gets_stuck() -> None:
    """An act that waits for a lock, and can be broken off."""
    async with in_time(writes=True):
        await asyncio.Event().wait()


async def gets_stuck_for_longer() -> None:
    """An act that waits for a lock; breaking it off takes longer than the handler may."""
    async with in_time(writes=True):
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(LIMIT_S)


async def is_written() -> None:
    """An act that is committed at once."""
    async with in_time(writes=True):
        pass


Wait = Callable[[], object]
EITHER = pytest.mark.parametrize("stuck", [gets_stuck, gets_stuck_for_longer])


class Handler:
    """Its first `times` runs for an update get stuck; every other one is written."""

    def __init__(self, stuck: Callable[[], object], times: int, *, update_id: int = 1) -> None:
        self.stuck, self.left, self.update_id = stuck, times, update_id
        self.done: list[int] = []

    async def __call__(self, update: Update) -> None:
        if update.update_id == self.update_id and self.left:
            self.left -= 1
            await self.stuck()  # type: ignore[misc]
        await is_written()
        self.done.append(update.update_id)


@EITHER
async def test_a_polled_update_that_waited_in_vain_is_not_confirmed_and_comes_again(stuck: Wait) -> None:
    queue, handler = Queue(a_tap(1), a_tap(2)), Handler(stuck, 2)
    room = Room(queue, handler, limit_s=LIMIT_S)
    await room.run()
    assert [offset for offset, _, _ in queue.asked] == [0, 0, 0, 3]
    assert (handler.done, room.failed, room.slept) == ([1, 2], [], [1.0, 2.0])


@EITHER
async def test_a_pushed_update_that_waited_in_vain_is_not_accepted_and_comes_again(stuck: Wait) -> None:
    handler = Handler(stuck, 1)
    hall = Hall()
    hall.room = Room(Queue(), handler, limit_s=LIMIT_S)
    webhook = Webhook(hall.bot, hall.webhook.address, hall.room.door, monotonic=lambda: 42.0, sleep=hall.sleep)
    assert await webhook.admit(a_tap(1)) is False
    assert await webhook.admit(a_tap(1)) is True
    assert (handler.done, hall.room.failed) == ([1], [])


async def test_one_that_hangs_on_anything_else_is_a_bug_though_the_database_answered_it() -> None:
    async def process(update: Update) -> None:
        await is_written()
        await asyncio.Event().wait()

    room = Room(Queue(a_tap(1)), process, limit_s=LIMIT_S)
    await room.run()
    assert (room.queue.left, room.failed) == ([], [(1, "TimeoutError")])


async def test_one_that_is_late_again_and_again_while_others_are_written_is_given_up() -> None:
    handler = Handler(gets_stuck, 1_000)
    room = Room(Queue(), handler, limit_s=LIMIT_S)
    for number in range(TIMES - 1):
        assert await room.door.admit(a_tap(1, 1)) is False
        assert await room.door.admit(a_tap(2 + number, 2 + number)) is True
    assert await room.door.admit(a_tap(1, 1)) is True
    assert room.failed == [(1, "TimeoutError")]
    assert handler.left == 1_000 - TIMES


async def test_while_nobodys_act_is_written_nobody_is_given_up() -> None:
    handler = Handler(gets_stuck, 2 * TIMES)
    room = Room(Queue(), handler, limit_s=LIMIT_S)

    async def reads(update: Update) -> None:
        async with in_time():
            pass

    for number in range(2 * TIMES):
        assert await room.door.admit(a_message(1, 1)) is False
        room.door._process = reads
        assert await room.door.admit(a_message(100 + number, 2)) is True
        room.door._process = handler
    assert await room.door.admit(a_message(1, 1)) is True
    assert (handler.done, room.failed) == ([1], [])


async def test_what_an_update_has_started_and_goes_on_after_it_is_not_bounded() -> None:
    async def goes_on() -> None:
        await asyncio.sleep(2 * LIMIT_S)
        async with in_time():
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as started:
        with patience(LIMIT_S):
            started.create_task(goes_on())


def test_only_so_many_late_ones_are_remembered() -> None:
    late = Latecomers()
    for number in range(REMEMBERED + 5):
        assert not late.late(number)
    assert len(late._late) == REMEMBERED
