"""The buttons of a preview, beside a typed deal and its edits; and an ended deal once more."""

import pytest

from tests.e2e.test_leaders import a_picture
from tests.e2e.test_wizard import a_leader, answers
from tests.kit.messages import Seen
from tests.kit.scenes import Scene

DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +2d"


@pytest.mark.parametrize("photo", [None, a_picture()])
async def test_buttons_change_a_typed_deal_in_its_place(scene: Scene, photo: bytes | None) -> None:
    lin = await a_leader(scene)
    await (lin.says(DEAL) if photo is None else lin.says(photo=photo, caption=DEAL))
    preview = lin.newest
    assert preview.labels == [
        "Publish", "Stock: no limit", "Each: no limit", "Pay: when full", "Time to pay: 24 hours", "Edit", "Discard"
    ]  # fmt: skip
    await lin.taps("Stock: no limit")
    assert lin.newest.text.startswith("📦 How many are there? Tap, or type a number.\n🛒 Navel oranges 5 kg\n")
    assert lin.newest.labels == ["No limit", "10", "20", "30", "50", "100", "Back"]
    await lin.taps("50")
    assert lin.newest.id == preview.id
    assert "⏰ until Sun 12:01 · 50 left" in lin.newest.text
    await lin.taps("Each: no limit")
    await lin.taps("2")
    assert "Each: 2 at most" in lin.newest.labels
    await lin.taps("Time to pay: 24 hours")
    await lin.taps("3 hours")
    assert "💳 Time to pay: 3 hours" in lin.newest.text
    await lin.taps("Pay: when full")
    assert lin.newest.labels == [
        "When the team is full",
        "At once, the place is held",
        "In cash, at the pickup",
        "Back",
    ]
    await lin.taps("In cash, at the pickup")
    assert "Pay: at the pickup" in lin.newest.labels
    assert "Time to pay" not in " ".join(lin.newest.labels)
    await lin.taps("Stock: 50")
    await lin.taps("Back")
    assert lin.newest.id == preview.id
    await lin.taps("Publish")
    assert "50 left" in scene.groups[0].card.text
    assert "Pay" in scene.groups[0].card.text


async def test_buttons_in_chinese(scene: Scene) -> None:
    lin = await a_leader(scene, "zh")
    await lin.says("/deal 赣州脐橙\n单买 39.90\n成团 3 29.90\n截止 +2d")
    assert lin.newest.labels == [
        "发布", "库存：不限", "限购：不限", "付款：成团后", "付款期限：24 小时", "修改", "丢弃"
    ]  # fmt: skip
    await lin.taps("库存：不限")
    assert lin.newest.text.startswith("📦 一共有多少份？点一下，或者打个数字。")
    await lin.says("60份")
    assert "库存：60" in lin.newest.labels
    await lin.taps("限购：不限")
    await lin.says("70")
    assert "⚠️ “70”不行：限购 70 份，比库存 60 份还多。" in lin.newest.text
    await lin.taps("返回")
    assert "限购：不限" in lin.newest.labels


async def test_numbers_between_the_buttons_are_typed(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says(DEAL)
    await lin.taps("Stock: no limit")
    await lin.says("2")
    assert "⚠️ I can't take “2”: a stock of 2 can't fill a team of 3." in lin.newest.text
    assert "No limit" in lin.newest.labels
    await lin.says("many")
    assert "write the number in digits, nothing else" in lin.newest.text
    await lin.says("stock 37")
    assert "37 left" in lin.newest.text
    await lin.says("40")
    assert "37 left" not in lin.newest.text
    assert "Stock" not in lin.newest.text, "no question waits any more"
    await lin.taps("Stock: 37")
    await lin.says("unlimited")
    assert "left" not in lin.newest.text
    await lin.taps("Time to pay: 24 hours")
    await lin.says("5m")
    assert "that is too short, 15 minutes at least" in lin.newest.text
    await lin.says("90m")
    assert "Time to pay: 90 minutes" in lin.newest.labels
    await lin.taps("Pay: when full")
    await lin.says("pickup")
    assert "Pay: at the pickup" in lin.newest.labels


async def test_an_edit_changes_its_own_lines_and_loses_no_button_s_word(scene: Scene) -> None:
    lin = await a_leader(scene)
    written = await lin.says(DEAL)
    await lin.taps("Stock: no limit")
    await lin.taps("50")
    await lin.taps("Pay: when full")
    await lin.taps("In cash, at the pickup")
    await lin.changes(written, DEAL.replace("Navel", "Blood"))
    assert "🛒 Blood oranges 5 kg" in lin.newest.text
    assert {"Stock: 50", "Pay: at the pickup"} <= set(lin.newest.labels)
    await lin.changes(written, DEAL + "\nstock 60")
    assert {"Stock: 60", "Pay: at the pickup"} <= set(lin.newest.labels)
    await lin.taps("Stock: 60")
    await lin.taps("10")
    await lin.changes(written, DEAL.replace("team 3", "team 20") + "\nstock 60")
    assert "Said by a button, “stock 10”: a stock of 10 can't fill a team of 20. Write the line yourself:\n" in (
        lin.newest.text
    )
    assert "→ stock 20" in lin.newest.text
    await lin.changes(written, DEAL.replace("team 3", "team 20") + "\nstock 20")
    assert "Stock: 20" in lin.newest.labels
    await lin.taps("Publish")
    assert "20 left" in scene.groups[0].card.text


async def test_an_edit_ends_the_question_that_waited(scene: Scene) -> None:
    lin = await a_leader(scene)
    written = await lin.says(DEAL)
    await lin.taps("Stock: no limit")
    await lin.changes(written, DEAL.replace("Navel", "Blood"))
    assert "Publish" in lin.newest.labels
    await lin.says("60")
    assert "60 left" not in lin.newest.text


async def test_a_question_beside_a_begun_deal_gets_the_answer_it_was_asked_for(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says(DEAL)
    typed = lin.newest
    await answers(lin, "/deal", "Apples")
    await lin.taps("Stock: no limit", on=typed)
    await lin.says("60")
    assert "Navel oranges 5 kg" in lin.newest.text
    assert "60 left" in lin.newest.text
    await lin.says("3")
    assert "Apples\n👥 Team of 3\n" in lin.newest.text, "the older question waits again"


async def test_a_preview_of_yesterday_publishes_nothing(scene: Scene) -> None:
    lin = await a_leader(scene)
    written = await lin.says(DEAL)
    old = lin.newest
    await lin.changes(written, DEAL.replace("29.90", "27.90"))
    told = await lin.taps("Publish", on=old)
    assert told.text == "That button is from earlier. Here is how it stands now."
    now = next(message for message in lin.told() if message.id == old.id)
    assert "Team of 3: 27.90 €" in now.text, "drawn anew where it stood"
    assert scene.groups[0].posts() == []
    await lin.taps("Publish", on=now)
    assert "Team of 3: 27.90 €" in scene.groups[0].card.text


async def test_an_ended_deal_is_made_again_from_its_desk(scene: Scene) -> None:
    lin = await a_leader(scene)
    lines = DEAL.replace("+2d", "sun 21:00") + "\nstock 50\nlimit 2\ndue 3h\nnote First grade"
    await lin.says(photo=a_picture(), caption=lines)
    await lin.taps("Publish")
    await lin.says("/deals")
    assert "Again" not in lin.newest.labels
    await lin.taps("Navel oranges 5 kg")
    assert "Again" not in lin.newest.labels
    await scene.clock.moves(days=5)
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    desk = lin.newest
    await lin.taps("Again", on=desk)
    preview = lin.newest
    assert preview.id != desk.id, "the desk stays"
    assert preview.photo is not None
    for part in ("Team of 3: 29.90 € · alone 39.90 €", "until Sun 21:00 · 50 left", "First grade", "pay: 3 hours"):
        assert part in preview.text
    assert "Each: 2 at most" in preview.labels
    await lin.taps("Again", on=desk)
    assert lin.newest.text == preview.text
    await lin.taps("Publish")
    assert len(open_cards(scene)) == 1
    await lin.taps("Publish", on=preview)
    assert len(open_cards(scene)) == 1, "two taps made one draft"


def open_cards(scene: Scene) -> list[Seen]:
    """The cards under which a team can be started."""
    return [post for post in scene.groups[0].posts() if {"Start a team", "All teams"} <= set(post.labels)]


async def test_again_stands_beside_ended_deals_in_the_list_and_can_be_changed(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says(DEAL)
    await lin.taps("Publish")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps("Cancel the deal")
    await lin.taps("Yes, cancel it")
    await lin.says("/deals")
    await lin.taps("Again")
    await lin.taps("Edit")
    await lin.taps("Team and price")
    await answers(lin, "4 24.90 34.90")
    assert "Team of 4: 24.90 € · alone 34.90 €" in lin.newest.text
    await lin.taps("Publish")
    assert "Team of 4: 24.90 €" in scene.groups[0].posts()[-1].text


async def test_again_asks_for_prices_where_the_currency_has_changed(scene: Scene) -> None:
    lin = await a_leader(scene)
    await lin.says(DEAL + "\npay pickup")
    await lin.taps("Publish")
    await scene.clock.moves(days=3)
    await lin.says("/community currency THB")
    await lin.says("/deals")
    await lin.taps("Again")
    assert "👥 Team of 3\n⏰ until 2026-12-06 12:01\n2 of 3 · What does one cost, in THB?" in lin.newest.text
    await lin.says("890/990")
    await lin.taps("Publish")
    assert "THB" in scene.groups[0].posts()[-1].text or "฿" in scene.groups[0].posts()[-1].text
