"""`Pause` and `Resume`: the card says so, taps are answered, in both languages."""

from tests.kit.scenes import Scene


async def test_a_paused_deal_says_so_and_takes_nobody_until_it_is_resumed(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana)
    await ana.opens(card.url("My order"))
    link = (await ana.sees("your team")).shared("Share my team")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    answer = await lin.taps("Pause")
    assert answer.text.startswith("Paused: nobody can order now.")
    assert "⏸ Paused: nobody can order right now" in scene.card(card).text
    assert scene.card(card).labels == ["My order", "Share"]
    await ben.opens(link)
    shown = ben.newest
    assert "Ana's team: 1 of 2" in shown.text
    assert "⏸ Paused" in shown.text
    assert not any("Join" in label or "Start" in label for label in shown.labels)
    await lin.taps("Resume")
    assert "Join Ana (1 more)" in scene.card(card).labels
    await ben.taps("Join Ana")
    await ben.sees("Please pay 29.90 €")


async def test_a_tap_that_was_under_way_is_answered_kindly(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben", language="zh-hans")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    stored = scene.telegram.world.messages.find(card.chat_id, card.id)
    assert stored is not None
    start = str(stored.rows()[0][0]["callback_data"])
    await lin.taps("Pause")
    assert (
        await ana.forges(start, on=card)
    ).text == "This deal is paused right now. Nothing was ordered: try again later."
    assert (await ben.forges(start, on=card)).text == "这个团购暂停中，没有下单，过一会儿再试。"
