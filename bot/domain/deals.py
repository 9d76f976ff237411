"""Deals: a leader's offer, its window, stock and limits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, Code, CommunityId, DealId, Kind, PayeeId, Token, code_of
from bot.domain.money import Currency, Money


class DealState(StrEnum):
    """draft → scheduled → open → closed → settled, or cancelled before settled. A draft is its leader's own message.

    Back to open only when an early close is undone, or after an outage.
    """

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class PayMoment(StrEnum):
    """When buyers pay: when the team forms (close), at once (first), or in cash when they fetch it (pickup)."""

    CLOSE = "close"
    FIRST = "first"
    PICKUP = "pickup"


class Halt(StrEnum):
    """Why a deal takes no orders for now, whatever its state."""

    HELD = "held"  #: its leader is suspended
    PAUSED = "paused"  #: by its leader's word


class DealNotOpen(DomainError):
    """The deal takes no orders now. Facts: `deal`, `state`, `opens_at`."""


class DealHeld(DomainError):
    """The deal's leader may lead nothing for now, so it takes no orders. Facts: `deal`."""


class DealIsPaused(DomainError):
    """The leader has paused the deal: nobody can order until they resume it. Facts: `deal`."""


class DealOver(DomainError):
    """The deal is closed, settled or cancelled already. Facts: `deal`, `state`."""


class DealNotEnded(DomainError):
    """The deal is open or still to open: what it offers stands already."""


class TooLateToUndo(DomainError):
    """The time in which this could be undone is over."""


class CalledBefore(DomainError):
    """Buyers who can't be written to are called in the group once a deal, and that was done."""


class NobodyToCall(DomainError):
    """Every buyer who has to pay can be written to."""


class SoldOut(DomainError):
    """Fewer free units than wanted. Facts: `left`."""


class OverLimit(DomainError):
    """More units than one buyer may take. Facts: `limit`."""


class BadQuantity(DomainError):
    """A quantity below one. Facts: `quantity`."""


class PayeeMissing(DomainError):
    """A deal that is paid by QR needs a payee of its community."""


class NotLater(DomainError):
    """Extending must move the close forward. Facts: `closes_at`."""


class NoSoloPrice(DomainError):
    """This deal can't be bought alone."""


_HALTED: dict[Halt, type[DomainError]] = {Halt.HELD: DealHeld, Halt.PAUSED: DealIsPaused}
#: Units one buyer may take of a deal without a limit: a button's number is its sender's text.
UNITS_A_BUYER = 999

#: Who closes a deal early can undo it for so long; only then is what is still open ended.
UNDO_CLOSE_FOR = timedelta(minutes=5)

#: Every move a deal can make; a state not listed moves nowhere.
DEAL_MOVES: dict[DealState, frozenset[DealState]] = {
    DealState.SCHEDULED: frozenset({DealState.OPEN, DealState.CLOSED, DealState.CANCELLED}),
    DealState.OPEN: frozenset({DealState.CLOSED, DealState.CANCELLED}),
    DealState.CLOSED: frozenset({DealState.SETTLED, DealState.CANCELLED, DealState.OPEN, DealState.SCHEDULED}),
    DealState.SETTLED: frozenset({DealState.OPEN}),
    DealState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A leader's offer in one community."""

    id: DealId
    token: Token
    community_id: CommunityId
    leader_id: AccountId
    title: str
    note: str
    photo: str  #: file_id, or empty
    currency: Currency
    solo_minor: int | None
    team_minor: int
    target: int
    team_for: timedelta
    opens_at: datetime
    closes_at: datetime
    due_for: timedelta
    stock: int | None  #: units; None is unlimited
    limit: int | None  #: units a buyer
    pay: PayMoment
    payee_id: PayeeId | None
    state: DealState
    version: int
    taken: int  #: units in live orders
    set_aside: int  #: units kept for the missing places of open teams
    orders_made: int  #: the number of the deal's newest order
    closed_at: datetime | None = None  #: when it really closed: at `closes_at`, or before by its leader's word
    #: Closed or cancelled: from when what is still open in it is ended; None when there is nothing to end.
    ends_at: datetime | None = None
    thread_id: int | None = None  #: the topic of its card; None: General, or a group without topics
    held: bool = False  #: its leader is suspended: it takes no orders, and nobody is asked to pay more
    is_paused: bool = False  #: its leader lets nobody order for now; every clock runs on

    @property
    def code(self) -> Code:
        """What people see and say."""
        return code_of(Kind.DEAL, self.id)

    @property
    def team_price(self) -> Money:
        """One unit, in a formed team."""
        return Money(self.team_minor, self.currency)

    @property
    def solo_price(self) -> Money | None:
        """One unit, alone; None when it can't be bought alone."""
        return None if self.solo_minor is None else Money(self.solo_minor, self.currency)

    @property
    def halt(self) -> Halt | None:
        """Why it takes no orders for now; None: nothing holds it. Of a suspended leader's deal that is told first."""
        if self.held:
            return Halt.HELD
        return Halt.PAUSED if self.is_paused else None

    @property
    def left(self) -> int | None:
        """Free units: neither in an order nor set aside for a missing place; None is unlimited."""
        return None if self.stock is None else self.stock - self.taken - self.set_aside


def takes_orders(deal: Deal, now: datetime) -> None:
    """Raise DealNotOpen, DealHeld or DealIsPaused unless orders can be placed or changed now."""
    if deal.state is not DealState.OPEN or not deal.opens_at <= now < deal.closes_at:
        raise DealNotOpen(deal=deal.code, state=deal.state, opens_at=deal.opens_at)
    if deal.halt is not None:
        raise _HALTED[deal.halt](deal=deal.code)


def paused(deal: Deal, paused: bool) -> Deal:
    """The deal with nobody ordering for now, or with orders again. Raises DealOver."""
    if deal.state not in (DealState.SCHEDULED, DealState.OPEN):
        raise DealOver(deal=deal.code, state=deal.state)
    return replace(deal, is_paused=paused, version=deal.version + 1)


def is_not_cancelled(deal: Deal) -> None:
    """Raise DealOver when nobody gets anything of the deal any more."""
    if deal.state is DealState.CANCELLED:
        raise DealOver(deal=deal.code, state=deal.state)


def has_room(deal: Deal, units: int) -> None:
    """Raise SoldOut unless so many units are free."""
    if deal.left is not None and units > deal.left:
        raise SoldOut(left=max(deal.left, 0))


def within_limit(deal: Deal, quantity: int) -> None:
    """Raise BadQuantity or OverLimit unless one buyer may take so many units."""
    if quantity < 1:
        raise BadQuantity(quantity=quantity)
    most = UNITS_A_BUYER if deal.limit is None else min(deal.limit, UNITS_A_BUYER)
    if quantity > most:
        raise OverLimit(limit=most)


def move(deal: Deal, to: DealState) -> Deal:
    """The deal in its next state. Raises DealOver when it can't go there."""
    if to not in DEAL_MOVES[deal.state]:
        raise DealOver(deal=deal.code, state=deal.state)
    return replace(deal, state=to, version=deal.version + 1)


def closed(deal: Deal, now: datetime, *, early: bool) -> Deal:
    """The deal takes nobody any more: its time has come, or its leader says so before, who may undo it for a while.

    Raises DealOver.
    """
    ends_at = min(now + UNDO_CLOSE_FOR, deal.closes_at) if early else now
    return replace(move(deal, DealState.CLOSED), closed_at=min(now, deal.closes_at), ends_at=ends_at)


def can_undo_close(deal: Deal, now: datetime) -> bool:
    """Whether a deal was closed early, and nothing in it has been ended for that yet."""
    return deal.state is DealState.CLOSED and deal.ends_at is not None and now < deal.ends_at


def close_undone(deal: Deal, now: datetime) -> Deal:
    """The deal as it was before its leader closed it early. Raises DealOver, TooLateToUndo."""
    if deal.state is DealState.CANCELLED:
        raise DealOver(deal=deal.code, state=deal.state)
    if not can_undo_close(deal, now):
        raise TooLateToUndo()
    had_opened = deal.closed_at is None or deal.opens_at <= deal.closed_at
    return replace(move(deal, DealState.OPEN if had_opened else DealState.SCHEDULED), closed_at=None, ends_at=None)


def ending(deal: Deal) -> Deal:
    """What is left in a closed deal begins to be ended: by nobody's clock can its close be undone any more."""
    if deal.state is not DealState.CLOSED or deal.ends_at == deal.closed_at:
        return deal
    return replace(deal, ends_at=deal.closed_at, version=deal.version + 1)


def reopened(deal: Deal, closes_at: datetime) -> Deal:
    """A closed or settled deal takes orders again, until a moment. Raises DealOver."""
    if deal.state not in (DealState.CLOSED, DealState.SETTLED):
        raise DealOver(deal=deal.code, state=deal.state)
    return replace(move(deal, DealState.OPEN), closes_at=closes_at, closed_at=None, ends_at=None)


def cancelled(deal: Deal, now: datetime) -> Deal:
    """The deal is called off: everything in it is ended from now on. Raises DealOver."""
    return replace(move(deal, DealState.CANCELLED), ends_at=now)


def ended(deal: Deal) -> Deal:
    """Nothing is open in the deal any more: a closed one is settled."""
    after = move(deal, DealState.SETTLED) if deal.state is DealState.CLOSED else replace(deal, version=deal.version + 1)
    return replace(after, ends_at=None)


def extended(deal: Deal, closes_at: datetime, now: datetime) -> Deal:
    """The deal with a later close. Raises DealOver, NotLater."""
    if deal.state not in (DealState.SCHEDULED, DealState.OPEN):
        raise DealOver(deal=deal.code, state=deal.state)
    if closes_at <= deal.closes_at or closes_at <= now:
        raise NotLater(closes_at=deal.closes_at)
    return replace(deal, closes_at=closes_at, version=deal.version + 1)
