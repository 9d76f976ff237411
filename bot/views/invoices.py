"""Invoices: the message with the button that pays, and what the request to pay above it says."""

from typing import Any

from bot.domain.ids import Token
from bot.domain.money import Money
from bot.domain.names import clean
from bot.domain.orders import Rest
from bot.domain.trades import TradeState
from bot.i18n import Html, Name, Texts
from bot.services.invoices import Invoice
from bot.services.receipts import Receipt
from bot.views import screens
from bot.views.buttons.orders import AnotherWay, CannotPay, ShowOrder
from bot.views.buttons.taps import label, tap
from bot.views.lengths import INVOICE_TEXT_LIMIT, INVOICE_TITLE_LIMIT, shortened
from bot.views.links import Bot, LinkKind, start_payload
from bot.views.receipts import leader
from bot.views.screens import Button, Keyboard, Pay, Screen

#: What became of an order that has words of its own where it was asked for by invoice.
FINISHED = {
    "paid": "invoice-paid",
    "left": "invoice-left",
    "void": "invoice-void",
    "lapsed": "invoice-lapsed",
    "refund_due": "invoice-refund_due",
    "refunded": "invoice-refunded",
}
#: And a part of whose money came.
PART_CAME = {Rest.SHORT: "invoice-short", Rest.ASKED: "invoice-asked"}


def invoice(texts: Texts, model: Invoice, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The invoice that follows a request to pay; None: it can't be paid any more, and what stands is taken away.

    It makes no sound, and names no time: the request above it does both, by the reader's own clock.
    """
    if not model.can_be_paid:
        return None
    receipt, trade = model.receipt, model.trade
    order, deal = receipt.order, receipt.deal
    price = Money(trade.amount_minor, deal.currency)
    says = label(texts, "invoice-price", number=order.number)
    about = texts.plain(
        "invoice-about",
        quantity=order.quantity,
        unit=receipt.unit,
        community=Name(receipt.community.title),
        leader=Name(receipt.leader.name),
        number=order.number,
    )
    return Screen(
        text=shortened(about, INVOICE_TEXT_LIMIT),
        invoice=screens.Invoice(
            title=shortened(clean(deal.title, 2 * INVOICE_TITLE_LIMIT) or says, INVOICE_TITLE_LIMIT),
            payload=trade.number,
            start=start_payload(LinkKind.INVOICE, Token(trade.code)),
            price=price,
            says=says,
        ),
        keyboard=((Pay(label(texts, "button-pay-invoice", amount=price)),), _beside(texts, receipt)),
        silent=True,
    )


def asked(texts: Texts, receipt: Receipt) -> tuple[Keyboard, list[Html]]:
    """What a request to pay by invoice says of it; without an invoice, the button that brings one."""
    shot, order = receipt.snapshot, receipt.order
    to = texts("payment-payee-invoice", payee=Name("" if shot is None else shot.name), leader=leader(texts, receipt))
    lines = [to, texts("payment-number", number=order.number)]
    if receipt.trade is None or receipt.trade.state is not TradeState.ASKED:
        anew = ((tap(texts, ShowOrder(order.code)),),)
        return anew, [
            *lines,
            texts("payment-no-code", why="invoice", gateway=texts("gateway-name", gateway="telegram")),
        ]
    return (), [*lines, texts("payment-by-invoice")]


def _beside(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    """What else one can do, where only the invoice is in sight."""
    other = (tap(texts, AnotherWay(receipt.order.code)),) if receipt.has_ways else ()
    return (*other, tap(texts, CannotPay(receipt.order.code)))
