"""What became of a row: each outcome of a send, written into the outbox in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.clock import Clock
from bot.delivery.limits import Limits
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
)
from bot.delivery.rendering import Plan, Quiet
from bot.delivery.telegram import Put
from bot.domain.ids import ChatId
from bot.domain.notices import POLICIES, Lost, NoticeKind
from bot.services import deliveries
from bot.views.screens import Chart, StoredPhoto
from storage.database import Database
from storage.messages import Standing
from storage.outbox import OutboxRow

log = structlog.get_logger(__name__)

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


class Records:
    """Writes down what became of rows; `stop` is what Telegram said when it takes the token no more."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        limits: Limits,
        *,
        wake: Callable[[], None],
        on_unreachable: Callable[[int], None],
    ) -> None:
        self._db = db
        self._clock = clock
        self._limits = limits
        self._wake = wake
        self._on_unreachable = on_unreachable
        self.stop: Stop | None = None

    async def keep(self, row: OutboxRow, plan: Plan, what: Result, puts: list[Put]) -> None:
        """Write it down; doing so twice changes nothing more. Raises DatabaseAway."""
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
            case Unreachable(reason=reason) | Dead(reason=reason) if row.kind is NoticeKind.INLINE_CARD:
                log.warning("delivery.inline-card-lost", row=row.id, subject=row.subject, reason=reason)
                await self._db.write(deliveries.inline_card_lost, row, reason, now)
            case Unreachable(reason=reason):
                if await self._db.write(deliveries.unreachable, row, reason, now):
                    self._wake()
                self._on_unreachable(row.chat_id)
            case Dead(reason=reason) if row.chat_id < 0 and what.is_topic_gone:
                await self._db.write(deliveries.topic_gone, row, reason, now)
            case Dead(reason=reason) if row.chat_id < 0 and (ability := what.missing) is not None:
                await self._db.write(deliveries.missed, row, ability, reason, now)
            case Dead(reason=reason) if what.is_picture_refused and (key := drawn_key(plan)):
                await self._db.write(deliveries.picture_refused, row, key, reason, now)
            case Dead(reason=reason) if what.is_picture_refused and _shows_stored(plan):
                log.warning("delivery.photo-refused", row=row.id, subject=row.subject, reason=reason)
                await self._db.write(deliveries.photo_refused, row, reason, now)
            case Dead(reason=reason) if row.kind is NoticeKind.INVOICE:
                log.error("delivery.invoice-refused", row=row.id, subject=row.subject, reason=reason)
                await self._db.write(deliveries.invoice_refused, row, reason, now)
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
                self.stop = what
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


def drawn_key(plan: Plan) -> str | None:
    """Under which key Telegram keeps the picture of a screen, if it is one that we draw."""
    photo = None if plan.screen is None else plan.screen.photo
    return None if photo is None or isinstance(photo, StoredPhoto | Chart) else photo.key


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
        inline_id=plan.edits[0].inline_id if plan.edits else "",
    )
