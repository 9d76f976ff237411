"""Polling: the offset moves past an update only when it and all before it are worked off.

Telegram's queue is the durable queue: asking with an offset confirms everything below it, so the next question waits
until this batch is done. What was done beyond a withheld update comes again and is absorbed by its request ids.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.delivery.outcomes import RetryLater, Stop, outcome
from bot.intake.doors import Door
from bot.intake.fetches import Fetch
from bot.intake.lanes import Raw, lanes_of
from bot.tasks import Nursery

log = structlog.get_logger(__name__)

BATCH = 100
LONG_POLL = 30
#: Under half a second after the same question the server gives one update only.
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0
#: While updates are withheld: who is about to pay meanwhile has ten seconds, and an answer though the database is away.
LONGEST_WITHHELD_S = 5.0


class TokenRefused(Exception):
    """Telegram does not accept BOT_TOKEN."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def back_off(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … 30."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(failures - 1, 10))


class Polling:
    """Asks Telegram for updates and lets them through the door, lanes side by side."""

    def __init__(
        self,
        fetch: Fetch,
        door: Door,
        *,
        nursery: Nursery,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._fetch = fetch
        self._door = door
        self._nursery = nursery
        self._monotonic = monotonic
        self._sleep = sleep
        self._offset = 0
        self._confirmed = 0  # the offset of the last question that reached Telegram
        self._withheld = 0  # batches in a row that the database kept from being finished
        self._stopping = False
        self._asking: asyncio.Task[list[Raw]] | None = None
        #: When Telegram last answered (monotonic seconds).
        self.answered_at: float | None = None

    async def run(self) -> None:
        """Poll until `stop`; then finish the batch and confirm it. Raises TokenRefused."""
        while not self._stopping:
            await self._work_off(await self._asked())
        await self._confirm()

    def stop(self) -> None:
        """Ask for nothing more; what was given is finished."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()

    async def _asked(self) -> list[Raw]:
        """The next batch, or none when stopped meanwhile."""
        self._asking = self._nursery.start(self._ask(), name="getUpdates", vital=False)
        try:
            await asyncio.wait({self._asking})
        finally:
            asking, self._asking = self._asking, None
            asking.cancel()
        return [] if asking.cancelled() else asking.result()

    async def _ask(self) -> list[Raw]:
        if self._withheld:
            await self._sleep(min(back_off(self._withheld), LONGEST_WITHHELD_S))
        failures = 0
        while True:
            self._confirmed, before = self._offset, self._confirmed
            try:
                batch = await self._fetch(self._offset, BATCH, LONG_POLL)
            except TelegramError as error:
                self._confirmed = before
                failures += 1
                await self._sleep(_wait_after(error, failures))
            else:
                self.answered_at = self._monotonic()
                return batch

    async def _work_off(self, batch: list[Raw]) -> None:
        """All of it, then move the offset as far as everything is done."""
        if not batch:
            return
        done: set[int] = set()
        await asyncio.wait(
            [self._nursery.start(self._lane(lane, done), name="lane", vital=False) for lane in lanes_of(batch)]
        )
        for raw in batch:
            if raw["update_id"] not in done:
                self._withheld += 1
                log.warning("updates.withheld", first=raw["update_id"], times=self._withheld)
                return
            self._offset = raw["update_id"] + 1
        self._withheld = 0

    async def _lane(self, updates: list[Raw], done: set[int]) -> None:
        """One person's updates in order; behind a withheld one the others wait with it."""
        for place, raw in enumerate(updates, start=1):
            if not await self._door.admit(raw):
                for behind in updates[place:]:
                    await self._door.hold(behind)
                return
            done.add(raw["update_id"])

    async def _confirm(self) -> None:
        if self._offset == self._confirmed:
            return
        try:
            await self._fetch(self._offset, 1, 0)
        except TelegramError as error:
            log.warning("updates.unconfirmed", offset=self._offset, reason=str(error))


def _wait_after(error: TelegramError, failures: int) -> float:
    """Seconds to wait before asking again. Raises TokenRefused where asking again is no use."""
    what = outcome(error)
    if isinstance(what, Stop):
        raise TokenRefused from None
    wait = what.after_s if isinstance(what, RetryLater) else back_off(failures)
    log.warning("updates.unavailable", kind=type(error).__name__, reason=str(error), wait_s=wait)
    return wait
