"""Buttons of a leader's desk."""

from dataclasses import dataclass

from bot.views.buttons.subjects import OfDeal
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class MyDeals(ButtonData, prefix="ld"):
    """List one's own deals."""

    page: int


class ShowDesk(OfDeal, prefix="dd"):
    """Show a deal's desk."""


@dataclass(frozen=True)
class CloseNow(OfDeal, prefix="dc"):
    """Close a deal early: step 0 asks, step 1 does."""

    step: int


class RemindDue(OfDeal, prefix="rd"):
    """Remind buyers who still have to pay."""


class CallBuyers(OfDeal, prefix="rc"):
    """Call buyers in the group who have to pay and can't be written to."""


class UndoClose(OfDeal, prefix="du"):
    """Open a deal again that was closed early."""


class PauseDeal(OfDeal, prefix="pz"):
    """Let nobody order in a deal for now."""


class ResumeDeal(OfDeal, prefix="pr"):
    """Let people order in a deal again."""


@dataclass(frozen=True)
class ExtendDeal(OfDeal, prefix="de"):
    """Move a deal's close by hours; 0 asks by how many."""

    hours: int


class RepeatDeal(OfDeal, prefix="dg"):
    """Make a new draft of an ended deal."""


@dataclass(frozen=True)
class CancelDeal(OfDeal, prefix="dx"):
    """Cancel a deal: step 0 asks, step 1 does."""

    step: int
