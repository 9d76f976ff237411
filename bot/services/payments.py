"""Acts on money: claim, confirm, reject, and what to do with money that came late."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import deals as deal_rules
from bot.domain import events as e
from bot.domain import orders as rules
from bot.domain.deals import Deal
from bot.domain.ids import ChatId, DealId, OrderId, PayeeId
from bot.domain.notices import NoticeKind, notice
from bot.domain.orders import OWING, Order, OrderSettled, OrderState, Rest
from bot.domain.payment_hours import nudge_at
from bot.domain.payments import Entry, LedgerRow, NotAWay, snapshot
from bot.domain.people import Actor, Right
from bot.domain.receiving import Came
from bot.domain.rejections import Rejection
from bot.domain.trades import RefundUnderWay
from bot.domain.undos import UndoKind
from bot.services import confirming, desks, invoices, places, settling, taking_back, trades
from bot.services.about import the_order
from bot.services.act import Done, act
from bot.services.taking_back import Said
from storage import communities, deals, ledger, messages, orders, payees, refund_accounts
from storage.database import WriteTx
from storage.messages import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a sum that came has made of an order."""

    came: Came
    said: Said | None


@act(Right.OWN_ORDER)
def claim(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, photo: str = "") -> Done[OrderState]:
    """The buyer says that the money is sent, with or without a receipt. Never makes an order paid. Raises OrderSettled.

    For an order that has ended unpaid the money is not dropped: it waits for the leader.
    """
    deal, order, where = locked(tx, order_id)
    if order.state in rules.ENDED_UNPAID and orders.snapshot(tx, order.id) is not None:
        news = orders.mark_late(tx, order.id, True, photo)
        if photo and not news:
            orders.keep_receipt(tx, order.id, photo)
        return Done(events=[e.LateMoneyClaimed(**the_order(deal, where, order))] if news else (), shown=order.state)
    if order.state is OrderState.CLAIMED:
        if photo:
            orders.keep_receipt(tx, order.id, photo)
        return Done(events=(), shown=order.state)
    claimed = replace(rules.move(order, OrderState.CLAIMED), claim_photo=photo)
    if order.state is not OrderState.DUE:
        raise OrderSettled(order=order.code, state=order.state)
    zone = communities.get(tx, deal.community_id).clock
    orders.save(tx, order, claimed, now, nudge_at(now, zone))
    desks.ping(tx, deal, zone, now)
    return Done(events=[e.PaymentClaimed(**the_order(deal, where, order))], shown=OrderState.CLAIMED)


@act(Right.OWN_ORDER)
def ask_again(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Send the payment code once more: the same payment, payee and reference. Raises OrderSettled.

    While the leader decides about a part that came, there is none. A gateway's code that has run out is made anew
    first.
    """
    order = orders.get(tx, order_id)
    shot = orders.snapshot(tx, order_id)
    if order.state not in OWING or shot is None:
        raise OrderSettled(order=order.code, state=order.state)
    if order.rest is Rest.SHORT:
        return Done(events=())
    if order.state is OrderState.DUE and trades.want(tx, order_id, shot, now):
        return Done(events=(), wakes_delivery=True)
    copy = notice(NoticeKind.PAYMENT_DUE, by.id, order_id, f"copy-{now.timestamp():.6f}", copy=True)
    return Done(events=(), notices=[copy])


@act(Right.OWN_ORDER)
def pay_otherwise(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, payee_id: PayeeId) -> Done[None]:
    """The buyer of a due order wants to pay to another of the community's payees: same amount, same reference.

    Amounts of one's own are the payee's matter: the amount can fall by some cents. Raises OrderSettled, NotAWay.
    """
    deal, order, where = locked(tx, order_id)
    before = orders.snapshot(tx, order_id)
    if order.state is not OrderState.DUE or before is None:
        raise OrderSettled(order=order.code, state=order.state)
    if payee_id == order.payee_id:
        return Done(events=())
    payee = next(
        (each for each in payees.counting(tx, deal.community_id, deal.currency.code, now) if each.id == payee_id), None
    )
    if payee is None:
        raise NotAWay()
    used = order.amount_minor - before.amount_minor
    after = settling.paid_to(order, payee, used, settling.taken_by(tx, payee))
    shot = snapshot(payee, after.amount_minor - used, order.reference)
    orders.ask_otherwise(tx, after, shot, now)
    waits = trades.want(tx, order_id, shot, now)
    less = after.off_minor - order.off_minor
    rows = (replace(settling.charged(deal, order), amount_minor=-less),) if less else ()
    chosen = e.OtherWayChosen(payee_id=payee_id, rows=rows, **the_order(deal, where, order))
    return Done(
        events=[chosen], notices=invoices.beside(tx, order_id, f"way-{now.timestamp():.6f}"), wakes_delivery=waits
    )


@act(Right.OWN_ORDER)
def request_in(
    tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, message_id: int, has_photo: bool
) -> Done[None]:
    """A message of the buyer's chat asks for the payment too: it will say what becomes of it, like the notice."""
    asks = Standing(
        kind=NoticeKind.PAYMENT_DUE,
        chat_id=ChatId(by.id),
        subject=order_id,
        message_id=message_id,
        has_photo=has_photo,
        shown="",
        finished=False,
    )
    messages.keep(tx, asks, now)
    if orders.get(tx, order_id).state in OWING:
        return Done(events=())
    # It was settled while the message went out: nothing stood there yet that could be finished.
    return Done(events=(), notices=[notice(NoticeKind.PAYMENT_FINISHED, by.id, order_id, f"request-{message_id}")])


@act(Right.LEADS_ORDER)
def confirm(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[Said | None]:
    """The leader has the money of a due or claimed order. Twice changes nothing. Raises OrderSettled."""
    deal, order, where = locked(tx, order_id)
    if order.state is OrderState.PAID:
        return Done(events=())
    if order.state not in OWING:
        raise OrderSettled(order=order.code, state=order.state)
    events = confirming.paid(tx, deal, order, where, by.id, "leader", now)
    return Done(events=events, shown=taking_back.keep(tx, deal, by, UndoKind.CONFIRM, [order], now, events))


@act(Right.LEADS_DEAL)
def confirm_all(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, seen: int) -> Done[int]:
    """The leader has the money of every claim; refused as Stale when there are not as many as the button said."""
    deal = deals.locked(tx, deal_id)
    claims = orders.claims(tx, deal_id)
    if len(claims) != seen:
        raise rules.ClaimsChanged(claims=len(claims))
    where = places.chat(tx, deal)
    events = [event for order in claims for event in confirming.paid(tx, deal, order, where, by.id, "leader", now)]
    taking_back.keep(tx, deal, by, UndoKind.CONFIRM, claims, now, events)
    return Done(events=events, shown=len(claims))


@act(Right.LEADS_ORDER)
def receive(
    tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, amount_minor: int, source: str = "leader"
) -> Done[Received]:
    """So much came for an order, whatever was asked for. Raises OrderSettled: nothing was asked for yet."""
    deal, order, where = locked(tx, order_id)
    came, events = confirming.received(tx, deal, order, where, by.id, source, [amount_minor], now)
    said = taking_back.keep(tx, deal, by, UndoKind.RECEIVE, [order], now, events)
    return Done(events=events, shown=Received(came=came, said=said))


@act(Right.LEADS_ORDER)
def reject(
    tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, reason: Rejection = Rejection.NOTHING_CAME
) -> Done[Said | None]:
    """The leader doesn't see the money, and the buyer is told why: the order is due again with a fresh time limit.

    Raises OrderSettled.
    """
    return rejected(tx, by, now, order_id, reason)


@act(Right.LEADS_ORDER)
def give_stock(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Late money buys freed stock after all, with the credit that was to pay a part of it: the order is paid.

    Raises OrderSettled, DealOver, SoldOut, AlreadyIn, CreditSpent, TooLittleCame.
    """
    deal, order, where = _late(tx, order_id)
    deal_rules.is_not_cancelled(deal)
    another = orders.find_live(tx, deal.id, order.buyer_id)
    if another is not None:
        raise rules.AlreadyIn(order=another.code, same_team=False, number=another.number)
    deal_rules.has_room(deal, order.quantity)
    came = _came(tx, deal, order, by)
    waits = sum(row.amount_minor for row in came) + max(-ledger.balance(tx, order.id), 0)
    rows = (*settling.charged_again(tx, deal, order, waits), *came)
    deals.take(tx, deal.id, units=order.quantity, places=0)
    rest = Rest.OVER if waits > order.amount_minor else Rest.EVEN
    given = replace(rules.move(replace(order, team_id=None), OrderState.PAID), rest=rest)
    orders.save(tx, order, given, now)
    orders.mark_late(tx, order.id, False)
    return Done(events=[e.LateStockGiven(rows=rows, **the_order(deal, where, order))])


@act(Right.LEADS_ORDER)
def credit(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Late money is kept for the buyer's next order. Raises OrderSettled."""
    deal, order, where = _late(tx, order_id)
    orders.mark_late(tx, order.id, False)
    came = _came(tx, deal, order, by)
    waits = sum(row.amount_minor for row in came) + max(-ledger.balance(tx, order.id), 0)
    kept = booking(deal, order, Entry.CREDITED, by, -waits)
    return Done(events=[e.CreditGiven(rows=(*came, kept), **the_order(deal, where, order))])


@act(Right.LEADS_ORDER)
def owe_refund(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Late money goes back to the buyer. Raises OrderSettled."""
    deal, order, where = _late(tx, order_id)
    orders.save(tx, order, rules.move(order, OrderState.REFUND_DUE), now)
    orders.mark_late(tx, order.id, False)
    rows = _came(tx, deal, order, by)
    return Done(events=[e.RefundOwed(rows=rows, **the_order(deal, where, order))])


@act(Right.LEADS_ORDER)
def mark_refunded(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The leader has paid the buyer back what came, but for what was kept as credit; or a surplus of a paid order.

    The account that the buyer left for it is erased.

    Raises OrderSettled, RefundUnderWay.
    """
    deal, order, where = locked(tx, order_id)
    if order.state is not OrderState.REFUND_DUE and order.rest is not Rest.BACK:
        raise OrderSettled(order=order.code, state=order.state)
    if trades.is_refunding(tx, order_id):
        raise RefundUnderWay()
    is_surplus = order.rest is Rest.BACK
    after = replace(order, rest=Rest.EVEN) if is_surplus else rules.move(order, OrderState.REFUNDED)
    orders.save(tx, order, after, now)
    refund_accounts.erase(tx, order.id)
    row = booking(deal, order, Entry.REFUNDED, by, -ledger.balance(tx, order.id))
    return Done(events=[e.Refunded(rows=(row,), surplus=is_surplus, **the_order(deal, where, order))])


def rejected(
    tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, reason: Rejection, words: str = ""
) -> Done[Said | None]:
    """A claim is due again, for a reason of those at hand or in the leader's words. Raises OrderSettled."""
    deal, order, where = locked(tx, order_id)
    if order.state is not OrderState.CLAIMED:
        raise OrderSettled(order=order.code, state=order.state)
    until, remind_at = settling.window(deal, now, communities.get(tx, deal.community_id).clock)
    rest = Rest.ASKED if order.rest is Rest.SHORT else order.rest
    due = replace(rules.move(order, OrderState.DUE), due_until=until, rest=rest)
    orders.save(tx, order, due, now, remind_at)
    told = e.PaymentRejected(reason=reason, words=words, **the_order(deal, where, order))
    said = taking_back.keep(tx, deal, by, UndoKind.REJECT, [order], now, [told])
    return Done(events=[told], shown=said)


def booking(deal: Deal, order: Order, entry: Entry, by: Actor, amount_minor: int) -> LedgerRow:
    """A ledger row by the leader's word."""
    return confirming.row(deal, order, entry, by.id, "leader", amount_minor)


def _came(tx: WriteTx, deal: Deal, order: Order, by: Actor) -> tuple[LedgerRow, ...]:
    """Late money as received, if it isn't booked yet: what the code asked for, without what credit was to pay."""
    if ledger.balance(tx, order.id) < 0:
        return ()
    shot = orders.snapshot(tx, order.id)
    in_cash = order.amount_minor - ledger.credited_once(tx, order.id)
    return (booking(deal, order, Entry.PAID, by, in_cash if shot is None else shot.amount_minor),)


def locked(tx: WriteTx, order_id: OrderId) -> tuple[Deal, Order, ChatId]:
    """An order with its deal, which is locked, and the chat where its card stands. Raises NotFound."""
    deal = deals.locked_of_order(tx, order_id)
    return deal, orders.get(tx, order_id), places.chat(tx, deal)


def _late(tx: WriteTx, order_id: OrderId) -> tuple[Deal, Order, ChatId]:
    """An ended order whose money waits for the leader. Raises OrderSettled: it waits no more."""
    deal, order, where = locked(tx, order_id)
    if order.state not in rules.ENDED_UNPAID or not orders.is_late(tx, order_id):
        raise OrderSettled(order=order.code, state=order.state)
    return deal, order, where
