"""Buttons of a buyer's own order."""

from dataclasses import dataclass

from bot.domain.ids import PayeeId
from bot.views.buttons.subjects import OfOrder


class ShowOrder(OfOrder, prefix="os"):
    """Show one's own order."""


class KeepOrder(OfOrder, prefix="ok"):
    """Give nothing up after all: the order as it stands."""


class ClaimPaid(OfOrder, prefix="op"):
    """Say that one has paid: claimed, never paid."""


class AnotherWay(OfOrder, prefix="oy"):
    """Ask to which of the group's accounts one may pay."""


@dataclass(frozen=True)
class PayBy(OfOrder, prefix="oz"):
    """Pay to this account of the group."""

    payee: PayeeId


class CannotPay(OfOrder, prefix="on"):
    """Ask to give the place up; asks once more."""


class ConfirmCannotPay(OfOrder, prefix="oN"):
    """Give the place up at once."""


class Leave(OfOrder, prefix="ol"):
    """Ask to leave; asks once more."""


class ConfirmLeave(OfOrder, prefix="oL"):
    """Leave the deal."""


class AskLeader(OfOrder, prefix="aq"):
    """Ask who leads the deal about one's own order."""


class AskBuyer(OfOrder, prefix="ab"):
    """Ask a buyer about an order of a deal that one leads."""


@dataclass(frozen=True)
class SetQuantity(OfOrder, prefix="oq"):
    """Take this many units."""

    quantity: int
