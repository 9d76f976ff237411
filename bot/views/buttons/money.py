"""Buttons of what money adds up to."""

from dataclasses import dataclass

from bot.domain.ids import CommunityId
from bot.views.buttons.subjects import OfDeal
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class ShowMoney(ButtonData, prefix="mo"):
    """Show what a community's money adds up to in a currency: a page of its months, and one of its deals."""

    community: CommunityId
    currency: str
    months: int
    page: int


class DealMoney(OfDeal, prefix="md"):
    """Show what a deal's money adds up to."""


@dataclass(frozen=True)
class MonthMoney(ButtonData, prefix="mm"):
    """Show what a month's money adds up to: 202611 is November 2026."""

    community: CommunityId
    currency: str
    month: int


@dataclass(frozen=True)
class MoneyChart(ButtonData, prefix="mp"):
    """Draw a page of a community's months."""

    community: CommunityId
    currency: str
    months: int


@dataclass(frozen=True)
class MoneyBook(ButtonData, prefix="mx"):
    """Send what a community's money adds up to as a workbook."""

    community: CommunityId
    currency: str


@dataclass(frozen=True)
class MoneyTable(ButtonData, prefix="mt"):
    """Send a community's orders (0) or months (1) as a table."""

    community: CommunityId
    currency: str
    what: int
