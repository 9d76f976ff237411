"""Undos: what a leader said of money can be taken back for five minutes, as long as nothing has followed from it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, DealId, OrderId, UndoId
from bot.domain.orders import Order, OrderState, Rest

#: For so long a leader can take back what they said of money.
UNDO_FOR = timedelta(minutes=5)
#: A due order whose time ran meanwhile has so much at least when it is due again.
STILL_TO_PAY = timedelta(minutes=30)


class UndoKind(StrEnum):
    """What a leader said: the money is there, or it is not, or so much of it is."""

    CONFIRM = "confirm"
    REJECT = "reject"
    RECEIVE = "receive"


class UndoneAlready(DomainError):
    """What is to be taken back was taken back before."""


class TooLateToTakeBack(DomainError):
    """The minutes are over in which it could be taken back."""


class OvertakenByEvents(DomainError):
    """Every order has moved on since: there is nothing to take back any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How an order stands at one moment, as far as it can be taken back."""

    state: OrderState
    due_until: datetime | None
    rest: Rest = Rest.EVEN
    is_late: bool = False  #: money of an ended order waits for the leader
    held_minor: int = 0  #: what has come and was not paid back
    owed_minor: int = 0  #: what its buyer owes, below zero where too much came: no more the same once it is credited


@dataclass(frozen=True, slots=True, kw_only=True)
class Was:
    """How an order stood before, and how afterwards, by which it is known again."""

    order_id: OrderId
    before: Stood
    after: Stood

    @property
    def booked_minor(self) -> int:
        """What was booked as paid."""
        return self.after.held_minor - self.before.held_minor


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


def stood(order: Order, held_minor: int, owed_minor: int) -> Stood:
    """How an order stands, of whose money so much is held, and whose buyer owes so much."""
    return Stood(
        state=order.state,
        due_until=order.due_until,
        rest=order.rest,
        is_late=order.is_late,
        held_minor=held_minor,
        owed_minor=owed_minor,
    )


def taken_back(was: Was, order: Order, now: datetime) -> Order:
    """The order as it was before, with some time to pay if it is due again."""
    until = was.before.due_until
    if was.before.state is OrderState.DUE and until is not None:
        until = max(until, now + STILL_TO_PAY)
    return replace(order, state=was.before.state, due_until=until, rest=was.before.rest)


def written(orders: tuple[Was, ...]) -> str:
    """As kept in the database: JSON, one list for each order."""
    return json.dumps([[was.order_id, _stood(was.before), _stood(was.after)] for was in orders])


def read(kept: str) -> tuple[Was, ...]:
    """What was written so."""
    return tuple(
        Was(order_id=OrderId(order), before=_read_stood(before), after=_read_stood(after))
        for order, before, after in json.loads(kept)
    )


def _stood(at: Stood) -> list[str | bool | int | None]:
    return [at.state, _moment(at.due_until), at.rest, at.is_late, at.held_minor, at.owed_minor]


def _read_stood(kept: list[Any]) -> Stood:
    state, until, rest, is_late, held, owed = kept
    return Stood(
        state=OrderState(state),
        due_until=_instant(until),
        rest=Rest(rest),
        is_late=is_late,
        held_minor=held,
        owed_minor=owed,
    )


def _moment(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
