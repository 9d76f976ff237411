"""What Telegram and the network do to a story: said again, lost, slowed down; and the bot being away."""

import asyncio

from bot.domain.ids import Kind, code_of
from bot.payqr import STANDARDS
from bot.views.buttons.cards import StartTeam
from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def test_an_update_that_comes_again_has_its_effect_once_and_draws_the_same(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    told = scene.telegram.updates
    seen: list[dict[str, object]] = []
    push = told.push

    def remembers(kind: str, body: dict[str, object]) -> None:
        seen.append({kind: body})
        push(kind, body)

    told.push = remembers  # type: ignore[method-assign]
    await ben.taps("Join Ana (1 more)")
    await ben.opens(card.url("My order"))
    told.push = push  # type: ignore[method-assign]
    first, orders = (await ben.sees("your number 2\n29.90")).text, scene.card(card).text
    assert len(ben.qr_messages()) == 2, "the code, and the copy that was asked for"
    numbers = [call.answer["result"][0] for call in scene.telegram.calls("getUpdates") if call.answer.get("result")][
        -2:
    ]
    for number, update in zip(numbers, seen, strict=True):
        assert await scene.bot.door.admit({"update_id": number, **update})
        await scene.settles()
    assert scene.card(card).text == orders
    assert ben.newest.text == first, "the screen is drawn again, the code is not sent again"
    assert len(ben.qr_messages()) == 2
    late = [call for call in scene.telegram.calls("answerCallbackQuery") if call.status == 400]
    assert [call.answer["description"] for call in late] == [
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    ]
    scene.provoked.append("query is too old")


async def test_a_chat_that_is_limited_keeps_nobody_else_waiting(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    scene.provoked.append("retry after 300")
    scene.telegram.fault("sendPhoto", chat_id=ana.id, retry_after=300)
    before = scene.clock.now()
    await ben.taps("Join Ana")
    assert len(ben.qr_messages()) == 1
    assert "✅ 1 team, 2 orders" in scene.card(card).text
    assert ana.qr_messages() == []
    assert (scene.clock.now() - before).total_seconds() < 30
    await scene.clock.moves(minutes=3)
    assert ana.qr_messages() == []
    await scene.clock.moves(minutes=3)
    assert len(ana.qr_messages()) == 1


async def test_a_payment_code_whose_answer_was_lost_comes_at_least_once(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    scene.telegram.fault("sendPhoto", chat_id=ana.id, drop="after")
    scene.telegram.fault("sendPhoto", chat_id=ben.id, drop="before")
    await ben.taps("Join Ana")
    assert len(ana.qr_messages()) == 2
    assert len({ana.reads(message) for message in ana.qr_messages()}) == 1, "the same payment on every copy"
    assert len(ben.qr_messages()) == 1


async def test_a_card_whose_edit_got_no_answer_is_right_all_the_same(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(team=2, members=[ana])
    group = scene.groups[0]
    for drop in ("after", "before"):
        scene.telegram.fault("editMessageText", chat_id=group.id, drop=drop)
    await ana.taps("Start a team")
    assert "Join Ana (1 more)" in scene.card(card).labels
    assert len(group.posts()) == 1


async def test_a_first_card_whose_answer_was_lost_is_looked_after(scene: Scene) -> None:
    group = await scene.a_led_group()
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="before")
    lin = group.leader
    await lin.says("/deal Navel oranges\nteam 2 29.90\nuntil +2d")
    await lin.taps("Publish")
    await scene.clock.moves(minutes=2)
    assert len(group.posts()) == 1


async def a_card_nobody_knows(scene: Scene, *members: Somebody, group: Group | None = None) -> Group:
    """A group whose newest card stands there, though the answer to its post was lost."""
    group = group or await scene.a_led_group(members=members)
    scene.telegram.fault("sendMessage", chat_id=group.id, drop="after")
    await group.leader.says("/deal Navel oranges\nteam 2 29.90\nuntil +2d")
    before = len(group.posts())
    group.leader.presses("Publish", on=group.leader.newest)
    async with asyncio.timeout(10):
        while len(group.posts()) == before:  # noqa: ASYNC110 settling would wait until it is posted again
            await asyncio.sleep(0.001)
    return group


async def test_a_card_whose_answer_was_lost_is_known_by_the_first_tap_on_it(scene: Scene) -> None:
    ana = await scene.person("Ana")
    group = await a_card_nobody_knows(scene, ana)
    ana.presses("Start a team", on=group.card)
    await scene.works_off()
    await scene.clock.moves(minutes=2)
    assert "Join Ana (1 more)" in group.card.labels
    assert len(group.posts()) == 1, "there is no second one"


async def test_of_two_cards_both_are_true_once_the_first_is_tapped(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    group = await a_card_nobody_knows(scene, ana, ben)
    await scene.clock.moves(minutes=2)
    first, second = group.posts()
    await ana.taps("Start a team", on=first)
    await scene.clock.moves(minutes=1)
    assert ["Join Ana (1 more)" in scene.card(one).labels for one in (first, second)] == [True, True]
    await ben.taps("Join Ana (1 more)", on=scene.card(first))
    await scene.clock.moves(minutes=1)
    assert ["✅ 1 team, 2 orders" in scene.card(one).text for one in (first, second)] == [True, True]
    assert len(group.posts()) == 2


async def test_a_forged_tap_makes_no_card_of_another_message(scene: Scene) -> None:
    ana = await scene.person("Ana")
    apples = await scene.a_deal(title="Apples", team=2, members=[ana])
    group = await a_card_nobody_knows(scene, group=scene.groups[0])
    oranges = group.card
    await ana.forges(StartTeam(deal=code_of(Kind.DEAL, 1)).pack(), on=oranges)
    await scene.clock.moves(minutes=2)
    assert ["Navel oranges" in post.text for post in group.posts()] == [False, True, True], "and not made into apples"
    assert "Join Ana (1 more)" in scene.card(apples).labels


async def test_a_server_that_fails_for_a_while_loses_nothing(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    for status in (500, 502, 504):
        scene.telegram.fault("sendPhoto", status=status, times=2)
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=5)
    assert len(ana.qr_messages()) == len(ben.qr_messages()) == 1
    assert "✅ 1 team, 2 orders" in scene.card(card).text


async def test_many_taps_at_once_make_few_edits_and_a_right_card(scene: Scene) -> None:
    crowd = [await scene.person(f"P{n}", starts=False) for n in range(40)]
    card = await scene.a_deal(team=40, members=crowd)
    group = scene.groups[0]
    await crowd[0].taps("Start a team")
    card, before = scene.card(card), len(group.sends())
    taps = [buyer.presses("Join P0 (39 more)", on=card) for buyer in crowd[1:39]]
    await scene.settles()
    assert all((tap.answer or {}).get("url") for tap in taps)
    assert "Join P0 (1 more)" in scene.card(card).labels
    assert len(group.sends()) - before <= 10


async def test_a_week_away_closes_once_and_tells_once(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=3, until="+2d", lines="lasts 24h", members=[ana, ben, chen])
    group = scene.groups[0]
    await scene.a_team(card, ana, ben)
    await scene.bot_stops()
    scene.clock.standing.moves(days=7)
    await scene.bot_starts()
    for buyer in (ana, ben):
        assert len([text for text in buyer.texts() if "Time's up with 2 of 3: no order, nothing to pay." in text]) == 1
    assert "🏁 Closed Sun" in scene.card(card).text
    assert scene.card(card).labels == ["My order"]
    assert len(group.posts()) == 1
    told = len(ana.told())
    await scene.bot_stops()
    await scene.bot_starts()
    await scene.clock.moves(days=1)
    assert len(ana.told()) == told
    assert len(chen.told()) == 1


async def test_what_people_wrote_while_the_bot_was_away_is_done_when_it_is_back(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    link = ana.newest.shared("Share my team")
    await scene.bot_stops()
    tap = ben.presses("Join Ana", on=scene.card(card))
    scene.telegram.open_link(ben.id, link)
    scene.clock.standing.moves(hours=3)
    await scene.bot_starts()
    assert tap.answer is None, "Telegram keeps a tap for 150 seconds only"
    await ben.sees("👥 Ana's team: 1 of 2")
    await ben.taps("Join Ana (1 more)")
    assert STANDARDS["epc"].read(await ben.sees_qr()).amount.minor == 2990


async def test_a_bot_that_dies_between_commit_and_answer_goes_on_where_it_was(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    await ana.taps("Start a team")
    scene.telegram.fault("answerCallbackQuery", drop="before")
    scene.telegram.fault("sendPhoto", drop="before", times=50)
    tap = ben.presses("Join Ana", on=scene.card(card))
    await scene.works_off()
    assert tap.answer is None
    await scene.bot_stops()
    scene.telegram.clear_faults()
    await scene.bot_starts()
    await scene.clock.moves(minutes=3)
    assert len(ana.qr_messages()) == len(ben.qr_messages()) == 1


async def test_a_group_whose_migration_is_only_learnt_from_a_send_keeps_its_deal_too(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    lin = await scene.person("Lin", username="lin_leads")
    group = await scene.group(members=[ana, ben], admins=[lin], type="group")
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says("/payee epc DE89370400440532013000 Lin Wang", to=group)
    await lin.taps("Keep")
    card = await scene.a_deal(group, team=2)
    await ana.opens(card.shared("Share"))
    scene.telegram.updates.allow(["callback_query"])
    group.id = scene.telegram.migrate(group.id).id
    await ana.taps("Start a team", on=ana.newest)
    assert "Join Ana (1 more)" in group.card.labels
    assert len(group.posts()) == 1
    scene.provoked.append("group chat was upgraded to a supergroup chat")


async def test_a_group_that_becomes_a_supergroup_keeps_its_deal(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    lin = await scene.person("Lin", username="lin_leads")
    group = await scene.group(members=[ana, ben], admins=[lin], type="group")
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says("/payee epc DE89370400440532013000 Lin Wang", to=group)
    await lin.taps("Keep")
    await scene.a_deal(group, team=2)
    await ana.taps("Start a team")
    group.id = scene.telegram.migrate(group.id).id
    await scene.settles()
    assert "Join Ana (1 more)" in group.card.labels
    assert len(group.posts()) == 1
    await ben.taps("Join Ana (1 more)", on=group.card)
    assert len(ana.qr_messages()) == len(ben.qr_messages()) == 1


async def test_a_flood_is_warned_once_and_then_not_heard(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=3, members=[ana, ben, chen])
    await ana.taps("Start a team")
    await scene.clock.moves(minutes=1)
    taps = [ben.presses("Join Ana", on=scene.card(card)) for _ in range(25)]
    await scene.works_off()
    said = [None if tap.answer is None else str(tap.answer.get("text")) for tap in taps]
    assert str(said[0]).startswith("You're in Ana's team: 2 of 3.")
    assert set(said[1:20]) == {"You're in this team already, with number 2. Nothing was changed."}
    assert said[20:] == ["That was a lot at once. Give me a minute, then go on.", None, None, None, None]
    assert (await chen.taps("Join Ana")).text.startswith("You're in, and Ana's team is full!")
    await scene.clock.moves(minutes=6)
    await ben.says("/my")
    await ben.sees("Navel oranges 5 kg · number 2")
