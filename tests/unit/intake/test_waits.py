"""While the database is away people are told once that what they did is kept; it is done once, when it is back."""

import pytest
from telegram import Update

from bot.domain.errors import DatabaseAway
from bot.intake.waits import FORGET_AFTER, REMEMBERED, TELL_AFTER, Waits
from bot.trouble import Told, answered_before
from tests.unit.intake.servers import Queue, Room
from tests.unit.intake.updates import Raw, a_member_change, a_message, a_tap


class Books:
    """A handler whose database is away until a moment of the room's clock."""

    def __init__(self, back_at: float) -> None:
        self.room: Room | None = None
        self.back_at = back_at
        self.done: list[tuple[int, bool]] = []

    async def __call__(self, update: Update) -> None:
        assert self.room is not None
        if self.room.now < self.back_at:
            raise DatabaseAway("locked")
        self.done.append((update.update_id, answered_before.get()))


def a_room(queue: Queue, back_at: float) -> tuple[Room, Books]:
    books = Books(back_at)
    room = books.room = Room(queue, books)
    return room, books


async def comes(room: Room, *raws: Raw) -> list[bool]:
    """These updates are pushed once, now; which of them are accepted."""
    return [await room.door.admit(raw) for raw in raws]


async def test_a_polled_tap_is_told_once_to_be_kept_and_is_done_once() -> None:
    queue = Queue(a_tap(1))
    room, books = a_room(queue, back_at=30)
    await room.run()
    assert room.slept == [1.0, 2.0, 4.0, *[5.0] * 5], "asked for at 0, 1, 3, 7, 12 … 32 seconds"
    assert (room.kept, books.done, queue.left) == ([1], [(1, True)], [])


async def test_a_hiccup_gives_nothing_but_the_true_answer() -> None:
    room, books = a_room(Queue(a_tap(1)), back_at=TELL_AFTER)
    await room.run()
    assert (room.kept, books.done) == ([], [(1, False)])


async def test_a_pushed_tap_is_told_when_it_comes_again_after_five_seconds() -> None:
    room, books = a_room(Queue(), back_at=20)
    told = []
    for moment in (0, TELL_AFTER - 0.1, TELL_AFTER, 12, 19):
        room.now = moment
        assert await comes(room, a_tap(1)) == [False]
        told.append(len(room.kept))
    room.now = 20
    assert await comes(room, a_tap(1)) == [True]
    assert (told, books.done) == ([0, 0, 1, 1, 1], [(1, True)])


async def test_one_that_waited_long_in_its_first_run_is_told_at_once() -> None:
    room = Room(Queue(), lambda update: hangs())

    async def hangs() -> None:
        room.now += 8
        raise DatabaseAway("too late")

    assert await comes(room, a_tap(1)) == [False]
    assert room.kept == [1]


async def test_a_person_is_told_once_however_much_they_send() -> None:
    room, books = a_room(Queue(), back_at=20)
    updates = [a_tap(1), a_message(2), a_tap(3), a_tap(4, 8)]
    for moment in (0, 6, 12):
        room.now = moment
        assert await comes(room, *updates) == [False] * 4
    assert room.kept == [1, 4], "one word for each of two people"
    room.now = 20
    assert await comes(room, *updates) == [True] * 4
    assert books.done == [(1, True), (2, False), (3, False), (4, True)]


async def test_the_next_outage_is_told_anew() -> None:
    room, books = a_room(Queue(), back_at=10)
    for moment, back_at in ((0, 10), (6, 10), (10, 10), (20, 30), (26, 30), (30, 30)):
        room.now, books.back_at = moment, back_at
        await comes(room, a_tap(1 if moment <= 10 else 2))
    assert (room.kept, [one for one, _ in books.done]) == ([1, 2], [1, 2])


@pytest.mark.parametrize(
    "raw",
    [
        a_member_change(1),
        {"update_id": 1, "edited_message": a_message(1)["message"]},
        {
            "update_id": 1,
            "inline_query": {"id": "1", "from": a_tap(1)["callback_query"]["from"], "query": "", "offset": ""},
        },
    ],
)
async def test_who_waits_for_no_answer_is_told_nothing(raw: Raw) -> None:
    room, _ = a_room(Queue(), back_at=20)
    for moment in (0, 6, 12):
        room.now = moment
        assert await comes(room, raw) == [False]
    assert room.kept == []


async def test_a_polled_tap_behind_something_unanswered_is_told_too() -> None:
    queue = Queue(a_member_change(1, 7), a_tap(2, 7), a_message(3, 7), a_tap(4, 8))
    room, books = a_room(queue, back_at=20)
    await room.run()
    assert room.kept == [2, 4]
    assert sorted(books.done) == [(1, False), (2, True), (3, False), (4, True)]


async def test_what_is_said_to_nobody_leaves_the_word_for_the_next_one() -> None:
    room, _ = a_room(Queue(), back_at=20)
    for moment in (0, 6):
        room.now, room.tells = moment, Told.NOTHING
        await comes(room, a_message(1, chat=-5))
        room.tells = Told.SAID
        await comes(room, a_tap(2))
    assert room.kept == [1, 2]


async def test_a_word_that_is_lost_is_not_said_again_and_the_tap_can_still_be_answered() -> None:
    room, books = a_room(Queue(), back_at=20)
    room.tells = Told.LOST
    for moment in (0, 6, 12, 20):
        room.now = moment
        await comes(room, a_tap(1))
    assert (room.kept, books.done) == ([1], [(1, False)])


async def test_a_word_that_can_not_be_said_takes_nothing_away(caplog: pytest.LogCaptureFixture) -> None:
    room, books = a_room(Queue(), back_at=20)

    async def fails(update: Update) -> Told:
        raise ValueError("a bug")

    room.door._keep = fails
    for moment in (0, 6, 20):
        room.now = moment
        assert await comes(room, a_tap(1)) == [moment == 20]
    assert books.done == [(1, False)]
    assert "update.not-told" in caplog.text


def waits_for(waits: Waits, update_id: int, moments: list[float]) -> list[bool]:
    return [waits.is_long(update_id, update_id, moments[0], moment) for moment in moments]


def test_only_so_many_are_remembered_and_the_others_are_told_nothing() -> None:
    waits = Waits()
    for number in range(REMEMBERED):
        assert waits_for(waits, number, [0.0]) == [False]
    assert waits_for(waits, REMEMBERED, [0.0, 6.0]) == [False, False]
    assert len(waits._waits) == REMEMBERED
    assert waits.is_long(0, 0, 6.0, 6.0), "who was there first is told"


def test_what_never_comes_again_is_forgotten_with_who_was_told() -> None:
    waits = Waits()
    assert waits_for(waits, 1, [0.0, 6.0]) == [False, True]
    waits.told(1, is_answered=True)
    assert waits.is_answered(1)
    assert not waits.is_long(2, 2, 6.0 + FORGET_AFTER, 6.0 + FORGET_AFTER)
    assert (list(waits._waits), waits._told, waits.is_answered(1)) == ([2], {}, False)


def test_what_is_over_leaves_nothing_behind() -> None:
    waits = Waits()
    waits_for(waits, 1, [0.0, 6.0])
    waits.told(1, is_answered=False)
    waits.over(1)
    waits.over(1)
    assert (waits._waits, waits._told) == ({}, {})
