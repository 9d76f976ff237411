"""Buttons of what an outage leaves behind."""

from dataclasses import dataclass

from bot.domain.ids import LateCloseId, OutageId
from bot.views.buttons.subjects import OfDeal
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class ReopenDeal(OfDeal, prefix="dr"):
    """Open a deal again that closed in an outage."""

    late: LateCloseId


@dataclass(frozen=True)
class LeaveClosed(OfDeal, prefix="dl"):
    """Leave a deal closed that closed in an outage."""

    late: LateCloseId


@dataclass(frozen=True)
class ShowUnknown(ButtonData, prefix="au"):
    """Show an admin the sends of which nobody knows whether they arrived."""

    outage: OutageId
