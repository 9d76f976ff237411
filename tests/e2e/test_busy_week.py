"""A busy week of one group, in both languages: what must hold of it, whoever taps what; and its pages tell it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.kit.scenes import Scene
from tests.stories import busy_week
from tests.stories.__main__ import MONDAY_MORNING, STORIES, ending
from tests.stories.weeks import Week

POSTS_AT_MOST = 4
#: Where an order may stand when the week is over: nobody owes and nobody waits.
AT_AN_END = {"paid", "left", "void", "lapsed", "refunded"}


@asynccontextmanager
async def a_week(url: str, language: str) -> AsyncIterator[Week]:
    """The week as it happened."""
    async with Scene(url, at=MONDAY_MORNING) as scene:
        week = Week(scene, language)
        await busy_week.happens(week)
        yield week


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_busy_week_ends_with_nobody_owing_nobody_woken_and_four_posts_a_deal(
    sqlite_url: str, language: str
) -> None:
    async with a_week(sqlite_url, language) as week:
        assert len(week.titles) == 8
        assert len(week.neighbours) == 60
        posts = {title: len(week.posts_about(title)) for title in week.titles}
        assert {title: count for title, count in posts.items() if not 1 <= count <= POSTS_AT_MOST} == {}
        assert week.sent_at_night() == []
        counted = await week.states()
        assert set(counted) <= AT_AN_END, counted
        assert counted["paid"] >= 30
        assert counted["lapsed"] >= 10
        page = (STORIES / f"busy-week{ending(language)}.md").read_text(encoding="utf-8")
        told = [passage.text for passage in week.passages if passage.seen is None]
        assert [words for words in told if words not in page] == [], "the story has changed: make story"
        assert page.count("\n> **") == len(week.passages) - len(told), "the story has changed: make story"
