"""Acts on orders with too little or too much money: ask for what is missing, take it as enough, credit, pay back."""

from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as rules
from bot.domain.ids import OrderId
from bot.domain.orders import OrderSettled, OrderState, Rest
from bot.domain.payments import Entry
from bot.domain.people import Actor, Right
from bot.domain.trades import RefundUnderWay
from bot.services import confirming, payments, places, settling, trades
from bot.services.about import the_order
from bot.services.act import Done, act
from storage import communities, ledger, orders, payees, refund_accounts
from storage.database import WriteTx


@act(Right.LEADS_ORDER)
def ask(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The buyer of an underpaid order gets a code for what is missing, and a fresh time to pay.

    Same payee, same reference; where buyers have amounts of their own, the rest is one too. Twice changes nothing.
    Raises RestSettled; OrderSettled: it is paid in cash.
    """
    deal, order, where = payments.locked(tx, order_id)
    if order.rest is Rest.ASKED:
        return Done(events=())
    rules.has_rest(order, Rest.SHORT)
    if order.payee_id is None:
        raise OrderSettled(order=order.code, state=order.state)
    owed = ledger.balance(tx, order.id)
    payee = payees.get(tx, order.payee_id)
    until, remind_at = settling.window(deal, now, communities.get(tx, deal.community_id).clock)
    asked = replace(order, state=OrderState.DUE, due_until=until, rest=Rest.ASKED)
    after = settling.paid_to(asked, payee, order.amount_minor - owed, settling.taken_by(tx, payee, but=order.id))
    less = after.off_minor - order.off_minor
    orders.save(tx, order, after, now, remind_at)
    settling.owes(tx, after, owed - less, now)
    shot = orders.snapshot(tx, order.id)
    if shot is not None:
        trades.want(tx, order.id, shot, now)
    rows = (payments.booking(deal, order, Entry.CHARGED, by, -less),) if less else ()
    return Done(events=[e.RestAsked(rows=rows, **the_order(deal, where, order))])


@act(Right.LEADS_ORDER)
def accept(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """What came for an underpaid order is enough: the missing part is taken off, and it is paid. Raises RestSettled."""
    deal, order, where = payments.locked(tx, order_id)
    rules.has_rest(order, Rest.SHORT, Rest.ASKED)
    missing = ledger.balance(tx, order.id)
    enough = replace(order, off_minor=order.off_minor + missing)
    off = payments.booking(deal, order, Entry.CHARGED, by, -missing)
    taken_off = e.RestTakenOff(rows=(off,), **the_order(deal, where, order))
    return Done(events=[taken_off, *confirming.paid_by(tx, deal, enough, where, now, ())])


@act(Right.LEADS_ORDER)
def give_back(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """An underpaid order ends: what came for it goes back, and its place is free again. Raises RestSettled."""
    deal, order, where = payments.locked(tx, order_id)
    rules.has_rest(order, Rest.SHORT, Rest.ASKED)
    orders.save(tx, order, rules.move(order, OrderState.REFUND_DUE), now)
    freed = places.free(tx, deal, order, where, now)
    rows = settling.uncharge(tx, deal, order)
    return Done(events=[e.RefundOwed(rows=rows, **the_order(deal, where, order)), *freed])


@act(Right.LEADS_ORDER)
def credit_surplus(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """What came too much is kept for the buyer's next order. Raises RestSettled, RefundUnderWay."""
    deal, order, where = payments.locked(tx, order_id)
    rules.has_rest(order, Rest.OVER)
    if trades.is_refunding(tx, order_id):
        raise RefundUnderWay()
    orders.save(tx, order, replace(order, rest=Rest.EVEN), now)
    refund_accounts.erase(tx, order.id)  # left for a surplus to which more came since
    kept = payments.booking(deal, order, Entry.CREDITED, by, ledger.balance(tx, order.id))
    return Done(events=[e.CreditGiven(rows=(kept,), surplus=True, **the_order(deal, where, order))])


@act(Right.LEADS_ORDER)
def refund_surplus(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """What came too much goes back; the order stays paid. Raises RestSettled."""
    deal, order, where = payments.locked(tx, order_id)
    rules.has_rest(order, Rest.OVER)
    orders.save(tx, order, replace(order, rest=Rest.BACK), now)
    return Done(events=[e.RefundOwed(surplus=True, **the_order(deal, where, order))])
