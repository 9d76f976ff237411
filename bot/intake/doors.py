"""The one door that every update comes through, polled or pushed: it is worked off once, or withheld.

A handler that fails is a bug: logged, answered by the application's error handler, acknowledged; one bad update never
stops a lane. Only a database that is away, or that the handler still waited for when its time was over, withholds the
acknowledgement. An update that is late again and again while others go through is a bug after all. Whoever waits for
longer than a hiccup is told that nothing is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update

from bot import metrics
from bot.domain.errors import DatabaseAway, DatabaseLate
from bot.intake.floods import TYPING_SILENCE, Floods, Verdict, is_counted
from bot.intake.lanes import Raw, kind_of, person_of
from bot.intake.latecomers import TIMES, Latecomers
from bot.intake.waits import Waits
from bot.trouble import Told, answered_before, trouble
from storage.patience import Patience, patience

log = structlog.get_logger(__name__)

#: Seconds a handler may take: a batch is as slow as its slowest update.
HANDLER_LIMIT = 10.0
#: The part of it after which the database counts as late: what is left is for saying so.
PATIENCE = 0.8

Parse = Callable[[Raw], Update | None]
Handle = Callable[[Update], Awaitable[object]]
Fail = Callable[[Update, Exception], Awaitable[object]]
Tell = Callable[[Update], Awaitable[Told]]

#: Kinds of which somebody waits for an answer.
_ANSWERED = frozenset({"message", "callback_query"})


class Door:
    """Lets updates in, one at a time.

    `parse` may raise anything for an update it doesn't know; `process` is the application's `process_update`, `fail`
    its `process_error`; `warn` answers the one update with which a person has overdone it; `keep` tells somebody whose
    update waits for the database that it is kept.
    """

    def __init__(
        self,
        *,
        parse: Parse,
        process: Handle,
        fail: Fail,
        warn: Handle,
        keep: Tell,
        monotonic: Callable[[], float],
        limit_s: float = HANDLER_LIMIT,
    ) -> None:
        self._parse = parse
        self._process = process
        self._fail = fail
        self._warn = warn
        self._keep = keep
        self._monotonic = monotonic
        self._limit_s = limit_s
        self._floods, self._typed = Floods(), Floods(silence=TYPING_SILENCE)
        self._latecomers = Latecomers()
        self._waits = Waits()

    async def admit(self, raw: Raw) -> bool:
        """Work off one update. True: acknowledge it; False: the database was away, it must come again."""
        came_at = self._monotonic()
        verdict = self._verdict(raw)
        if verdict is Verdict.DROP:
            outcome = "dropped"
        else:
            update = self._parsed(raw)
            handle = self._process if verdict is Verdict.PASS else self._warn
            outcome = "failed" if update is None else await self._handled(update, handle)
            if outcome == "withheld":
                await self.hold(raw, came_at)
            else:
                self._waits.over(raw["update_id"])
        metrics.update_ended(kind_of(raw), outcome)
        return outcome != "withheld"

    async def hold(self, raw: Raw, came_at: float | None = None) -> None:
        """An update is withheld, or waits behind one of the same person's that is: the person is told once that it is
        kept, if it has been waiting for longer than a hiccup takes. `came_at`: monotonic seconds; None: just now.
        """
        now, person, number = self._monotonic(), person_of(raw), raw["update_id"]
        if person is None or kind_of(raw) not in _ANSWERED:
            return
        if not self._waits.is_long(number, person, now if came_at is None else came_at, now):
            return
        update = self._parsed(raw)
        if update is None:
            return
        told = await self._told(update)
        if told is not Told.NOTHING:
            self._waits.told(number, is_answered=told is Told.SAID and update.callback_query is not None)

    async def _told(self, update: Update) -> Told:
        told = Told.LOST

        async def keep(update: Update) -> None:
            nonlocal told
            told = await self._keep(update)

        failure, _ = await self._ran(update, keep)
        if failure is not None:
            log.error("update.not-told", update_id=update.update_id, exc_info=failure)
        return told

    def _verdict(self, raw: Raw) -> Verdict:
        person = person_of(raw)
        if person is None or not is_counted(raw):
            return Verdict.PASS
        floods = self._typed if kind_of(raw) == "inline_query" else self._floods
        verdict = floods.verdict(person, raw["update_id"], self._monotonic())
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
        answered_before.set(self._waits.is_answered(update.update_id))
        failure, waits = await self._ran(update, handle)
        away = next((one for one in (failure, *troubles) if isinstance(one, DatabaseAway)), None)
        if away is not None:
            if not self._is_given_up(update, away):
                return "withheld"
            failure = TimeoutError(f"late for the {TIMES}th time, while others were written down")
        if failure is None:
            if waits.has_written:
                self._latecomers.another_done(update.update_id)
            return "failed" if troubles else "done"
        bug = failure
        log.error("update.failed", update_id=update.update_id, exc_info=bug)
        complaint, _ = await self._ran(update, lambda failed: self._fail(failed, bug))
        if complaint is not None:
            log.error("update.failed_twice", update_id=update.update_id, exc_info=complaint)
        return "failed"

    def _is_given_up(self, update: Update, away: DatabaseAway) -> bool:
        return isinstance(away, DatabaseLate) and self._latecomers.late(update.update_id)

    async def _ran(self, update: Update, handle: Handle) -> tuple[Exception | None, Patience]:
        """What came out of it, if not an end in time; and how it was with the database."""
        with patience(self._limit_s * PATIENCE) as waits:
            try:
                async with asyncio.timeout(self._limit_s):
                    await handle(update)
            except Exception as error:  # noqa: BLE001 - the update's door
                return (DatabaseLate() if isinstance(error, TimeoutError) and waits.was_cut else error), waits
        return None, waits
