"""What many buttons are about: a deal, a team, an order, a draft, a payee."""

from dataclasses import dataclass

from bot.domain.ids import Code, DraftId, PayeeId
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class OfDeal(ButtonData):
    """About a deal."""

    deal: Code


@dataclass(frozen=True)
class OfTeam(ButtonData):
    """About a team."""

    team: Code


@dataclass(frozen=True)
class OfOrder(ButtonData):
    """About an order."""

    order: Code


@dataclass(frozen=True)
class OfDraft(ButtonData):
    """About a draft."""

    draft: DraftId


@dataclass(frozen=True)
class OfPayee(ButtonData):
    """About an account of a group."""

    payee: PayeeId
