"""What happened to deals."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events.parts import Event
from bot.domain.ids import AccountId, ChatId, DealId


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
