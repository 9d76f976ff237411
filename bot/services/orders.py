"""Acts on orders: buy alone, change the quantity, leave, lapse, remind."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import deals as deal_rules
from bot.domain import events as e
from bot.domain import orders as rules
from bot.domain.deals import Deal, NoSoloPrice, PayMoment
from bot.domain.ids import Code, DealId, Kind, OrderId, code_of
from bot.domain.orders import AlreadyIn, Order, OrderState
from bot.domain.payment_hours import reminders
from bot.domain.people import Actor, Right
from bot.services import places, settling, trades
from bot.services.about import the_order
from bot.services.act import Done, act
from bot.services.teams import refuse_second_order
from storage import communities, deals, orders
from storage.database import WriteTx

#: While a deal is held nobody is reminded and nothing lapses: each moment that comes is put off by so much.
HELD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What a buyer is told about an order of their own."""

    order: Code
    pay: PayMoment


@act(Right.ANYONE)
def buy_alone(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[Bought]:
    """Order one unit at the solo price, due at once. Raises NoSoloPrice, AlreadyIn, DealNotOpen, SoldOut."""
    deal = deals.locked(tx, deal_id)
    refuse_second_order(tx, deal, by.id, None)
    deal_rules.takes_orders(deal, now)
    deal_rules.has_room(deal, 1)
    if deal.solo_minor is None:
        raise NoSoloPrice()
    order_id = orders.place(
        tx,
        deal=deal.id,
        team=None,
        buyer=by.id,
        number=deal.orders_made + 1,
        quantity=1,
        unit_minor=deal.solo_minor,
        now=now,
    )
    if order_id is None:
        raise AlreadyIn(order="", same_team=False, number=0)
    deals.take(tx, deal.id, units=1, places=0, made=1)
    order = orders.get(tx, order_id)
    bought = e.BoughtAlone(**the_order(deal, places.chat(tx, deal), order))
    shown = Bought(order=code_of(Kind.ORDER, order_id), pay=deal.pay)
    return Done(events=[bought, *settling.ask(tx, deal, [order], now)], subject=order_id, shown=shown)


@act(Right.OWN_ORDER)
def set_quantity(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, quantity: int) -> Done[None]:
    """Take more or fewer units, until the order is due. Raises OrderSettled, BadQuantity, OverLimit, SoldOut."""
    deal, order = _locked(tx, order_id)
    rules.can_change_quantity(order)
    deal_rules.takes_orders(deal, now)
    deal_rules.within_limit(deal, quantity)
    more = quantity - order.quantity
    if more == 0:
        return Done(events=())
    deal_rules.has_room(deal, more)
    deals.take(tx, deal.id, units=more, places=0)
    orders.save(tx, order, replace(order, quantity=quantity), now)
    return Done(events=[e.QuantityChanged(**the_order(deal, places.chat(tx, deal), order))])


@act(Right.OWN_ORDER)
def leave(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Go before paying, or say "I can't pay": the place is free at once. Raises OrderSettled."""
    deal, order = _locked(tx, order_id)
    rules.can_leave(order)
    return Done(events=_go(tx, deal, order, OrderState.LEFT, now))


@act(Right.ITSELF)
def lapse(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """A due order was not paid in time; what the buyer claimed never lapses."""
    deal, order = _locked(tx, order_id)
    if order.state is not OrderState.DUE or order.due_until is None or now < order.due_until:
        return Done(events=())
    if deal.held:
        orders.save(tx, order, replace(order, due_until=now + HELD_FOR), now)
        return Done(events=())
    if trades.waits_for_gateway(tx, order, now):
        return Done(events=())
    return Done(events=_go(tx, deal, order, OrderState.LAPSED, now))


@act(Right.ITSELF)
def remind(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Remind the buyer of a due order, or the leader of a claim; set when the next word is."""
    deal, order = _locked(tx, order_id)
    was, remind_at = orders.reminders(tx, order.id)
    if remind_at is None or now < remind_at:
        return Done(events=())
    if deal.held:
        orders.remind(tx, order.id, was, now + HELD_FOR)
        return Done(events=())
    following = None
    event: e.Event | None = None
    about = the_order(deal, places.chat(tx, deal), order)
    if order.state is OrderState.DUE and order.due_until is not None:
        following = _second(tx, deal, now, order.due_until)
        event = e.OrderReminded(round=was + 1, **about)
    elif order.state is OrderState.CLAIMED:
        event = e.LeaderNudged(**about)
    heard_at = now if order.state is OrderState.DUE else None
    if not orders.remind(tx, order.id, was, following, heard_at) or event is None:
        return Done(events=())
    return Done(events=[event])


def _go(tx: WriteTx, deal: Deal, order: Order, to: OrderState, now: datetime) -> list[e.Event]:
    """An unpaid order ends: what was asked is asked no more, its place is free again; what came of it is late money."""
    where = places.chat(tx, deal)
    orders.save(tx, order, rules.move(order, to), now)
    freed = places.free(tx, deal, order, where, now)
    about = the_order(deal, where, order)
    rows = settling.uncharge(tx, deal, order)
    ended = e.OrderLapsed(rows=rows, **about) if to is OrderState.LAPSED else e.OrderLeft(rows=rows, **about)
    if order.rest not in rules.UNDERPAID:
        return [ended, *freed]
    orders.mark_late(tx, order.id, True, order.claim_photo)
    return [ended, e.LateMoneyClaimed(**about), *freed]


def _second(tx: WriteTx, deal: Deal, now: datetime, until: datetime) -> datetime | None:
    """The reminder after this one: with a tenth of the whole time left."""
    zone = communities.get(tx, deal.community_id).clock
    _, second = reminders(until - deal.due_for, until, zone)
    return second if second is not None and second > now else None


def _locked(tx: WriteTx, order_id: OrderId) -> tuple[Deal, Order]:
    """An order with its deal locked, in that order."""
    deal = deals.locked_of_order(tx, order_id)
    return deal, orders.get(tx, order_id)
