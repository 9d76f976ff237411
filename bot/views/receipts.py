"""An order's own lines and buttons, as they stand on every screen about it."""

from bot.domain.money import Money
from bot.domain.orders import OrderState
from bot.i18n import Html, Texts, code
from bot.services.receipts import Receipt
from bot.views import offers
from bot.views.buttons.cards import SeeDeal, StartTeam
from bot.views.buttons.orders import AskLeader, ClaimPaid
from bot.views.buttons.taps import label, tap
from bot.views.names import mention, short_name
from bot.views.screens import Button, Keyboard, Style, Tap

ENDED = frozenset({OrderState.LEFT, OrderState.VOID, OrderState.LAPSED})
#: The leader has the money, or there was none to pay.
PAID = frozenset({OrderState.PAID, OrderState.READY, OrderState.COLLECTED})


def goods(texts: Texts, receipt: Receipt) -> Html:
    """What the order is: the deal's title, how many, at which price."""
    order = receipt.order
    title = offers.titled(texts, receipt.deal.title)
    return texts("order-goods", title=title, quantity=order.quantity, unit=receipt.unit)


def leader(texts: Texts, receipt: Receipt) -> Html:
    """The leader by name: a tap on it opens a chat with them."""
    return mention(texts, receipt.leader.id, receipt.leader.name)


def at_desk(texts: Texts, receipt: Receipt) -> list[Html]:
    """Money that only its provider's desk pays back, by the numbers under which it is found there and at Telegram."""
    return [
        texts(
            "payment-at-desk",
            amount=Money(each.amount_minor, receipt.deal.currency),
            money=code(each.money_id),
            desk=code(each.desk_id),
        )
        for each in receipt.at_desk
    ]


def ask_leader(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    """A button that passes a question on to who leads the deal, who needs no username for it."""
    if receipt.leader.id == receipt.buyer.id:
        return ()
    return (tap(texts, AskLeader(receipt.order.code), leader=short_name(receipt.leader.name)),)


def ways_on(texts: Texts, receipt: Receipt) -> Keyboard:
    """What somebody whose order has ended can do: begin again, look at the deal, say that they paid all the same."""
    deal = receipt.deal
    rows: list[tuple[Button, ...]] = []
    see = tap(texts, SeeDeal(deal.code))
    if offers.can_start(deal, texts.now):
        rows.append((Tap(label(texts, "button-start-again"), StartTeam(deal.code).pack(), Style.GO), see))
    else:
        rows.append((see,))
    if may_have_paid(receipt):
        rows.append((tap(texts, ClaimPaid(receipt.order.code)),))
    return tuple(rows)


def may_have_paid(receipt: Receipt) -> bool:
    """Whether money for this ended order may be on its way: it was asked for, and nobody has spoken of it yet."""
    return (
        receipt.order.state in ENDED
        and receipt.snapshot is not None
        and not receipt.is_late
        and receipt.came.minor == 0
    )
