"""The outbox worker: takes rows, draws them, sends them at Telegram's pace, and writes down what became of each.

`sending` is committed before the call. When the answer is lost, the policy of the row's kind decides.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
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
from bot.delivery.rendering import Plan, Quiet
from bot.delivery.telegram import Mouth, Put
from bot.domain.errors import DatabaseAway
from bot.domain.ids import ChatId
from bot.domain.notices import GROUP_POSTS, POLICIES, Lost, NoticeKind
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
#: So many of them may be live cards, however much money waits: the queue of a storm would hold them back for minutes.
CARDS_IN_FLIGHT = 8
#: A row whose turn is further away goes back, so that others pass it.
PATIENCE_S = 2.0
#: The outbox is looked at this often without a wake-up; so often, too, rows are asked after that nobody sends any more.
PULSE_S = 5.0
#: Without the database, it is tried again this often.
AWAY_S = 1.0
#: Sends of one row whose recording fails in a way that nobody foresaw, before the row is given up as unknown.
UNRECORDED_MOST = 3
#: A first post whose answer was lost is posted again after this check.
CARD_CHECK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """It was true when it was queued, and is no more."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """Not tried, through no fault of its own: again after so many seconds, as if it had never been taken."""

    after_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class UsedUp:
    """What may be posted about this deal has been posted."""


class Unrecorded(Unknown):
    """It may have been sent, and it could not be written down that it was."""

    __slots__ = ()


Result = Outcome | NothingToSay | PutBack | Quiet | UsedUp
#: After these a post stands in its group, or may.
_MAY_STAND = (Sent, Unknown)


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
        self._idle, self._over = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._over.set()
        self._asked_at = clock.monotonic()
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._sending: dict[int, NoticeKind] = {}
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
        self._over.clear()
        try:
            await self._recover()
            while not self._stopping:
                self._woken.clear()
                taken = await self._look()
                if self._stopped is not None:
                    raise Stopped(self._stopped.reason)
                if not taken:
                    await self._rest()
        finally:
            self._over.set()

    async def stop(self, within_s: float = 8.0) -> None:
        """Take nothing more, put back what was being taken; let what is being sent end."""
        self._stopping = True
        self._woken.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._over.wait()
                await self._idle.wait()

    async def _recover(self) -> None:
        """Rows that a killed process was sending: nobody knows whether they arrived.

        Where others may be sending too, a row is left over only when its lease has run out.
        """
        while not self._stopping:
            try:
                return await self._ask_after(alone=not self._db.is_shared)
            except DatabaseAway:
                await asyncio.sleep(AWAY_S)

    async def _ask_after(self, *, alone: bool = False) -> None:
        """Rows whose lease has run out: whoever was sending them is gone."""
        for row in await self._db.write(deliveries.left_over, self._clock.now(), alone=alone):
            if row.id not in self._sending:
                await self._written(row, Plan(), Unknown("its sender is gone"), [])

    async def _look(self) -> int:
        """Take what is to be sent now; how many rows."""
        try:
            await self._pulse()
            return await self._send_some()
        except DatabaseAway:
            await asyncio.sleep(AWAY_S)
            return 0

    async def _send_some(self) -> int:
        await self._free.acquire()
        self._free.release()
        room = IN_FLIGHT - len(self._sending)
        cards = CARDS_IN_FLIGHT - sum(kind is NoticeKind.CARD for kind in self._sending.values())
        rows = await self._db.write(deliveries.take, max(room, 1), self._clock.now(), cards=cards)
        if self._stopping:
            await self._db.write(deliveries.put_all_back, rows, self._clock.now(), "the bot was stopped")
            return 0
        for row in rows:
            await self._free.acquire()
            self._sending[row.id] = row.kind
            self._idle.clear()
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
            return
        finally:
            self._resting = False

    async def _pulse(self) -> None:
        """By the clock, however busy the outbox is: ask after rows that nobody sends any more."""
        if self._clock.monotonic() - self._asked_at < PULSE_S:
            return
        self._asked_at = self._clock.monotonic()
        metrics.outbox_waits((await self._pending())[0])
        await self._ask_after()

    async def _pending(self) -> tuple[int, datetime | None]:
        try:
            return await self._db.read(deliveries.pending)
        except DatabaseAway:
            return 0, None

    async def _send_guarded(self, row: OutboxRow) -> None:
        """One row, whatever happens: the outbox worker's door."""
        try:
            await self._written(row, *await self._tried(row))
        except DatabaseAway:
            log.warning("delivery.database-away", row=row.id)
        finally:
            self._sending.pop(row.id, None)
            if not self._sending:
                self._idle.set()
            self._free.release()
            self._woken.set()

    async def _tried(self, row: OutboxRow) -> tuple[Plan, Result, list[Put]]:
        """Draw a row and send it: what became of it, and what stands in the chat now."""
        plan = Plan()
        try:
            plan = await self._db.read(rendering.plan, row, self._languages, self._bot, self._clock.now())
            if not plan.reachable:
                return plan, Unreachable(deliveries.NEVER_OPENED), []
            if plan.quiet is not None:
                return plan, plan.quiet, []
            if plan.screen is None:
                return plan, NothingToSay(), []
            stored = await self._stored(plan)
            if not plan.edits and GROUP_POSTS.get(row.kind) is not None:
                plan = replace(plan, post=await self._db.write(deliveries.take_post, row, self._clock.now()))
                if plan.post is None:
                    return plan, UsedUp(), []
        except DatabaseAway:
            return plan, PutBack(AWAY_S, "the database was away"), []
        except Exception:
            log.exception("delivery.failed", row=row.id, kind=row.kind)
            return plan, Dead("failed"), []
        return await self._said(row, plan, stored)

    async def _said(self, row: OutboxRow, plan: Plan, stored: str | None) -> tuple[Plan, Result, list[Put]]:
        try:
            puts = await self._speak(row, plan, stored)
        except PictureDiffers as error:
            log.critical("delivery.picture-differs", row=row.id, subject=row.subject, field=error.facts["field"])
            return plan, Dead("the picture differs from what was asked"), []
        except NoTurn as later:
            return plan, PutBack(later.wait_s, "its turn is later"), []
        except Exception as error:  # noqa: BLE001 what an error means for the message is outcomes.py's to say
            return plan, outcome(error), []
        if puts or not POLICIES[row.kind].live:
            return plan, Sent(), puts
        return plan, PutBack(0, "message gone"), []  # the message that showed it is no more: it is posted anew

    async def _stored(self, plan: Plan) -> str | None:
        """The file_id under which Telegram keeps the picture that we would draw."""
        key = _drawn_key(plan)
        return None if key is None else await self._db.read(deliveries.picture, key)

    async def _speak(self, row: OutboxRow, plan: Plan, stored: str | None) -> list[Put]:
        """Post the screen, or edit every message that is to show it."""
        assert plan.screen is not None  # noqa: S101 asked before
        lane = Lane.CARD if row.kind is NoticeKind.CARD else Lane.BULK
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

    async def _written(self, row: OutboxRow, plan: Plan, what: Result, puts: list[Put]) -> None:
        """Write down what became of a row, for as long as it is ours. Raises DatabaseAway: the lease ends first."""
        if isinstance(what, Outcome):
            metrics.send_ended(row.kind, type(what).__name__.lower())
        ours_until = self._clock.monotonic() + deliveries.LEASE.total_seconds()
        while True:
            try:
                return await self._record(row, plan, what, puts)
            except DatabaseAway:
                if self._stopping or self._clock.monotonic() > ours_until:
                    raise
                await asyncio.sleep(AWAY_S)
            except Exception:
                log.exception("delivery.unrecorded", row=row.id, kind=row.kind, outcome=type(what).__name__)
                if isinstance(what, Unrecorded):
                    return  # its lease runs out, and it is asked after
                what = Unrecorded("what became of it could not be written down")

    async def _record(self, row: OutboxRow, plan: Plan, what: Result, puts: list[Put]) -> None:
        now = self._clock.now()
        if plan.post is not None and not isinstance(what, _MAY_STAND):
            await self._db.write(deliveries.give_post_back, plan.post)
        match what:
            case Sent() | NotModified():
                standing = [_standing(row, plan, put) for put in puts]
                pictures = {key: file_id for put in puts for key, file_id in put.pictures.items()}
                await self._db.write(deliveries.sent, row, standing, pictures, now, posted=plan.post)
                metrics.delivered(row.kind, max((now - row.queued_at).total_seconds(), 0))
            case UsedUp():
                await self._db.write(deliveries.posts_used_up, row, now)
            case NothingToSay():
                await self._db.write(deliveries.ended, row, "dropped", "nothing to say", now)
            case Quiet(hours=hours, until=until):
                await self._db.write(deliveries.wait_for_quiet_end, row, hours, until, now)
            case PutBack(after_s=after_s, reason=reason):
                await self._db.write(deliveries.put_back, row, now + timedelta(seconds=after_s), reason)
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
            case Dead(reason=reason) if what.is_picture_refused and _shows_stored(plan):
                log.warning("delivery.photo-refused", row=row.id, subject=row.subject, reason=reason)
                await self._db.write(deliveries.photo_refused, row, reason, now)
            case Dead(reason=reason):
                log.error("delivery.dead", row=row.id, kind=row.kind, reason=reason)
                await self._db.write(deliveries.ended, row, "dead", reason, now)
            case Unrecorded(reason=reason) if row.attempts >= UNRECORDED_MOST:
                await self._db.write(
                    deliveries.ended, row, "dropped" if POLICIES[row.kind].live else "unknown", reason, now
                )
            case Unknown(reason=reason):
                await self._unknown(row, plan, reason, now)
            case Stop():
                self._stopped = what
                await self._db.write(deliveries.put_back, row, now + timedelta(minutes=1), what.reason)

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


def _shows_stored(plan: Plan) -> bool:
    """Whether the screen shows a picture that somebody gave us, and that we can't draw anew."""
    return plan.screen is not None and isinstance(plan.screen.photo, StoredPhoto)


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
