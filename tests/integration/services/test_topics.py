"""What is kept of a group's topics: no more than fits under a preview, the last word on each."""

from bot.domain.communities import Topic
from bot.domain.ids import ChatId
from bot.domain.people import ITSELF
from bot.services import topics
from bot.services.topics import TOPICS_KEPT
from tests.kit.builders import GROUP, Stage, a_community


async def test_the_last_name_counts_and_no_name_takes_none_away(stage: Stage) -> None:
    community = await a_community(stage)
    for name in ("Fruit", "", "Fruit & eggs", ""):
        await stage.does(ITSELF, topics.hear, GROUP, 5, name, None)
    assert await stage.db.read(topics.of, community) == [Topic(thread_id=5, name="Fruit & eggs")]


async def test_a_closed_topic_stays_so_until_it_is_opened_again(stage: Stage) -> None:
    community = await a_community(stage)
    said = []
    for closed in (None, True, None, False):
        await stage.does(ITSELF, topics.hear, GROUP, 5, "Fruit", closed)
        said.append(await stage.db.read(topics.is_open, community, 5))
    assert said == [True, False, False, True]
    assert not await stage.db.read(topics.is_open, community, 6)


async def test_of_many_topics_those_heard_of_last_are_kept(stage: Stage) -> None:
    community = await a_community(stage)
    for thread in range(1, TOPICS_KEPT + 3):
        await stage.does(ITSELF, topics.hear, GROUP, thread, f"Topic {thread}", None)
        if thread == TOPICS_KEPT:
            stage.clock.moves(seconds=1)
            await stage.does(ITSELF, topics.hear, GROUP, 1, "", None)
    kept = [topic.thread_id for topic in await stage.db.read(topics.of, community)]
    assert sorted(kept) == [1, *range(4, TOPICS_KEPT + 3)]


async def test_a_group_that_is_not_served_has_none(stage: Stage) -> None:
    community = await a_community(stage)
    await stage.does(ITSELF, topics.hear, ChatId(-77), 5, "Fruit", None)
    assert await stage.db.read(topics.of, community) == []
