"""Cards in chats of anybody's: known once, the newest kept, each queued at its pace; who is offered what."""

from datetime import timedelta

import pytest

from bot.domain.deals import DealState
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, DealId, Token
from bot.domain.notices import NoticeKind
from bot.domain.people import ITSELF
from bot.services import cards, communities, deals, deliveries, inline_cards, inline_offers, orders, teams
from bot.services.inline_cards import EDITED_EVERY, KEPT
from storage import deals as stored_deals
from storage import inline_cards as stored
from storage import messages as stored_messages
from storage import teams as stored_teams
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person, a_team, order_id

ELSEWHERE = ChatId(-1_001_000_000_777)


async def sent(stage: Stage, deal: DealId, inline_id: str = "AQAA1", *, told: bool = True) -> None:
    """Ana's card of a deal in a chat of hers."""
    await stage.does(a_person(1), inline_cards.adopt, deal, None, inline_id, False, told=told)


async def known(stage: Stage, deal: DealId) -> list[str]:
    return [card.inline_id for card in await stage.db.read(stored.newest, deal, 100)]


async def offered(stage: Stage, n: int, words: str = "") -> list[tuple[str, str]]:
    """What the n-th person is offered: titles, and starters of teams."""
    found = await stage.db.read(inline_offers.offers, a_person(n).id, words, stage.clock.now())
    return [(one.card.deal.title, "" if one.page is None else one.page.team.starter) for one in found]


async def test_card_is_known_once_however_it_came_to_be_known(stage: Stage) -> None:
    deal = await a_deal(stage)
    other = await a_deal(stage, title="Eggs")
    await sent(stage, deal)
    await sent(stage, other, told=False)
    assert await known(stage, deal) == ["AQAA1"]
    assert await known(stage, other) == []
    assert await stage.db.read(stored.count) == (1, 1)


async def test_newest_cards_of_a_deal_are_kept(stage: Stage) -> None:
    deal, other = await a_deal(stage), await a_deal(stage, title="Eggs")
    await sent(stage, other, "AQAAx")
    for n in range(KEPT + 2):
        await sent(stage, deal, f"AQAA{n}")
    assert await known(stage, deal) == [f"AQAA{n}" for n in range(KEPT + 1, 1, -1)]
    assert await known(stage, other) == ["AQAAx"]
    await sent(stage, deal, "AQAA0")
    assert (await known(stage, deal))[0] == "AQAA0"


async def drained(stage: Stage) -> list[NoticeKind]:
    """What is to be sent now has been sent; of which kinds it was."""
    rows = await stage.db.write(deliveries.take, 100, stage.clock.now())
    for row in rows:
        await stage.db.write(deliveries.ended, row, "dropped", "nothing to say", stage.clock.now())
    return [row.kind for row in rows]


async def test_card_follows_the_groups_card_at_its_own_pace(stage: Stage) -> None:
    deal = await a_deal(stage)
    await drained(stage)
    await sent(stage, deal)
    assert await drained(stage) == [NoticeKind.INLINE_CARD]
    await stage.does(a_person(1), teams.start, deal)
    assert NoticeKind.CARD in await drained(stage)
    stage.clock.moves(seconds=EDITED_EVERY.total_seconds() - 1)
    assert await drained(stage) == []
    stage.clock.moves(seconds=1)
    assert await drained(stage) == [NoticeKind.INLINE_CARD]


async def test_card_that_is_forgotten_leaves_the_others(stage: Stage) -> None:
    deal = await a_deal(stage)
    await sent(stage, deal, "AQAA1")
    await sent(stage, deal, "AQAA2")
    rows = await stage.db.write(deliveries.take, 100, stage.clock.now())
    row = next(row for row in rows if row.kind is NoticeKind.INLINE_CARD)
    await stage.db.write(deliveries.inline_card_lost, row, "MESSAGE_ID_INVALID", stage.clock.now())
    assert len(await known(stage, deal)) == 1
    assert await stage.db.read(stored_messages.is_kept, GROUP, 0) is False


async def test_nobody_is_offered_deals_of_a_community_where_they_are_not_known(stage: Stage) -> None:
    here = await a_deal(stage)
    there = await a_community(stage, chat=ELSEWHERE, leader=a_leader(ELSEWHERE))
    await a_deal(stage, there, leader=a_leader(ELSEWHERE), title="Eggs")
    await a_team(stage, here, first=1)
    assert await offered(stage, 1) == [("Navel oranges 5 kg", "Ana"), ("Navel oranges 5 kg", "")]
    assert await offered(stage, 2) == []
    lea = await stage.db.read(inline_offers.offers, a_leader().id, "", stage.clock.now())
    assert {one.card.deal.title for one in lea} == {"Navel oranges 5 kg", "Eggs"}


async def test_who_has_left_is_still_known_and_a_leader_no_more_is_not(stage: Stage) -> None:
    community = await a_community(stage)
    deal = await a_deal(stage, community)
    await a_team(stage, deal, first=1)
    await stage.does(a_person(1), orders.leave, order_id(await stage.order_of(deal, a_person(1))))
    assert await offered(stage, 1) == [("Navel oranges 5 kg", "")]
    await stage.does(ITSELF, communities.end_leadership, community, a_leader().id)
    assert await stage.db.read(inline_offers.offers, a_leader().id, "", stage.clock.now()) == []


async def test_only_what_is_open_is_offered(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal, first=1)
    await a_deal(stage, opens_in=timedelta(hours=1), title="Later")
    stage.clock.moves(days=1)
    assert await offered(stage, 1) == [("Navel oranges 5 kg", "")]  # the team's time is up
    stage.clock.moves(days=1, minutes=1)
    assert await offered(stage, 1) == []  # the deal's too, though nobody has closed it yet


async def test_a_paused_deal_is_not_offered_until_it_goes_on(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal, first=1)
    token = (await stage.deal(deal)).token
    await stage.does(a_leader(), deals.pause, deal)
    assert await offered(stage, 1) == []
    assert await stage.db.read(inline_offers.of_deal_link, token, stage.clock.now()) == []
    await stage.does(a_leader(), deals.resume, deal)
    assert len(await offered(stage, 1)) == 2


async def test_a_full_team_is_not_offered(stage: Stage) -> None:
    deal = await a_deal(stage, target=2)
    await a_team(stage, deal, buyers=2, first=1)
    await a_team(stage, deal, first=3)
    assert await offered(stage, 1) == [("Navel oranges 5 kg", ""), ("Navel oranges 5 kg", "Chen")]


async def test_own_team_is_offered_though_the_card_has_no_button_for_it(stage: Stage) -> None:
    deal = await a_deal(stage, target=9)
    for first in range(2, 11, 2):
        await a_team(stage, deal, buyers=2, first=first)
    await a_team(stage, deal, first=1)
    assert (await offered(stage, 1))[0] == ("Navel oranges 5 kg", "Ana")


async def test_never_more_than_telegram_takes_and_deals_before_others_teams(stage: Stage) -> None:
    community = await a_community(stage)
    for n in range(25):
        await a_team(stage, await a_deal(stage, community, title=f"Deal {n}"), first=1 + n % 2)
    found = await offered(stage, 1)
    assert len(found) == inline_offers.MOST <= 50
    assert [title for title, starter in found if not starter] == [f"Deal {n}" for n in range(20)]


async def test_link_offers_its_team_and_deal_to_anybody_while_they_are_open(stage: Stage) -> None:
    deal = await a_deal(stage, target=2)
    team = await stage.db.read(stored_teams.get, await a_team(stage, deal, first=1))
    token = (await stage.deal(deal)).token

    async def by_team() -> list[bool]:
        found = await stage.db.read(inline_offers.of_team_link, team.token, stage.clock.now())
        return [one.page is not None for one in found]

    assert await by_team() == [True, False]
    assert len(await stage.db.read(inline_offers.of_deal_link, token, stage.clock.now())) == 1
    await stage.does(a_person(2), teams.join, team.id)
    assert await by_team() == [False]
    await stage.does(a_leader(), deals.close_now, deal)
    assert (await stage.deal(deal)).state is not DealState.OPEN
    assert await by_team() == []
    assert await stage.db.read(inline_offers.of_deal_link, token, stage.clock.now()) == []


async def test_link_that_leads_nowhere_is_not_found(stage: Stage) -> None:
    await a_deal(stage)
    for find in (inline_offers.of_team_link, inline_offers.of_deal_link):
        with pytest.raises(NotFound):
            await stage.db.read(find, Token("x" * 22), stage.clock.now())


async def test_many_deals_are_read_as_each_alone_would_be(stage: Stage) -> None:
    community = await a_community(stage)
    ids = [await a_deal(stage, community, title=f"Deal {n}", target=2) for n in range(3)]
    for n in range(5):
        await a_team(stage, ids[0], first=n + 1)
    await a_team(stage, ids[1], buyers=2, first=6)
    many = await stage.db.read(lambda tx: cards.cards(tx, stored_deals.these(tx, ids)))
    assert many == [await stage.db.read(cards.card, deal) for deal in ids]


async def test_somebody_never_heard_of_is_offered_nothing(stage: Stage) -> None:
    await a_deal(stage)
    assert await stage.db.read(inline_offers.offers, AccountId(77), "", stage.clock.now()) == []
