"""Buttons by which a leader says what became of a payment."""

from dataclasses import dataclass

from bot.views.buttons.subjects import OfDeal, OfOrder


class ConfirmPaid(OfOrder, prefix="cp"):
    """Say that the money of an order is there."""


class RejectPaid(OfOrder, prefix="cr"):
    """Say that the money of a claimed order isn't there: asks what the buyer is told."""


@dataclass(frozen=True)
class RejectFor(OfOrder, prefix="cw"):
    """Say so for a reason: its place among those offered."""

    reason: int


class RejectInWords(OfOrder, prefix="cx"):
    """Say so in own words: asks for them."""


class OtherAmount(OfOrder, prefix="cn"):
    """Say that another amount came than was asked for: asks which."""


class ShowReceipt(OfOrder, prefix="cv"):
    """See the picture that the buyer sent as proof."""


@dataclass(frozen=True)
class TakeBack(OfDeal, prefix="cu"):
    """Take back what was said of money in a deal, from one undo to another."""

    first: int
    last: int


@dataclass(frozen=True)
class ConfirmAllPaid(OfDeal, prefix="ca"):
    """Confirm every claimed order, if there are still as many as the button said."""

    seen: int


@dataclass(frozen=True)
class OneByOne(OfDeal, prefix="co"):
    """Go through claimed orders one by one."""

    page: int
