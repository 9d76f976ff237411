"""Acts on drafts made by steps: begin, answer, go to a question, an ended deal once more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import wizards as rules
from bot.domain.communities import Community, Draft, DraftGone
from bot.domain.deal_texts import write_deal
from bot.domain.deal_values import Place
from bot.domain.deal_words import Keyword
from bot.domain.deals import Deal, DealNotEnded, DealState
from bot.domain.errors import Stale
from bot.domain.ids import AccountId, CommunityId, DealId, DraftId, PayeeId
from bot.domain.money import currency
from bot.domain.people import Actor, Right
from bot.domain.repeats import terms_again
from bot.domain.toggles import read_toggles, write_toggles
from bot.domain.wizards import MUST, Step
from bot.services import topics
from bot.services.act import Done, act
from storage import communities, deals, drafts, payees
from storage.database import ReadTx, WriteTx

_ENDED = frozenset({DealState.CLOSED, DealState.SETTLED, DealState.CANCELLED})


@act(Right.ANYONE)
def begin(
    tx: WriteTx, by: Actor, now: datetime, community: CommunityId | None, photo: str, thread: int | None = None
) -> Done[None]:
    """Ask for a deal step by step; what was begun already goes on, for the group, and the topic, that is named last."""
    begun = drafts.asked(tx, by.id)
    if begun is None or begun.is_typed or begun.step not in MUST:
        made = drafts.begin(
            tx, leader=by.id, community=community, text="/deal", photo=photo, step=Step.TITLE, at=now, thread=thread
        )
        return Done(events=[e.DraftWritten(draft_id=made)], subject=made)
    if community is not None and community != begun.community_id:
        drafts.choose_community(tx, begun.id, community)
    if thread is not None:
        drafts.set_thread(tx, begun.id, thread)
    begun = drafts.get(tx, begun.id)
    if photo:
        drafts.answer(tx, begun.version, replace(begun, photo=photo), now)
    return Done(events=(), subject=begun.id)


@act(Right.OWN_DRAFT)
def answer(
    tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, step: str, said: str, photo: str, seen: int
) -> Done[None]:
    """Take the answer to a question about this version of a draft.

    Raises DraftGone, Stale, and what is wrong with the answer; then nothing is taken.
    """
    draft = _current(tx, draft_id, seen)
    place = place_of(_community(tx, draft), now)
    after = (
        _answered(draft, Step(step), said, photo, place) if step in MUST else _toggled(draft, Step(step), said, place)
    )
    if not drafts.answer(tx, seen, after, now):
        raise Stale()
    return Done(events=[e.DraftWritten(draft_id=draft_id)])


@act(Right.OWN_DRAFT)
def ask(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, step: str | None, seen: int) -> Done[None]:
    """Ask a question about a draft, or none. Raises DraftGone, Stale."""
    draft = _current(tx, draft_id, seen)
    if draft.is_typed and step in MUST:
        raise Stale()
    drafts.ask(tx, draft_id, seen, step, now)
    return Done(events=())


@act(Right.OWN_DRAFT)
def mend(tx: WriteTx, by: Actor, now: datetime, draft_id: DraftId, step: str, seen: int) -> Done[None]:
    """Ask for an answer once more without which a draft made by steps can't be published. Raises DraftGone, Stale."""
    draft = _current(tx, draft_id, seen)
    if draft.is_typed:
        raise Stale()
    drafts.ask(tx, draft_id, seen, step, now)
    return Done(events=())


@act(Right.REPEATS_DEAL)
def again(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """Make a draft of an ended deal, with the same offer and a close of today, for the same topic while that is open,
    and to the same account, or what has replaced it. Twice makes one.

    Raises DealNotEnded.
    """
    deal = deals.get(tx, deal_id)
    if deal.state not in _ENDED:
        raise DealNotEnded()
    community = communities.get(tx, deal.community_id)
    text, step = _again(deal, community, now)
    thread = deal.thread_id
    if thread is not None and topics.is_closed(tx, community.id, thread):
        thread = None
    made = drafts.find_same(tx, by.id, community.id, text, deal.photo)
    if made is None:
        made = drafts.begin(
            tx,
            leader=by.id,
            community=community.id,
            text=text,
            photo=deal.photo,
            step=step,
            at=now,
            thread=thread,
            payee=_payee_again(tx, deal, now),
        )
    return Done(events=[e.DraftWritten(draft_id=made)], subject=made)


def _payee_again(tx: ReadTx, deal: Deal, now: datetime) -> PayeeId | None:
    """The account that a deal's buyers paid to, as it counts now; None: it counts no more, or they paid in cash."""
    if deal.payee_id is None:
        return None
    slot = payees.get(tx, deal.payee_id).slot
    counting = payees.counting(tx, deal.community_id, deal.currency.code, now)
    return next((payee.id for payee in counting if payee.slot == slot), None)


def asked(tx: ReadTx, leader: AccountId) -> Draft | None:
    """The draft whose question a leader was asked last, if it still waits for the answer."""
    return drafts.asked(tx, leader)


def place_of(community: Community, now: datetime) -> Place:
    """Where and when an answer is given."""
    return Place(now=now, zone=community.clock, currency=currency(community.currency))


def _answered(draft: Draft, step: Step, said: str, photo: str, place: Place) -> Draft:
    if photo and not said:
        so_far = rules.read_answers(draft.text)
        return replace(draft, photo=photo, step=so_far.missing if step is Step.TITLE else step)
    answers, follows = rules.answered(step, said, rules.read_answers(draft.text), place)
    return replace(
        draft, text=rules.write_answers(answers), photo=photo or draft.photo, step=follows, written_at=place.now
    )


def _toggled(draft: Draft, step: Step, said: str, place: Place) -> Draft:
    keyword = rules.ASKED_BESIDES[step]
    toggles: Mapping[Keyword, str] = {**read_toggles(draft.toggles), keyword: rules.besides(step, said, place)}
    rules.check(draft.text, toggles, replace(place, now=draft.written_at))
    return replace(draft, toggles=write_toggles(toggles), step=None)


def _again(deal: Deal, community: Community, now: datetime) -> tuple[str, Step | None]:
    """The text of the new draft; where the group pays in another currency by now, its prices are asked for."""
    text = write_deal(terms_again(deal, now, community.clock), community.clock)
    if deal.currency.code == community.currency:
        return text, None
    answers = rules.read_answers(text)
    without = answers.with_line(Keyword.ALONE, "").with_line(Keyword.TEAM, answers.target)
    return rules.write_answers(without), Step.PRICE


def _current(tx: ReadTx, draft_id: DraftId, seen: int) -> Draft:
    draft = drafts.get(tx, draft_id)
    if draft.state != "shown":
        raise DraftGone()
    if draft.version != seen:
        raise Stale()
    return draft


def _community(tx: ReadTx, draft: Draft) -> Community:
    if draft.community_id is None:
        raise Stale()
    return communities.get(tx, draft.community_id)
