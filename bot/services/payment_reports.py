"""What a gateway reports of money becomes an order's state, once: report, ledger row and order in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.ids import AccountId, ReportId
from bot.domain.money import Money, currency
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.orders import Order
from bot.domain.payments import Entry
from bot.domain.people import Actor, Right
from bot.domain.receiving import Came
from bot.domain.trades import ALARMING, KeptReport, Outcome, Provider, Report, Trade, paid_by, returned
from bot.services import confirming, invoices, places
from bot.services.about import the_order
from bot.services.act import Done, act
from bot.services.receipts import Receipt, receipt
from storage import deals, orders, payment_reports, trades
from storage.database import ReadTx, WriteTx

#: What the sum that was asked for has made of its order, as a report's outcome.
_BECOMES = {
    Came.EXACT: Outcome.PAID,
    Came.LATE: Outcome.LATE,
    Came.SHORT: Outcome.DIFFERS,  # the order owes more than its trade: it was asked for otherwise since
    Came.OVER: Outcome.TWICE,
    Came.BACK: Outcome.TWICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A report that somebody must look into, with the order that it names, if it names one."""

    kept: KeptReport
    receipt: Receipt | None
    asked: Money | None  #: what its trade asks


@act(Right.ITSELF)
def book(tx: WriteTx, by: Actor, now: datetime, report: Report, *, admins: tuple[AccountId, ...] = ()) -> Done[Outcome]:
    """Money came, by a gateway's verified word. The same report twice changes nothing, nor does the same money.

    An order that waits for it is paid; one that has ended unpaid has late money; another sum is booked as it
    came; what fits nothing is for a person to look at.
    """
    kept = payment_reports.keep(tx, report, now)
    if kept is None:
        return Done(events=(), shown=Outcome.AGAIN)
    trade = trades.by_number(tx, report.provider, report.number)
    if report.foreign or trade is None:
        return _alarmed(tx, kept, Outcome.FOREIGN if report.foreign else Outcome.UNKNOWN, None, admins)
    return _booked(tx, by, now, report, kept, trade, admins)


@act(Right.ITSELF)
def book_returned(
    tx: WriteTx, by: Actor, now: datetime, report: Report, *, admins: tuple[AccountId, ...] = ()
) -> Done[None]:
    """Money came for a trade that was being closed, and its gateway has paid all of it back at once: both are booked.

    What a notice has made of it meanwhile stands, and is for a person to look at.
    """
    kept, trade = payment_reports.keep(tx, report, now), trades.by_number(tx, report.provider, report.number)
    if kept is None or trade is None:
        return Done(events=())
    deal = deals.locked_of_order(tx, trade.order_id)
    trade, order = trades.locked(tx, trade.id), orders.get(tx, trade.order_id)
    if payment_reports.is_booked(tx, report.provider, report.money_id):
        return Done(events=(), notices=_alarmed(tx, kept, Outcome.RETURNED, order, admins).notices)
    payment_reports.came_to(tx, kept, Outcome.LATE, order.id)
    trades.save(tx, trade, returned(trade, report), None)
    rows = tuple(
        confirming.row(deal, order, entry, by.id, report.provider, report.amount_minor)
        for entry in (Entry.PAID, Entry.REFUNDED)
    )
    went = e.Refunded(rows=rows, surplus=True, by=report.provider, **the_order(deal, places.chat(tx, deal), order))
    return Done(events=[went], subject=order.id)


def alarm(tx: ReadTx, report_id: ReportId) -> Alarm:
    """A report that somebody must look into. Raises NotFound."""
    kept = payment_reports.get(tx, report_id)
    trade = trades.by_number(tx, kept.report.provider, kept.report.number)
    return Alarm(
        kept=kept,
        receipt=None if kept.order_id is None else receipt(tx, kept.order_id),
        asked=None if trade is None else Money(trade.amount_minor, currency(trade.currency)),
    )


def _booked(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    report: Report,
    kept: ReportId,
    trade: Trade,
    admins: tuple[AccountId, ...],
) -> Done[Outcome]:
    deal = deals.locked_of_order(tx, trade.order_id)
    trade = trades.locked(tx, trade.id)  # as it is now that nobody else moves it
    order, where = orders.get(tx, trade.order_id), places.chat(tx, deal)
    if payment_reports.is_booked(tx, report.provider, report.money_id):
        payment_reports.came_to(tx, kept, Outcome.AGAIN, order.id)
        return Done(events=(), subject=order.id, shown=Outcome.AGAIN)
    if report.currency != trade.currency:
        return _alarmed(tx, kept, Outcome.CURRENCY, order, admins)
    if not trade.money_id:
        trades.save(tx, trade, paid_by(trade, report), None)
    came, events = confirming.received(tx, deal, order, where, by.id, report.provider, [report.amount_minor], now)
    outcome = _BECOMES[came] if report.amount_minor == trade.amount_minor else Outcome.DIFFERS
    gone = [invoices.taken_away(tx, trade, f"report-{kept}")] if trade.provider is Provider.TELEGRAM else []
    if outcome in ALARMING:
        return _alarmed(tx, kept, outcome, order, admins, events, gone)
    payment_reports.came_to(tx, kept, outcome, order.id)
    return Done(events=events, subject=order.id, shown=outcome, notices=gone)


def _alarmed(
    tx: WriteTx,
    kept: ReportId,
    outcome: Outcome,
    order: Order | None,
    admins: tuple[AccountId, ...],
    events: Sequence[e.Event] = (),
    beside: Sequence[Notice] = (),
) -> Done[Outcome]:
    """A person looks into it: every admin is told, the deal's leader where there is none."""
    payment_reports.came_to(tx, kept, outcome, None if order is None else order.id)
    to = list(admins) or ([] if order is None else [deals.get(tx, order.deal_id).leader_id])
    told: list[Notice] = [notice(NoticeKind.PAYMENT_ALARM, each, kept) for each in to]
    return Done(events=events, subject=0 if order is None else order.id, shown=outcome, notices=[*told, *beside])
