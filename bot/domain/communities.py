"""Communities: Telegram chats the bot serves, with their language, zone and currency."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, DraftId, PayeeId


class UnknownZone(DomainError):
    """Neither an IANA time zone nor the city of one. Facts: `given`."""


class SeveralZones(DomainError):
    """Zones of several places are called so. Facts: `given`, `zones` (their names)."""


class ZoneIsOffset(DomainError):
    """Hours from UTC: no zone, for clocks are changed twice a year. Facts: `given`."""


class UnknownLanguage(DomainError):
    """Not a language we speak. Facts: `given`."""


class UnknownSwitch(DomainError):
    """Neither on nor off. Facts: `given`."""


class NotLed(DomainError):
    """This group has no leader yet. Facts: `title`."""


class NotItsLeader(DomainError):
    """Somebody else leads this group. Facts: `title`."""


class StandingUnknown(DomainError):
    """Telegram did not say in time whether the person administers the group: nobody may act by a right unproven."""


class LeadingDeclined(DomainError):
    """An admin has said that the person may not lead this group. Facts: `title`."""


class Suspended(DomainError):
    """An admin lets the person lead no group for now."""


class LeadsNothing(DomainError):
    """The person leads no community."""


class DraftGone(DomainError):
    """The draft was published or discarded already."""


class TopicGone(DomainError):
    """The topic is closed or deleted, or none of this group's."""


class Approval(StrEnum):
    """What an admin has said of somebody who wants to lead a community, where an admin is asked."""

    NONE = "none"  #: nobody was asked
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"


class Ability(StrEnum):
    """What a group may let the bot do, or not."""

    SEND = "send"  #: write at all
    PHOTOS = "photos"
    PIN = "pin"
    REACT = "react"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A Telegram chat that the bot serves."""

    id: CommunityId
    chat_id: ChatId
    title: str
    language: str
    zone: str
    currency: str
    #: When the bot was removed from the chat; None: it is in it.
    left_at: datetime | None = None
    #: Whether a leader has said what their clock shows; else the zone is a guess.
    zone_chosen: bool = False
    #: What the bot was refused there since its rights were changed last; its leaders were told.
    lacks: frozenset[Ability] = frozenset()

    @property
    def clock(self) -> ZoneInfo:
        """The zone its people's clocks show."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a group that is a forum, as far as the bot has heard of it: a bot can't ask which there are."""

    thread_id: int
    #: What it is called; empty: nobody has said it where the bot could hear it.
    name: str = ""
    #: Closed, or deleted: nothing can be posted in it.
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace:
    """A deal, and the group in which its card stands."""

    deal: DealId
    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A deal as its leader has typed it or said it step by step, not published yet.

    It is read again from its text whenever it is shown.
    """

    id: DraftId
    leader_id: AccountId
    chat_id: ChatId
    #: The message it was typed in; None: it was made by steps.
    message_id: int | None
    community_id: CommunityId | None
    text: str
    photo: str
    #: When it was typed or edited last: "21:00" means that day's.
    written_at: datetime
    version: int
    state: str
    deal_id: DealId | None
    #: The message of its leader's private chat that shows it.
    preview_id: int | None = None
    #: The topic of the group that its card is for; None: General, or a group without topics.
    thread_id: int | None = None
    #: Where its buyers are to pay to; None: to the community's first payee.
    payee_id: PayeeId | None = None
    #: The question that waits for its leader's answer: a `bot.domain.wizards.Step`.
    step: str | None = None
    #: What buttons said in place of lines of the text.
    toggles: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether it is changed by editing its leader's message."""
        return self.message_id is not None
