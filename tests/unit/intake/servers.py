"""Telegram's queue of updates in memory, and a door that writes down what came through."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import TelegramError

from bot.intake.doors import Door
from bot.intake.polling import Polling
from bot.tasks import Nursery
from bot.trouble import Told
from tests.unit.intake.updates import Raw


class Queue:
    """Keeps an update until a question with a higher offset confirms it."""

    def __init__(self, *updates: Raw) -> None:
        self.updates = list(updates)
        self.asked: list[tuple[int, int, int]] = []
        self.faults: list[TelegramError] = []
        self.when_empty: Callable[[], None] = lambda: None

    async def fetch(self, offset: int, limit: int, wait_s: int) -> list[Raw]:
        self.asked.append((offset, limit, wait_s))
        if self.faults:
            raise self.faults.pop(0)
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self.when_empty()
        return self.updates[:limit]

    @property
    def left(self) -> list[int]:
        return [one["update_id"] for one in self.updates]


async def nothing(*_: object) -> None:
    """Do nothing."""


class Room:
    """A polling over a queue; the clock stands still and sleeps are written down."""

    def __init__(self, queue: Queue, process: Callable[[Update], Awaitable[object]], *, limit_s: float = 10.0) -> None:
        self.queue = queue
        self.slept: list[float] = []
        self.failed: list[tuple[int, str]] = []
        self.warned: list[int] = []
        #: Whose update was said to be kept, and what becomes of saying so.
        self.kept: list[int] = []
        self.tells = Told.SAID
        #: Monotonic seconds by the door's clock; sleeps make it go on.
        self.now = 0.0
        self.door = Door(
            parse=lambda raw: Update.de_json(raw, None),
            process=process,
            fail=self._fail,
            warn=self._warn,
            keep=self._keep,
            monotonic=lambda: self.now,
            limit_s=limit_s,
        )

    async def run(self, *, until_empty: bool = True) -> None:
        async with Nursery() as nursery:
            await self.run_in(nursery, until_empty=until_empty)

    async def run_in(self, nursery: Nursery, *, until_empty: bool = True) -> None:
        self.polling = Polling(self.queue.fetch, self.door, nursery=nursery, monotonic=lambda: 42.0, sleep=self._sleep)
        if until_empty:
            self.queue.when_empty = self.polling.stop
        await self.polling.run()

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def _fail(self, update: Update, error: Exception) -> None:
        self.failed.append((update.update_id, type(error).__name__))

    async def _keep(self, update: Update) -> Told:
        self.kept.append(update.update_id)
        return self.tells

    async def _warn(self, update: Update) -> None:
        self.warned.append(update.update_id)
