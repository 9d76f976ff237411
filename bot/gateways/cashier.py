"""Calls gateways about trades: makes codes, asks what became of them, closes them, pays back.

One call may be lost; none is missed.

A trade is taken in a transaction, called about outside of any, and what came of it is an act. Whoever takes it and dies
leaves it to be taken again: the trade's number is ours, so a gateway asked twice makes one trade, and pays back once.
Each call is a task of its own: one that trips over a bug is logged by the nursery and stops no other.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot import metrics
from bot.clock import Clock
from bot.domain.errors import DatabaseAway
from bot.domain.ids import AccountId, TradeId
from bot.domain.people import ITSELF
from bot.domain.trades import REFUSED_AT_MOST, Outcome, Provider, Report, Trade, TradeState
from bot.gateways.moments import Answer, Gateway, GatewayAway, GatewayRefuses, NoticeRefused, TradeClosed, TradePaid
from bot.services import gateways, payment_reports
from bot.services.act import Act, Acts
from bot.services.gateways import Counter
from bot.tasks import Nursery
from storage.database import Database

log = structlog.get_logger(__name__)

S = TradeState
#: Calls at the same time.
IN_FLIGHT = 16
#: Without a wake-up, what is to be called about is looked for this often.
PULSE_S = 5.0
#: Without the database, it is tried again this often.
AWAY_S = 1.0


class Cashier:
    """Calls gateways, and books what they report."""

    def __init__(
        self,
        db: Database,
        acts: Acts,
        clock: Clock,
        ways: Mapping[Provider, Gateway],
        counters: tuple[Counter, ...],
        nursery: Nursery,
        *,
        admins: tuple[AccountId, ...] = (),
        on_last_word: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._acts = acts
        self._clock = clock
        self._ways = ways
        self._counters = counters
        self._nursery = nursery
        self._admins = admins
        self._on_last_word = on_last_word
        self._woken, self._over = asyncio.Event(), asyncio.Event()
        self._over.set()
        self._resting = True
        self._stopping = False

    @property
    def is_busy(self) -> bool:
        """Whether it is calling, or has been asked to look."""
        runs = not self._over.is_set() and not self._stopping
        return runs and (self._woken.is_set() or not self._resting)

    def wake(self) -> None:
        """Something may be to call about."""
        self._woken.set()

    async def run(self) -> None:
        """Call until stopped."""
        self._over.clear()
        try:
            while not self._stopping:
                self._woken.clear()
                if not await self._round():
                    await self._rest()
        finally:
            self._over.set()

    async def stop(self, within_s: float = 8.0) -> None:
        """Take nothing more; let the calls that run end."""
        self._stopping = True
        self._woken.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), within_s)

    async def notice(self, provider: Provider, headers: Mapping[str, str], body: bytes) -> Answer:
        """A notice has come in: what the gateway is answered, after the commit only. Raises DatabaseAway."""
        way = self._ways[provider]
        try:
            report = way.notice(headers, body, self._clock.now())
        except NoticeRefused as refusal:
            metrics.payment_reported(provider, "refused")
            log.warning("gateway.notice-refused", gateway=provider, lacks=str(refusal), size=len(body))
            return way.refused
        if report is None:
            metrics.payment_reported(provider, "nothing")
        else:
            await self._book(report)
        return way.taken

    async def _round(self) -> bool:
        """Everything that is to be done now; whether there was any."""
        try:
            if not await self._db.read(gateways.is_agreed, self._counters):
                await self._acts(gateways.agree, ITSELF, None, self._counters)
            taken = await self._db.write(gateways.take, IN_FLIGHT, self._clock.now())
        except DatabaseAway:
            log.warning("gateway.database-away")
            await asyncio.sleep(AWAY_S)
            return False
        if taken:
            await asyncio.wait([self._nursery.start(self._call(one), name=_name(one), vital=False) for one in taken])
        return bool(taken)

    async def _call(self, trade: Trade) -> None:
        """One trade. Whatever it trips over, its lease runs out, and it is called about again."""
        outcome = "failed"
        try:
            outcome = await self._outcome(trade)
        except DatabaseAway:
            outcome = "database-away"
            log.warning("gateway.database-away", trade=trade.id)
        finally:
            metrics.gateway_called(trade.provider, trade.state, outcome)

    async def _outcome(self, trade: Trade) -> str:
        """How a call about a trade ended, for the metrics. Raises DatabaseAway."""
        try:
            await self._answered(trade)
        except GatewayAway as error:
            log.warning("gateway.away", gateway=trade.provider, trade=trade.id, state=trade.state, why=str(error))
            await self._acts(gateways.put_off, ITSELF, None, trade.id)
            return "away"
        except GatewayRefuses as error:
            log.error("gateway.refuses", gateway=trade.provider, trade=trade.id, state=trade.state, why=str(error))
            await self._acts(_after_refusal(trade), ITSELF, None, trade.id)
            return "refused"
        return "answered"

    async def _answered(self, trade: Trade) -> None:
        way = self._ways.get(trade.provider)
        if way is None and trade.state is S.PAID:
            await self._acts(gateways.leave_refund, ITSELF, None, trade.id)
            return
        if way is None:
            raise GatewayAway("not configured")
        match trade.state:
            case S.WANTED:
                await self._create(way, trade)
            case S.ASKED:
                await self._query(way, trade)
            case S.CLOSING:
                await self._close(way, trade)
            case S.PAID:
                await self._start_refund(way, trade)
            case S.REFUNDING:
                await self._refund(way, trade)

    async def _create(self, way: Gateway, trade: Trade) -> None:
        try:
            code = await way.create(trade, self._clock.now())
        except TradeClosed:
            await self._acts(gateways.close, ITSELF, None, trade.id)
        except TradePaid:
            await self._query(way, trade)
        else:
            await self._acts(gateways.keep_code, ITSELF, None, trade.id, code)

    async def _query(self, way: Gateway, trade: Trade) -> None:
        try:
            report = await way.query(trade, self._clock.now())
        except TradeClosed:
            await self._acts(gateways.close, ITSELF, None, trade.id)
        else:
            if report is None:
                await self._acts(gateways.note_unpaid, ITSELF, None, trade.id)
            else:
                log.warning("gateway.told-by-query", gateway=trade.provider, trade=trade.id)
                await self._book(report)
        if await self._db.read(gateways.is_overdue, trade.id, self._clock.now()):
            self._on_last_word()

    async def _close(self, way: Gateway, trade: Trade) -> None:
        """Nobody is to pay it any more. Where the gateway says no, it is asked what came: money for it is late then."""
        try:
            returned = await way.close(trade, self._clock.now())
        except TradePaid:
            await self._query(way, trade)
        except GatewayRefuses as error:
            log.warning("gateway.closes-not", gateway=trade.provider, trade=trade.id, why=str(error))
            await self._query(way, trade)
        else:
            if returned is not None:
                log.warning("gateway.paid-back-at-once", gateway=trade.provider, trade=trade.id)
                await self._acts(payment_reports.book_returned, ITSELF, None, returned, admins=self._admins)
            await self._acts(gateways.close, ITSELF, None, trade.id)

    async def _start_refund(self, way: Gateway, trade: Trade) -> None:
        going = (await self._acts(gateways.start_refund, ITSELF, None, trade.id)).shown
        if going is not None:
            await self._refund(way, going)

    async def _refund(self, way: Gateway, trade: Trade) -> None:
        if await way.refund(trade, self._clock.now()):
            await self._acts(gateways.finish_refund, ITSELF, None, trade.id)
        else:
            await self._acts(gateways.put_off, ITSELF, None, trade.id)

    async def _book(self, report: Report) -> None:
        booked = await self._acts(payment_reports.book, ITSELF, None, report, admins=self._admins)
        outcome = booked.shown or Outcome.AGAIN
        metrics.payment_reported(report.provider, outcome)
        log.info("gateway.reported", gateway=report.provider, number=report.number, outcome=outcome)

    async def _rest(self) -> None:
        wait_s = PULSE_S
        with contextlib.suppress(DatabaseAway):
            wait_s = self._until(await self._db.read(gateways.soonest))
        self._resting = True
        try:
            await asyncio.wait_for(self._woken.wait(), wait_s)
        except TimeoutError:
            return
        finally:
            self._resting = False

    def _until(self, soonest: datetime | None) -> float:
        if soonest is None:
            return PULSE_S
        return min(max((soonest - self._clock.now()).total_seconds(), 0.02), PULSE_S)


def _after_refusal(trade: Trade) -> Act[[TradeId], None]:
    """What follows when the gateway says no; a refund is tried for a while, for it may just lack the money."""
    if trade.state is S.WANTED:
        return gateways.fail
    is_over = trade.state is S.REFUNDING and trade.attempts >= REFUSED_AT_MOST
    return gateways.leave_refund if is_over else gateways.put_off


def _name(trade: Trade) -> str:
    """What the log calls the task of a call."""
    return f"{trade.provider}: {trade.state} trade {trade.id}"
