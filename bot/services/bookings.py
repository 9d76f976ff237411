"""Lines of statements booked on orders, and taken back: slice by slice, deal by deal, each order as it stands now."""

from datetime import datetime

from bot.domain import events as e
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, StatementId
from bot.domain.money import Money
from bot.domain.notices import statement as told_of
from bot.domain.orders import ENDED_UNPAID, Order, OrderSettled
from bot.domain.people import Actor, Right
from bot.domain.receiving import Came
from bot.domain.statements.imports import KeptLine, LineDecided, LineState, Statement, StatementState
from bot.domain.statements.matching import Asked, Found, Why, compared
from bot.domain.undos import UndoKind
from bot.services import confirming, places, taking_back
from bot.services.act import Done, act
from storage import deals, ledger, orders, statements
from storage.database import ReadTx, WriteTx

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
    seen: Why | None = None,
) -> tuple[LineState, list[e.Event]]:
    """A line is this order's, by the rule of the order as it stands now: paid, late, or it waits and says why.

    `seen`: its leader has seen in which way it isn't what is owed, and wants it booked as it came; if that is another
    one by now, the line waits again. Whoever calls holds the deal.
    Raises LineDecided: somebody was quicker; OrderSettled: it was never asked for by transfer.
    """
    order = orders.get(tx, order_id)
    found, why = compared(line.amount, as_asked(tx, deal, order))
    if why is not None and why is not seen:
        if not statements.wait(tx, line, why, order_id):
            raise LineDecided()
        return LineState.NEAR, []
    if found is Found.PAID:
        state, events = LineState.PAID, confirming.paid(tx, deal, order, where, by, "statement", now, line.id)
    else:
        amounts = [line.amount.minor]
        came, events = confirming.received(tx, deal, order, where, by, "statement", amounts, now, line.id)
        state = LineState.LATE if came is Came.LATE else LineState.BOOKED
    if not statements.decide(tx, line, state, now, order=order.id, was=taking_back.was(tx, order, events)):
        raise LineDecided()
    return state, events


def as_asked(tx: ReadTx, deal: Deal, order: Order) -> Asked:
    """An order as a line is compared with it now. Raises OrderSettled: it was never asked for by transfer."""
    shot = orders.snapshot(tx, order.id)
    if shot is None:
        raise OrderSettled(order=order.code, state=order.state)
    minor = shot.amount_minor if order.state in ENDED_UNPAID else ledger.balance(tx, order.id)
    return Asked(id=order.id, deal_id=deal.id, number=0, owed=Money(minor, deal.currency), buyer="", state=order.state)


def _book(tx: WriteTx, statement: Statement, now: datetime) -> tuple[list[e.Event], bool]:
    found = statements.to_book(tx, statement.id, SLICE)
    events: list[e.Event] = []
    held = _Held(tx)
    for deal_id, line in found:
        deal, where = held.deal(deal_id)
        assert line.order_id is not None  # noqa: S101 the schema says so
        events += book(tx, line, deal, line.order_id, where, statement.leader_id, now)[1]
    return events, len(found) == SLICE


def _take_back(tx: WriteTx, statement: Statement, now: datetime) -> tuple[list[e.Event], bool]:
    """Each order goes back to how it stood, unless it has moved on: then its line stays, and says so."""
    found = statements.booked(tx, statement.id, SLICE)
    events: list[e.Event] = []
    held = _Held(tx)
    for deal_id, line, was in found:
        deal, where = held.deal(deal_id)
        said = UndoKind.CONFIRM if line.state is LineState.PAID else UndoKind.RECEIVE
        event = taking_back.restored(tx, deal, was, said, where, statement.leader_id, now, events)
        events += [] if event is None else [event]
        to = LineState.STAYS if event is None else LineState.UNDONE
        statements.decide(tx, line, to, now, order=line.order_id, was=was)
    return events, bool(found)


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
