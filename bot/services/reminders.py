"""A leader has buyers reminded who still have to pay: by day, and nobody who has heard of it lately."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import DealId
from bot.domain.notices import NoticeKind, notice
from bot.domain.payment_hours import by_day, heard_lately
from bot.domain.people import Actor, Right
from bot.services.act import Done, act
from storage import communities, deals, orders
from storage.database import WriteTx


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """How many buyers are reminded, and how many are not because they have heard lately."""

    now: int
    lately: int


@act(Right.LEADS_DEAL)
def remind_all(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[Reminded]:
    """Remind every buyer who has to pay and hasn't heard of it for six hours. Raises NightNow."""
    deal = deals.locked(tx, deal_id)
    by_day(now, communities.get(tx, deal.community_id).clock)
    found = orders.to_remind(tx, deal_id)
    silent = [order for order, heard_at in found if not heard_lately(heard_at, now)]
    orders.heard(tx, [order.id for order in silent], now)
    asked = f"{by.id}:{now.timestamp():.6f}"
    told = [notice(NoticeKind.PAYMENT_REMINDER, order.buyer_id, order.id, asked) for order in silent]
    return Done(events=(), shown=Reminded(now=len(silent), lately=len(found) - len(silent)), notices=told)
