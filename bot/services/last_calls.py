"""The last call of a deal, before it closes."""

from datetime import datetime

from bot.domain import last_calls as rules
from bot.domain.ids import DealId
from bot.domain.notices import NoticeKind, notice
from bot.domain.people import Actor, Right
from bot.services.act import Done, act
from storage import communities, deals, teams
from storage.database import ReadTx, WriteTx

_LOOKED_AT = 100


@act(Right.ITSELF)
def call(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """A deal closes within the hour: whoever still wants in is called once, if there is anything to take."""
    deal = deals.locked(tx, deal_id)
    if now < deal.closes_at - rules.BEFORE_CLOSE or not deals.last_call_once(tx, deal_id, deal.closes_at):
        return Done(events=())
    community = communities.get(tx, deal.community_id)
    if not rules.is_called(deal, now, community.clock) or not rules.says_something(deal, missing(tx, deal_id, now)):
        return Done(events=())
    return Done(events=(), notices=[notice(NoticeKind.LAST_CALL, community.chat_id, deal_id)])


def missing(tx: ReadTx, deal_id: DealId, now: datetime) -> int:
    """Places that open teams of a deal still need."""
    return sum(team.missing for team in teams.open_of(tx, deal_id, _LOOKED_AT) if team.deadline_at > now)
