"""The board of a community, on both databases: when it is drawn, and when none is wanted."""

from datetime import datetime, timedelta

import pytest

from bot.domain.communities import UnknownSwitch
from bot.domain.ids import CommunityId
from bot.domain.notices import NoticeKind
from bot.services import boards, deliveries
from storage import messages, outbox
from storage.database import Database
from storage.messages import Standing
from storage.outbox import OutboxRow
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader

LEA = a_leader()


def a_message(kind: NoticeKind, subject: int, number: int) -> Standing:
    return Standing(
        kind=kind, chat_id=GROUP, subject=subject, message_id=number, has_photo=False, shown="", finished=False
    )


async def works_off(stage: Stage) -> list[OutboxRow]:
    """What can be sent now, as if it had been."""
    now = stage.clock.now()
    rows = await stage.db.write(outbox.take, 50, now, now + timedelta(minutes=1))
    for row in rows:
        await stage.db.write(outbox.end, row, "sent", "", now)
    return [row for row in rows if row.kind is NoticeKind.BOARD]


async def changes(stage: Stage, *, posted: bool = False) -> datetime | None:
    """A card has changed: when the board is drawn."""
    await stage.db.write(boards.card_changed, GROUP, stage.clock.now(), posted=posted)
    return await stage.db.read(outbox.soonest)


async def a_stage(database: Database) -> tuple[Stage, CommunityId]:
    stage = Stage(database)
    community = await a_community(stage)
    await works_off(stage)
    return stage, community


async def test_the_first_card_has_a_board_drawn_at_once_and_an_edited_one_does_not(database: Database) -> None:
    stage, _ = await a_stage(database)
    assert await changes(stage) is None
    assert await changes(stage, posted=True) == stage.clock.now()
    assert len(await works_off(stage)) == 1


async def test_a_board_that_stands_is_drawn_a_minute_later_however_often_cards_change(database: Database) -> None:
    stage, community = await a_stage(database)
    await stage.db.write(messages.keep, a_message(NoticeKind.BOARD, community, 7), stage.clock.now())
    due = stage.clock.now() + boards.EDITED_AFTER
    for _ in range(3):
        assert await changes(stage) == due
        stage.clock.moves(seconds=20)
    assert len(await works_off(stage)) == 1
    assert await changes(stage) == stage.clock.now() + boards.EDITED_AFTER, "a later change is drawn once more"


async def test_a_board_that_is_gone_rests_for_a_day(database: Database) -> None:
    stage, community = await a_stage(database)
    board = a_message(NoticeKind.BOARD, community, 7)
    await stage.db.write(messages.keep, board, stage.clock.now())
    await stage.db.write(deliveries.message_gone, board, stage.clock.now())
    assert await changes(stage, posted=True) is None
    stage.clock.moves(hours=24)
    assert await changes(stage, posted=True) == stage.clock.now()


async def test_a_board_that_may_have_been_posted_rests_and_is_tried_again(database: Database) -> None:
    stage, _ = await a_stage(database)
    await changes(stage, posted=True)
    now = stage.clock.now()
    (row,) = await stage.db.write(outbox.take, 50, now, now + timedelta(minutes=1))
    await stage.db.write(deliveries.ended, row, "unknown", "lost", now)
    assert await changes(stage, posted=True) is None
    stage.clock.moves(hours=24)
    await changes(stage, posted=True)
    assert [one.key for one in await works_off(stage)] == [row.key]


async def test_off_and_on_are_its_leaders_word(database: Database) -> None:
    stage, community = await a_stage(database)
    await stage.db.write(messages.keep, a_message(NoticeKind.BOARD, community, 7), stage.clock.now())
    await stage.does(LEA, boards.set_board, community, "关闭")
    assert not await stage.db.read(boards.is_on, community)
    assert len(await works_off(stage)) == 1, "the one that stands is told off"
    assert await changes(stage, posted=True) is None
    await stage.does(LEA, boards.set_board, community, "on")
    assert await stage.db.read(boards.is_on, community)
    assert len(await works_off(stage)) == 1
    assert not (await stage.db.read(boards.board, community)).stands, "the next one is posted anew"


async def test_another_word_changes_nothing(database: Database) -> None:
    stage, community = await a_stage(database)
    with pytest.raises(UnknownSwitch):
        await stage.does(LEA, boards.set_board, community, "maybe")
    assert await stage.db.read(boards.is_on, community)


async def test_it_lists_open_deals_with_their_cards_the_next_to_close_first(database: Database) -> None:
    stage, community = await a_stage(database)
    late = await a_deal(stage, community, title="Eggs", closes_in=timedelta(days=3))
    soon = await a_deal(stage, community, title="Figs", closes_in=timedelta(days=1))
    await a_deal(stage, community, title="Plums", opens_in=timedelta(hours=2))
    await stage.db.write(messages.keep, a_message(NoticeKind.CARD, late, 12), stage.clock.now())
    board = await stage.db.read(boards.board, community)
    assert [(deal.id, card) for deal, card in board.deals] == [(soon, None), (late, 12)]
    assert (board.more, board.stands) == (0, False)
