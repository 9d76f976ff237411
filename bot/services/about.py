"""What every event about a deal, a team or an order carries."""

from typing import TypedDict

from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, TeamId
from bot.domain.orders import Order
from bot.domain.teams import Team


class AboutDeal(TypedDict):
    """Facts of a DealEvent."""

    deal_id: DealId
    chat_id: ChatId
    leader_id: AccountId


class AboutTeam(AboutDeal):
    """Facts of a TeamEvent."""

    team_id: TeamId


class AboutOrder(AboutDeal):
    """Facts of an OrderEvent."""

    order_id: OrderId
    buyer_id: AccountId


def the_deal(deal: Deal, chat: ChatId) -> AboutDeal:
    """What an event about this deal carries."""
    return {"deal_id": deal.id, "chat_id": chat, "leader_id": deal.leader_id}


def the_team(deal: Deal, chat: ChatId, team: Team) -> AboutTeam:
    """What an event about this team carries."""
    return {**the_deal(deal, chat), "team_id": team.id}


def the_order(deal: Deal, chat: ChatId, order: Order) -> AboutOrder:
    """What an event about this order carries."""
    return {**the_deal(deal, chat), "order_id": order.id, "buyer_id": order.buyer_id}


def the_buyers(orders: list[Order]) -> tuple[tuple[OrderId, AccountId], ...]:
    """Order and buyer of each."""
    return tuple((order.id, order.buyer_id) for order in orders)
