"""A leader's desk: confirm, reject, close, extend, cancel, and money that came late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.delivery.rendering import hash_of
from bot.domain.deals import DealOver, TooLateToUndo
from bot.domain.ids import DealId, Kind, OrderId, UndoId, number_of
from bot.domain.orders import ClaimsChanged
from bot.domain.people import Right
from bot.services import deals, desks, payments, receipts, rests, taking_back
from bot.services.act import Act
from bot.services.desks import Desk
from bot.views import deals as deal_views
from bot.views import desk as views
from bot.views import desk_answers as answers
from bot.views import desk_pages as pages
from bot.views import refunds as refund_views
from bot.views.buttons.claims import ConfirmAllPaid, ConfirmPaid, OneByOne, TakeBack
from bot.views.buttons.desks import CancelDeal, CloseNow, ExtendDeal, PauseDeal, ResumeDeal, ShowDesk, UndoClose
from bot.views.buttons.rests import (
    AcceptPart,
    AskRest,
    CreditBuyer,
    CreditSurplus,
    GiveStock,
    MarkRefunded,
    RefundBuyer,
    RefundPart,
    RefundSurplus,
)
from bot.views.screens import Screen, as_it_stands
from handlers import refusals
from handlers.context import Context

_OfOrder = (
    ConfirmPaid
    | GiveStock
    | CreditBuyer
    | RefundBuyer
    | MarkRefunded
    | AskRest
    | AcceptPart
    | RefundPart
    | CreditSurplus
    | RefundSurplus
)
#: A button can't move a close further than a week at once.
_HOURS_AT_MOST = 168


async def show(context: Context, tap: ShowDesk) -> None:
    """The desk of an own deal."""
    await _show_desk(context, _deal(tap.deal))


async def one_by_one(context: Context, tap: OneByOne) -> None:
    """Orders one by one."""
    await _show_page(context, _deal(tap.deal), tap.page)


async def confirm(context: Context, tap: ConfirmPaid) -> None:
    """The money of an order is there."""
    await _on_order(context, payments.confirm, tap)


async def give_stock(context: Context, tap: GiveStock) -> None:
    """Late money buys freed stock."""
    await _on_order(context, payments.give_stock, tap)


async def credit(context: Context, tap: CreditBuyer) -> None:
    """Late money is kept for the next order."""
    await _on_order(context, payments.credit, tap)


async def owe_refund(context: Context, tap: RefundBuyer) -> None:
    """Late money goes back."""
    await _on_order(context, payments.owe_refund, tap)


async def ask_rest(context: Context, tap: AskRest) -> None:
    """What is missing is asked for."""
    await _on_order(context, rests.ask, tap)


async def accept_part(context: Context, tap: AcceptPart) -> None:
    """A part is enough."""
    await _on_order(context, rests.accept, tap)


async def refund_part(context: Context, tap: RefundPart) -> None:
    """The order ends, and the part that came goes back."""
    await _on_order(context, rests.give_back, tap)


async def credit_surplus(context: Context, tap: CreditSurplus) -> None:
    """What came too much is kept for the next order."""
    await _on_order(context, rests.credit_surplus, tap)


async def refund_surplus(context: Context, tap: RefundSurplus) -> None:
    """What came too much goes back."""
    await _on_order(context, rests.refund_surplus, tap)


async def mark_refunded(context: Context, tap: MarkRefunded) -> None:
    """The money was paid back; where its code stood, the account is seen no more."""
    if not context.tapped_picture:
        await _on_order(context, payments.mark_refunded, tap)
        return
    order = OrderId(number_of(Kind.ORDER, tap.order))
    await context.act(payments.mark_refunded, order)
    found = await context.read_as(Right.LEADS_ORDER, desks.own_order, order)
    await context.answer(answers.done_toast(await context.texts(), payments.mark_refunded.name, tap.order))
    await context.reply(refund_views.paid_back(await context.texts(found.community.clock), found))


async def confirm_all(context: Context, tap: ConfirmAllPaid) -> None:
    """Confirm every claim, if there are as many as the button said; else today's desk is drawn."""
    deal = _deal(tap.deal)
    try:
        result = await context.act(payments.confirm_all, deal, tap.seen)
    except ClaimsChanged as refusal:
        await refusals.tell(context, refusal)
    else:
        await context.answer(answers.confirmed(await context.texts(), result.shown or tap.seen))
    await _show_desk(context, deal)


async def close_now(context: Context, tap: CloseNow) -> None:
    """Close early: asked once."""
    deal = _deal(tap.deal)
    if tap.step == 0:
        await _ask(context, deal, deal_views.close_question)
        return
    await context.act(deals.close_now, deal)
    await _show_desk(context, deal)


async def undo_close(context: Context, tap: UndoClose) -> None:
    """Open a deal again that was closed early; too late: the desk shows what became of it."""
    deal = _deal(tap.deal)
    try:
        await context.act(deals.undo_close, deal)
    except (DealOver, TooLateToUndo) as refusal:
        await refusals.tell(context, refusal)
    else:
        await context.answer(answers.close_undone(await context.texts()))
    await _show_desk(context, deal)


async def pause(context: Context, tap: PauseDeal) -> None:
    """Nobody can order for now."""
    await _pause(context, _deal(tap.deal), deals.pause, is_paused=True)


async def resume(context: Context, tap: ResumeDeal) -> None:
    """People can order again."""
    await _pause(context, _deal(tap.deal), deals.resume, is_paused=False)


async def _pause(context: Context, deal: DealId, what: Act[[DealId], None], *, is_paused: bool) -> None:
    await context.act(what, deal)
    await context.answer(answers.paused(await context.texts(), is_paused))
    await _show_desk(context, deal)


async def cancel(context: Context, tap: CancelDeal) -> None:
    """Call a deal off: asked once."""
    deal = _deal(tap.deal)
    if tap.step == 0:
        await _ask(context, deal, deal_views.cancel_question)
        return
    await context.act(deals.cancel, deal)
    await _show_desk(context, deal)


async def extend(context: Context, tap: ExtendDeal) -> None:
    """Close later, by hours; 0 asks by how many."""
    deal = _deal(tap.deal)
    if tap.hours == 0:
        await _ask(context, deal, deal_views.extend_choices)
        return
    found = await _own(context, deal)
    hours = timedelta(hours=min(tap.hours, _HOURS_AT_MOST))
    await context.act(deals.extend, deal, found.deal.closes_at + hours)
    await _show_desk(context, deal)


async def take_back(context: Context, tap: TakeBack) -> None:
    """What was said of money was a slip; the desk, or the page, is drawn as it is now."""
    deal = _deal(tap.deal)
    result = await context.act(taking_back.take_back, deal, UndoId(tap.first), UndoId(tap.last))
    await context.answer(answers.taken_back(await context.texts(), result.shown or 0))
    await _show_desk(context, deal)


async def _on_order(context: Context, what: Act[[OrderId], Any], tap: _OfOrder) -> None:
    """One act on one order, then the page it stands on, as it is now."""
    order = OrderId(number_of(Kind.ORDER, tap.order))
    await context.act(what, order)
    found = await context.read(receipts.receipt, order)
    await context.answer(answers.done_toast(await context.texts(), what.name, tap.order, found.paid_back_by))
    await _show_page(context, found.deal.id, 0)


async def _show_desk(context: Context, deal: DealId) -> None:
    """The desk; where it is opened is where it lives from now on.

    A message that stands becomes the desk by delivery's hand, which may be changing one for this deal right now.
    """
    if context.tapped_words is not None:
        opened = await context.act(desks.open_in, deal, context.tapped_words)
        if opened.shown:
            await context.answer(as_it_stands(await context.texts()))
        return
    found = await _own(context, deal)
    screen = views.desk_screen(await context.texts(found.community.clock), found)
    await context.reply(screen)
    if context.shows_in is not None:
        await context.act(desks.open_in, deal, context.shows_in, hash_of(screen))


async def _show_page(context: Context, deal: DealId, page: int) -> None:
    found = await context.read_as(Right.LEADS_DEAL, desks.own_desk_page, deal, page)
    await _beside_desk(context, pages.one_by_one(await context.texts(found.desk.community.clock), found))


async def _beside_desk(context: Context, screen: Screen) -> None:
    """A screen where the leader tapped, but below a desk: its next change must not put other buttons under a thumb."""
    tapped = context.tapped_words
    if tapped is not None and await context.read(desks.is_desk, context.actor.id, tapped):
        await context.post(context.user.id, screen)
    else:
        await context.reply(screen)


async def _own(context: Context, deal: DealId) -> Desk:
    return await context.read_as(Right.LEADS_DEAL, desks.own_desk, deal)


async def _ask(context: Context, deal: DealId, question: Callable[..., Screen]) -> None:
    found = await _own(context, deal)
    await _beside_desk(context, question(await context.texts(found.community.clock), found))


def _deal(code: str) -> DealId:
    return DealId(number_of(Kind.DEAL, code))
