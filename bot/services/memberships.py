"""The bot in a group: added, removed, with rights or without them. Telegram tells, or a send that is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain.communities import Ability, Community
from bot.domain.deals import Deal, DealState
from bot.domain.ids import AccountId, ChatId, CommunityId
from bot.domain.notices import NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.services import communities as acts
from bot.services.act import Done, act
from storage import communities, deals, outbox
from storage.database import ReadTx, WriteTx

#: A group is greeted so long after the bot was added: Telegram may be about to say that it is one we know.
GREET_AFTER = timedelta(seconds=2)


@act(Right.ITSELF)
def begin(tx: WriteTx, by: Actor, now: datetime, chat: ChatId, title: str, language: str) -> Done[None]:
    """The bot was added to a group, by somebody of this language.

    Who leads it already is told, and its cards are made true again; where nobody does, the group is greeted, once.
    """
    community = acts.serve(tx, chat, title, language, now)
    communities.enter(tx, community)
    leaders = communities.leaders_of(tx, community)
    if not leaders:
        outbox.queue_at(
            tx, notice(NoticeKind.GREETING, chat, community, f"{now.timestamp():.0f}"), now + GREET_AFTER, now
        )
    added = e.BotAdded(community_id=community, leaders=leaders)
    return Done(events=[added], subject=community, notices=acts.cards(tx, community), wakes_delivery=True)


@act(Right.ITSELF)
def end(tx: WriteTx, by: Actor, now: datetime, chat: ChatId) -> Done[None]:
    """The bot was removed from a group: nothing is sent there, its deals go on by their links."""
    return Done(events=gone(tx, chat, now))


@act(Right.ITSELF)
def change(tx: WriteTx, by: Actor, now: datetime, chat: ChatId) -> Done[None]:
    """The bot's rights in a group were changed: what it was refused may be granted now, so cards are drawn
    again, and the board."""
    community = communities.find_chat(tx, chat)
    if community is None:
        return Done(events=())
    board = notice(NoticeKind.BOARD, chat, community.id)
    again = acts.cards(tx, community.id) if communities.may_again(tx, community.id) else []
    return Done(events=(), notices=[*again, board])


@act(Right.ITSELF)
def miss(tx: WriteTx, by: Actor, now: datetime, chat: ChatId, ability: Ability) -> Done[None]:
    """A group did not let the bot do something: its leaders are told, once."""
    return Done(events=missed(tx, chat, ability))


@act(Right.ITSELF)
def decline(tx: WriteTx, by: Actor, now: datetime, chat: ChatId, title: str, adder: AccountId) -> Done[None]:
    """Somebody added the bot to a channel: they are told that it is for groups."""
    return Done(events=[e.ChannelDeclined(chat_id=chat, title=title, added_by=adder)])


def gone(tx: WriteTx, chat: ChatId, now: datetime) -> list[e.Event]:
    """The bot is in a group no more; nothing when that was known."""
    community = communities.find_chat(tx, chat)
    if community is None or not communities.leave(tx, community.id, now):
        return []
    return [e.BotRemoved(community_id=community.id, leaders=communities.leaders_of(tx, community.id))]


def missed(tx: WriteTx, chat: ChatId, ability: Ability) -> list[e.Event]:
    """A group did not let the bot do something; nothing when that was told since its rights were changed."""
    community = communities.find_chat(tx, chat)
    if community is None or not communities.lack(tx, community.id, ability):
        return []
    leaders = communities.leaders_of(tx, community.id)
    return [e.AbilityMissed(community_id=community.id, leaders=leaders, ability=ability)]


def was_removed(tx: ReadTx, chat: ChatId) -> bool:
    """Whether the bot was in a group that it serves, and is no more."""
    community = communities.find_chat(tx, chat)
    return community is not None and community.left_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A group as its leaders are told of it."""

    community: Community
    is_led: bool
    deals: tuple[Deal, ...]  #: open ones, the next to close first


def membership(tx: ReadTx, community_id: CommunityId) -> Membership | None:
    """A group with its open deals; None: it has become one with another since."""
    community = communities.find(tx, community_id)
    if community is None:
        return None
    found = deals.open_in(tx, community_id)
    return Membership(
        community=community,
        is_led=bool(communities.leaders_of(tx, community_id)),
        deals=tuple(deal for deal in found if deal.state is DealState.OPEN),
    )
