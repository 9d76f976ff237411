"""Asking through the bot: a buyer asks who leads the deal, and the other way round, whoever has a username or not."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import questions as rules
from bot.domain.ids import AccountId, ChatId, OrderId, QuestionId
from bot.domain.notices import NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.domain.questions import OwnDeal, Question
from bot.services import receipts
from bot.services.act import Done, act
from bot.services.receipts import Receipt
from storage import deals, messages, orders, questions
from storage.database import ReadTx, WriteTx


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the order it is about."""

    question: Question
    receipt: Receipt

    @property
    def is_for_leader(self) -> bool:
        """Whether a buyer has asked; else who leads has."""
        return self.question.asker_id == self.receipt.order.buyer_id


@act(Right.OWN_ORDER)
def ask_leader(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """The buyer wants to ask who leads the deal: asked what, as a message to reply to. Raises OwnDeal."""
    return _asks(tx, by, now, order_id)


@act(Right.LEADS_ORDER)
def ask_buyer(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    """Who leads the deal wants to ask the buyer. Raises OwnDeal."""
    return _asks(tx, by, now, order_id)


@act(Right.OWN_ORDER)
def tell_leader(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, said: str) -> Done[QuestionId]:
    """Pass a buyer's words on to who leads the deal now. Raises QuestionTooLong, TooManyQuestions, OwnDeal."""
    return _told(tx, by, now, order_id, deals.of_order(tx, order_id).leader_id, said)


@act(Right.LEADS_ORDER)
def tell_buyer(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, said: str) -> Done[QuestionId]:
    """Pass the words of who leads the deal on to the buyer. Raises QuestionTooLong, TooManyQuestions, OwnDeal."""
    return _told(tx, by, now, order_id, orders.get(tx, order_id).buyer_id, said)


def replied(tx: ReadTx, by: Actor, message_id: int) -> OrderId | None:
    """The order that a private message of ours asks or tells about, so that a reply to it is passed on."""
    chat = ChatId(by.id)
    order = messages.subject_of(tx, [NoticeKind.QUESTION], chat, message_id)
    if order is not None:
        return OrderId(order)
    asked = messages.subject_of(tx, [NoticeKind.ASKED], chat, message_id)
    found = None if asked is None else questions.find(tx, QuestionId(asked))
    return None if found is None else found.order_id


def buyer_of(tx: ReadTx, order_id: OrderId) -> AccountId:
    """Whose order it is. Raises NotFound."""
    return orders.get(tx, order_id).buyer_id


def asked(tx: ReadTx, question_id: QuestionId) -> Asked | None:
    """A question to be passed on; None: it was forgotten."""
    found = questions.find(tx, question_id)
    return None if found is None else Asked(question=found, receipt=receipts.receipt(tx, found.order_id))


def _asks(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId) -> Done[None]:
    _are_two(tx, order_id)
    asks = notice(NoticeKind.QUESTION, by.id, order_id, f"{now.timestamp():.6f}", reader=by.id)
    return Done(events=(), notices=[asks])


def _told(tx: WriteTx, by: Actor, now: datetime, order_id: OrderId, reader: AccountId, said: str) -> Done[QuestionId]:
    deals.locked_of_order(tx, order_id)
    _are_two(tx, order_id)
    rules.may_ask(said, questions.count_since(tx, by.id, now - rules.WITHIN))
    question = questions.add(tx, order_id, by.id, reader, said, now)
    return Done(events=(), shown=question, notices=[notice(NoticeKind.ASKED, reader, question)])


def _are_two(tx: ReadTx, order_id: OrderId) -> None:
    """Raise OwnDeal where the leader is the buyer."""
    if deals.of_order(tx, order_id).leader_id == orders.get(tx, order_id).buyer_id:
        raise OwnDeal()
