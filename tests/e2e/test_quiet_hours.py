"""/quiet: one switch and hours; news waits for the morning of the group's clocks, money never."""

from datetime import UTC, datetime

from bot.payqr import STANDARDS
from tests.kit.scenes import Scene


async def test_a_team_that_expires_at_night_is_told_in_the_morning(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=4, until="+12h", members=[ana, ben, chen])
    await scene.a_team(card, ana, ben, chen)
    await ana.says("/quiet 22-8")
    await ana.sees("🔕 I'm quiet from 22:00 to 08:00, by the clocks of each group.")
    await ben.says("/quiet off")
    await scene.clock.moves(hours=12, minutes=5)
    await ben.sees("⌛ Time's up with 3 of 4")
    await scene.clock.moves_to(datetime(2026, 11, 28, 6, 55, tzinfo=UTC))
    await ana.sees_no("Time's up")
    await scene.clock.moves(minutes=6)
    await ana.sees("⌛ Time's up with 3 of 4: no order, nothing to pay.")
    await chen.sees_no("Time's up")
    await scene.clock.moves(hours=1)
    await chen.sees("⌛ Time's up with 3 of 4: no order, nothing to pay.")


async def test_a_payment_code_comes_at_any_hour(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team", on=card)
    await ana.says("/quiet 0-24")
    await ana.sees("“0-24” ends when it begins. Write two different times, like /quiet 22-8.")
    await ana.says("/quiet 0-23:59")
    await ben.taps("Join Ana", on=scene.card(card))
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 2990


async def test_the_switch_under_the_answer_and_the_words_do_the_same(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await ana.says("/quiet")
    await ana.sees("🔕 I'm quiet from 22:00 to 09:00")
    assert ana.newest.labels == ["Write at any hour"]
    await ana.taps("Write at any hour")
    await ana.sees("🔔 I write at any hour. If I'm to be quiet, news waits from 22:00 to 09:00")
    await ana.taps("Be quiet at these hours")
    await ana.sees("🔕 I'm quiet from 22:00 to 09:00")
    await ana.says("/quiet 23:30 - 7")
    await ana.says("/quiet off")
    assert "🔔 I write at any hour. If I'm to be quiet, news waits from 23:30 to 07:00" in ana.newest.text
    await ana.says("/quiet on")
    assert "🔕 I'm quiet from 23:30 to 07:00" in ana.newest.text


async def test_switching_it_off_at_night_brings_what_waited(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=3, until="+12h", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.says("/quiet on")
    await scene.clock.moves(hours=13)
    await ana.sees_no("Time's up")
    await ana.says("/quiet off")
    await ana.sees("⌛ Time's up with 2 of 3")


async def test_wrong_hours_are_answered_kindly_and_change_nothing(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await ana.says("/quiet 22-8")
    for typed in ("late", "25-8", "22", "x" * 4000):
        await ana.says(f"/quiet {typed}")
        await ana.sees("as hours to be quiet. Write them like /quiet 22-8, or /quiet on and /quiet off.")
    await ana.says("/quiet")
    assert "🔕 I'm quiet from 22:00 to 08:00" in ana.newest.text


async def test_in_chinese_it_is_asked_and_told_in_chinese(scene: Scene) -> None:
    mei = await scene.person("Mei", language="zh-hans")
    await mei.says("/quiet 22点到8点")
    await mei.sees("🔕 每天 22:00 到 08:00 我不打扰你")
    await mei.taps("关闭免打扰")
    await mei.sees("🔔 现在随时都会发消息。")
    await mei.says("/quiet 随便")
    await mei.sees("看不懂“随便”是几点到几点。")


async def test_typed_in_a_group_it_is_answered_in_private_and_only_with_the_bots_name(scene: Scene) -> None:
    ana = await scene.person("Ana")
    group = await scene.group(members=[ana])
    before = len(group.messages())
    await ana.says("/quiet 22-8", to=group)
    await ana.sees_no("I'm quiet")
    await ana.says(f"/quiet@{scene.telegram.bot.username} 22-8", to=group)
    await ana.sees("🔕 I'm quiet from 22:00 to 08:00")
    assert not [message for message in group.messages()[before:] if message.is_bots]


async def test_the_menu_and_the_help_name_it(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await ana.says("/help")
    await ana.sees("/quiet when I am not to disturb you")
