"""What people do, and what the bot hears of it."""

from typing import Any

import pytest

from bot.sandbox import DoorError
from tests.unit.sandbox.scenes import a_picture, a_sandbox, a_scene


async def test_private_message_reaches_the_bot() -> None:
    scene = await a_scene()
    scene.sandbox.send(scene.bob, scene.bob, "/start j_x")
    (update,) = await scene.updates()
    message = update["message"]
    assert (message["text"], message["from"]["first_name"]) == ("/start j_x", "Bob")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": scene.bob, "type": "private", "first_name": "Bob"}


async def test_people_may_have_no_username_and_no_language() -> None:
    sandbox = a_sandbox()
    assert sandbox.add_user("X").json() == {"id": 5_000_000_001, "is_bot": False, "first_name": "X"}
    full = sandbox.add_user("Y", id=9, last_name="Z", username="yz", language_code="zh-hans")
    assert full.json() == {
        "id": 9,
        "is_bot": False,
        "first_name": "Y",
        "last_name": "Z",
        "username": "yz",
        "language_code": "zh-hans",
    }
    for id, name in ((9, "A"), (-1, "A"), (None, "")):
        with pytest.raises(DoorError):
            sandbox.add_user(name, id=id)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello", False),
        ("/deal", True),
        ("/deal@kaituan_bot 1", True),
        ("/deal@Kaituan_Bot", True),
        ("/deal@other_bot", False),
        ("see /deal", False),
        ("@kaituan_bot hello", False),
    ],
)
async def test_privacy_mode_lets_commands_through(text: str, heard: bool) -> None:
    scene = await a_scene()
    scene.sandbox.send(scene.group, scene.bob, text)
    assert bool(await scene.updates()) is heard


async def test_privacy_mode_lets_replies_to_the_bot_and_captions_with_a_command_through() -> None:
    scene = await a_scene()
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card")
    scene.sandbox.send(scene.group, scene.bob, "hello", reply_to=card["message_id"])
    scene.sandbox.send(scene.group, scene.bob, photo=a_picture(), caption="/deal Oranges")
    scene.sandbox.send(scene.group, scene.bob, photo=a_picture(), caption="Oranges")
    reply, photo = await scene.updates()
    assert reply["message"]["reply_to_message"]["text"] == "card"
    assert photo["message"]["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]


@pytest.mark.parametrize("way", ["administrator", "privacy off"])
async def test_administrator_bot_and_one_without_privacy_mode_hear_all(way: str) -> None:
    scene = await a_scene(bot_is_admin=way == "administrator")
    scene.sandbox.bot.can_read_all_group_messages = way == "privacy off"
    scene.sandbox.send(scene.group, scene.bob, "hello")
    assert len(await scene.updates()) == 1


async def test_bot_outside_a_group_hears_nothing() -> None:
    scene = await a_scene()
    other = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], with_bot=False)
    scene.sandbox.send(other.id, scene.bob, "/deal")
    assert await scene.updates() == []


async def test_anonymous_administrator_writes_as_the_group() -> None:
    scene = await a_scene()
    scene.sandbox.send(scene.group, scene.ann, "/deal", anonymous=True)
    (update,) = await scene.updates()
    assert update["message"]["from"]["username"] == "GroupAnonymousBot"
    assert update["message"]["sender_chat"]["id"] == scene.group
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.group, scene.bob, "/deal", anonymous=True)


async def test_edited_message_reaches_the_bot() -> None:
    scene = await a_scene()
    deal = scene.sandbox.send(scene.group, scene.bob, "/deal Oranges")
    photo = scene.sandbox.send(scene.bob, scene.bob, photo=a_picture(), caption="a")
    await scene.updates()
    scene.sandbox.advance(5)
    scene.sandbox.edit(scene.group, deal.id, scene.bob, text="/deal Apples")
    scene.sandbox.edit(scene.bob, photo.id, scene.bob, caption="b")
    first, second = await scene.updates()
    assert first["edited_message"]["text"] == "/deal Apples"
    assert first["edited_message"]["edit_date"] == first["edited_message"]["date"] + 5
    assert second["edited_message"]["caption"] == "b"


async def test_only_own_messages_are_edited_and_only_into_the_same_shape() -> None:
    scene = await a_scene()
    hello = scene.sandbox.send(scene.bob, scene.bob, "hello")
    tries: list[dict[str, Any]] = [{"text": "hello"}, {"caption": "x"}, {}, {"text": "a", "caption": "b"}, {"text": ""}]
    for words in tries:
        with pytest.raises(DoorError):
            scene.sandbox.edit(scene.bob, hello.id, scene.bob, **words)
    with pytest.raises(DoorError):
        scene.sandbox.edit(scene.group, 1, scene.bob, text="x")


async def test_block_and_unblock_are_told_once() -> None:
    scene = await a_scene()
    scene.sandbox.block(scene.bob)
    scene.sandbox.block(scene.bob)
    scene.sandbox.block(scene.bob, False)
    statuses = [
        (update["my_chat_member"]["old_chat_member"]["status"], update["my_chat_member"]["new_chat_member"]["status"])
        for update in await scene.updates()
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_who_blocked_the_bot_writes_again_only_by_starting_it() -> None:
    scene = await a_scene()
    scene.sandbox.block(scene.bob)
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.bob, scene.bob, "hello")
    scene.sandbox.open_link(scene.bob, "https://t.me/kaituan_bot?start=x")
    kinds = [sorted(update)[0] for update in await scene.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://t.me/kaituan_bot?start=j_x-1", "/start j_x-1"),
        ("t.me/Kaituan_Bot", "/start"),
        ("tg://resolve?domain=kaituan_bot&start=x", "/start x"),
        (f"https://t.me/kaituan_bot?start={'x' * 64}", f"/start {'x' * 64}"),
    ],
)
async def test_link_to_the_bot_starts_it(url: str, text: str) -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl")
    scene.sandbox.open_link(carl.id, url)
    (update,) = await scene.updates()
    assert update["message"]["text"] == text
    assert carl.started


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/other_bot?start=x",
        "https://a.example/",
        "https://t.me/kaituan_bot?start=a.b",
        f"https://t.me/kaituan_bot?start={'x' * 65}",
        "https://t.me/kaituan_bot?startgroup=x",
    ],
)
async def test_link_that_starts_nothing_is_refused(url: str) -> None:
    scene = await a_scene()
    with pytest.raises(DoorError):
        scene.sandbox.open_link(scene.bob, url)


async def test_startgroup_link_brings_the_bot_into_a_group() -> None:
    scene = await a_scene()
    group = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], with_bot=False)
    scene.sandbox.open_link(scene.ann, "https://t.me/kaituan_bot?startgroup=new", chat_id=group.id)
    joined, welcomed, started = await scene.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert welcomed["message"]["new_chat_members"][0]["username"] == "kaituan_bot"
    assert started["message"]["text"] == "/start@kaituan_bot new"


async def test_bot_added_to_a_group_is_told_by_whom() -> None:
    scene = await a_scene()
    scene.sandbox.add_chat([scene.bob], type="group", admins=[scene.ann], title="New", bot_is_admin=True)
    member, message = await scene.updates()
    assert member["my_chat_member"]["from"]["first_name"] == "Ann"
    assert member["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert member["my_chat_member"]["new_chat_member"]["can_delete_messages"] is True
    assert message["message"]["chat"]["title"] == "New"


async def test_others_coming_and_going_is_told_to_an_administrator_bot_that_asks() -> None:
    scene = await a_scene(bot_is_admin=True)
    await scene.ok("getUpdates", allowed_updates=["message", "chat_member"])
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=carl)
    scene.sandbox.set_standing(scene.group, carl, "kicked", by=scene.ann)
    kinds = [sorted(update)[0] for update in await scene.updates()]
    assert kinds == ["chat_member", "message", "chat_member", "message"]
    assert [message["service"] for message in scene.sandbox.messages(scene.group)[-2:]] == [
        "Carl joined the group",
        "Ann removed Carl",
    ]
    for standing in ("kicked", "king"):
        with pytest.raises(DoorError):
            scene.sandbox.set_standing(scene.group, carl, standing, by=scene.ann)


async def test_bot_that_is_no_administrator_hears_only_the_service_message() -> None:
    scene = await a_scene()
    await scene.ok("getUpdates", allowed_updates=["message", "chat_member"])
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=carl)
    assert [sorted(update)[0] for update in await scene.updates()] == ["message"]


async def test_group_becomes_a_supergroup_and_everybody_is_told() -> None:
    scene = await a_scene(type="group")
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card")
    new = scene.sandbox.migrate(scene.group)
    to, came = await scene.updates()
    assert (to["message"]["chat"]["id"], to["message"]["migrate_to_chat_id"]) == (scene.group, new.id)
    assert (came["message"]["chat"]["id"], came["message"]["migrate_from_chat_id"]) == (new.id, scene.group)
    tries: list[tuple[str, dict[str, Any]]] = [
        ("sendMessage", {"text": "a"}),
        ("editMessageText", {"text": "a", "message_id": card["message_id"]}),
    ]
    for method, params in tries:
        status, answer = await scene.sandbox.call(method, {"chat_id": scene.group} | params)
        assert (status, answer["description"], answer["parameters"]) == (
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": new.id},
        )
    await scene.ok("sendMessage", chat_id=new.id, text="a")
    assert (await scene.ok("getChatMember", chat_id=new.id, user_id=scene.ann))["status"] == "creator"
    with pytest.raises(DoorError):
        scene.sandbox.migrate(scene.group)
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.group, scene.bob, "a")


async def test_what_nobody_could_write_is_refused_at_the_door() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    tries: list[tuple[int, int, dict[str, Any]]] = [
        (scene.group, carl, {"text": "a"}),
        (scene.ann, scene.bob, {"text": "a"}),
        (-5, scene.bob, {"text": "a"}),
        (scene.bob, 5, {"text": "a"}),
        (scene.bob, scene.bob, {}),
        (scene.bob, scene.bob, {"text": ""}),
        (scene.bob, scene.bob, {"text": "x" * 4097}),
        (scene.bob, scene.bob, {"text": "a", "photo": a_picture()}),
        (scene.bob, scene.bob, {"text": "a", "caption": "b"}),
        (scene.bob, scene.bob, {"photo": b"x"}),
        (scene.bob, scene.bob, {"text": "a", "reply_to": 99}),
        (scene.bob, scene.bob, {"text": "a", "thread_id": 9}),
    ]
    for chat_id, from_id, what in tries:
        with pytest.raises(DoorError):
            scene.sandbox.send(chat_id, from_id, **what)
    scene.sandbox.restrict(scene.group, members_may_send=False)
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.group, scene.bob, "a")
    scene.sandbox.deactivate(scene.bob)
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.bob, scene.bob, "a")
    assert await scene.updates() == []


async def test_bot_remembers_whom_it_has_seen_in_a_group() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=carl)
    scene.sandbox.set_standing(scene.group, carl, "left", by=carl)
    said = await scene.no("sendMessage", chat_id=carl, text="a")
    assert said == "403 Forbidden: bot can't initiate conversation with a user"


async def test_refused_message_takes_no_id() -> None:
    scene = await a_scene()
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.bob, scene.bob, "a", reply_to=99)
    assert scene.sandbox.send(scene.bob, scene.bob, "a").id == 2


async def test_group_that_nobody_could_make_is_refused() -> None:
    scene = await a_scene()
    tries: list[dict[str, Any]] = [
        {"members": [5]},
        {"members": [scene.bob], "type": "private"},
        {"members": []},
        {"members": [scene.bob], "id": 5},
        {"members": [scene.bob], "id": scene.group},
        {"members": [scene.bob], "type": "group", "is_forum": True},
    ]
    for made in tries:
        with pytest.raises(DoorError):
            scene.sandbox.add_chat(**made)
    with pytest.raises(DoorError):
        scene.sandbox.add_topic(scene.group, "x", by=scene.ann)
