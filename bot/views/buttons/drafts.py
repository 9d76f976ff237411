"""Buttons of a deal that isn't published yet."""

from dataclasses import dataclass

from bot.domain.ids import CommunityId, PayeeId
from bot.views.buttons.subjects import OfDraft
from bot.views.packing import ButtonData


@dataclass(frozen=True)
class PublishDraft(OfDraft, prefix="fp"):
    """Publish the draft as it stands in this preview."""

    version: int


class EditDraft(OfDraft, prefix="fe"):
    """Ask how a draft is changed."""


@dataclass(frozen=True)
class DiscardDraft(OfDraft, prefix="fd"):
    """Throw the draft away."""

    version: int


@dataclass(frozen=True)
class ChooseCommunity(OfDraft, prefix="fc"):
    """Say which group a draft is for."""

    community: CommunityId


@dataclass(frozen=True)
class AskDraft(OfDraft, prefix="fa"):
    """Go to a question about a draft, by the number of its step; 0 leads to the preview."""

    version: int
    step: int


@dataclass(frozen=True)
class AnswerDraft(OfDraft, prefix="fs"):
    """Answer a question about a draft: the step's number and, 16 times, what was chosen of its answers."""

    version: int
    answer: int


class DealHelp(ButtonData, prefix="fh"):
    """Read how a whole deal is written in one message."""


class AskGroup(OfDraft, prefix="fg"):
    """Ask which of the leader's groups a draft is for."""


class AskTopic(OfDraft, prefix="ft"):
    """Ask in which topic of its group a draft's card is to stand."""


@dataclass(frozen=True)
class ChooseTopic(OfDraft, prefix="fo"):
    """Say in which topic it is to stand; 0: in General."""

    topic: int


@dataclass(frozen=True)
class PayTo(OfDraft, prefix="fy"):
    """Say to which of the group's accounts a draft's buyers pay."""

    payee: PayeeId
