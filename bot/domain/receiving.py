"""Money as it came: what a sum makes of an order, whatever was asked for."""

from enum import StrEnum

from bot.domain.orders import ENDED_UNPAID, OWING, Order, OrderSettled, OrderState, Rest


class Came(StrEnum):
    """What became of an order by a sum that came for it."""

    SHORT = "short"  #: less than is owed: the order stays asked for, and its leader decides
    EXACT = "exact"  #: just what is owed: paid
    OVER = "over"  #: more than is owed, or once more for a paid order: paid, with a surplus that its leader settles
    LATE = "late"  #: for an order that has ended: late money
    BACK = "back"  #: for an order whose money goes back: this goes back as well


def becomes(order: Order, owed_minor: int, came_minor: int) -> tuple[Came, OrderState, Rest]:
    """What a sum makes of an order whose buyer owes so much: what that is, the order's next state and rest.

    Raises OrderSettled: nothing was asked for yet, so there is nothing to compare it with.
    """
    if came_minor <= 0:
        raise ValueError(came_minor)
    state = order.state
    if state in OWING:
        if came_minor < owed_minor:
            return Came.SHORT, state, Rest.SHORT
        if came_minor == owed_minor:
            return Came.EXACT, OrderState.PAID, Rest.EVEN
        return Came.OVER, OrderState.PAID, Rest.OVER
    if state in (OrderState.PAID, OrderState.READY, OrderState.COLLECTED):
        return Came.OVER, state, Rest.OVER
    if state in ENDED_UNPAID:
        return Came.LATE, state, Rest.EVEN
    if state in (OrderState.REFUND_DUE, OrderState.REFUNDED):
        return Came.BACK, OrderState.REFUND_DUE, Rest.EVEN
    raise OrderSettled(order=order.code, state=state)
