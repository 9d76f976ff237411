"""Invoices in the private chat: whether one may be paid now, asked at the last moment before money moves."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deals import Deal, DealState, takes_orders
from bot.domain.errors import DomainError
from bot.domain.ids import AccountId
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.trades import Trade, TradeState

#: Currencies that Telegram's providers take and whose smallest unit is Telegram's too. Rupiah have cents there and none
#: here; coins and Telegram's own stars are none of them.
CURRENCIES = frozenset(
    {"EUR", "BRL", "THB", "SGD", "VND", "HKD", "USD", "MYR", "INR", "CHF", "CZK", "RUB", "RSD", "CNY", "GBP", "PLN",
     "UAH", "KZT", "JPY", "KRW", "PHP", "TWD", "TRY"}
)  # fmt: skip


class InvoiceUnknown(DomainError):
    """Nobody knows what this invoice is for."""


class InvoiceOfAnother(DomainError):
    """The invoice is another buyer's: only they can pay it."""


class InvoicePaid(DomainError):
    """The order is paid already."""


class InvoiceClaimed(DomainError):
    """The buyer has said that they paid another way, and the leader looks into it."""


class InvoiceElsewhere(DomainError):
    """The buyer has chosen another way to pay since."""


class InvoiceReplaced(DomainError):
    """The order asks for another amount by now, or by another invoice."""


class InvoiceOver(DomainError):
    """The time to pay is over; there is still a place in the deal."""


class InvoiceFull(DomainError):
    """The time to pay is over, and others have the place."""


class InvoiceLeft(DomainError):
    """The buyer has given up the place."""


class InvoiceVoid(DomainError):
    """The order ended with its team or deal, or its money goes back."""


class InvoiceNotLookedUp(DomainError):
    """The books can't be looked into just now: nobody pays blindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """Somebody is about to pay an invoice: who, and how much."""

    payer: AccountId
    number: str  #: the trade's
    currency: str
    amount_minor: int


_ENDED: dict[OrderState, type[DomainError]] = {
    OrderState.PAID: InvoicePaid,
    OrderState.READY: InvoicePaid,
    OrderState.COLLECTED: InvoicePaid,
    OrderState.CLAIMED: InvoiceClaimed,
    OrderState.LEFT: InvoiceLeft,
    OrderState.PLACED: InvoiceVoid,
    OrderState.VOID: InvoiceVoid,
    OrderState.REFUND_DUE: InvoiceVoid,
    OrderState.REFUNDED: InvoiceVoid,
}


def may_be_paid(
    checkout: Checkout, trade: Trade, order: Order, deal: Deal, *, by_invoice: bool, asked_minor: int, now: datetime
) -> None:
    """Raise, unless this buyer's order is due now, by this invoice and no other, for just this sum.

    A due order has its place until its time is over; only who had one that ended may find it taken.
    `by_invoice`: whether the order is asked for by invoice. Raises InvoiceOfAnother, InvoicePaid, InvoiceClaimed,
    InvoiceElsewhere, InvoiceReplaced, InvoiceOver, InvoiceFull, InvoiceLeft, InvoiceVoid.
    """
    if checkout.payer != order.buyer_id:
        raise InvoiceOfAnother()
    if order.state in _ENDED:
        raise _ENDED[order.state]()
    if order.state is OrderState.LAPSED or _is_late(order, deal, now):
        raise InvoiceOver() if _has_place(order, deal, now) else InvoiceFull()
    if deal.state is DealState.CANCELLED:
        raise InvoiceVoid()
    if not by_invoice:
        raise InvoiceElsewhere()
    asked = (trade.amount_minor, trade.currency)
    if trade.has_money or order.rest is Rest.SHORT or trade.state is not TradeState.ASKED:
        raise InvoiceReplaced()
    if asked != (asked_minor, deal.currency.code) or asked != (checkout.amount_minor, checkout.currency):
        raise InvoiceReplaced()


def _is_late(order: Order, deal: Deal, now: datetime) -> bool:
    """Whether the order lapses at any moment; where the deal is held, its time goes on."""
    return order.due_until is not None and order.due_until <= now and not deal.held


def _has_place(order: Order, deal: Deal, now: datetime) -> bool:
    """Whether somebody whose time is over could order the same again."""
    freed = order.quantity if order.is_live else 0
    try:
        takes_orders(deal, now)
    except DomainError:
        return False
    return deal.left is None or deal.left + freed >= order.quantity
