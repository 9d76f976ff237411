"""A rejection in the leader's own words: asked for as a message to reply to, and told to the buyer."""

from datetime import datetime

from bot.domain.ids import ChatId, OrderId
from bot.domain.notices import NoticeKind, notice
from bot.domain.orders import Order, OrderSettled, OrderState
from bot.domain.people import Actor, Right
from bot.domain.rejections import ReasonOutdated, Rejection, in_words
from bot.services import payments
from bot.services.act import Done, act
from bot.services.taking_back import Said
from storage import deals, messages, orders
from storage.database import ReadTx, WriteTx


@act(Right.LEADS_ORDER)
def ask(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The leader wants to say in own words why the money of a claim isn't there. Raises OrderSettled."""
    _claimed(tx, order_id)
    asks = notice(NoticeKind.REASON_ASKED, by.id, order_id, f"{now.timestamp():.6f}")
    return Done(events=(), notices=[asks])


@act(Right.LEADS_ORDER)
def say(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, said: str, asked_in: int) -> Done[Said | None]:
    """The leader rejects a claim in own words, as the reply to the message that asked for them.

    Raises ReasonEmpty, ReasonTooLong, OrderSettled; ReasonOutdated: it isn't the claim that the message asked about.
    """
    words = in_words(said)
    deals.locked_of_order(tx, order_id)
    _claimed(tx, order_id)
    asked_at = messages.sent_at(tx, ChatId(by.id), asked_in)
    if asked_at is None or orders.changed_at(tx, order_id) > asked_at:
        raise ReasonOutdated()
    return payments.rejected(tx, by, now, order_id, Rejection.OTHER, words)


def replied(tx: ReadTx, by: Actor, message_id: int) -> OrderId | None:
    """The order whose reason a private message of ours asks for, so that a reply to it is one."""
    order = messages.subject_of(tx, [NoticeKind.REASON_ASKED], ChatId(by.id), message_id)
    return None if order is None else OrderId(order)


def _claimed(tx: ReadTx, order_id: OrderId) -> Order:
    order = orders.get(tx, order_id)
    if order.state is not OrderState.CLAIMED:
        raise OrderSettled(order=order.code, state=order.state)
    return order
