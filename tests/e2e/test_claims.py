"""A leader looks into claims: receipts are shown when asked for, and a rejection says what to do next."""

import io

from PIL import Image

from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


def a_picture() -> bytes:
    """A receipt, as a phone takes it."""
    picture = io.BytesIO()
    Image.new("RGB", (320, 640), "white").save(picture, "PNG")
    return picture.getvalue()


async def two_claims(scene: Scene) -> tuple[Somebody, Somebody, Somebody]:
    """Ana has paid with a receipt, Ben without; their leader."""
    ana, ben = [await scene.person(name) for name in ("Ana", "Ben")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.says(photo=a_picture())
    await ben.taps("I paid")
    return scene.groups[0].leader, ana, ben


async def test_a_receipt_is_shown_when_the_leader_asks_and_to_nobody_else(scene: Scene) -> None:
    lin, ana, ben = await two_claims(scene)
    await lin.taps("One by one")
    page = lin.newest
    assert "1 · Receipt" in page.labels
    assert "2 · Receipt" not in page.labels, "Ben sent none"
    forged = data_of(scene, page, "1 · Receipt")
    await lin.taps("1 · Receipt")
    shown = await lin.sees("🧾 1 · Ana says paid 29.90 €")
    assert shown.photo == next(message.photo for message in ana.messages() if message.photo and not message.is_bots)
    assert shown.labels == ["Confirm", "Reject"]
    for thief in (ana, ben):
        before = len(thief.told())
        answer = await thief.forges(forged, on=thief.told()[-1])
        assert answer.text == FOREIGN
        assert len(thief.told()) == before
    await lin.taps("Confirm", on=shown)
    await ana.sees("✅ Lin has your 29.90 €.")
    answer = await lin.forges(forged, on=page)
    assert answer.alert, "the order waits no more"
    assert len([message for message in lin.told() if message.text.startswith("🧾")]) == 1


async def test_a_rejection_says_what_to_do_next(scene: Scene) -> None:
    lin, ana, ben = await two_claims(scene)
    await lin.taps("One by one")
    await lin.taps("2 · Reject")
    await lin.taps("Please send the receipt")
    told = await ben.sees("asks for the receipt. If you have paid, don't pay again: send me a picture of it here")
    assert {"I paid", "I can't pay"} <= set(told.labels)
    await ben.says(photo=a_picture())
    await lin.sees("say paid 2")
    await lin.taps("One by one")
    assert "2 · Receipt" in lin.newest.labels
    await ana.sees_no("asks for the receipt")


async def test_a_rejection_in_chinese(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    await ben.says("/language zh")
    await lin.taps("One by one")
    await lin.taps("2 · Reject")
    await lin.taps("Another amount came")
    await ben.sees("💳 Lin 没看到你的 29.90 €：到账金额不一样。请核对你转出的金额，补款前先问 Lin。")


async def test_who_chooses_a_reason_after_the_money_is_confirmed_gets_the_state_of_today(scene: Scene) -> None:
    lin, ana, _ = await two_claims(scene)
    await lin.taps("One by one")
    page = lin.newest
    confirm = data_of(scene, page, "1 · Confirm")
    await lin.taps("1 · Reject")
    question = await lin.sees("Number 1, Ana: you don't see 29.90 €?")
    reason = data_of(scene, question, "Nothing came yet")
    await lin.forges(confirm, on=question)
    answer = await lin.forges(reason, on=question)
    assert answer.alert
    await ana.sees("✅ Lin has your 29.90 €.")
    await ana.sees_no("💳 Lin doesn't see your")


async def test_a_forged_reason_is_no_reason(scene: Scene) -> None:
    lin, _, ben = await two_claims(scene)
    await lin.taps("One by one")
    await lin.taps("2 · Reject")
    question = await lin.sees("Number 2, Ben: you don't see 29.90 €?")
    forged = data_of(scene, question, "Nothing came yet").removesuffix(":0") + ":9"
    assert (await lin.forges(forged, on=question)).text == FOREIGN
    await lin.sees("say paid 2")
    await ben.sees_no("💳 Lin doesn't see your")
