"""Outages: the bot was away for a while, and what fell into it is made good as far as it can be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import DealId, LateCloseId, OutageId

#: The bot notes that it is alive so often at most.
BEAT_EVERY = timedelta(minutes=1)
#: A longer time without a note is an outage.
AWAY_AFTER = timedelta(minutes=5)
#: A deal is opened again for so long, from the tap on.
REOPEN_FOR = timedelta(minutes=30)
#: A leader has so long to say whether a deal is opened again.
ASKED_FOR = timedelta(hours=24)
#: Admins are told so long after an outage: by then nobody can be sending any more what was being sent when it began.
ACCOUNT_AFTER = timedelta(minutes=2)


class LateState(StrEnum):
    """asked → reopened | left."""

    ASKED = "asked"
    REOPENED = "reopened"
    LEFT = "left"


class ReopeningDecided(DomainError):
    """Whether this deal is opened again after the outage was decided before. Facts: `state`."""


class TooLateToReopen(DomainError):
    """The outage is too long ago to open a deal again because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A time in which no replica of the bot was there, with database and Telegram in reach."""

    id: OutageId
    since: datetime  #: when it was there last, up to a minute before
    until: datetime
    told_at: datetime | None  #: when leaders and admins were written to


@dataclass(frozen=True, slots=True, kw_only=True)
class LateClose:
    """A deal whose close, or whose teams' deadline, fell into an outage: its leader is asked once."""

    id: LateCloseId
    outage_id: OutageId
    deal_id: DealId
    state: LateState
    asked_at: datetime


def is_outage(alive_at: datetime, now: datetime) -> bool:
    """Whether so much time without a note means that the bot was away."""
    return now - alive_at > AWAY_AFTER


def is_asked(late: LateClose, now: datetime) -> bool:
    """Whether the leader can still say that the deal is opened again."""
    return late.state is LateState.ASKED and now < late.asked_at + ASKED_FOR


def can_reopen(late: LateClose, now: datetime) -> None:
    """Raise ReopeningDecided or TooLateToReopen unless the leader may still decide."""
    if late.state is not LateState.ASKED:
        raise ReopeningDecided(state=late.state)
    if not is_asked(late, now):
        raise TooLateToReopen()
