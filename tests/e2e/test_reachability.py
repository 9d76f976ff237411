"""People the bot can't write to: they have never pressed START, or they have blocked it."""

from bot.payqr import STANDARDS
from tests.kit.scenes import Scene


async def test_a_tap_of_somebody_unknown_opens_the_chat_and_the_order_is_kept(scene: Scene) -> None:
    ana, ben = await scene.person("Ana", starts=False), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    group = scene.groups[0]
    lin = group.leader

    answer = await ana.taps("Start a team")
    assert (answer.text, answer.url) == ("", card.url("My order"))
    assert "Join Ana (1 more)" in scene.card(card).labels
    assert ana.told() == []
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=2)
    assert ana.told() == []
    assert len(ben.qr_messages()) == 1

    calls = [post for post in group.posts() if post.reply_to is not None]
    assert [call.text for call in calls] == ["Ana: your team is full 🎉 I can't write to you until you open me once."]
    assert calls[0].reply_to == card.id
    await lin.sees("before I can write: Ana")

    await ana.opens(calls[0].url("Get my payment code"))
    assert STANDARDS["epc"].read(await ana.sees_qr()).amount.minor == 2990
    assert len(ana.qr_messages()) == 1, "what waited is sent once"
    await ana.taps("I paid")
    await lin.sees_no("can't reach")


async def test_who_pays_at_the_pickup_is_called_to_their_order_not_to_a_code(scene: Scene) -> None:
    ana, ben = await scene.person("Ana", starts=False), await scene.person("Ben")
    card = await scene.a_deal(team=2, lines="pay pickup", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await scene.clock.moves(minutes=2)
    (call,) = [post for post in scene.groups[0].posts() if post.reply_to is not None]
    assert call.labels == ["My order"]
    await ana.opens(call.url("My order"))
    await ana.sees("You pay 29.90 € in cash")


async def test_everyone_who_cannot_be_reached_is_called_once_in_one_message(scene: Scene) -> None:
    eve, finn = await scene.person("Eve"), await scene.person("Finn")
    silent = [await scene.person(name, starts=False) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=3, members=[eve, finn, *silent])
    group = scene.groups[0]
    await eve.taps("Start a team")
    await finn.taps("Start a team")
    for n, buyer in enumerate(silent):
        buyer.presses(f"Join {('Eve', 'Finn')[n // 2]}", on=scene.card(card))
    await scene.clock.moves(hours=6)
    (call,) = [post.text for post in group.posts() if post.reply_to is not None]
    names, _, asked = call.partition(":")
    assert set(names.replace(", and ", ", ").split(", ")) == {"Ana", "Ben", "Chen", "Dora"}
    assert asked == " your team is full 🎉 I can't write to you until you open me once."


async def test_a_buyer_who_blocked_the_bot_keeps_the_order_and_is_told_at_the_desk(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    group = scene.groups[0]
    await ana.taps("Start a team")
    scene.telegram.block(ana.id)
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=2)
    await group.leader.sees("before I can write: Ana")
    assert [post.text.split(":")[0] for post in group.posts() if post.reply_to is not None] == ["Ana"]
    assert "✅ 1 team, 2 orders" in scene.card(card).text
    await ana.opens("https://t.me/kaituan_bot?start=hello")
    assert len(ana.qr_messages()) == 1


async def test_somebody_who_blocks_the_bot_unheard_is_found_out_when_written_to(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    await scene.a_deal(team=2, members=[ana, ben])
    group = scene.groups[0]
    await ana.taps("Start a team")
    scene.telegram.fault("sendPhoto", chat_id=ana.id, status=403, description="Forbidden: bot was blocked by the user")
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=2)
    await group.leader.sees("before I can write: Ana")
    assert [post.text.split(":")[0] for post in group.posts() if post.reply_to is not None] == ["Ana"]


async def test_a_friend_joins_by_the_link_alone_without_being_in_the_group(scene: Scene) -> None:
    ana = await scene.person("Ana")
    ben = await scene.person("Ben", starts=False)
    card = await scene.a_deal(team=2, members=[ana])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    await ben.opens(ana.newest.shared("Share my team"))
    await ben.sees("👥 Ana's team: 1 of 2")
    await ben.taps("Join Ana (1 more)")
    assert STANDARDS["epc"].read(await ben.sees_qr()).amount.minor == 2990


async def test_my_lists_the_own_orders_only(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=3, members=[ana, ben])
    await scene.a_team(card, ana)
    await ana.says("/my")
    assert "Navel oranges 5 kg" in ana.newest.text
    await ben.says("/my")
    assert "Navel oranges 5 kg" not in ben.newest.text
    await ben.says("/my@kaituan_bot", to=scene.groups[0])
    assert [post.id for post in scene.groups[0].posts()] == [card.id], "answered in private"
