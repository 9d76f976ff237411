"""Several outbox workers on one PostgreSQL: one sends, another takes over, nothing is sent twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.clock import StandingClock
from bot.delivery.worker import Worker
from bot.domain.notices import NoticeKind, notice
from bot.services import deliveries, people
from bot.services.act import Acts
from bot.tasks import Nursery
from storage import outbox, senders
from storage.database import Database, WriteTx
from tests.integration.delivery.mouths import Notebook, a_worker
from tests.integration.delivery.test_worker import ANA, a_quiet_order, queued, rows
from tests.kit.builders import Stage


@pytest_asyncio.fixture
async def shared(postgres: Database, clock: StandingClock) -> AsyncIterator[Stage]:
    """Acts on a fresh PostgreSQL."""
    yield Stage(postgres, clock)


@asynccontextmanager
async def replicas(stage: Stage, *notebooks: Notebook) -> AsyncIterator[list[Worker]]:
    """Workers that run beside each other, each with a mouth of its own; they stop in good order."""
    async with Nursery() as nursery:
        workers = [a_worker(stage, notebook, nursery) for notebook in notebooks]
        for number, worker in enumerate(workers):
            nursery.start(worker.run(), name=f"delivery {number}")
        yield workers
        for worker in workers:
            await worker.stop()


async def is_sent(stage: Stage) -> None:
    """Wait until everything is."""
    async with asyncio.timeout(20):
        while {state for state, *_ in await rows(stage)} != {"sent"}:  # noqa: ASYNC110 rows of a database
            await asyncio.sleep(0.01)


def copies(tx: WriteTx, stage: Stage, subject: int, first: int, most: int) -> None:
    """So many payment messages to Ana."""
    told = [notice(NoticeKind.PAYMENT_DUE, ANA.id, subject, f"{n}") for n in range(first, first + most)]
    outbox.queue(tx, told, stage.clock.now())


async def test_of_three_replicas_one_sends_everything_and_nothing_twice(shared: Stage) -> None:
    notebooks = [Notebook() for _ in range(3)]
    order = await a_quiet_order(shared)
    async with replicas(shared, *notebooks) as workers:
        for first in (0, 40):
            await shared.db.write(copies, shared, order, first, 40)
            for worker in workers:
                worker.wake()
            await is_sent(shared)
    assert sorted(len(notebook.posts) for notebook in notebooks) == [0, 0, 80]


async def test_what_another_replica_queues_is_sent_soon_without_being_woken(shared: Stage) -> None:
    notebook = Notebook()
    order = await a_quiet_order(shared)
    async with replicas(shared, notebook):
        await shared.db.write(copies, shared, order, 0, 1)
        async with asyncio.timeout(20):
            while not notebook.posts:  # noqa: ASYNC110 another replica's row
                await asyncio.sleep(0.01)


async def test_who_stops_in_good_order_is_followed_at_once(shared: Stage) -> None:
    first, second = Notebook(), Notebook()
    order = await a_quiet_order(shared)
    async with replicas(shared, first):
        await shared.db.write(copies, shared, order, 0, 1)
        await is_sent(shared)
    async with replicas(shared, second):
        await shared.db.write(copies, shared, order, 1, 1)
        async with asyncio.timeout(20):
            while not second.posts:  # noqa: ASYNC110 another replica's row
                await asyncio.sleep(0.01)
    assert (len(first.posts), len(second.posts)) == (1, 1)


async def test_what_a_killed_one_was_sending_is_asked_after_as_soon_as_its_turn_has_run_out(shared: Stage) -> None:
    await queued(shared)
    assert await shared.db.write(deliveries.take_as, "killed", 10, shared.clock.now()) is not None
    notebook = Notebook()
    async with replicas(shared, notebook):
        await asyncio.sleep(0)
        assert await rows(shared) == [("sending", 1, timedelta())], "it may be at it still"
        await shared.db.write(lambda tx: tx.run(text("UPDATE senders SET held_until = 1"), {}))
        async with asyncio.timeout(20):
            while (await rows(shared))[0][0] == "sending":  # noqa: ASYNC110 rows of a database
                await asyncio.sleep(0.01)
        assert await rows(shared) == [("pending", 1, timedelta(seconds=1))], "a payment code is sent again"
        shared.clock.moves(seconds=1)
        await is_sent(shared)
    assert [chat for chat, _ in notebook.posts] == [ANA.id]


async def test_who_waits_for_slow_sends_says_all_the_while_that_it_is_there(
    shared: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.worker.STILL_HERE_S", 0.05)
    slow, arrives = Notebook(), asyncio.Event()

    async def waits() -> None:
        await arrives.wait()

    slow.meanwhile = waits
    order = await a_quiet_order(shared)
    await shared.db.write(copies, shared, order, 0, 40)
    async with replicas(shared, slow):
        await holds(lambda: _sending(shared), "every place is taken")
        await shared.db.write(lambda tx: tx.run(text("UPDATE senders SET held_until = held_until - 9000000"), {}))
        await holds(lambda: _has_long(shared), "it says so again")
        arrives.set()
        await is_sent(shared)
    assert len(slow.posts) == 40


async def holds(look: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait until it does."""
    try:
        async with asyncio.timeout(20):
            while not await look():  # noqa: ASYNC110 rows of a database
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"waited in vain: {what}") from None


async def _sending(stage: Stage) -> bool:
    return [state for state, *_ in await rows(stage)].count("sending") == 32


async def _has_long(stage: Stage) -> bool:
    stands = await stage.db.read(lambda tx: tx.first(senders._STANDS))
    return stands is not None and stands.left > 8e6


async def test_a_replica_sees_what_another_has_changed_about_a_person(shared: Stage) -> None:
    one, other = Acts(shared.db, shared.clock), Acts(shared.db, shared.clock)
    await one(people.open_chat, ANA, "1")
    await other(people.choose_language, ANA, "2", "zh")
    seen = await one(people.open_chat, ANA, "3")
    assert seen.account is not None
    assert seen.account.language == "zh"
