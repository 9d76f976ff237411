"""`Reject`, `Other…`: the leader's own words reach the buyer with the payment code, and nothing else goes out."""

import pytest
from sqlalchemy import text

from tests.e2e.test_claims import a_picture, two_claims
from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

TOLD = "💳 Lin doesn't see your 29.90 € and writes:"


async def asks_why(lin: Somebody, number: int) -> Seen:
    """The leader taps `Reject` and `Other…`; the message to reply to."""
    await lin.taps(lin.word("button-one-by-one"))
    await lin.taps(f"{number} · {lin.word('button-reject-paid')}")
    await lin.taps(lin.word("button-reject-in-words"))
    await lin.scene.settles()
    return lin.newest


async def test_own_words_reach_the_buyer_with_the_code_and_can_be_undone(scene: Scene) -> None:
    lin, ana, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    assert asked.text == (
        "✏️ Number 2, Ben: why don't you see 29.90 €, and what is to be done now? Reply to this message in 300 "
        "characters at most. Your words go to the buyer with the payment code, and the order is due again."
    )
    stored = scene.telegram.world.messages.find(asked.chat_id, asked.id)
    assert stored is not None
    assert stored.other_markup == "force_reply"
    await ben.sees_no(TOLD)
    await lin.says("Only <b>19.90</b> came &\n please send 10 more: t.me/x", reply_to=asked.id)
    told = await ben.sees(TOLD)
    assert "“Only <b>19.90</b> came & please send 10 more: t․me/x”" in told.text
    assert told.photo is not None
    assert {"I paid", "I can't pay"} <= set(told.labels)
    await ana.sees_no(TOLD)
    answer = lin.newest
    assert answer.text == "Not there yet: number 2, Ben, is asked again and reads your words."
    assert answer.labels == ["Undo: rejected", "One by one"]
    await lin.taps("Undo: rejected", on=answer)
    await ben.sees("↩ I told you that Lin doesn't see your 29.90 €. That was a slip.")
    await ben.sees_no(TOLD)
    await lin.sees("paid 0 · say paid 2")


async def test_in_chinese_after_a_restart(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    for one in (lin, ben):
        await one.says("/language zh")
        one.language = "zh"
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    asked = await asks_why(lin, 2)
    assert asked.text.startswith("✏️ 2 号 Ben：为什么没看到 29.90 €，接下来该怎么办？请回复这条消息")
    await scene.bot_stops()
    await scene.bot_starts()
    await lin.says("只到了 19.90，请补 10 块", reply_to=asked.id)
    told = await ben.sees("💳 Lin 没看到你的 29.90 €，并说：")
    assert "“只到了 19.90，请补 10 块”" in told.text
    await lin.sees("还没到账：已把你的话转给 2 号 Ben，并请对方再付。")


async def test_what_is_no_reason_is_told_and_may_be_said_again(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    await lin.says("x" * 301, reply_to=asked.id)
    assert lin.newest.text.startswith("That is 301 characters, and it may be 300 at most. Nothing was sent")
    await lin.says("\u2800", reply_to=asked.id)
    assert lin.newest.text == (
        "There are no words in that, so nothing was sent. Reply to the same message with what the buyer should do "
        "next, like: Please send the missing 10 too."
    )
    await lin.says(photo=a_picture(), caption="this", reply_to=asked.id)
    assert lin.newest.text.startswith("I pass on words only, no pictures and no stickers.")
    await ben.sees_no(TOLD)
    await lin.says("It was 19.90", reply_to=asked.id)
    await ben.sees("“It was 19.90”")


async def test_a_claim_that_was_decided_meanwhile_stays_as_it_is(scene: Scene) -> None:
    lin, ana, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    await lin.taps("Confirm all 2")
    await lin.says("Where is it?", reply_to=asked.id)
    assert lin.newest.text == "This order is paid. Nothing was changed."
    await ben.sees_no(TOLD)
    await ana.sees_no(TOLD)


async def test_words_for_an_earlier_claim_reject_no_later_one(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    await lin.says("It was 19.90", reply_to=asked.id)
    await lin.says("Sorry?", reply_to=asked.id)
    assert lin.newest.text == "This order waits for its payment. Nothing was changed."
    await ben.taps("I paid")
    await lin.says("Thank you!", reply_to=asked.id)
    assert lin.newest.text == (
        "This payment has moved on since I asked, so nothing was sent. Look at it again: /deals, then Reject."
    )
    await lin.sees("say paid 2")
    await ben.sees_no("Thank you!")


async def test_nobody_else_gives_a_reason(scene: Scene) -> None:
    lin, ana, ben = await two_claims(scene)
    await lin.taps("One by one")
    await lin.taps("2 · Reject")
    data = data_of(scene, lin.newest, "Other…")
    for thief in (ana, ben):
        assert (await thief.forges(data, on=thief.told()[-1])).text == FOREIGN
    asked = await asks_why(lin, 2)
    while ana.messages()[-1].id < asked.id:
        await ana.says("well")
    same = next(message for message in ana.messages() if message.id >= asked.id)
    for reply_to in (same.id, ana.told()[-1].id):
        await ana.says("Ben paid nothing", reply_to=reply_to)
    await ben.sees_no("Ben paid nothing")
    await lin.sees("say paid 2")


async def test_who_leads_no_more_rejects_nobody(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    scene.telegram.set_standing(scene.groups[0].id, lin.id, "member", by=lin.id)
    await scene.clock.moves(minutes=2)
    await lin.says("Nothing came", reply_to=asked.id)
    await ben.sees_no(TOLD)


@pytest.mark.parametrize("words", ["A secret of 42 letters"])
async def test_the_words_stand_in_no_log(scene: Scene, words: str, caplog: pytest.LogCaptureFixture) -> None:
    lin, _, ben = await two_claims(scene)
    asked = await asks_why(lin, 2)
    await lin.says(words, reply_to=asked.id)
    await ben.sees(words)
    assert words not in caplog.text
    audited = await scene.bot.db.read(lambda tx: [str(row) for row in tx.all(text("SELECT events FROM audit"), {})])
    assert any('"reason":"other"' in row for row in audited)
    assert not any(words in row for row in audited)
