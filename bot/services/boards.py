"""The board: one pinned message in a community's group, with links to its open cards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain.communities import Community, UnknownSwitch
from bot.domain.deals import Deal, DealState
from bot.domain.ids import ChatId, CommunityId
from bot.domain.notices import NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.domain.switches import read_switch
from bot.services.act import Done, act
from storage import boards, communities, deals, messages, outbox
from storage.boards import BoardRest
from storage.database import ReadTx, WriteTx
from storage.messages import Standing

#: Deals on the board; the rest are counted.
LISTED = 20
#: Changes of open deals are gathered so long before the board is edited.
EDITED_AFTER = timedelta(minutes=1)
#: Whoever takes the board away is not shown another before.
RESTS_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A community's open deals, the next to close first, each with the message that is its card."""

    community: Community
    deals: tuple[tuple[Deal, int | None], ...]
    more: int  #: open deals that are not among these
    rest: BoardRest
    stands: bool  #: whether a board stands in the group


def board(tx: ReadTx, community_id: CommunityId) -> Board:
    """The board of a community as it should be now. Raises NotFound."""
    community = communities.get(tx, community_id)
    found = [deal for deal in deals.open_in(tx, community_id) if deal.state is DealState.OPEN]
    return Board(
        community=community,
        deals=tuple((deal, _card(tx, deal, community.chat_id)) for deal in found[:LISTED]),
        more=max(len(found) - LISTED, 0),
        rest=boards.rest(tx, community_id),
        stands=standing(tx, community) is not None,
    )


def standing(tx: ReadTx, community: Community) -> Standing | None:
    """The board that stands in a group."""
    found = messages.about(tx, [NoticeKind.BOARD], community.id, community.chat_id)
    return next((message for message in reversed(found) if not message.finished), None)


@act(Right.LEADS_COMMUNITY)
def set_board(tx: WriteTx, by: Actor, now: datetime, community_id: CommunityId, word: str) -> Done[None]:
    """Switch the board off, or on: then a new one is posted and pinned, wherever the old one stands. Raises
    UnknownSwitch.
    """
    wanted = read_switch(word)
    if wanted is None:
        raise UnknownSwitch(given=word)
    community = communities.get(tx, community_id)
    boards.switch(tx, community_id, None if wanted else now)
    stands = standing(tx, community)
    if wanted and stands is not None:
        messages.forget(tx, stands.chat_id, stands.message_id)
    told = notice(NoticeKind.BOARD, community.chat_id, community_id)
    outbox.queue_live_at(tx, told, now, now)
    return Done(events=[e.CommunityChanged(community_id=community_id)], wakes_delivery=True)


def is_on(tx: ReadTx, community_id: CommunityId) -> bool:
    """Whether a community has a board."""
    return boards.rest(tx, community_id).off_at is None


def card_changed(tx: WriteTx, chat: ChatId, now: datetime, *, posted: bool) -> None:
    """A card was posted or has changed: the board that stands is edited soon; with a new card it is posted at once."""
    community = communities.find_chat(tx, chat)
    if community is None or not boards.rest(tx, community.id).is_over(now):
        return
    stands = standing(tx, community) is not None
    if stands or posted:
        told = notice(NoticeKind.BOARD, chat, community.id)
        outbox.queue_live_at(tx, told, now + EDITED_AFTER if stands else now, now)


def taken_away(tx: WriteTx, community_id: CommunityId, now: datetime) -> None:
    """Somebody deleted the board, or nobody knows whether it was posted: none is posted for a day."""
    boards.let_rest(tx, community_id, now + RESTS_FOR)


def _card(tx: ReadTx, deal: Deal, chat: ChatId) -> int | None:
    cards = messages.about(tx, [NoticeKind.CARD], deal.id, chat)
    return cards[-1].message_id if cards else None
