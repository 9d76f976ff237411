"""The outbox worker: takes rows, draws them, sends them at Telegram's pace, and writes down what became of each.

`sending` is committed before the call. When the answer is lost, the policy of the row's kind decides.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.clock import Clock
from bot.delivery import rendering
from bot.delivery.limits import Lane, Limits, NoTurn
from bot.delivery.outcomes import (
    Dead,
    Migrated,
    NotModified,
    Outcome,
    RetryLater,
    RetryNow,
    Sent,
    Stop,
    Unknown,
    Unreachable,
    outcome,
)
from bot.delivery.rendering import Plan
from bot.delivery.telegram import Mouth, Put
from bot.domain.errors import DatabaseAway
from bot.domain.ids import ChatId
from bot.domain.notices import POLICIES, Lost, NoticeKind
from bot.i18n import Languages
from bot.payqr.errors import PictureDiffers
from bot.services import deliveries
from bot.tasks import Nursery
from bot.views.notices import Bot
from bot.views.screens import StoredPhoto
from storage.database import Database
from storage.messages import Standing
from storage.outbox import OutboxRow

log = structlog.get_logger(__name__)

#: Rows being sent at the same time.
IN_FLIGHT = 32
#: A row whose turn is further away goes back, so that others pass it.
PATIENCE_S = 2.0
#: Without a wake-up the outbox is looked at this often.
PULSE_S = 5.0
#: A first post whose answer was lost is posted again after this check.
CARD_CHECK = timedelta(seconds=60)


class Stopped(Exception):
    """Telegram doesn't take the token: nothing can be sent. The operator is called."""


class Worker:
    """Sends what the outbox holds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        mouth: Mouth,
        limits: Limits,
        languages: Languages,
        bot: Bot,
        nursery: Nursery,
        on_unreachable: Callable[[int], None] = lambda account: None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._mouth = mouth
        self._limits = limits
        self._languages = languages
        self._bot = bot
        self._nursery = nursery
        self._on_unreachable = on_unreachable
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._sending: set[int] = set()
        self._resting = False
        self._stopping = False
        self._stopped: Stop | None = None

    @property
    def is_busy(self) -> bool:
        """Whether rows are being taken or sent, or it has been asked to look."""
        return bool(self._sending) or self._woken.is_set() or not self._resting

    def wake(self) -> None:
        """Something was queued."""
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped. Raises Stopped when Telegram doesn't take the token."""
        await self._recover()
        while not self._stopping:
            self._woken.clear()
            try:
                taken = await self._send_some()
            except DatabaseAway:
                taken = 0
                await asyncio.sleep(1)
            if self._stopped is not None:
                raise Stopped(self._stopped.reason)
            if not taken:
                await self._rest()

    async def stop(self, within_s: float = 8.0) -> None:
        """Take nothing more; let what is being sent end."""
        self._stopping = True
        self._woken.set()
        if self._sending:
            self._idle.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), within_s)

    async def _recover(self) -> None:
        """Rows that a killed process was sending: nobody knows whether they arrived."""
        await self._ask_after(self._clock.now() + deliveries.LEASE)

    async def _ask_after(self, moment: datetime) -> None:
        """Rows whose lease has run out by then: whoever was sending them is gone."""
        for row in await self._db.write(deliveries.left_over, moment):
            if row.id not in self._sending:
                await self._record(row, Plan(), Unknown("its sender is gone"), [])

    async def _send_some(self) -> int:
        await self._free.acquire()
        self._free.release()
        room = IN_FLIGHT - len(self._sending)
        rows = await self._db.write(deliveries.take, max(room, 1), self._clock.now(), [])
        for row in rows:
            await self._free.acquire()
            self._sending.add(row.id)
            self._nursery.start(self._send_guarded(row), name=f"send {row.kind}", vital=False)
        return len(rows)

    async def _rest(self) -> None:
        waiting, soonest = await self._pending()
        metrics.outbox_waits(waiting)
        wait_s = PULSE_S if soonest is None else min(max((soonest - self._clock.now()).total_seconds(), 0.02), PULSE_S)
        self._resting = True
        try:
            await asyncio.wait_for(self._woken.wait(), wait_s)
        except TimeoutError:
            await self._pulse()
        finally:
            self._resting = False

    async def _pulse(self) -> None:
        """Nothing was queued for a while: time to ask after rows that nobody sends any more."""
        with contextlib.suppress(DatabaseAway):
            await self._ask_after(self._clock.now())

    async def _pending(self) -> tuple[int, datetime | None]:
        try:
            return await self._db.read(deliveries.pending)
        except DatabaseAway:
            return 0, None

    async def _send_guarded(self, row: OutboxRow) -> None:
        """One row, whatever happens: the outbox worker's door."""
        try:
            await self._send(row)
        except DatabaseAway:
            log.warning("delivery.database-away", row=row.id)
        except Exception:
            log.exception("delivery.failed", row=row.id, kind=row.kind)
            await self._record(row, Plan(), Dead("failed"), [])
        finally:
            self._sending.discard(row.id)
            if not self._sending:
                self._idle.set()
            self._free.release()
            self._woken.set()

    async def _send(self, row: OutboxRow) -> None:
        plan = await self._db.read(rendering.plan, row, self._languages, self._bot, self._clock.now())
        if not plan.reachable:
            await self._record(row, plan, Unreachable(deliveries.NEVER_OPENED), [])
        elif plan.screen is None:
            await self._db.write(deliveries.ended, row, "dropped", "nothing to say", self._clock.now())
        else:
            try:
                puts = await self._speak(row, plan)
            except PictureDiffers as error:
                log.critical("delivery.picture-differs", row=row.id, subject=row.subject, field=error.facts["field"])
                await self._record(row, plan, Dead("the picture differs from what was asked"), [])
                return
            except NoTurn as later:
                at = self._clock.now() + timedelta(seconds=later.wait_s)
                await self._db.write(deliveries.again, row, at, "its turn is later")
                return
            except Exception as error:  # noqa: BLE001 what an error means for the message is outcomes.py's to say
                await self._record(row, plan, outcome(error), [])
                return
            if puts or not POLICIES[row.kind].live:
                await self._record(row, plan, Sent(), puts)
            else:  # the message that showed it is gone: it is posted anew
                await self._db.write(deliveries.again, row, self._clock.now(), "message gone")

    async def _speak(self, row: OutboxRow, plan: Plan) -> list[Put]:
        """Post the screen, or edit every message that is to show it."""
        assert plan.screen is not None  # noqa: S101 asked before
        lane = Lane.CARD if row.kind is NoticeKind.CARD else Lane.BULK
        photo = plan.screen.photo
        stored = None
        if photo is not None and not isinstance(photo, StoredPhoto):
            stored = await self._db.read(deliveries.picture, photo.key)
        if not plan.edits:
            put = await self._mouth.post(
                row.chat_id, plan.screen, lane, stored=stored, reply_to=plan.reply_to, within_s=PATIENCE_S
            )
            return [put]
        edited = [await self._edit(row, plan, message, lane, stored) for message in plan.edits]
        return [put for put in edited if put is not None]

    async def _edit(self, row: OutboxRow, plan: Plan, message: Standing, lane: Lane, stored: str | None) -> Put | None:
        """Make one message show the screen; None: it is no more, and forgotten. The others are edited all the same."""
        assert plan.screen is not None  # noqa: S101 asked before
        try:
            return await self._mouth.edit(
                row.chat_id,
                message.message_id,
                plan.screen,
                lane,
                had_photo=message.has_photo,
                stored=stored,
                same_photo=row.kind is not NoticeKind.PAYMENT_FINISHED,
                within_s=PATIENCE_S,
            )
        except Exception as error:
            what = outcome(error)
            if isinstance(what, NotModified):
                return Put(message_id=message.message_id, has_photo=message.has_photo, pictures={})
            if isinstance(what, Dead) and what.is_message_gone:
                await self._db.write(deliveries.message_gone, message)
                return None
            raise

    async def _record(self, row: OutboxRow, plan: Plan, what: Outcome, puts: list[Put]) -> None:
        """Write down what became of a row."""
        now = self._clock.now()
        metrics.send_ended(row.kind, type(what).__name__.lower())
        match what:
            case Sent() | NotModified():
                standing = [_standing(row, plan, put) for put in puts]
                pictures = {key: file_id for put in puts for key, file_id in put.pictures.items()}
                await self._db.write(deliveries.sent, row, standing, pictures, now)
                metrics.delivered(row.kind, max((now - row.queued_at).total_seconds(), 0))
            case RetryNow():
                await self._db.write(deliveries.again, row, now + back_off(row.attempts), what.reason)
            case RetryLater(after_s=after_s):
                wait = timedelta(seconds=self._limits.limited(row.chat_id, after_s))
                await self._db.write(deliveries.hold, row, now + wait)
            case Migrated(new_chat_id=new):
                await self._db.write(deliveries.migrated, row, ChatId(new), now)
            case Unreachable(reason=reason):
                if await self._db.write(deliveries.unreachable, row, reason, now):
                    self._woken.set()
                self._on_unreachable(row.chat_id)
            case Dead(reason=reason) if what.is_picture_refused and (key := _drawn_key(plan)):
                await self._db.write(deliveries.picture_refused, row, key, reason, now)
            case Dead(reason=reason):
                log.error("delivery.dead", row=row.id, kind=row.kind, reason=reason)
                await self._db.write(deliveries.ended, row, "dead", reason, now)
            case Unknown(reason=reason):
                await self._unknown(row, plan, reason, now)
            case Stop():
                self._stopped = what
                await self._db.write(deliveries.again, row, now + timedelta(minutes=1), what.reason)

    async def _unknown(self, row: OutboxRow, plan: Plan, reason: str, now: datetime) -> None:
        """The answer was lost: what may be repeated is, what may not is listed."""
        log.warning("delivery.unknown", row=row.id, kind=row.kind, reason=reason)
        lost = POLICIES[row.kind].lost
        if row.kind is NoticeKind.CARD and not plan.edits:
            await self._db.write(deliveries.again, row, now + CARD_CHECK, reason)
        elif lost is Lost.NEVER and not plan.edits:
            await self._db.write(deliveries.ended, row, "unknown", reason, now)
        else:
            await self._db.write(deliveries.again, row, now + back_off(row.attempts), reason)


def back_off(attempts: int) -> timedelta:
    """How long a row waits after so many tries: 1, 2, 4 … 60 seconds."""
    return timedelta(seconds=min(2.0 ** max(attempts - 1, 0), 60.0))


def _drawn_key(plan: Plan) -> str | None:
    """Under which key Telegram keeps the picture of a screen, if it is one that we draw."""
    photo = None if plan.screen is None else plan.screen.photo
    return None if photo is None or isinstance(photo, StoredPhoto) else photo.key


def _standing(row: OutboxRow, plan: Plan, put: Put) -> Standing:
    return Standing(
        kind=row.kind,
        chat_id=row.chat_id,
        subject=row.subject,
        message_id=put.message_id,
        has_photo=put.has_photo,
        shown=plan.shown,
        finished=plan.finishes,
    )
