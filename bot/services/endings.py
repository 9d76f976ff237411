"""How teams end: formed, merged or expired; and what becomes of every order in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain.deals import Deal
from bot.domain.ids import ChatId, TeamId
from bot.domain.merging import partners
from bot.domain.orders import Order, OrderState
from bot.domain.teams import Team, TeamState
from bot.services import places, settling
from bot.services.about import the_buyers, the_order, the_team
from storage import deals, ledger, orders, teams
from storage.database import WriteTx

#: Open teams that are looked at when one seeks others to merge with: the oldest.
TEAMS_LOOKED_AT = 200


def end_team(
    tx: WriteTx, deal: Deal, team: Team, others: Sequence[Team], where: ChatId, now: datetime
) -> tuple[list[e.Event], list[TeamId]]:
    """End an open team whose time is up; the events, and which teams it took with it into one that forms."""
    team, events = _drop_holders(tx, deal, team, where, now)
    fitting = [other for other in others if other.holding == 0 and other.state is TeamState.OPEN]
    chosen = partners(team, fitting) if team.joined else []
    if not chosen:
        return [*events, *_expire(tx, deal, team, where, now)], []
    return [*events, *_merge(tx, deal, [team, *chosen], where, now)], [other.id for other in chosen]


def formed(tx: WriteTx, deal: Deal, team: Team, where: ChatId, now: datetime) -> list[e.Event]:
    """A team reached its target: its placed orders are due at once."""
    members = orders.of_team(tx, team.id)
    event = e.TeamFormed(
        starter_id=team.starter_id, pay=deal.pay, buyers=the_buyers(members), **the_team(deal, where, team)
    )
    placed = [order for order in members if order.state is OrderState.PLACED]
    return [event, *settling.ask(tx, deal, placed, now)]


def end_orders(
    tx: WriteTx, deal: Deal, ended: Sequence[Order], where: ChatId, now: datetime, *, told: bool
) -> list[e.Event]:
    """End live orders with their team or deal: nothing is owed any more, and money that came goes back."""
    moves: list[tuple[Order, Order]] = []
    events: list[e.Event] = []
    for order in ended:
        refund = _has_money(tx, order)
        to = OrderState.REFUND_DUE if refund else OrderState.VOID
        moves.append((order, order_rules.move(order, to)))
        events += _ended(tx, deal, order, where, refund=refund, told=told)
    orders.save_all(tx, moves, now)
    return events


def _has_money(tx: WriteTx, order: Order) -> bool:
    """Whether a paid order's money came; one that credit paid gives the credit back instead."""
    return order.state in (OrderState.PAID, OrderState.READY) and ledger.held(tx, order.id) > 0


def _ended(tx: WriteTx, deal: Deal, order: Order, where: ChatId, *, refund: bool, told: bool) -> list[e.Event]:
    about = the_order(deal, where, order)
    if refund:
        return [e.RefundOwed(rows=settling.uncharge(tx, deal, order), **about)]
    voided = e.OrderVoided(rows=settling.uncharge(tx, deal, order), told=told, **about)
    if order.state is not OrderState.CLAIMED:
        return [voided]
    orders.mark_late(tx, order.id, True, order.claim_photo)
    return [voided, e.LateMoneyClaimed(**about)]


def _drop_holders(tx: WriteTx, deal: Deal, team: Team, where: ChatId, now: datetime) -> tuple[Team, list[e.Event]]:
    """Whoever holds an unpaid place in a team that ends loses it; the team keeps its missing places for the moment."""
    if not team.holding:
        return team, []
    holders = [order for order in orders.of_team(tx, team.id) if not places.counts(deal, order)]
    after = replace(team, holding=0)
    places.save_team(tx, deal, team, after, now, units=-sum(order.quantity for order in holders))
    return after, end_orders(tx, deal, holders, where, now, told=True)


def _expire(tx: WriteTx, deal: Deal, team: Team, where: ChatId, now: datetime) -> list[e.Event]:
    members = orders.of_team(tx, team.id)
    after = replace(team, state=TeamState.EXPIRED)
    places.save_team(tx, deal, team, after, now, units=-sum(order.quantity for order in members))
    void = [order for order in members if order.state is not OrderState.PAID]
    event = e.TeamExpired(buyers=the_buyers(void), **the_team(deal, where, team))
    return [event, *end_orders(tx, deal, members, where, now, told=False)]


def _merge(tx: WriteTx, deal: Deal, together: list[Team], where: ChatId, now: datetime) -> list[e.Event]:
    """Whole teams become one: the oldest takes in the others' buyers and forms."""
    oldest, *rest = sorted(together, key=lambda team: team.id)
    events: list[e.Event] = []
    for team in rest:
        members = orders.of_team(tx, team.id)
        orders.save_all(tx, [(order, replace(order, team_id=oldest.id)) for order in members], now)
        teams.save(tx, team, replace(team, state=TeamState.MERGED, joined=0), now, into=oldest.id)
        deals.take(tx, deal.id, units=0, places=-places.set_aside(team))
        events.append(e.TeamMerged(into=oldest.id, buyers=the_buyers(members), **the_team(deal, where, team)))
    after = replace(oldest, state=TeamState.FORMED, joined=oldest.target)
    places.save_team(tx, deal, oldest, after, now, units=0)
    return [*events, *formed(tx, deal, after, where, now)]
