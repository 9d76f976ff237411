"""Acts on deals: open, close, extend, cancel, and ending what is left in slices."""

from dataclasses import replace
from datetime import datetime

from bot.domain import deals as rules
from bot.domain import events as e
from bot.domain import merging
from bot.domain.deals import Deal, DealOver, DealState
from bot.domain.ids import ChatId, DealId
from bot.domain.orders import LIVE
from bot.domain.people import Actor, Right
from bot.domain.teams import TeamState
from bot.services import endings, places
from bot.services.about import the_deal, the_team
from bot.services.act import Done, act
from storage import deals, orders, teams
from storage.database import WriteTx

#: Orders ended in one transaction: others' joins wait no longer than this takes.
SLICE = 50
_HELD_SLICE = 10


@act(Right.ITSELF)
def open_due(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The opening time of a deal has come: its card is posted."""
    deal = deals.locked(tx, deal_id)
    if deal.state is not DealState.SCHEDULED or now < deal.opens_at:
        return Done(events=())
    _save(tx, deal, rules.move(deal, DealState.OPEN))
    return Done(events=[e.DealOpened(**the_deal(deal, places.chat(tx, deal)))])


@act(Right.ITSELF)
def close_due(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The closing time of a deal has come: nobody joins any more."""
    deal = deals.locked(tx, deal_id)
    if deal.state is not DealState.OPEN or now < deal.closes_at:
        return Done(events=())
    return Done(events=_close(tx, deal, now, early=False))


@act(Right.LEADS_DEAL)
def close_now(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The leader closes early: nobody joins any more. Open teams end a little later: till then it can be undone.

    Raises DealOver.
    """
    return Done(events=_close(tx, deals.locked(tx, deal_id), now, early=True))


@act(Right.LEADS_DEAL)
def undo_close(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The leader has closed too early: the deal is as it was before. Raises DealOver, TooLateToUndo."""
    deal = deals.locked(tx, deal_id)
    if deal.state in (DealState.SCHEDULED, DealState.OPEN):
        return Done(events=())
    _save(tx, deal, rules.close_undone(deal, now))
    return Done(events=[e.DealReopened(**the_deal(deal, places.chat(tx, deal)))])


@act(Right.LEADS_DEAL)
def extend(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, closes_at: datetime) -> Done[None]:
    """The deal closes later; teams keep the deadline they started with. Raises DealOver, NotLater."""
    deal = deals.locked(tx, deal_id)
    _save(tx, deal, rules.extended(deal, closes_at, now))
    return Done(events=[e.DealExtended(**the_deal(deal, places.chat(tx, deal)))])


@act(Right.LEADS_DEAL)
def pause(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The leader lets nobody order for now; teams' clocks and the close run on. Raises DealOver."""
    return Done(events=_paused(tx, deals.locked(tx, deal_id), True, e.DealPaused))


@act(Right.LEADS_DEAL)
def resume(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The leader lets people order again. Raises DealOver."""
    return Done(events=_paused(tx, deals.locked(tx, deal_id), False, e.DealResumed))


@act(Right.LEADS_DEAL)
def cancel(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[None]:
    """The leader calls the deal off: nothing is owed, money that came goes back. Raises DealOver."""
    deal = deals.locked(tx, deal_id)
    _save(tx, deal, rules.cancelled(deal, now))
    return Done(events=[e.DealCancelled(**the_deal(deal, places.chat(tx, deal)))])


@act(Right.ITSELF)
def end_slice(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[bool]:
    """End a slice of what is left in a closed or cancelled deal; shows whether more is left."""
    deal = deals.locked(tx, deal_id)
    if deal.ends_at is None or now < deal.ends_at:
        return Done(events=(), shown=False)
    where = places.chat(tx, deal)
    deal = _begun(tx, deal)
    if deal.state is DealState.CANCELLED:
        events = _end_cancelled(tx, deal, where, now)
    else:
        events = _end_teams(tx, deal, where, now)
    if events:
        return Done(events=events, shown=True)
    _save(tx, deal, rules.ended(deal))
    is_settled = deal.state is DealState.CLOSED
    return Done(events=[e.DealSettled(**the_deal(deal, where))] if is_settled else (), shown=False)


def _begun(tx: WriteTx, deal: Deal) -> Deal:
    after = rules.ending(deal)
    if after != deal:
        _save(tx, deal, after)
    return after


def _close(tx: WriteTx, deal: Deal, now: datetime, *, early: bool) -> list[e.Event]:
    _save(tx, deal, rules.closed(deal, now, early=early))
    return [e.DealClosed(**the_deal(deal, places.chat(tx, deal)))]


def _end_teams(tx: WriteTx, deal: Deal, where: ChatId, now: datetime) -> list[e.Event]:
    """End open teams, oldest first, until a slice of orders is reached; short ones are merged where that forms one."""
    left = teams.open_of(tx, deal.id, endings.TEAMS_LOOKED_AT)
    if deal.held:  # nobody is asked to pay a leader who is suspended: no team is made by merging
        return endings.end_teams(tx, deal, [(team,) for team in left[:_HELD_SLICE]], where, now) if left else []
    return endings.end_teams(tx, deal, merging.endings(left, SLICE), where, now) if left else []


def _end_cancelled(tx: WriteTx, deal: Deal, where: ChatId, now: datetime) -> list[e.Event]:
    """End open teams of a cancelled deal at once, its orders in slices."""
    events: list[e.Event] = []
    for team in teams.open_of(tx, deal.id, endings.TEAMS_LOOKED_AT):
        after = replace(team, state=TeamState.CANCELLED)
        places.save_team(tx, deal, team, after, now, units=0)
        events.append(e.TeamCancelled(**the_team(deal, where, team)))
    if events:
        return events
    ended = orders.in_deal(tx, deal.id, LIVE, SLICE)
    deals.take(tx, deal.id, units=-sum(order.quantity for order in ended), places=0)
    return endings.end_orders(tx, deal, ended, where, now, told=True)


def _paused(tx: WriteTx, deal: Deal, paused: bool, event: type[e.DealPaused] | type[e.DealResumed]) -> list[e.Event]:
    """Paused or not from now on; what is so already changes nothing."""
    after = rules.paused(deal, paused)
    if deal.is_paused == paused:
        return []
    _save(tx, deal, after)
    return [event(**the_deal(deal, places.chat(tx, deal)))]


def _save(tx: WriteTx, before: Deal, after: Deal) -> None:
    if not deals.save_move(tx, before, after):
        raise DealOver(deal=before.code, state=before.state)
