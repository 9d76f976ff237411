"""What happened to people, to groups, to who leads them, and to where their money goes."""

from dataclasses import dataclass

from bot.domain.communities import Ability
from bot.domain.events.parts import Event
from bot.domain.ids import AccountId, ChatId, CommunityId, PayeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNamed(Event):
    """An administrator of a group became a leader of its community. `admins`: who is told, and may suspend them."""

    community_id: CommunityId
    leader_id: AccountId
    admins: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayOffered(Event):
    """The buyers of a group can be asked to pay through a gateway, as the operator has set it up."""

    payee_id: PayeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayWithdrawn(Event):
    """They can't any more: the operator has taken it away, or set it up otherwise."""

    payee_id: PayeeId


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
