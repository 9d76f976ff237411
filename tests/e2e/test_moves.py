"""Another team of the same deal: asked in private, `Move me` or `Stay`; an old question gets today's answer."""

from bot.payqr import STANDARDS
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def people(scene: Scene, *names: str) -> list[Somebody]:
    """People who have all pressed START."""
    return [await scene.person(name) for name in names]


async def two_teams(scene: Scene, ana: Somebody, ben: Somebody, chen: Somebody, *more: Somebody, team: int = 3) -> Seen:
    """A card with Ana's team, in which Ben is, and Chen's."""
    card = await scene.a_deal(team=team, members=[ana, ben, chen, *more])
    await scene.a_team(card, ana, ben)
    await chen.taps("Start a team", on=scene.card(card))
    return card


async def test_a_tap_on_another_team_asks_in_private_and_move_me_moves(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    answer = await ben.taps("Join Chen", on=scene.card(card))
    assert answer.text.startswith("You have a place in another team already. I've asked you in our private chat")
    assert answer.url == ""
    asked = await ben.sees("🔁 You're in Ana's team: 2 of 3. Move to this one? Your number 2 stays.")
    assert asked.labels == ["Move me", "Stay"]
    assert "Join Ana (1 more)" in scene.card(card).labels, "nothing has moved yet"
    moved = await ben.taps("Move me")
    assert moved.text == "You've moved to Chen's team: 2 of 3. Nothing to pay yet, I'll write when it's full."
    await ben.sees("✅ You're in, with number 2.")
    assert {"Join Chen (1 more)", "Join Ana (2 more)"} <= set(scene.card(card).labels)


async def test_stay_changes_nothing_and_shows_where_one_is(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await ben.taps("Join Chen", on=scene.card(card))
    await ben.taps("Stay")
    shown = ben.newest
    assert "Ana's team: 2 of 3" in shown.text
    assert "✅ You're in, with number 2." in shown.text
    assert "Join Ana (1 more)" in scene.card(card).labels


async def test_the_link_of_another_team_asks_the_same(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await chen.opens(card.url("My order"))
    link = (await chen.sees("your team")).shared("Share my team")
    await ben.opens(link)
    await ben.sees("🔁 You're in Ana's team: 2 of 3.")
    await ben.taps("Move me")
    assert "Join Ana (2 more)" in scene.card(card).labels


async def test_who_cannot_be_written_to_is_taken_to_the_question_and_told_nothing_else(scene: Scene) -> None:
    ana, chen = await people(scene, "Ana", "Chen")
    ben = await scene.person("Ben", starts=False)
    card = await two_teams(scene, ana, ben, chen)
    answer = await ben.taps("Join Chen", on=scene.card(card))
    assert (answer.text, answer.alert) == ("", False)
    assert "?start=t_" in answer.url
    assert ben.told() == []
    await ben.opens(answer.url)
    await ben.taps("Move me")
    assert {"Join Chen (1 more)", "Join Ana (2 more)"} <= set(scene.card(card).labels)


async def test_a_starter_who_moves_leaves_the_team_to_the_next_who_is_told(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await ana.taps("Join Chen", on=scene.card(card))
    await ana.sees("🔁 You have a team of your own: 2 of 3. Move to this one? The next buyer becomes its starter")
    await ana.taps("Move me")
    await ben.sees("👥 The starter left, so the team is yours now: 1 of 3.")
    assert {"Join Chen (1 more)", "Join Ben (2 more)"} <= set(scene.card(card).labels)


async def test_the_last_of_a_team_who_fills_another_is_asked_to_pay(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await chen.taps("Join Ana", on=scene.card(card))
    await chen.sees("with only you in it. Move to this one? Yours ends then; your number 3 stays.")
    answer = await chen.taps("Move me")
    assert answer.text.startswith("You're in, and Ana's team is full!")
    for buyer in (ana, ben, chen):
        assert STANDARDS["epc"].read(await buyer.sees_qr()).amount.minor == 2990
    assert [label for label in scene.card(card).labels if label.startswith("Join")] == []


async def test_a_team_that_fills_while_one_thinks_says_so_and_the_place_is_kept(scene: Scene) -> None:
    ana, ben, chen, dora, emil = await people(scene, "Ana", "Ben", "Chen", "Dora", "Emil")
    card = await two_teams(scene, ana, ben, chen, dora, emil)
    await ben.taps("Join Chen", on=scene.card(card))
    for other in (dora, emil):
        await other.taps("Join Chen", on=scene.card(card))
    answer = await ben.taps("Move me")
    assert answer.alert
    assert answer.text == "That team is full already. Start a team, or join another one."
    shown = ben.newest
    assert "🎉 Chen's team is full: 3 of 3" in shown.text
    assert shown.labels == ["Open my order"]
    assert "Join Ana (1 more)" in scene.card(card).labels
    assert ben.qr_messages() == []


async def test_an_old_question_of_who_has_left_offers_the_place_as_to_anybody(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await ben.taps("Join Chen", on=scene.card(card))
    asked = ben.newest
    await ben.opens(card.url("My order"))
    await ben.taps("Leave")
    await ben.taps("Yes, leave")
    answer = await ben.taps("Move me", on=asked)
    assert answer.text.startswith("You have no order in this deal any more")
    await ben.taps("Join Chen (2 more)")
    await ben.sees("✅ You're in, with number 4.")


async def test_two_taps_on_move_me_move_once(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen)
    await ben.taps("Join Chen", on=scene.card(card))
    asked = ben.newest
    ben.presses("Move me", on=asked)
    ben.presses("Move me", on=asked)
    await scene.settles()
    assert {"Join Chen (1 more)", "Join Ana (2 more)"} <= set(scene.card(card).labels)
    assert "✅ You're in, with number 2." in ben.newest.text


async def test_who_is_in_a_full_team_is_told_and_not_asked(scene: Scene) -> None:
    ana, ben, chen = await people(scene, "Ana", "Ben", "Chen")
    card = await two_teams(scene, ana, ben, chen, team=2)
    answer = await ben.taps("Join Chen", on=scene.card(card))
    assert answer.text == "You're in Ana's team already, with number 2. Nothing was changed."
    assert ben.newest.button("Move me") is None


async def test_in_chinese_the_question_is_asked_in_chinese(scene: Scene) -> None:
    ana, chen = await people(scene, "Ana", "Chen")
    mei = await scene.person("Mei", language="zh-hans")
    card = await two_teams(scene, ana, mei, chen)
    answer = await mei.taps("Join Chen", on=scene.card(card))
    assert answer.text.startswith("你在别的团里已经有位置了。要不要换到 Chen")
    await mei.sees("🔁 你在 Ana 的团里，2/3 人。要换到这个团吗？你的 2 号不变。")
    answer = await mei.taps("换到这个团")
    assert answer.text == "已换到 Chen 的团，2/3 人。现在不用付款，成团后我私信你。"
