"""A deal that is posted from a topic stays there; a topic that is gone leaves it to General, once."""

import pytest

from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

DEAL = "/deal Oranges\nteam 2 29.90\nuntil +2d\npay pickup"
GONE = {"en": "is closed or deleted", "zh": "已关闭或删除"}


async def a_forum(scene: Scene, *, language: str = "en") -> tuple[Group, Somebody, int]:
    """A group with topics that Lin leads, and the topic Fruit."""
    lin = await scene.person("Lin", language=language)
    group = await scene.group(admins=[lin], is_forum=True)
    await lin.says("/lead", to=group)
    return group, lin, scene.telegram.add_topic(group.id, "Fruit", by=lin.id).id


async def publishes(scene: Scene, group: Group, lin: Somebody, thread: int | None) -> None:
    """Lin types a deal in a topic and publishes it."""
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=thread)
    await scene.settles()
    await lin.taps(lin.word("button-publish-draft"))


async def test_a_deal_from_a_topic_has_its_posts_there(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene)
    ana = await scene.person("Ana", starts=False)
    scene.telegram.set_standing(group.id, ana.id, "member", by=lin.id)
    await publishes(scene, group, lin, fruit)
    assert group.card.raw.get("thread_id") == fruit
    await lin.taps("Start a team", on=group.card)
    await ana.taps("Join Lin", on=group.card)
    await scene.clock.moves(minutes=2)
    assert {post.raw.get("thread_id") for post in group.posts()} == {fruit}
    assert len(group.posts()) >= 2, "Ana can't be written to, so she is called"


async def test_a_deal_from_general_has_no_topic(scene: Scene) -> None:
    group, lin, _ = await a_forum(scene)
    await publishes(scene, group, lin, None)
    assert group.card.raw.get("thread_id") is None
    assert all("message_thread_id" not in call.params for call in group.sends("sendMessage"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("state", ["closed", "deleted"])
async def test_a_topic_that_is_gone_leaves_its_deal_to_general_and_the_leader_is_told_once(
    scene: Scene, state: str, language: str
) -> None:
    scene.provoked += ["TOPIC_CLOSED", "TOPIC_DELETED"]
    group, lin, fruit = await a_forum(scene, language=language)
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=fruit)
    await scene.settles()
    scene.telegram.set_topic(group.id, fruit, state, by=lin.id)
    await lin.taps(lin.word("button-publish-draft"))
    assert (len(group.cards), group.card.raw.get("thread_id")) == (1, None)
    assert len([text for text in lin.texts() if GONE[language] in text]) == 1
    await lin.taps(lin.word("button-start-team"), on=group.card)
    assert len([text for text in lin.texts() if GONE[language] in text]) == 1


async def test_a_closed_general_is_told_as_a_group_that_takes_nothing(scene: Scene) -> None:
    scene.provoked.append("TOPIC_CLOSED")
    group, lin, _ = await a_forum(scene)
    scene.telegram.fault("sendMessage", chat_id=group.id, status=400, description="TOPIC_CLOSED")
    await publishes(scene, group, lin, None)
    await lin.sees("I may not write in Green Lane")
    assert group.cards == []
