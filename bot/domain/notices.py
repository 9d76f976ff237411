"""Notices: who is told what after an event, and what may be done when a send's answer was lost.

docs/guide/notices.md is this table for people; a test keeps both equal.
"""

import json
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from bot.domain import events as e
from bot.domain.deals import PayMoment
from bot.domain.ids import AccountId, CardId, ChatId, StatementId
from bot.domain.payments import Entry
from bot.domain.receiving import Came
from bot.domain.undos import UndoKind


class Lost(StrEnum):
    """What to do when nobody knows whether a message arrived."""

    AGAIN = "again"  #: at least once: harmless twice
    NEVER = "never"  #: at most once: listed as unknown
    EDIT = "edit"  #: repeat: an edit proves itself


class Priority(IntEnum):
    """Which rows go first."""

    MONEY = 0
    STATUS = 1
    CARD = 2
    ELSEWHERE = 3
    BROADCAST = 4


class NoticeKind(StrEnum):
    """Every message the bot sends on its own."""

    CARD = "card"
    INLINE_CARD = "inline-card"
    DESK = "desk"
    DESK_PING = "desk-ping"
    LAST_CALL = "last-call"
    CALL = "call"
    CARD_GONE = "card-gone"
    BOARD = "board"
    PAYMENT_DUE = "payment-due"
    PAYMENT_REMINDER = "payment-reminder"
    PAYMENT_FINISHED = "payment-finished"
    PAYMENT_REJECTED = "payment-rejected"
    PAYMENT_TAKEN_BACK = "payment-taken-back"
    REST_ASKED = "rest-asked"
    INVOICE = "invoice"
    PICKUP_DUE = "pickup-due"
    TEAM_FULL = "team-full"
    TEAM_EXPIRED = "team-expired"
    TEAM_MERGED = "team-merged"
    STARTER_NOW = "starter-now"
    ORDER_LAPSED = "order-lapsed"
    ORDER_VOID = "order-void"
    LATE_MONEY = "late-money"
    PAYMENT_ALARM = "payment-alarm"
    REFUND_OWED = "refund-owed"
    REFUND_BY_HAND = "refund-by-hand"
    REFUNDED = "refunded"
    CREDIT_GIVEN = "credit-given"
    CLAIM_NUDGE = "claim-nudge"
    DEAL_PASSED_ON = "deal-passed-on"
    PAYEE_CHANGED = "payee-changed"
    GREETING = "greeting"
    BOT_BACK = "bot-back"
    BOT_REMOVED = "bot-removed"
    ABILITY_MISSED = "ability-missed"
    GROUP_MOVED = "group-moved"
    CHANNEL_DECLINED = "channel-declined"
    PAYEE_DECIDED = "payee-decided"
    LATE_CLOSE = "late-close"
    OUTAGE = "outage"
    QUESTION = "question"
    ASKED = "asked"
    QUESTION_WAITS = "question-waits"
    REASON_ASKED = "reason-asked"
    AMOUNT_ASKED = "amount-asked"
    ACCOUNT_ASKED = "account-asked"
    ACCOUNT_WANTED = "account-wanted"
    ACCOUNT_LEFT = "account-left"
    PAY_BACK = "pay-back"
    PAY_BACK_FINISHED = "pay-back-finished"
    TOPIC_GONE = "topic-gone"
    LEADERSHIP_ASKED = "leadership-asked"
    LEADERSHIP_DECIDED = "leadership-decided"
    LEADER_NAMED = "leader-named"
    FIRST_PAYEE = "first-payee"
    LEADER_SUSPENDED = "leader-suspended"
    LEADER_RESTORED = "leader-restored"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How one kind of notice is sent."""

    lost: Lost
    priority: Priority
    #: One row per subject, drawn at send time in its newest state; later changes edit the message that stands.
    live: bool = False
    #: Its reader has just asked for it by a tap: quiet hours don't hold it back.
    wanted: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is about money: then nobody's quiet hours hold it back."""
        return self.priority is Priority.MONEY

    @property
    def is_urgent(self) -> bool:
        """Whether it comes at its reader's quiet hours too."""
        return self.is_money or self.wanted


K = NoticeKind
_MONEY = Policy(lost=Lost.AGAIN, priority=Priority.MONEY)
_STATUS = Policy(lost=Lost.AGAIN, priority=Priority.STATUS)

POLICIES: dict[NoticeKind, Policy] = {
    K.CARD: Policy(lost=Lost.NEVER, priority=Priority.CARD, live=True),
    K.INLINE_CARD: Policy(lost=Lost.EDIT, priority=Priority.ELSEWHERE, live=True),
    K.DESK: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, live=True),
    K.DESK_PING: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.LAST_CALL: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.CALL: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.CARD_GONE: _STATUS,
    K.BOARD: Policy(lost=Lost.NEVER, priority=Priority.CARD, live=True),
    K.PAYMENT_DUE: _MONEY,
    K.PAYMENT_REMINDER: Policy(lost=Lost.NEVER, priority=Priority.MONEY),
    K.PAYMENT_FINISHED: Policy(lost=Lost.EDIT, priority=Priority.MONEY),
    K.PAYMENT_REJECTED: _MONEY,
    K.PAYMENT_TAKEN_BACK: _MONEY,
    K.REST_ASKED: _MONEY,
    K.INVOICE: _MONEY,
    K.PICKUP_DUE: _STATUS,
    K.TEAM_FULL: _STATUS,
    K.TEAM_EXPIRED: _STATUS,
    K.TEAM_MERGED: _STATUS,
    K.STARTER_NOW: _STATUS,
    K.ORDER_LAPSED: _STATUS,
    K.ORDER_VOID: _STATUS,
    K.LATE_MONEY: _MONEY,
    K.PAYMENT_ALARM: _MONEY,
    K.REFUND_OWED: _MONEY,
    K.REFUND_BY_HAND: _MONEY,
    K.REFUNDED: _MONEY,
    K.CREDIT_GIVEN: _MONEY,
    K.CLAIM_NUDGE: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.DEAL_PASSED_ON: _STATUS,
    K.PAYEE_CHANGED: _MONEY,
    K.GREETING: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.BOT_BACK: _STATUS,
    K.BOT_REMOVED: _STATUS,
    K.ABILITY_MISSED: _STATUS,
    K.GROUP_MOVED: _STATUS,
    K.CHANNEL_DECLINED: Policy(lost=Lost.NEVER, priority=Priority.STATUS),
    K.PAYEE_DECIDED: _MONEY,
    K.LATE_CLOSE: _STATUS,
    K.OUTAGE: _STATUS,
    K.QUESTION: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, wanted=True),
    K.ASKED: _STATUS,
    K.QUESTION_WAITS: _STATUS,
    K.REASON_ASKED: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, wanted=True),
    K.AMOUNT_ASKED: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, wanted=True),
    K.ACCOUNT_ASKED: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, wanted=True),
    K.ACCOUNT_WANTED: _MONEY,
    K.ACCOUNT_LEFT: _STATUS,
    K.PAY_BACK: _MONEY,
    K.PAY_BACK_FINISHED: Policy(lost=Lost.EDIT, priority=Priority.MONEY),
    K.TOPIC_GONE: _STATUS,
    K.LEADERSHIP_ASKED: _STATUS,
    K.LEADERSHIP_DECIDED: _STATUS,
    K.LEADER_NAMED: _STATUS,
    K.FIRST_PAYEE: _STATUS,
    K.LEADER_SUSPENDED: _STATUS,
    K.LEADER_RESTORED: _STATUS,
    K.STATEMENT: Policy(lost=Lost.AGAIN, priority=Priority.STATUS, live=True, wanted=True),
}


#: Messages for a deal's leader: not for who was it when they were queued.
FOR_LEADERS = frozenset(
    {
        K.DESK,
        K.DESK_PING,
        K.CLAIM_NUDGE,
        K.DEAL_PASSED_ON,
        K.LATE_MONEY,
        K.REASON_ASKED,
        K.AMOUNT_ASKED,
        K.ACCOUNT_LEFT,
        K.REFUND_BY_HAND,
        K.PAY_BACK,
    }
)
#: Messages that may show a buyer's account and a code to pay them back.
PAY_BACK_MESSAGES = (K.PAY_BACK, K.REFUND_BY_HAND)
#: Edits that take the code out of messages: their picture changes, too.
CODE_FINISHED = frozenset({K.PAYMENT_FINISHED, K.PAY_BACK_FINISHED})
#: Messages that show a payment code and are finished when it is.
PAYMENT_MESSAGES = (K.PAYMENT_DUE, K.PAYMENT_REMINDER, K.PAYMENT_REJECTED, K.PAYMENT_TAKEN_BACK, K.REST_ASKED)


class Post(StrEnum):
    """What may be posted into a group about one deal: each once, so four at most; all else is an edit or private."""

    CARD = "card"
    LAST_CALL = "last-call"
    CALL = "call"
    ARRIVED = "arrived"


#: Every notice that goes into a group, and which of its deal's posts it is; None: it is no deal's. Of kinds that are
#: not here no notice to a group can be made.
GROUP_POSTS: dict[NoticeKind, Post | None] = {
    K.CARD: Post.CARD,
    K.LAST_CALL: Post.LAST_CALL,
    K.CALL: Post.CALL,
    K.GREETING: None,
    K.BOARD: None,
}
#: A card whose post may be lost is posted again in place of what matters least: its deal goes without that then.
SPARE_POSTS = (Post.LAST_CALL, Post.ARRIVED, Post.CALL)


class NotForGroups(ValueError):
    """A notice of a kind that no group is told: a bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to send: what kind, to which chat, about which deal, team, order or payee."""

    kind: NoticeKind
    chat_id: ChatId
    subject: int
    #: Unique: the same thing is never queued twice.
    key: str
    facts: str = "{}"

    def __post_init__(self) -> None:
        if self.chat_id < 0 and self.kind not in GROUP_POSTS:
            raise NotForGroups(self.kind)

    @property
    def policy(self) -> Policy:
        """How it is sent."""
        return POLICIES[self.kind]


def notice(kind: NoticeKind, to: int, subject: int, key: str = "", **facts: object) -> Notice:
    """A notice about a subject; `key` tells apart what may be said again about the same subject."""
    return Notice(
        kind=kind,
        chat_id=ChatId(to),
        subject=subject,
        key=f"{kind}:{subject}:{to}{':' + key if key else ''}",
        facts=json.dumps(facts, sort_keys=True) if facts else "{}",
    )


#: In place of a chat: that of an inline card is known to nobody but its people.
ELSEWHERE = ChatId(0)


def inline_card(card: CardId) -> Notice:
    """A card that somebody has sent into a chat of their own."""
    return notice(K.INLINE_CARD, ELSEWHERE, card)


@lru_cache(maxsize=1024)
def _live(kind: NoticeKind, to: int, subject: int) -> Notice:
    """Kept, since thousands of events of one act show on the same card and desk."""
    return notice(kind, to, subject)


def card(event: e.DealEvent) -> Notice:
    """The deal's card in its group."""
    return _live(K.CARD, event.chat_id, event.deal_id)


def desk(event: e.DealEvent) -> Notice:
    """The leader's desk of the deal."""
    return _live(K.DESK, event.leader_id, event.deal_id)


def statement(leader: AccountId, of: StatementId) -> Notice:
    """What became of a statement, to whoever brought it."""
    return _live(K.STATEMENT, leader, of)


#: What a group's leaders are told of it.
_OF_GROUP: dict[type[e.Event], NoticeKind] = {
    e.BotAdded: K.BOT_BACK,
    e.BotRemoved: K.BOT_REMOVED,
    e.GroupMoved: K.GROUP_MOVED,
}


def notices(event: e.Event, request: str) -> list[Notice]:
    """Everyone who is told of an event. `request` makes keys of things that may happen twice to one order."""
    told = _told(event, request)
    if isinstance(event, e.DealEvent):
        if event.on_card:
            told.append(card(event))
        if event.on_desk:
            told.append(desk(event))
    return told


def _told(event: e.Event, request: str) -> list[Notice]:
    match event:
        case e.OrderEvent():
            return _told_of_order(event, request)
        case e.TeamFormed(pay=PayMoment.FIRST):
            return [notice(K.TEAM_FULL, buyer, order) for order, buyer in event.buyers]
        case e.TeamExpired():
            return [notice(K.TEAM_EXPIRED, buyer, order, team=event.team_id) for order, buyer in event.buyers]
        case e.TeamMerged():
            return [notice(K.TEAM_MERGED, buyer, order) for order, buyer in event.buyers]
        case e.DealPassedOn():
            return [notice(K.DEAL_PASSED_ON, event.leader_id, event.deal_id, request)]
        case e.StarterChanged():
            return [notice(K.STARTER_NOW, event.starter_id, event.team_id, request)]
        case e.PayeeKept(first=False):
            return [notice(K.PAYEE_CHANGED, leader, event.payee_id) for leader in event.leaders]
        case e.PayeeKept(first=True):
            return [notice(K.FIRST_PAYEE, admin, event.payee_id) for admin in event.admins]
        case e.LeaderNamed():
            return _told_admins(K.LEADER_NAMED, event, request)
        case e.LeadershipAsked():
            return _told_admins(K.LEADERSHIP_ASKED, event, request)
        case e.LeadershipDecided():
            decided = {"granted": event.granted}
            return [notice(K.LEADERSHIP_DECIDED, event.leader_id, event.community_id, request, **decided)]
        case e.LeaderSuspended():
            return [notice(K.LEADER_SUSPENDED, event.leader_id, event.leader_id, request)]
        case e.LeaderRestored():
            return [notice(K.LEADER_RESTORED, event.leader_id, event.leader_id, request)]
        case e.BotAdded() | e.BotRemoved() | e.GroupMoved():
            return [notice(_OF_GROUP[type(event)], leader, event.community_id, request) for leader in event.leaders]
        case e.AbilityMissed(ability=missed):
            key = f"{missed}:{request}"
            return [
                notice(K.ABILITY_MISSED, leader, event.community_id, key, ability=missed) for leader in event.leaders
            ]
        case e.ChannelDeclined():
            return [notice(K.CHANNEL_DECLINED, event.added_by, event.chat_id, request, title=event.title)]
        case e.StatementRead() | e.StatementTakenBack():
            return [statement(event.leader_id, event.statement_id)]
        case e.PayeeApproved() | e.PayeeStopped():
            return [notice(K.PAYEE_DECIDED, leader, event.payee_id) for leader in event.leaders]
        case _:
            return []


def _told_admins(kind: NoticeKind, event: e.LeaderNamed | e.LeadershipAsked, request: str) -> list[Notice]:
    """Every admin but the leader themselves, of a leader of a community."""
    to = [admin for admin in event.admins if admin != event.leader_id]
    key = f"{event.leader_id}:{request}"
    return [notice(kind, admin, event.community_id, key, leader=event.leader_id) for admin in to]


def _told_of_order(event: e.OrderEvent, request: str) -> list[Notice]:
    buyer, order = event.buyer_id, event.order_id
    finished = notice(K.PAYMENT_FINISHED, buyer, order, request)
    pay_back_over = notice(K.PAY_BACK_FINISHED, event.leader_id, order, request)
    match event:
        case e.OrderDue(covered=True) | e.OrderDue(by_gateway=True):
            return []
        case e.OrderDue(by_qr=True):
            return [notice(K.PAYMENT_DUE, buyer, order)]
        case e.OrderDue():
            return [notice(K.PICKUP_DUE, buyer, order)]
        case e.OrderReminded():
            return [notice(K.PAYMENT_REMINDER, buyer, order, str(event.round))]
        case e.LeaderNudged():
            return [notice(K.CLAIM_NUDGE, event.leader_id, event.deal_id, request)]
        case e.OrderLapsed():
            return [finished, notice(K.ORDER_LAPSED, buyer, order)]
        case e.OrderVoided():
            asked = [finished] if event.rows else []  # nothing was asked for before the team was full
            return [*asked, *([notice(K.ORDER_VOID, buyer, order)] if event.told else [])]
        case e.OrderLeft(rows=()):
            return []
        case e.OrderLeft() | e.PaymentClaimed() | e.PaymentConfirmed() | e.LateStockGiven():
            return [finished]
        case e.PaymentRejected():
            said = {"words": event.words} if event.words else {}
            return [finished, notice(K.PAYMENT_REJECTED, buyer, order, request, reason=event.reason, **said)]
        case e.PaymentTakenBack():
            over = [pay_back_over] if event.said is UndoKind.RECEIVE else []
            return [finished, notice(K.PAYMENT_TAKEN_BACK, buyer, order, request, said=event.said), *over]
        case e.MoneyCame():
            late = [notice(K.LATE_MONEY, event.leader_id, order, request)] if event.came is Came.LATE else []
            over = [pay_back_over] if event.came in (Came.OVER, Came.BACK) else []
            return [finished, *late, *over]
        case e.RestAsked():
            return [finished, notice(K.REST_ASKED, buyer, order, request)]
        case e.LateMoneyClaimed():
            return [notice(K.LATE_MONEY, event.leader_id, order, request)]
        case e.RefundOwed(surplus=True):
            return [notice(K.REFUND_OWED, buyer, order, request)]
        case e.RefundOwed():
            return [finished, notice(K.REFUND_OWED, buyer, order, request)]
        case e.CreditGiven():
            kept = {"minor": -e.booked(event, Entry.CREDITED), "surplus": event.surplus}
            return [finished, notice(K.CREDIT_GIVEN, buyer, order, request, **kept)]
        case e.Refunded():
            went = {"minor": e.booked(event, Entry.REFUNDED), "surplus": event.surplus, "by": event.by}
            return [finished, notice(K.REFUNDED, buyer, order, request, **went), pay_back_over]
        case _:
            return []
