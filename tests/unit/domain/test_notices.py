"""Who is told what after each event. The table of docs/guide/notices.md is compared elsewhere; this is its meaning."""

import json
from dataclasses import MISSING, fields
from typing import Any

import pytest

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.communities import Ability
from bot.domain.deals import PayMoment
from bot.domain.notices import POLICIES, Lost, NoticeKind, Priority
from bot.domain.payments import Entry, LedgerRow
from bot.domain.receiving import Came
from bot.domain.undos import UndoKind

K = NoticeKind
CHAT, LEADER, BUYER, OTHER, DEAL, TEAM, ORDER, PAYEE = -5, 900, 1, 2, 7, 5, 11, 3
_FACTS: dict[str, Any] = {
    "deal_id": DEAL, "chat_id": CHAT, "leader_id": LEADER, "team_id": TEAM, "order_id": ORDER, "buyer_id": BUYER,
    "starter_id": OTHER, "pay": PayMoment.CLOSE, "buyers": ((11, BUYER), (12, OTHER)), "into": 4, "by_qr": True,
    "told": True, "round": 2, "community_id": 1, "account_id": BUYER, "payee_id": PAYEE, "first": False,
    "leaders": (LEADER, 901), "draft_id": 6, "left": 4, "ability": Ability.PIN, "title": "News", "added_by": OTHER,
    "statement_id": 8, "lines": 55, "admins": (800, 801), "granted": True, "said": UndoKind.CONFIRM,
    "came": Came.SHORT,
}  # fmt: skip
ASKED = LedgerRow(
    order_id=ORDER, entry=Entry.CHARGED, amount_minor=-2990, currency="EUR", actor_id=BUYER, source="deal"
)
FAMILIES = (e.Event, e.DealEvent, e.TeamEvent, e.OrderEvent)
KINDS = [
    kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event) and kind not in FAMILIES
]


def an_event(kind: type[e.Event], **changes: Any) -> e.Event:
    """An event of this kind, about the same deal, team and order each time."""
    needed = {field.name: _FACTS[field.name] for field in fields(kind) if field.default is MISSING}
    return kind(**{**needed, **changes})


def told(event: e.Event, request: str = "r") -> list[str]:
    """Who is told what about what, besides the card and the desk."""
    found = [one for one in n.notices(event, request) if not one.policy.live]
    return [f"{one.kind} {one.chat_id} {one.subject}" for one in found]


#: Every kind of event: who is told. What is not here is told to nobody.
TOLD: dict[type[e.Event], list[str]] = {
    e.PaymentTakenBack: ["payment-finished 1 11", "payment-taken-back 1 11"],
    e.DealPassedOn: ["deal-passed-on 900 7"],
    e.PayeeKept: ["payee-changed 900 3", "payee-changed 901 3"],
    e.LeadershipAsked: ["leadership-asked 800 1", "leadership-asked 801 1"],
    e.LeadershipDecided: ["leadership-decided 900 1"],
    e.LeaderSuspended: ["leader-suspended 900 900"],
    e.LeaderRestored: ["leader-restored 900 900"],
    e.BotAdded: ["bot-back 900 1", "bot-back 901 1"],
    e.BotRemoved: ["bot-removed 900 1", "bot-removed 901 1"],
    e.AbilityMissed: ["ability-missed 900 1", "ability-missed 901 1"],
    e.GroupMoved: ["group-moved 900 1", "group-moved 901 1"],
    e.ChannelDeclined: ["channel-declined 2 -5"],
    e.PayeeApproved: ["payee-decided 900 3", "payee-decided 901 3"],
    e.PayeeStopped: ["payee-decided 900 3", "payee-decided 901 3"],
    e.TeamExpired: ["team-expired 1 11", "team-expired 2 12"],
    e.TeamMerged: ["team-merged 1 11", "team-merged 2 12"],
    e.StarterChanged: ["starter-now 2 5"],
    e.LateStockGiven: ["payment-finished 1 11"],
    e.OrderDue: ["payment-due 1 11"],
    e.OrderVoided: ["order-void 1 11"],
    e.OrderLapsed: ["payment-finished 1 11", "order-lapsed 1 11"],
    e.OrderReminded: ["payment-reminder 1 11"],
    e.LeaderNudged: ["claim-nudge 900 7"],
    e.PaymentClaimed: ["payment-finished 1 11"],
    e.PaymentConfirmed: ["payment-finished 1 11"],
    e.PaymentRejected: ["payment-finished 1 11", "payment-rejected 1 11"],
    e.MoneyCame: ["payment-finished 1 11"],
    e.RestAsked: ["payment-finished 1 11", "rest-asked 1 11"],
    e.LateMoneyClaimed: ["late-money 900 11"],
    e.RefundOwed: ["payment-finished 1 11", "refund-owed 1 11"],
    e.CreditGiven: ["payment-finished 1 11", "credit-given 1 11"],
    e.Refunded: ["payment-finished 1 11", "refunded 1 11", "pay-back-finished 900 11"],
}
#: Events that neither the card nor the desk, only the card, or only the desk shows; all others about deals: both.
NEITHER = {e.DealPublished, e.OrderReminded, e.LeaderNudged}
CARD_ONLY = {
    e.DealOpened, e.DealPassedOn, e.TeamStarted, e.BuyerJoined, e.BuyerMoved, e.TeamCancelled, e.StarterChanged,
    e.QuantityChanged,
}  # fmt: skip
DESK_ONLY = {
    e.OrderDue, e.OtherWayChosen, e.PaymentTakenBack, e.PaymentClaimed, e.PaymentConfirmed,
    e.PaymentRejected, e.LateMoneyClaimed, e.MoneyCame, e.RestAsked, e.RestTakenOff,
    e.RefundOwed,
    e.CreditGiven, e.Refunded,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_after_each_event_exactly_these_people_are_told(kind: type[e.Event]) -> None:
    assert told(an_event(kind)) == TOLD.get(kind, [])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_card_and_the_desk_show_what_is_theirs_to_show(kind: type[e.Event]) -> None:
    live = {(one.kind, one.chat_id, one.subject) for one in n.notices(an_event(kind), "r") if one.policy.live}
    shown = set() if kind in NEITHER or not issubclass(kind, e.DealEvent) else {"card", "desk"}
    shown -= {"desk"} if kind in CARD_ONLY else {"card"} if kind in DESK_ONLY else set()
    shown |= {"statement"} if kind in (e.StatementRead, e.StatementTakenBack) else set()
    wanted = {"card": (K.CARD, CHAT, DEAL), "desk": (K.DESK, LEADER, DEAL), "statement": (K.STATEMENT, LEADER, 8)}
    assert live == {wanted[one] for one in shown}


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (an_event(e.TeamFormed), []),
        (an_event(e.TeamFormed, pay=PayMoment.PICKUP), []),
        (an_event(e.TeamFormed, pay=PayMoment.FIRST), ["team-full 1 11", "team-full 2 12"]),
        (an_event(e.PayeeKept, first=True), []),
        (an_event(e.PayeeKept, first=True, admins=(800,)), ["first-payee 800 3"]),
        (an_event(e.LeaderNamed, admins=(800, LEADER)), ["leader-named 800 1"]),
        (an_event(e.OrderDue, by_qr=False), ["pickup-due 1 11"]),
        (an_event(e.OrderDue, covered=True), []),
        (an_event(e.OrderDue, by_qr=False, covered=True), []),
        (an_event(e.OrderVoided, told=False), []),
        (an_event(e.OrderVoided, told=False, rows=(ASKED,)), ["payment-finished 1 11"]),
        (an_event(e.OrderVoided, rows=(ASKED,)), ["payment-finished 1 11", "order-void 1 11"]),
        (an_event(e.OrderLeft, rows=(ASKED,)), ["payment-finished 1 11"]),
        (an_event(e.MoneyCame, came=Came.LATE), ["payment-finished 1 11", "late-money 900 11"]),
        (an_event(e.MoneyCame, came=Came.OVER), ["payment-finished 1 11", "pay-back-finished 900 11"]),
        (an_event(e.MoneyCame, came=Came.BACK), ["payment-finished 1 11", "pay-back-finished 900 11"]),
        (
            an_event(e.PaymentTakenBack, said=UndoKind.RECEIVE),
            ["payment-finished 1 11", "payment-taken-back 1 11", "pay-back-finished 900 11"],
        ),
        (an_event(e.RefundOwed, surplus=True), ["refund-owed 1 11"]),
    ],
)
def test_how_it_happened_says_who_is_told(event: e.Event, wanted: list[str]) -> None:
    assert told(event) == wanted


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_one_event_queues_no_key_twice(kind: type[e.Event]) -> None:
    keys = [one.key for one in n.notices(an_event(kind), "r")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("kind", "again"),
    [
        (e.PaymentRejected, True), (e.PaymentClaimed, True), (e.LateMoneyClaimed, True), (e.CreditGiven, True),
        (e.RefundOwed, True), (e.Refunded, True), (e.RestAsked, True),
        (e.LeaderNudged, True), (e.OrderDue, False), (e.TeamExpired, False), (e.StarterChanged, True),
    ],
    ids=str,
)  # fmt: skip
def test_what_may_happen_twice_is_told_twice_and_what_cannot_once(kind: type[e.Event], again: bool) -> None:
    first, second = (
        {one.key for one in n.notices(an_event(kind), request) if not one.policy.live} for request in ("r1", "r2")
    )
    assert first.isdisjoint(second) is again
    assert again or first == second


def test_each_round_of_reminders_is_told_once() -> None:
    rounds = [n.notices(an_event(e.OrderReminded, round=number), "r")[0].key for number in (1, 1, 2)]
    assert rounds[0] == rounds[1] != rounds[2]


def test_keys_of_all_events_about_one_order_differ_by_kind() -> None:
    made = {one.key: one.kind for kind in KINDS for one in n.notices(an_event(kind), "r")}
    assert {key: kind for key, kind in made.items() if not key.startswith(f"{kind}:")} == {}


def test_facts_are_written_in_order() -> None:
    made = n.notice(K.TEAM_EXPIRED, BUYER, ORDER, "k", team=5, again=True)
    assert (made.facts, made.key) == ('{"again": true, "team": 5}', "team-expired:11:1:k")
    assert json.loads(made.facts) == {"again": True, "team": 5}
    assert n.notice(K.REFUNDED, BUYER, ORDER).key == "refunded:11:1"


def test_every_kind_of_notice_has_its_policy() -> None:
    assert set(POLICIES) == set(K)
    assert {kind for kind in K if POLICIES[kind].live} == {K.CARD, K.INLINE_CARD, K.DESK, K.BOARD, K.STATEMENT}
    never = {
        K.CARD, K.BOARD, K.DESK_PING, K.LAST_CALL, K.CALL, K.PAYMENT_REMINDER, K.CLAIM_NUDGE, K.GREETING,
        K.CHANNEL_DECLINED,
    }  # fmt: skip
    assert {kind for kind in K if POLICIES[kind].lost is Lost.NEVER} == never
    assert {kind for kind in K if POLICIES[kind].lost is Lost.EDIT} == {
        K.PAYMENT_FINISHED, K.PAY_BACK_FINISHED, K.INLINE_CARD,
    }  # fmt: skip
    assert sorted(Priority) == [
        Priority.MONEY, Priority.STATUS, Priority.CARD, Priority.ELSEWHERE, Priority.BROADCAST,
    ]  # fmt: skip


def a_notice(kind: NoticeKind, chat: int) -> n.Notice:
    return n.notice(kind, chat, DEAL)


@pytest.mark.parametrize("kind", K)
def test_no_kind_of_notice_goes_into_a_group_unless_the_table_of_posts_has_it(kind: NoticeKind) -> None:
    """Whoever adds a kind for groups says here which of its deal's four posts it is."""
    assert a_notice(kind, BUYER).chat_id == BUYER
    if kind in n.GROUP_POSTS:
        assert a_notice(kind, CHAT).chat_id == CHAT
        return
    with pytest.raises(n.NotForGroups):
        a_notice(kind, CHAT)


def test_a_deal_has_four_posts_at_most_and_each_notice_a_post_of_its_own() -> None:
    assert list(n.Post) == ["card", "last-call", "call", "arrived"]
    taken = [post for post in n.GROUP_POSTS.values() if post is not None]
    assert len(taken) == len(set(taken))
    assert {kind: post for kind, post in n.GROUP_POSTS.items() if post is not None} == {
        K.CARD: n.Post.CARD,
        K.LAST_CALL: n.Post.LAST_CALL,
        K.CALL: n.Post.CALL,
    }
    assert set(n.SPARE_POSTS) == set(n.Post) - {n.Post.CARD}


def test_what_asks_for_money_or_gives_it_back_goes_first_and_at_least_once() -> None:
    money = {kind for kind in K if POLICIES[kind].priority is Priority.MONEY}
    assert money >= {K.PAYMENT_DUE, K.PAYMENT_REJECTED, K.REFUND_OWED, K.REFUNDED, K.LATE_MONEY, K.CREDIT_GIVEN}
    assert {kind for kind in money if POLICIES[kind].lost is not Lost.AGAIN} == {
        K.PAYMENT_REMINDER, K.PAYMENT_FINISHED, K.PAY_BACK_FINISHED,
    }  # fmt: skip


def test_only_events_about_orders_bring_ledger_rows() -> None:
    row = LedgerRow(
        order_id=ORDER, entry=Entry.PAID, amount_minor=2990, currency="EUR", actor_id=LEADER, source="leader"
    )  # type: ignore[arg-type]
    for kind in KINDS:
        if issubclass(kind, e.OrderEvent):
            assert e.ledger_rows(an_event(kind, rows=(row,))) == (row,)
            assert e.ledger_rows(an_event(kind)) == ()
        else:
            assert e.ledger_rows(an_event(kind)) == ()
