"""Too little or too much money: how much came is asked, what that made of an order, and what its leader can do."""

from typing import Any

from bot.domain.amounts import example_amount
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.undos import UndoKind
from bot.i18n import Html, Name, Texts, code, joined
from bot.services.receipts import Receipt
from bot.services.taking_back import Said
from bot.views.buttons.claims import OneByOne, TakeBack
from bot.views.buttons.rests import AcceptPart, AskRest, CreditSurplus, RefundPart, RefundSurplus
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.packing import ButtonData
from bot.views.receipts import PAID
from bot.views.screens import Button, Screen


def amount_asked(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Asks how much came: a message that the leader's app lets them reply to."""
    example = example_amount(receipt.deal.currency)
    asked = texts(
        "amount-asked",
        number=receipt.order.number,
        buyer=Name(receipt.buyer.name),
        amount=receipt.told,
        example=example,
    )
    return Screen(text=fits(asked), asks_reply=label(texts, "amount-field"))


def received(texts: Texts, receipt: Receipt, said: Said | None) -> Screen:
    """What a sum made of an order, what can be done about it, and `Undo`."""
    deal = receipt.deal.code
    undo = () if said is None else (tap(texts, TakeBack(deal, said.undo, said.undo), what=UndoKind.RECEIVE, count=1),)
    ways = tuple(tap(texts, kind) for kind in ways_with(receipt.order))
    rows: tuple[tuple[Button, ...], ...] = (ways, (*undo, tap(texts, OneByOne(deal, 0))))
    return Screen(text=fits(joined([told(texts, receipt)])), keyboard=tuple(row for row in rows if row))


def told(texts: Texts, receipt: Receipt) -> Html:
    """How an order's money stands after a sum came for it."""
    return texts(
        "amount-came",
        how=_how(receipt),
        number=receipt.order.number,
        buyer=Name(receipt.buyer.name),
        code=code(receipt.order.code),
        came=receipt.came,
        missing=receipt.missing,
        surplus=receipt.surplus,
        amount=receipt.told,
    )


def ways_with(order: Order) -> list[ButtonData]:
    """What the leader can do about an order's money as it stands."""
    if order.rest is Rest.SHORT:
        return ways_with_part(order)
    return ways_with_surplus(order) if order.rest is Rest.OVER else []


def ways_with_part(order: Order) -> list[ButtonData]:
    """Ask for what is missing, where a code can; take it as enough; pay it back."""
    asks: list[ButtonData] = [] if order.payee_id is None else [AskRest(order.code)]
    return [*asks, AcceptPart(order.code), RefundPart(order.code)]


def ways_with_surplus(order: Order) -> list[ButtonData]:
    """Keep what came too much as credit, or pay it back."""
    return [CreditSurplus(order.code), RefundSurplus(order.code)]


def _how(receipt: Receipt) -> str:
    order = receipt.order
    if order.rest is not Rest.EVEN:
        return order.rest
    if order.state in PAID:
        return "paid"
    return "late" if order.is_late else "back" if order.state is OrderState.REFUND_DUE else "even"
