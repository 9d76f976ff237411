"""Buttons of too little or too much money, of money that came late, and of what is owed back."""

from dataclasses import dataclass

from bot.views.buttons.subjects import OfOrder
from bot.views.packing import ButtonData


class AskRest(OfOrder, prefix="ra"):
    """Ask the buyer of an underpaid order for what is missing."""


class AcceptPart(OfOrder, prefix="rt"):
    """Take what came for an underpaid order as enough."""


class RefundPart(OfOrder, prefix="rp"):
    """End an underpaid order and owe its money back."""


class CreditSurplus(OfOrder, prefix="rs"):
    """Keep what came too much as the buyer's credit."""


class RefundSurplus(OfOrder, prefix="rf"):
    """Owe back what came too much."""


@dataclass(frozen=True)
class MyRefunds(ButtonData, prefix="rb"):
    """See what one has to pay back, and gets back: a page of it."""

    page: int


class PayBack(OfOrder, prefix="ry"):
    """See how to pay an order's money back."""


class WantAccount(OfOrder, prefix="rw"):
    """Ask the buyer where to pay it back to."""


class LeaveAccount(OfOrder, prefix="rl"):
    """Leave an account for one's refund: asks which."""


class RemoveAccount(OfOrder, prefix="rx"):
    """Take the account away again."""


class GiveStock(OfOrder, prefix="mg"):
    """Give the late payer stock that is free."""


class CreditBuyer(OfOrder, prefix="mc"):
    """Keep the money as the buyer's credit."""


class RefundBuyer(OfOrder, prefix="mr"):
    """Owe the money back."""


class MarkRefunded(OfOrder, prefix="mb"):
    """Say that the money was paid back."""
