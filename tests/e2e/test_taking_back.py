"""`Undo` after Confirm, Reject and /paid: five minutes, in both languages; the buyer is told what is true now."""

import re

import pytest

from bot.payqr import STANDARDS
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def a_claim(scene: Scene) -> tuple[Somebody, Somebody]:
    """Lin, and Ana, who says she paid; Ben, who is in her team, only owes."""
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.taps("I paid")
    return scene.groups[0].leader, ana


def has(message: Seen, label: str) -> bool:
    """Whether a message has a button."""
    return message.button(label) is not None


async def test_undo_takes_a_confirmation_back_and_the_buyer_is_told_not_to_pay_again(scene: Scene) -> None:
    lin, ana = await a_claim(scene)
    await lin.taps("Confirm all 1 (29.90 €)")
    await ana.sees("✅ Lin has your 29.90 €.")
    answer = await lin.taps("Undo: confirmed 1")
    assert answer.text == "Taken back. The buyer is told."
    told = await ana.sees("↩ I told you that Lin has your 29.90 €. That was a slip.")
    assert "Don't pay again." in told.text
    await ana.sees_no("✅ Lin has your 29.90 €.")
    await ana.sees("💬 You said you paid 29.90 €.")
    await lin.sees("paid 0 · say paid 1")
    await lin.taps("Confirm all 1 (29.90 €)")
    await ana.sees("✅ Lin has your 29.90 €.")


async def test_undo_takes_a_rejection_back(scene: Scene) -> None:
    lin, ana = await a_claim(scene)
    await lin.taps("One by one")
    await lin.taps("1 · Reject")
    await lin.taps("Nothing came yet")
    await ana.sees("💳 Lin doesn't see your 29.90 € yet.")
    assert len(ana.qr_messages()) == 1
    await lin.taps("Undo: rejected")
    await ana.sees("↩ I told you that Lin doesn't see your 29.90 €. That was a slip.")
    assert ana.qr_messages() == [], "no code asks for money that is on its way"
    await lin.sees("paid 0 · say paid 1")


async def test_undo_below_paid_asks_who_had_not_claimed_for_the_money_again(scene: Scene) -> None:
    lin, ana = await a_claim(scene)
    ben = next(one for one in scene.people if one.name == "Ben")
    payload = await ben.sees_qr()
    await lin.taps("One by one")
    codes = re.findall(r"\b([2-9A-HJ-NP-Z]{4})\b", lin.newest.text)
    assert len(codes) == 2
    await lin.says(f"/paid {' '.join(codes)}")
    answer = lin.newest
    assert answer.text.startswith("✅ Confirmed: ")
    assert answer.labels == ["Undo: confirmed 2"]
    assert ben.qr_messages() == []
    (undo,) = _stored(scene, lin)
    await lin.taps("Undo: confirmed 2", on=answer)
    await ben.sees("↩ I told you that Lin has your 29.90 €. That was a slip: please pay by ")
    assert await ben.sees_qr() == payload, "the same payment"
    assert STANDARDS["epc"].read(payload).amount.minor == 2990
    await ana.sees("💬 You said you paid 29.90 €.")
    again = await lin.forges(undo, on=answer)
    assert again.text == "That is undone already. The desk shows how it stands."


async def test_after_five_minutes_it_is_kindly_too_late(scene: Scene) -> None:
    lin, ana = await a_claim(scene)
    await lin.taps("Confirm all 1 (29.90 €)")
    desk = lin.newest
    await scene.clock.moves(minutes=6)
    answer = await lin.taps("Undo: confirmed 1", on=desk)
    assert (
        answer.text == "Undo works for five minutes, and they are over. Write to the buyer, or use the desk's buttons."
    )
    await ana.sees("✅ Lin has your 29.90 €.")


@pytest.mark.parametrize("who", ["another leader", "the buyer"])
async def test_nobody_else_takes_it_back(scene: Scene, who: str) -> None:
    lin, ana = await a_claim(scene)
    mo = await scene.person("Mo")
    scene.telegram.set_standing(scene.groups[0].id, mo.id, "administrator", by=lin.id)
    await mo.says("/lead", to=scene.groups[0])
    await lin.taps("Confirm all 1 (29.90 €)")
    data = next(button for button in _stored(scene, lin) if button.startswith("cu:"))
    stranger = mo if who == "another leader" else ana
    answer = await stranger.forges(data, on=stranger.newest)
    assert answer.text.startswith("I can't find that.")
    await ana.sees("✅ Lin has your 29.90 €.")


def _stored(scene: Scene, reader: Somebody) -> list[str]:
    """The data of the buttons of somebody's newest message."""
    message = scene.telegram.world.messages.find(reader.id, reader.newest.id)
    assert message is not None
    return [str(button.get("callback_data", "")) for row in message.rows() for button in row]


async def test_in_chinese_it_is_said_in_chinese(scene: Scene) -> None:
    mei = await scene.person("Mei", language="zh-hans")
    ben = await scene.person("Ben", language="zh-hans")
    card = await scene.a_deal(team=2, until="+5d", members=[mei, ben])
    await mei.taps("Start a team", on=card)
    await ben.taps("Mei", on=scene.card(card))
    await mei.taps("我已付款")
    lin = scene.groups[0].leader
    await lin.taps("Confirm all 1 (29.90 €)")
    await lin.taps("Undo: confirmed 1")
    await mei.sees("↩ 刚才说 Lin 已收到你的 29.90 €，是点错了。")
    await mei.sees("你已说付过款，Lin 正在核对，请不要重复付款。")
