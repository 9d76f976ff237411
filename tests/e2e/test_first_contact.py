"""The bot is a guest: one greeting, silence until somebody leads, and a word in private when it must go."""

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.chats import Standing
from storage import outbox
from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

BACK, GONE = "I'm back in Green Lane", "I'm no longer in Green Lane"
GREETING = {"en": "Who takes the orders here?", "zh": "这个群谁来当团长？"}
LEADS = {"en": "You lead Green Lane with me now.", "zh": "你现在是 Green Lane 的团长了。"}


async def stands(scene: Scene, group: Group, status: str, *, by: Somebody) -> None:
    """Somebody adds the bot, makes it administrator, or removes it."""
    scene.telegram.set_standing(group.id, scene.telegram.bot.id, status, by=by.id)
    await scene.settles()


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_group_is_greeted_once_and_whoever_administers_it_leads_it(scene: Scene, language: str) -> None:
    lin, ana = await scene.person("Lin", language=language), await scene.person("Ana", language=language)
    group = await scene.group(members=[ana], admins=[lin])
    (greeting,) = group.greetings
    assert GREETING[language] in greeting.text
    answer = await ana.taps(ana.word("button-lead-here"), on=greeting)
    assert answer.alert
    assert "Green Lane" in answer.text
    await lin.taps(lin.word("button-lead-here"), on=greeting)
    await lin.sees(LEADS[language])
    await ana.sees_no("Green Lane")
    assert (len(group.greetings), group.posts()) == (1, [])


async def test_telegram_is_asked_at_each_tap(scene: Scene) -> None:
    lin, mona = await scene.person("Lin"), await scene.person("Mona")
    group = await scene.group(members=[mona], admins=[lin])
    assert (await mona.taps("I'm the leader", on=group.greetings[0])).alert
    scene.telegram.set_standing(group.id, mona.id, "administrator", by=lin.id)
    await scene.clock.moves(minutes=2)
    await mona.taps("I'm the leader", on=group.greetings[0])
    await mona.sees("You lead Green Lane with me now.")


async def test_a_leader_the_bot_can_not_write_to_is_taken_to_the_chat_and_told_what_comes_next(scene: Scene) -> None:
    lin = await scene.person("Lin", starts=False)
    group = await scene.group(admins=[lin])
    answer = await lin.taps("I'm the leader", on=group.greetings[0])
    assert answer.url == "https://t.me/kaituan_bot?start=lead"
    await lin.opens(answer.url)
    await lin.sees("You lead Green Lane with me now.")


async def test_a_delivered_again_adding_greets_once(scene: Scene) -> None:
    lin = await scene.person("Lin")
    scene.telegram.fault("sendMessage", times=1, drop="after")
    group = await scene.group(admins=[lin])
    await scene.clock.moves(hours=1)
    assert len(group.greetings) == 1
    (lost,) = await scene.bot.db.read(outbox.in_state, "unknown")
    assert lost.kind == "greeting"


async def test_a_changed_right_is_no_new_adding(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin])
    await stands(scene, group, "administrator", by=lin)
    await stands(scene, group, "member", by=lin)
    await scene.clock.moves(hours=1)
    assert len(group.greetings) == 1


async def test_a_group_that_nobody_leads_hears_nothing_but_the_greeting(scene: Scene) -> None:
    lin = await scene.person("Lin", starts=False)
    group = await scene.group(admins=[lin])
    for command in ("/deal", "/deals", "/payee", "/community", "/my", "/start@kaituan_bot lead", "/help"):
        await lin.says(command, to=group)
    await lin.says("/deal", to=group, anonymous=True)
    assert (len(group.greetings), group.posts()) == (1, [])
    await lin.says("/lead", to=group)
    assert [post.labels for post in group.posts()] == [["Open our chat"]]


async def test_the_link_that_adds_the_bot_asks_for_the_right_to_pin_and_says_nothing_twice(scene: Scene) -> None:
    lin = await scene.person("Lin")
    added = await scene.group(admins=[lin], with_bot=False)
    url = lin.newest.url("Add me to a group")
    assert url == "https://t.me/kaituan_bot?startgroup=lead&admin=pin_messages"
    scene.telegram.open_link(lin.id, url, chat_id=added.id)
    await scene.settles()
    assert scene.telegram.world.chats.get(added.id).is_admin(scene.telegram.bot.id)
    assert (len(added.greetings), added.posts()) == (1, [])
    assert len(lin.told()) == 1


async def test_who_leads_a_group_is_not_asked_to_add_the_bot_to_one(scene: Scene) -> None:
    group = await scene.a_led_group()
    await group.leader.says("/start")
    assert group.leader.newest.labels[0] == "My deals"


@pytest.mark.parametrize(("status", "kind"), [("kicked", "removed"), ("left", "went")])
async def test_a_removed_bot_tells_the_leader_once_and_the_deals_go_on_by_their_links(
    scene: Scene, status: str, kind: str
) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    group, lin = scene.groups[0], scene.groups[0].leader
    link = f"https://{card.text.rpartition('Share: ')[2]}"
    await stands(scene, group, status, by=lin)
    told = await lin.sees(GONE)
    assert link.removeprefix("https://") in told.text
    sends = len(group.sends())
    await ana.opens(link)
    await ana.taps("Start a team")
    await ben.opens(ana.newest.shared("Share"))
    await ben.taps("Join Ana")
    await ana.taps("I paid")
    await lin.taps("Confirm")
    await ana.sees("has your 29.90 €")
    await scene.clock.moves(days=3)
    assert len([call for call in group.sends()[sends:] if call.method != "getChatMember"]) == 0
    assert len([text for text in lin.texts() if GONE in text]) == 1


async def test_a_removed_bot_that_was_not_told_learns_it_from_the_first_refusal(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(team=2, members=[ana])
    group, lin = scene.groups[0], scene.groups[0].leader
    scene.telegram.world.chats.get(group.id).standings[scene.telegram.bot.id] = Standing.KICKED
    await ana.opens(f"https://{card.text.rpartition('Share: ')[2]}")
    await ana.taps("Start a team")
    await lin.sees(GONE)
    sends = len(group.sends())
    await scene.clock.moves(days=3)
    assert len(group.sends()) == sends


async def test_a_bot_that_is_back_makes_cards_true_and_greets_nobody(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(team=3, members=[ana])
    group, lin = scene.groups[0], scene.groups[0].leader
    await stands(scene, group, "left", by=lin)
    await ana.opens(f"https://{card.text.rpartition('Share: ')[2]}")
    await ana.taps("Start a team")
    assert "Join Ana" not in str(scene.card(card).labels)
    await stands(scene, group, "member", by=lin)
    assert scene.card(card).button("Join Ana")
    assert len(group.cards) == 1
    await lin.sees(BACK)
    assert len(group.greetings) == 1


async def test_a_bot_that_is_back_where_its_leader_administers_no_more_greets_anew(scene: Scene) -> None:
    lin, mona = await scene.person("Lin"), await scene.person("Mona")
    group = await scene.group(members=[], admins=[mona, lin])
    await lin.says("/lead", to=group)
    await stands(scene, group, "kicked", by=mona)
    scene.telegram.set_standing(group.id, lin.id, "member", by=mona.id)
    await stands(scene, group, "member", by=mona)
    assert len(group.greetings) == 2
    await lin.sees_no(BACK)


async def test_a_bot_that_may_not_write_says_so_once_and_posts_when_it_may(scene: Scene) -> None:
    scene.provoked.append("not enough rights to send text messages")
    group = await scene.a_led_group()
    scene.telegram.set_rights(group.id, by=group.leader.id, send=False)
    lin, ana = group.leader, await scene.person("Ana")
    scene.telegram.set_standing(group.id, ana.id, "member", by=lin.id)
    for title in ("Oranges", "Eggs"):
        await lin.says(f"/deal {title}\nteam 2 1.00\nuntil +2d")
        await lin.taps("Publish")
    assert group.cards == []
    assert len([text for text in lin.texts() if "I may not write in Green Lane" in text]) == 1
    scene.telegram.set_rights(group.id, by=lin.id, send=True)
    await scene.settles()
    assert len(group.cards) == 2


async def test_a_card_goes_without_its_picture_where_photos_are_not_allowed(scene: Scene, picture: bytes) -> None:
    scene.provoked.append("not enough rights to send photos")
    group = await scene.a_led_group()
    lin = group.leader
    scene.telegram.set_rights(group.id, by=lin.id, photos=False)
    card = await scene.a_deal(group, photo=picture)
    assert (card.photo, card.button("Start a team")) == (None, "Start a team")
    await lin.sees("I may not send photos in Green Lane")
    scene.telegram.set_rights(group.id, by=lin.id, photos=True)
    await scene.settles()
    assert (scene.card(card).photo is not None, len(group.cards)) == (True, 1)


async def test_a_group_without_reactions_is_told_to_its_leader_once(scene: Scene) -> None:
    scene.provoked.append("REACTION_INVALID")
    group = await scene.a_led_group()
    scene.telegram.restrict(group.id, reactions=False)
    for _ in range(2):
        await group.leader.says("/deal Oranges\nteam 2 1.00\nuntil +2d", to=group)
    assert len([text for text in group.leader.texts() if "Green Lane allows no reactions" in text]) == 1
    assert group.posts() == []


@pytest.mark.parametrize(("language", "says"), [("en", "is a channel"), ("zh", "是频道")])
async def test_a_channel_is_declined_kindly(scene: Scene, language: str, says: str) -> None:
    lin = await scene.person("Lin", language=language)
    channel = scene.telegram.add_chat([], type="channel", title="News", admins=[lin.id])
    await scene.settles()
    told = await lin.sees(says)
    assert "News" in told.text
    assert scene.telegram.messages(channel.id) == []
    assert not scene.telegram.world.chats.get(channel.id).has(scene.telegram.bot.id)
    await scene.clock.moves(hours=1)
    assert len([text for text in lin.texts() if says in text]) == 1


async def test_who_writes_as_a_channel_is_asked_to_write_as_themselves(scene: Scene) -> None:
    ana = await scene.person("Ana")
    group = await scene.a_led_group(members=[ana])
    scene.telegram.send(group.id, ana.id, "/my", as_channel="Ana's news")
    await scene.settles()
    (answer,) = [post for post in group.posts() if "Channel" not in post.raw["from"]["first_name"]]
    assert "You write as a channel" in answer.text


async def test_a_group_that_becomes_a_supergroup_is_told_to_its_leader_once_and_gets_one_card(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin], type="group")
    await lin.says("/lead", to=group)
    await lin.says("/deal Oranges\nteam 2 1.00\nuntil +2d\npay pickup")
    await lin.taps("Publish")
    new = scene.telegram.migrate(group.id)
    await scene.settles()
    moved = Group(scene, new.id, group.title)
    assert (len(moved.cards), moved.greetings) == (1, [])
    await lin.sees("is a supergroup now")
    assert len([text for text in lin.texts() if "is a supergroup now" in text]) == 1


async def test_a_supergroup_is_learned_from_a_refused_send(scene: Scene) -> None:
    """Neither service message came: the send's error tells the new number."""
    scene.provoked.append("group chat was upgraded")
    ana, lin = await scene.person("Ana"), await scene.person("Lin")
    group = await scene.group(members=[ana], admins=[lin], type="group")
    await lin.says("/lead", to=group)
    await lin.says("/deal Oranges\nteam 2 1.00\nuntil +2d\npay pickup")
    await lin.taps("Publish")
    link = f"https://{group.card.text.rpartition('Share: ')[2]}"
    new = migrates_unheard(scene.telegram, group)
    await ana.opens(link)
    await ana.taps("Start a team")
    moved = Group(scene, new, group.title)
    assert moved.card.button("Join Ana")
    assert len(moved.cards) == 1
    assert len([text for text in lin.texts() if "is a supergroup now" in text]) == 1


def migrates_unheard(telegram: Sandbox, group: Group) -> int:
    """The group becomes a supergroup, and no update says so."""
    telegram.updates.allow(["callback_query"])
    new = telegram.migrate(group.id).id
    telegram.updates.allow(["message", "edited_message", "callback_query", "my_chat_member", "chat_member"])
    return new
