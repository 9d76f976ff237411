"""One table: what a button means → who does it. A tap's data is the sender's text; the actor is the sender."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.domain.errors import DomainError, NotFound, Stale
from bot.views.buttons.cards import (
    AllTeams,
    BuyAlone,
    ConfirmAlone,
    DealPoster,
    JoinByLink,
    JoinTeam,
    LeaveCardGone,
    MoveToTeam,
    PostCardAgain,
    ReadNote,
    SeeDeal,
    ShareTeam,
    StartByLink,
    StartTeam,
    StayInTeam,
    TeamPoster,
)
from bot.views.buttons.claims import (
    ConfirmAllPaid,
    ConfirmPaid,
    OneByOne,
    OtherAmount,
    RejectFor,
    RejectInWords,
    RejectPaid,
    ShowReceipt,
    TakeBack,
)
from bot.views.buttons.communities import ChooseZone, LeadHere
from bot.views.buttons.desks import (
    CallBuyers,
    CancelDeal,
    CloseNow,
    ExtendDeal,
    MyDeals,
    PauseDeal,
    RemindDue,
    RepeatDeal,
    ResumeDeal,
    ShowDesk,
    UndoClose,
)
from bot.views.buttons.drafts import (
    AnswerDraft,
    AskDraft,
    AskGroup,
    AskTopic,
    ChooseCommunity,
    ChooseTopic,
    DealHelp,
    DiscardDraft,
    EditDraft,
    PayTo,
    PublishDraft,
)
from bot.views.buttons.leaderships import ApproveLeader, DeclineLeader, RestoreLeader, SuspendLeader
from bot.views.buttons.money import DealMoney, MoneyBook, MoneyChart, MoneyTable, MonthMoney, ShowMoney
from bot.views.buttons.orders import (
    AnotherWay,
    AskBuyer,
    AskLeader,
    CannotPay,
    ClaimPaid,
    ConfirmCannotPay,
    ConfirmLeave,
    KeepOrder,
    Leave,
    PayBy,
    SetQuantity,
    ShowOrder,
)
from bot.views.buttons.outages import LeaveClosed, ReopenDeal, ShowUnknown
from bot.views.buttons.payees import AddPayee, CountsNow, DiscardPayee, KeepPayee, OwnAmounts, ReplacePayee, StopPayee
from bot.views.buttons.people import ChooseLanguage, SwitchQuiet
from bot.views.buttons.rests import (
    AcceptPart,
    AskRest,
    CreditBuyer,
    CreditSurplus,
    GiveStock,
    LeaveAccount,
    MarkRefunded,
    MyRefunds,
    PayBack,
    RefundBuyer,
    RefundPart,
    RefundSurplus,
    RemoveAccount,
    WantAccount,
)
from bot.views.buttons.statements import (
    BookLine,
    ColumnsRight,
    ColumnsWrong,
    LaterLine,
    NearLines,
    NotMine,
    StatementFor,
    TakeStatementBack,
    ThisOrder,
)
from bot.views.buttons.unpacking import unpack
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
    SeeDeal: teams.see_deal,
    ReadNote: teams.read_note,
    StartTeam: teams.start,
    JoinTeam: teams.join,
    MoveToTeam: teams.move,
    StayInTeam: teams.stay,
    JoinByLink: teams.join_by_link,
    StartByLink: teams.start_by_link,
    AllTeams: teams.list_all,
    ShareTeam: teams.share,
    TeamPoster: posters.of_team,
    DealPoster: posters.of_deal,
    BuyAlone: orders.ask_alone,
    ConfirmAlone: orders.buy_alone,
    PostCardAgain: posts.post_again,
    LeaveCardGone: posts.leave_gone,
    ShowOrder: orders.show,
    AskLeader: questions.ask_leader,
    AskBuyer: questions.ask_buyer,
    SetQuantity: orders.set_quantity,
    Leave: orders.ask_leave,
    ConfirmLeave: orders.leave,
    KeepOrder: orders.keep,
    CannotPay: orders.ask_cannot_pay,
    ConfirmCannotPay: orders.cannot_pay,
    ClaimPaid: payments.claim,
    AnotherWay: payments.another_way,
    PayBy: payments.pay_by,
    PublishDraft: drafts.publish,
    EditDraft: drafts.edit,
    DiscardDraft: drafts.discard,
    ChooseCommunity: drafts.choose_community,
    PayTo: drafts.pay_to,
    AskDraft: wizards.ask,
    AnswerDraft: wizards.answer,
    DealHelp: wizards.help_,
    AskGroup: wizards.ask_group,
    AskTopic: topics.ask,
    ChooseTopic: topics.choose,
    RepeatDeal: wizards.repeat,
    KeepPayee: payees.keep,
    ReplacePayee: payees.replace,
    AddPayee: payees.add,
    DiscardPayee: payees.discard,
    OwnAmounts: payees.own_amounts,
    CountsNow: payees.counts_now,
    StopPayee: payees.stop,
    LeadHere: leaders.lead_tapped,
    ChooseZone: zones.choose,
    ApproveLeader: leaderships.approve,
    DeclineLeader: leaderships.decline,
    SuspendLeader: leaderships.suspend,
    RestoreLeader: leaderships.restore,
    MyDeals: deals.list_page,
    ShowMoney: reckonings.show,
    MoneyChart: reckonings.chart,
    MoneyBook: exports.book,
    MoneyTable: exports.table,
    DealMoney: reckonings.of_deal,
    MonthMoney: reckonings.of_month,
    ShowDesk: desks.show,
    ConfirmPaid: desks.confirm,
    TakeBack: desks.take_back,
    RejectPaid: claims.ask_why,
    RejectFor: claims.reject,
    RejectInWords: claims.ask_in_words,
    OtherAmount: claims.ask_amount,
    ShowReceipt: claims.show_receipt,
    ConfirmAllPaid: desks.confirm_all,
    OneByOne: desks.one_by_one,
    CloseNow: desks.close_now,
    UndoClose: desks.undo_close,
    RemindDue: chases.remind,
    CallBuyers: chases.call,
    PauseDeal: desks.pause,
    ResumeDeal: desks.resume,
    ExtendDeal: desks.extend,
    ReopenDeal: outages.reopen,
    LeaveClosed: outages.leave_closed,
    ShowUnknown: outages.show_unknown,
    CancelDeal: desks.cancel,
    AskRest: desks.ask_rest,
    AcceptPart: desks.accept_part,
    RefundPart: desks.refund_part,
    CreditSurplus: desks.credit_surplus,
    RefundSurplus: desks.refund_surplus,
    MyRefunds: refunds.list_page,
    PayBack: refunds.pay_back,
    WantAccount: refunds.want_account,
    LeaveAccount: refunds.ask_account,
    RemoveAccount: refunds.remove_account,
    GiveStock: desks.give_stock,
    CreditBuyer: desks.credit,
    RefundBuyer: desks.owe_refund,
    MarkRefunded: desks.mark_refunded,
    StatementFor: statements.for_group,
    ColumnsRight: statements.columns_right,
    ColumnsWrong: statements.columns_wrong,
    NearLines: statements.near,
    ThisOrder: statements.this_order,
    BookLine: statements.book,
    NotMine: statements.not_mine,
    LaterLine: statements.later,
    TakeStatementBack: statements.take_back,
    SwitchQuiet: people.switch_quiet,
    ChooseLanguage: people.choose_language,
}


async def tapped(update: Update, context: Context) -> None:
    """Do what a button says, and answer the tap in any case."""
    query = update.callback_query
    assert query is not None  # noqa: S101 registered for taps only
    data = unpack(query.data or "")
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
