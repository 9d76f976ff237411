"""The desk's `Remind` and `Call`: what buyers, group and leader read."""

from tests.e2e.test_wrong_hands import data_of
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def two_due(scene: Scene) -> tuple[Somebody, Somebody, Somebody]:
    """The leader at the desk; Ana and Ben have to pay."""
    ana, ben = [await scene.person(name) for name in ("Ana", "Ben")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    lin = scene.groups[0].leader
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    return lin, ana, ben


async def test_remind_reaches_who_has_not_heard_lately(scene: Scene) -> None:
    lin, ana, ben = await two_due(scene)  # it is noon in the group
    answer = await lin.taps("Remind 2")
    assert answer.text == "Nobody is reminded: 2 heard of it within 6 hours."
    await scene.clock.moves(hours=6, minutes=1)
    answer = await lin.taps("Remind 2")
    assert answer.text == "2 buyers are reminded."
    for buyer in (ana, ben):
        assert len(buyer.qr_messages()) == 2
        assert "29.90 €" in buyer.told()[-1].text
    answer = await lin.taps("Remind 2")
    assert answer.text == "Nobody is reminded: 2 heard of it within 6 hours."
    await scene.clock.moves(hours=5)
    answer = await lin.taps("Remind 2")
    assert answer.alert
    assert answer.text == "Nobody is reminded at night. Tap again from Sat 09:00 on."
    assert len(ana.qr_messages()) == 2


async def test_remind_in_chinese(scene: Scene) -> None:
    lin, _, _ = await two_due(scene)
    await lin.says("/language zh")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await scene.clock.moves(hours=6, minutes=1)
    assert (await lin.taps("提醒 2 人")).text == "已提醒 2 人。"


async def test_the_leader_calls_who_has_blocked_the_bot_since(scene: Scene) -> None:
    lin, ana, _ = await two_due(scene)
    group = scene.groups[0]
    scene.telegram.block(ana.id)
    await scene.settles()
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    desk = lin.newest
    assert {"Remind 1", "Call 1 in the group"} <= set(desk.labels)
    forged = data_of(scene, desk, "Call 1 in the group")
    answer = await lin.taps("Call 1 in the group")
    assert answer.text == "1 buyer is called in the group."
    await scene.settles()
    (call,) = [post for post in group.posts() if post.reply_to is not None]
    assert call.text == "Ana: your team is full 🎉 I can't write to you until you open me once."
    assert "Call 1 in the group" not in lin.newest.labels
    answer = await lin.forges(forged, on=lin.newest)
    assert answer.alert
    await scene.clock.moves(hours=2)
    assert len([post for post in group.posts() if post.reply_to is not None]) == 1
