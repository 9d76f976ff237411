"""A buyer's own orders: one order as it stands, all of them, and the questions before one is given up."""

from collections.abc import Sequence

from bot.domain import deals as deal_rules
from bot.domain.deals import Deal, PayMoment
from bot.domain.errors import DomainError
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.teams import TeamState
from bot.i18n import Html, Name, Texts, joined
from bot.services.receipts import Receipt
from bot.views import offers
from bot.views.buttons.cards import SeeDeal, TeamPoster
from bot.views.buttons.orders import (
    CannotPay,
    ClaimPaid,
    ConfirmCannotPay,
    ConfirmLeave,
    KeepOrder,
    Leave,
    SetQuantity,
    ShowOrder,
)
from bot.views.buttons.rests import LeaveAccount
from bot.views.buttons.taps import tap
from bot.views.lengths import fits, shortened
from bot.views.links import Bot
from bot.views.packing import ButtonData
from bot.views.receipts import ENDED, PAID, ask_leader, ways_on
from bot.views.screens import Button, Keyboard, Screen, Style, Tap, Toast, toast
from bot.views.shares import share_team

S = OrderState


def order_screen(texts: Texts, receipt: Receipt, bot: Bot) -> Screen:
    """One's own order as it stands. A due one's code comes in a message of its own."""
    order = receipt.order
    lines = [
        texts("order-heading", title=offers.titled(texts, receipt.deal.title), number=order.number),
        texts("order-price", quantity=order.quantity, unit=receipt.unit, amount=receipt.unit.times(order.quantity)),
        *_team(texts, receipt),
        _stands(texts, receipt),
        *_differs(texts, receipt),
    ]
    return Screen(text=fits(joined(lines)), keyboard=_keyboard(texts, receipt, bot))


def my_orders(texts: Texts, orders: Sequence[tuple[Order, Deal]], bot: Bot) -> Screen:
    """A buyer's orders, newest first; each opens."""
    if not orders:
        return Screen(text=texts("orders-none"))
    return _listed(texts, texts("orders-heading"), orders)


def which_payment(texts: Texts, asked: Sequence[tuple[Order, Deal]]) -> Screen:
    """A picture came, and it isn't clear which payment it shows: none is asked for, or several are."""
    if not asked:
        return Screen(text=texts("receipt-for-nothing"))
    return _listed(texts, texts("receipt-for-which"), asked)


def going_question(texts: Texts, receipt: Receipt) -> Screen | None:
    """Whether one really goes, as the order stands today; None: it can't be left any more."""
    state = receipt.order.state
    if state is S.PLACED or (state is S.DUE and receipt.deal.pay is PayMoment.PICKUP):
        return leave_question(texts, receipt)
    return cannot_pay_question(texts, receipt) if state is S.DUE else None


def leave_question(texts: Texts, receipt: Receipt) -> Screen:
    """Whether one really goes."""
    told = texts("leave-question", title=offers.titled(texts, receipt.deal.title))
    return _question(texts, told, receipt.order, ConfirmLeave(receipt.order.code))


def cannot_pay_question(texts: Texts, receipt: Receipt) -> Screen:
    """Whether one really gives the place up."""
    told = texts("cannot-pay-question", title=offers.titled(texts, receipt.deal.title), amount=receipt.asked)
    return _question(texts, told, receipt.order, ConfirmCannotPay(receipt.order.code))


def claimed_toast(texts: Texts, receipt: Receipt, *, late: bool) -> Toast:
    """The answer to `I paid`: who looks for the money now."""
    return toast(texts, "toast-claimed-late" if late else "toast-claimed", leader=Name(receipt.leader.name))


def _question(texts: Texts, told: Html, order: Order, sure: ButtonData) -> Screen:
    return Screen(text=told, keyboard=((tap(texts, sure, Style.STOP),), (tap(texts, KeepOrder(order.code)),)))


def _listed(texts: Texts, heading: Html, orders: Sequence[tuple[Order, Deal]]) -> Screen:
    lines = [heading]
    for order, deal in orders:
        title = offers.titled(texts, deal.title)
        lines.append(texts("orders-line", title=title, number=order.number, state=order.state, pay=deal.pay))
    rows = tuple((Tap(_short(order, deal), ShowOrder(order.code).pack()),) for order, deal in orders)
    return Screen(text=fits(joined(lines)), keyboard=rows)


def _short(order: Order, deal: Deal) -> str:
    return shortened(f"{order.number} · {offers.bare(deal.title)}")


def _team(texts: Texts, receipt: Receipt) -> list[Html]:
    team = receipt.team
    if team is None or not receipt.order.is_live:
        return []
    taken = team.joined + team.holding
    dots = offers.dots(taken, team.target)
    own = "yes" if team.starter_id == receipt.order.buyer_id else "no"
    line = texts("order-team", starter=Name(receipt.starter), own=own, dots=dots)
    if team.state is not TeamState.OPEN:
        return [line]
    return [line, texts("order-team-until", left=team.missing, deadline=team.deadline_at)]


def _stands(texts: Texts, receipt: Receipt) -> Html:
    """Where the order stands, and what about the money."""
    order = receipt.order
    if order.rest is Rest.SHORT:
        return texts("order-short", came=receipt.came, missing=receipt.missing, leader=Name(receipt.leader.name))
    if order.state is S.DUE and order.due_until is not None:
        return texts("order-due", amount=receipt.asked, until=order.due_until)
    return texts(
        "order-stands",
        state=_state(receipt),
        pay=receipt.deal.pay,
        amount=receipt.told,
        leader=Name(receipt.leader.name),
    )


def _differs(texts: Texts, receipt: Receipt) -> list[Html]:
    """What of the money is not as it was asked for, beside where the order stands."""
    rest = receipt.order.rest
    if rest is Rest.ASKED:
        return [texts("payment-rest", came=receipt.came)]
    if rest not in (Rest.OVER, Rest.BACK):
        return []
    return [texts("order-surplus", surplus=receipt.surplus, rest=rest, leader=Name(receipt.leader.name))]


def _state(receipt: Receipt) -> str:
    """The order's state, told apart further: money that came late, or came before the team is full, or was credit."""
    order, team = receipt.order, receipt.team
    if receipt.is_late:
        return "here" if receipt.surplus.minor else "late"
    if order.state in PAID and receipt.asked.minor == 0:
        return "covered"
    if order.state is S.PAID and team is not None and team.state is TeamState.OPEN:
        return "counted"
    return order.state


def _keyboard(texts: Texts, receipt: Receipt, bot: Bot) -> Keyboard:
    order = receipt.order
    if order.state in ENDED:
        return ways_on(texts, receipt)
    rows = [
        _answers(texts, receipt),
        _account(texts, receipt),
        _share(texts, receipt, bot),
        _quantities(texts, receipt),
        _ends(texts, receipt),
    ]
    return tuple(row for row in rows if row)


def _answers(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    order = receipt.order
    if order.state is not S.DUE or receipt.deal.pay is PayMoment.PICKUP:
        return ()
    return tap(texts, ClaimPaid(order.code), Style.GO), tap(texts, CannotPay(order.code))


def _account(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    """Where the money that is owed back is to go."""
    by_hand = receipt.order.is_owed_back and not receipt.goes_back_by_gateway
    at_desk = receipt.order.state is S.REFUND_DUE and receipt.at_desk
    return (tap(texts, LeaveAccount(receipt.order.code)),) if by_hand and not at_desk else ()


def _share(texts: Texts, receipt: Receipt, bot: Bot) -> tuple[Button, ...]:
    team, deal = receipt.team, receipt.deal
    if team is None or team.state is not TeamState.OPEN:
        return ()
    shared = texts.plain("deal-shared", title=deal.title, target=deal.target, team=deal.team_price)
    return share_team(texts, bot, team.token, shared, Style.MAIN), tap(texts, TeamPoster(team.token))


def _quantities(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    """One unit less, one more: as far as the deal allows."""
    order, deal = receipt.order, receipt.deal
    if order.state is not S.PLACED or not offers.takes_orders(deal, texts.now):
        return ()
    wanted = [quantity for quantity in (order.quantity - 1, order.quantity + 1) if _is_possible(deal, order, quantity)]
    return tuple(tap(texts, SetQuantity(order.code, quantity), quantity=quantity) for quantity in wanted)


def _is_possible(deal: Deal, order: Order, quantity: int) -> bool:
    try:
        deal_rules.within_limit(deal, quantity)
        deal_rules.has_room(deal, quantity - order.quantity)
    except DomainError:
        return False
    return True


def _ends(texts: Texts, receipt: Receipt) -> tuple[Button, ...]:
    order = receipt.order
    leaves = order.state is S.PLACED or (order.state is S.DUE and receipt.deal.pay is PayMoment.PICKUP)
    leave = (tap(texts, Leave(order.code)),) if leaves else ()
    see = (tap(texts, SeeDeal(receipt.deal.code)),) if order.is_live else ()
    return (*leave, *see, *(() if order.state is S.PLACED else ask_leader(texts, receipt)))
