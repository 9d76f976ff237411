"""Settling: price, amount, time limit and payee snapshot of an order are fixed, and its buyer is asked to pay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain import own_amounts
from bot.domain.deals import Deal, PayeeMissing, PayMoment
from bot.domain.ids import AccountId, ChatId, OrderId
from bot.domain.money import Money
from bot.domain.orders import HOLD_FOR, Order, OrderState, TooLittleCame
from bot.domain.payment_hours import due_until, reminders
from bot.domain.payments import CreditSpent, Entry, LedgerRow, Payee, Snapshot, reference, snapshot
from bot.services import trades
from bot.services.about import the_order
from storage import communities, installation, ledger, orders, payees
from storage.database import WriteTx


def ask(tx: WriteTx, deal: Deal, placed: Sequence[Order], now: datetime) -> list[e.Event]:
    """Make placed orders due and ask for their money. Raises PayeeMissing."""
    if not placed:
        return []
    community = communities.get(tx, deal.community_id)
    payee = _payee(tx, deal)
    start = installation.reference_start(tx)
    until, remind_at = window(deal, now, community.clock)
    credits = _credits(tx, deal, placed)
    asked: list[tuple[Order, Snapshot | None, datetime | None]] = []
    events: list[e.Event] = []
    amounts = taken_by(tx, payee)
    for order in placed:
        due = order_rules.due(order, until, reference(start, order.id))
        used = min(credits.get(due.buyer_id, 0), due.amount_minor)
        shot = None
        if payee is not None:
            due = paid_to(due, payee, used, amounts)
            shot = snapshot(payee, due.amount_minor - used, due.reference)
        asked.append((due, shot, remind_at))
        waits = shot is not None and trades.want(tx, due.id, shot, now)
        events.append(_asked(deal, due, community.chat_id, used, by_gateway=waits))
    orders.ask(tx, asked, now)
    return events + _covered(tx, deal, asked, events, now)


def taken_by(tx: WriteTx, payee: Payee | None, but: OrderId | None = None) -> set[int]:
    """The amounts that buyers of a payee have for their own now; nobody takes one before the transaction ends.

    `but`: the order that is to be asked anew.
    """
    if payee is None or not payee.own_amounts:
        return set()
    payees.lock(tx, payee.id)
    return orders.asked_amounts(tx, payee.id, but)


def paid_to(due: Order, payee: Payee, used: int, taken: set[int]) -> Order:
    """A due order as it is paid to a payee: where buyers have amounts of their own, some cents are taken off.

    `used` is what credit pays of it; `taken` gets its amount. With no amount free it is asked as it stands.
    """
    asked = due.amount_minor - used
    less = (own_amounts.off(asked, taken) or 0) if payee.own_amounts and asked else 0
    taken.add(asked - less)
    return replace(due, payee_id=payee.id, off_minor=due.off_minor + less)


def owes(tx: WriteTx, order: Order, minor: int, now: datetime) -> None:
    """Let an order's code ask for so much from now on: same payee, same reference. One paid in cash has no code."""
    shot = orders.snapshot(tx, order.id)
    if shot is not None:
        orders.ask_otherwise(tx, order, replace(shot, amount_minor=minor), now)


def uncharge(tx: WriteTx, deal: Deal, order: Order) -> tuple[LedgerRow, ...]:
    """The ledger rows of asking no more for an order: what was charged, and any credit it used, are given back."""
    if order.state is OrderState.PLACED:
        return ()
    used = ledger.credited(tx, order.id)
    rows = [_row(deal, order, Entry.CHARGED, -order.amount_minor)]
    if used:
        rows.append(_row(deal, order, Entry.CREDITED, -used))
    return tuple(rows)


def charged_again(tx: WriteTx, deal: Deal, order: Order, came_minor: int) -> tuple[LedgerRow, ...]:
    """The ledger rows of asking once more for an order, when so much came: credit pays the rest as it was to before.

    Raises CreditSpent: the buyer has used that credit since; TooLittleCame: more is missing than credit was to pay.
    """
    rest = order.amount_minor - came_minor
    rows = (charged(deal, order),)
    if rest <= 0:
        return rows
    once = ledger.credited_once(tx, order.id)
    if rest > once:
        raise TooLittleCame(missing=Money(rest - once, deal.currency))
    if _credits(tx, deal, [order]).get(order.buyer_id, 0) < rest:
        raise CreditSpent()
    return (*rows, _row(deal, order, Entry.CREDITED, rest))


def charged(deal: Deal, order: Order) -> LedgerRow:
    """The ledger row of asking for an order's amount."""
    return _row(deal, order, Entry.CHARGED, order.amount_minor)


def window(deal: Deal, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Until when an order asked for now must be paid, and when its buyer is reminded first."""
    match deal.pay:
        case PayMoment.PICKUP:
            return None, None
        case PayMoment.FIRST:
            return now + HOLD_FOR, None
        case PayMoment.CLOSE:
            until = due_until(now, deal.due_for, zone)
            first, second = reminders(now, until, zone)
            return until, first or second


def _credits(tx: WriteTx, deal: Deal, placed: Sequence[Order]) -> dict[AccountId, int]:
    """What each buyer has in credit in this community; who pays first pays in full, so that paying is what counts."""
    if deal.pay is PayMoment.FIRST:
        return {}
    return ledger.credits(tx, deal.community_id, deal.currency.code, [order.buyer_id for order in placed])


def _asked(deal: Deal, order: Order, chat: ChatId, used: int, *, by_gateway: bool) -> e.OrderDue:
    rows = [charged(deal, order)]
    if used:
        rows.append(_row(deal, order, Entry.CREDITED, used))
    covered = used == order.amount_minor
    by_qr = deal.pay is not PayMoment.PICKUP
    about = the_order(deal, chat, order)
    return e.OrderDue(by_qr=by_qr, by_gateway=by_gateway, covered=covered, rows=tuple(rows), **about)


def _covered(
    tx: WriteTx,
    deal: Deal,
    asked: Sequence[tuple[Order, Snapshot | None, datetime | None]],
    events: Sequence[e.Event],
    now: datetime,
) -> list[e.Event]:
    """Orders that credit covers are paid at once."""
    covered = {event.order_id: event for event in events if isinstance(event, e.OrderDue) and event.covered}
    moves = [(due, order_rules.move(due, OrderState.PAID)) for due, _, _ in asked if due.id in covered]
    orders.save_all(tx, moves, now)
    return [e.PaymentConfirmed(**the_order(deal, covered[due.id].chat_id, due)) for due, _ in moves]


def _row(deal: Deal, order: Order, entry: Entry, amount_minor: int) -> LedgerRow:
    return LedgerRow(
        order_id=order.id,
        entry=entry,
        amount_minor=amount_minor,
        currency=deal.currency.code,
        actor_id=order.buyer_id,
        source="deal",
    )


def _payee(tx: WriteTx, deal: Deal) -> Payee | None:
    if deal.pay is PayMoment.PICKUP:
        return None
    if deal.payee_id is None:
        raise PayeeMissing()
    return payees.get(tx, deal.payee_id)
