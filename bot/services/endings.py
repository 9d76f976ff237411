"""How teams end: formed, merged or expired; and what becomes of every order in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, TeamId
from bot.domain.orders import Order, OrderState
from bot.domain.teams import Team, TeamState
from bot.services import places, settling
from bot.services.about import the_buyers, the_order, the_team
from storage import deals, ledger, orders, teams
from storage.database import WriteTx

#: Open teams that are looked at when one seeks others to merge with: the oldest.
TEAMS_LOOKED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """What the end of a team, or of several that are merged, changes."""

    event: list[e.Event]
    teams: list[tuple[Team, Team, TeamId | None]]
    #: Orders that go into another team and aren't asked for.
    moved: list[tuple[Order, Order]]
    #: Orders that end: those that held an unpaid place, and those of a team that expires.
    dropped: list[Order]
    void: list[Order]
    #: Orders that are due now.
    due: list[Order]


def end_teams(
    tx: WriteTx, deal: Deal, together: Sequence[Sequence[Team]], where: ChatId, now: datetime
) -> list[e.Event]:
    """End open teams whose time is up: each stands with those it is merged with, or alone and expires.

    Raises TeamChanged, OrderChanged, PayeeMissing.
    """
    members = _members(tx, together)
    ends = [_end(deal, merged, members, where) for merged in together]
    changed = [team for end in ends for team in end.teams]
    dropped, void = [order for end in ends for order in end.dropped], [order for end in ends for order in end.void]
    orders.save_all(tx, [order for end in ends for order in end.moved], now)
    teams.save_all(tx, changed, now)
    deals.take(
        tx,
        deal.id,
        units=-sum(order.quantity for order in [*dropped, *void]),
        places=-sum(places.set_aside(before) for before, _, _ in changed),
    )
    return [
        *end_orders(tx, deal, dropped, where, now, told=True),
        *(event for end in ends for event in end.event),
        *end_orders(tx, deal, void, where, now, told=False),
        *settling.ask(tx, deal, [order for end in ends for order in end.due], now),
    ]


def formed(tx: WriteTx, deal: Deal, team: Team, where: ChatId, now: datetime) -> list[e.Event]:
    """A team reached its target: its placed orders are due at once."""
    members = orders.of_team(tx, team.id)
    return [_team_formed(deal, team, members, where), *settling.ask(tx, deal, _placed(members), now)]


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
    """Whether an order's money came, or a part of it; one that credit paid gives the credit back instead."""
    if order.state is OrderState.DUE:
        return order.rest in order_rules.UNDERPAID
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


def _members(tx: WriteTx, together: Sequence[Sequence[Team]]) -> Mapping[TeamId, list[Order]]:
    """The live orders of every team, first come first."""
    members: dict[TeamId, list[Order]] = {team.id: [] for merged in together for team in merged}
    for order in orders.of_teams(tx, list(members)):
        if order.team_id is not None:
            members[order.team_id].append(order)
    return members


def _end(deal: Deal, merged: Sequence[Team], members: Mapping[TeamId, list[Order]], where: ChatId) -> _End:
    """What becomes of a team: whoever holds an unpaid place in it loses it."""
    team, *others = merged
    staying = [order for order in members[team.id] if places.counts(deal, order)]
    dropped = [order for order in members[team.id] if not places.counts(deal, order)]
    if others:
        return _merged(deal, merged, {**members, team.id: staying}, dropped, where)
    unpaid = [order for order in staying if order.state is not OrderState.PAID]
    return _End(
        event=[e.TeamExpired(buyers=the_buyers(unpaid), **the_team(deal, where, team))],
        teams=[(team, replace(team, state=TeamState.EXPIRED, holding=0), None)],
        moved=[],
        dropped=dropped,
        void=staying,
        due=[],
    )


def _merged(
    deal: Deal, merged: Sequence[Team], members: Mapping[TeamId, list[Order]], dropped: list[Order], where: ChatId
) -> _End:
    """Whole teams become one: the oldest takes in the others' buyers and forms."""
    oldest, *rest = sorted(merged, key=lambda team: team.id)
    starter = _starter(oldest, members[oldest.id])
    into = replace(oldest, state=TeamState.FORMED, joined=oldest.target, holding=0, starter_id=starter)
    coming = [(order, replace(order, team_id=oldest.id)) for team in rest for order in members[team.id]]
    everyone = [*members[oldest.id], *(after for _, after in coming)]
    gone = [(team, replace(team, state=TeamState.MERGED, joined=0, holding=0), oldest.id) for team in rest]
    told: list[e.Event] = [
        e.TeamMerged(into=oldest.id, buyers=the_buyers(members[team.id]), **the_team(deal, where, team))
        for team in rest
    ]
    if starter != oldest.starter_id:
        told.append(e.StarterChanged(starter_id=starter, **the_team(deal, where, into)))
    return _End(
        event=[*told, _team_formed(deal, into, everyone, where)],
        teams=[(oldest, into, None), *gone],
        moved=[(order, after) for order, after in coming if order.state is not OrderState.PLACED],
        dropped=dropped,
        void=[],
        due=_placed(everyone),
    )


def _starter(team: Team, staying: Sequence[Order]) -> AccountId:
    """Whose the team is: its starter's, or, when they lose an unpaid place, its first buyer's."""
    buyers = [order.buyer_id for order in staying]
    return team.starter_id if team.starter_id in buyers else buyers[0]


def _team_formed(deal: Deal, team: Team, members: list[Order], where: ChatId) -> e.TeamFormed:
    return e.TeamFormed(
        starter_id=team.starter_id, pay=deal.pay, buyers=the_buyers(members), **the_team(deal, where, team)
    )


def _placed(members: list[Order]) -> list[Order]:
    return [order for order in members if order.state is OrderState.PLACED]
