"""Orders one by one, each with what its leader can say about it; and money that came late."""

from typing import Any

from bot.domain.deals import Deal, DealState
from bot.domain.money import Money
from bot.domain.orders import Order, OrderState, Rest
from bot.i18n import Html, Name, Texts, code, joined
from bot.services.desks import DeskPage, OnPage
from bot.services.receipts import Receipt
from bot.views import offers, receipts
from bot.views.buttons.claims import ConfirmPaid, OneByOne, OtherAmount, RejectPaid, ShowReceipt
from bot.views.buttons.desks import ShowDesk
from bot.views.buttons.orders import AskBuyer
from bot.views.buttons.rests import CreditBuyer, GiveStock, MarkRefunded, PayBack, RefundBuyer
from bot.views.buttons.taps import label, tap
from bot.views.desk import take_back
from bot.views.lengths import fits, shortened
from bot.views.links import Bot
from bot.views.names import mention
from bot.views.packing import ButtonData
from bot.views.rests import ways_with_part, ways_with_surplus
from bot.views.screens import Button, Keyboard, Screen, Tap

S = OrderState


def one_by_one(texts: Texts, page: DeskPage) -> Screen:
    """Orders that wait for the leader, a page of them, each with what can be said about it."""
    desk = page.desk
    lines = [
        texts("desk-one-by-one", title=offers.titled(texts, desk.deal.title), page=page.page + 1, pages=page.pages)
    ]
    lines += [_line(texts, desk.deal, row) for row in page.orders]
    if not page.orders:
        lines.append(texts("desk-nothing-waits"))
    rows: list[tuple[Button, ...]] = [row for each in page.orders for row in _answers(texts, desk.deal, each.order)]
    turns: list[Button] = []
    if page.page > 0:
        turns.append(Tap(label(texts, "button-earlier"), OneByOne(desk.deal.code, page.page - 1).pack()))
    if page.page + 1 < page.pages:
        turns.append(Tap(label(texts, "button-later"), OneByOne(desk.deal.code, page.page + 1).pack()))
    rows.append((*turns, tap(texts, ShowDesk(desk.deal.code))))
    undo = take_back(texts, desk)
    return Screen(text=fits(joined(lines)), keyboard=(*rows, *([undo] if undo else [])))


def late_money(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Somebody says they paid for an order that has ended: three ways to settle it."""
    if not receipt.is_late:
        return None
    order, here = receipt.order, "yes" if receipt.surplus.minor else "no"
    lines = [
        texts(
            "late-money",
            buyer=mention(texts, receipt.buyer.id, receipt.buyer.name),
            amount=receipt.told,
            state=order.state,
            here=here,
        ),
        receipts.goods(texts, receipt),
        texts("late-money-reference", reference=code(order.reference or "–"), number=order.number),
        *receipts.at_desk(texts, receipt),
        texts("late-money-how", here=here),
    ]
    return Screen(text=fits(joined(lines)), keyboard=_settling(texts, receipt.deal, order))


def _line(texts: Texts, deal: Deal, row: OnPage) -> Html:
    order = row.order
    return texts(
        "desk-order",
        number=order.number,
        buyer=Name(row.buyer),
        amount=_amount(deal, row),
        came=row.came,
        quantity=order.quantity,
        state=_state(row),
        code=code(order.code),
        reference=code(order.reference or "–"),
    )


def _state(row: OnPage) -> str:
    """The order's state, told apart further by its money."""
    if row.order.rest is not Rest.EVEN:
        return "asked" if row.order.rest is Rest.ASKED and row.order.state is S.CLAIMED else row.order.rest
    if row.order.is_late:
        return "here" if row.to_pay.minor < 0 else "late"
    return row.order.state


def _amount(deal: Deal, row: OnPage) -> Money:
    """What is missing, or too much, where it differs; else what the order costs."""
    even = row.order.rest is Rest.EVEN and row.to_pay.minor >= 0
    return Money(row.order.amount_minor if even else abs(row.to_pay.minor), deal.currency)


def _answers(texts: Texts, deal: Deal, order: Order) -> list[tuple[Button, ...]]:
    """What the leader can say about one order, in rows; each label begins with the buyer's number."""
    asks: tuple[ButtonData, ...] = () if order.buyer_id == deal.leader_id else (AskBuyer(order.code),)
    kinds = _kinds(deal, order)
    if not kinds:
        return []
    *first, last = kinds
    return [tuple(_numbered(texts, order, kind) for kind in row) for row in (*first, (*last, *asks))]


def _kinds(deal: Deal, order: Order) -> list[tuple[ButtonData, ...]]:
    if order.rest is Rest.SHORT:
        return [tuple(ways_with_part(order)), (OtherAmount(order.code), *_receipt(order))]
    if order.rest is Rest.OVER:
        return [tuple(ways_with_surplus(order))]
    if order.rest is Rest.BACK:
        return [(PayBack(order.code), MarkRefunded(order.code))]
    match order.state:
        case S.CLAIMED:
            return [(ConfirmPaid(order.code), RejectPaid(order.code)), (OtherAmount(order.code), *_receipt(order))]
        case S.DUE:
            return [(ConfirmPaid(order.code), OtherAmount(order.code))]
        case S.REFUND_DUE:
            return [(PayBack(order.code), MarkRefunded(order.code))]
        case S.LEFT | S.VOID | S.LAPSED:
            return [(*_ways_to_settle(deal, order), *_receipt(order))]
        case _:
            return []


def _numbered(texts: Texts, order: Order, kind: ButtonData) -> Button:
    return Tap(shortened(f"{order.number} · {_said(texts, kind)}"), kind.pack())


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
