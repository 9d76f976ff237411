"""Outages: the bot notes that it is alive; after a gap leaders are asked about late closes, admins get one account."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain import deals as deal_rules
from bot.domain import events as e
from bot.domain import outages as rules
from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.errors import NotFound, Stale
from bot.domain.ids import AccountId, ChatId, DealId, LateCloseId, OutageId
from bot.domain.notices import NoticeKind, notice
from bot.domain.outages import LateClose, LateState, Outage, ReopeningDecided
from bot.domain.people import Actor, Right
from bot.services import places
from bot.services.about import the_deal
from bot.services.act import Done, act
from storage import accounts, communities, deals, installation, outages, outbox
from storage.database import ReadTx, WriteTx

log = structlog.get_logger(__name__)

#: Deals whose leaders are asked in one transaction.
SLICE = 100
#: Sends of unknown outcome that an admin is shown by name.
LISTED = 20


def beat(tx: WriteTx, now: datetime, *, clock_was_moved: bool = False) -> OutageId | None:
    """Note that the bot is alive; the outage that ends with it, if the last note is too old.

    Of several replicas one makes the note, and so the outage. A clock that was moved while we lived makes none.
    """
    alive_at = installation.alive_at(tx)
    if alive_at is None:
        installation.first_beat(tx, now)
        return None
    if now - alive_at < rules.BEAT_EVERY or not installation.beat(tx, alive_at, now):
        return None
    if clock_was_moved or not rules.is_outage(alive_at, now):
        return None
    log.warning("outage.noted", since=alive_at.isoformat(), until=now.isoformat())
    return outages.add(tx, alive_at, now)


def to_account(tx: ReadTx) -> list[OutageId]:
    """Outages of which leaders and admins are still to be told."""
    return outages.to_tell(tx)


@act(Right.ITSELF)
def account(tx: WriteTx, by: Actor, now: datetime, outage_id: OutageId, admins: frozenset[int]) -> Done[bool]:
    """Ask the leaders of deals that an outage has touched, in slices; then tell the admins once.

    What the outage made late is done before. Shows whether more is left.
    """
    outage = outages.locked(tx, outage_id)
    if outage.told_at is not None:
        return Done(events=(), shown=False)
    touched = outages.touched(tx, outage, SLICE)
    asked = [
        notice(NoticeKind.LATE_CLOSE, leader, outages.ask(tx, outage_id, deal_id, now)) for deal_id, leader in touched
    ]
    if len(touched) == SLICE:
        return Done(events=(), notices=asked, shown=True)
    outages.tell(tx, outage_id, now)
    for admin in sorted(admins):
        outbox.queue_at(tx, notice(NoticeKind.OUTAGE, admin, outage_id), outage.until + rules.ACCOUNT_AFTER, now)
    return Done(events=(), notices=asked, shown=False, wakes_delivery=True)


@act(Right.LEADS_DEAL)
def reopen(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, late_id: LateCloseId) -> Done[None]:
    """Open a deal again that closed in an outage, for half an hour from now. What has ended stays as it is.

    Raises Stale, ReopeningDecided, TooLateToReopen, DealOver.
    """
    deal = deals.locked(tx, deal_id)
    rules.can_reopen(_asked(tx, deal_id, late_id), now)
    after = deal_rules.reopened(deal, now + rules.REOPEN_FOR)
    _decide(tx, late_id, LateState.REOPENED)
    if not deals.save_move(tx, deal, after):
        raise deal_rules.DealOver(deal=deal.code, state=deal.state)
    return Done(events=[e.DealReopened(**the_deal(deal, places.chat(tx, deal)))])


@act(Right.LEADS_DEAL)
def leave_closed(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, late_id: LateCloseId) -> Done[None]:
    """Leave a deal closed that closed in an outage. Raises Stale, ReopeningDecided."""
    late = _asked(tx, deal_id, late_id)
    if late.state is LateState.LEFT:
        return Done(events=())
    _decide(tx, late_id, LateState.LEFT)
    return Done(events=())


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDeal:
    """A deal that an outage has touched, as its leader is asked about it."""

    late: LateClose
    outage: Outage
    deal: Deal
    community: Community
    expired: int  #: teams that ran out short in the outage


def missed_deal(tx: ReadTx, late_id: LateCloseId) -> MissedDeal:
    """What a leader is asked. Raises NotFound."""
    late = outages.late_close(tx, late_id)
    outage, deal = outages.get(tx, late.outage_id), deals.get(tx, late.deal_id)
    return MissedDeal(
        late=late,
        outage=outage,
        deal=deal,
        community=communities.get(tx, deal.community_id),
        expired=outages.expired_teams(tx, outage, deal.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSend:
    """A message of which nobody knows whether it arrived: what kind, to whom, when; never what it said."""

    kind: NoticeKind
    to: str  #: a group's title, or a person's name
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageAccount:
    """An outage, as admins are told of it."""

    outage: Outage
    community: Community | None  #: the first one, by whose clocks it is told
    closed: int  #: deals that closed late
    unknown: tuple[UnknownSend, ...]


def account_of(tx: ReadTx, outage_id: OutageId) -> OutageAccount:
    """An outage with what came of it. Raises NotFound."""
    outage = outages.get(tx, outage_id)
    rows = outbox.unknown_between(tx, outage.since, outage.until + rules.ACCOUNT_AFTER)
    return OutageAccount(
        outage=outage,
        community=communities.first(tx),
        closed=outages.closed_late(tx, outage_id),
        unknown=tuple(
            UnknownSend(kind=NoticeKind(row.kind), to=_who(tx, row.chat_id), at=row.queued_at) for row in rows
        ),
    )


def account_for(tx: ReadTx, by: Actor, outage_id: OutageId) -> OutageAccount:
    """The same for whoever asks by a button. Raises NotFound: no such outage, or asked by no admin."""
    if not by.is_admin:
        raise NotFound()
    return account_of(tx, outage_id)


def _who(tx: ReadTx, chat: ChatId) -> str:
    if chat < 0:
        community = communities.find_chat(tx, chat)
        return "" if community is None else community.title
    person = accounts.find(tx, AccountId(chat))
    return "" if person is None else person.name


def _asked(tx: ReadTx, deal_id: DealId, late_id: LateCloseId) -> LateClose:
    late = outages.find_late_close(tx, late_id)
    if late is None or late.deal_id != deal_id:
        raise Stale()
    return late


def _decide(tx: WriteTx, late_id: LateCloseId, to: LateState) -> None:
    if not outages.decide(tx, late_id, to):
        raise ReopeningDecided(state=to)
