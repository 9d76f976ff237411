"""What the bot posts in a group about a deal: the card, one last call, one call; and a card that people delete."""

import pytest

from bot.domain.ids import ChatId, DealId
from bot.domain.notices import NoticeKind, Post, notice
from storage import deals, outbox, posts
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

DEAL = DealId(1)


def last_calls(group: Group) -> list[Seen]:
    return [post for post in group.posts() if post.reply_to is not None and "last call" in post.text]


async def an_open_team(scene: Scene, **facts: object) -> tuple[Group, Somebody, Seen]:
    """Ana's team of three in a deal that closes in ten hours."""
    ana, ben, *others = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(members=[ana, ben, *others], **{"until": "+10h", "lines": "stock 10", **facts})
    await ana.taps("Start a team", on=card)
    return scene.groups[0], ben, card


def the(scene: Scene, name: str) -> Somebody:
    return next(person for person in scene.people if person.name == name)


async def extends(leader: Somebody, longer: str) -> None:
    await leader.says("/deals")
    await leader.taps("Navel oranges 5 kg", on=leader.told()[-1])
    await leader.taps("Extend")
    await leader.taps(longer)


async def test_the_last_call_answers_the_card_an_hour_before_the_close(scene: Scene) -> None:
    group, ben, card = await an_open_team(scene)
    await scene.clock.moves(hours=8, minutes=58)
    assert last_calls(group) == []
    await scene.clock.moves(minutes=3)
    (call,) = last_calls(group)
    assert call.reply_to == card.id
    assert call.text == (
        "🛒 Navel oranges 5 kg · last call, it closes Fri 22:01\nAs of Fri 21:01: Ana ●○○ 2 more · 7 left"
    )
    assert call.labels == ["Join Ana (2 more)", "Start a team", "My order"]
    answer = await ben.taps("Join Ana", on=call)
    assert answer.text.startswith("You're in Ana's team: 2 of 3.")
    await scene.clock.moves(hours=2)
    assert len(last_calls(group)) == 1
    assert scene.card(call).text == call.text, "it is never changed"
    answer = await the(scene, "Chen").taps("Start a team", on=scene.card(call))
    assert (answer.alert, "closed" in answer.text) == (True, True)


async def test_in_a_chinese_group_the_last_call_is_chinese(scene: Scene) -> None:
    group, _, card = await an_open_team(scene)
    await group.leader.says("/community language zh", to=group)
    await scene.clock.moves(hours=9, minutes=1)
    call = group.posts()[-1]
    assert call.reply_to == card.id
    assert call.text == "🛒 Navel oranges 5 kg · 最后机会，周五 22:01 截止\n周五 21:01 时：Ana ●○○ 差 2 人 · 还剩 7 份"
    assert call.labels == ["参加 Ana 的团（差 2 人）", "我要开团", "我的订单"]


async def test_nothing_left_to_take_is_no_last_call(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene, lines="", until="+4h")
    card = group.card
    for name in ("Chen", "Dora"):  # their team is full
        await the(scene, name).taps("Join Ana", on=scene.card(card))
    await scene.clock.moves(hours=5)
    assert last_calls(group) == []


@pytest.mark.parametrize("until", ["+2h", "+12h"])
async def test_a_short_deal_and_one_that_ends_at_night_have_no_last_call(scene: Scene, until: str) -> None:
    group, _, _ = await an_open_team(scene, until=until)  # it is noon in the group: 12 hours later it is midnight
    await scene.clock.moves(hours=13)
    assert last_calls(group) == []


async def test_a_deal_that_is_extended_after_its_last_call_has_no_second_one(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene, until="+4h")
    await scene.clock.moves(hours=3, minutes=30)
    assert len(last_calls(group)) == 1
    for _ in range(2):
        await extends(group.leader, "+1 hour")
    await scene.clock.moves(hours=5)
    assert len(last_calls(group)) == 1


async def test_a_deal_that_was_to_end_at_night_and_is_extended_to_the_day_has_its_last_call(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene, until="+12h", lines="stock 10\nlasts 48h")
    await scene.clock.moves(hours=11, minutes=30)
    for longer in ("+6 hours", "+6 hours"):
        await extends(group.leader, longer)
    await scene.clock.moves(days=2)
    assert len(last_calls(group)) == 1


async def test_a_last_call_whose_answer_was_lost_is_not_sent_again(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene)
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="before")
    await scene.clock.moves(hours=9, minutes=30)
    assert last_calls(group) == []
    assert [row.kind for row in await scene.bot.db.read(outbox.in_state, "unknown")] == ["last-call"]
    scene.telegram.clear_faults()
    await scene.clock.moves(minutes=10)
    assert last_calls(group) == []


async def test_a_last_call_that_nobody_knows_is_not_taken_for_a_card(scene: Scene) -> None:
    group, ben, card = await an_open_team(scene)
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="after")
    await scene.clock.moves(hours=9, minutes=5)
    (call,) = last_calls(group)
    await ben.taps("Join Ana", on=call)
    await scene.clock.moves(minutes=2)
    assert scene.card(call).text == call.text
    assert "Ana ●●○" in scene.card(card).text


async def test_a_bot_that_was_away_for_the_last_hour_calls_nobody(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene)
    await scene.bot_stops()
    scene.clock.standing.moves(hours=9, minutes=50)
    await scene.bot_starts()
    assert last_calls(group) == []


# A card that people delete


async def a_deleted_card(scene: Scene) -> tuple[Group, Somebody, Seen]:
    """Ana's team; its card is deleted by the leader's other administrator, and Ben has joined since."""
    group, ben, card = await an_open_team(scene)
    scene.provoked.append("message to edit not found")
    await group.leader.deletes(card)
    chen = the(scene, "Chen")
    await chen.opens(card.shared("Share"))
    await chen.taps("Join Ana")
    return group, ben, card


async def test_a_deleted_card_is_not_posted_again_and_its_leader_is_asked(scene: Scene) -> None:
    group, ben, card = await a_deleted_card(scene)
    assert group.cards == []
    asked = await group.leader.sees("no longer stands in Green Lane")
    assert asked.text == (
        "🛒 Navel oranges 5 kg: the card no longer stands in Green Lane. "
        "Orders stay as they are, and links still work. Shall I post it again?"
    )
    assert asked.labels == ["Post it again", "Leave it"]
    await ben.opens(card.shared("Share"))
    await ben.taps("Join Ana")
    assert "🎉" in ben.told()[-1].text or await ben.sees("Please pay")
    assert sum("no longer stands" in text for text in group.leader.texts()) == 1, "asked once"
    assert group.cards == []


async def test_post_it_again_posts_it_once_however_often_it_is_tapped(scene: Scene) -> None:
    group, ben, _ = await a_deleted_card(scene)
    asked = await group.leader.sees("no longer stands")
    await group.leader.taps("Post it again", on=asked)
    (again,) = group.cards
    assert "Ana ●●○ 1 more" in again.text
    assert "stands in Green Lane again" in group.leader.texts()[-1]
    await group.leader.forges("pa:" + (await a_code(scene)) + ":0", on=asked)
    assert len(group.cards) == 1
    await ben.taps("Join Ana", on=again)
    assert "1 team, 3 orders" in scene.card(again).text, "it is kept true"


async def test_leave_it_posts_nothing_and_leaves_the_other_way_open(scene: Scene) -> None:
    group, _, card = await a_deleted_card(scene)
    await group.leader.taps("Leave it")
    left = await group.leader.sees("nothing is posted in Green Lane")
    assert left.labels == ["Post it again", "Open the desk"]
    dora = the(scene, "Dora")
    await dora.opens(card.shared("Share"))
    await dora.taps("Start a team")
    assert group.cards == []
    await group.leader.taps("Post it again", on=left)
    assert len(group.cards) == 1


async def test_a_second_deletion_asks_again(scene: Scene) -> None:
    group, ben, card = await a_deleted_card(scene)
    await group.leader.taps("Post it again")
    await group.leader.deletes(group.card)
    await ben.opens(card.shared("Share"))
    await ben.taps("Start a team")
    assert group.cards == []
    first, second = (text for text in group.leader.texts() if ": the card" in text)
    assert ("stands in Green Lane again" in first, "no longer stands" in second) == (True, True)
    await group.leader.taps("Post it again")
    assert len(group.cards) == 1


async def test_an_old_post_it_again_shows_the_desk_of_a_deal_that_is_over(scene: Scene) -> None:
    group, _, _ = await a_deleted_card(scene)
    asked = await group.leader.sees("no longer stands")
    await scene.clock.moves(days=1)
    await group.leader.taps("Post it again", on=asked)
    assert group.posts() == [], "nor is there a last call where no card stands"
    assert await group.leader.sees("🏁 Closed")


async def test_a_card_deleted_after_the_close_is_nobodys_trouble(scene: Scene) -> None:
    group, _, card = await an_open_team(scene, until="+4h")
    scene.provoked.append("message to edit not found")
    await group.leader.taps("Open the desk")
    await group.leader.taps("Close now")
    await group.leader.deletes(card)
    await group.leader.taps("Yes, close now")
    await scene.clock.moves(minutes=5)
    assert group.cards == []
    assert group.leader.finds("no longer stands") is None


async def test_only_the_leader_has_a_card_posted_again(scene: Scene) -> None:
    group, ben, _ = await a_deleted_card(scene)
    answer = await ben.forges("pa:" + (await a_code(scene)) + ":0", on=ben.told()[-1])
    assert answer.alert
    assert group.cards == []


async def a_code(scene: Scene) -> str:
    return str((await scene.bot.db.read(deals.get, DEAL)).code)


# Four at most


async def test_a_card_whose_posts_are_all_lost_is_posted_four_times_at_most(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await scene.a_led_group(members=[ana])
    group = scene.groups[0]
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="after", times=9)
    await group.leader.says("/deal Oranges\nteam 3 29.90\nuntil +10h\nstock 10")
    await group.leader.taps("Publish")
    await scene.clock.moves(minutes=20)
    assert len(group.posts()) == 4
    assert group.leader.finds("no longer stands") is not None
    scene.telegram.clear_faults()
    await scene.clock.moves(hours=10)
    assert len(group.posts()) == 4, "so there is no last call either"


async def test_a_card_that_surely_did_not_arrive_costs_no_other_post(scene: Scene) -> None:
    ana = await scene.person("Ana")
    group = await scene.a_led_group(members=[ana])
    scene.provoked.append("Too Many Requests")
    scene.telegram.fault("sendMessage", chat_id=group.id, retry_after=20)
    await group.leader.says("/deal Oranges\nteam 3 29.90\nuntil +10h\nstock 10")
    await group.leader.taps("Publish")
    await scene.clock.moves(minutes=1)
    assert len(group.posts()) == 1
    await scene.clock.moves(hours=9, minutes=30)
    assert len(last_calls(group)) == 1


async def test_a_second_last_call_is_refused_by_the_schema(scene: Scene) -> None:
    group, _, _ = await an_open_team(scene)
    await scene.clock.moves(hours=9, minutes=5)
    assert await scene.bot.db.read(posts.was_made, DEAL, Post.LAST_CALL)
    again = notice(NoticeKind.LAST_CALL, ChatId(group.id), DEAL, "once more")
    await scene.bot.db.write(outbox.queue, [again], scene.clock.now())
    scene.bot.worker.wake()
    await scene.clock.moves(minutes=1)
    assert len(last_calls(group)) == 1
