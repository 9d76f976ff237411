"""Buttons of a bank's statement."""

from dataclasses import dataclass

from bot.domain.ids import Code, CommunityId, StatementId, StatementLineId
from bot.domain.statements.matching import Why
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class StatementFor(ButtonData, prefix="sf"):
    """Read the statement that this message answers for one of several groups."""

    community: CommunityId


@dataclass(frozen=True)
class _OfTable(ButtonData):
    community: CommunityId
    look: int  #: which of the ways to read it


class ColumnsRight(_OfTable, prefix="sc"):
    """Read the table that this message answers by the columns that are shown."""


class ColumnsWrong(_OfTable, prefix="so"):
    """See how else the table could be read: in this way."""


@dataclass(frozen=True)
class NearLines(ButtonData, prefix="sn"):
    """Look at lines that may be about an order, from this one on."""

    statement: StatementId
    line: int


@dataclass(frozen=True)
class _OfLine(ButtonData):
    statement: StatementId
    line: StatementLineId


@dataclass(frozen=True)
class ThisOrder(_OfLine, prefix="st"):
    """Say that a line is this order's money."""

    order: Code


@dataclass(frozen=True)
class BookLine(_OfLine, prefix="sk"):
    """Say that a line of another amount is this order's money all the same."""

    order: Code
    why: Why  #: how it differed when that was shown


class NotMine(_OfLine, prefix="sx"):
    """Say that a line is no order's money."""


class LaterLine(_OfLine, prefix="sw"):
    """Leave a line for later, and see the next."""


@dataclass(frozen=True)
class TakeStatementBack(ButtonData, prefix="sb"):
    """Take a whole statement back: step 0 asks, step 1 does, step 2 leaves it."""

    statement: StatementId
    step: int
