"""A deal that is posted from a topic stays there; a topic that is gone leaves it to General, once."""

import asyncio

import pytest

from bot.domain.ids import DraftId
from bot.views.buttons.drafts import AskTopic, ChooseTopic
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


# Which topic is chosen under the preview


async def test_the_preview_lets_a_leader_choose_among_the_topics_it_has_heard_of(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene)
    eggs = scene.telegram.add_topic(group.id, "Eggs", by=lin.id).id
    scene.telegram.set_topic(group.id, scene.telegram.add_topic(group.id, "Old", by=lin.id).id, "closed", by=lin.id)
    scene.telegram.rename_topic(group.id, eggs, "Eggs & milk", by=lin.id)
    await lin.says(DEAL)
    preview = lin.newest
    await lin.taps("Topic: General")
    assert (lin.newest.id, lin.newest.text) == (preview.id, "In which topic shall the card stand?")
    assert lin.newest.labels == ["Eggs & milk", "Fruit", "General", "Back"]
    await lin.taps("Back")
    await lin.taps("Topic: General")
    await lin.taps("Eggs & milk")
    assert (lin.newest.id, "Topic: Eggs & milk" in lin.newest.labels) == (preview.id, True)
    await lin.taps("Topic: Eggs & milk")
    await lin.taps("Fruit")
    await lin.taps("Publish")
    assert group.card.raw.get("thread_id") == fruit


async def test_a_deal_typed_in_a_topic_can_go_to_general(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene, language="zh")
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=fruit)
    await scene.settles()
    await lin.taps("话题：Fruit")
    assert lin.newest.labels == ["Fruit", "主话题", "返回"]
    await lin.taps("主话题")
    await lin.taps("发布")
    assert group.card.raw.get("thread_id") is None


async def test_a_topic_that_is_older_than_the_bot_is_known_once_a_deal_is_typed_there(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin], is_forum=True, with_bot=False)
    fruit = scene.telegram.add_topic(group.id, "Fruit", by=lin.id).id
    scene.telegram.set_standing(group.id, scene.telegram.bot.id, "member", by=lin.id)
    await lin.says("/lead", to=group)
    await lin.says(DEAL)
    assert not any(label.startswith("Topic") for label in lin.newest.labels), "nobody has said that there are topics"
    scene.telegram.send(group.id, lin.id, "/deal", thread_id=fruit)
    await scene.settles()
    for answer in ("Oranges", "2", "29.90", "+2d"):
        await lin.says(answer)
    assert "Topic: Fruit" in lin.newest.labels
    await lin.taps("Pay: when full")
    await lin.taps("In cash, at the pickup")
    await lin.taps("Publish")
    assert group.card.raw.get("thread_id") == fruit


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_topic_that_was_closed_since_it_was_offered_is_not_chosen(scene: Scene, language: str) -> None:
    group, lin, fruit = await a_forum(scene, language=language)
    await lin.says(DEAL)
    await lin.taps(scene.languages.texts(language).plain("button-ask-topic", where="general", topic=""))
    choice = lin.newest
    scene.telegram.set_topic(group.id, fruit, "closed", by=lin.id)
    told = await lin.taps("Fruit", on=choice)
    assert told.text == scene.languages.texts(language).plain("error-topic-gone")
    assert lin.word("button-publish-draft") in lin.newest.labels
    assert (lin.newest.id, "Fruit" in lin.newest.labels) == (choice.id, False)
    await lin.taps(lin.word("button-publish-draft"))
    assert group.card.raw.get("thread_id") is None


async def test_a_topic_that_was_deleted_is_not_offered_again(scene: Scene) -> None:
    scene.provoked.append("TOPIC_DELETED")
    group, lin, fruit = await a_forum(scene)
    await lin.says(DEAL)
    await lin.taps("Topic: General")
    await lin.taps("Fruit")
    scene.telegram.set_topic(group.id, fruit, "deleted", by=lin.id)
    await lin.taps("Publish")
    assert (len(group.cards), group.card.raw.get("thread_id")) == (1, None)
    assert len([text for text in lin.texts() if GONE["en"] in text]) == 1
    await lin.says(DEAL.replace("Oranges", "Apples"))
    assert not any(label.startswith("Topic") for label in lin.newest.labels)


async def test_another_group_s_topic_is_none_of_a_draft_s(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene)
    other = await scene.group("Elsewhere", admins=[lin], is_forum=True)
    await lin.says("/lead", to=other)
    for _ in range(9):
        foreign = scene.telegram.add_topic(other.id, "Foreign", by=lin.id).id
    assert foreign not in (fruit, None)
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=fruit)
    await scene.settles()
    told = await lin.forges(ChooseTopic(DraftId(1), foreign).pack(), on=lin.newest)
    assert told.text == lin.word("error-topic-gone")
    assert "Topic: Fruit" in lin.newest.labels
    await lin.taps("Group: Green Lane")
    await lin.taps("Elsewhere")
    assert "Topic: General" in lin.newest.labels, "a topic is one group's"


async def test_nobody_chooses_the_topic_of_anothers_draft(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene)
    ben = await scene.person("Ben")
    scene.telegram.set_standing(group.id, ben.id, "member", by=lin.id)
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=fruit)
    await scene.settles()
    for data in (ChooseTopic(DraftId(1), 0), AskTopic(DraftId(1))):
        told = await ben.forges(data.pack(), on=ben.newest)
        assert told.text == ben.word("error-not-found")
    await lin.taps("Publish")
    assert group.card.raw.get("thread_id") == fruit


@pytest.mark.parametrize("then", ["open", "closed"])
async def test_a_deal_made_again_is_for_the_topic_of_the_old_one_while_it_is_open(scene: Scene, then: str) -> None:
    group, lin, fruit = await a_forum(scene)
    await publishes(scene, group, lin, fruit)
    await scene.clock.moves(days=3)
    if then == "closed":
        scene.telegram.set_topic(group.id, fruit, "closed", by=lin.id)
    await lin.says("/deals")
    await lin.taps("Again")
    assert ("Topic: Fruit" in lin.newest.labels) is (then == "open")
    await lin.taps("Publish")
    assert [card.raw.get("thread_id") for card in group.cards] == [fruit, fruit if then == "open" else None]


async def test_a_card_in_a_topic_whose_answer_was_lost_is_known_by_the_first_tap_on_it(scene: Scene) -> None:
    group, lin, fruit = await a_forum(scene)
    scene.telegram.send(group.id, lin.id, DEAL, thread_id=fruit)
    await scene.settles()
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="after")
    lin.presses("Publish", on=lin.newest)
    async with asyncio.timeout(10):
        while not group.cards:  # noqa: ASYNC110 settling would wait until it is posted again
            await asyncio.sleep(0.001)
    lin.presses("Start a team", on=group.card)
    await scene.works_off()
    await scene.clock.moves(minutes=2)
    assert len(group.cards) == 1, "all that stands in a topic answers its first message; a card is one all the same"
    assert "Join Lin (1 more)" in group.card.labels
