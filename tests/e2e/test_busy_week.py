"""A busy week of one group, in both languages: what must hold of it, whoever taps what."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from storage.database import ReadTx
from tests.kit.scenes import Scene
from tests.stories import busy_week
from tests.stories.weeks import Week

MONDAY_MORNING = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
POSTS_AT_MOST = 4
#: Where an order may stand when the week is over: nobody owes and nobody waits.
AT_AN_END = {"paid", "left", "void", "lapsed", "refunded"}


async def states(week: Week) -> dict[str, int]:
    """How many orders stand in each state."""

    def read(tx: ReadTx) -> dict[str, int]:
        counted = text("SELECT state, count(*) AS orders FROM orders GROUP BY state")
        return {row.state: row.orders for row in tx.all(counted, {})}

    return await week.scene.bot.db.read(read)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_busy_week_ends_with_nobody_owing_nobody_woken_and_four_posts_a_deal(
    sqlite_url: str, language: str
) -> None:
    async with Scene(sqlite_url, at=MONDAY_MORNING) as scene:
        week = Week(scene, language)
        await busy_week.happens(week)
        assert len(week.titles) == 8
        assert len(week.neighbours) == 60
        posts = {title: len(week.posts_about(title)) for title in week.titles}
        assert {title: count for title, count in posts.items() if not 1 <= count <= POSTS_AT_MOST} == {}
        assert week.sent_at_night() == []
        counted = await states(week)
        assert set(counted) <= AT_AN_END, counted
        assert counted["paid"] >= 30
        assert counted["lapsed"] >= 10
