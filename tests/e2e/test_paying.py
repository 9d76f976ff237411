"""Paying: who can't, who is late, who pays first, who pays at the pickup, and money that comes too late."""

import io
from datetime import UTC, datetime

from PIL import Image

from bot.payqr import STANDARDS
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

NIGHT_ENDS = 9


async def a_full_team(scene: Scene, *, lines: str = "") -> tuple[Seen, Somebody, Somebody]:
    """Ana and Ben fill a team of two; the card."""
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, until="+5d", lines=lines, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    return card, ana, ben


async def test_who_cannot_pay_gives_the_place_up_at_once_and_the_other_keeps_the_price(scene: Scene) -> None:
    card, ana, ben = await a_full_team(scene, lines="stock 2")
    assert "Start a team" not in scene.card(card).labels
    await ana.taps("I can't pay")
    assert len(ana.qr_messages()) == 1, "asked once more before"
    await ana.taps("Yes, give up my place")
    await ana.sees("🚫 You gave up your place. This code is finished, don't pay it.")
    assert ana.qr_messages() == []
    assert STANDARDS["epc"].read(await ben.sees_qr()).amount.minor == 2990
    assert "1 left" in scene.card(card).text


async def test_an_unpaid_order_is_reminded_twice_and_then_its_place_is_free(scene: Scene) -> None:
    card, ana, ben = await a_full_team(scene, lines="due 24h\nstock 2")
    await ben.taps("I paid")
    await scene.clock.moves(hours=11)
    await ana.sees_no("Still to pay")
    await scene.clock.moves(hours=11)
    first = [message for message in ana.told() if "⏰ Still to pay: 29.90 € by Sat 12:0" in message.text]
    assert len(first) == 2, "half of the time and a tenth of it"
    assert len({ana.reads(message) for message in ana.qr_messages()}) == 1, "always the same payment"
    await scene.clock.moves(hours=3)
    await ana.sees("⌛ The time to pay is over, so your place is free again. You owe nothing.")
    assert ana.qr_messages() == []
    await ben.sees_no("Still to pay")
    await ben.sees_no("The time to pay is over")
    assert "1 left" in scene.card(card).text


async def test_nobody_is_reminded_or_out_of_time_at_night(sqlite_url: str) -> None:
    evening = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    async with Scene(sqlite_url, at=evening) as scene:
        _, ana, _ = await a_full_team(scene, lines="due 6h")
        await ana.sees("by Sat 09:00")
        await scene.clock.moves_to(datetime(2026, 11, 28, 7, 59, tzinfo=UTC))
        await ana.sees_no("Still to pay")
        await ana.sees_no("The time to pay is over")
        await scene.clock.moves(minutes=2)
        await ana.sees("The time to pay is over")


async def test_a_claim_never_lapses_and_its_leader_is_nudged(scene: Scene) -> None:
    _, ana, _ = await a_full_team(scene, lines="due 24h")
    lin = scene.groups[0].leader
    await ana.taps("I paid")
    await scene.clock.moves(hours=48)
    await lin.sees("💬 1 buyer says 29.90 € is paid and has waited half a day for your word.")
    await ana.sees_no("The time to pay is over")
    await lin.taps("Confirm all 1 (29.90 €)")
    await ana.sees("✅ Lin has your 29.90 €. You are number 1.")


async def test_a_leader_hears_of_claims_every_half_hour_at_most(scene: Scene) -> None:
    ana, ben, chen, dora = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben, chen, dora])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await scene.a_team(scene.card(card), chen, dora)

    def heard() -> list[str]:
        return [text.partition("\n")[0] for text in lin.texts() if "paid." in text]

    await ana.taps("I paid")
    assert heard() == ["💬 1 buyer says 29.90 € is paid."]
    await ben.taps("I paid")
    await scene.clock.moves(minutes=5)
    await chen.taps("I paid")
    await scene.clock.moves(minutes=20)
    assert heard() == ["💬 1 buyer says 29.90 € is paid."]
    await scene.clock.moves(minutes=6)
    assert heard() == ["💬 1 buyer says 29.90 € is paid.", "💬 3 buyers say 89.70 € is paid."]
    await lin.sees("paid 0 · say paid 3 · waiting 1")
    await lin.taps("Confirm all 3 (89.70 €)")
    await scene.clock.moves(minutes=10)
    await dora.taps("I paid")
    await lin.taps("Confirm all 1 (29.90 €)")
    await scene.clock.moves(hours=1)
    assert heard() == ["💬 1 buyer says 29.90 € is paid."], "the second has become the desk; nothing waits"


async def test_a_leader_who_sleeps_hears_of_claims_in_the_morning(sqlite_url: str) -> None:
    evening = datetime(2026, 11, 27, 20, 50, tzinfo=UTC)
    async with Scene(sqlite_url, at=evening) as scene:
        _, ana, ben = await a_full_team(scene, lines="due 24h")
        lin = scene.groups[0].leader
        await ana.taps("I paid")
        await scene.clock.moves_to(datetime(2026, 11, 27, 21, 5, tzinfo=UTC))
        await ben.taps("I paid")
        await lin.sees("💬 1 buyer says 29.90 € is paid.")
        await scene.clock.moves_to(datetime(2026, 11, 28, 7, 57, tzinfo=UTC))
        await lin.sees_no("💬 2 buyers say 59.80 € is paid.")
        await lin.sees("say paid 2")
        await scene.clock.moves(minutes=4)
        await lin.sees("💬 2 buyers say 59.80 € is paid.")


async def test_a_receipt_as_a_photo_says_paid_too(scene: Scene) -> None:
    _, ana, _ = await a_full_team(scene)
    lin = scene.groups[0].leader
    picture = io.BytesIO()
    Image.new("RGB", (320, 640), "white").save(picture, "PNG")
    await ana.says(photo=picture.getvalue())
    await ana.sees("💬 You said you paid 29.90 €.")
    await lin.sees("say paid 1")


async def test_a_rejected_claim_is_asked_for_again(scene: Scene) -> None:
    _, ana, _ = await a_full_team(scene)
    lin = scene.groups[0].leader
    payload = await ana.sees_qr()
    await ana.taps("I paid")
    await lin.taps("One by one")
    await lin.taps("1 · Reject")
    await lin.sees("Number 1, Ana: you don't see 29.90 €? Choose what they are told.")
    await ana.sees_no("💳 Lin doesn't see your 29.90 €")
    await lin.taps("Nothing came yet")
    await ana.sees("💳 Lin doesn't see your 29.90 € yet. Please look whether it went out")
    assert await ana.sees_qr() == payload
    await ana.taps("I paid")
    assert ana.qr_messages() == []
    await lin.sees("say paid 1")


async def test_confirm_all_confirms_no_more_than_the_button_said(scene: Scene) -> None:
    _, ana, ben = await a_full_team(scene)
    lin = scene.groups[0].leader
    await ana.taps("I paid")
    desk = await lin.sees("say paid 1")
    stored = scene.telegram.world.messages.find(desk.chat_id, desk.id)
    assert stored is not None
    one = next(
        str(button["callback_data"]) for row in stored.rows() for button in row if "Confirm all 1" in button["text"]
    )
    await ben.taps("I paid")
    await lin.forges(one, on=desk)
    await lin.sees("paid 0 · say paid 2")
    for buyer in (ana, ben):
        await buyer.sees_no("✅ Lin has your")


async def test_paid_by_code_confirms_each_order_and_names_what_it_could_not(scene: Scene) -> None:
    _, ana, ben = await a_full_team(scene)
    lin = scene.groups[0].leader
    await ana.taps("I paid")
    await lin.taps("One by one")
    codes = [
        part.strip(" ·")
        for line in lin.newest.text.splitlines()
        if "29.90" in line
        for part in [line.rpartition("·")[2]]
    ]
    assert len(codes) == 2
    await lin.says(f"/paid {codes[0]}, {codes[1].lower()} ZZZZ")
    answer = lin.newest.text
    assert answer.startswith(f"✅ Confirmed: {codes[0]} and {codes[1]}")
    assert "ZZZZ: I can't find that." in answer
    await ana.sees("✅ Lin has your 29.90 €. You are number 1.")
    await ben.sees("✅ Lin has your 29.90 €. You are number 2.")


async def test_who_pays_first_holds_the_place_half_an_hour_and_counts_when_confirmed(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, until="+5d", lines="pay first\nstock 10", members=[ana, ben])
    lin = scene.groups[0].leader
    started = await ana.taps("Start a team")
    assert started.text == "Your team is open. Pay first to take your place: the code is in our private chat."
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 2990
    assert "Ana" in scene.card(card).text
    await ana.taps("I paid")
    await lin.taps("Confirm all 1 (29.90 €)")
    assert "Ana ●○ 1 more" in scene.card(card).text
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=31)
    await ben.sees("⌛ The time to pay is over, so your place is free again.")
    assert "Ana ●○ 1 more" in scene.card(card).text
    await ben.taps("Join Ana")
    await ben.taps("I paid")
    await lin.taps("Confirm all 1 (29.90 €)")
    for buyer in (ana, ben):
        await buyer.sees("🎉 Your team is full")


async def test_money_paid_first_goes_back_when_the_team_expires(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await scene.a_deal(team=2, until="+5d", lines="pay first\nlasts 24h", members=[ana])
    lin = scene.groups[0].leader
    await ana.taps("Start a team")
    await ana.taps("I paid")
    await lin.taps("Confirm all 1 (29.90 €)")
    await scene.clock.moves(hours=25)
    await ana.sees("↩ 29.90 € goes back to you. Lin, your leader, pays it back.")
    await lin.sees("↩ 1 refund for you to make")
    await lin.taps("One by one")
    await lin.taps("I've paid it back")
    await ana.sees("↩ Lin has paid you back 29.90 €.")
    assert ana.finds("✅ Lin has your 29.90 €") is None, "the finished message is true as long as it stands"
    assert len([text for text in ana.texts() if "Lin has paid you back" in text]) == 2, "the notice, and the old code"


async def test_a_pickup_deal_needs_no_payee_and_shows_no_code(scene: Scene) -> None:
    lin, ana, ben = await scene.person("Lin", username="lin"), await scene.person("Ana"), await scene.person("Ben")
    group = await scene.group(members=[ana, ben], admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    card = await scene.a_deal(group, team=2, lines="pay pickup")
    assert "Pay in cash when you pick it up" in card.text
    await scene.a_team(card, ana, ben)
    for number, buyer in enumerate((ana, ben), start=1):
        await buyer.sees("🎉 Your team is full. You pay 29.90 € in cash when you pick it up.")
        await buyer.sees(f"Your number is {number}.")
        assert buyer.qr_messages() == []


async def a_late_claim(scene: Scene) -> tuple[Seen, Somebody, Somebody]:
    """Ana's order lapses, then she says that she paid; the card and the leader's message about it."""
    card, ana, _ = await a_full_team(scene, lines="stock 2\ndue 24h")
    await scene.clock.moves(hours=25)
    await ana.taps("I paid", on=await ana.sees("The time to pay is over, so"))
    lin = scene.groups[0].leader
    told = await lin.sees("💰 Ana says 29.90 € is paid, but the time to pay was over.")
    assert told.labels == ["Give free stock", "Credit", "Refund"]
    return card, ana, lin


async def test_late_money_buys_stock_that_is_free(scene: Scene) -> None:
    card, ana, lin = await a_late_claim(scene)
    messages = len(ana.told())
    await lin.taps("Give free stock")
    assert len(ana.told()) == messages + 1, "an edit alone would go unheard"
    await ana.sees("✅ Lin has your 29.90 €. You are number 1.")
    assert "1 left" in scene.card(card).text


async def test_late_money_is_kept_as_credit_for_the_next_order(scene: Scene) -> None:
    card, ana, lin = await a_late_claim(scene)
    messages = len(ana.told())
    await lin.taps("Credit")
    assert len(ana.told()) == messages + 1
    await ana.sees("💰 Your 29.90 € came too late for this order. Lin keeps it as your credit")
    await ana.opens(card.shared("Share"))
    await ana.taps("Buy alone: 39.90 €")
    await ana.taps("Yes, alone for 39.90 €")
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 1000
    await ana.sees("Your credit of 29.90 € is taken off")


async def test_late_money_goes_back(scene: Scene) -> None:
    _, ana, lin = await a_late_claim(scene)
    messages = len(ana.told())
    await lin.taps("Refund")
    assert len(ana.told()) == messages + 1
    await ana.sees("↩ 29.90 € goes back to you. Lin, your leader, pays it back.")
    await lin.taps("I've paid it back")
    await ana.sees("↩ Lin has paid you back 29.90 €.")


async def test_a_payment_code_that_is_asked_for_again_is_the_same_payment(scene: Scene) -> None:
    card, ana, _ = await a_full_team(scene)
    first = await ana.sees_qr()
    await ana.opens(card.url("My order"))
    await ana.sees("It's the same payment as before: pay once.")
    assert [ana.reads(message) for message in ana.qr_messages()] == [first, first]
    await ana.taps("I paid")
    assert ana.qr_messages() == []
