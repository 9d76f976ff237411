"""The time machine, and those who follow it."""

import asyncio

import pytest

from bot.sandbox import DoorError
from bot.sandbox.clock import Clock


def test_time_is_real_time_plus_what_was_pushed() -> None:
    real = [1_800_000_000.5]
    clock = Clock(lambda: real[0])
    clock.advance(60)
    real[0] += 1
    assert (clock.now(), clock.date(), clock.shift, clock.version) == (1_800_000_061.5, 1_800_000_061, 60, 1)


def test_time_only_moves_forward() -> None:
    with pytest.raises(DoorError, match="forward"):
        Clock(lambda: 0.0).advance(-1)


def test_who_asked_is_told_of_each_push() -> None:
    clock, told = Clock(lambda: 0.0), []
    clock.on_shift.append(lambda: told.append(clock.now()))
    clock.advance(5)
    assert told == [5]


async def test_push_returns_after_the_follower_has_asked_again() -> None:
    clock, steps = Clock(lambda: 0.0), []

    async def follow() -> None:
        await clock.follow(0, 30)
        steps.append(f"saw {clock.version}")
        await asyncio.sleep(0)
        steps.append("asks again")
        await clock.follow(clock.version, 30)

    async def push() -> None:
        await asyncio.sleep(0)
        clock.advance(60)
        await clock.seen_by_all()
        steps.append("push is over")
        clock.advance(1)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(follow())
        tasks.create_task(push())
    assert steps == ["saw 1", "asks again", "push is over"]


async def test_push_without_followers_returns_at_once() -> None:
    clock = Clock(lambda: 0.0)
    clock.advance(60)
    await clock.seen_by_all()


async def test_who_is_behind_gets_the_time_at_once() -> None:
    clock = Clock(lambda: 0.0)
    clock.advance(60)
    await clock.follow(0, 30)


async def test_follower_waits_no_longer_than_it_said() -> None:
    clock = Clock(lambda: 0.0)
    await clock.follow(0, 0.001)
    clock.advance(60)
    await clock.seen_by_all()
