"""Every notice in every state: drawn or nothing, in both languages, whatever people call themselves and their goods."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.communities import Ability
from bot.domain.deal_texts import read_deal
from bot.domain.deal_values import Place
from bot.domain.deals import DealState, PayMoment
from bot.domain.ids import AccountId
from bot.domain.money import Money
from bot.domain.notices import NoticeKind as K
from bot.domain.orders import AlreadyIn, OrderState
from bot.domain.statements.imports import StatementState
from bot.domain.statements.matching import Why
from bot.domain.teams import TeamState
from bot.domain.wizards import Answers
from bot.sandbox.texts import found
from bot.services.cards import EndedPlace
from bot.services.inline_cards import Shown
from bot.services.inline_offers import Offer
from bot.views import (
    boards,
    cards,
    communities,
    deals,
    desk,
    desk_pages,
    drafts,
    inline,
    orders,
    payee,
    posts,
    statements,
    teams,
    wizards,
)
from bot.views.notices import NOTICES
from bot.views.screens import FinishedMark, Pay, PaymentCode, Screen
from tests.unit.views import golden
from tests.unit.views import models as m
from tests.unit.views import statements as of
from tests.unit.views.invoice_screens import a_receipt, an_invoice
from tests.unit.views.shown import entities_of, text_of

S = OrderState
HOSTILE = st.text(max_size=120) | st.text(
    "<>&\"'/@#:.ab1\u202e\u200b\ufeff\u2028\u0000\n\t\u0301\ud800\ue000\u3164😀🍊字 ", max_size=120
)
LANGUAGES = ["en", "zh"]
#: The link of the deal or team, which its card says.
OWN_LINK = re.compile(r"t\.me/kaituan_bot\?start=(?:d_D{22}|t_A{22})")
_OF_RECEIPTS = [
    kind
    for kind in K
    if kind
    not in (
        K.CARD,
        K.INLINE_CARD,
        K.DESK,
        K.LAST_CALL,
        K.DEAL_PASSED_ON,
        K.CALL,
        K.CARD_GONE,
        K.BOARD,
        K.STARTER_NOW,
        K.PAYEE_CHANGED,
        K.PAYEE_DECIDED,
        K.CLAIM_NUDGE,
        K.DESK_PING,
        K.TOPIC_GONE,
        K.ACCOUNT_ASKED,
        K.ACCOUNT_WANTED,
        K.ACCOUNT_LEFT,
        K.REFUND_BY_HAND,
        K.INVOICE,
        K.PAY_BACK,
        K.PAY_BACK_FINISHED,
        K.ASKED,
        K.QUESTION_WAITS,
        *golden.OF_GROUPS,
        K.LATE_CLOSE,
        K.OUTAGE,
        K.STATEMENT,
        K.PAYMENT_ALARM,
        *golden.OF_LEADERS,
    )
]
#: Which notice has something to say in which state.
_SAYS = {
    K.QUESTION: set(S),
    K.REASON_ASKED: {S.CLAIMED},
    K.AMOUNT_ASKED: set(S),
    K.REST_ASKED: {S.DUE},
    K.PAYMENT_DUE: {S.DUE},
    K.PAYMENT_REMINDER: {S.DUE},
    K.PAYMENT_REJECTED: {S.DUE},
    K.PAYMENT_TAKEN_BACK: {S.DUE, S.CLAIMED},
    K.PAYMENT_FINISHED: set(S) - {S.PLACED, S.DUE},
    K.PICKUP_DUE: {S.DUE},
    K.TEAM_FULL: {S.DUE, S.CLAIMED, S.PAID, S.READY, S.COLLECTED},
    K.TEAM_MERGED: {S.PLACED, S.DUE, S.CLAIMED, S.PAID, S.READY, S.COLLECTED},
    K.TEAM_EXPIRED: {S.LEFT, S.VOID, S.LAPSED, S.REFUND_DUE, S.REFUNDED},
    K.ORDER_LAPSED: {S.LAPSED},
    K.ORDER_VOID: {S.VOID},
    K.LATE_MONEY: set(),
    K.REFUND_OWED: {S.REFUND_DUE},
    K.REFUNDED: {S.REFUNDED},
    K.CREDIT_GIVEN: {S.LEFT, S.VOID, S.LAPSED},
}


def drawn(kind: K, model: Any, language: str = "en", **facts: Any) -> Screen | None:
    """A notice as delivery draws it."""
    told_with = EndedPlace(receipt=model, others=()) if kind is K.TEAM_EXPIRED else model
    return NOTICES[kind].view(m.texts(language), told_with, facts, m.BOT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", _OF_RECEIPTS)
def test_a_notice_about_an_order_speaks_in_its_states_and_is_silent_in_others(kind: K, language: str) -> None:
    assert {state for state in S if drawn(kind, m.a_receipt(state), language, said="confirm")} == _SAYS[kind]


def test_every_kind_of_notice_has_its_row_here() -> None:
    assert set(NOTICES) == set(K)
    assert set(_SAYS) == set(_OF_RECEIPTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", S)
def test_an_account_is_spoken_of_only_as_long_as_something_is_owed_back(state: OrderState, language: str) -> None:
    speaks = state is S.REFUND_DUE
    without, kept = m.a_refund(state, account=None), m.a_refund(state)
    assert (drawn(K.ACCOUNT_ASKED, without, language) is not None) is speaks
    assert (drawn(K.ACCOUNT_WANTED, without, language) is not None) is speaks
    assert (drawn(K.ACCOUNT_LEFT, kept, language) is not None) is speaks
    assert (drawn(K.REFUND_BY_HAND, kept, language, gateway="alipay") is not None) is speaks
    assert (drawn(K.PAY_BACK, kept, language) is not None) is speaks
    over = drawn(K.PAY_BACK_FINISHED, kept, language)
    assert over is not None
    assert kept.account is not None
    assert kept.account.shown not in f"{over.text}{over.keyboard}"
    assert drawn(K.ACCOUNT_WANTED, kept, language) is None, "it was left already"
    assert (drawn(K.REFUND_BY_HAND, without, language) is not None) is speaks
    assert drawn(K.ACCOUNT_LEFT, without, language) is None, "it was taken away"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", S)
def test_an_invoice_stands_only_as_long_as_it_can_be_paid(state: OrderState, language: str) -> None:
    screen = drawn(K.INVOICE, an_invoice(a_receipt(state)), language)
    assert (screen is not None) is (state is S.DUE)


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=HOSTILE, title=HOSTILE)
@example(name="", title="👨‍👩‍👧‍👦" * 20)
def test_an_invoice_keeps_to_telegrams_limits_whatever_people_write(language: str, name: str, title: str) -> None:
    base = a_receipt(deal=m.a_deal(title=title or "x"), community=m.a_community(title=name))
    screen = drawn(K.INVOICE, an_invoice(replace(base, leader=replace(base.leader, name=name))), language)
    assert screen is not None
    assert screen.invoice is not None
    assert (screen.invoice.payload, screen.invoice.start) == ("KT10000041", f"i_{'I' * 22}")
    assert screen.invoice.price.minor == 5980
    assert isinstance(screen.keyboard[0][0], Pay)
    assert "KT10000041" not in screen.text + screen.invoice.title + screen.invoice.says


@pytest.mark.parametrize("kind", [K.PAYMENT_DUE, K.PAYMENT_REMINDER, K.PAYMENT_REJECTED])
def test_a_payment_message_asks_exactly_what_the_snapshot_says(kind: K) -> None:
    receipt = m.a_receipt(deal=m.a_deal(team_minor=1), order=m.an_order(unit_minor=1))
    screen = drawn(kind, receipt)
    assert screen is not None
    assert isinstance(screen.photo, PaymentCode)
    assert "EUR59.80" in screen.photo.payload
    assert "59.80 €" in text_of(screen)
    assert "0.02" not in text_of(screen).replace("2 × 0.01", "")


def test_a_copy_says_that_it_is_the_same_payment() -> None:
    first, copy = drawn(K.PAYMENT_DUE, m.a_receipt()), drawn(K.PAYMENT_DUE, m.a_receipt(), copy=True)
    assert first is not None
    assert copy is not None
    assert "pay once" not in text_of(first)
    assert "It's the same payment as before: pay once." in text_of(copy)
    assert first.photo == copy.photo


@pytest.mark.parametrize("state", S)
def test_only_who_has_paid_gets_the_mark_of_paid(state: OrderState) -> None:
    screen = drawn(K.PAYMENT_FINISHED, m.a_receipt(state))
    if screen is not None:
        assert screen.photo == FinishedMark(paid=state in (S.PAID, S.READY, S.COLLECTED))
        assert "pay it again" in text_of(screen) or "don't pay it" in text_of(screen)


def test_nothing_is_finished_that_was_never_asked_for() -> None:
    assert drawn(K.PAYMENT_FINISHED, m.a_receipt(S.LEFT, snapshot=None)) is None
    assert drawn(K.PAYMENT_FINISHED, m.a_receipt(S.PAID, snapshot=None)) is not None


def test_a_leader_without_a_username_is_reached_through_the_bot_and_by_the_name_in_the_text() -> None:
    receipt = m.a_receipt()
    nameless = replace(receipt, leader=replace(receipt.leader, username=""))
    screen = drawn(K.PAYMENT_DUE, nameless)
    assert screen is not None
    assert "Ask Lea" in [button.text for row in screen.keyboard for button in row]
    assert [each["user"]["id"] for each in entities_of(screen) if each["type"] == "text_mention"] == [900]


def test_who_buys_in_an_own_deal_asks_nobody() -> None:
    receipt = m.a_receipt()
    screen = drawn(K.PAYMENT_DUE, replace(receipt, buyer=receipt.leader))
    assert screen is not None
    assert "Ask Lea" not in [button.text for row in screen.keyboard for button in row]


@given(HOSTILE)
def test_a_question_is_passed_on_as_plain_text(said: str) -> None:
    model = m.an_asked(said)
    for kind in (K.ASKED, K.QUESTION_WAITS):
        screen = drawn(kind, model)
        assert screen is not None
        text = text_of(screen)
        assert [each for each in found(text, []) if each["type"] != "bot_command"] == []


@pytest.mark.parametrize("name", ["Lea", "LEA", " lea "])
@pytest.mark.parametrize("kind", [K.PAYMENT_DUE, K.PAYMENT_REMINDER, K.PAYMENT_REJECTED])
@pytest.mark.parametrize(("language", "says"), [("en", "…4700, your leader"), ("zh", "…4700（也是团长）")])
def test_a_leader_who_is_paid_in_person_is_named_once(kind: K, language: str, says: str, name: str) -> None:
    screen = drawn(kind, m.a_receipt(snapshot=m.a_snapshot(name=name)), language)
    assert screen is not None
    (line,) = [line for line in text_of(screen).splitlines() if "…4700" in line]
    assert line.endswith(f"{name.strip()} {says}")
    assert line.casefold().count("lea ") == 1
    assert [each["user"]["id"] for each in entities_of(screen) if each["type"] == "text_mention"][-1] == 900


def test_a_call_names_nobody_s_amount_and_is_not_made_for_nobody() -> None:
    assert drawn(K.CALL, (m.a_desk(), ())) is None
    screen = drawn(K.CALL, (m.a_desk(), ((AccountId(7), "Ben"),)))
    assert screen is not None
    assert "€" not in text_of(screen)
    assert [each["user"]["id"] for each in entities_of(screen)] == [7]


def test_late_money_of_a_cancelled_deal_or_without_stock_can_t_become_goods() -> None:
    def ways(**deal: Any) -> list[str]:
        screen = drawn(K.LATE_MONEY, m.a_receipt(S.LAPSED, is_late=True, deal=m.a_deal(**deal)))
        assert screen is not None
        return [button.text for row in screen.keyboard for button in row]

    assert ways() == ["Give free stock", "Credit", "Refund"]
    assert ways(state=DealState.CANCELLED) == ["Credit", "Refund"]
    assert ways(stock=19, taken=15, set_aside=3) == ["Credit", "Refund"]


@pytest.mark.parametrize("state", [DealState.SCHEDULED, DealState.CLOSED, DealState.SETTLED, DealState.CANCELLED])
def test_a_card_that_takes_no_orders_has_no_button_that_would(state: DealState) -> None:
    screen = drawn(K.CARD, m.a_card(deal=m.a_deal(state=state)))
    assert screen is not None
    assert {button.text for row in screen.keyboard for button in row} <= {"My order", "Share"}


def test_a_team_can_be_started_only_with_a_unit_for_every_place() -> None:
    def starts(stock: int) -> bool:
        screen = drawn(K.CARD, m.a_card(deal=m.a_deal(stock=stock, taken=15, set_aside=3)))
        return screen is not None and any(button.text == "Start a team" for row in screen.keyboard for button in row)

    assert [starts(20), starts(21)] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=HOSTILE, title=HOSTILE, note=st.text(max_size=500) | st.text("<&😀\n", min_size=400, max_size=500))
@example(name="", title=":///0", note="")
def test_no_name_title_or_note_breaks_a_screen(language: str, name: str, title: str, note: str) -> None:
    for screen in _all_screens(language, name, title, note):
        if screen is not None:
            text = text_of(screen)
            commands = [each["type"] for each in found(text, []) if each["type"] == "bot_command"]
            assert [each["type"] for each in found(OWN_LINK.sub("", text), [])] == commands


def _all_screens(language: str, name: str, title: str, note: str) -> list[Screen | None]:
    """Everything that shows what people wrote themselves."""
    texts = m.texts(language)
    deal = m.a_deal(title=title, note=note, photo="AgAC", pay=PayMoment.FIRST)
    many = tuple(m.an_open_team(n, 1, starter=name) for n in range(1, 31))
    community = m.a_community(title=name)
    lacking = replace(community, left_at=m.NOW, lacks=frozenset({Ability.PIN}))
    in_group = m.a_membership(community=lacking, is_led=False, deals=(m.a_deal(title=title),) * 12)
    to = m.a_payee(name=name or "x", city=name)
    asks = m.a_leadership(community=community, payee=to, leader=replace(m.a_leadership().leader, name=name))
    card = m.a_card(deal=deal, community=community, leader=name, payee=to, teams=many[:4], more_teams=26)
    page = m.a_page(card=card, team=many[0])
    base = m.a_receipt()
    people = {
        "leader": replace(base.leader, name=name),
        "buyer": replace(base.buyer, name=name),
        "starter": name,
        "deal": deal,
        "community": community,
    }
    receipts = [m.a_receipt(state, **people, is_late=late) for state in S for late in (False, True)]
    shown = m.a_desk(deal=deal, community=community, unreached=(name,) * 30, late=2, refunds=2)
    waiting = m.a_desk_page(S.CLAIMED, S.DUE, S.LAPSED, S.REFUND_DUE, S.CLAIMED, pages=3, page=1)
    waiting = replace(waiting, desk=shown, orders=tuple(replace(each, buyer=name) for each in waiting.orders))
    terms = golden.terms(title=title, note=note)
    place = Place(now=m.NOW, zone=community.clock, currency=m.EUR)
    return [
        cards.card_notice(texts, card, {}, m.BOT),
        cards.card_notice(texts, replace(card, deal=replace(deal, photo="")), {}, m.BOT),
        cards.teams_list(texts, replace(card, teams=many), m.BOT),
        cards.deal_screen(texts, card, None, m.BOT),
        cards.deal_screen(texts, card, receipts[0], m.BOT),
        cards.team_screen(texts, page, receipts[0], m.BOT, [name] * 40),
        cards.alone_question(texts, card),
        *(drawn(kind, receipt, language, said="reject") for kind in _OF_RECEIPTS for receipt in receipts),
        *(orders.order_screen(texts, receipt, m.BOT) for receipt in receipts),
        orders.my_orders(texts, [(m.an_order(), deal)] * 20, m.BOT),
        orders.leave_question(texts, receipts[0]),
        orders.cannot_pay_question(texts, receipts[0]),
        drawn(K.STARTER_NOW, page, language),
        drawn(K.INLINE_CARD, Shown(card=card, page=None), language),
        drawn(K.INLINE_CARD, Shown(card=card, page=page), language),
        inline.offered(texts, texts, Offer(card=card, page=page), m.BOT).screen,
        drawn(K.CALL, (shown, ((AccountId(7), name),) * 60), language),
        drawn(K.LAST_CALL, card, language),
        drawn(K.BOARD, m.a_board(community=community, deals=((deal, 7),) * 20, more=3), language),
        boards.deals_here(texts, m.a_board(community=community, deals=((deal, None),) * 20), m.BOT),
        drawn(K.CARD_GONE, m.a_gone_card(card=card), language),
        posts.card_again(texts, m.a_gone_card(card=card), m.BOT),
        posts.card_left(texts, m.a_gone_card(card=card)),
        drawn(K.CLAIM_NUDGE, shown, language),
        drawn(K.PAYEE_CHANGED, (to, community, name), language),
        desk.desk_screen(texts, shown),
        desk_pages.one_by_one(texts, waiting),
        deals.deals_list(texts, [deal] * 12),
        deals.close_question(texts, shown),
        deals.cancel_question(texts, shown),
        deals.extend_choices(texts, shown),
        payee.payee_kept(texts, to, community),
        drafts.preview(texts, m.a_draft(photo="AgAC"), terms, community, [to]),
        drafts.preview(texts, m.a_draft(step="stock"), terms, community, [to], several=True),
        wizards.question(texts, m.a_draft(step="until"), Answers(title=name), community, place, {}),
        wizards.answered(texts, m.a_draft(photo="AgAC"), Answers(title=name)),
        drafts.which_community(texts, m.a_draft(), [community] * 50),
        drafts.published(texts, card, m.BOT),
        communities.settings(texts, community),
        communities.which_group(texts, [community] * 30),
        communities.lead_refused(texts, name),
        *(drawn(kind, in_group, language, title=title, ability="pin", granted=0) for kind in golden.OF_GROUPS),
        drawn(K.TOPIC_GONE, card, language),
        drawn(K.STATEMENT, of.an_account(StatementState.TAKEN, name=name, stays=20, named=(name,) * 20), language),
        drawn(K.STATEMENT, of.an_account(name=name), language),
        *(statements.near(texts, of.a_near_line(why, buyer=name, title=title, name=name, text=note)) for why in Why),
        statements.which_group(texts, [community] * 30),
        statements.columns_question(texts, community, of.columns(), [of.a_line(name=name, text=note)] * 3, 0, 2),
        *(
            drawn(kind, hers, language)
            for kind in golden.OF_LEADERS
            for hers in (asks, replace(asks, is_suspended=True))
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=300), name=HOSTILE)
def test_a_message_full_of_faults_still_fits(language: str, text: str, name: str) -> None:
    fault = golden.wrong("/deal\n" + "\n".join(f"line {n} {text}" for n in range(60)))
    assert text_of(drafts.unreadable(m.texts(language), fault))


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=HOSTILE)
def test_toasts_fit_whatever_people_are_called(language: str, name: str) -> None:
    texts = m.texts(language)
    receipt = m.a_receipt(S.PLACED, starter=name, leader=replace(m.a_receipt().leader, name=name))
    said = [
        *(
            teams.place_toast(texts, m.a_place(starter=name, pay=pay, formed=full))
            for pay in PayMoment
            for full in (0, 1)
        ),
        teams.already_in(texts, AlreadyIn(order="", same_team=False), receipt),
        orders.claimed_toast(texts, receipt, late=True),
    ]
    assert all(toast.text for toast in said)


def test_what_is_asked_of_a_team_that_has_ended_is_the_way_on() -> None:
    expired = m.a_receipt(S.VOID, team=m.a_team(state=TeamState.EXPIRED), snapshot=None, came=Money(0, m.EUR))
    screen = drawn(K.TEAM_EXPIRED, expired)
    assert screen is not None
    assert text_of(screen).startswith("⌛ Time's up with 2 of 3: no order, nothing to pay.")
    assert [button.text for row in screen.keyboard for button in row] == ["Start again", "See the deal"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_deal_reads_as_a_deal(language: str) -> None:
    example = text_of(drafts.deal_help(m.texts(language))).split("\n\n")[1]
    read = read_deal(example, now=m.NOW, zone=m.a_community().clock, currency=m.EUR)
    assert (read.target, read.team_price.minor, read.stock) == (3, 2990, 60)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("opens", "closes", "lasts", "is_cut"),
    [
        (None, 10, 24, True),
        (None, 24, 24, True),
        (None, 25, 24, False),
        (20, 40, 24, True),
        (-20, 10, 24, True),
        (20, 45, 24, False),
        (None, 10, 2, False),
    ],
)
def test_a_preview_gives_a_team_no_longer_than_the_deal_is_open(
    language: str, opens: int | None, closes: int, lasts: int, *, is_cut: bool
) -> None:
    hour = timedelta(hours=1)
    opens_at = None if opens is None else m.NOW + opens * hour
    terms = replace(golden.terms(), opens_at=opens_at, closes_at=m.NOW + closes * hour, team_for=lasts * hour)
    screen = drafts.preview(m.texts(language), m.a_draft(), terms, m.a_community(), [m.a_payee()])
    says = {"en": "👥 A team has until the deal closes to fill", "zh": "👥 每个团都可以拼到截止"}[language]
    assert (says in text_of(screen).splitlines()) is is_cut
