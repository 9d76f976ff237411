"""The turn to send: one holder at a time, by the database's clock, given up or run out."""

import asyncio

from sqlalchemy import text

from storage import senders
from storage.database import Database, WriteTx
from storage.senders import LEASE, Turn


def run_down(tx: WriteTx, left_s: float) -> None:
    """Time has passed since the holder last said so: it has so many seconds left."""
    tx.run(
        text("UPDATE senders SET held_until = held_until - :by"), {"by": int((LEASE.total_seconds() - left_s) * 1e6)}
    )


async def test_one_of_many_who_ask_at_once_is_the_one_who_sends(database: Database) -> None:
    turns = await asyncio.gather(*(database.write(senders.hold, who) for who in "abcd"))
    assert sorted(turn.name for turn in turns) == ["NEW", "OTHERS", "OTHERS", "OTHERS"]


async def test_who_says_so_again_goes_on_and_nobody_else_does(database: Database) -> None:
    assert await database.write(senders.hold, "a") is Turn.NEW
    for _ in range(3):
        await database.write(run_down, 5)
        assert await database.write(senders.hold, "a") is Turn.OURS
        assert await database.write(senders.hold, "b") is Turn.OTHERS


async def test_when_it_has_run_out_the_next_who_asks_has_it_and_the_first_has_not(database: Database) -> None:
    assert await database.write(senders.hold, "a") is Turn.NEW
    await database.write(run_down, 0)
    assert await database.write(senders.hold, "b") is Turn.NEW
    assert await database.write(senders.hold, "a") is Turn.OTHERS


async def test_who_was_late_and_was_missed_by_nobody_goes_on(database: Database) -> None:
    assert await database.write(senders.hold, "a") is Turn.NEW
    await database.write(run_down, 0)
    assert await database.write(senders.hold, "a") is Turn.OURS
    assert await database.write(senders.hold, "b") is Turn.OTHERS


async def test_who_gives_it_up_is_followed_at_once_and_who_has_it_not_gives_up_nothing(database: Database) -> None:
    assert await database.write(senders.hold, "a") is Turn.NEW
    await database.write(senders.resign, "b")
    assert await database.write(senders.hold, "b") is Turn.OTHERS
    await database.write(senders.resign, "a")
    assert await database.write(senders.hold, "b") is Turn.NEW
