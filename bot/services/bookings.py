"""Lines of statements booked on orders, and taken back: slice by slice, deal by deal, each order as it stands now."""

from datetime import datetime

from bot.domain import events as e
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, StatementId
from bot.domain.money import Money
from bot.domain.notices import statement as told_of
from bot.domain.orders import ENDED_UNPAID, Order, OrderSettled
from bot.domain.people import Actor, Right
from bot.domain.statements.imports import KeptLine, LineDecided, LineState, Statement, StatementState
from bot.domain.statements.matching import Asked, Found, compared
from bot.domain.undos import UndoKind, Was
from bot.services import confirming, places, taking_back
from bot.services.about import the_order
from bot.services.act import Done, act
from storage import deals, ledger, orders, statements
from storage.database import WriteTx

#: Lines that are booked or taken back in one transaction: others' acts wait no longer than for these.
SLICE = 100


@act(Right.ITSELF)
def work_off(tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId) -> Done[bool]:
    """Book some lines of a statement on their orders, or take some back; shows whether more are left."""
    statement = statements.locked(tx, statement_id)
    match statement.state:
        case StatementState.WORKING:
            events, is_more = _book(tx, statement, now)
            after = StatementState.DONE
        case StatementState.TAKING:
            events, is_more = _take_back(tx, statement, now)
            after = StatementState.TAKEN
        case _:
            return Done(events=(), shown=False)
    if not is_more:
        statements.move(tx, statement_id, statement.state, after, None)
    told = [told_of(statement.leader_id, statement_id)]
    return Done(events=events, shown=is_more, notices=told)


def book(
    tx: WriteTx,
    line: KeptLine,
    deal: Deal,
    order_id: OrderId,
    where: ChatId,
    by: AccountId,
    now: datetime,
) -> tuple[LineState, list[e.Event]]:
    """A line is this order's, by the rule of the order as it stands now: paid, late, or it waits and says why.

    Whoever calls holds the deal. Raises LineDecided: somebody was quicker.
    """
    order = orders.get(tx, order_id)
    found, why = compared(line.amount, _asked(tx, deal, order))
    if why is not None:
        if not statements.wait(tx, line, why, order_id):
            raise LineDecided()
        return LineState.NEAR, []
    if found is Found.LATE and ledger.balance(tx, order_id) < 0:  # a part of it is booked already, so this is too
        _, events = confirming.received(tx, deal, order, where, by, "statement", [line.amount.minor], now)
        _decide(tx, line, LineState.LATE, order, taking_back.was(tx, order, events), now)
        return LineState.LATE, events
    if found is Found.LATE:
        news = orders.mark_late(tx, order_id, True)
        events = [e.LateMoneyClaimed(**the_order(deal, where, order))] if news else []
        _decide(tx, line, LineState.LATE, order, taking_back.was(tx, order, ()) if news else None, now)
        return LineState.LATE, events
    events = confirming.paid(tx, deal, order, where, by, "statement", now)
    _decide(tx, line, LineState.PAID, order, taking_back.was(tx, order, events), now)
    return LineState.PAID, events


def _book(tx: WriteTx, statement: Statement, now: datetime) -> tuple[list[e.Event], bool]:
    found = statements.by_deal(tx, statement.id, [LineState.FOUND], SLICE)
    events: list[e.Event] = []
    held = _Held(tx)
    for deal_id, line, _ in found:
        deal, where = held.deal(deal_id)
        assert line.order_id is not None  # noqa: S101 the schema says so
        events += book(tx, line, deal, line.order_id, where, statement.leader_id, now)[1]
    return events, len(found) == SLICE


def _take_back(tx: WriteTx, statement: Statement, now: datetime) -> tuple[list[e.Event], bool]:
    """Each order goes back to how it stood, unless it has moved on: then its line stays, and says so."""
    found = statements.by_deal(tx, statement.id, [LineState.PAID, LineState.LATE], SLICE)
    events: list[e.Event] = []
    held = _Held(tx)
    for deal_id, line, was in found:
        deal, where = held.deal(deal_id)
        event = None
        if was is not None and (line.state is LineState.PAID or was.booked_minor):
            event = taking_back.restored(tx, deal, was, UndoKind.CONFIRM, where, statement.leader_id, now, events)
        elif was is not None:
            event = _late_no_more(tx, deal, was, where)
        events += [] if event is None else [event]
        to = LineState.UNDONE if event is not None or was is None else LineState.STAYS
        statements.decide(tx, line, to, now, order=line.order_id, was=was)
    return events, len(found) == SLICE


def _late_no_more(tx: WriteTx, deal: Deal, was: Was, where: ChatId) -> e.Event | None:
    """Money of an ended order no longer waits for its leader; None: they have decided about it."""
    order = orders.get(tx, was.order_id)
    if order.state is not was.before.state or not orders.mark_late(tx, order.id, False):
        return None
    return e.LateMoneyWithdrawn(**the_order(deal, where, order))


def _decide(tx: WriteTx, line: KeptLine, to: LineState, order: Order, was: Was | None, now: datetime) -> None:
    if not statements.decide(tx, line, to, now, order=order.id, was=was):
        raise LineDecided()


def _asked(tx: WriteTx, deal: Deal, order: Order) -> Asked:
    """An order as it stands now. Raises OrderSettled: it was never asked for by transfer."""
    shot = orders.snapshot(tx, order.id)
    if shot is None:
        raise OrderSettled(order=order.code, state=order.state)
    minor = shot.amount_minor if order.state in ENDED_UNPAID else ledger.balance(tx, order.id)
    return Asked(id=order.id, deal_id=deal.id, number=0, owed=Money(minor, deal.currency), buyer="", state=order.state)


class _Held:
    """Deals that this transaction holds, and their groups."""

    def __init__(self, tx: WriteTx) -> None:
        self._tx = tx
        self._deals: dict[DealId, tuple[Deal, ChatId]] = {}

    def deal(self, deal_id: DealId) -> tuple[Deal, ChatId]:
        """A deal, for this transaction alone, and its group. Asked for in the order of their numbers."""
        if deal_id not in self._deals:
            deal = deals.locked(self._tx, deal_id)
            self._deals[deal_id] = deal, places.chat(self._tx, deal)
        return self._deals[deal_id]
