"""Trades of orders: what a gateway is to do, written in the transaction that changes the order."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.domain.ids import OrderId, Token
from bot.domain.notices import NoticeKind, notice
from bot.domain.orders import OWING, Order
from bot.domain.payments import Snapshot
from bot.domain.trades import ASKING, FRESH_FOR, Provider, Trade, TradeState, is_waited_for, moved, number_of
from bot.payqr.gateway_codes import GATEWAYS
from storage import invoices, orders, outbox, trades
from storage.database import ReadTx, WriteTx

S = TradeState
#: The trade that a buyer is told of, when an order has several: the one that has money first.
_TOLD_FIRST = (S.REFUNDING, S.REFUNDED, S.PAID, S.ASKED, S.WANTED, S.FAILED, S.CLOSING, S.CLOSED)


def provider_of(shot: Snapshot | None) -> Provider | None:
    """The gateway through which an order is asked for; None: by a code of our own."""
    gateway = None if shot is None else GATEWAYS.get(shot.standard)
    return None if gateway is None else gateway.provider


def want(tx: WriteTx, order: OrderId, shot: Snapshot, now: datetime) -> bool:
    """Ask a gateway for the code of an order that is paid through one, unless a good one is there.

    Whether the buyer waits for it. An invoice is there at once: it follows the request to pay.
    """
    provider = provider_of(shot)
    if provider is None or not shot.amount_minor:
        return False
    mine = [trade for trade in trades.of_order(tx, order) if trade.provider is provider]
    usable = [trade for trade in mine if trade.amount_minor == shot.amount_minor and trade.state in ASKING]
    number = number_of(shot.reference, len(mine) + 1)
    if provider is Provider.TELEGRAM:
        if not usable:
            token = Token(secrets.token_urlsafe(16))
            invoices.open_(tx, order, number, token, shot.amount_minor, shot.currency, now)
        return False
    if not usable:
        trades.want(tx, order, provider, number, shot.amount_minor, shot.currency, now)
        return True
    return _anew(tx, usable[-1], now)


def follow(tx: WriteTx, changed: Sequence[OrderId], now: datetime) -> bool:
    """Close the trades that these orders ask for no more; let money go back by which it is owed back.

    Whether a gateway is to be called, or an invoice taken away.
    """
    calls = False
    for trade in trades.standing(tx, changed):
        order = orders.get(tx, trade.order_id)
        if trade.state is S.PAID:
            calls |= _goes_back(tx, trade, order, now)
        elif not _is_asked(trade, order, orders.snapshot(tx, trade.order_id)):
            calls |= _ended(tx, trade, order, now)
    return calls


def _goes_back(tx: WriteTx, trade: Trade, order: Order, now: datetime) -> bool:
    """Whether a gateway is to pay back what came by a trade."""
    can = trade.provider.answers_calls and trade.left_minor > 0
    return can and order.is_owed_back and trades.call_at(tx, trade, now)


def _ended(tx: WriteTx, trade: Trade, order: Order, now: datetime) -> bool:
    """Whether a gateway is to close a trade, or an invoice to be taken away. A code that nobody has needs no call."""
    after = moved(trade, trade.ends_as)
    is_to_call = after.state is S.CLOSING
    calls = trades.save(tx, trade, after, now if is_to_call else None) and is_to_call
    if trade.provider is not Provider.TELEGRAM:
        return calls
    outbox.queue(tx, [notice(NoticeKind.INVOICE, order.buyer_id, trade.id, "closed")], now)
    return True


def shown(tx: ReadTx, order: Order, shot: Snapshot | None) -> Trade | None:
    """The trade that an order's buyer is told of; None for one that no gateway has money of, or asks for."""
    provider = provider_of(shot)
    found = trades.of_order(tx, order.id)
    if order.state in OWING:  # one that was paid in part is asked for by another
        mine = [trade for trade in found if trade.provider is provider and not trade.money_id]
    else:
        mine = [trade for trade in found if trade.provider is provider or trade.money_id]
    return min(reversed(mine), key=lambda trade: _TOLD_FIRST.index(trade.state), default=None)


def waits_for_gateway(tx: ReadTx, order: Order, now: datetime) -> bool:
    """Whether an order whose time is over waits for a gateway's last word."""
    until = order.due_until
    return until is not None and any(is_waited_for(trade, until, now) for trade in trades.of_order(tx, order.id))


def is_refunding(tx: ReadTx, order: OrderId) -> bool:
    """Whether a gateway is paying an order's buyer back."""
    return any(trade.state is S.REFUNDING for trade in trades.of_order(tx, order))


def going_back(tx: ReadTx, order: OrderId) -> int:
    """What gateways pay back of an order's money with nobody's help, now or in a moment, in minor units."""
    found = [trade for trade in trades.of_order(tx, order) if trade.goes_back]
    return sum(trade.left_minor + trade.refund_minor for trade in found)


def _is_asked(trade: Trade, order: Order, shot: Snapshot | None) -> bool:
    """Whether an order is to be paid by a trade."""
    asks = shot is not None and provider_of(shot) is trade.provider and shot.amount_minor == trade.amount_minor
    return asks and order.state in OWING


def _anew(tx: WriteTx, trade: Trade, now: datetime) -> bool:
    """A new code for a trade whose code is old, or was refused; whether it is waited for."""
    if trade.good_at(now + FRESH_FOR):
        return False
    if trade.state is S.WANTED:
        trades.call_at(tx, trade, now)
    else:
        trades.save(tx, trade, moved(trade, S.WANTED), now)
    return True
