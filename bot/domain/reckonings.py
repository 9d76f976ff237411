"""Reckonings: what was asked, claimed, paid and is owed back, by payee; the whole is the sum of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from bot.domain.errors import DomainError
from bot.domain.money import Currency
from bot.domain.payments import Payee


class DoesNotFoot(ValueError):
    """Sums that contradict each other: a bug, and better not shown than believed."""


class NothingAsked(DomainError):
    """Nobody was asked for money in this currency yet: there is nothing to hand out."""


class TooMuchToExport(DomainError):
    """More orders than one file can hold. Facts: `most`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums of one currency's ledger rows and of what they leave open, in minor units.

    asked + kept + paid back = paid + by credit + claimed + waiting − owed back. Raises DoesNotFoot.
    """

    asked: int = 0  #: charged
    paid: int = 0  #: came, by the leader's word
    by_credit: int = 0  #: paid by what buyers had in credit
    kept: int = 0  #: of what came, kept as buyers' credit
    paid_back: int = 0  #: refunded
    claimed: int = 0  #: open, and the buyer says that it is paid
    waiting: int = 0  #: open besides
    owed_back: int = 0  #: came too much, and neither kept nor paid back

    def __post_init__(self) -> None:
        if self.balance != self.claimed + self.waiting - self.owed_back:
            raise DoesNotFoot(self)

    @property
    def balance(self) -> int:
        """What buyers still owe less what is owed to them, by the ledger's rows."""
        return self.asked - self.paid - self.by_credit + self.kept + self.paid_back

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What goes to one payee: orders go where their buyer is asked to pay now. None: cash, at the pickup."""

    payee: Payee | None
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The sums of a deal or of a community in one currency, and the parts that they are made of."""

    unit: Currency
    parts: tuple[Part, ...] = ()

    @property
    def whole(self) -> Sums:
        """All parts together."""
        return sum((part.sums for part in self.parts), Sums())


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """What one stretch of time added to the ledger, and where that left it, in minor units.

    opening + asked + kept + paid back − paid − by credit = open − owed back, at the stretch's end. Raises DoesNotFoot.
    """

    opening: int = 0  #: the balance before
    asked: int = 0
    paid: int = 0
    by_credit: int = 0
    kept: int = 0
    paid_back: int = 0
    open: int = 0  #: at the end: what buyers still owe
    owed_back: int = 0  #: at the end: what is owed to them

    def __post_init__(self) -> None:
        change = self.asked - self.paid - self.by_credit + self.kept + self.paid_back
        if self.opening + change != self.closing:
            raise DoesNotFoot(self)

    @property
    def closing(self) -> int:
        """The balance at the end: the next stretch begins with it."""
        return self.open - self.owed_back

    def __add__(self, other: "Flows") -> "Flows":
        """Of two payees in the same stretch."""
        return Flows(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPart:
    """A month's flows of one payee. None: cash, at the pickup."""

    payee: Payee | None
    flows: Flows


def together(parts: Sequence[MonthPart]) -> Flows:
    """The flows of all payees in one month."""
    return sum((part.flows for part in parts), Flows())
