"""One table: what a button means → who does it. A tap's data is the sender's text; the actor is the sender."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.domain.errors import DomainError, NotFound, Stale
from bot.views import buttons as b
from bot.views.packing import ButtonData
from handlers import (
    chases,
    claims,
    deals,
    desks,
    drafts,
    exports,
    leaders,
    leaderships,
    orders,
    outages,
    payees,
    payments,
    people,
    posters,
    posts,
    questions,
    reckonings,
    refunds,
    refusals,
    shown,
    statements,
    teams,
    topics,
    wizards,
    zones,
)
from handlers.context import Context

Handler = Callable[[Context, Any], Awaitable[None]]

TAPS: dict[type[ButtonData], Handler] = {
    b.SeeDeal: teams.see_deal,
    b.ReadNote: teams.read_note,
    b.StartTeam: teams.start,
    b.JoinTeam: teams.join,
    b.MoveToTeam: teams.move,
    b.StayInTeam: teams.stay,
    b.JoinByLink: teams.join_by_link,
    b.StartByLink: teams.start_by_link,
    b.AllTeams: teams.list_all,
    b.ShareTeam: teams.share,
    b.TeamPoster: posters.of_team,
    b.DealPoster: posters.of_deal,
    b.BuyAlone: orders.ask_alone,
    b.ConfirmAlone: orders.buy_alone,
    b.PostCardAgain: posts.post_again,
    b.LeaveCardGone: posts.leave_gone,
    b.ShowOrder: orders.show,
    b.AskLeader: questions.ask_leader,
    b.AskBuyer: questions.ask_buyer,
    b.SetQuantity: orders.set_quantity,
    b.Leave: orders.ask_leave,
    b.ConfirmLeave: orders.leave,
    b.KeepOrder: orders.keep,
    b.CannotPay: orders.ask_cannot_pay,
    b.ConfirmCannotPay: orders.cannot_pay,
    b.ClaimPaid: payments.claim,
    b.AnotherWay: payments.another_way,
    b.PayBy: payments.pay_by,
    b.PublishDraft: drafts.publish,
    b.EditDraft: drafts.edit,
    b.DiscardDraft: drafts.discard,
    b.ChooseCommunity: drafts.choose_community,
    b.PayTo: drafts.pay_to,
    b.AskDraft: wizards.ask,
    b.AnswerDraft: wizards.answer,
    b.DealHelp: wizards.help_,
    b.AskGroup: wizards.ask_group,
    b.AskTopic: topics.ask,
    b.ChooseTopic: topics.choose,
    b.RepeatDeal: wizards.repeat,
    b.KeepPayee: payees.keep,
    b.ReplacePayee: payees.replace,
    b.AddPayee: payees.add,
    b.DiscardPayee: payees.discard,
    b.OwnAmounts: payees.own_amounts,
    b.CountsNow: payees.counts_now,
    b.StopPayee: payees.stop,
    b.LeadHere: leaders.lead_tapped,
    b.ChooseZone: zones.choose,
    b.ApproveLeader: leaderships.approve,
    b.DeclineLeader: leaderships.decline,
    b.SuspendLeader: leaderships.suspend,
    b.RestoreLeader: leaderships.restore,
    b.MyDeals: deals.list_page,
    b.ShowMoney: reckonings.show,
    b.MoneyChart: reckonings.chart,
    b.MoneyBook: exports.book,
    b.MoneyTable: exports.table,
    b.DealMoney: reckonings.of_deal,
    b.MonthMoney: reckonings.of_month,
    b.ShowDesk: desks.show,
    b.ConfirmPaid: desks.confirm,
    b.TakeBack: desks.take_back,
    b.RejectPaid: claims.ask_why,
    b.RejectFor: claims.reject,
    b.RejectInWords: claims.ask_in_words,
    b.OtherAmount: claims.ask_amount,
    b.ShowReceipt: claims.show_receipt,
    b.ConfirmAllPaid: desks.confirm_all,
    b.OneByOne: desks.one_by_one,
    b.CloseNow: desks.close_now,
    b.UndoClose: desks.undo_close,
    b.RemindDue: chases.remind,
    b.CallBuyers: chases.call,
    b.PauseDeal: desks.pause,
    b.ResumeDeal: desks.resume,
    b.ExtendDeal: desks.extend,
    b.ReopenDeal: outages.reopen,
    b.LeaveClosed: outages.leave_closed,
    b.ShowUnknown: outages.show_unknown,
    b.CancelDeal: desks.cancel,
    b.AskRest: desks.ask_rest,
    b.AcceptPart: desks.accept_part,
    b.RefundPart: desks.refund_part,
    b.CreditSurplus: desks.credit_surplus,
    b.RefundSurplus: desks.refund_surplus,
    b.MyRefunds: refunds.list_page,
    b.PayBack: refunds.pay_back,
    b.WantAccount: refunds.want_account,
    b.LeaveAccount: refunds.ask_account,
    b.RemoveAccount: refunds.remove_account,
    b.GiveStock: desks.give_stock,
    b.CreditBuyer: desks.credit,
    b.RefundBuyer: desks.owe_refund,
    b.MarkRefunded: desks.mark_refunded,
    b.StatementFor: statements.for_group,
    b.ColumnsRight: statements.columns_right,
    b.ColumnsWrong: statements.columns_wrong,
    b.NearLines: statements.near,
    b.ThisOrder: statements.this_order,
    b.BookLine: statements.book,
    b.NotMine: statements.not_mine,
    b.LaterLine: statements.later,
    b.TakeStatementBack: statements.take_back,
    b.SwitchQuiet: people.switch_quiet,
    b.ChooseLanguage: people.choose_language,
}


async def tapped(update: Update, context: Context) -> None:
    """Do what a button says, and answer the tap in any case."""
    query = update.callback_query
    assert query is not None  # noqa: S101 registered for taps only
    data = b.unpack(query.data or "")
    handler = TAPS.get(type(data))
    if handler is None:
        raise Stale()
    await shown.check(context, query, data)
    try:
        await handler(context, data)
    except NotFound:
        raise
    except DomainError as refusal:
        await refusals.tell(context, refusal)
        await shown.redraw(context, query, data)
    await shown.adopt(context, query, data)
    await context.answer()
