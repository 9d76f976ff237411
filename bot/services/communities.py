"""Acts on communities: who leads, in which language, zone and currency."""

from datetime import datetime

import structlog

from bot.domain import events as e
from bot.domain.communities import Approval, Community, LeadingDeclined, Suspended, UnknownLanguage
from bot.domain.deals import DealState
from bot.domain.ids import AccountId, ChatId, CommunityId
from bot.domain.money import currency
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.services import successions
from bot.services.act import Done, act
from bot.services.people import LANGUAGES
from bot.services.zones import known_zone
from storage import accounts, communities, deals, drafts, messages, outbox, payees, statements, topics
from storage.database import ReadTx, WriteTx

log = structlog.get_logger(__name__)

_ZONE, _CURRENCY = "Europe/Berlin", "EUR"


@act(Right.ADMINISTERS)
def lead(
    tx: WriteTx,
    by: Actor,
    now: datetime,
    chat: ChatId,
    title: str,
    language: str,
    *,
    open_to_all: bool,
    admins: tuple[AccountId, ...] = (),
) -> Done[None]:
    """An administrator of a group becomes a leader of its community; the group is served from now on.

    Where leading isn't open to all, an admin is asked, once. Raises Suspended, LeadingDeclined.
    """
    if accounts.is_suspended(tx, by.id):
        raise Suspended()
    community = serve(tx, chat, title, language, now)
    if communities.leads(tx, community, by.id):
        return Done(events=(), subject=community)
    if not (open_to_all or by.is_admin or communities.approval(tx, community, by.id) is Approval.GRANTED):
        return Done(events=_ask(tx, community, title, by.id, admins, now), subject=community)
    communities.name_leader(tx, community, by.id, now)
    named = e.LeaderNamed(community_id=community, leader_id=by.id, admins=admins if open_to_all else ())
    return Done(events=[named, *successions.pass_on(tx, community)], subject=community)


def _ask(
    tx: WriteTx, community: CommunityId, title: str, leader: AccountId, admins: tuple[AccountId, ...], now: datetime
) -> list[e.Event]:
    """Ask an admin whether somebody may lead; nothing when one was asked before. Raises LeadingDeclined."""
    if communities.ask_for_leader(tx, community, leader, now):
        return [e.LeadershipAsked(community_id=community, leader_id=leader, admins=admins)]
    if communities.approval(tx, community, leader) is Approval.DECLINED:
        raise LeadingDeclined(title=title)
    return []


def serve(tx: WriteTx, chat: ChatId, title: str, language: str, now: datetime) -> CommunityId:
    """Serve a group, by the language of who asks for it, until somebody leads it: then it keeps what it has."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    zone, money = _guess(spoken)
    community = communities.serve(tx, chat, title, spoken, zone, money, now)
    if not communities.was_led(tx, community):
        communities.set_language(tx, community, spoken)
        communities.set_zone(tx, community, zone, chosen=False)
        communities.set_currency(tx, community, money)
    return community


@act(Right.ITSELF)
def end_leadership(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, leader: AccountId) -> Done[None]:
    """Telegram says that a leader is no administrator of the group any more: no leader from now on.

    What they leave undone goes to whoever leads the community longest.
    """
    if not communities.end_leader(tx, community, leader):
        return Done(events=())
    ended = e.LeaderEnded(community_id=community, leader_id=leader)
    return Done(events=[ended, *successions.pass_on(tx, community)])


@act(Right.LEADS_COMMUNITY)
def set_language(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, language: str) -> Done[None]:
    """The language of what is posted in the group. Raises UnknownLanguage."""
    if language not in LANGUAGES:
        raise UnknownLanguage(given=language)
    communities.set_language(tx, community, language)
    return Done(events=[e.CommunityChanged(community_id=community)], notices=cards(tx, community))


@act(Right.LEADS_COMMUNITY)
def set_zone(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, zone: str) -> Done[None]:
    """The zone of the group's clocks, by its name or its city. Raises UnknownZone, SeveralZones, ZoneIsOffset."""
    communities.set_zone(tx, community, known_zone(zone))
    return Done(events=[e.CommunityChanged(community_id=community)], notices=cards(tx, community))


@act(Right.LEADS_COMMUNITY)
def set_currency(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, code: str) -> Done[None]:
    """The currency of new deals; published ones keep theirs. Raises UnknownCurrency."""
    communities.set_currency(tx, community, currency(code).code)
    return Done(events=[e.CommunityChanged(community_id=community)])


@act(Right.ITSELF)
def migrate(tx: WriteTx, by: Actor, now: datetime, old: ChatId, new: ChatId) -> Done[None]:
    """A group has become a supergroup: its chat has another number, and old messages can't be edited any more."""
    return Done(events=move_chat(tx, old, new, now), wakes_delivery=True)


def move_chat(tx: WriteTx, old: ChatId, new: ChatId, now: datetime) -> list[e.Event]:
    """Rewrite a chat's number everywhere, and post its open deals' cards anew; twice changes nothing.

    The supergroup may be served already, when the bot was heard there first: then both become one community.
    """
    community = communities.find_chat(tx, old)
    if community is None:
        return []
    other = communities.find_chat(tx, new)
    stays = community.id if other is None else _merged(tx, community.id, other.id)
    communities.migrate(tx, old, new)
    messages.forget_chat(tx, old)
    outbox.migrate(tx, old, new)
    outbox.queue(tx, cards(tx, stays), now)
    return [e.GroupMoved(community_id=stays, leaders=communities.leaders_of(tx, stays))]


def _merged(tx: WriteTx, old: CommunityId, new: CommunityId) -> CommunityId:
    """The community that stays, with language, zone, currency and payee, of two that are one group: that with deals.

    The other's leaders, drafts and deals go to it; every deal keeps its leader and its payee.
    """
    goes = old if deals.any_in(tx, new) and not deals.any_in(tx, old) else new
    stays = new if goes == old else old
    log.info("community.merged", stays=stays, goes=goes, had_deals=deals.any_in(tx, goes))
    communities.move_leaders(tx, goes, stays)
    payees.move(tx, goes, stays)
    statements.moved(tx, goes, stays)
    drafts.move(tx, goes, stays)
    topics.move(tx, goes, stays)
    deals.move(tx, goes, stays)
    communities.end(tx, goes)
    return stays


def led_by(tx: ReadTx, account: AccountId) -> list[Community]:
    """Every community that an account leads."""
    return communities.led_by(tx, account)


def without_zone(tx: ReadTx, leader: AccountId) -> Community | None:
    """The newest community of a leader whose zone is only guessed."""
    return next((one for one in reversed(communities.led_by(tx, leader)) if not one.zone_chosen), None)


def of_chat(tx: ReadTx, chat: ChatId) -> Community | None:
    """The community of a group, if it is served."""
    return communities.find_chat(tx, chat)


def get(tx: ReadTx, community: CommunityId) -> Community:
    """A community. Raises NotFound."""
    return communities.get(tx, community)


def leads(tx: ReadTx, community: CommunityId, account: AccountId) -> bool:
    """Whether an account leads a community."""
    return communities.leads(tx, community, account)


def leaders_of(tx: ReadTx, community: CommunityId) -> tuple[AccountId, ...]:
    """Who leads a community, longest first."""
    return communities.leaders_of(tx, community)


def has_leader(tx: ReadTx, community: CommunityId) -> bool:
    """Whether anybody leads a community."""
    return bool(communities.leaders_of(tx, community))


def is_led(tx: ReadTx, chat: ChatId) -> bool:
    """Whether anybody leads the community of a group."""
    community = communities.find_chat(tx, chat)
    return community is not None and has_leader(tx, community.id)


def cards(tx: ReadTx, community: CommunityId) -> list[Notice]:
    """The cards that stand in a group or should, to be drawn anew; a scheduled deal has none yet."""
    chat = communities.get(tx, community).chat_id
    shown = [deal.id for deal in deals.open_in(tx, community) if deal.state is DealState.OPEN]
    return [notice(NoticeKind.CARD, chat, deal) for deal in shown]


def _guess(language: str) -> tuple[str, str]:
    """Zone and currency a new community starts with; its leader sets them with /community."""
    return ("Asia/Shanghai", "CNY") if language == "zh" else (_ZONE, _CURRENCY)
