import asyncio

import pytest
import structlog

from bot.tasks import Nursery


async def for_ever(ended: list[str], name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


async def breaks(why: str) -> None:
    raise RuntimeError(why)


async def test_a_task_gives_its_result() -> None:
    async def seven() -> int:
        return 7

    async with Nursery() as nursery:
        task = nursery.start(seven(), name="seven")
        assert (await task, task.get_name()) == (7, "seven")


async def test_no_task_outlives_the_nursery() -> None:
    ended: list[str] = []
    async with Nursery() as nursery:
        nursery.start(for_ever(ended, "one"), name="one")
        nursery.start(for_ever(ended, "two"), name="two")
        await asyncio.sleep(0)
    assert sorted(ended) == ["one", "two"]


async def test_a_failed_loop_is_logged_and_says_that_the_program_should_stop() -> None:
    with structlog.testing.capture_logs() as logs:
        async with Nursery() as nursery:
            nursery.start(breaks("first"), name="outbox")
            error = await nursery.failed()
            nursery.start(breaks("second"), name="ticks")
            await asyncio.sleep(0)
            assert await nursery.failed() is error
    assert str(error) == "first"
    assert [(log["event"], log["task"], log["log_level"]) for log in logs] == [
        ("task.failed", "outbox", "error"),
        ("task.failed", "ticks", "error"),
    ]


async def test_what_is_not_vital_fails_without_stopping_the_program() -> None:
    with structlog.testing.capture_logs() as logs:
        async with Nursery() as nursery:
            small = nursery.start(breaks("small"), name="small", vital=False)
            await asyncio.wait([small])
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(nursery.failed(), 0.01)
    assert [log["task"] for log in logs] == ["small"]


async def test_waiting_for_a_failure_can_be_given_up() -> None:
    async with Nursery() as nursery:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(nursery.failed(), 0.01)
        with structlog.testing.capture_logs():
            nursery.start(breaks("later"), name="later")
            assert str(await nursery.failed()) == "later"


async def test_at_the_end_nothing_starts_any_more() -> None:
    nursery = Nursery()
    await nursery.cancel_all()
    with pytest.raises(RuntimeError, match="no new task at the end: late"):
        nursery.start(breaks("late"), name="late")


async def test_a_failure_while_ending_is_logged_too() -> None:
    async def breaks_when_cancelled() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("could not end")

    with structlog.testing.capture_logs() as logs:
        async with Nursery() as nursery:
            nursery.start(breaks_when_cancelled(), name="stubborn")
            await asyncio.sleep(0)
    assert [log["task"] for log in logs] == ["stubborn"]
