"""Orders: one buyer's place in a deal, from placed to collected."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.deals import Deal, PayMoment
from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, Code, DealId, Kind, OrderId, PayeeId, TeamId, code_of


class OrderState(StrEnum):
    """placed → due → claimed → paid → ready → collected, besides left, void, lapsed, refund_due → refunded."""

    PLACED = "placed"
    DUE = "due"
    CLAIMED = "claimed"
    PAID = "paid"
    READY = "ready"
    COLLECTED = "collected"
    LEFT = "left"
    VOID = "void"
    LAPSED = "lapsed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


class Rest(StrEnum):
    """By what an order's money differs from what was asked for, and what is decided about that."""

    EVEN = "even"  #: nothing came yet, or just what was asked for
    SHORT = "short"  #: underpaid: a part came, and the leader decides
    ASKED = "asked"  #: underpaid: its buyer is asked for what is missing
    OVER = "over"  #: paid, with a surplus about which the leader decides
    BACK = "back"  #: paid, with a surplus that goes back to its buyer


S = OrderState

#: Every move an order can make; docs/guide shows the same table as a picture.
ORDER_MOVES: dict[OrderState, frozenset[OrderState]] = {
    S.PLACED: frozenset({S.DUE, S.LEFT, S.VOID}),
    S.DUE: frozenset({S.CLAIMED, S.PAID, S.LEFT, S.VOID, S.LAPSED, S.REFUND_DUE}),
    S.CLAIMED: frozenset({S.PAID, S.DUE, S.REFUND_DUE, S.VOID}),
    #: Back to claimed or due: a leader takes a confirmation back. Void: paid by credit alone, which is given back.
    S.PAID: frozenset({S.READY, S.REFUND_DUE, S.VOID, S.CLAIMED, S.DUE}),
    S.READY: frozenset({S.COLLECTED, S.REFUND_DUE}),
    S.COLLECTED: frozenset({S.REFUND_DUE}),
    S.LEFT: frozenset({S.REFUND_DUE, S.PAID}),
    S.VOID: frozenset({S.REFUND_DUE, S.PAID}),
    S.LAPSED: frozenset({S.REFUND_DUE, S.PAID}),
    S.REFUND_DUE: frozenset({S.REFUNDED}),
    #: More money came for it.
    S.REFUNDED: frozenset({S.REFUND_DUE}),
}

#: A buyer has one order in these states in a deal; the schema says the same with a unique index.
LIVE = frozenset({S.PLACED, S.DUE, S.CLAIMED, S.PAID, S.READY, S.COLLECTED})
#: Orders that ask for money or have it.
OWING = frozenset({S.DUE, S.CLAIMED})
#: Orders that ended before they were paid: money for them is late.
ENDED_UNPAID = frozenset({S.LEFT, S.VOID, S.LAPSED})
#: Underpaid: a part of their money is there.
UNDERPAID = frozenset({Rest.SHORT, Rest.ASKED})
#: What waits for the leader's word, and is on no other list of theirs.
UNDECIDED = frozenset({Rest.SHORT, Rest.OVER})
#: Orders that may go into another open team: nobody has paid yet, or says so.
MOVABLE = frozenset({S.PLACED, S.DUE})
#: How long a place is held for a buyer who pays first.
HOLD_FOR = timedelta(minutes=30)


class OrderSettled(DomainError):
    """The order has moved on, this can't be done to it any more. Facts: `order`, `state`."""


class AlreadyIn(DomainError):
    """The buyer has an order in this deal. Facts: `order`, `same_team`."""


class NothingToMove(DomainError):
    """Somebody who has no order in the deal wants it in another team."""


class RestSettled(DomainError):
    """The order's money is no more too little, or too much, or that is decided already. Facts: `order`."""


class NothingOwedBack(DomainError):
    """Nothing of the order's money is to be paid back now. Facts: `order`."""


class AmountOutdated(DomainError):
    """The order has moved on since its leader was asked how much came for it."""


class TooLittleCame(DomainError):
    """Late money that is less than the order costs buys nothing. Facts: `missing` (Money)."""


class OrderChanged(DomainError):
    """Somebody else moved the order at the same moment; nothing was done. Facts: `order`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One buyer's place in a deal."""

    id: OrderId
    deal_id: DealId
    team_id: TeamId | None  #: None: bought alone
    buyer_id: AccountId
    number: int  #: the buyer's number in the deal, counted from 1
    quantity: int
    unit_minor: int  #: the price one unit has now; it can only fall until the order is due
    state: OrderState
    placed_at: datetime
    due_until: datetime | None = None
    reference: str = ""
    payee_id: PayeeId | None = None  #: to whom its buyer is asked to pay
    off_minor: int = 0  #: taken off the price: the amount is this buyer's own, or is taken as enough
    rest: Rest = Rest.EVEN
    claim_photo: str = ""
    is_late: bool = False  #: it has ended, and money for it waits for the leader

    @property
    def code(self) -> Code:
        """What people see and say."""
        return code_of(Kind.ORDER, self.id)

    @property
    def amount_minor(self) -> int:
        """What the buyer pays for all units."""
        return self.unit_minor * self.quantity - self.off_minor

    @property
    def is_owed_back(self) -> bool:
        """Whether its money, or a surplus of it, is to be paid back."""
        return self.state is S.REFUND_DUE or self.rest is Rest.BACK

    @property
    def is_live(self) -> bool:
        """Whether it holds units of the deal."""
        return self.state in LIVE


class ClaimsChanged(DomainError):
    """There are not as many claims any more as the button said. Facts: `claims`."""


def move(order: Order, to: OrderState) -> Order:
    """The order in its next state. Raises OrderSettled when it can't go there.

    What is missing is missing as long as it is asked for, and no longer.
    """
    if to not in ORDER_MOVES[order.state]:
        raise OrderSettled(order=order.code, state=order.state)
    return replace(order, state=to, rest=order.rest if to in OWING else Rest.EVEN)


def has_rest(order: Order, *rests: Rest) -> None:
    """Raise RestSettled unless the order's money differs so."""
    if order.rest not in rests:
        raise RestSettled(order=order.code)


def due(order: Order, until: datetime | None, reference: str) -> Order:
    """The order when its buyer is asked to pay, for the first time. Raises OrderSettled when it can't be asked for."""
    if order.state is not S.PLACED:
        raise OrderSettled(order=order.code, state=order.state)
    return replace(order, state=S.DUE, due_until=until, reference=reference)


def counts_at_once(deal: Deal) -> bool:
    """Whether a buyer counts toward the target by joining; who pays first counts by paying."""
    return deal.pay is not PayMoment.FIRST


def can_leave(order: Order) -> None:
    """Raise OrderSettled unless the buyer may still go: before paying, and not while the leader checks a payment."""
    if order.state not in (S.PLACED, S.DUE):
        raise OrderSettled(order=order.code, state=order.state)


def can_move(order: Order) -> None:
    """Raise OrderSettled unless the buyer may go to another team with it: before they pay or say that they have.

    Who pays first takes their payment code and the time to pay along.
    """
    if order.state not in MOVABLE:
        raise OrderSettled(order=order.code, state=order.state)


def can_change_quantity(order: Order) -> None:
    """Raise OrderSettled unless the quantity is still open: until the order is due."""
    if order.state is not S.PLACED:
        raise OrderSettled(order=order.code, state=order.state)
