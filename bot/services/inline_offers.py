"""What somebody is offered who types behind the bot's name in any chat: deals they may see, and what a link opens.

Nobody is shown a community's deals who is not known there; holding a link is enough for what it opens.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.deals import Deal, DealState
from bot.domain.ids import AccountId, DealId, Kind, TeamId, Token, number_of
from bot.domain.teams import TeamState, takes_buyers
from bot.services import cards
from bot.services.cards import DealCard, OpenTeam, TeamPage, open_team
from bot.services.people import RECENT
from storage import communities, deals, orders, teams
from storage.database import ReadTx

#: Telegram takes 50 results; on a phone nobody looks through more than these.
MOST = 30
#: So many of them are deals, the next to close; their teams fill the rest.
DEALS_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A deal, or one open team of it."""

    card: DealCard
    page: TeamPage | None = None


def offers(tx: ReadTx, to: AccountId, words: str, now: datetime) -> list[Offer]:
    """The open teams that the reader is in, then deals whose title has these words, then other teams of these."""
    wanted = words.casefold().split()
    titles = deals.open_titles(tx, communities.known_in(tx, to), now)
    found = [deal for deal, title in titles if _has(title.casefold(), wanted)][:DEALS_MOST]
    if not found:
        return []
    drawn = {card.deal.id: card for card in cards.cards(tx, deals.these(tx, found)) if _takes(card.deal, now)}
    mine = _own(tx, to, drawn, now)
    seen = {offer.page.team.token for offer in mine if offer.page is not None}
    others = [
        _of_team(card, team)
        for card in drawn.values()
        for team in card.teams
        if team.token not in seen and team.missing and now < team.deadline_at
    ]
    return [*mine, *(Offer(card=card) for card in drawn.values()), *others][:MOST]


def _own(tx: ReadTx, to: AccountId, drawn: dict[DealId, DealCard], now: datetime) -> list[Offer]:
    """The reader's own teams of these deals: they are what is passed on most."""
    ids = [order.team_id for order in orders.of_buyer(tx, to, RECENT) if order.is_live and order.team_id is not None]
    found = [(team, starter) for team, starter in teams.these(tx, ids) if team.deal_id in drawn]
    return [
        _of_team(drawn[team.deal_id], open_team(team, starter)) for team, starter in found if takes_buyers(team, now)
    ]


def of_team_link(tx: ReadTx, token: Token, now: datetime) -> list[Offer]:
    """The team that a link names while it takes buyers, then its deal while that is open. Raises NotFound."""
    page = cards.team_by_token(tx, token)
    team = teams.get(tx, page.id)
    deal = _of_deal(page.card, now)
    return [Offer(card=page.card, page=page), *deal] if deal and takes_buyers(team, now) else deal


def of_deal_link(tx: ReadTx, token: Token, now: datetime) -> list[Offer]:
    """The deal that a link names, while it is open. Raises NotFound."""
    return _of_deal(cards.card_by_token(tx, token), now)


def _of_deal(card: DealCard, now: datetime) -> list[Offer]:
    return [Offer(card=card)] if _takes(card.deal, now) else []


def _takes(deal: Deal, now: datetime) -> bool:
    """Whether somebody could order now: nobody is sent a card that they can do nothing with."""
    return deal.state is DealState.OPEN and now < deal.closes_at and deal.halt is None


def _of_team(card: DealCard, team: OpenTeam) -> Offer:
    number = TeamId(number_of(Kind.TEAM, team.code))
    return Offer(card=card, page=TeamPage(card=card, team=team, state=TeamState.OPEN, id=number))


def _has(title: str, wanted: list[str]) -> bool:
    return all(word in title for word in wanted)
