"""Deals, teams and orders as records, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.deals import Deal, DealState, PayMoment
from bot.domain.ids import AccountId, CommunityId, DealId, OrderId, PayeeId, TeamId, Token
from bot.domain.money import currency
from bot.domain.orders import Order, OrderState
from bot.domain.teams import Team, TeamState

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
_DEAL = Deal(
    id=DealId(7),
    token=Token("d" * 22),
    community_id=CommunityId(1),
    leader_id=AccountId(900),
    title="Navel oranges 5 kg",
    note="",
    photo="",
    currency=currency("EUR"),
    solo_minor=3990,
    team_minor=2990,
    target=3,
    team_for=timedelta(hours=24),
    opens_at=NOW - timedelta(hours=1),
    closes_at=NOW + timedelta(days=2),
    due_for=timedelta(hours=24),
    stock=None,
    limit=None,
    pay=PayMoment.CLOSE,
    payee_id=PayeeId(1),
    state=DealState.OPEN,
    version=4,
    taken=0,
    set_aside=0,
    orders_made=0,
)
_TEAM = Team(
    id=TeamId(5),
    deal_id=_DEAL.id,
    token=Token("t" * 22),
    starter_id=AccountId(1),
    target=3,
    joined=1,
    holding=0,
    state=TeamState.OPEN,
    started_at=NOW,
    deadline_at=NOW + timedelta(hours=24),
)
_ORDER = Order(
    id=OrderId(11),
    deal_id=_DEAL.id,
    team_id=_TEAM.id,
    buyer_id=AccountId(1),
    number=1,
    quantity=1,
    unit_minor=2990,
    state=OrderState.PLACED,
    placed_at=NOW,
)


def a_deal(**changes: Any) -> Deal:
    """An open deal: teams of 3 at 29.90, alone 39.90, two days left, no limits."""
    return replace(_DEAL, **changes)


def a_team(**changes: Any) -> Team:
    """An open team: one of three has joined, a day is left."""
    return replace(_TEAM, **changes)


def an_order(**changes: Any) -> Order:
    """A placed order of one unit at 29.90."""
    return replace(_ORDER, **changes)
