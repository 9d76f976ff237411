"""Buttons of a group's settings."""

from dataclasses import dataclass

from bot.domain.ids import CommunityId
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class ChooseZone(ButtonData, prefix="cz"):
    """Say what one's clock shows: the zone at this place of the common ones is the community's."""

    community: CommunityId
    zone: int


class LeadHere(ButtonData, prefix="lh"):
    """Say that one leads this group; Telegram is asked."""
