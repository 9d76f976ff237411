"""Another amount came than was asked for: which one is asked in a message to reply to, and booked as it came."""

from datetime import datetime

from bot.domain.amounts import read_amount
from bot.domain.ids import ChatId, OrderId
from bot.domain.notices import NoticeKind, notice
from bot.domain.orders import AmountOutdated, OrderSettled, OrderState
from bot.domain.people import Actor, Right
from bot.services import payments
from bot.services.act import Done, act
from bot.services.payments import Received
from storage import deals, messages, orders
from storage.database import ReadTx, WriteTx


@act(Right.LEADS_ORDER)
def ask(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The leader wants to say how much came. Raises OrderSettled: nothing was asked for yet."""
    order = orders.get(tx, order_id)
    if order.state is OrderState.PLACED:
        raise OrderSettled(order=order.code, state=order.state)
    asks = notice(NoticeKind.AMOUNT_ASKED, by.id, order_id, f"{now.timestamp():.6f}")
    return Done(events=(), notices=[asks])


@act(Right.LEADS_ORDER)
def say(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, said: str, asked_in: int) -> Done[Received]:
    """The leader says how much came, as the reply to the message that asked for it.

    Raises what `read_amount` raises; AmountOutdated: the order has moved on since it was asked, so that a second reply
    books nothing; OrderSettled.
    """
    deal = deals.locked_of_order(tx, order_id)
    came = read_amount(said, deal.currency)
    asked_at = messages.sent_at(tx, ChatId(by.id), asked_in)
    if asked_at is None or orders.changed_at(tx, order_id) > asked_at:
        raise AmountOutdated()
    return payments.receive.fn(tx, by, now, order_id, came.minor)


def replied(tx: ReadTx, by: Actor, message_id: int) -> OrderId | None:
    """The order of which a private message of ours asks how much came, so that a reply to it says so."""
    order = messages.subject_of(tx, [NoticeKind.AMOUNT_ASKED], ChatId(by.id), message_id)
    return None if order is None else OrderId(order)
