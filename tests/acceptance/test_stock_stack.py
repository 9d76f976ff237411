"""What the stock stack loses and this bot doesn't: a tap at a kill, a close behind a block. Both sides are played."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta, tzinfo

import pytest
import pytest_asyncio
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors import base as executors
from telegram.ext import Application, ContextTypes

from bot.domain.deals import DealState
from bot.domain.ids import DealId
from bot.sandbox import Sandbox, Served, Tap, serve
from bot.scheduler import Ticks
from bot.tasks import Nursery
from tests.kit.builders import Stage, a_deal
from tests.kit.crashes import Nest, Victim
from tests.kit.programs import Program, Programs, until
from tests.kit.shops import open_shops

BLOCKED = timedelta(seconds=2)
SOON = timedelta(milliseconds=50)


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    """A Telegram that listens."""
    made = await serve(0)
    yield made
    await made.stop()


@pytest.fixture
def nest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nest]:
    """Forks our bot."""
    made = Nest(tmp_path_factory.mktemp("nest"))
    yield made
    made.close()


# A tap


def a_tap(telegram: Sandbox, user: int, chat: int) -> tuple[Tap, int]:
    """Somebody taps the bot's message; the tap and its update."""
    message = telegram.messages(chat)[-1]["id"]
    tap = telegram.tap(chat, message, user, data="join")
    return tap, telegram.updates._next_id - 1


def a_stock_bot(programs: Programs, served: Served, **more: str) -> Program:
    return programs.start("-m", "tests.kit.stock_bot", TELEGRAM_API_BASE=served.url, BOT_TOKEN=served.token, **more)


async def test_the_stock_stack_loses_a_tap_whose_handler_is_killed(programs: Programs, served: Served) -> None:
    telegram = served.sandbox
    ana = telegram.add_user("Ana").id
    telegram.open_link(ana, f"https://t.me/{telegram.bot.username}?start=hello")
    await telegram.call("getUpdates", {"offset": -1})
    await telegram.call("sendMessage", {"chat_id": ana, "text": "a card"})

    held = a_stock_bot(programs, served, HOLD="1")
    lost, update = a_tap(telegram, ana, ana)
    await held.says(f"taken {update}")
    await until(lambda: telegram.updates.count() == 0, "the library to acknowledge what nobody has done")
    held.is_killed()

    a_stock_bot(programs, served)
    kept, later = a_tap(telegram, ana, ana)
    await until(lambda: kept.answer is not None, "the later tap's answer")
    assert (programs.folder / "kept").read_text().split() == [str(later)]
    assert lost.answer is None


async def test_ours_keeps_a_tap_whose_handler_is_killed(nest: Nest, sqlite_url: str) -> None:
    async with Victim(nest, sqlite_url) as victim:
        [shop] = await open_shops(victim, sqlite_url, 1)
        await victim.starts()

        async def is_open() -> bool:
            return shop.card() is not None and not victim.waiting()

        await victim.until(is_open, "the card")
        await victim.is_armed("write.teams.start.before")
        kept = await shop.ana_starts()
        update = victim.last_update()
        await victim.until(lambda: _now(not victim.lives), "the kill before anything was kept")
        assert victim.waiting() == {update}
        assert await shop.states() == []

        await victim.starts()
        await victim.until(shop.has_one_order, "the order")
        await victim.until(lambda: _now(kept.answer is not None), "the tap's answer")
        await victim.stops()


# A close


class LateClock(datetime):
    """What the scheduler's executor sees after the loop was blocked for two seconds."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "LateClock":
        """Two seconds later than it is."""
        return super().now(tz) + BLOCKED


@pytest.fixture(params=[False, True], ids=["on time", "behind a block of 2 s"])
def is_blocked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Jobs run at their time, or two seconds late: when the loop was busy so long."""
    if request.param:
        monkeypatch.setattr(executors, "datetime", LateClock)
    return bool(request.param)


async def test_the_stock_job_queue_never_runs_a_close_behind_a_block(is_blocked: bool) -> None:
    closed: list[str] = []

    async def close(context: ContextTypes.DEFAULT_TYPE) -> None:
        closed.append("closed")

    application = Application.builder().token("123456789:" + "A" * 35).updater(None).build()
    queue = application.job_queue
    assert queue is not None
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def heard(event: JobExecutionEvent) -> None:
        ended.set_result(event.code)

    queue.scheduler.add_listener(heard, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    await queue.start()
    queue.run_once(close, SOON)
    code = await asyncio.wait_for(ended, 10)
    await queue.stop()
    assert code == (EVENT_JOB_MISSED if is_blocked else EVENT_JOB_EXECUTED)
    assert closed == ([] if is_blocked else ["closed"])


async def test_ours_closes_behind_a_block(stage: Stage, is_blocked: bool) -> None:
    deal = await a_deal(stage, closes_in=timedelta(hours=1))
    stage.clock.moves_to((await stage.deal(deal)).closes_at - SOON)
    ticks = Ticks(stage.db, stage.acts, stage.clock)
    async with Nursery() as nursery:
        nursery.start(ticks.run(), name="ticks")
        await looks(lambda: _now(ticks._scheduler.get_job("earliest") is not None))
        assert (await stage.deal(deal)).state is DealState.OPEN
        stage.clock.moves(seconds=SOON.total_seconds())
        await looks(lambda: _is_settled(stage, deal))


async def looks(holds: Callable[[], Awaitable[bool]]) -> None:
    """Look until it holds, at most ten seconds."""
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 a row of the database
            await asyncio.sleep(0.005)


async def _now(holds: bool) -> bool:
    return holds


async def _is_settled(stage: Stage, deal: DealId) -> bool:
    return (await stage.deal(deal)).state is DealState.SETTLED
