"""What stands in a private chat: today's state for who taps something old, and the way on first."""

import io

from PIL import Image

from tests.kit.scenes import Scene


def a_picture() -> bytes:
    """Oranges, as far as a test needs to see them."""
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (240, 150, 40)).save(picture, "JPEG")
    return picture.getvalue()


async def test_who_fills_a_team_from_the_deals_screen_is_offered_no_second_order(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, photo=a_picture(), members=[ana, ben])
    await ana.taps("Start a team")
    await ben.opens(card.shared("Share"))
    shown = ben.newest
    await ben.taps("Join Ana")
    full = await ben.sees("🎉 Ana's team is full: 2 of 2")
    assert full.id == shown.id, "in its place, under the deal's picture"
    assert full.labels == ["Open my order"]


async def test_an_old_button_of_an_order_shows_the_order_as_it_is_now(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, lines="limit 2", members=[ana, ben])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    old = ana.newest
    await ben.taps("Join Ana")
    answer = await ana.taps("Take 2", on=old)
    assert answer.text == "This order waits for its payment. Nothing was changed."
    now = next(message for message in ana.told() if message.id == old.id)
    assert "💳 Please pay 29.90 €" in now.text
    assert now.labels == ["I paid", "I can't pay", "See the deal", "Ask Lin"]


async def test_leaving_is_asked_as_the_order_stands_now(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    for _ in range(2):
        await ana.opens(card.url("My order"))
    first, second = [message for message in ana.told() if "Leave" in message.labels]
    await ben.taps("Join Ana")
    await ana.taps("Leave", on=first)
    await ana.sees("Give up your place in 🛒 Navel oranges 5 kg? It's free for somebody else at once")
    await ana.taps("I paid")
    await ana.taps("Leave", on=second)
    now = next(message for message in ana.told() if message.id == second.id)
    assert "💬 You said you paid 29.90 €." in now.text
    assert "Leave" not in now.labels


async def test_who_keeps_an_order_gets_no_second_payment_code(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.taps("I can't pay")
    await ana.taps("No, keep my order")
    assert "💳 Please pay 29.90 €" in ana.newest.text
    assert len(ana.qr_messages()) == 1


async def test_i_paid_on_the_orders_screen_changes_the_screen(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await scene.a_team(card, ana, ben)
    await ana.taps("I can't pay")
    await ana.taps("No, keep my order")
    screen = ana.newest
    answer = await ana.taps("I paid", on=screen)
    assert answer.text == "Thank you! Lin looks whether it's there, and I'll tell you."
    now = next(message for message in ana.told() if message.id == screen.id)
    assert "💬 You said you paid 29.90 €." in now.text
    assert "I paid" not in now.labels


async def test_joining_a_team_that_has_filled_meanwhile_shows_the_team_as_it_is(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, members=[ana, ben, chen])
    await ana.taps("Start a team")
    await chen.opens(card.shared("Share"))
    old = chen.newest
    await ben.taps("Join Ana", on=scene.card(card))
    answer = await chen.taps("Join Ana", on=old)
    assert answer.text == "That team is full already. Start a team, or join another one."
    assert answer.alert
    assert "🎉 Ana's team is full: 2 of 2" in chen.newest.text
    assert chen.newest.id == old.id
    assert chen.newest.labels[0] == "Start a team"


async def test_a_team_that_expires_is_shown_another_that_still_needs_somebody(scene: Scene) -> None:
    ana, ben, chen, dora = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=3, until="+3d", lines="lasts 9h", members=[ana, ben, chen, dora])
    await scene.a_team(card, ana, ben)
    await scene.clock.moves(hours=4)
    await scene.a_team(scene.card(card), chen, dora)
    await scene.clock.moves(hours=5, minutes=10)
    told = await ben.sees("⌛ Time's up with 2 of 3: no order, nothing to pay.")
    assert "Chen's team still needs 1." in told.text
    assert told.labels == ["Join Chen (1 more)", "Start again", "See the deal"]
    await ben.taps("Join Chen", on=told)
    await ben.sees("Please pay 29.90 €")
    await ana.sees("⌛ Time's up with 2 of 3")


async def test_a_claim_puts_no_other_button_under_the_thumb_of_who_goes_one_by_one(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await ana.taps("I paid")
    desk = await lin.sees("say paid 1")
    await lin.taps("One by one", on=desk)
    page = lin.newest
    assert page.id != desk.id
    await ben.taps("I paid")
    assert next(message for message in lin.told() if message.id == page.id).text == page.text
    assert (await lin.sees("say paid 2")).id == desk.id
    await lin.taps("1 · Confirm", on=page)
    assert "1 · Ana" not in lin.newest.text
    assert lin.newest.id == page.id, "from there on in its place"


async def test_the_desk_comes_with_a_sound_once_and_is_edited_from_then_on(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await ana.taps("I paid")
    desk = await lin.sees("paid 0 · say paid 1 · waiting 1")
    assert not desk.raw["silent"]
    assert [message.id for message in lin.told() if "· waiting" in message.text] == [desk.id]


async def test_another_language_of_the_group_is_on_its_open_cards_at_once(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    group = scene.groups[0]
    await group.leader.says("/deal Eggs\nteam 2 3.50\nuntil +3d\nopens +1d")
    await group.leader.taps("Publish")
    await group.leader.says("/community language zh", to=group)
    assert scene.card(card).labels == ["我要开团", "全部团", "我的订单", "分享"]
    assert len(group.posts()) == 1, "a deal that has not opened has no card yet"
    await group.leader.says("/community zone Asia/Bangkok", to=group)
    assert "周日 18:0" in scene.card(card).text
