"""A deal's preview: what looks like a slip, a clock that changes, long notes, titles in every script."""

import pytest

from tests.e2e.test_leaders import a_picture
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +2d"
CHINESE = "/deal 赣州脐橙\n单买 39.90\n成团 3 29.90\n截止 +2d"
LONG_NOTE = "甜 and juicy 🍊 " * 255


async def a_leader_in_chinese(scene: Scene) -> Somebody:
    """Lin, whose app is in Chinese, leads a group by Berlin's clocks with euros."""
    lin = await scene.person("Lin", language="zh", username="lin")
    group = await scene.group(admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says("/community zone Europe/Berlin")
    await lin.says("/community currency EUR")
    await lin.says("/payee epc DE33 1002 0500 0001 1947 00 Lin Wang")
    await lin.taps(lin.word("button-keep-payee"))
    return lin


@pytest.mark.parametrize(
    ("line", "wrong", "says"),
    [
        ("team 3 29.90", "team 3 9.90", "⚠️ The team price is under half of the price alone. Is that meant?"),
        ("until +2d", "until tomorrow 3:00", "⚠️ It closes in the middle of the night, Sat 03:00. Is that meant?"),
        ("until +2d", "until +20m", "⚠️ It is open for half an hour at most. Is that meant?"),
        ("until +2d", "until +61d", "⚠️ It closes more than 60 days from now, Jan 27, 2027, 12:01. Is that meant?"),
    ],
)
async def test_a_slip_is_warned_of_and_can_be_published_all_the_same(
    scene: Scene, line: str, wrong: str, says: str
) -> None:
    group = await scene.a_led_group()
    await group.leader.says(DEAL)
    await group.leader.sees_no("⚠️")
    await group.leader.says(DEAL.replace(line, wrong))
    assert says in group.leader.newest.text
    await group.leader.taps("Publish")
    assert "Navel oranges 5 kg" in group.card.text
    assert "⚠️" not in group.card.text


async def test_slips_are_told_in_chinese_too(scene: Scene) -> None:
    lin = await a_leader_in_chinese(scene)
    await lin.says(CHINESE.replace("+2d", "明天凌晨3点").replace("3 29.90", "3 9.90"))
    assert "⚠️ 成团价不到单买价的一半，是这样吗？" in lin.newest.text
    assert "⚠️ 截止在半夜 周六 03:00，是这样吗？" in lin.newest.text


async def test_a_price_ten_times_the_last_of_the_same_goods_is_warned_of(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    warning = "⚠️ The last time a team paid 29.90 € for this. Is a digit or a point wrong?"
    await lin.says(DEAL)
    await lin.taps("Publish")
    await lin.says(DEAL.replace("29.90", "299").replace("39.90", "399"))
    assert warning in lin.newest.text
    await lin.says(DEAL.replace("29.90", "299").replace("39.90", "399").replace("Navel", "Blood"))
    assert "⚠️" not in lin.newest.text
    await lin.says(DEAL.replace("29.90", "2.99").replace("39.90", "3.99"))
    assert warning in lin.newest.text
    south = await scene.a_led_group("South", leader=lin)
    await lin.says(DEAL.replace("29.90", "2.99").replace("39.90", "3.99"), to=south)
    assert "⚠️" not in lin.newest.text, "another group has other prices"


async def test_a_clock_that_comes_twice_or_never_is_asked_about(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says(DEAL.replace("+2d", "2027-10-31 02:30"))
    told = "the clocks go back that night and “2027-10-31 02:30” comes twice: write "
    assert told + "2027-10-31 02:30 +02:00 or 2027-10-31 02:30 +01:00" in lin.newest.text
    assert "→ until 2027-10-31 02:30 +02:00" in lin.newest.text
    await lin.says(DEAL.replace("+2d", "2027-03-28 02:30"))
    assert "the clocks go forward that night and “2027-03-28 02:30” never comes" in lin.newest.text
    assert "→ until 2027-03-28 03:00" in lin.newest.text
    await lin.says(DEAL.replace("+2d", "2027-10-31 02:30 +01:00"))
    await lin.taps("Publish")
    assert "until Oct 31, 2027, 02:30" in group.card.text


async def test_a_clock_that_comes_twice_or_never_is_asked_about_in_chinese(scene: Scene) -> None:
    lin = await a_leader_in_chinese(scene)
    await lin.says(CHINESE.replace("+2d", "2027-10-31 02:30"))
    assert "有两次，请写 2027-10-31 02:30 +02:00 或 2027-10-31 02:30 +01:00" in lin.newest.text
    await lin.says(CHINESE.replace("+2d", "2027-03-28 02:30"))
    assert "没有“2027-03-28 02:30”这个时刻" in lin.newest.text


@pytest.mark.parametrize("photo", [None, a_picture()])
async def test_a_long_note_is_cut_on_the_card_and_read_whole_in_private(scene: Scene, photo: bytes | None) -> None:
    ana = await scene.person("Ana")
    group = await scene.a_led_group(members=[ana])
    lin = group.leader
    note = LONG_NOTE.strip() if photo is None else LONG_NOTE.strip()[:900]
    text = f"{DEAL}\nnote {note}"
    await (lin.says(text) if photo is None else lin.says(photo=photo, caption=text))
    assert "✂️ The card shows the beginning of the note;" in lin.newest.text
    await lin.taps("Publish")
    card = group.card
    assert note[:300] in card.text
    assert card.text.count("…") == 2, "the note's end, and the payee's account"
    assert "Share: t.me/" in card.text
    await ana.opens(card.shared("Share"))
    assert note not in ana.newest.text
    await ana.taps("Read the whole note")
    assert note in ana.newest.text
    await ana.taps("See the deal")
    assert "Start a team" in ana.newest.labels


async def test_a_short_note_needs_no_button(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(lines="note First grade", members=[ana])
    await ana.opens(card.shared("Share"))
    assert "First grade" in ana.newest.text
    assert "Read the whole note" not in ana.newest.labels


@pytest.mark.parametrize("title", ["🍊 Oranges 👩‍🌾🏽", "תפוזי נייוול 5 ק״ג", "برتقال أبو سرة ٥ كغ", "🇮🇱 תפוזים"])
async def test_a_title_in_every_script_stands_whole_in_preview_and_card(scene: Scene, title: str) -> None:
    group = await scene.a_led_group()
    await group.leader.says(DEAL.replace("Navel oranges 5 kg", title))
    shown = title.replace("\u200d", "")
    assert shown in group.leader.newest.text
    await group.leader.taps("Publish")
    assert shown in group.card.text
