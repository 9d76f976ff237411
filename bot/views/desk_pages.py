"""Orders one by one, each with what its leader can say about it; and money that came late."""

from typing import Any

from bot.domain.deals import Deal, DealState
from bot.domain.money import Money
from bot.domain.orders import Order, OrderState
from bot.i18n import Html, Name, Texts, code, joined
from bot.services.desks import DeskPage
from bot.services.receipts import Receipt
from bot.views import offers, receipts
from bot.views.buttons import (
    AskBuyer,
    ConfirmPaid,
    CreditBuyer,
    GiveStock,
    MarkRefunded,
    OneByOne,
    RefundBuyer,
    RejectPaid,
    ShowDesk,
    ShowReceipt,
    label,
    tap,
)
from bot.views.desk import take_back
from bot.views.lengths import fits, shortened
from bot.views.links import Bot
from bot.views.names import mention
from bot.views.packing import ButtonData
from bot.views.screens import Button, Keyboard, Screen, Tap

S = OrderState


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
    undo = take_back(texts, desk)
    return Screen(text=fits(joined(lines)), keyboard=(*rows, *([undo] if undo else [])))


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
