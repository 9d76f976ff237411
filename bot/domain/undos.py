"""Undos: what a leader said of money can be taken back for five minutes, as long as nothing has followed from it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, DealId, OrderId, UndoId
from bot.domain.orders import Order, OrderState

#: For so long a leader can take back what they said of money.
UNDO_FOR = timedelta(minutes=5)
#: A due order whose time ran meanwhile has so much at least when it is due again.
STILL_TO_PAY = timedelta(minutes=30)


class UndoKind(StrEnum):
    """What a leader said: the money is there, or it is not."""

    CONFIRM = "confirm"
    REJECT = "reject"


class UndoneAlready(DomainError):
    """What is to be taken back was taken back before."""


class TooLateToTakeBack(DomainError):
    """The minutes are over in which it could be taken back."""


class OvertakenByEvents(DomainError):
    """Every order has moved on since: there is nothing to take back any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Was:
    """How an order stood before, and its time to pay afterwards, by which it is known again."""

    order_id: OrderId
    state: OrderState
    due_until: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One act of a leader on one or more orders of a deal, that can be taken back."""

    id: UndoId
    deal_id: DealId
    actor_id: AccountId
    kind: UndoKind
    at: datetime
    orders: tuple[Was, ...]

    @property
    def ends_at(self) -> datetime:
        """Until when it can be taken back."""
        return self.at + UNDO_FOR


def came_to(kind: UndoKind) -> OrderState:
    """Where an act has left its orders."""
    return OrderState.PAID if kind is UndoKind.CONFIRM else OrderState.DUE


def stands_still(kind: UndoKind, was: Was, order: Order) -> bool:
    """Whether nothing has happened to an order since."""
    return order.state is came_to(kind) and order.due_until == was.due_after


def taken_back(was: Was, order: Order, now: datetime) -> Order:
    """The order as it was before, with some time to pay if it is due again."""
    until = was.due_until
    if was.state is OrderState.DUE and until is not None:
        until = max(until, now + STILL_TO_PAY)
    return replace(order, state=was.state, due_until=until)


def written(orders: tuple[Was, ...]) -> str:
    """As kept in the database: JSON, one list for each order."""
    return json.dumps([[was.order_id, was.state, _moment(was.due_until), _moment(was.due_after)] for was in orders])


def read(kept: str) -> tuple[Was, ...]:
    """What was written so."""
    return tuple(
        Was(order_id=OrderId(order), state=OrderState(state), due_until=_instant(before), due_after=_instant(after))
        for order, state, before, after in json.loads(kept)
    )


def _moment(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
