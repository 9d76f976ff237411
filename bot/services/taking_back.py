"""What a leader said of money, taken back: orders, ledger and team stand as they stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain import teams as team_rules
from bot.domain import undos as rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, UndoId
from bot.domain.orders import OWING, Order, OrderState, Rest
from bot.domain.payment_hours import nudge_at, reminders
from bot.domain.payments import Entry, LedgerRow
from bot.domain.people import Actor, Right
from bot.domain.teams import TeamState
from bot.domain.undos import OvertakenByEvents, TooLateToTakeBack, Undo, UndoKind, UndoneAlready, Was
from bot.services import places, settling, trades
from bot.services.about import the_order
from bot.services.act import Done, act
from storage import communities, deals, ledger, orders, refund_accounts, teams, undos
from storage.database import WriteTx


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a leader has just said of money, by which they can take it back."""

    deal_id: DealId
    undo: UndoId


def keep(
    tx: WriteTx,
    deal: Deal,
    by: Actor,
    kind: UndoKind,
    before: Sequence[Order],
    now: datetime,
    events: Sequence[e.Event],
) -> Said | None:
    """Keep how these orders stood before, for taking it back; None when there were none.

    `events` is what was made of them in this act: their ledger rows are booked after it.
    """
    if not before:
        return None
    kept = tuple(was(tx, one, events) for one in before)
    return Said(deal_id=deal.id, undo=undos.add(tx, deal.id, by.id, kind, kept, now))


@act(Right.LEADS_DEAL)
def take_back(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, first: UndoId, last: UndoId) -> Done[int]:
    """The leader takes back what they said of money, from one undo to another; shows how many orders that concerns.

    Orders that have moved on stay as they are. Raises UndoneAlready, TooLateToTakeBack, OvertakenByEvents.
    """
    deal = deals.locked(tx, deal_id)
    found = undos.between(tx, deal_id, first, last)
    said = [undo for undo, is_undone in found if not is_undone and undo.actor_id == by.id]
    if not said:
        raise UndoneAlready()
    if any(now >= undo.ends_at for undo in said):
        raise TooLateToTakeBack()
    where = places.chat(tx, deal)
    events: list[e.Event] = []
    for undo in said:
        events += _taken_back(tx, deal, undo, where, by, now, events)
    if not events:
        raise OvertakenByEvents()
    return Done(events=events, shown=len(events))


def was(tx: WriteTx, before: Order, events: Sequence[e.Event]) -> Was:
    """How an order stood before what these events of this act tell of it, and how it stands since."""
    held, owed = ledger.held(tx, before.id), ledger.balance(tx, before.id)
    booked = _booked(events, before.id)
    after = rules.stood(orders.get(tx, before.id), held + booked, owed - booked)
    return Was(order_id=before.id, before=rules.stood(before, held, owed), after=after)


def _booked(events: Sequence[e.Event], order: OrderId) -> int:
    """What these events book as paid for an order; it isn't in the ledger yet."""
    rows = (row for event in events for row in e.ledger_rows(event))
    return sum(row.amount_minor for row in rows if row.order_id == order and row.entry is Entry.PAID)


def _taken_back(
    tx: WriteTx, deal: Deal, undo: Undo, where: ChatId, by: Actor, now: datetime, so_far: Sequence[e.Event]
) -> list[e.Event]:
    undos.undone(tx, undo.id, now)
    found = [restored(tx, deal, each, undo.kind, where, by.id, now, so_far) for each in undo.orders]
    return [event for event in found if event is not None]


def restored(
    tx: WriteTx,
    deal: Deal,
    stood: Was,
    kind: UndoKind,
    where: ChatId,
    by: AccountId,
    now: datetime,
    so_far: Sequence[e.Event] = (),
) -> e.Event | None:
    """An order stands as it stood before; None: it has moved on, and stays as it is. Whoever calls holds the deal.

    `so_far`: what was taken back in this act, whose rows aren't in the ledger yet.
    """
    order = orders.get(tx, stood.order_id)
    unbooked = _booked(so_far, order.id)
    owed = ledger.balance(tx, order.id) - unbooked
    if rules.stood(order, ledger.held(tx, order.id) + unbooked, owed) != stood.after:
        return None
    _restore(tx, deal, order, stood, now, owed)
    return e.PaymentTakenBack(said=kind, rows=_reversed(deal, stood, by), **the_order(deal, where, order))


def _restore(tx: WriteTx, deal: Deal, order: Order, was: Was, now: datetime, balance: int) -> None:
    """An order stands as before; `balance` is what its buyer owes before anything is booked back."""
    if order.state is not was.before.state:
        order_rules.move(order, was.before.state)
    after = rules.taken_back(was, order, now)
    orders.save(tx, order, after, now, _next_word(tx, deal, after, now))
    if after.is_late is not was.before.is_late:
        orders.mark_late(tx, order.id, was.before.is_late, order.claim_photo)
    if not after.is_owed_back:
        refund_accounts.erase(tx, order.id)
    if after.state in OWING:
        settling.owes(tx, after, balance + was.booked_minor, now)
        _asks_gateway(tx, after, now)
    team = None if order.team_id is None else teams.get(tx, order.team_id)
    has_counted = was.after.state is OrderState.PAID and after.state in OWING and not order_rules.counts_at_once(deal)
    if team is not None and team.state is TeamState.OPEN and has_counted:
        places.save_team(tx, deal, team, team_rules.uncount(team), now, units=0)


def _asks_gateway(tx: WriteTx, order: Order, now: datetime) -> None:
    """An order that is due again through a gateway needs a code: the one it had is closed, or being closed."""
    shot = orders.snapshot(tx, order.id)
    if shot is not None and order.state is OrderState.DUE and order.rest is not Rest.SHORT:
        trades.want(tx, order.id, shot, now)


def _next_word(tx: WriteTx, deal: Deal, order: Order, now: datetime) -> datetime | None:
    """When somebody is told of the order again: the leader of a claim, the buyer of a due one."""
    zone = communities.get(tx, deal.community_id).clock
    if order.state is OrderState.CLAIMED:
        return nudge_at(now, zone)
    if order.state is not OrderState.DUE or order.due_until is None:
        return None
    first, second = reminders(now, order.due_until, zone)
    return first or second


def _reversed(deal: Deal, was: Was, by: AccountId) -> tuple[LedgerRow, ...]:
    """The ledger is never changed: what was booked as paid is booked again below zero."""
    if not was.booked_minor:
        return ()
    row = LedgerRow(
        order_id=was.order_id,
        entry=Entry.PAID,
        amount_minor=-was.booked_minor,
        currency=deal.currency.code,
        actor_id=by,
        source="undo",
    )
    return (row,)
