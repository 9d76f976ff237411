"""What happened, in the past tense. Audit rows, ledger rows and notices are written from these alone."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from bot.domain.communities import Ability
from bot.domain.deals import PayMoment
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, OrderId, PayeeId, TeamId
from bot.domain.payments import LedgerRow
from bot.domain.rejections import Rejection
from bot.domain.undos import UndoKind

#: A fact that people are told and that is not written down for ever: what one person wrote to another.
TOLD_ONLY = MappingProxyType({"told only": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in one transaction."""

    #: Whether the deal's card or its leader's desk show it.
    on_card: ClassVar[bool] = False
    on_desk: ClassVar[bool] = False
    #: Whether something is due at a new moment because of it.
    brings_deadline: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNamed(Event):
    """An administrator of a group became a leader of its community. `admins`: who is told, and may suspend them."""

    community_id: CommunityId
    leader_id: AccountId
    admins: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipAsked(Event):
    """An administrator of a group wants to lead it, which an admin decides here."""

    community_id: CommunityId
    leader_id: AccountId
    admins: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipDecided(Event):
    """An admin has said whether somebody may lead."""

    community_id: CommunityId
    leader_id: AccountId
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderSuspended(Event):
    """An admin lets somebody lead no group; their deals take no orders."""

    leader_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRestored(Event):
    """An admin lets somebody lead again."""

    leader_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderEnded(Event):
    """A leader is no administrator of the group any more, so no leader."""

    community_id: CommunityId
    leader_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAdded(Event):
    """The bot was added to a group. `leaders`: who leads it already; without any, the group is greeted."""

    community_id: CommunityId
    leaders: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRemoved(Event):
    """The bot was removed from a group: nothing is posted there any more."""

    community_id: CommunityId
    leaders: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityMissed(Event):
    """A group did not let the bot do something, for the first time since its rights were changed."""

    community_id: CommunityId
    leaders: tuple[AccountId, ...]
    ability: Ability


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoved(Event):
    """A group has become a supergroup: its old messages can't be edited any more."""

    community_id: CommunityId
    leaders: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDeclined(Event):
    """Somebody added the bot to a channel, which it leaves."""

    chat_id: ChatId
    title: str
    added_by: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChanged(Event):
    """Language, zone or currency of a community was set."""

    community_id: CommunityId


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Event):
    """Somebody chose the language we write to them in."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietSet(Event):
    """Somebody said at which hours they are not to be disturbed, or switched them on or off."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeKept(Event):
    """A payee was kept; from when it counts stands in its row. `leaders`: who else leads the community and is told."""

    payee_id: PayeeId
    first: bool
    leaders: tuple[AccountId, ...]
    #: Who is told of a community's first payee, and may suspend who typed it.
    admins: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeApproved(Event):
    """A second leader said that a change of payee counts now."""

    payee_id: PayeeId
    leaders: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeStopped(Event):
    """A leader stopped a change of payee before it counted: it never will."""

    payee_id: PayeeId
    leaders: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWritten(Event):
    """A leader's message was read as a draft, or discarded."""

    draft_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DealEvent(Event):
    """Something about a deal; `chat_id` is its community's group and `leader_id` its leader."""

    on_card: ClassVar[bool] = True
    on_desk: ClassVar[bool] = True
    deal_id: DealId
    chat_id: ChatId
    leader_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPublished(DealEvent):
    """A deal stands; its card is posted when it opens."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False
    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOpened(DealEvent):
    """Orders can be placed."""

    brings_deadline: ClassVar[bool] = True
    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DealExtended(DealEvent):
    """The deal closes later."""

    brings_deadline: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPaused(DealEvent):
    """The leader lets nobody order for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealResumed(DealEvent):
    """The leader lets people order again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealClosed(DealEvent):
    """Nobody joins any more; open teams are ended in slices, after an early close a little later."""

    brings_deadline: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReopened(DealEvent):
    """A closed deal takes orders again."""

    brings_deadline: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSettled(DealEvent):
    """Every team of a closed deal has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCancelled(DealEvent):
    """The leader called the deal off."""

    brings_deadline: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPassedOn(DealEvent):
    """The deal's leader leads no more; another leader of the community leads it now."""

    on_desk: ClassVar[bool] = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(DealEvent):
    """Something about one buyer's order, with the ledger rows that it brings."""

    order_id: OrderId
    buyer_id: AccountId
    rows: tuple[LedgerRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtAlone(OrderEvent):
    """A buyer ordered at the solo price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChanged(OrderEvent):
    """The buyer takes more or fewer units."""

    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStockGiven(OrderEvent):
    """Money that came late has bought freed stock: the order is paid."""

    on_card: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDue(OrderEvent):
    """The buyer is asked to pay: snapshot, amount and time limit are fixed."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    by_qr: bool
    #: Nothing is left to pay: the buyer's credit covers it.
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWayChosen(OrderEvent):
    """The buyer of a due order pays to another of the community's payees."""

    on_card: ClassVar[bool] = False

    payee_id: PayeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLeft(OrderEvent):
    """The buyer went before paying; what was asked is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVoided(OrderEvent):
    """The order ended with its team or deal. `told` is False when the team's own notice says so."""

    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLapsed(OrderEvent):
    """Not paid in time; the place is free again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReminded(OrderEvent):
    """The buyer is reminded to pay. `round` counts from 1."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    on_desk: ClassVar[bool] = False

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNudged(OrderEvent):
    """A claim waits for the leader since half a day."""

    on_card: ClassVar[bool] = False

    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentClaimed(OrderEvent):
    """The buyer says that the money is sent."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentConfirmed(OrderEvent):
    """The leader has the money."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRejected(OrderEvent):
    """The leader doesn't see the money; the order is due again."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    reason: Rejection = Rejection.NOTHING_CAME
    words: str = field(default="", metadata=TOLD_ONLY)  #: the leader's own, with Rejection.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTakenBack(OrderEvent):
    """The leader takes back what they said of an order's money; it stands as it stood before."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    #: What they take back: that it is there, or that it is not.
    said: UndoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMoneyClaimed(OrderEvent):
    """A buyer says they paid for an order that has ended: it waits for the leader."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOwed(OrderEvent):
    """Money that came goes back to the buyer; late money is booked as received."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditGiven(OrderEvent):
    """Money that came late is kept for the buyer's next order."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded(OrderEvent):
    """The leader has paid the buyer back."""

    on_card: ClassVar[bool] = False


def ledger_rows(event: Event) -> tuple[LedgerRow, ...]:
    """The ledger rows that an event brings."""
    return event.rows if isinstance(event, OrderEvent) else ()
