"""The screens that are written down in golden/, in both languages. `python -m tests.unit.views.golden` renews them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from bot.domain.communities import Ability, Approval, LeadsNothing, Topic
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_texts import DealUnreadable, read_deal
from bot.domain.deal_values import Place
from bot.domain.deal_words import Keyword
from bot.domain.deals import Deal, DealState, PayMoment
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, OrderId, PayeeId, TeamId
from bot.domain.local_times import BadMoment
from bot.domain.money import Money
from bot.domain.notices import NoticeKind as K
from bot.domain.orders import AlreadyIn, Order, OrderState, Rest
from bot.domain.payments import PayeeState
from bot.domain.quiet_hours import NOT_QUIET, BadQuietHours, QuietHours
from bot.domain.rejections import Rejection
from bot.domain.slips import LastPrices
from bot.domain.statements.imports import StatementState
from bot.domain.statements.matching import Why
from bot.domain.teams import TeamState
from bot.domain.toggles import Toggles
from bot.domain.wizards import ASKED_BESIDES, NotAPhoto, Step, evenings, read_answers
from bot.i18n import Html, Texts
from bot.payqr import STANDARDS
from bot.services.cards import EndedPlace, TeamPage
from bot.services.desks import DeskPage, OnPage
from bot.services.inline_cards import Shown
from bot.services.payees import sample
from bot.services.receipts import Receipt
from bot.services.refunds import Refunds
from bot.services.reminders import Reminded
from bot.views import (
    boards,
    calls,
    cards,
    claims,
    communities,
    deals,
    desk,
    desk_answers,
    desk_pages,
    drafts,
    inline,
    leaderships,
    memberships,
    orders,
    outages,
    payee,
    payments,
    people,
    posters,
    posts,
    questions,
    refunds,
    refusals,
    rests,
    statements,
    teams,
    wizards,
    zones,
)
from bot.views.screens import Screen, Toast
from storage.boards import BoardRest
from tests.unit.views import models as m
from tests.unit.views import statements as of
from tests.unit.views.gateway_screens import GATEWAYS
from tests.unit.views.invoice_screens import INVOICES
from tests.unit.views.money_screens import MONEY
from tests.unit.views.shown import shown

FOLDER = Path(__file__).parent / "golden"
S = OrderState
View = Callable[[Texts], Screen | Toast | None]
_WRONG = "/deal Oranges\nteam three 29.90\nuntil yesterday\nstok 60"
_DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil 21:00\nstock 60\nlimit 2\nnote First grade"


def terms(**changes: object) -> DealTerms:
    """What a leader typed."""
    read = read_deal(_DEAL, now=m.NOW, zone=m.a_community().clock, currency=m.EUR)
    return replace(read, **changes)  # type: ignore[arg-type]


def wrong(text: str = _WRONG, toggles: Toggles | None = None) -> DealUnreadable:
    """What is wrong with what a leader typed, and with what buttons said."""
    try:
        read_deal(text, now=m.NOW, zone=m.a_community().clock, currency=m.EUR, toggles=toggles or {})
    except DealUnreadable as error:
        return error
    raise AssertionError(text)


_STEPS = {
    Step.TITLE: "",
    Step.TEAM: "Oranges",
    Step.PRICE: "Oranges\nteam 3",
    Step.UNTIL: "Oranges\nteam 3 29.90\nalone 39.90",
}


def _question(step: Step, said: str, why: Html | None = None) -> View:
    """A question of the wizard after these answers."""
    place = Place(now=m.NOW, zone=m.a_community().clock, currency=m.EUR)
    draft = m.a_draft(message_id=None, step=step, photo="AgAC" if said else "")
    closes = evenings(m.NOW, place.zone)
    return lambda t: wizards.question(t, draft, read_answers(f"/deal {said}"), m.a_community(), place, closes, why)


#: Of a forum, as far as the bot has heard: one is closed, of one it doesn't know the name.
TOPICS = [
    Topic(thread_id=9, name="<i>Neighbours</i>"),
    Topic(thread_id=8),
    Topic(thread_id=7, name="Navel oranges 5 kg"),
    Topic(thread_id=5, name="Old", is_closed=True),
]


def _uneven(state: OrderState, rest: Rest, came: int, to_pay: int) -> Receipt:
    """Ben's order with another amount than was asked for."""
    return replace(_booked(state, came, to_pay), order=m.an_order(state, rest=rest, payee_id=PayeeId(3)))


def _booked(state: OrderState, came: int, to_pay: int) -> Receipt:
    late = state is S.LAPSED
    booked = m.a_receipt(state, came=Money(came, m.EUR), to_pay=Money(to_pay, m.EUR), is_late=late)
    asked = m.a_snapshot(amount_minor=max(to_pay, 1))
    return replace(booked, order=m.an_order(state, is_late=late), snapshot=asked)


def _uneven_page() -> DeskPage:
    def row(n: int, state: OrderState, rest: Rest, came: int, to_pay: int) -> OnPage:
        order = m.an_order(state, id=OrderId(40 + n), number=17 + n, rest=rest, payee_id=PayeeId(3))
        return m.on_page(order, came, to_pay)

    rows = (
        row(0, S.CLAIMED, Rest.SHORT, 2000, 3980),
        row(1, S.PAID, Rest.OVER, 6980, -1000),
        row(2, S.PAID, Rest.BACK, 6980, -1000),
        row(3, S.DUE, Rest.ASKED, 2000, 3980),
        m.on_page(m.an_order(S.LAPSED, id=OrderId(44), number=21, is_late=True), 2000, -2000),
    )
    return DeskPage(desk=m.a_desk(), orders=rows, page=0, pages=1)


def _asks(step: Step) -> View:
    return lambda t: drafts.preview(t, m.a_draft(step=step), terms(), m.a_community(), [m.a_payee()])


def _asked_by(standard: str, account: str, name: str, city: str, unit: str) -> Receipt:
    to = STANDARDS[standard].check(account, name, city)
    shot = m.a_snapshot(standard=standard, account=to.account, name=to.name, city=to.city, currency=unit)
    return m.a_receipt(snapshot=shot)


def _rejected(texts: Texts, reason: Rejection, words: str = "") -> Screen | None:
    return payments.payment_rejected(texts, m.a_receipt(), {"reason": reason, "words": words}, m.BOT)


def _with_picture(state: OrderState) -> Receipt:
    """A claim whose buyer sent the receipt."""
    return m.a_receipt(state, order=m.an_order(state, claim_photo="a-picture"), is_late=state is S.LAPSED)


def _closing(**changes: object) -> Deal:
    """A deal that closes within the hour."""
    return m.a_deal(closes_at=m.NOW + timedelta(minutes=59), **changes)


def _finished(state: OrderState) -> View:
    return lambda t: payments.payment_finished(t, m.a_receipt(state), {}, m.BOT)


def _order(state: OrderState) -> View:
    return lambda t: orders.order_screen(t, m.a_receipt(state), m.BOT)


def _placed(pay: PayMoment, *, is_starter: bool = False, joined: int = 2, formed: bool = False) -> View:
    place = m.a_place(is_starter=is_starter, joined=joined, formed=formed, pay=pay)
    return lambda t: teams.place_toast(t, place)


def _moved(pay: PayMoment) -> View:
    return lambda t: teams.moved_toast(t, m.a_place(pay=pay))


def _elsewhere(order: Order | None = None, **team: object) -> Receipt:
    """Ben's order in another team than Ana's."""
    other = m.a_team(**{"id": TeamId(2), "starter_id": AccountId(1003), **team})
    return m.a_receipt(S.PLACED, team=other, starter="Chen", order=order or m.an_order(S.PLACED, team_id=other.id))


#: Notices about a leader.
OF_LEADERS = (
    K.LEADERSHIP_ASKED, K.LEADER_NAMED, K.FIRST_PAYEE, K.LEADER_SUSPENDED, K.LEADER_RESTORED,
)  # fmt: skip
#: Notices about the bot in a group.
OF_GROUPS = (
    K.GREETING, K.BOT_BACK, K.BOT_REMOVED, K.ABILITY_MISSED, K.GROUP_MOVED, K.CHANNEL_DECLINED, K.LEADERSHIP_DECIDED,
)  # fmt: skip


def _missed(ability: Ability) -> View:
    lacking = m.a_membership(community=m.a_community(lacks=frozenset({ability})))
    return lambda t: memberships.ability_missed(t, lacking, {"ability": str(ability)}, m.BOT)


def _from_another(**team: object) -> View:
    return lambda t: cards.team_screen(t, m.a_page(), _elsewhere(**team), m.BOT, ["Ana", "Chen"])  # type: ignore[arg-type]


_expired = m.a_team(state=TeamState.EXPIRED)
_short = m.a_receipt(S.VOID, team=_expired, snapshot=None)
_alone = m.a_receipt(order=m.an_order(team_id=None, quantity=1, unit_minor=3990), team=None)


def _closed_early() -> Deal:
    return m.a_deal(
        state=DealState.CLOSED,
        closed_at=m.NOW - timedelta(minutes=2),
        ends_at=m.NOW + timedelta(minutes=3),
    )


def _with_photo(page: TeamPage, **changes: object) -> Shown:
    card = m.a_card(deal=m.a_deal(photo="AgAC", **changes))
    return Shown(card=card, page=replace(page, card=card))


DEALS: dict[str, View] = {
    "card": lambda t: cards.card_notice(t, m.a_card(), {}, m.BOT),
    "card, own emoji, note and photo": lambda t: cards.card_notice(
        t, m.a_card(deal=m.a_deal(title="🍊 Oranges", note="First grade", photo="AgAC", solo_minor=None)), {}, m.BOT
    ),
    "card, pay first, sold out": lambda t: cards.card_notice(
        t, m.a_card(deal=m.a_deal(pay=PayMoment.FIRST, taken=57), teams=(m.an_open_team(1, 3),)), {}, m.BOT
    ),
    "deal, scheduled, pay on pickup": lambda t: cards.deal_screen(
        t,
        m.a_card(
            deal=m.a_deal(
                state=DealState.SCHEDULED, opens_at=m.NOW + timedelta(hours=3), pay=PayMoment.PICKUP, stock=None
            ),
            teams=(),
            formed=0,
            orders=0,
        ),
        None,
        m.BOT,
    ),
    "inline card": lambda t: inline.inline_card(t, Shown(card=m.a_card(), page=None), {}, m.BOT),
    "inline card of a team": lambda t: inline.inline_card(t, Shown(card=m.a_card(), page=m.a_page()), {}, m.BOT),
    "inline card of a team, with photo and note": lambda t: inline.inline_card(
        t, _with_photo(m.a_page(), note="First grade"), {}, m.BOT
    ),
    "inline card of a team that is full": lambda t: inline.inline_card(
        t, Shown(card=m.a_card(), page=m.a_page(TeamState.FORMED)), {}, m.BOT
    ),
    "inline card, closed": lambda t: inline.inline_card(
        t, Shown(card=m.a_card(deal=m.a_deal(state=DealState.CLOSED)), page=None), {}, m.BOT
    ),
    "card, closed": lambda t: cards.card_notice(t, m.a_card(deal=m.a_deal(state=DealState.CLOSED)), {}, m.BOT),
    "card, cancelled": lambda t: cards.card_notice(t, m.a_card(deal=m.a_deal(state=DealState.CANCELLED)), {}, m.BOT),
    "teams": lambda t: cards.teams_list(t, m.a_card(more_teams=2), m.BOT),
    "no teams": lambda t: cards.teams_list(t, m.a_card(teams=()), m.BOT),
    "deal": lambda t: cards.deal_screen(t, m.a_card(), None, m.BOT),
    "deal, own order": lambda t: cards.deal_screen(t, m.a_card(), m.a_receipt(), m.BOT),
    "team, open": lambda t: cards.team_screen(t, m.a_page(), None, m.BOT, ["Ana", "Ben"]),
    "team, own": lambda t: cards.team_screen(t, m.a_page(), m.a_receipt(S.PLACED), m.BOT, ["Ana", "Ben"]),
    "team, own in another": _from_another(),
    "team, own in one's own": _from_another(starter_id=AccountId(1002)),
    "team, own alone in one's own": _from_another(starter_id=AccountId(1002), joined=1),
    "team, own in another, no place here": lambda t: cards.team_screen(
        t, m.a_page(team=m.an_open_team(3, 3)), _elsewhere(), m.BOT
    ),
    "team, own in another, paid": lambda t: cards.team_screen(
        t, m.a_page(), _elsewhere(order=m.an_order(S.PAID, team_id=TeamId(2))), m.BOT
    ),
    "team, formed": lambda t: cards.team_screen(
        t, m.a_page(TeamState.FORMED, team=m.an_open_team(joined=3)), None, m.BOT
    ),
    "team, formed, own": lambda t: cards.team_screen(t, m.a_page(TeamState.FORMED), m.a_receipt(S.DUE), m.BOT),
    "team, deal closed early": lambda t: cards.team_screen(
        t, m.a_page(card=m.a_card(deal=_closed_early())), None, m.BOT, ["Ana", "Ben"]
    ),
    "team, expired": lambda t: cards.team_screen(t, m.a_page(TeamState.EXPIRED), None, m.BOT),
    "alone": lambda t: cards.alone_question(t, m.a_card()),
}

ORDERS: dict[str, View] = {
    "due": lambda t: payments.payment_due(t, m.a_receipt(), {}, m.BOT),
    "due, alone": lambda t: payments.payment_due(t, _alone, {}, m.BOT),
    "due, pay first": lambda t: payments.payment_due(t, m.a_receipt(deal=m.a_deal(pay=PayMoment.FIRST)), {}, m.BOT),
    "due, another way": lambda t: payments.payment_due(t, m.a_receipt(has_ways=True), {}, m.BOT),
    "due, which way": lambda t: payments.payment_ways(
        t,
        m.a_receipt(order=m.an_order(payee_id=PayeeId(3)), has_ways=True),
        [m.a_payee(id=4, account="FR1420041010050500013M02606"), m.a_payee()],
    ),
    "due, own amount": lambda t: payments.payment_due(
        t, m.a_receipt(order=m.an_order(off_minor=3), snapshot=m.a_snapshot(amount_minor=2987)), {}, m.BOT
    ),
    "due, credit": lambda t: payments.payment_due(t, m.a_receipt(snapshot=m.a_snapshot(amount_minor=4980)), {}, m.BOT),
    "due, to the leader": lambda t: payments.payment_due(t, m.a_receipt(snapshot=m.a_snapshot(name="Lea")), {}, m.BOT),
    "due, Pix": lambda t: payments.payment_due(
        t, _asked_by("pix", "+5511912345678", "Ana Souza", "São Paulo", "BRL"), {}, m.BOT
    ),
    "due, PromptPay": lambda t: payments.payment_due(
        t, _asked_by("promptpay", "0812345678", "Somchai Jaidee", "", "THB"), {}, m.BOT
    ),
    "due, KHQR that expires": lambda t: payments.payment_due(
        t, _asked_by("khqr", "lea@aclb", "Lea Leader", "Phnom Penh", "USD"), {}, m.BOT
    ),
    "due, a personal code": lambda t: payments.payment_due(
        t, _asked_by("picture", m.a_personal_code().account, "Lea Leader", "", "CNY"), {}, m.BOT
    ),
    "due, copy": lambda t: payments.payment_due(t, m.a_receipt(), {"copy": True}, m.BOT),
    "reminder": lambda t: payments.payment_reminder(t, m.a_receipt(), {}, m.BOT),
    "rejected": lambda t: payments.payment_rejected(t, m.a_receipt(), {}, m.BOT),
    "rejected, another amount": lambda t: _rejected(t, Rejection.OTHER_AMOUNT),
    "rejected, no reference": lambda t: _rejected(t, Rejection.NO_REFERENCE),
    "rejected, send the receipt": lambda t: _rejected(t, Rejection.SEND_RECEIPT),
    "rejected, in words": lambda t: _rejected(t, Rejection.OTHER, "10 € are missing <b>& more</b>: t.me/x."),
    **{f"finished, {state}": _finished(state) for state in S},
    "finished, late": lambda t: payments.payment_finished(t, m.a_receipt(S.VOID, is_late=True), {}, m.BOT),
    "finished, covered": lambda t: payments.payment_finished(
        t, m.a_receipt(S.PAID, snapshot=m.a_snapshot(amount_minor=0)), {}, m.BOT
    ),
    "pickup": lambda t: payments.pickup_due(t, m.a_receipt(snapshot=None), {}, m.BOT),
    "lapsed": lambda t: payments.order_lapsed(t, m.a_receipt(S.LAPSED), {}, m.BOT),
    "void": lambda t: payments.order_void(t, m.a_receipt(S.VOID, deal=m.a_deal(state=DealState.CANCELLED)), {}, m.BOT),
    "refund, own": lambda t: refunds.listed(t, Refunds(by=(), to=(m.a_receipt(S.REFUND_DUE),))),
    "refunds, none": lambda t: refunds.listed(t, Refunds(by=(), to=())),
    "refund, account asked": lambda t: refunds.account_asked(t, m.a_refund(account=None), {}, m.BOT),
    "refund, account wanted": lambda t: refunds.account_wanted(t, m.a_refund(account=None), {}, m.BOT),
    "refund, account": lambda t: refunds.account_shown(t, m.a_refund()),
    "refund, account removed": lambda t: refunds.account_shown(t, m.a_refund(account=None)),
    "refund owed": lambda t: payments.refund_owed(t, m.a_receipt(S.REFUND_DUE), {}, m.BOT),
    "question": lambda t: questions.question(t, m.a_receipt(), {"reader": m.a_receipt().buyer.id}, m.BOT),
    "asked": lambda t: questions.asked(t, m.an_asked("< 19:00 & > 20:00?", by_leader=True), {}, m.BOT),
    "question, waits": lambda t: questions.question_waits(t, m.an_asked(), {}, m.BOT),
    "question, passed on": lambda t: questions.passed_on(t, m.an_asked()),
    "refunded": lambda t: payments.refunded(t, m.a_receipt(S.REFUNDED), {}, m.BOT),
    "credit": lambda t: payments.credit_given(t, m.a_receipt(S.LAPSED, came=Money(5980, m.EUR)), {}, m.BOT),
    **{f"order, {state}": _order(state) for state in S},
    "order, paid first": lambda t: orders.order_screen(t, m.a_receipt(S.PAID, team=m.a_team()), m.BOT),
    "own orders": lambda t: orders.my_orders(t, [(m.an_order(state), m.a_deal()) for state in S], m.BOT),
    "no orders": lambda t: orders.my_orders(t, [], m.BOT),
    "leave?": lambda t: orders.leave_question(t, m.a_receipt(S.PLACED)),
    "can't pay?": lambda t: orders.cannot_pay_question(t, m.a_receipt()),
    "claimed": lambda t: orders.claimed_toast(t, m.a_receipt(S.CLAIMED), late=False),
    "which payment": lambda t: orders.which_payment(t, [(m.an_order(), m.a_deal())] * 2),
}

TEAMS: dict[str, View] = {
    "poster": lambda t: posters.team_poster(t, m.a_page(), m.BOT),
    "poster, teams only": lambda t: posters.team_poster(
        t, m.a_page(card=m.a_card(deal=m.a_deal(solo_minor=None))), m.BOT
    ),
    "poster of a deal": lambda t: posters.deal_poster(t, m.a_card(), m.BOT),
    "poster asked for": lambda t: posters.poster_toast(t),
    "starter now": lambda t: teams.starter_now(t, m.a_page(), {}, m.BOT),
    "full": lambda t: teams.team_full(t, m.a_receipt(S.PAID), {}, m.BOT),
    "expired": lambda t: teams.team_expired(t, EndedPlace(receipt=_short, others=()), {}, m.BOT),
    "expired, another team waits": lambda t: teams.team_expired(
        t, EndedPlace(receipt=_short, others=(m.an_open_team(3),)), {}, m.BOT
    ),
    "expired, another team's time is up": lambda t: teams.team_expired(
        t, EndedPlace(receipt=_short, others=(m.an_open_team(3, deadline_at=m.NOW),)), {}, m.BOT
    ),
    "merged": lambda t: teams.team_merged(t, m.a_receipt(), {}, m.BOT),
    **{f"started, {pay}": _placed(pay, is_starter=True, joined=1) for pay in PayMoment},
    **{f"joined, {pay}": _placed(pay) for pay in PayMoment},
    **{f"formed, {pay}": _placed(pay, joined=3, formed=True) for pay in (PayMoment.CLOSE, PayMoment.PICKUP)},
    **{f"moved, {pay}": _moved(pay) for pay in PayMoment},
    "moved, formed": lambda t: teams.moved_toast(t, m.a_place(joined=3, formed=True)),
    "asked in private": lambda t: teams.asks_to_move(t, m.a_page()),
    "already in it": lambda t: teams.already_in(t, AlreadyIn(order="K7Q2", same_team=True), m.a_receipt(S.PLACED)),
    "already in another": lambda t: teams.already_in(t, AlreadyIn(order="K7Q2", same_team=False), m.a_receipt()),
}

LEADERS: dict[str, View] = {
    "desk": lambda t: desk.desk_notice(t, m.a_desk(), {}, m.BOT),
    "desk, closed, late money": lambda t: desk.desk_screen(
        t, m.a_desk(deal=m.a_deal(state=DealState.SETTLED), counts={}, late=1, refunds=2, unreached=())
    ),
    "desk, closed early": lambda t: desk.desk_screen(t, m.a_desk(deal=_closed_early())),
    "question": lambda t: questions.question(t, m.a_receipt(), {"reader": 0}, m.BOT),
    "asked": lambda t: questions.asked(t, m.an_asked("19:00?"), {}, m.BOT),
    "question, waits": lambda t: questions.question_waits(t, m.an_asked(by_leader=True), {}, m.BOT),
    "question, passed on": lambda t: questions.passed_on(t, m.an_asked(by_leader=True)),
    "question, only words": lambda t: questions.only_words(t),
    "desk, to remind and to call, and to undo": lambda t: desk.desk_screen(
        t, m.a_desk(to_remind=3, to_call=2, said=m.an_undo())
    ),
    "reminded": lambda t: desk_answers.reminded(t, Reminded(now=2, lately=1)),
    "reminded, one": lambda t: desk_answers.reminded(t, Reminded(now=1, lately=0)),
    "reminded, nobody": lambda t: desk_answers.reminded(t, Reminded(now=0, lately=3)),
    "called": lambda t: desk_answers.called(t, 2),
    "close undone": lambda t: desk_answers.close_undone(t),
    "statement, how": statements.how,
    "statement, in a group": statements.in_private,
    "statement, which group": lambda t: statements.which_group(t, [m.a_community(), m.a_community(title="Others")]),
    "statement, columns": lambda t: statements.columns_question(t, m.a_community(), of.columns(), [of.a_line()], 0, 2),
    "statement, read": lambda t: statements.read(t, 55),
    "statement": lambda t: statements.summary(t, of.an_account()),
    "statement, at work": lambda t: statements.summary(t, of.an_account(StatementState.WORKING, paid=10, found=34)),
    "statement, being taken back": lambda t: statements.summary(t, of.an_account(StatementState.TAKING, paid=4)),
    "statement, taken back": lambda t: statements.summary(
        t, of.an_account(StatementState.TAKEN, undone=47, late=0, stays=1, named=("Ana",))
    ),
    "statement, take back?": lambda t: statements.take_back_question(t, of.an_account()),
    "statement, it is taken back": lambda t: statements.taken_back(t, is_taken=True),
    "statement, left": lambda t: statements.taken_back(t, is_taken=False),
    "statement, nothing to look at": statements.none_near,
    **{f"statement line, {why}": (lambda t, why=why: statements.near(t, of.a_near_line(why))) for why in Why},
    "late close": lambda t: outages.late_close(t, m.a_missed_deal(), {}, m.BOT),
    "late close, no team ran out": lambda t: outages.late_close(t, m.a_missed_deal(expired=0), {}, m.BOT),
    "teams ran out, deal open": lambda t: outages.late_close(t, m.a_missed_deal(deal=m.a_deal(), expired=1), {}, m.BOT),
    "left closed": lambda t: outages.left_closed(t, m.a_missed_deal()),
    "reopened": lambda t: outages.reopened(t, m.a_missed_deal()),
    "outage": lambda t: outages.outage(t, m.an_account(2, 1), {}, m.BOT),
    "outage, nothing happened": lambda t: outages.outage(t, m.an_account(0, 0), {}, m.BOT),
    "outage, sends in doubt": lambda t: outages.account_screen(t, m.an_account(2, 3), listed=True),
    "outage, many sends in doubt": lambda t: outages.account_screen(t, m.an_account(22), listed=True),
    "desk, moved": lambda t: desk.desk_moved(t, m.a_desk()),
    "ping": lambda t: desk.desk_ping(t, m.a_desk(), {}, m.BOT),
    "nudge": lambda t: desk.claim_nudge(t, m.a_desk(), {}, m.BOT),
    "passed on": lambda t: desk.deal_passed_on(t, m.a_desk(), {}, m.BOT),
    "refunds": lambda t: refunds.listed(t, Refunds(by=(m.a_receipt(S.REFUND_DUE),) * 2, to=())),
    "refunds, a page": lambda t: refunds.listed(
        t, Refunds(by=(m.a_receipt(S.REFUND_DUE),), to=(m.a_receipt(S.REFUND_DUE),), page=1, pages=3)
    ),
    "pay back": lambda t: refunds.pay_back(t, m.a_refund(), {}, m.BOT),
    "pay back, but where": lambda t: refunds.pay_back(t, m.a_refund(account=None), {}, m.BOT),
    "pay back, by a newer code": lambda t: refunds.pay_back_finished(t, m.a_refund(), {}, m.BOT),
    "paid back": lambda t: refunds.paid_back(t, m.a_receipt(S.REFUNDED)),
    "account left": lambda t: refunds.account_left(t, m.a_refund(), {}, m.BOT),
    "late money that is here": lambda t: desk_pages.late_money(t, _booked(S.LAPSED, 2000, -2000), {}, m.BOT),
    "too little, too much": lambda t: desk_pages.one_by_one(t, _uneven_page()),
    "amount asked": lambda t: rests.amount_asked(t, m.a_receipt(), {}, m.BOT),
    "too little came": lambda t: rests.received(t, _uneven(S.DUE, Rest.SHORT, 2000, 3980), m.a_said()),
    "too much came": lambda t: rests.received(t, _uneven(S.PAID, Rest.OVER, 6980, -1000), m.a_said()),
    "money came for what goes back": lambda t: rests.received(t, _booked(S.REFUND_DUE, 6980, -6980), None),
    "paid with an amount": lambda t: desk_answers.paid_answer(
        t, [], [], [], [(_uneven(S.DUE, Rest.SHORT, 2000, 3980), m.a_said()), (m.a_receipt(S.PAID), m.a_said())]
    ),
    "late money": lambda t: desk_pages.late_money(t, m.a_receipt(S.LAPSED, is_late=True), {}, m.BOT),
    "one by one": lambda t: desk_pages.one_by_one(t, m.a_desk_page(S.CLAIMED, S.DUE, S.LAPSED, S.REFUND_DUE, pages=2)),
    "rejecting": lambda t: claims.rejecting(t, m.a_receipt(S.CLAIMED)),
    "reason asked": lambda t: claims.reason_asked(t, m.a_receipt(S.CLAIMED), {}, m.BOT),
    "reason told": lambda t: claims.rejected_in_words(t, m.a_receipt(S.DUE), m.a_said()),
    "reason told, and what undoes it forgotten": lambda t: claims.rejected_in_words(t, m.a_receipt(S.DUE), None),
    "a receipt": lambda t: claims.receipt_photo(t, _with_picture(S.CLAIMED)),
    "a receipt, late": lambda t: claims.receipt_photo(t, _with_picture(S.LAPSED)),
    "nothing waits": lambda t: desk_pages.one_by_one(t, m.a_desk_page()),
    "deals": lambda t: deals.deals_list(t, [m.a_deal(), m.a_deal(state=DealState.SETTLED)]),
    "no deals": lambda t: deals.deals_list(t, []),
    "close?": lambda t: deals.close_question(t, m.a_desk()),
    "cancel?": lambda t: deals.cancel_question(t, m.a_desk()),
    "extend?": lambda t: deals.extend_choices(t, m.a_desk()),
    "confirmed": lambda t: desk_answers.confirmed(t, 4),
    "paid": lambda t: desk_answers.paid_answer(t, ["K7Q2", "M3X8"], [("K7Q3", NotFound())]),
    "paid what": lambda t: desk_answers.paid_answer(t, [], []),
    "call": lambda t: calls.call(t, (m.a_desk(), ((AccountId(1), "Ben"), (AccountId(2), "Chen"))), {}, m.BOT),
    "call, many": lambda t: calls.call(t, (m.a_desk(), ((AccountId(1), "Ben"),) * 40), {}, m.BOT),
    "board": lambda t: boards.board(t, m.a_board(), {}, m.BOT),
    "board, many": lambda t: boards.board(
        t, m.a_board(deals=((m.a_deal(), 12), (m.a_deal(stock=None), None)), more=3), {}, m.BOT
    ),
    "board, empty": lambda t: boards.board(t, m.a_board(deals=()), {}, m.BOT),
    "board, off": lambda t: boards.board(t, m.a_board(rest=BoardRest(off_at=m.NOW, until=None)), {}, m.BOT),
    "board, none": lambda t: boards.board(t, m.a_board(deals=(), stands=False), {}, m.BOT),
    "deals here": lambda t: boards.deals_here(t, m.a_board(deals=()), m.BOT),
    "last call": lambda t: posts.last_call(t, m.a_card(deal=_closing()), {}, m.BOT),
    "last call, no teams": lambda t: posts.last_call(t, m.a_card(deal=_closing(), teams=()), {}, m.BOT),
    "last call, uncounted": lambda t: posts.last_call(t, m.a_card(deal=_closing(stock=None)), {}, m.BOT),
    "card gone": lambda t: posts.card_gone(t, m.a_gone_card(), {}, m.BOT),
    "card again": lambda t: posts.card_again(t, m.a_gone_card(stands=True), m.BOT),
    "card left": lambda t: posts.card_left(t, m.a_gone_card()),
    "payee shown": lambda t: payee.payee_shown(t, m.a_payee(), sample(m.a_payee(), m.NOW)),
    "payee shown, the leader's own code": lambda t: payee.payee_shown(
        t, m.an_own_code(), sample(m.an_own_code(), m.NOW)
    ),
    "payee shown, a personal code": lambda t: payee.payee_shown(
        t, m.a_personal_code(), sample(m.a_personal_code(), m.NOW)
    ),
    "payee shown beside others": lambda t: payee.payee_shown(
        t, m.a_payee(), sample(m.a_payee(), m.NOW), [m.a_payee(account="FR1420041010050500013M02606"), m.a_payee()]
    ),
    "payee added": lambda t: payee.payee_changed(
        t, (m.a_payee(counts_from=m.NOW + timedelta(hours=24), slot=3), m.a_community(), "Lea"), {}, m.BOT
    ),
    "preview with two payees": lambda t: drafts.preview(
        t,
        m.a_draft(),
        terms(),
        m.a_community(),
        [m.a_payee(), m.a_payee(id=4, account="FR1420041010050500013M02606")],
    ),
    "payee kept": lambda t: payee.payee_kept(t, m.a_payee(), m.a_community()),
    "payee kept later": lambda t: payee.payee_kept(
        t, m.a_payee(counts_from=m.NOW + timedelta(hours=24)), m.a_community()
    ),
    "payee discarded": lambda t: payee.payee_discarded(t),
    "payee changed": lambda t: payee.payee_changed(
        t, (m.a_payee(counts_from=m.NOW + timedelta(hours=24)), m.a_community(), "Lea"), {}, m.BOT
    ),
    "payee kept beside": lambda t: payee.payee_kept(
        t, m.a_payee(counts_from=m.NOW + timedelta(hours=24), slot=3), m.a_community()
    ),
    "payee added counts": lambda t: payee.payee_decided(t, (m.a_payee(slot=3), m.a_community(), "Lea"), {}, m.BOT),
    "payee counts": lambda t: payee.payee_decided(t, (m.a_payee(), m.a_community(), "Lea"), {}, m.BOT),
    "payee stopped": lambda t: payee.payee_decided(
        t, (m.a_payee(state=PayeeState.DISCARDED), m.a_community(), "Lea"), {}, m.BOT
    ),
    "payee help, own amounts": lambda t: payee.payee_help(
        t,
        [m.a_payee(standard="promptpay", account="0066812345678", currency="THB", own_amounts=True), m.a_payee()],
        "THB",
    ),
    "payee help": lambda t: payee.payee_help(t),
    "preview": lambda t: drafts.preview(t, m.a_draft(), terms(), m.a_community(), [m.a_payee()]),
    "preview, open for days": lambda t: drafts.preview(
        t, m.a_draft(), terms(closes_at=m.NOW + timedelta(days=3)), m.a_community(), [m.a_payee()]
    ),
    "preview without payee": lambda t: drafts.preview(t, m.a_draft(), terms(note=""), m.a_community(), []),
    "preview full of slips": lambda t: drafts.preview(
        t,
        m.a_draft(),
        terms(team_price=Money(990, m.EUR), closes_at=m.NOW + timedelta(days=61, hours=12), note="First grade. " * 90),
        m.a_community(),
        [m.a_payee()],
        LastPrices(team_price=Money(9900, m.EUR), solo=None),
    ),
    "preview, open for minutes": lambda t: drafts.preview(
        t, m.a_draft(), terms(closes_at=m.NOW + timedelta(minutes=20)), m.a_community(), [m.a_payee()]
    ),
    "preview of who leads several": lambda t: drafts.preview(
        t, m.a_draft(), terms(), m.a_community(), [m.a_payee()], several=True
    ),
    "preview in a forum": lambda t: drafts.preview(
        t, m.a_draft(), terms(), m.a_community(), [m.a_payee()], None, TOPICS, several=True
    ),
    "preview for a topic": lambda t: drafts.preview(
        t, m.a_draft(thread_id=7), terms(), m.a_community(), [m.a_payee()], None, TOPICS
    ),
    "preview for a topic without a name": lambda t: drafts.preview(
        t, m.a_draft(thread_id=8), terms(), m.a_community(), [m.a_payee()]
    ),
    "which topic": lambda t: drafts.which_topic(t, m.a_draft(), TOPICS),
    "preview, paid first": lambda t: drafts.preview(
        t, m.a_draft(), terms(pay=PayMoment.FIRST, stock=None, limit=None), m.a_community(), [m.a_payee()]
    ),
    **{f"preview, {step}?": _asks(step) for step in ASKED_BESIDES},
    "preview, what to say again": lambda t: drafts.preview(
        t, m.a_draft(message_id=None), terms(), m.a_community(), [m.a_payee()], changes=True
    ),
    **{f"wizard, {step}?": _question(step, so_far) for step, so_far in _STEPS.items()},
    "wizard, wrong": lambda t: _question(
        Step.UNTIL, "\nteam 3 29.90", wizards.wrong(t, "someday", BadMoment(given="someday"), "2026-11-28 21:00")
    )(t),
    "wizard, no photo": lambda t: _question(Step.TITLE, "", wizards.wrong(t, "", NotAPhoto(what="other")))(t),
    "wizard, left": lambda t: wizards.answered(
        t, m.a_draft(photo="AgAC"), read_answers("/deal Oranges\nteam 3 29.90\nalone 39.90\nuntil 2026-11-28 21:00")
    ),
    "no photo": lambda t: drafts.no_photo(t, NotAPhoto(what="file")),
    "unreadable, said by a button": lambda t: drafts.unreadable(t, wrong(_DEAL, {Keyword.STOCK: "2"})),
    "note": lambda t: cards.whole_note(t, m.a_card(deal=m.a_deal(note="First grade. " * 90))),
    "which group": lambda t: drafts.which_community(t, m.a_draft(), [m.a_community(), m.a_community(title="Work")]),
    "unreadable": lambda t: drafts.unreadable(t, wrong()),
    "unreadable, empty": lambda t: drafts.unreadable(t, wrong("/deal")),
    "published": lambda t: drafts.published(t, m.a_card(), m.BOT),
    "published for later": lambda t: drafts.published(
        t, m.a_card(deal=m.a_deal(state=DealState.SCHEDULED, opens_at=m.NOW + timedelta(hours=3))), m.BOT
    ),
    "discarded": lambda t: drafts.discarded(t),
    "edit": lambda t: drafts.edit_hint(t, m.a_draft()),
    "deal help": lambda t: drafts.deal_help(t),
}

PEOPLE: dict[str, View] = {
    "welcome": lambda t: people.welcome(t, m.BOT, leads=False),
    "welcome, to a leader": lambda t: people.welcome(t, m.BOT, leads=True),
    "help": lambda t: people.help(t, m.BOT),
    "language": lambda t: people.language_choice(t),
    "language chosen": lambda t: people.language_chosen(t),
    "quiet, off": lambda t: people.quiet_hours(t, NOT_QUIET),
    "quiet, on": lambda t: people.quiet_hours(t, QuietHours(starts=time(23), ends=time(7, 30), is_on=True)),
    "quiet hours not understood": lambda t: refusals.refusal_screen(t, BadQuietHours(given="late")),
    "settings": lambda t: communities.settings(t, m.a_community(language=t.language)),
    "settings not understood": lambda t: communities.settings(t, m.a_community(), understood=False),
    "groups": lambda t: communities.which_group(t, [m.a_community(), m.a_community(title="Work")]),
    "lead": lambda t: communities.lead_done(t, m.a_community(), m.NOW),
    "lead, zone chosen": lambda t: communities.lead_done(t, m.a_community(zone_chosen=True), m.NOW),
    "zone, which": lambda t: zones.which(t, m.a_community(), ("Europe/Berlin", "Africa/Lagos"), "12:00", m.NOW),
    "zone, none": lambda t: zones.which(t, m.a_community(), (), "12:31", m.NOW),
    "zone chosen": lambda t: zones.chosen(t, m.a_community(zone="Asia/Shanghai"), m.NOW),
    "lead refused": lambda t: communities.lead_refused(t, "Neighbours"),
    "lead anonymous": lambda t: communities.lead_anonymous(t),
    "lead, as a channel": lambda t: communities.lead_anonymous(t, is_channel=True),
    "lead refused, tapped": lambda t: communities.lead_refused_toast(t, "Neighbours"),
    "greeting": lambda t: memberships.greeting(t, m.a_membership(is_led=False), {}, m.BOT),
    "greeting, led by now": lambda t: memberships.greeting(t, m.a_membership(), {}, m.BOT),
    "bot back": lambda t: memberships.bot_back(t, m.a_membership(deals=()), {}, m.BOT),
    "bot back, one deal": lambda t: memberships.bot_back(t, m.a_membership(), {}, m.BOT),
    "bot removed": lambda t: memberships.bot_removed(
        t, m.a_membership(community=m.a_community(left_at=m.NOW)), {}, m.BOT
    ),
    "bot removed, added again by now": lambda t: memberships.bot_removed(t, m.a_membership(), {}, m.BOT),
    **{f"missed: {ability}": _missed(ability) for ability in Ability},
    "missed, granted by now": lambda t: memberships.ability_missed(t, m.a_membership(), {"ability": "pin"}, m.BOT),
    "group moved": lambda t: memberships.group_moved(t, m.a_membership(), {}, m.BOT),
    "leadership asked": lambda t: leaderships.leadership_asked(t, m.a_leadership(), {}, m.BOT),
    "leadership asked, decided by now": lambda t: leaderships.leadership_asked(
        t, m.a_leadership(approval=Approval.GRANTED), {}, m.BOT
    ),
    "leadership granted": lambda t: leaderships.decided(t, m.a_leadership(approval=Approval.GRANTED)),
    "leadership declined": lambda t: leaderships.decided(t, m.a_leadership(approval=Approval.DECLINED)),
    "leadership granted, to the leader": lambda t: leaderships.leadership_decided(
        t, m.a_membership(), {"granted": True}, m.BOT
    ),
    "leadership declined, to the leader": lambda t: leaderships.leadership_decided(
        t, m.a_membership(), {"granted": False}, m.BOT
    ),
    "leader named": lambda t: leaderships.leader_named(t, m.a_leadership(), {}, m.BOT),
    "first payee": lambda t: leaderships.first_payee(t, m.a_leadership(payee=m.a_payee()), {}, m.BOT),
    "suspend?": lambda t: leaderships.suspend_question(t, m.a_leadership()),
    "suspended": lambda t: leaderships.standing(t, m.a_leadership(is_suspended=True)),
    "restored": lambda t: leaderships.standing(t, m.a_leadership()),
    "suspended, to the leader": lambda t: leaderships.leader_suspended(
        t, m.a_leadership(is_suspended=True, open_deals=2), {}, m.BOT
    ),
    "restored, to the leader": lambda t: leaderships.leader_restored(t, m.a_leadership(open_deals=0), {}, m.BOT),
    "lead, asked": lambda t: communities.lead_asked(t, m.a_community()),
    "lead, asked by a tap": lambda t: communities.lead_asked_toast(t),
    "topic gone": lambda t: memberships.topic_gone(t, m.a_card(), {}, m.BOT),
    "channel declined": lambda t: memberships.channel_declined(t, None, {"title": "Neighbours"}, m.BOT),
    "only in a group": lambda t: communities.only_in_group(t, m.BOT),
    "no private chat": lambda t: communities.no_private_chat(t, m.BOT),
    "refusal": lambda t: refusals.refusal_screen(t, LeadsNothing()),
    "apology": lambda t: refusals.apology_screen(t, "A1B2C3"),
    "too fast": lambda t: refusals.too_fast_screen(t),
}

ROOMS = {
    "deals": DEALS,
    "orders": ORDERS,
    "teams": TEAMS,
    "leaders": LEADERS,
    "people": PEOPLE,
    "money": MONEY,
    "gateways": GATEWAYS,
    "invoices": INVOICES,
}


def written(room: str, language: str) -> str:
    """All screens of a room, one after another."""
    texts = m.texts(language)
    return "\n".join(f"=== {name}\n{shown(view(texts))}\n" for name, view in ROOMS[room].items())


def file_of(room: str, language: str) -> Path:
    """Where they are written down."""
    return FOLDER / f"{room}.{language}.txt"


if __name__ == "__main__":
    for each in ROOMS:
        for spoken in ("en", "zh"):
            file_of(each, spoken).write_text(written(each, spoken), encoding="utf-8")
