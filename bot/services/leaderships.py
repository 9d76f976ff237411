"""Acts of admins on leaders: let somebody lead or not, suspend them everywhere, restore them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.communities import Approval, Community
from bot.domain.errors import Stale
from bot.domain.ids import AccountId, CommunityId, DealId, PayeeId
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.payments import Payee
from bot.domain.people import Account, Actor, Right
from bot.services import rights, successions
from bot.services.act import Done, act
from storage import accounts, communities, deals, payees
from storage.database import ReadTx, WriteTx


@act(Right.ADMIN)
def approve(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, leader: AccountId) -> Done[None]:
    """Let somebody who asked for it lead a community. Raises Stale: nothing is asked any more."""
    return _decided(tx, community, leader, Approval.GRANTED)


@act(Right.ADMIN)
def decline(tx: WriteTx, by: Actor, now: datetime, community: CommunityId, leader: AccountId) -> Done[None]:
    """Don't let them; an admin may still change that. Raises Stale: nothing is asked any more."""
    return _decided(tx, community, leader, Approval.DECLINED)


@act(Right.ADMIN)
def suspend(tx: WriteTx, by: Actor, now: datetime, leader: AccountId) -> Done[None]:
    """Let somebody lead no group: their deals take no orders, and buyers are not asked to pay any more.

    What is open stays as it is: nobody is told that an order has ended, and nothing that was claimed or paid changes.
    """
    if not accounts.suspend(tx, leader, now):
        return Done(events=(), subject=leader)
    held = deals.hold(tx, leader, True)
    return Done(events=[e.LeaderSuspended(leader_id=leader)], subject=leader, notices=_cards(tx, held))


@act(Right.ADMIN)
def restore(tx: WriteTx, by: Actor, now: datetime, leader: AccountId) -> Done[None]:
    """Let them lead again, what they led before; their deals that are still open take orders."""
    if not accounts.restore(tx, leader):
        return Done(events=(), subject=leader)
    held = deals.hold(tx, leader, False)
    return Done(events=[e.LeaderRestored(leader_id=leader)], subject=leader, notices=_cards(tx, held))


@dataclass(frozen=True, slots=True, kw_only=True)
class Leadership:
    """A leader as admins see them."""

    leader: Account
    community: Community | None  #: the one this is about; None: about all of them
    approval: Approval
    is_suspended: bool
    open_deals: int
    payee: Payee | None = None


def in_community(tx: ReadTx, community_id: CommunityId, leader: AccountId) -> Leadership | None:
    """Somebody who leads a community or wants to; None: it has become one with another since. Raises NotFound."""
    community = communities.find(tx, community_id)
    return None if community is None else _leadership(tx, leader, community)


def of_payee(tx: ReadTx, payee_id: PayeeId) -> Leadership:
    """Who typed a community's payee. Raises NotFound."""
    payee = payees.get(tx, payee_id)
    return _leadership(tx, payee.created_by, communities.get(tx, payee.community_id), payee)


def of_leader(tx: ReadTx, leader: AccountId) -> Leadership:
    """A leader, wherever they lead. Raises NotFound."""
    return _leadership(tx, leader, None)


def seen_by_admin(tx: ReadTx, by: Actor, leader: AccountId) -> Leadership:
    """The same, for an admin. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.ADMIN, by, leader, "leaderships.seen_by_admin")
    return of_leader(tx, leader)


def _leadership(tx: ReadTx, leader: AccountId, community: Community | None, payee: Payee | None = None) -> Leadership:
    return Leadership(
        leader=accounts.get(tx, leader),
        community=community,
        approval=Approval.NONE if community is None else communities.approval(tx, community.id, leader),
        is_suspended=accounts.is_suspended(tx, leader),
        open_deals=deals.count_open(tx, leader),
        payee=payee,
    )


def _decided(tx: WriteTx, community: CommunityId, leader: AccountId, word: Approval) -> Done[None]:
    if not communities.decide(tx, community, leader, word):
        raise Stale()
    granted = word is Approval.GRANTED
    decided = e.LeadershipDecided(community_id=community, leader_id=leader, granted=granted)
    return Done(events=[decided, *(successions.pass_on(tx, community) if granted else [])])


def _cards(tx: ReadTx, held: list[tuple[DealId, CommunityId]]) -> list[Notice]:
    """Cards of open deals, to be drawn again."""
    return [notice(NoticeKind.CARD, communities.get(tx, community).chat_id, deal) for deal, community in held]
