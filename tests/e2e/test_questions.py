"""Ask: a question goes to the leader and its answer comes back, through the bot, though nobody has a username."""

import pytest

from tests.e2e.test_claims import a_picture
from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def two_due(scene: Scene) -> tuple[Somebody, Somebody, Somebody]:
    """The leader; Ana and Ben have to pay."""
    ana, ben = [await scene.person(name) for name in ("Ana", "Ben")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    return scene.groups[0].leader, ana, ben


async def asks(who: Somebody, label: str, *, on: Seen | None = None) -> Seen:
    """They tap `Ask` or `Answer`; the message to reply to."""
    await who.taps(label, on=on)
    await who.scene.settles()
    return who.newest


async def test_a_question_and_its_answer_go_through_the_bot(scene: Scene) -> None:
    lin, ana, ben = await two_due(scene)
    asked = await asks(ana, "Ask Lin")
    assert asked.text == ("✏️ Write your question to Lin about Navel oranges 5 kg, number 1: reply to this message.")
    stored = scene.telegram.world.messages.find(asked.chat_id, asked.id)
    assert stored is not None
    assert stored.other_markup == "force_reply"
    await ana.says("Is <b>Friday</b> fine? & where", reply_to=asked.id)
    await ana.sees("✉️ Passed on to Lin. The answer comes here.")
    question = await lin.sees("✉️ Ana writes about Navel oranges 5 kg, number 1:")
    assert question.text.endswith("Is <b>Friday</b> fine? & where")
    assert question.labels == ["Answer"]
    answering = await asks(lin, "Answer", on=question)
    assert answering.text.startswith("✏️ Write your question to Ana about Navel oranges 5 kg, number 1")
    await lin.says("Friday at six.", reply_to=answering.id)
    answer = await ana.sees("✉️ Lin, your leader, writes about Navel oranges 5 kg, your number 1:")
    assert answer.text.endswith("Friday at six.")
    assert answer.labels == ["Answer", "Open my order"]
    await ana.says("Thanks", reply_to=answer.id)
    assert (await lin.sees("Thanks")).text.startswith("✉️ Ana writes")
    await ben.sees_no("Friday")


async def test_a_leader_asks_one_buyer_in_chinese(scene: Scene) -> None:
    lin, ana, ben = await two_due(scene)
    for one in (lin, ben):
        await one.says("/language zh")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps("逐个确认")
    asked = await asks(lin, "2 · 询问")
    assert asked.text == "✏️ 想问 Ben 什么？关于 Navel oranges 5 kg，2 号：请回复这条消息。"
    await lin.says("周五能来取吗？", reply_to=asked.id)
    await lin.sees("✉️ 已转达给 Ben，有回答会发到这里。")
    question = await ben.sees("✉️ 团长 Lin 就 Navel oranges 5 kg（你是 2 号）说：")
    assert question.text.endswith("周五能来取吗？")
    await ana.sees_no("周五")


async def test_a_reply_is_passed_on_after_a_restart(scene: Scene) -> None:
    lin, ana, _ = await two_due(scene)
    asked = await asks(ana, "Ask Lin")
    await scene.bot_stops()
    await scene.bot_starts()
    await ana.says("Still there?", reply_to=asked.id)
    await lin.sees("Still there?")


async def test_what_cannot_be_passed_on_is_said_and_may_be_said_again(scene: Scene) -> None:
    lin, ana, _ = await two_due(scene)
    asked = await asks(ana, "Ask Lin")
    await ana.says("x" * 1001, reply_to=asked.id)
    assert ana.newest.text == (
        "That is 1,001 characters, and I pass on 1,000 at most. Nothing was sent: shorten it, and reply to the same "
        "message."
    )
    await ana.says(photo=a_picture(), reply_to=asked.id)
    assert ana.newest.text.startswith("I pass on words only, no pictures and no stickers.")
    await lin.sees_no("say paid 1")
    await ana.says("Short then", reply_to=asked.id)
    await lin.sees("Short then")


async def test_after_ten_within_an_hour_nothing_more_is_passed_on(scene: Scene) -> None:
    lin, ana, _ = await two_due(scene)
    asked = await asks(ana, "Ask Lin")
    for n in range(11):
        await ana.says(f"Question {n}.", reply_to=asked.id)
        await scene.clock.moves(seconds=30)
    assert "as much as I pass on" in ana.newest.text
    await lin.sees("Question 9.")
    await lin.sees_no("Question 10.")


async def test_who_asks_somebody_who_blocked_the_bot_is_told_and_it_waits(scene: Scene) -> None:
    lin, ana, _ = await two_due(scene)
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps("One by one")
    scene.telegram.block(ana.id)
    await scene.settles()
    asked = await asks(lin, "1 · Ask")
    await lin.says("Are you there?", reply_to=asked.id)
    await lin.sees("🔕 I can't write to Ana now, so your question about Navel oranges 5 kg, number 1, waits")
    scene.telegram.block(ana.id, False)
    await ana.says("/start")
    await ana.sees("Are you there?")


async def test_a_stranger_cannot_ask_by_a_forged_button_or_a_reply(scene: Scene) -> None:
    lin, ana, ben = await two_due(scene)
    button = data_of(scene, ana.told()[-1], "Ask Lin")
    for data in (button, button.replace("aq:", "ab:")):
        assert (await ben.forges(data, on=ben.told()[-1])).text == FOREIGN
    asked = await asks(ana, "Ask Lin")
    before = len(lin.told())
    await ben.says("I'm Ana", reply_to=ben.told()[-1].id)
    assert len(lin.told()) == before, "an ordinary reply goes nowhere"
    await ana.says("no reply at all")
    assert len(lin.told()) == before
    assert asked.text.startswith("✏️")


@pytest.mark.parametrize("words", ["A secret of 42 letters"])
async def test_what_is_asked_stands_in_no_log(scene: Scene, words: str, caplog: pytest.LogCaptureFixture) -> None:
    lin, ana, _ = await two_due(scene)
    asked = await asks(ana, "Ask Lin")
    await ana.says(words, reply_to=asked.id)
    await lin.sees(words)
    assert words not in caplog.text
