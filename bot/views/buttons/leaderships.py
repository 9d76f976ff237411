"""Buttons by which admins decide who leads."""

from dataclasses import dataclass

from bot.domain.ids import AccountId, CommunityId
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class _OfLeadership(ButtonData):
    community: CommunityId
    leader: AccountId


class ApproveLeader(_OfLeadership, prefix="ga"):
    """Let somebody lead a community who asked for it."""


class DeclineLeader(_OfLeadership, prefix="gd"):
    """Don't let them."""


@dataclass(frozen=True)
class SuspendLeader(ButtonData, prefix="gs"):
    """Let somebody lead nothing: step 0 asks, step 1 does."""

    leader: AccountId
    step: int


@dataclass(frozen=True)
class RestoreLeader(ButtonData, prefix="gr"):
    """Let somebody lead again."""

    leader: AccountId
