"""Whose deals they are when their leader leads no more."""

from bot.domain import events as e
from bot.domain.ids import CommunityId
from bot.services import places
from bot.services.about import the_deal
from storage import communities, deals
from storage.database import WriteTx


def pass_on(tx: WriteTx, community: CommunityId) -> list[e.Event]:
    """Deals of a community with something to do in them and with no leader go to whoever leads it longest.

    Nobody leads it: they wait for the next leader; buyers keep their orders, and what they claimed never lapses.
    """
    leaders = communities.leaders_of(tx, community)
    passed = deals.pass_on(tx, community, leaders[0]) if leaders else []
    found = [deals.get(tx, deal) for deal in passed]
    return [e.DealPassedOn(**the_deal(deal, places.chat(tx, deal))) for deal in found]
