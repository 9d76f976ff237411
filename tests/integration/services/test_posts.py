"""Posts in a group: what a leader's word allows, and what comes of the same word twice, on both databases."""

from datetime import timedelta

import pytest

from bot.domain.deals import DealNotOpen
from bot.domain.ids import DealId
from bot.domain.notices import NoticeKind, Post, notice
from bot.domain.people import ITSELF
from bot.services import cards, deadlines, deals, last_calls
from storage import outbox, posts
from storage.database import Database
from storage.posts import Posting
from tests.kit.builders import GROUP, Stage, a_deal, a_leader, a_team

LEA = a_leader()
CARD = NoticeKind.CARD


async def a_card_that_went_out(stage: Stage) -> DealId:
    """A deal whose card row was sent, and whose message is no more."""
    deal = await a_deal(stage, stock=10)
    for row in await stage.db.write(outbox.take, 50, stage.clock.now(), stage.clock.now() + timedelta(minutes=1)):
        await stage.db.write(outbox.end, row, "sent", "", stage.clock.now())
    return deal


async def waiting(stage: Stage) -> list[str]:
    return [row.kind for row in await stage.db.read(outbox.in_state, "pending")]


async def test_the_same_word_said_twice_allows_one_more_card(database: Database) -> None:
    stage = Stage(database)
    deal = await a_card_that_went_out(stage)
    first = await stage.does(LEA, cards.post_again, deal, 0)
    second = await stage.does(LEA, cards.post_again, deal, 0)
    assert (first.shown, second.shown) == (True, False)
    assert await database.read(posts.card_turn, deal) == 1
    assert await waiting(stage) == ["card"]


async def test_a_deal_that_takes_no_orders_needs_no_card(database: Database) -> None:
    stage = Stage(database)
    deal = await a_card_that_went_out(stage)
    await stage.does(LEA, deals.cancel, deal)
    with pytest.raises(DealNotOpen):
        await stage.does(LEA, cards.post_again, deal, 0)
    assert await database.read(posts.card_turn, deal) == 0


async def test_each_post_is_taken_once_and_can_be_given_back(database: Database) -> None:
    stage = Stage(database)
    deal = await a_deal(stage)
    for post in Post:
        posting = Posting(deal=deal, chat=GROUP, post=post, turn=0)
        taken = [await database.write(posts.take, posting, stage.clock.now()) for _ in range(2)]
        assert taken == [True, False]
    await database.write(posts.give_back, Posting(deal=deal, chat=GROUP, post=Post.CALL, turn=0))
    assert [await database.read(posts.was_made, deal, post) for post in Post] == [True, True, False, True]


async def test_a_last_call_is_thought_of_once_for_each_close(database: Database) -> None:
    stage = Stage(database)
    deal = await a_deal(stage, stock=10, closes_in=timedelta(hours=5))
    await a_team(stage, deal)
    stage.clock.moves(hours=4)
    assert (last_calls.call, [deal]) in await database.read(deadlines.due, stage.clock.now())
    await stage.acts(last_calls.call, ITSELF, None, deal)
    assert (await waiting(stage)).count("last-call") == 1
    assert (last_calls.call, [deal]) not in await database.read(deadlines.due, stage.clock.now())
    assert await database.read(deadlines.earliest) == (await stage.deal(deal)).closes_at


async def test_a_last_call_that_had_nothing_to_say_is_not_thought_of_again_before_this_close(
    database: Database,
) -> None:
    stage = Stage(database)
    deal = await a_deal(stage, closes_in=timedelta(hours=5))
    stage.clock.moves(hours=4)
    await stage.acts(last_calls.call, ITSELF, None, deal)
    await a_team(stage, deal)
    await stage.acts(last_calls.call, ITSELF, None, deal)
    assert "last-call" not in await waiting(stage)
    await stage.does(LEA, deals.extend, deal, (await stage.deal(deal)).closes_at + timedelta(hours=1))
    stage.clock.moves(minutes=30)
    await a_team(stage, deal, first=5)
    await stage.acts(last_calls.call, ITSELF, None, deal)
    assert "last-call" not in await waiting(stage), "the new close is more than an hour away"
    stage.clock.moves(minutes=30)
    await stage.acts(last_calls.call, ITSELF, None, deal)
    assert (await waiting(stage)).count("last-call") == 1


async def test_the_key_of_a_last_call_is_its_deals(database: Database) -> None:
    stage = Stage(database)
    deal = await a_deal(stage)
    assert notice(NoticeKind.LAST_CALL, GROUP, deal).key == f"last-call:{deal}:{GROUP}"
