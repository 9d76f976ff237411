"""Every notice: what is read for it, and the screen it becomes. None: there is nothing to say any more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.ids import (
    AccountId,
    CardId,
    CommunityId,
    DealId,
    LateCloseId,
    OrderId,
    OutageId,
    PayeeId,
    QuestionId,
    ReportId,
    StatementId,
    TeamId,
    TradeId,
)
from bot.domain.notices import NoticeKind as K
from bot.i18n import Texts
from bot.services import (
    boards,
    cards,
    desks,
    inline_cards,
    leaderships,
    memberships,
    payees,
    payment_reports,
    receipts,
    refunds,
)
from bot.services import invoices as invoice_acts
from bot.services import outages as services
from bot.services import questions as asking
from bot.services import statements as statement_acts
from bot.services.leaderships import Leadership
from bot.views import (
    alarms,
    calls,
    claims,
    desk,
    desk_pages,
    inline,
    invoices,
    outages,
    payee,
    payments,
    posts,
    questions,
    rests,
    statements,
    teams,
)
from bot.views import boards as board_views
from bot.views import cards as card_views
from bot.views import leaderships as leader_views
from bot.views import memberships as group_views
from bot.views import refunds as refund_views
from bot.views.links import Bot
from bot.views.screens import Screen
from storage.database import ReadTx

__all__ = ["NOTICES", "Bot", "NoticeView", "View"]

_UTC = ZoneInfo("UTC")

View = Callable[[Texts, Any, dict[str, Any], Bot], Screen | None]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """How one kind of notice is drawn."""

    load: Callable[[ReadTx, int], Any]
    view: View
    zone: Callable[[Any], ZoneInfo]
    #: Where the subject alone doesn't say what it is about: reads with the facts that were written with it.
    load_told: Callable[[ReadTx, int, dict[str, Any]], Any] | None = None

    def read(self, tx: ReadTx, subject: int, facts: dict[str, Any]) -> Any:
        """What the view is drawn from."""
        return self.load(tx, subject) if self.load_told is None else self.load_told(tx, subject, facts)


def _of_receipt(view: View) -> NoticeView:
    return NoticeView(
        lambda tx, subject: receipts.receipt(tx, OrderId(subject)), view, lambda model: model.community.clock
    )


def _of_refund(view: View) -> NoticeView:
    return NoticeView(
        lambda tx, subject: refunds.refund(tx, OrderId(subject)), view, lambda model: model.receipt.community.clock
    )


def _of_question(view: View) -> NoticeView:
    return NoticeView(
        lambda tx, subject: asking.asked(tx, QuestionId(subject)),
        view,
        lambda model: _UTC if model is None else model.receipt.community.clock,
    )


def _of_group(view: View) -> NoticeView:
    return NoticeView(
        lambda tx, subject: memberships.membership(tx, CommunityId(subject)),
        view,
        lambda model: _UTC if model is None else model.community.clock,
    )


def _of_leader(view: View) -> NoticeView:
    return NoticeView(lambda tx, subject: leaderships.of_leader(tx, AccountId(subject)), view, lambda model: _UTC)


def _of_leadership(view: View) -> NoticeView:
    """About somebody in a community, named in the facts."""

    def load_told(tx: ReadTx, subject: int, facts: dict[str, Any]) -> Leadership | None:
        return leaderships.in_community(tx, CommunityId(subject), AccountId(facts["leader"]))

    return NoticeView(lambda tx, subject: None, view, lambda model: _UTC, load_told)


_UTC = ZoneInfo("UTC")

NOTICES: dict[K, NoticeView] = {
    K.CARD: NoticeView(
        lambda tx, subject: cards.card(tx, DealId(subject)), card_views.card_notice, lambda model: model.community.clock
    ),
    K.INLINE_CARD: NoticeView(
        lambda tx, subject: inline_cards.shown(tx, CardId(subject)),
        inline.inline_card,
        lambda model: model.card.community.clock,
    ),
    K.DESK: NoticeView(
        lambda tx, subject: desks.desk(tx, DealId(subject)), desk.desk_notice, lambda model: model.community.clock
    ),
    K.DESK_PING: NoticeView(
        lambda tx, subject: desks.desk(tx, DealId(subject)), desk.desk_ping, lambda model: model.community.clock
    ),
    K.CLAIM_NUDGE: NoticeView(
        lambda tx, subject: desks.desk(tx, DealId(subject)), desk.claim_nudge, lambda model: model.community.clock
    ),
    K.LAST_CALL: NoticeView(
        lambda tx, subject: cards.card(tx, DealId(subject)), posts.last_call, lambda model: model.community.clock
    ),
    K.BOARD: NoticeView(
        lambda tx, subject: boards.board(tx, CommunityId(subject)),
        board_views.board,
        lambda model: model.community.clock,
    ),
    K.CARD_GONE: NoticeView(
        lambda tx, subject: cards.gone(tx, DealId(subject)), posts.card_gone, lambda model: model.card.community.clock
    ),
    K.DEAL_PASSED_ON: NoticeView(
        lambda tx, subject: desks.desk(tx, DealId(subject)), desk.deal_passed_on, lambda model: model.community.clock
    ),
    K.CALL: NoticeView(
        lambda tx, subject: desks.call(tx, DealId(subject)), calls.call, lambda model: model[0].community.clock
    ),
    K.STARTER_NOW: NoticeView(
        lambda tx, subject: cards.team_page(tx, TeamId(subject)),
        teams.starter_now,
        lambda model: model.card.community.clock,
    ),
    K.PAYEE_CHANGED: NoticeView(
        lambda tx, subject: payees.with_community(tx, PayeeId(subject)),
        payee.payee_changed,
        lambda model: model[1].clock,
    ),
    K.PAYEE_DECIDED: NoticeView(
        lambda tx, subject: payees.with_community(tx, PayeeId(subject)),
        payee.payee_decided,
        lambda model: model[1].clock,
    ),
    K.LATE_CLOSE: NoticeView(
        lambda tx, subject: services.missed_deal(tx, LateCloseId(subject)),
        outages.late_close,
        lambda model: model.community.clock,
    ),
    K.OUTAGE: NoticeView(
        lambda tx, subject: services.account_of(tx, OutageId(subject)),
        outages.outage,
        lambda model: _UTC if model.community is None else model.community.clock,
    ),
    K.QUESTION: _of_receipt(questions.question),
    K.ASKED: _of_question(questions.asked),
    K.QUESTION_WAITS: _of_question(questions.question_waits),
    K.REASON_ASKED: _of_receipt(claims.reason_asked),
    K.AMOUNT_ASKED: _of_receipt(rests.amount_asked),
    K.PAYMENT_DUE: _of_receipt(payments.payment_due),
    K.PAYMENT_REMINDER: _of_receipt(payments.payment_reminder),
    K.PAYMENT_FINISHED: _of_receipt(payments.payment_finished),
    K.PAYMENT_REJECTED: _of_receipt(payments.payment_rejected),
    K.PAYMENT_TAKEN_BACK: _of_receipt(payments.payment_taken_back),
    K.INVOICE: NoticeView(
        lambda tx, subject: invoice_acts.invoice(tx, TradeId(subject)),
        invoices.invoice,
        lambda model: model.receipt.community.clock,
    ),
    K.REST_ASKED: _of_receipt(payments.rest_asked),
    K.PICKUP_DUE: _of_receipt(payments.pickup_due),
    K.TEAM_FULL: _of_receipt(teams.team_full),
    K.TEAM_EXPIRED: NoticeView(
        lambda tx, subject: cards.ended_place(tx, OrderId(subject)),
        teams.team_expired,
        lambda model: model.receipt.community.clock,
    ),
    K.TEAM_MERGED: _of_receipt(teams.team_merged),
    K.ORDER_LAPSED: _of_receipt(payments.order_lapsed),
    K.ORDER_VOID: _of_receipt(payments.order_void),
    K.STATEMENT: NoticeView(
        lambda tx, subject: statement_acts.account(tx, StatementId(subject)),
        statements.statement_notice,
        lambda model: model.community.clock,
    ),
    K.LATE_MONEY: _of_receipt(desk_pages.late_money),
    K.PAYMENT_ALARM: NoticeView(
        lambda tx, subject: payment_reports.alarm(tx, ReportId(subject)), alarms.payment_alarm, lambda model: _UTC
    ),
    K.REFUND_OWED: _of_receipt(payments.refund_owed),
    K.REFUNDED: _of_receipt(payments.refunded),
    K.CREDIT_GIVEN: _of_receipt(payments.credit_given),
    K.GREETING: _of_group(group_views.greeting),
    K.BOT_BACK: _of_group(group_views.bot_back),
    K.BOT_REMOVED: _of_group(group_views.bot_removed),
    K.ABILITY_MISSED: _of_group(group_views.ability_missed),
    K.GROUP_MOVED: _of_group(group_views.group_moved),
    K.ACCOUNT_ASKED: _of_refund(refund_views.account_asked),
    K.ACCOUNT_WANTED: _of_refund(refund_views.account_wanted),
    K.REFUND_BY_HAND: _of_refund(refund_views.refund_by_hand),
    K.ACCOUNT_LEFT: _of_refund(refund_views.account_left),
    K.PAY_BACK: _of_refund(refund_views.pay_back),
    K.PAY_BACK_FINISHED: _of_refund(refund_views.pay_back_finished),
    K.TOPIC_GONE: NoticeView(
        lambda tx, subject: cards.card(tx, DealId(subject)), group_views.topic_gone, lambda model: model.community.clock
    ),
    K.LEADERSHIP_ASKED: _of_leadership(leader_views.leadership_asked),
    K.LEADER_NAMED: _of_leadership(leader_views.leader_named),
    K.LEADERSHIP_DECIDED: _of_group(leader_views.leadership_decided),
    K.FIRST_PAYEE: NoticeView(
        lambda tx, subject: leaderships.of_payee(tx, PayeeId(subject)), leader_views.first_payee, lambda model: _UTC
    ),
    K.LEADER_SUSPENDED: _of_leader(leader_views.leader_suspended),
    K.LEADER_RESTORED: _of_leader(leader_views.leader_restored),
    K.CHANNEL_DECLINED: NoticeView(lambda tx, subject: None, group_views.channel_declined, lambda model: _UTC),
}
