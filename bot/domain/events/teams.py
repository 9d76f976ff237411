"""What happened to teams."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.deals import PayMoment
from bot.domain.events.deals import DealEvent
from bot.domain.ids import AccountId, OrderId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent(DealEvent):
    """Something about a team of a deal."""

    team_id: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStarted(TeamEvent):
    """A buyer started a team; their order is its first."""

    brings_deadline: ClassVar[bool] = True
    on_desk: ClassVar[bool] = False

    order_id: OrderId
    buyer_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerJoined(TeamEvent):
    """A buyer took a place."""

    on_desk: ClassVar[bool] = False

    order_id: OrderId
    buyer_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerMoved(TeamEvent):
    """A buyer left one open team for this one; the order is the same."""

    on_desk: ClassVar[bool] = False

    left: TeamId
    order_id: OrderId
    buyer_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFormed(TeamEvent):
    """The team reached its target. `waiting`: the orders of buyers who paid first or pay on pickup, told so."""

    starter_id: AccountId
    pay: PayMoment
    buyers: tuple[tuple[OrderId, AccountId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamExpired(TeamEvent):
    """The deadline passed short of the target."""

    buyers: tuple[tuple[OrderId, AccountId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMerged(TeamEvent):
    """The team's buyers now stand in another team of the deal, which formed with them."""

    into: TeamId
    buyers: tuple[tuple[OrderId, AccountId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCancelled(TeamEvent):
    """The last buyer left."""

    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterChanged(TeamEvent):
    """The starter left; the next buyer is the starter now."""

    on_desk: ClassVar[bool] = False

    starter_id: AccountId
