"""What may become of a team: merged, left, taken over; and buying without one."""

import io

from PIL import Image

from bot.payqr import STANDARDS
from tests.kit.scenes import Scene


async def test_two_short_teams_are_merged_into_one_that_is_full(scene: Scene) -> None:
    ana, ben, chen, dora = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=3, until="+1d", members=[ana, ben, chen, dora])
    await scene.a_team(card, ana, ben)
    await chen.taps("Start a team")
    await scene.clock.moves(hours=25)
    await chen.sees("Your team and Ana's team were both short, so they are one now: all 3 places are taken")
    for buyer in (ana, ben, chen):
        assert STANDARDS["epc"].read(await buyer.sees_qr()).amount.minor == 2990
        await buyer.sees_no("Time's up")
    assert len(dora.told()) == 1, "only the greeting"


async def test_a_short_team_that_fits_no_other_expires(scene: Scene) -> None:
    ana, ben, chen, dora = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=3, until="+1d", members=[ana, ben, chen, dora])
    await scene.a_team(card, ana, ben)
    await scene.a_team(scene.card(card), chen, dora)
    await scene.clock.moves(hours=25)
    for buyer in (ana, ben, chen, dora):
        await buyer.sees("⌛ Time's up with 2 of 3: no order, nothing to pay.")
        assert buyer.qr_messages() == []
    assert scene.card(card).labels == ["My order"]
    assert "🏁 Closed Sat 12:0" in scene.card(card).text


async def test_one_buys_alone_at_the_price_alone_and_is_asked_first(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(price="29.90", alone="39.90", members=[ana])
    await ana.opens(card.shared("Share"))
    await ana.taps("Buy alone: 39.90 €")
    assert ana.qr_messages() == []
    await ana.taps("Yes, alone for 39.90 €")
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 3990
    await ana.sees("💳 Your order stands. Please pay 39.90 € by Sat 12:0")
    assert "✅ 1 order" in scene.card(card).text


async def test_a_deal_without_a_price_alone_offers_none(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(alone=None, members=[ana])
    await ana.opens(card.shared("Share"))
    assert ana.newest.button("Buy alone") is None
    assert "alone" not in ana.newest.text


async def test_the_quantity_is_changed_until_the_order_is_due(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, lines="limit 2\nstock 5", members=[ana, ben])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    await ana.taps("Take 2")
    await ana.sees("2 × 29.90 €")
    assert ana.newest.button("Take 3") is None
    await ben.taps("Join Ana")
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 5980
    assert STANDARDS["epc"].read(await ben.sees_qr()).amount.minor == 2990
    assert "2 left" in scene.card(card).text
    await ana.opens(card.url("My order"))
    assert [label for message in ana.told()[-2:] for label in message.labels if label.startswith("Take")] == []


async def test_who_leaves_frees_the_place_and_the_next_becomes_starter(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=3, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.opens(card.url("My order"))
    await ana.taps("Leave")
    await ben.sees_no("yours now")
    await ana.taps("Yes, leave")
    told = await ben.sees("👥 The starter left, so the team is yours now: 1 of 3.")
    assert "?start=t_" in told.shared("Share my team")
    assert "Join Ben (2 more)" in scene.card(card).labels
    assert "Ana" not in scene.card(card).text


async def test_the_last_one_leaving_ends_the_team(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(team=3, members=[ana])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    await ana.taps("Leave")
    await ana.taps("Yes, leave")
    assert scene.card(card).labels == ["Start a team", "All teams", "My order", "Share"]
    await scene.clock.moves(days=3)
    await ana.sees_no("Time's up")


async def test_a_deal_with_a_photo_keeps_it_through_every_edit(scene: Scene) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (240, 150, 40)).save(picture, "JPEG")
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, photo=picture.getvalue(), members=[ana, ben])
    group = scene.groups[0]
    assert card.photo is not None
    await scene.a_team(card, ana, ben)
    await scene.clock.moves(days=3)
    assert scene.card(card).photo == card.photo
    assert "🏁 Closed Sun 12:0" in scene.card(card).text
    assert [call.method for call in group.sends("sendPhoto")] == ["sendPhoto"]
    shown = [call for call in group.sends() if str(call.params.get("message_id")) == str(card.id)]
    assert {call.method for call in shown} == {"editMessageCaption"}
    assert group.sends("sendPhoto")[0].files == {}, "Telegram has the leader's photo already"
