"""The outbox worker on both databases: stopping, starting beside others, tries that count, and recordings that fail."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from telegram.error import RetryAfter

from bot.delivery.limits import NoTurn
from bot.delivery.wire import NotSent
from bot.delivery.worker import CARDS_IN_FLIGHT, IN_FLIGHT
from bot.domain.errors import DatabaseAway
from bot.domain.ids import OrderId
from bot.domain.notices import Notice, NoticeKind, notice
from bot.services import deliveries, people
from bot.tasks import Nursery
from storage import outbox
from storage.database import Database, ReadTx, WriteTx
from tests.integration.delivery.mouths import Notebook, a_worker, works_off
from tests.kit.builders import Stage, a_deal, a_person, a_team, order_id

ANA = a_person(1)


async def a_quiet_order(stage: Stage) -> OrderId:
    """Ana's due order; she can be written to, and nothing waits to be sent."""
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2)
    await stage.does(ANA, people.open_chat)
    await stage.db.write(lambda tx: tx.run(text("DELETE FROM outbox"), {}))
    return order_id(await stage.order_of(deal, ANA))


async def queued(stage: Stage, kind: NoticeKind = NoticeKind.PAYMENT_DUE, key: str = "") -> Notice:
    """A notice about Ana's order that waits to be sent."""
    told = notice(kind, ANA.id, await a_quiet_order(stage), key)
    await stage.db.write(outbox.queue, [told], stage.clock.now())
    return told


async def rows(stage: Stage) -> list[tuple[str, int, timedelta]]:
    """Of each row of the outbox its state, how many tries failed, and how long it waits still."""

    def read(tx: ReadTx) -> list[tuple[str, int, timedelta]]:
        found = tx.all(text("SELECT state, attempts FROM outbox ORDER BY id"))
        soonest = outbox.soonest(tx) or stage.clock.now()
        return [(state, attempts, soonest - stage.clock.now()) for state, attempts in found]

    return await stage.db.read(read)


class Interfering:
    """A database with something between it and who writes."""

    def __init__(self, db: Database, around: Callable[[Callable[..., Any], Callable[[], Any]], Any]) -> None:
        self._db = db
        self._around = around
        self.is_shared = db.is_shared
        self.read = db.read
        self.close = db.close

    async def write(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As the database does, with `around` about it."""
        return await self._around(fn, lambda: self._db.write(fn, *args, **kwargs))


async def test_rows_taken_while_the_bot_is_stopped_are_put_back_untried(stage: Stage) -> None:
    await queued(stage)
    taken, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly(fn: Callable[..., Any], write: Callable[[], Any]) -> Any:
        answer = await write()
        if fn in (deliveries.take, deliveries.take_as) and answer:
            taken.set()
            await goes_on.wait()
        return answer

    notebook = Notebook()
    async with Nursery() as nursery:
        worker = a_worker(stage, notebook, nursery, Interfering(stage.db, slowly))
        nursery.start(worker.run(), name="delivery")
        await taken.wait()
        stopping = nursery.start(worker.stop(), name="stop")
        await asyncio.sleep(0)
        goes_on.set()
        await stopping
        await nursery.settled("delivery", within_s=5)
    assert notebook.posts == []
    assert await rows(stage) == [("pending", 0, timedelta())]


async def test_a_start_leaves_alone_what_another_replica_is_sending(stage: Stage) -> None:
    await queued(stage)
    await stage.db.write(deliveries.take_as, "another", 10, stage.clock.now())
    notebook = Notebook()
    await works_off(stage, notebook)
    if stage.db.is_shared:
        assert await rows(stage) == [("sending", 1, timedelta())]
    else:  # nobody else can have this file: its sender is dead
        assert await rows(stage) == [("pending", 1, timedelta(seconds=1))]
    assert notebook.posts == []
    await stage.db.write(deliveries.resign, "another")
    stage.clock.moves(seconds=deliveries.LEASE.total_seconds())
    await works_off(stage, notebook)
    stage.clock.moves(seconds=1)
    await works_off(stage, notebook)
    assert [chat for chat, _ in notebook.posts] == [ANA.id]
    assert [state for state, *_ in await rows(stage)] == ["sent"]


async def test_what_a_dead_replica_left_is_asked_after_by_one_of_the_others(stage: Stage) -> None:
    await queued(stage)
    await stage.db.write(deliveries.take, 10, stage.clock.now())
    stage.clock.moves(seconds=deliveries.LEASE.total_seconds())
    shares = await asyncio.gather(*(stage.db.write(deliveries.left_over, stage.clock.now()) for _ in range(4)))
    assert sorted(len(share) for share in shares) == [0, 0, 0, 1]


def taken_by_another(tx: WriteTx, left: Notice, now: datetime) -> None:
    """A replica that dies now has just taken a row; nobody could take it before."""
    outbox.queue(tx, [left], now)
    deliveries.take(tx, 10, now)


async def test_a_busy_outbox_is_asked_after_all_the_same(stage: Stage) -> None:
    left = await queued(stage, NoticeKind.PAYMENT_REMINDER, "1")
    notebook = Notebook()
    more = iter(range(20))

    async def others_are_queued() -> None:
        stage.clock.moves(seconds=20)
        if (n := next(more, None)) is not None:
            again = notice(NoticeKind.PAYMENT_DUE, ANA.id, left.subject, f"copy-{n}")
            await stage.db.write(outbox.queue, [again], stage.clock.now())

    async with Nursery() as nursery:
        worker = a_worker(stage, notebook, nursery)
        running = nursery.start(worker.run(), name="delivery")
        async with asyncio.timeout(10):
            while [state for state, *_ in await rows(stage)] != ["sent"]:  # noqa: ASYNC110 a row of the database
                await asyncio.sleep(0.002)
            await stage.db.write(lambda tx: tx.run(text("DELETE FROM outbox"), {}))
            await stage.db.write(taken_by_another, left, stage.clock.now())
            notebook.meanwhile = others_are_queued
            due = notice(NoticeKind.PAYMENT_DUE, ANA.id, left.subject)
            await stage.db.write(outbox.queue, [due], stage.clock.now())
            worker.wake()
            while (await rows(stage))[0][0] == "sending":  # noqa: ASYNC110 a row of the database
                await asyncio.sleep(0.002)
        await worker.stop()
        await running
    assert (await rows(stage))[0][0] == "unknown", "a reminder comes at most once"
    assert next(more, None) is not None, "it was found while others were being sent"


@pytest.mark.parametrize(
    ("trouble", "waits_s"), [(NoTurn(7.0), 7.0), (RetryAfter(30), 30.0)], ids=["no turn", "too many requests"]
)
async def test_waiting_for_a_turn_is_no_failed_try(stage: Stage, trouble: NoTurn | RetryAfter, waits_s: float) -> None:
    await queued(stage)
    notebook = Notebook()
    for _ in range(5):
        notebook.fails = [trouble]
        await works_off(stage, notebook)
        assert await rows(stage) == [("pending", 0, timedelta(seconds=waits_s))]
        stage.clock.moves(seconds=waits_s)
    notebook.fails = [NotSent("no connection")]
    await works_off(stage, notebook)
    assert await rows(stage) == [("pending", 1, timedelta(seconds=1))]


async def test_a_send_that_can_not_be_recorded_follows_its_policy(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queued(stage)
    notebook = Notebook()

    def fails(tx: WriteTx, *_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(deliveries, "sent", fails)
    await works_off(stage, notebook)
    assert await rows(stage) == [("pending", 1, timedelta(seconds=1))]
    for _ in range(5):
        stage.clock.moves(minutes=1)
        await works_off(stage, notebook)
    assert [state for state, *_ in await rows(stage)] == ["unknown"], "it isn't sent for ever"
    assert len(notebook.posts) == 3


async def test_what_comes_once_at_most_is_unknown_when_it_can_not_be_recorded(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queued(stage, NoticeKind.PAYMENT_REMINDER, "1")
    notebook = Notebook()

    def fails(tx: WriteTx, *_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(deliveries, "sent", fails)
    await works_off(stage, notebook)
    assert [state for state, *_ in await rows(stage)] == ["unknown"]
    assert len(notebook.posts) == 1


async def test_a_send_is_recorded_once_the_database_is_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await queued(stage)
    monkeypatch.setattr("bot.delivery.worker.AWAY_S", 0.0)
    left = iter(range(3))

    async def away(fn: Callable[..., Any], write: Callable[[], Any]) -> Any:
        if fn is deliveries.sent and next(left, None) is not None:
            raise DatabaseAway("for a moment")
        return await write()

    notebook = Notebook()
    await works_off(stage, notebook, Interfering(stage.db, away))
    assert [state for state, *_ in await rows(stage)] == ["sent"]
    assert len(notebook.posts) == 1


async def test_a_start_without_the_database_waits_for_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await queued(stage)
    monkeypatch.setattr("bot.delivery.worker.AWAY_S", 0.0)
    left = iter(range(3))

    async def away(fn: Callable[..., Any], write: Callable[[], Any]) -> Any:
        if next(left, None) is not None:
            raise DatabaseAway("for a moment")
        return await write()

    notebook = Notebook()
    await works_off(stage, notebook, Interfering(stage.db, away))
    assert [state for state, *_ in await rows(stage)] == ["sent"]


async def test_a_card_is_sent_among_the_first_however_much_money_waits(stage: Stage) -> None:
    order = await a_quiet_order(stage)
    deal = await stage.db.read(lambda tx: tx.value(text("SELECT id FROM deals")))
    money = [notice(NoticeKind.PAYMENT_DUE, ANA.id, order, str(number)) for number in range(3 * IN_FLIGHT)]
    group = await stage.db.read(lambda tx: tx.value(text("SELECT chat_id FROM communities")))
    await stage.db.write(outbox.queue, [*money, notice(NoticeKind.CARD, group, deal)], stage.clock.now())
    notebook = Notebook()
    await works_off(stage, notebook)
    to = [chat for chat, _ in notebook.posts]
    assert (len(to), to.count(group)) == (len(money) + 1, 1)
    assert to.index(group) < IN_FLIGHT + CARDS_IN_FLIGHT  # it is written down as its deal's post before it goes
    assert 0 < CARDS_IN_FLIGHT < IN_FLIGHT  # money keeps most of the line
