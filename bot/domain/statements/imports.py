"""Statements that were taken in: what became of each line that is about an order, and whether it was all taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, CommunityId, OrderId, StatementId, StatementLineId
from bot.domain.money import Money
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Match, Why


class StatementState(StrEnum):
    """reading → working → done → taking → taken: lines are kept, worked off; and, taken back as a whole, undone."""

    READING = "reading"
    WORKING = "working"
    DONE = "done"
    TAKING = "taking"
    TAKEN = "taken"


class LineState(StrEnum):
    """found → paid | late | near; near → paid | late | booked | refused; taken back → undone, or else stays."""

    FOUND = "found"
    PAID = "paid"
    LATE = "late"  #: booked, and its order has ended
    BOOKED = "booked"  #: as it came, though another amount was asked for: its leader decides about the order
    NEAR = "near"
    REFUSED = "refused"  #: no order's, its leader says
    UNDONE = "undone"
    STAYS = "stays"  #: its order has moved on, and could not be taken back


class StatementTaken(DomainError):
    """The statement was taken back, or is just being."""


class StatementBusy(DomainError):
    """The statement is still being worked off."""


class LineDecided(DomainError):
    """Somebody has said already whose money it is."""


class StatementGone(DomainError):
    """The file or text that a statement was to be read from can't be had any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many lines of a statement are not kept, because they are about no order or were there before."""

    lines: int  #: all of them
    outgoing: int
    unknown: int
    foreign: int
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement that was taken in."""

    id: StatementId
    community_id: CommunityId
    leader_id: AccountId
    account: str  #: as the file names it
    state: StatementState
    at: datetime
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line that is about an order, or may be, with what it is known by."""

    fingerprint: str
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line that is about an order, or may be. What it says is forgotten once it is decided."""

    id: StatementLineId
    statement_id: StatementId
    line: BankLine
    state: LineState
    why: Why | None
    order_id: OrderId | None

    @property
    def amount(self) -> Money:
        """What came."""
        return self.line.amount
