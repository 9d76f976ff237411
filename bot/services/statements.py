"""Statements of banks: taken in, worked off line by line, decided where they aren't sure, taken back as a whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import events as e
from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.errors import NotFound
from bot.domain.ids import CommunityId, OrderId, StatementId, StatementLineId
from bot.domain.money import Money, currency
from bot.domain.notices import Notice
from bot.domain.notices import statement as told_of
from bot.domain.orders import Order
from bot.domain.people import Actor, Right
from bot.domain.statements.columns import Columns
from bot.domain.statements.imports import (
    Counted,
    KeptLine,
    LineDecided,
    LineState,
    NewLine,
    Statement,
    StatementBusy,
    StatementState,
    StatementTaken,
)
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Asked, AskedOrders, Why, compared, offered
from bot.services import bookings, places, rights
from bot.services.act import Done, act
from storage import accounts, asked_orders, communities, deals, installation, ledger, orders, statements
from storage.database import ReadTx, WriteTx

#: Lines that are kept in one transaction.
SLICE = 500
#: Of a statement taken back, orders named that could not be.
NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of a statement: sums that foot, line by line."""

    statement: Statement
    community: Community
    counts: dict[LineState, int]
    sums: dict[LineState, Money]
    stays: tuple[tuple[Order, str], ...]  #: of one that was taken back: orders that have moved on, with buyers' names

    def count(self, state: LineState) -> int:
        """How many lines are in a state."""
        return self.counts.get(state, 0)

    def sum(self, state: LineState) -> Money:
        """What came by them."""
        return self.sums.get(state, Money(0, currency(self.community.currency)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLine:
    """A line that waits for a word, and the orders that it may be about."""

    statement: Statement
    community: Community
    line: KeptLine
    why: Why | None  #: why it waits, as its order stands now; None: it is just what that one owes by now
    named: Order | None  #: the one order that it names, though not as it should
    buyer: str
    owed: Money | None  #: what is owed for it now
    offers: tuple[tuple[Asked, Order, Deal], ...]
    left: int  #: lines that wait, this one among them


@act(Right.LEADS_COMMUNITY)
def begin(
    tx: WriteTx, by: Actor, now: datetime, community_id: CommunityId, account: str, columns: Columns | None
) -> Done[None]:
    """Take a statement in, whose lines follow. `columns`: of a table, confirmed by its leader from now on.

    One of the same leader that was not read to its end is given up: its lines count when they come again.
    """
    statements.give_up(tx, community_id, by.id, now)
    if columns is not None:
        statements.remember(tx, community_id, account, columns, now)
    return Done(events=(), subject=statements.begin(tx, community_id, by.id, account, now))


@act(Right.LEADS_STATEMENT)
def add(tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId, lines: Sequence[NewLine]) -> Done[None]:
    """Keep some lines of a statement that are about orders; one that was there before is left out."""
    statement = statements.locked(tx, statement_id)
    if statement.state is StatementState.READING:
        statements.add(tx, statement, lines)
    return Done(events=())


@act(Right.LEADS_STATEMENT)
def start(tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId, counted: Counted) -> Done[None]:
    """Every line is kept: they are worked off from now on. `counted.known` is not known yet, and counted here."""
    statement = statements.locked(tx, statement_id)
    about = counted.lines - counted.outgoing - counted.unknown - counted.foreign
    kept = sum(number for number, _ in statements.counted(tx, statement_id).values())
    full = Counted(
        lines=counted.lines,
        outgoing=counted.outgoing,
        unknown=counted.unknown,
        foreign=counted.foreign,
        known=about - kept,
    )
    if not statements.start(tx, statement_id, full, now):
        return Done(events=())
    read = e.StatementRead(
        community_id=statement.community_id,
        statement_id=statement_id,
        leader_id=statement.leader_id,
        lines=counted.lines,
    )
    return Done(events=[read])


@act(Right.LEADS_STATEMENT)
def accept(
    tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId, line_id: StatementLineId, order_id: OrderId
) -> Done[LineState]:
    """`This one`: a line is this order's. Exact, it is paid; otherwise the line waits, and says of which order.

    Raises LineDecided, NotFound, StatementTaken, StatementBusy, OrderSettled.
    """
    return _booked(tx, by, now, statement_id, line_id, order_id, None)


@act(Right.LEADS_STATEMENT)
def book(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    statement_id: StatementId,
    line_id: StatementLineId,
    order_id: OrderId,
    seen: Why,
) -> Done[LineState]:
    """A line of another amount is this order's all the same: booked as it came, and its leader decides about the rest.

    `seen`: how the amount differed when the leader said so; if it is in another way by now, the line says so and waits.
    Raises LineDecided, NotFound, StatementTaken, StatementBusy, OrderSettled.
    """
    return _booked(tx, by, now, statement_id, line_id, order_id, seen)


@act(Right.LEADS_STATEMENT)
def refuse(tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId, line_id: StatementLineId) -> Done[None]:
    """`Not mine`: a line is about no order. Raises LineDecided, NotFound, StatementTaken, StatementBusy."""
    statement, line = _near(tx, statement_id, line_id)
    if not statements.decide(tx, line, LineState.REFUSED, now):
        raise LineDecided()
    return Done(events=(), notices=_told(statement))


@act(Right.LEADS_STATEMENT)
def take_back(tx: WriteTx, by: Actor, now: datetime, statement_id: StatementId) -> Done[None]:
    """Take a whole statement back: its orders go back to how they stood. Raises StatementTaken, StatementBusy."""
    statement = _done(tx, statement_id)
    statements.drop(tx, statement_id, now)
    statements.move(tx, statement_id, StatementState.DONE, StatementState.TAKING, now)
    taken = e.StatementTakenBack(
        community_id=statement.community_id, statement_id=statement_id, leader_id=statement.leader_id
    )
    return Done(events=[taken])


def remembered(tx: ReadTx, by: Actor, community_id: CommunityId) -> list[Columns]:
    """The columns of tables that leaders of a community have confirmed. Raises NotAllowed."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "statements.remembered")
    return [columns for _, columns in statements.remembered(tx, community_id)]


def open_orders(tx: ReadTx, by: Actor, community_id: CommunityId) -> tuple[list[Asked], range]:
    """A community's orders whose money is waited for, and all numbers that references can have. Raises NotAllowed."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "statements.open_orders")
    return asked_orders.unpaid(tx, community_id), _span(tx)


def named_orders(tx: ReadTx, by: Actor, community_id: CommunityId, numbers: Collection[int]) -> list[Asked]:
    """Orders of a community that references name, in any state. Raises NotAllowed."""
    rights.check(tx, Right.LEADS_COMMUNITY, by, community_id, "statements.named_orders")
    return asked_orders.named(tx, community_id, [f"KT{number}" for number in sorted(numbers)])


def own_account(tx: ReadTx, by: Actor, statement_id: StatementId) -> Account:
    """What became of a statement, for a leader of its community. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.LEADS_STATEMENT, by, statement_id, "statements.own_account")
    return account(tx, statement_id)


def account(tx: ReadTx, statement_id: StatementId) -> Account:
    """What became of a statement. Raises NotFound."""
    statement = statements.get(tx, statement_id)
    community = communities.get(tx, statement.community_id)
    unit = currency(community.currency)
    found = statements.counted(tx, statement_id)
    stays = statements.in_state(tx, statement_id, [LineState.STAYS], NAMED)
    return Account(
        statement=statement,
        community=community,
        counts={state: number for state, (number, _) in found.items()},
        sums={state: Money(minor, unit) for state, (_, minor) in found.items()},
        stays=tuple(_with_buyer(tx, line.order_id) for line in stays if line.order_id is not None),
    )


def own_near(tx: ReadTx, by: Actor, statement_id: StatementId, at_least: int) -> NearLine | None:
    """The next line that waits for a word, from this one on, else from the first; None: none waits.

    Raises NotFound, NotAllowed.
    """
    rights.check(tx, Right.LEADS_STATEMENT, by, statement_id, "statements.own_near")
    line = statements.next_near(tx, statement_id, at_least) or statements.next_near(tx, statement_id, 0)
    if line is None:
        return None
    statement = statements.get(tx, statement_id)
    order, buyer = (None, "") if line.order_id is None else _with_buyer(tx, line.order_id)
    why, found = line.why, []
    if order is not None and line.why is not Why.ONE_DIGIT:
        deal = deals.get(tx, order.deal_id)
        asked = replace(bookings.as_asked(tx, deal, order), buyer=buyer)
        _, why = compared(line.amount, asked)
        found = [asked] if why is None else []
    else:
        found = _offered(tx, statement.community_id, line.line)
    waiting = statements.counted(tx, statement_id).get(LineState.NEAR, (0, 0))[0]
    return NearLine(
        statement=statement,
        community=communities.get(tx, statement.community_id),
        line=line,
        why=why,
        named=order,
        buyer=buyer,
        owed=None if order is None else Money(ledger.balance(tx, order.id), line.amount.currency),
        offers=tuple((each, orders.get(tx, each.id), deals.get(tx, each.deal_id)) for each in found),
        left=waiting,
    )


def _offered(tx: ReadTx, community: CommunityId, line: BankLine) -> list[Asked]:
    return offered(line, AskedOrders(asked_orders.unpaid(tx, community), _span(tx)))


def _span(tx: ReadTx) -> range:
    start = installation.reference_start(tx)
    return range(start, start + asked_orders.last(tx) + 1)


def _with_buyer(tx: ReadTx, order_id: OrderId) -> tuple[Order, str]:
    order = orders.get(tx, order_id)
    return order, accounts.get(tx, order.buyer_id).name


def _near(tx: WriteTx, statement_id: StatementId, line_id: StatementLineId) -> tuple[Statement, KeptLine]:
    """A line that waits for a word. Raises LineDecided, NotFound, StatementTaken, StatementBusy."""
    statement = _done(tx, statement_id)
    line = statements.line(tx, statement_id, line_id)
    if line.state is not LineState.NEAR:
        raise LineDecided()
    return statement, line


def _booked(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    statement_id: StatementId,
    line_id: StatementLineId,
    order_id: OrderId,
    seen: Why | None,
) -> Done[LineState]:
    statement, line = _near(tx, statement_id, line_id)
    deal = deals.locked_of_order(tx, order_id)
    if deal.community_id != statement.community_id:
        raise NotFound()
    where = places.chat(tx, deal)
    state, events = bookings.book(tx, line, deal, order_id, where, by.id, now, seen)
    return Done(events=events, shown=state, notices=_told(statement))


def _done(tx: WriteTx, statement_id: StatementId) -> Statement:
    statement = statements.locked(tx, statement_id)
    if statement.state in (StatementState.TAKING, StatementState.TAKEN):
        raise StatementTaken()
    if statement.state is not StatementState.DONE:
        raise StatementBusy()
    return statement


def _told(statement: Statement) -> list[Notice]:
    return [told_of(statement.leader_id, statement.id)]
