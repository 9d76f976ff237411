"""Acts on teams: start, join, move to another, run out."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.domain import deals as deal_rules
from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain import teams as team_rules
from bot.domain.deals import Deal, PayMoment
from bot.domain.ids import AccountId, ChatId, Code, DealId, Kind, OrderId, TeamId, Token, code_of
from bot.domain.merging import partners
from bot.domain.orders import AlreadyIn, NothingToMove, Order, OrderSettled, counts_at_once
from bot.domain.people import Actor, Right
from bot.domain.teams import Team, TeamState
from bot.services import endings, places, settling
from bot.services.about import the_team
from bot.services.act import Done, act
from storage import accounts, deals, orders, teams
from storage.database import ReadTx, WriteTx


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a buyer is told about the place they have just taken."""

    order: Code
    team: Code
    starter: str
    is_starter: bool
    joined: int
    target: int
    formed: bool
    pay: PayMoment
    deal_token: Token


@act(Right.ANYONE)
def start(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[Place]:
    """Start a team under a deal; the starter's order is its first. Needs a free unit for every place."""
    deal = deals.locked(tx, deal_id)
    deal_rules.takes_orders(deal, now)
    refuse_second_order(tx, deal, by.id, None)
    deal_rules.has_room(deal, deal.target)
    team = _new_team(tx, deal, by.id, now)
    where = places.chat(tx, deal)
    order_id = _place(tx, deal, team, by.id, now)
    deals.take(tx, deal.id, units=1, places=deal.target - 1, made=1)
    started = e.TeamStarted(order_id=order_id, buyer_id=by.id, **the_team(deal, where, team))
    events = [started, *_pay_at_once(tx, deal, order_id, now)]
    return Done(events=events, subject=team.id, shown=_shown(deal, team, order_id, by.person.name, is_starter=True))


@act(Right.ANYONE)
def join(tx: WriteTx, by: Actor, now: datetime, team_id: TeamId) -> Done[Place]:
    """Join a team with one unit; whoever completes it forms it."""
    deal = deals.locked_of_team(tx, team_id)
    team = teams.get(tx, team_id)
    refuse_second_order(tx, deal, by.id, team)
    deal_rules.takes_orders(deal, now)
    after = team_rules.join(team, now, counts=counts_at_once(deal))
    where = places.chat(tx, deal)
    order_id = _place(tx, deal, after, by.id, now)
    places.save_team(tx, deal, team, after, now, units=1, made=1)
    joined = e.BuyerJoined(order_id=order_id, buyer_id=by.id, **the_team(deal, where, after))
    events = [joined, *_pay_at_once(tx, deal, order_id, now), *formed(tx, deal, after, where, now)]
    starter = accounts.get(tx, team.starter_id).name
    return Done(events=events, shown=_shown(deal, after, order_id, starter, is_starter=False))


@act(Right.ANYONE)
def move(tx: WriteTx, by: Actor, now: datetime, team_id: TeamId) -> Done[Place]:
    """Leave the open team one is in for this one of the same deal, with the same order.

    Raises NothingToMove, AlreadyIn (in this team, or alone), DealNotOpen, OrderSettled, TeamClosed, TeamFull.
    """
    deal = deals.locked_of_team(tx, team_id)
    team = teams.get(tx, team_id)
    order, left = _movable(tx, deal, team, by.id, now)
    where = places.chat(tx, deal)
    after, followed = places.move(tx, deal, order, left, team, where, now)
    moved = e.BuyerMoved(left=left.id, order_id=order.id, buyer_id=by.id, **the_team(deal, where, after))
    events = [moved, *followed, *formed(tx, deal, after, where, now)]
    starter = accounts.get(tx, team.starter_id).name
    return Done(events=events, shown=_shown(deal, after, order.id, starter, is_starter=False))


@act(Right.ITSELF)
def run_out(tx: WriteTx, by: Actor, now: datetime, team_id: TeamId) -> Done[None]:
    """A team's deadline has passed: it is merged with others when that forms one, or it expires."""
    deal = deals.locked_of_team(tx, team_id)
    team = teams.get(tx, team_id)
    if team.state is not TeamState.OPEN or now < team.deadline_at:
        return Done(events=())
    others = [] if deal.held else teams.open_of(tx, deal.id, endings.TEAMS_LOOKED_AT)
    end = (team, *partners(team, others))
    return Done(events=endings.end_teams(tx, deal, [end], places.chat(tx, deal), now))


def place_of(tx: ReadTx, team_id: TeamId, buyer: AccountId) -> Place:
    """The same for a buyer whose act was done before. Raises NotFound."""
    team = teams.get(tx, team_id)
    deal = deals.get(tx, team.deal_id)
    order = orders.find_last(tx, deal.id, buyer)
    starter = accounts.get(tx, team.starter_id).name
    order_id = OrderId(0) if order is None else order.id
    return _shown(deal, team, order_id, starter, is_starter=team.starter_id == buyer)


def refuse_second_order(tx: ReadTx, deal: Deal, buyer: AccountId, team: Team | None) -> None:
    """Raise AlreadyIn when a buyer has a live order in the deal."""
    order = orders.find_live(tx, deal.id, buyer)
    if order is not None:
        same = team is not None and order.team_id == team.id
        raise AlreadyIn(order=order.code, same_team=same, number=order.number)


def formed(tx: WriteTx, deal: Deal, team: Team, where: ChatId, now: datetime) -> list[e.Event]:
    """What follows when a team has reached its target: its orders are due. Nothing follows before."""
    if team.state is not TeamState.FORMED:
        return []
    return endings.formed(tx, deal, team, where, now)


def _movable(tx: ReadTx, deal: Deal, into: Team, buyer: AccountId, now: datetime) -> tuple[Order, Team]:
    """A buyer's order that may go into another team, and the open team it is in."""
    order = orders.find_live(tx, deal.id, buyer)
    if order is None:
        raise NothingToMove()
    if order.team_id is None or order.team_id == into.id:
        raise AlreadyIn(order=order.code, same_team=order.team_id == into.id, number=order.number)
    deal_rules.takes_orders(deal, now)
    order_rules.can_move(order)
    left = teams.get(tx, order.team_id)
    if not team_rules.takes_buyers(left, now):
        raise OrderSettled(order=order.code, state=order.state)
    return order, left


def _new_team(tx: WriteTx, deal: Deal, starter: AccountId, now: datetime) -> Team:
    counted = counts_at_once(deal)
    values: dict[str, object] = {
        "deal_id": deal.id,
        "token": secrets.token_urlsafe(16),
        "starter_id": starter,
        "target": deal.target,
        "joined": int(counted),
        "holding": int(not counted),
        "state": TeamState.OPEN,
        "started_at": now,
        "deadline_at": team_rules.deadline(deal, now),
    }
    return teams.get(tx, teams.add(tx, values))


def _place(tx: WriteTx, deal: Deal, team: Team, buyer: AccountId, now: datetime) -> OrderId:
    """The order of one who starts or joins: one unit at the team price. Raises AlreadyIn: the schema's last word."""
    order_id = orders.place(
        tx,
        deal=deal.id,
        team=team.id,
        buyer=buyer,
        number=deal.orders_made + 1,
        quantity=1,
        unit_minor=deal.team_minor,
        now=now,
    )
    if order_id is None:
        raise AlreadyIn(order="", same_team=False, number=0)
    return order_id


def _pay_at_once(tx: WriteTx, deal: Deal, order_id: OrderId, now: datetime) -> list[e.Event]:
    if deal.pay is not PayMoment.FIRST:
        return []
    return settling.ask(tx, deal, [orders.get(tx, order_id)], now)


def _shown(deal: Deal, team: Team, order_id: OrderId, starter: str, *, is_starter: bool) -> Place:
    return Place(
        order=code_of(Kind.ORDER, order_id),
        team=team.code,
        starter=starter,
        is_starter=is_starter,
        joined=team.joined + team.holding,
        target=team.target,
        formed=team.state is TeamState.FORMED,
        pay=deal.pay,
        deal_token=deal.token,
    )
