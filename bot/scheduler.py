"""APScheduler's part: a fixed tick and one wake-up for the earliest deadline. It holds no business state.

Each tick asks the database what is due and runs those acts; a missed or late tick only makes them late.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock
from bot.domain.errors import DatabaseAway, DomainError
from bot.domain.outages import BEAT_EVERY
from bot.domain.people import ITSELF
from bot.services import deadlines, outages
from bot.services.act import Acts
from storage.database import Database

log = structlog.get_logger(__name__)

TICK_S = 15
PRUNE_S = 3600
CHORES_S = 600
#: What was due and could not be done is tried again after this.
AGAIN_AFTER = timedelta(seconds=3)
#: Wake-ups asked for within this time become one look at the database.
GATHER_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something to look after by the clock that is no act: it asks another machine, and a miss only makes it late."""

    name: str
    do: Callable[[datetime], Awaitable[None]]


class Ticks:
    """Runs what is due, now and whenever something will be."""

    def __init__(
        self,
        db: Database,
        acts: Acts,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        is_connected: Callable[[], bool] = lambda: True,
        admins: frozenset[int] = frozenset(),
        chores: Sequence[Chore] = (),
    ) -> None:
        self._db = db
        self._acts = acts
        self._clock = clock
        self._sleep = sleep
        self._is_connected = is_connected
        self._admins = admins
        self._chores = chores
        self._beat_at: datetime | None = None
        self._clock_was_moved = False
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._asked = asyncio.Event()
        self._busy = asyncio.Lock()
        self._stopping = False

    async def run(self) -> None:
        """Tick until cancelled; what fell due while we were away happens first."""
        self._scheduler.add_job(self._tick, IntervalTrigger(seconds=TICK_S), id="tick")
        self._scheduler.add_job(self._prune, IntervalTrigger(seconds=PRUNE_S), id="prune")
        for chore in self._chores:
            first, often = SystemClock().now(), IntervalTrigger(seconds=CHORES_S)
            self._scheduler.add_job(self._looked_after, often, [chore], id=chore.name, next_run_time=first)
        self._scheduler.start()
        try:
            self.wake()
            while not self._stopping:
                await self._asked.wait()
                await self._sleep(GATHER_S)
                self._asked.clear()
                await self.beat()
                await self.sweep()
        finally:
            self._scheduler.shutdown(wait=False)

    def stop(self) -> None:
        """Start nothing more; an act that runs ends by itself."""
        self._stopping = True

    @property
    def is_busy(self) -> bool:
        """Whether it has been asked to look, or is looking."""
        return self._asked.is_set() or self._busy.locked()

    def wake(self) -> None:
        """Look soon: a deadline is new, a clock was moved, or a tick is due."""
        self._asked.set()

    def clock_moved(self) -> None:
        """The clock jumps while we are here: that is no outage, and things may be due now."""
        self._clock_was_moved = self._beat_at is not None
        self.wake()

    async def beat(self) -> None:
        """Note once a minute that the bot is alive: Telegram and the database answer. A long gap is an outage."""
        now = self._clock.now()
        if not self._is_connected() or (self._beat_at is not None and now - self._beat_at < BEAT_EVERY):
            return
        async with self._busy:
            try:
                await self._db.write(outages.beat, now, clock_was_moved=self._clock_was_moved)
            except DatabaseAway:
                log.warning("ticks.database-away")
                return
        self._beat_at, self._clock_was_moved = now, False

    async def sweep(self) -> int:
        """Run everything that is due; how many acts. A database that is away only makes them late."""
        async with self._busy:
            try:
                ran = await self._sweep()
                await self._account()
                self._wake_at(await self._db.read(deadlines.earliest))
            except DatabaseAway:
                log.warning("ticks.database-away")
                return 0
            return ran

    async def _sweep(self) -> int:
        """Run due acts, one kind after another, until nothing new is due."""
        ran = 0
        tried: set[tuple[str, int]] = set()
        while True:
            fresh = 0
            for act, found in await self._db.read(deadlines.due, self._clock.now()):
                about = [one for one in found if (act.name, one) not in tried]
                tried.update((act.name, one) for one in about)
                fresh += len(about)
                ran += sum(await asyncio.gather(*(self._act(act, one) for one in about)))
            if not fresh:
                return ran

    async def _account(self) -> None:
        """Everything late is done: whoever an outage concerns is told."""
        for outage in await self._db.read(outages.to_account):
            await self._act(outages.account, outage, self._admins)

    async def _act(self, act: deadlines.AnyAct, about: int, *facts: object) -> int:
        """Run one act; one that works in slices says True as long as more is left."""
        try:
            while (await self._acts(act, ITSELF, None, about, *facts)).shown is True:
                log.debug("ticks.more", act=act.name, about=about)
        except DomainError as refusal:
            log.warning("ticks.refused", act=act.name, about=about, code=refusal.code)
            return 0
        except DatabaseAway:
            raise
        except Exception:
            log.exception("ticks.failed", act=act.name, about=about)
            return 0
        return 1

    def _wake_at(self, moment: datetime | None) -> None:
        """One job for the earliest deadline; it replaces the one before."""
        if moment is None:
            return
        wait = moment - self._clock.now() + timedelta(milliseconds=10)
        if wait <= timedelta(0):  # the sweep could not do it: a bug or a refusal, tried again without haste
            wait = AGAIN_AFTER
        at = SystemClock().now() + wait  # APScheduler lives by this machine's clock, also when ours is moved
        self._scheduler.add_job(self._tick, DateTrigger(at), id="earliest", replace_existing=True)

    async def _tick(self) -> None:
        """A coroutine, so that APScheduler runs it on our loop and in no thread of its own."""
        self.wake()

    async def _looked_after(self, chore: Chore) -> None:
        await chore.do(self._clock.now())

    async def _prune(self) -> None:
        try:
            await self._db.write(deadlines.prune, self._clock.now())
        except DatabaseAway:
            log.warning("ticks.database-away")
