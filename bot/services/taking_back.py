"""What a leader said of money, taken back: orders, ledger and team stand as they stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain import teams as team_rules
from bot.domain import undos as rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, UndoId
from bot.domain.orders import Order, OrderState
from bot.domain.payment_hours import nudge_at, reminders
from bot.domain.payments import Entry, LedgerRow
from bot.domain.people import Actor, Right
from bot.domain.teams import TeamState
from bot.domain.undos import OvertakenByEvents, TooLateToTakeBack, Undo, UndoKind, UndoneAlready, Was
from bot.services import places
from bot.services.about import the_order
from bot.services.act import Done, act
from storage import communities, deals, ledger, orders, teams, undos
from storage.database import WriteTx


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a leader has just said of money, by which they can take it back."""

    deal_id: DealId
    undo: UndoId


def keep(tx: WriteTx, deal: Deal, by: Actor, kind: UndoKind, before: Sequence[Order], now: datetime) -> Said | None:
    """Keep how these orders stood before, for taking it back; None when there were none."""
    if not before:
        return None
    was = tuple(
        Was(order_id=one.id, state=one.state, due_until=one.due_until, due_after=orders.get(tx, one.id).due_until)
        for one in before
    )
    return Said(deal_id=deal.id, undo=undos.add(tx, deal.id, by.id, kind, was, now))


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
    events = [event for undo in said for event in _taken_back(tx, deal, undo, where, by, now)]
    if not events:
        raise OvertakenByEvents()
    return Done(events=events, shown=len(events))


def _taken_back(tx: WriteTx, deal: Deal, undo: Undo, where: ChatId, by: Actor, now: datetime) -> list[e.Event]:
    undos.undone(tx, undo.id, now)
    found = [restored(tx, deal, was, undo.kind, where, by.id, now) for was in undo.orders]
    return [event for event in found if event is not None]


def restored(
    tx: WriteTx, deal: Deal, was: Was, kind: UndoKind, where: ChatId, by: AccountId, now: datetime
) -> e.Event | None:
    """An order stands as it stood before; None: it has moved on, and stays as it is. Whoever calls holds the deal."""
    order = orders.get(tx, was.order_id)
    if not rules.stands_still(kind, was, order):
        return None
    rows = _reversed(tx, deal, order, kind, by)
    _restore(tx, deal, order, was, kind, now)
    return e.PaymentTakenBack(said=kind, rows=rows, **the_order(deal, where, order))


def _restore(tx: WriteTx, deal: Deal, order: Order, was: Was, kind: UndoKind, now: datetime) -> None:
    order_rules.move(order, was.state)
    after = rules.taken_back(was, order, now)
    orders.save(tx, order, after, now, _next_word(tx, deal, after, now))
    team = None if order.team_id is None else teams.get(tx, order.team_id)
    counted_by_paying = kind is UndoKind.CONFIRM and not order_rules.counts_at_once(deal)
    if team is not None and team.state is TeamState.OPEN and counted_by_paying:
        places.save_team(tx, deal, team, team_rules.uncount(team), now, units=0)


def _next_word(tx: WriteTx, deal: Deal, order: Order, now: datetime) -> datetime | None:
    """When somebody is told of the order again: the leader of a claim, the buyer of a due one."""
    zone = communities.get(tx, deal.community_id).clock
    if order.state is OrderState.CLAIMED:
        return nudge_at(now, zone)
    first, second = (None, None) if order.due_until is None else reminders(now, order.due_until, zone)
    return first or second


def _reversed(tx: WriteTx, deal: Deal, order: Order, kind: UndoKind, by: AccountId) -> tuple[LedgerRow, ...]:
    """The ledger is never changed: what was booked as paid is booked again below zero."""
    if kind is not UndoKind.CONFIRM:
        return ()
    row = LedgerRow(
        order_id=order.id,
        entry=Entry.PAID,
        amount_minor=-ledger.held(tx, order.id),
        currency=deal.currency.code,
        actor_id=by,
        source="undo",
    )
    return (row,)
