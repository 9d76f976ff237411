"""The call in the group: buyers who have to pay and can't be written to, once a deal."""

from datetime import datetime

from bot.domain.deals import CalledBefore, Deal, NobodyToCall
from bot.domain.ids import DealId
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.services.act import Done, act
from storage import communities, deals, orders
from storage.database import WriteTx


@act(Right.LEADS_DEAL)
def call_now(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[int]:
    """The leader has those buyers called at once; shows how many. Raises NobodyToCall, CalledBefore."""
    deal = deals.locked(tx, deal_id)
    buyers = orders.to_call(tx, deal_id)
    if not buyers:
        raise NobodyToCall()
    called = once(tx, deal, now)
    if called is None:
        raise CalledBefore()
    return Done(events=(), shown=len(buyers), notices=[called, notice(NoticeKind.DESK, deal.leader_id, deal_id)])


def once(tx: WriteTx, deal: Deal, now: datetime) -> Notice | None:
    """The call of a deal's buyers; None: they were called before."""
    if not deals.call_once(tx, deal.id, now):
        return None
    return notice(NoticeKind.CALL, communities.get(tx, deal.community_id).chat_id, deal.id)
