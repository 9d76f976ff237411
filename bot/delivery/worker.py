"""The outbox worker: takes rows, draws them, sends them at Telegram's pace, and writes down what became of each.

`sending` is committed before the call. When the answer is lost, the policy of the row's kind decides. Of several
replicas one sends at a time, so that the pace is kept; the others stand by.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from telegram.error import TelegramError

from bot import metrics
from bot.clock import Clock
from bot.delivery import rendering
from bot.delivery.limits import Lane, Limits, NoTurn
from bot.delivery.outcomes import (
    Dead,
    NotModified,
    Outcome,
    Sent,
    Unknown,
    Unreachable,
    outcome,
)
from bot.delivery.records import NothingToSay, PutBack, Records, Result, Unrecorded, UsedUp, drawn_key
from bot.delivery.rendering import Plan
from bot.delivery.telegram import MayNotPin, Mouth, NoProvider, Put
from bot.domain.errors import DatabaseAway
from bot.domain.notices import CODE_FINISHED, GROUP_POSTS, POLICIES, NoticeKind
from bot.i18n import Languages
from bot.payqr.errors import PictureDiffers
from bot.services import deliveries
from bot.tasks import Nursery
from bot.views.notices import Bot
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
#: Where others queue rows too, the outbox is looked at this often: nobody wakes another process.
NEWS_S = 0.5
#: With every place taken by a slow send, whoever sends says so again after this.
STILL_HERE_S = 2.0
#: Without the database, it is tried again this often.
AWAY_S = 1.0


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
        self._languages = languages
        self._bot = bot
        self._nursery = nursery
        self._woken = asyncio.Event()
        self._idle, self._over = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._over.set()
        self._asked_at = clock.monotonic()
        self._records = Records(db, clock, limits, wake=self.wake, on_unreachable=on_unreachable)
        self._me = secrets.token_hex(8)
        self._stands_by = False
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._sending: dict[int, NoticeKind] = {}
        self._resting = False
        self._stopping = False

    @property
    def is_busy(self) -> bool:
        """Whether rows are being taken or sent, or it has been asked to look."""
        return bool(self._sending) or self._woken.is_set() or not self._resting

    def wake(self) -> None:
        """Something was queued. Who stands by looks often enough to see that the other is gone."""
        if not self._stands_by:
            self._woken.set()

    async def run(self) -> None:
        """Send until stopped. Raises Stopped when Telegram doesn't take the token."""
        self._over.clear()
        try:
            await self._recover()
            while not self._stopping:
                self._woken.clear()
                taken = await self._look()
                if self._records.stop is not None:
                    raise Stopped(self._records.stop.reason)
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
                await self._resign()

    async def _resign(self) -> None:
        """Another replica may send, at once."""
        if self._db.is_shared:
            with contextlib.suppress(DatabaseAway):
                await self._db.write(deliveries.resign, self._me)

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
        await self._gone(await self._db.write(deliveries.left_over, self._clock.now(), alone=alone))

    async def _gone(self, rows: list[OutboxRow]) -> None:
        """Rows whose sender is gone: nobody knows whether they arrived."""
        for row in rows:
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
        while not await self._has_room():
            await self._take(0)
        room = IN_FLIGHT - len(self._sending)
        cards = CARDS_IN_FLIGHT - sum(kind is NoticeKind.CARD for kind in self._sending.values())
        rows = await self._take(max(room, 1), cards)
        if self._stopping:
            await self._db.write(deliveries.put_all_back, rows, self._clock.now(), "the bot was stopped")
            return 0
        for row in rows:
            await self._free.acquire()
            self._sending[row.id] = row.kind
            self._idle.clear()
            self._nursery.start(self._send_guarded(row), name=f"send {row.kind}", vital=False)
        return len(rows)

    async def _has_room(self) -> bool:
        """Wait for a place to send from, but not for long."""
        if not self._free.locked():
            return True
        try:
            await asyncio.wait_for(self._free.acquire(), STILL_HERE_S)
        except TimeoutError:
            return False
        self._free.release()
        return True

    async def _take(self, most: int, cards: int = 0) -> list[OutboxRow]:
        """Take rows, if it is ours to send."""
        now = self._clock.now()
        if not self._db.is_shared:
            return await self._db.write(deliveries.take, most, now, cards=cards)
        share = await self._db.write(deliveries.take_as, self._me, most, now, cards=cards)
        self._stands_by = share is None
        if share is None:
            return []
        await self._gone(share.left)
        return share.rows

    async def _rest(self) -> None:
        wait_s = await self._quiet_for()
        self._resting = True
        try:
            await asyncio.wait_for(self._woken.wait(), wait_s)
        except TimeoutError:
            return
        finally:
            self._resting = False

    async def _quiet_for(self) -> float:
        """Seconds until something may be to do."""
        if self._stands_by:
            return NEWS_S
        waiting, soonest = await self._pending()
        metrics.outbox_waits(waiting)
        longest = NEWS_S if self._db.is_shared else PULSE_S
        return longest if soonest is None else min(max((soonest - self._clock.now()).total_seconds(), 0.02), longest)

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
            if plan.screen is None and not plan.deletes:
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
        except NoProvider:
            return plan, Dead("no provider's token is set"), []
        except MayNotPin as no:  # a board that nobody finds is one message too many
            return plan, Dead(str(no)) if no.as_administrator else NothingToSay(), []
        except Exception as error:  # noqa: BLE001 what an error means for the message is outcomes.py's to say
            return plan, outcome(error), []
        if puts or not POLICIES[row.kind].live:
            return plan, Sent(), puts
        return plan, PutBack(0, "message gone"), []  # the message that showed it is no more: it is posted anew

    async def _stored(self, plan: Plan) -> str | None:
        """The file_id under which Telegram keeps the picture that we would draw."""
        key = drawn_key(plan)
        return None if key is None else await self._db.read(deliveries.picture, key)

    async def _speak(self, row: OutboxRow, plan: Plan, stored: str | None) -> list[Put]:
        """Post the screen, or edit every message that is to show it; first take away what must not stand any more."""
        lane = Lane.CARD if row.kind is NoticeKind.CARD else Lane.BULK
        for message in plan.deletes:
            await self._take_away(message, lane)
        if plan.screen is None:
            return []
        if not plan.edits and row.kind is NoticeKind.BOARD:
            return [await self._mouth.post_pinned(row.chat_id, plan.screen, lane, within_s=PATIENCE_S)]
        if not plan.edits:
            put = await self._mouth.post(
                row.chat_id,
                plan.screen,
                lane,
                stored=stored,
                reply_to=plan.reply_to,
                thread_id=plan.thread_id,
                within_s=PATIENCE_S,
            )
            return [put]
        edited = [await self._edit(row, plan, message, lane, stored) for message in plan.edits]
        if row.kind is NoticeKind.BOARD and plan.finishes:
            await self._mouth.unpin(row.chat_id, plan.edits[-1].message_id)
        return [put for put in edited if put is not None]

    async def _take_away(self, message: Standing, lane: Lane) -> None:
        """Take a message away, and forget it; one that is too old for that stays, and is refused where it matters."""
        try:
            await self._mouth.delete(message.chat_id, message.message_id, lane, within_s=PATIENCE_S)
        except TelegramError as error:
            what = outcome(error)
            if not (isinstance(what, Dead) and what.is_message_gone):
                raise
        await self._db.write(deliveries.message_gone, message, self._clock.now())

    async def _edit(self, row: OutboxRow, plan: Plan, message: Standing, lane: Lane, stored: str | None) -> Put | None:
        """Make one message show the screen; None: it is no more, and forgotten. The others are edited all the same."""
        assert plan.screen is not None  # noqa: S101 asked before
        try:
            if message.inline_id:
                return await self._mouth.edit_inline(
                    message.inline_id, plan.screen, has_photo=message.has_photo, within_s=PATIENCE_S
                )
            return await self._mouth.edit(
                row.chat_id,
                message.message_id,
                plan.screen,
                lane,
                had_photo=message.has_photo,
                stored=stored,
                same_photo=row.kind not in CODE_FINISHED,
                within_s=PATIENCE_S,
            )
        except Exception as error:
            what = outcome(error)
            if isinstance(what, NotModified):
                return Put(message_id=message.message_id, has_photo=message.has_photo, pictures={})
            if isinstance(what, Dead) and what.is_message_gone:
                await self._db.write(deliveries.message_gone, message, self._clock.now())
                return None
            raise

    async def _written(self, row: OutboxRow, plan: Plan, what: Result, puts: list[Put]) -> None:
        """Write down what became of a row, for as long as it is ours. Raises DatabaseAway: the lease ends first."""
        if isinstance(what, Outcome):
            metrics.send_ended(row.kind, type(what).__name__.lower())
        ours_until = self._clock.monotonic() + deliveries.LEASE.total_seconds()
        while True:
            try:
                return await self._records.keep(row, plan, what, puts)
            except DatabaseAway:
                if self._stopping or self._clock.monotonic() > ours_until:
                    raise
                await asyncio.sleep(AWAY_S)
            except Exception:
                log.exception("delivery.unrecorded", row=row.id, kind=row.kind, outcome=type(what).__name__)
                if isinstance(what, Unrecorded):
                    return  # its lease runs out, and it is asked after
                what = Unrecorded("what became of it could not be written down")
