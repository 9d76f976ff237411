"""The leader's desk: who paid, who says so, what waits for the leader; and the questions before a deal ends."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deals import Deal, DealState, can_undo_close
from bot.domain.errors import DomainError
from bot.domain.ids import DealId, Kind, UndoId, code_of
from bot.domain.money import Money
from bot.domain.orders import Order, OrderState
from bot.domain.undos import UndoKind
from bot.i18n import Html, Name, Texts, code, joined
from bot.services.desks import Desk, DeskPage
from bot.services.receipts import Receipt
from bot.services.reminders import Reminded
from bot.services.taking_back import Said
from bot.views import offers, receipts
from bot.views.buttons import (
    AskBuyer,
    CallBuyers,
    CancelDeal,
    CloseNow,
    ConfirmAllPaid,
    ConfirmPaid,
    CreditBuyer,
    DealPoster,
    ExtendDeal,
    GiveStock,
    MarkRefunded,
    OneByOne,
    PauseDeal,
    RefundBuyer,
    RejectPaid,
    RemindDue,
    RepeatDeal,
    ResumeDeal,
    ShowDesk,
    ShowReceipt,
    TakeBack,
    UndoClose,
    label,
    tap,
)
from bot.views.lengths import fits, shortened
from bot.views.links import Bot
from bot.views.names import mention, short_name
from bot.views.packing import ButtonData
from bot.views.screens import Button, Keyboard, Screen, Style, Tap, Toast, toast

S = OrderState
_NAMES_SHOWN = 12
_TOASTS = {
    "payments.confirm": "toast-confirmed-one",
    "payments.reject": "toast-rejected",
    "payments.give_stock": "toast-stock-given",
    "payments.credit": "toast-credited",
    "payments.owe_refund": "toast-refund-owed",
    "payments.mark_refunded": "toast-refunded",
}


def desk_notice(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen:
    """The desk of one deal: one live message; it comes once, and every later change is a silent edit."""
    return desk_screen(texts, desk)


def desk_screen(texts: Texts, desk: Desk) -> Screen:
    """The same when its leader asks for it."""
    return Screen(text=fits(joined(_lines(texts, desk))), keyboard=_keyboard(texts, desk))


def desk_moved(texts: Texts, desk: Desk) -> Screen:
    """What is left where the desk stood before its leader opened it elsewhere."""
    return Screen(text=texts("desk-moved", title=offers.titled(texts, desk.deal.title)))


def desk_ping(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Buyers say they paid: a message that is heard, since the desk changes in silence. None: none waits any more."""
    return _claimed(texts, desk, "desk-ping")


def claim_nudge(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Buyers say they paid and have waited half a day for the leader's word."""
    return _claimed(texts, desk, "claim-nudge")


def _claimed(texts: Texts, desk: Desk, key: str) -> Screen | None:
    count = desk.count(S.CLAIMED)
    if not count:
        return None
    lines = [
        texts(key, count=count, amount=desk.amount(S.CLAIMED)),
        offers.titled(texts, desk.deal.title),
        texts("claim-nudge-how"),
    ]
    return Screen(text=fits(joined(lines)), keyboard=_claims(texts, desk))


def deal_passed_on(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen:
    """Whoever led a deal leads no more: another leader of the group leads it now."""
    lines = [texts("deal-passed-on", community=desk.community.title), *_lines(texts, desk)]
    return Screen(text=fits(joined(lines)), keyboard=((tap(texts, ShowDesk(desk.deal.code), Style.GO),),))


def late_money(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Somebody says they paid for an order that has ended: three ways to settle it."""
    if not receipt.is_late:
        return None
    order = receipt.order
    lines = [
        texts(
            "late-money",
            buyer=mention(texts, receipt.buyer.id, receipt.buyer.name),
            amount=receipt.asked,
            state=order.state,
        ),
        receipts.goods(texts, receipt),
        texts("late-money-reference", reference=code(order.reference or "–"), number=order.number),
        texts("late-money-how"),
    ]
    return Screen(text=fits(joined(lines)), keyboard=_settling(texts, receipt.deal, order))


def one_by_one(texts: Texts, page: DeskPage) -> Screen:
    """Orders that wait for the leader, a page of them, each with what can be said about it."""
    desk = page.desk
    lines = [
        texts("desk-one-by-one", title=offers.titled(texts, desk.deal.title), page=page.page + 1, pages=page.pages)
    ]
    lines += [_line(texts, desk.deal, order, buyer) for order, buyer in page.orders]
    if not page.orders:
        lines.append(texts("desk-nothing-waits"))
    rows: list[tuple[Button, ...]] = [row for order, _ in page.orders if (row := _answers(texts, desk.deal, order))]
    turns: list[Button] = []
    if page.page > 0:
        turns.append(Tap(label(texts, "button-earlier"), OneByOne(desk.deal.code, page.page - 1).pack()))
    if page.page + 1 < page.pages:
        turns.append(Tap(label(texts, "button-later"), OneByOne(desk.deal.code, page.page + 1).pack()))
    rows.append((*turns, tap(texts, ShowDesk(desk.deal.code))))
    return Screen(text=fits(joined(lines)), keyboard=(*rows, *_take_back(texts, desk)))


def confirmed(texts: Texts, count: int) -> Toast:
    """The answer to confirming so many payments."""
    return toast(texts, "toast-confirmed", count=count)


def reminded(texts: Texts, done: Reminded) -> Toast:
    """The answer to reminding who still has to pay."""
    return toast(texts, "toast-reminded", now=done.now, lately=done.lately)


def called(texts: Texts, count: int) -> Toast:
    """The answer to calling so many buyers in the group."""
    return toast(texts, "toast-called", count=count)


def close_undone(texts: Texts) -> Toast:
    """The answer to undoing a close."""
    return toast(texts, "toast-close-undone")


def done_toast(texts: Texts, act: str, order: str) -> Toast:
    """The answer to what a leader did to one order, by the name of the act."""
    return toast(texts, _TOASTS[act], order=order)


def paused(texts: Texts, is_paused: bool) -> Toast:
    """The answer to pausing a deal, or letting it go on."""
    return toast(texts, "toast-paused" if is_paused else "toast-resumed")


def taken_back(texts: Texts, count: int) -> Toast:
    """The answer to taking back what was said of so many orders."""
    return toast(texts, "toast-taken-back", count=count)


def paid_answer(
    texts: Texts, done: Sequence[str], refused: Sequence[tuple[str, DomainError]], said: Sequence[Said] = ()
) -> Screen:
    """What became of `/paid CODE…`: which orders are confirmed, and why others are not; `Undo` for each deal."""
    if not done and not refused:
        return Screen(text=texts("paid-usage"))
    lines = [texts("paid-done", orders=texts.listed(code(each) for each in done))] if done else []
    lines += [texts("paid-refused", order=code(each), why=texts.refusal_html(error)) for each, error in refused]
    return Screen(text=fits(joined(lines)), keyboard=_take_back_of(texts, said))


def _take_back_of(texts: Texts, said: Sequence[Said]) -> Keyboard:
    """One `Undo` for each deal of what was just said."""
    of_deal: dict[DealId, list[UndoId]] = {}
    for one in said:
        of_deal.setdefault(one.deal_id, []).append(one.undo)
    return tuple(
        (tap(texts, TakeBack(code_of(Kind.DEAL, deal), min(ids), max(ids)), what=UndoKind.CONFIRM, count=len(ids)),)
        for deal, ids in of_deal.items()
    )


def _lines(texts: Texts, desk: Desk) -> list[Html]:
    title = offers.titled(texts, desk.deal.title)
    lines = [
        texts("desk-heading", title=title, state=desk.deal.state, orders=desk.orders, total=desk.total),
        offers.window(texts, desk.deal),
        texts(
            "desk-money",
            paid=desk.count(S.PAID),
            claimed=desk.count(S.CLAIMED),
            due=desk.count(S.DUE),
            placed=desk.count(S.PLACED),
            unreached=len(desk.unreached),
        ),
        texts("desk-teams", open=desk.open_teams, formed=desk.formed_teams),
    ]
    if _can_undo_close(texts, desk.deal):
        lines.append(texts("desk-closed-early", teams=desk.open_teams, ends=desk.deal.ends_at or desk.deal.closes_at))
    if desk.unreached:
        names = texts.listed(short_name(name) for name in desk.unreached[:_NAMES_SHOWN])
        more = max(len(desk.unreached) - _NAMES_SHOWN, 0)
        lines.append(texts("desk-unreached", names=names, more=more))
    if desk.late:
        lines.append(texts("desk-late", count=desk.late))
    if desk.refunds:
        lines.append(texts("desk-refunds", count=desk.refunds))
    return lines


def _keyboard(texts: Texts, desk: Desk) -> Keyboard:
    deal = desk.deal
    rows: list[tuple[Button, ...]] = [*_claims(texts, desk)]
    if not rows and (desk.count(S.DUE) or desk.late or desk.refunds):
        rows.append((tap(texts, OneByOne(deal.code, 0)),))
    if chases := _chases(texts, desk):
        rows.append(chases)
    if deal.state in (DealState.OPEN, DealState.SCHEDULED):
        pause = ResumeDeal(deal.code) if deal.is_paused else PauseDeal(deal.code)
        rows.append((tap(texts, pause), tap(texts, CloseNow(deal.code, 0)), tap(texts, ExtendDeal(deal.code, 0))))
        rows.append((tap(texts, DealPoster(deal.token)),))
    if _can_undo_close(texts, deal):
        rows.append((tap(texts, UndoClose(deal.code)),))
    if deal.state not in (DealState.SETTLED, DealState.CANCELLED):
        rows.append((tap(texts, CancelDeal(deal.code, 0)),))
    if deal.state not in (DealState.OPEN, DealState.SCHEDULED):
        rows.append((tap(texts, RepeatDeal(deal.code)),))
    return (*rows, *_take_back(texts, desk))


def _chases(texts: Texts, desk: Desk) -> tuple[Button, ...]:
    """Remind who has to pay, call who can't be reminded."""
    remind = (tap(texts, RemindDue(desk.deal.code), count=desk.to_remind),) if desk.to_remind else ()
    call = (tap(texts, CallBuyers(desk.deal.code), count=desk.to_call),) if desk.to_call else ()
    return (*remind, *call)


def _take_back(texts: Texts, desk: Desk) -> Keyboard:
    """`Undo` for what was said last of money, as long as it can be taken back."""
    said = desk.said
    if said is None or texts.now is None or texts.now >= said.ends_at:
        return ()
    button = TakeBack(desk.deal.code, said.id, said.id)
    return ((tap(texts, button, what=said.kind, count=len(said.orders)),),)


def _can_undo_close(texts: Texts, deal: Deal) -> bool:
    return texts.now is not None and can_undo_close(deal, texts.now)


def _claims(texts: Texts, desk: Desk) -> Keyboard:
    count = desk.count(S.CLAIMED)
    if not count:
        return ()
    every = tap(texts, ConfirmAllPaid(desk.deal.code, count), Style.GO, count=count, amount=desk.amount(S.CLAIMED))
    return ((every, tap(texts, OneByOne(desk.deal.code, 0))),)


def _line(texts: Texts, deal: Deal, order: Order, buyer: str) -> Html:
    return texts(
        "desk-order",
        number=order.number,
        buyer=Name(buyer),
        amount=Money(order.amount_minor, deal.currency),
        quantity=order.quantity,
        state=order.state,
        code=code(order.code),
        reference=code(order.reference or "–"),
    )


def _answers(texts: Texts, deal: Deal, order: Order) -> tuple[Button, ...]:
    """What the leader can say about one order; each label begins with the buyer's number."""
    match order.state:
        case S.CLAIMED:
            kinds: list[ButtonData] = [ConfirmPaid(order.code), RejectPaid(order.code), *_receipt(order)]
        case S.DUE:
            kinds = [ConfirmPaid(order.code)]
        case S.REFUND_DUE:
            kinds = [MarkRefunded(order.code)]
        case S.LEFT | S.VOID | S.LAPSED:
            kinds = [*_ways_to_settle(deal, order), *_receipt(order)]
        case _:
            kinds = []
    asks: list[ButtonData] = [] if order.buyer_id == deal.leader_id else [AskBuyer(order.code)]
    kinds += asks if kinds else []
    return tuple(Tap(shortened(f"{order.number} · {_said(texts, kind)}"), kind.pack()) for kind in kinds)


def _receipt(order: Order) -> list[ButtonData]:
    """The buyer's picture, if they sent one: seen only when asked for."""
    return [ShowReceipt(order.code)] if order.claim_photo else []


def _settling(texts: Texts, deal: Deal, order: Order) -> Keyboard:
    return (tuple(Tap(shortened(_said(texts, kind)), kind.pack()) for kind in _ways_to_settle(deal, order)),)


def _ways_to_settle(deal: Deal, order: Order) -> list[ButtonData]:
    """Late money buys what is free, is kept as credit, or goes back."""
    has_stock = deal.state is not DealState.CANCELLED and (deal.left is None or deal.left >= order.quantity)
    given: list[ButtonData] = [GiveStock(order.code)] if has_stock else []
    return [*given, CreditBuyer(order.code), RefundBuyer(order.code)]


def _said(texts: Texts, kind: ButtonData) -> str:
    return texts.plain(f"button-{kind.name}")
