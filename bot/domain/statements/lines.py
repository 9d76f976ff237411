"""Lines of a bank's statement, and what makes a line the same line when it comes again."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.money import Money

#: More lines are not read at once.
MOST_LINES = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One line of a statement: what came in (above zero) or went out (below), and what the bank says of it."""

    booked_on: date | None
    amount: Money
    text: str  #: what the payer wrote, reference included
    name: str = ""  #: the other one's name
    account: str = ""  #: the other one's account
    bank_id: str = ""  #: what the bank calls this line

    @property
    def is_incoming(self) -> bool:
        """Whether money came in."""
        return self.amount.minor > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatement:
    """A statement as it was read: whose account, and its lines in the file's order."""

    account: str  #: as the file names it; "": it doesn't
    lines: tuple[BankLine, ...]


def fingerprints(lines: Sequence[BankLine]) -> list[str]:
    """What each line is known by when it comes again: its day, its amount, and the bank's id or else all the rest.

    Lines that are equal in all of it are counted: two true transfers in one file are two, the same file twice is none.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    made = []
    for line in lines:
        said = _said(line)
        seen[said] += 1
        made.append(hashlib.sha256(repr((*said, seen[said])).encode()).hexdigest()[:32])
    return made


def _said(line: BankLine) -> tuple[object, ...]:
    day = None if line.booked_on is None else line.booked_on.isoformat()
    which = (line.bank_id,) if line.bank_id else (_plain(line.text), _plain(line.name), _plain(line.account))
    return (day, line.amount.minor, line.amount.currency.code, *which)


def _plain(text: str) -> str:
    return " ".join(text.split())
