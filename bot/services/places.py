"""Places and units: what taking, leaving and ending an order does to its team and its deal."""

from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import teams as team_rules
from bot.domain.deals import Deal
from bot.domain.ids import ChatId
from bot.domain.orders import Order, OrderState, counts_at_once
from bot.domain.teams import Team, TeamState
from bot.services.about import the_team
from storage import communities, deals, orders, teams
from storage.database import ReadTx, WriteTx


def chat(tx: ReadTx, deal: Deal) -> ChatId:
    """The group of a deal."""
    return communities.get(tx, deal.community_id).chat_id


def set_aside(team: Team) -> int:
    """Units kept for a team: one for each missing place, as long as it is open."""
    return team.missing if team.state is TeamState.OPEN else 0


def save_team(tx: WriteTx, deal: Deal, before: Team, after: Team, now: datetime, *, units: int, made: int = 0) -> None:
    """Store a team and the units that its change takes or frees. Raises SoldOut, TeamChanged."""
    teams.save(tx, before, after, now)
    deals.take(tx, deal.id, units=units, places=set_aside(after) - set_aside(before), made=made)


def free(tx: WriteTx, deal: Deal, order: Order, where: ChatId, now: datetime) -> list[e.Event]:
    """Give an order's units and its place in an open team back; the next buyer becomes starter, the last cancels."""
    team = None if order.team_id is None else teams.get(tx, order.team_id)
    if team is None or team.state is not TeamState.OPEN:
        deals.take(tx, deal.id, units=-order.quantity, places=0)
        return []
    after = team_rules.leave(team, counted=counts(deal, order))
    after, events = _next_starter(tx, deal, after, order, where)
    save_team(tx, deal, team, after, now, units=-order.quantity)
    return events


def move(
    tx: WriteTx, deal: Deal, order: Order, left: Team, into: Team, where: ChatId, now: datetime
) -> tuple[Team, list[e.Event]]:
    """Take an order from one open team into another, which has a place for it; its units are the same.

    The team it is in now, and what follows for the one it left. Raises TeamClosed, TeamFull, TeamChanged.
    """
    counted = counts(deal, order)
    joined = team_rules.join(into, now, counts=counted)
    without, events = _next_starter(tx, deal, team_rules.leave(left, counted=counted), order, where)
    _, remind_at = orders.reminders(tx, order.id)
    orders.save(tx, order, replace(order, team_id=into.id), now, remind_at)
    for before, after in ((into, joined), (left, without)):  # a place is freed before one is set aside
        save_team(tx, deal, before, after, now, units=0)
    return joined, events


def counts(deal: Deal, order: Order) -> bool:
    """Whether an order in an open team counts toward its target."""
    return counts_at_once(deal) or order.state is OrderState.PAID


def _next_starter(tx: WriteTx, deal: Deal, team: Team, gone: Order, where: ChatId) -> tuple[Team, list[e.Event]]:
    if team.state is TeamState.CANCELLED:
        return team, [e.TeamCancelled(**the_team(deal, where, team))]
    if team.starter_id != gone.buyer_id:
        return team, []
    following = next(order for order in orders.of_team(tx, team.id) if order.id != gone.id)
    starter = following.buyer_id
    return replace(team, starter_id=starter), [e.StarterChanged(starter_id=starter, **the_team(deal, where, team))]
