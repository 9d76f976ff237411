"""Acts on drafts: a leader's message read as a deal, shown back, published or discarded."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.domain import events as e
from bot.domain.communities import Community, Draft, DraftGone, TopicGone
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_texts import read_deal
from bot.domain.deals import DealState, PayeeMissing, PayMoment
from bot.domain.errors import DomainError, NotAllowed, NotFound, Stale
from bot.domain.ids import AccountId, ChatId, CommunityId, DraftId, PayeeId
from bot.domain.money import currency
from bot.domain.payments import Payee
from bot.domain.people import Actor, Right
from bot.domain.slips import LastPrices
from bot.domain.toggles import read_toggles, still_said, write_toggles
from bot.services import topics
from bot.services.about import the_deal
from bot.services.act import Done, act
from storage import communities, deals, drafts, payees
from storage.database import ReadTx, WriteTx

#: Previews that are drawn anew when a payee is kept: the newest.
PREVIEWS_REDRAWN = 3


@act(Right.ANYONE)
def write(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    chat: ChatId,
    message: int,
    text: str,
    photo: str,
    community: CommunityId | None,
    thread: int | None = None,
) -> Done[None]:
    """Keep a leader's message as a draft, or its edit as the next version. Raises NotAllowed for another's message.

    What buttons said of lines that the edit leaves as they were still stands.
    """
    before = drafts.find_message(tx, chat, message)
    toggles = "" if before is None else write_toggles(still_said(read_toggles(before.toggles), before.text, text))
    if before is not None and before.leader_id != by.id:
        raise NotAllowed(act="drafts.write")
    if before is not None and before.state == "published":
        raise DraftGone()
    written = drafts.write(
        tx,
        leader=by.id,
        chat=chat,
        message=message,
        community=community,
        text=text,
        photo=photo,
        at=now,
        toggles=toggles,
        thread=thread,
    )
    return Done(events=(), subject=written)


@act(Right.OWN_DRAFT)
def choose_community(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, community: CommunityId) -> Done[None]:
    """For which of the leader's communities a draft is. Raises NotAllowed, DraftGone."""
    if not communities.leads(tx, community, by.id):
        raise NotAllowed(act="drafts.choose_community")
    if not drafts.choose_community(tx, draft_id, community):
        raise DraftGone()
    return Done(events=())


@act(Right.OWN_DRAFT)
def set_topic(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, thread: int | None) -> Done[None]:
    """In which topic of the group its card is to be posted; None: General.

    Raises DraftGone; TopicGone: none that is open in the draft's group, as far as we have heard.
    """
    draft = drafts.get(tx, draft_id)
    is_there = thread is None or (draft.community_id and topics.is_open(tx, draft.community_id, thread))
    if draft.state == "shown" and not is_there:
        raise TopicGone()
    if not drafts.set_thread(tx, draft_id, thread):
        raise DraftGone()
    return Done(events=())


@act(Right.OWN_DRAFT)
def set_payee(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, payee: PayeeId) -> Done[None]:
    """To which of the community's payees its buyers pay. Raises DraftGone; Stale: it doesn't count there."""
    draft = drafts.get(tx, draft_id)
    if draft.community_id is None:
        raise Stale()
    if payee not in {each.id for each in payees_for(tx, communities.get(tx, draft.community_id), now)}:
        raise Stale()
    if not drafts.set_payee(tx, draft_id, payee):
        raise DraftGone()
    return Done(events=[e.DraftWritten(draft_id=draft_id)])


@act(Right.OWN_DRAFT)
def show(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, preview: int) -> Done[None]:
    """A draft is shown to its leader in this message of their private chat."""
    drafts.show(tx, draft_id, preview)
    return Done(events=())


@act(Right.OWN_DRAFT)
def discard(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, seen: int) -> Done[None]:
    """Throw a draft away. Raises DraftGone, Stale."""
    draft = _shown(tx, draft_id, seen)
    drafts.end(tx, draft, "discarded", None)
    return Done(events=[e.DraftWritten(draft_id=draft_id)])


@act(Right.OWN_DRAFT)
def publish(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, seen: int) -> Done[None]:
    """Publish this version of a draft; its card is posted when the deal opens.

    Raises Stale: edited since it was shown; DraftGone; DealUnreadable; DeadlinePassed; PayeeMissing; NotAllowed:
    the actor is no leader of the community or no administrator of its group any more.
    """
    draft = _shown(tx, draft_id, seen)
    community = _led(tx, by, draft)
    terms = terms_of(draft, community, now)
    payee = _payee(tx, community, draft, terms, now)
    deal_id = deals.add(tx, _values(by.id, community, terms, draft, payee, now))
    if not drafts.end(tx, draft, "published", deal_id):
        raise Stale()
    deal = deals.get(tx, deal_id)
    about = the_deal(deal, community.chat_id)
    opened = [e.DealOpened(**about)] if deal.state is DealState.OPEN else []
    return Done(events=[e.DealPublished(**about), *opened], subject=deal_id)


class DeadlinePassed(DomainError):
    """The draft's deadline has passed since it was typed. Facts: `closes_at`."""


def get(tx: ReadTx, draft_id: DraftId) -> Draft:
    """A draft in any state. Raises NotFound."""
    return drafts.get(tx, draft_id)


def own(tx: ReadTx, draft_id: DraftId, leader: AccountId) -> Draft:
    """A draft for who wrote it only. Raises NotFound: no such draft, or another's."""
    draft = drafts.get(tx, draft_id)
    if draft.leader_id != leader:
        raise NotFound()
    return draft


def of_message(tx: ReadTx, chat: ChatId, message: int) -> Draft | None:
    """The draft of a message, if it is one."""
    return drafts.find_message(tx, chat, message)


def previewed(tx: ReadTx, leader: AccountId, community: CommunityId) -> list[Draft]:
    """A leader's newest drafts for a community that stand before them in a message."""
    return drafts.previewed(tx, leader, community, PREVIEWS_REDRAWN)


def terms_of(draft: Draft, community: Community, now: datetime) -> DealTerms:
    """What a draft says, with times as of when it was written. Raises DealUnreadable, DeadlinePassed."""
    unit = currency(community.currency)
    toggles = read_toggles(draft.toggles)
    terms = read_deal(draft.text, now=draft.written_at, zone=community.clock, currency=unit, toggles=toggles)
    if terms.closes_at <= now:
        raise DeadlinePassed(closes_at=terms.closes_at)
    return terms


def payees_for(tx: ReadTx, community: Community, now: datetime) -> tuple[Payee, ...]:
    """Where a deal published now may be paid to: to the first, unless its leader chooses another."""
    return payees.counting(tx, community.id, community.currency, now)


def chosen(draft: Draft, offered: Sequence[Payee]) -> Payee | None:
    """The payee that a draft's buyers pay to; the first when the chosen one counts no more."""
    return next((each for each in offered if each.id == draft.payee_id), offered[0] if offered else None)


def last_prices(tx: ReadTx, draft: Draft, terms: DealTerms, community: Community) -> LastPrices | None:
    """What the draft's leader asked the last time for goods of this title."""
    return deals.last_prices(tx, draft.leader_id, community.id, terms.title, community.currency)


def _shown(tx: ReadTx, draft_id: DraftId, seen: int) -> Draft:
    draft = drafts.get(tx, draft_id)
    if draft.state != "shown":
        raise DraftGone()
    if draft.version != seen:
        raise Stale()
    return draft


def _led(tx: ReadTx, by: Actor, draft: Draft) -> Community:
    if draft.community_id is None:
        raise Stale()
    community = communities.get(tx, draft.community_id)
    if not communities.leads(tx, community.id, by.id) or by.administers != community.chat_id:
        raise NotAllowed(act="drafts.publish")
    return community


def _payee(tx: ReadTx, community: Community, draft: Draft, terms: DealTerms, now: datetime) -> Payee | None:
    if terms.pay is PayMoment.PICKUP:
        return None
    payee = chosen(draft, payees_for(tx, community, now))
    if payee is None:
        raise PayeeMissing()
    return payee


def _values(
    leader: AccountId, community: Community, terms: DealTerms, draft: Draft, payee: Payee | None, now: datetime
) -> dict[str, object]:
    opens_at = now if terms.opens_at is None else max(terms.opens_at, now)
    return {
        "token": secrets.token_urlsafe(16),
        "community_id": community.id,
        "leader_id": leader,
        "title": terms.title,
        "note": terms.note,
        "photo": draft.photo,
        "currency": community.currency,
        "solo_minor": None if terms.solo is None else terms.solo.minor,
        "team_minor": terms.team_price.minor,
        "target": terms.target,
        "team_for": terms.team_for,
        "opens_at": opens_at,
        "closes_at": terms.closes_at,
        "due_for": terms.due_for,
        "stock": terms.stock,
        "buyer_limit": terms.limit,
        "pay": terms.pay,
        "payee_id": None if payee is None else payee.id,
        "state": DealState.OPEN if opens_at <= now else DealState.SCHEDULED,
        "version": 1,
        "taken": 0,
        "set_aside": 0,
        "orders_made": 0,
        "thread_id": draft.thread_id,
        "held": False,
        "paused": False,
        "published_at": now,
    }
