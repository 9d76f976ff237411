"""An update is confirmed after it is worked off, never before."""

import asyncio

import pytest
from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.domain.errors import DatabaseAway
from bot.intake.polling import BATCH, LONG_POLL, TokenRefused, back_off
from bot.tasks import Nursery
from bot.trouble import trouble
from tests.unit.intake.servers import Queue, Room, nothing
from tests.unit.intake.updates import a_message, a_tap


def offsets(queue: Queue) -> list[int]:
    return [offset for offset, _, _ in queue.asked]


async def test_the_offset_moves_only_after_every_update_of_the_batch_is_done() -> None:
    queue, open_, started = Queue(a_message(5, 1), a_message(6, 2)), asyncio.Event(), asyncio.Event()

    async def process(update: Update) -> None:
        if update.update_id == 5:
            started.set()
            await open_.wait()

    async with Nursery() as nursery:
        room = Room(queue, process)
        running = nursery.start(room.run_in(nursery), name="polling")
        await started.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        assert offsets(queue) == [0]
        assert queue.left == [5, 6]
        open_.set()
        await running
    assert offsets(queue) == [0, 7]
    assert queue.left == []


async def test_a_batch_is_a_hundred_and_the_question_waits_long() -> None:
    queue = Queue(*(a_message(number, number) for number in range(1, 251)))
    done: list[int] = []

    async def process(update: Update) -> None:
        done.append(update.update_id)

    await Room(queue, process).run()
    assert sorted(done) == list(range(1, 251))
    assert queue.asked == [(offset, BATCH, LONG_POLL) for offset in (0, 101, 201, 251)]


async def test_a_persons_updates_stay_in_order_while_others_run() -> None:
    queue = Queue(a_message(1, 7), a_tap(2, 8), a_tap(3, 7), a_tap(4, 9))
    gate, ended = asyncio.Event(), []

    async def process(update: Update) -> None:
        if update.update_id == 1:
            await gate.wait()
        ended.append(update.update_id)
        if update.update_id == 4:
            gate.set()

    await Room(queue, process).run()
    assert ended == [2, 4, 1, 3]


async def test_a_database_that_is_away_withholds_and_the_update_comes_again() -> None:
    queue, tried, away = Queue(a_tap(1, 1), a_tap(2, 2), a_tap(3, 2), a_tap(4, 4)), [], [2, 2]

    async def process(update: Update) -> None:
        tried.append(update.update_id)
        if update.update_id in away:
            away.remove(update.update_id)
            trouble.get().append(DatabaseAway("locked"))

    room = Room(queue, process)
    await room.run()
    assert offsets(queue) == [0, 2, 2, 5]
    assert sorted(tried) == [1, 2, 2, 2, 3, 4, 4, 4]
    assert tried.index(3) == len(tried) - 2  # behind the withheld one of the same person
    assert room.slept == [1.0, 2.0]
    assert room.failed == []


async def test_a_database_away_that_is_raised_withholds_as_well() -> None:
    queue, away = Queue(a_tap(1)), [True]

    async def process(update: Update) -> None:
        if away:
            away.pop()
            raise DatabaseAway("disk full")

    await Room(queue, process).run()
    assert offsets(queue) == [0, 0, 2]


async def test_the_wait_starts_anew_after_a_batch_that_went_through() -> None:
    queue, away = Queue(a_tap(1)), [1, 2]

    async def process(update: Update) -> None:
        if update.update_id in away:
            away.remove(update.update_id)
            raise DatabaseAway("locked")
        if update.update_id == 1:
            queue.updates.append(a_tap(2))

    room = Room(queue, process)
    await room.run()
    assert room.slept == [1.0, 1.0]


async def test_while_updates_are_withheld_it_asks_often_enough_for_who_is_about_to_pay() -> None:
    queue, away = Queue(a_tap(1)), [True] * 5

    async def process(update: Update) -> None:
        if away:
            away.pop()
            raise DatabaseAway("locked")

    room = Room(queue, process)
    await room.run()
    assert room.slept == [1.0, 2.0, 4.0, 5.0, 5.0]


async def test_a_failing_handler_is_acknowledged_and_its_lane_goes_on() -> None:
    queue, done = Queue(a_tap(1), a_tap(2)), []

    async def process(update: Update) -> None:
        if update.update_id == 1:
            trouble.get().append(ValueError("a bug"))
        else:
            assert trouble.get() == []
            done.append(update.update_id)

    room = Room(queue, process)
    await room.run()
    assert (done, queue.left, room.slept) == ([2], [], [])


async def test_an_update_that_cannot_be_read_is_skipped() -> None:
    poison = {"update_id": 1, "callback_query": {"id": "1"}}
    queue, done = Queue(poison, a_tap(2)), []

    async def process(update: Update) -> None:
        done.append(update.update_id)

    with pytest.raises(TypeError):
        Update.de_json(poison, None)
    await Room(queue, process).run()
    assert (done, queue.left) == ([2], [])


async def test_a_handler_over_its_time_is_ended_told_and_acknowledged() -> None:
    queue, done = Queue(a_tap(1), a_tap(2)), []

    async def process(update: Update) -> None:
        if update.update_id == 1:
            await asyncio.Event().wait()
        done.append(update.update_id)

    room = Room(queue, process, limit_s=0.01)
    await room.run()
    assert (done, queue.left, room.failed) == ([2], [], [(1, "TimeoutError")])


async def test_a_complaint_that_fails_too_stops_nothing() -> None:
    queue = Queue(a_tap(1), a_tap(2))

    async def process(update: Update) -> None:
        raise ValueError("a bug")

    async def fail(update: Update, error: Exception) -> None:
        raise error

    room = Room(queue, process)
    room.door._fail = fail
    await room.run()
    assert queue.left == []


async def test_a_flood_is_warned_once_and_acknowledged_and_others_are_served() -> None:
    queue, done = Queue(*(a_tap(number, 7) for number in range(1, 31)), a_tap(31, 8)), []

    async def process(update: Update) -> None:
        done.append(update.update_id)

    room = Room(queue, process)
    await room.run()
    assert sorted(done) == [*range(1, 21), 31]
    assert (room.warned, queue.left) == ([21], [])


async def test_stop_finishes_the_batch_and_confirms_it() -> None:
    queue, done = Queue(a_tap(1, 1), a_tap(2, 1)), []
    room = Room(queue, nothing)

    async def process(update: Update) -> None:
        room.polling.stop()
        done.append(update.update_id)

    room.door._process = process
    await room.run(until_empty=False)
    assert done == [1, 2]
    assert queue.asked == [(0, BATCH, LONG_POLL), (3, 1, 0)]
    assert queue.left == []


async def test_stop_ends_a_question_that_waits_and_asks_no_more() -> None:
    asked = []

    async def endless(offset: int, limit: int, wait_s: int) -> list[dict[str, object]]:
        asked.append(offset)
        await asyncio.Event().wait()
        return []

    room = Room(Queue(), nothing)
    room.queue.fetch = endless  # type: ignore[method-assign]
    async with Nursery() as nursery:
        running = nursery.start(room.run_in(nursery, until_empty=False), name="polling")
        for _ in range(5):
            await asyncio.sleep(0)
        room.polling.stop()
        await asyncio.wait_for(running, 1)
    assert asked == [0]


async def test_stop_while_the_database_is_away_confirms_nothing_withheld() -> None:
    queue = Queue(a_tap(1, 1), a_tap(2, 2))
    room = Room(queue, nothing)

    async def process(update: Update) -> None:
        if update.update_id == 2:
            room.polling.stop()
            raise DatabaseAway("gone")

    room.door._process = process
    await room.run(until_empty=False)
    assert queue.left == [2]


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (NetworkError("bad gateway"), 1.0),
        (Conflict("terminated by other getUpdates request"), 1.0),
        (TelegramError("Invalid server response"), 1.0),
        (BadRequest("whatever"), 1.0),
        (RetryAfter(9), 9.0),
    ],
)
async def test_an_unanswered_question_is_asked_again_after_a_wait(error: TelegramError, wait: float) -> None:
    queue = Queue(a_tap(1))
    queue.faults = [error]
    room = Room(queue, nothing)
    await room.run()
    assert room.slept == [wait]
    assert offsets(queue) == [0, 0, 2]
    assert room.polling.answered_at == 42.0


async def test_a_batch_whose_confirming_question_failed_is_confirmed_at_the_end() -> None:
    queue = Queue(a_tap(1))
    room = Room(queue, nothing)

    async def sleep(seconds: float) -> None:
        room.polling.stop()
        await asyncio.sleep(0)

    room._sleep = sleep  # type: ignore[method-assign]

    async def process(update: Update) -> None:
        queue.faults = [NetworkError("refused")]

    room.door._process = process
    await room.run(until_empty=False)
    assert queue.asked[-1] == (2, 1, 0)
    assert queue.left == []


async def test_a_refused_token_stops_with_a_clear_word_and_no_token_in_it() -> None:
    queue = Queue()
    queue.faults = [InvalidToken("The token `123456:AAAA` was rejected by the server.")]
    with pytest.raises(TokenRefused, match=r"^Telegram does not accept BOT_TOKEN\.$") as caught:
        await Room(queue, nothing).run()
    assert caught.value.__cause__ is None


def test_waits_double_up_to_half_a_minute() -> None:
    assert [back_off(failures) for failures in (1, 2, 3, 4, 5, 6, 1000)] == [1, 2, 4, 8, 16, 30, 30]


async def test_new_ids_below_the_old_ones_are_taken_as_they_come() -> None:
    """After a week without updates Telegram starts again from a random id."""
    queue = Queue(a_tap(900))

    async def fetch(offset: int, limit: int, wait_s: int) -> list[dict[str, object]]:
        queue.asked.append((offset, limit, wait_s))
        return {0: [a_tap(900)], 901: [a_tap(50)]}.get(offset) or room.polling.stop() or []

    room = Room(queue, nothing)
    queue.fetch = fetch  # type: ignore[method-assign]
    await room.run(until_empty=False)
    assert offsets(queue) == [0, 901, 51]
