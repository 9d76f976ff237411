"""Bare /deal: a deal asked for step by step, in any order of mistakes, on two devices, over a restart."""

from typing import Any

import pytest

from tests.e2e.test_leaders import a_picture
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN, Scene


async def a_leader(scene: Scene, language: str = "en") -> Somebody:
    """Lin leads Green Lane, by Berlin's clocks with euros, with a payee."""
    lin = await scene.person("Lin", language=language, username="lin")
    group = await scene.group(admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    for line in ("/community zone Europe/Berlin", "/community currency EUR", f"/payee epc {IBAN} Lin Wang"):
        await lin.says(line)
    await lin.taps(lin.word("button-keep-payee"))
    return lin


async def answers(lin: Somebody, *said: str) -> None:
    """She types one answer after another."""
    for each in said:
        await lin.says(each)


async def test_a_deal_is_made_in_three_steps(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says("/deal")
    asked = lin.newest
    assert asked.text == (
        "✏️ A new deal for Green Lane. Nothing is published yet.\n"
        "1 of 3 · What is it? Send me the title, with a photo if you like. Lines below the title become the note."
    )
    assert asked.labels == ["All in one message", "Cancel"]
    await lin.says(photo=a_picture(), caption="Navel oranges 5 kg\nFirst grade,\nfrom Ganzhou")
    assert lin.newest.text == (
        "✏️ A new deal for Green Lane. Nothing is published yet.\nNavel oranges 5 kg\n🖼 With your photo\n"
        "2 of 3 · How many people form a team? Tap, or type a number."
    )
    assert lin.newest.labels == ["2", "3", "5", "10", "Back", "Cancel"]
    question = lin.newest
    await lin.taps("3")
    assert lin.newest.id == question.id, "in its place"
    assert (
        "2 of 3 · What does one cost, in EUR? Type the team price, then the price alone: 29.90 39.90. "
        "With one price only, nobody can buy alone."
    ) in lin.newest.text
    await lin.says("29,90 / 39,90")
    assert "👥 Team of 3: 29.90 · alone 39.90" in lin.newest.text
    assert lin.newest.labels == ["Today 21:00", "Tomorrow 21:00", "Sunday 21:00", "Back", "Cancel"]
    await lin.taps("Tomorrow 21:00")
    preview = lin.newest
    assert preview.photo is not None
    assert preview.text.splitlines() == [
        "👀 So it would stand in Green Lane. Nothing is published yet.",
        "🛒 Navel oranges 5 kg",
        "Team of 3: 29.90 € · alone 39.90 €",
        "First grade, from Ganzhou",
        "⏰ until Sat 21:00",
        "👥 A team has 24 hours to fill, at most until the deal closes",
        "Pay when your team is full, to Lin Wang …4700",
        "💳 Time to pay: 24 hours",
    ]
    await lin.taps("Publish")
    assert "Navel oranges 5 kg" in scene.groups[0].card.text
    assert scene.groups[0].card.photo is not None


async def test_a_deal_is_made_in_three_steps_in_chinese(scene: Scene) -> None:
    lin = await a_leader(scene, "zh")
    await lin.says("/deal")
    assert lin.newest.text == (
        "✏️ Green Lane 的新团购，现在还没发布。\n"
        "第 1 步，共 3 步 · 卖什么？把标题发给我，想配图就和图一起发。标题下面的几行会成为备注。"
    )
    assert lin.newest.labels == ["一条消息写完", "取消"]
    await answers(lin, "赣州脐橙 5 公斤", "3人")
    assert "第 2 步，共 3 步 · 一份多少钱（EUR）？先写成团价，再写单买价：29.90 39.90。" in lin.newest.text
    await lin.says("２９.９元")
    assert lin.newest.text.startswith("⚠️ “２９.９元”不行：本群用 EUR 付款")
    await lin.says("单买39.9 团29.9")
    assert "👥 3 人团 29.90 · 单买 39.90" in lin.newest.text
    assert lin.newest.labels == ["今天 21:00", "明天 21:00", "周日 21:00", "返回", "取消"]
    await lin.says("今晚9点")
    assert "⏰ 周五 21:00 截止" in lin.newest.text
    await lin.taps("发布")
    assert "赣州脐橙 5 公斤" in scene.groups[0].card.text


async def test_wrong_answers_are_told_and_nothing_is_lost(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "x" * 101)
    assert "the title has 101 letters, 100 are the most" in lin.newest.text
    await lin.says("team 3 29.90")
    assert "“team 3 29.90” reads like a line of the terms; write it in other words" in lin.newest.text
    await answers(lin, "Oranges", "three")
    assert "⚠️ I can't take “three”: write the number as a digit." in lin.newest.text
    assert "2 of 3 · How many people form a team?" in lin.newest.text, "what to type"
    await lin.says("1")
    assert "a team has 2 people at least" in lin.newest.text
    await answers(lin, "3", "cheap")
    assert "these aren't two prices I can read" in lin.newest.text
    await lin.says("30 400")
    assert "one price or two? Put a stroke between them: 29.90 / 39.90" in lin.newest.text
    await lin.says("39.90 29.90")
    assert "the team price 39.90 € is above the price alone, 29.90 €" in lin.newest.text
    await lin.says("29.905")
    assert "EUR has 2 decimals at most" in lin.newest.text
    await answers(lin, "29.90 39.90", "someday")
    assert "“someday” isn't a day and time I can read" in lin.newest.text
    await lin.says("2020-01-01 12:00")
    assert "is past already" in lin.newest.text
    await lin.says("2027-10-31 02:30")
    assert "comes twice: write 2027-10-31 02:30 +02:00 or 2027-10-31 02:30 +01:00" in lin.newest.text
    await lin.says("2027-03-28 02:30")
    assert "never comes" in lin.newest.text
    assert "→ 2027-03-28 03:00" in lin.newest.text
    await lin.says("until sun 9pm")
    assert "Team of 3: 29.90 € · alone 39.90 €\n⏰ until Sun 21:00" in lin.newest.text
    await lin.taps("Publish")
    assert "🛒 Oranges · from Lin" in scene.groups[0].card.text


async def test_steps_can_be_gone_back_and_said_again(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Orangs", "3")
    await lin.taps("Back")
    await lin.taps("Back")
    assert "1 of 3" in lin.newest.text
    assert "Orangs" in lin.newest.text, "what was said is still there"
    await lin.says("Oranges")
    assert "What does one cost" in lin.newest.text, "the next that is missing"
    await answers(lin, "29.90", "tomorrow 21:00")
    assert "Team of 3: 29.90 €\n" in lin.newest.text
    await lin.taps("Edit")
    assert lin.newest.labels == ["Title and photo", "Team and price", "Until", "Back"]
    await lin.taps("Team and price")
    await lin.taps("Back")
    assert "Publish" in lin.newest.labels
    await lin.taps("Edit")
    await lin.taps("Team and price")
    await lin.says("5")
    assert "Team of 5: 29.90" in lin.newest.text, "the price is kept"
    await lin.taps("Back")
    assert "Team of 5: 29.90 €" in lin.newest.text
    await lin.taps("Edit")
    await lin.taps("Title and photo")
    await lin.says(photo=a_picture())
    assert lin.newest.photo is not None
    await lin.taps("Publish")
    assert "Oranges" in scene.groups[0].card.text


async def test_cancel_throws_it_away_and_the_next_deal_begins_anew(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges")
    await lin.taps("Cancel")
    assert lin.newest.text == "🗑 Discarded. Nothing was published."
    await lin.says("Apples")
    assert "1 of 3" not in lin.newest.text, "nothing waits for an answer any more"
    await lin.says("/deal")
    assert "Oranges" not in lin.newest.text
    assert scene.groups[0].posts() == []


async def test_a_deal_begun_goes_on_after_days_and_over_a_restart(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges", "3")
    await scene.bot_stops()
    await scene.bot_starts()
    await scene.clock.moves(days=5)
    await lin.says("29.90 39.90")
    assert "3 of 3" in lin.newest.text
    await scene.bot_stops()
    await scene.bot_starts()
    await lin.says("/deal")
    assert "👥 Team of 3: 29.90 · alone 39.90\n3 of 3" in lin.newest.text, "it goes on where it stood"
    await lin.taps("Today 21:00")
    await scene.bot_stops()
    await scene.bot_starts()
    await lin.taps("Publish")
    assert "Oranges" in scene.groups[0].card.text


async def test_a_close_that_passes_before_it_is_published_is_asked_for_again(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges", "3", "29.90", "+1h")
    preview = lin.newest
    await scene.clock.moves(hours=2)
    await lin.taps("Stock: no limit", on=preview)
    assert (
        "⚠️ The deal would be closed already: its deadline has passed. Choose another, then publish." in lin.newest.text
    )
    assert "3 of 3" in lin.newest.text
    await lin.says("+1h")
    await lin.taps("Publish")
    assert "Oranges" in scene.groups[0].card.text


async def test_commands_work_while_a_question_waits(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges")
    await lin.says("/my")
    assert "How many people" not in lin.newest.text
    await lin.says("/quiet off")
    await lin.says("/nonsense")
    assert "How many people" not in lin.newest.text
    await lin.says("/deals")
    await lin.says("3")
    assert "What does one cost" in lin.newest.text


async def test_a_reply_to_something_else_is_no_answer(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says("/my")
    other = lin.newest
    await lin.says("/deal")
    question = lin.newest
    await lin.says("Oranges", reply_to=other.id)
    assert "2 of 3" not in lin.newest.text
    await lin.says("Oranges", reply_to=question.id)
    assert "2 of 3" in lin.newest.text


def data_of(scene: Scene, shown: Seen, label: str) -> str:
    """What a button of a message sends."""
    message = scene.telegram.world.messages.find(shown.chat_id, shown.id)
    assert message is not None
    assert message.markup is not None
    rows = message.markup["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == label)


async def test_double_taps_and_old_buttons_answer_with_today_s_question(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges")
    question = lin.newest
    data, five = data_of(scene, question, "3"), data_of(scene, question, "5")
    await lin.taps("3")
    told = await lin.forges(data, on=lin.newest)
    assert told.text == "That button is from earlier. Here is how it stands now."
    assert "What does one cost" in lin.newest.text
    await lin.forges(five, on=lin.newest)
    assert "👥 Team of 3" in lin.newest.text
    await answers(lin, "29.90", "+2d")
    stale = data_of(scene, lin.newest, "Publish")
    await lin.taps("Stock: no limit")
    await lin.taps("50")
    told = await lin.forges(stale, on=lin.newest)
    assert told.alert
    assert scene.groups[0].posts() == []
    assert "Stock: 50" in lin.newest.labels
    await lin.taps("Publish")
    assert "50 left" in scene.groups[0].card.text


async def test_two_devices_go_on_with_the_same_deal(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges")
    first = lin.newest
    await lin.says("/deal")
    second = lin.newest
    assert "Oranges\n2 of 3" in second.text
    left = next(message for message in lin.told() if message.id == first.id)
    assert left.text == "✏️ Noted. It goes on below.\nOranges"
    assert left.labels == []
    await answers(lin, "3", "29.90", "29.90")
    assert "⚠️ I can't take “29.90”" in lin.newest.text, "typed twice, and no time"
    await lin.says("+2d")
    assert len([message for message in lin.told() if "Publish" in message.labels]) == 1


_FILE = {"file_id": "BQAC", "file_unique_id": "AgAD", "file_size": 1000}
MEDIA: dict[str, dict[str, Any]] = {
    "document": {"document": {**_FILE, "mime_type": "image/png", "file_name": "oranges.png"}, "caption": "Oranges"},
    "sticker": {
        "sticker": {**_FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    },
    "video": {"video": {**_FILE, "width": 512, "height": 512, "duration": 3}},
}


async def brings(scene: Scene, somebody: Somebody, media: dict[str, Any]) -> None:
    """They send in private what the local Telegram has no door for."""
    world = scene.telegram.world
    person = world.people.get(somebody.id)
    about = {"message_id": world.messages.next_id(somebody.id), "date": world.clock.date()}
    world.updates.push("message", {**about, "chat": person.chat_json(), "from": person.json(), **media})
    await scene.settles()


@pytest.mark.parametrize("what", MEDIA)
async def test_a_photo_that_is_no_photo_is_said_kindly(scene: Scene, what: str) -> None:
    lin = await a_leader(scene)
    await lin.says("/deal")
    await brings(scene, lin, MEDIA[what])
    told = "⚠️ That came as a file, which a card can't show. Send it as a photo, please.\n"
    other = "⚠️ That is no photo. Send me the title as text, or a photo with the title below it.\n"
    assert lin.newest.text.startswith(told if what == "document" else other)
    assert "1 of 3" in lin.newest.text
    await lin.says("Oranges")
    assert "2 of 3" in lin.newest.text
    await brings(scene, lin, MEDIA["sticker"])
    assert "2 of 3" not in lin.newest.text, "no answer to this question"
    await lin.says("3")
    assert "What does one cost" in lin.newest.text


async def test_a_whole_deal_below_a_file_is_read_and_the_file_is_told_of(scene: Scene) -> None:
    lin = await a_leader(scene)
    await brings(scene, lin, {**MEDIA["document"], "caption": "/deal Oranges\nteam 3 29.90\nuntil +2d"})
    assert lin.newest.text == "⚠️ That came as a file, which a card can't show. Send it as a photo, please."
    await lin.taps("Publish")
    assert scene.groups[0].card.photo is None


async def test_in_a_group_the_answer_comes_in_private(scene: Scene) -> None:
    lin = await a_leader(scene)
    group = scene.groups[0]
    await lin.says("/deal", to=group)
    assert group.posts() == []
    assert scene.telegram.messages(group.id)[-1]["reactions"] == ["👀"]
    assert "1 of 3" in lin.newest.text
    await lin.says("Oranges", to=group)
    assert "1 of 3" in lin.newest.text, "the group's talk is no answer"


async def test_without_a_private_chat_the_group_is_told_shortly(scene: Scene) -> None:
    lin = await scene.person("Lin", username="lin", starts=False)
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    before = len(group.posts())
    await lin.says("/deal", to=group)
    assert len(group.posts()) == before + 1
    await lin.opens(group.posts()[-1].url(lin.word("button-open-chat")))
    await lin.says("/deal")
    assert "A new deal for Green Lane" in lin.newest.text


async def test_a_leader_of_several_groups_says_first_which(scene: Scene) -> None:
    lin = await scene.person("Lin", username="lin")
    await scene.a_led_group("North", leader=lin)
    south = await scene.a_led_group("South", leader=lin)
    await lin.says("/deal")
    assert lin.newest.labels == ["North", "South"]
    await lin.taps("South")
    assert "A new deal for South" in lin.newest.text
    await answers(lin, "Oranges", "3 29.90 39.90", "+2d")
    assert "Group: South" in lin.newest.labels
    await lin.taps("Group: South")
    await lin.taps("North")
    assert "So it would stand in North" in lin.newest.text
    await lin.taps("Group: North")
    await lin.taps("South")
    await lin.taps("Publish")
    assert "Oranges" in south.card.text
    assert scene.groups[0].posts() == []


async def test_a_whole_deal_is_taken_as_the_first_answer(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Oranges\nteam 3 29.90\nalone 39.90\nuntil 21:00\nFirst grade")
    assert "Team of 3: 29.90 € · alone 39.90 €\nFirst grade\n⏰ until Fri 21:00" in lin.newest.text
    await lin.says("/deal")
    await lin.says("Apples | red and green")
    assert "Apples | red and green\n2 of 3" in lin.newest.text
    await lin.taps("Cancel")
    await lin.says("/deal")
    await lin.says("Apples | team 3 29.90 | until 21:00")
    assert "🛒 Apples\nTeam of 3: 29.90 €\n⏰ until Fri 21:00" in lin.newest.text


async def test_a_receipt_is_no_photo_of_the_goods(scene: Scene) -> None:
    ana, lin = await scene.person("Ana"), await a_leader(scene)
    scene.telegram.world.chats.get(scene.groups[0].id)
    card = await scene.a_deal(scene.groups[0], team=2, members=[ana])
    await lin.opens(card.shared("Share"))
    await lin.taps("Buy alone")
    await lin.taps("Yes, alone")
    await answers(lin, "/deal", "Apples", "3")
    await lin.says(photo=a_picture())
    assert "2 of 3" not in lin.newest.text, "the receipt of her own order"
    await answers(lin, "19.90", "+2d")
    assert lin.newest.photo is None


async def test_a_late_photo_is_taken_when_there_is_none(scene: Scene) -> None:
    lin = await a_leader(scene)
    await answers(lin, "/deal", "Apples")
    await lin.says(photo=a_picture())
    assert "🖼 With your photo\n2 of 3" in lin.newest.text
    await answers(lin, "3", "19.90", "+2d")
    assert lin.newest.photo is not None


async def test_how_a_deal_is_written_in_one_message_can_be_read(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says("/deal")
    await lin.taps("All in one message")
    assert "A deal is one message." in lin.newest.text
    await lin.says("Apples")
    assert "2 of 3" in lin.newest.text


async def test_the_first_of_several_photos_stays_the_deal_s(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says("/deal")
    first = await lin.says(photo=a_picture(), caption="Apples")
    await lin.says(photo=a_picture((640, 480)))
    await lin.says("3 19.90")
    await lin.says("+2d")
    assert lin.newest.photo == first.photo[-1].file_id


async def test_bare_deal_beside_an_open_question_of_a_preview_begins_a_new_deal(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says("/deal Oranges\nteam 3 29.90\nuntil +2d")
    await lin.taps("Stock: no limit")
    await lin.says("/deal")
    assert "1 of 3" in lin.newest.text


async def test_a_kept_payee_draws_no_preview_over_a_question(scene: Scene) -> None:
    lin = await scene.person("Lin", username="lin")
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    await answers(lin, "/deal", "Oranges", "3 29.90", "+2d")
    assert "/payee" in lin.newest.text
    await lin.taps("Edit")
    await lin.taps("Title and photo")
    question = lin.newest
    await lin.says(f"/payee epc {IBAN} Lin Wang")
    await lin.taps("Keep")
    question = next(message for message in lin.told() if message.id == question.id)
    assert question.text.startswith("✏️ A new deal for Green Lane.")
    await lin.taps("Back", on=question)
    assert "to Lin Wang …4700" in next(message for message in lin.told() if message.id == question.id).text
