"""The one door that every update comes through, polled or pushed: it is worked off once, or withheld.

A handler that fails is a bug: logged, answered by the application's error handler, acknowledged; one bad update never
stops a lane. Only a database that is away withholds the acknowledgement.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update

from bot import metrics
from bot.domain.errors import DatabaseAway
from bot.intake.floods import Floods, Verdict, is_counted
from bot.intake.lanes import Raw, kind_of, person_of
from bot.trouble import trouble

log = structlog.get_logger(__name__)

#: Seconds a handler may take: a batch is as slow as its slowest update.
HANDLER_LIMIT = 10.0

Parse = Callable[[Raw], Update | None]
Handle = Callable[[Update], Awaitable[object]]
Fail = Callable[[Update, Exception], Awaitable[object]]


class Door:
    """Lets updates in, one at a time.

    `parse` may raise anything for an update it doesn't know; `process` is the application's `process_update`, `fail`
    its `process_error`; `warn` answers the one update with which a person has overdone it.
    """

    def __init__(
        self,
        *,
        parse: Parse,
        process: Handle,
        fail: Fail,
        warn: Handle,
        monotonic: Callable[[], float],
        limit_s: float = HANDLER_LIMIT,
    ) -> None:
        self._parse = parse
        self._process = process
        self._fail = fail
        self._warn = warn
        self._monotonic = monotonic
        self._limit_s = limit_s
        self._floods = Floods()

    async def admit(self, raw: Raw) -> bool:
        """Work off one update. True: acknowledge it; False: the database was away, it must come again."""
        verdict = self._verdict(raw)
        if verdict is Verdict.DROP:
            outcome = "dropped"
        else:
            update = self._parsed(raw)
            handle = self._process if verdict is Verdict.PASS else self._warn
            outcome = "failed" if update is None else await self._handled(update, handle)
        metrics.update_ended(kind_of(raw), outcome)
        return outcome != "withheld"

    def _verdict(self, raw: Raw) -> Verdict:
        person = person_of(raw)
        if person is None or not is_counted(raw):
            return Verdict.PASS
        verdict = self._floods.verdict(person, raw["update_id"], self._monotonic())
        if verdict is Verdict.WARN:
            log.warning("update.flood", person=person, update_id=raw["update_id"])
        return verdict

    def _parsed(self, raw: Raw) -> Update | None:
        try:
            return self._parse(raw)
        except Exception:  # the library raises whatever a strange update makes it trip over
            log.exception("update.unreadable", update_id=raw["update_id"], kind=kind_of(raw))
            return None

    async def _handled(self, update: Update, handle: Handle) -> str:
        troubles: list[BaseException] = []
        trouble.set(troubles)
        failure = await self._failure(update, handle)
        if isinstance(failure, DatabaseAway) or any(isinstance(one, DatabaseAway) for one in troubles):
            return "withheld"
        if failure is None:
            return "failed" if troubles else "done"
        log.error("update.failed", update_id=update.update_id, exc_info=failure)
        complaint = await self._failure(update, lambda failed: self._fail(failed, failure))
        if complaint is not None:
            log.error("update.failed_twice", update_id=update.update_id, exc_info=complaint)
        return "failed"

    async def _failure(self, update: Update, handle: Handle) -> Exception | None:
        """What came out of it, if not an end in time."""
        try:
            async with asyncio.timeout(self._limit_s):
                await handle(update)
        except Exception as error:  # noqa: BLE001 - the update's door
            return error
        return None
