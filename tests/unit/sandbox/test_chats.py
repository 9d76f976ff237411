"""What the bot can learn about chats and their people, and small signs it can give."""

import pytest

from tests.unit.sandbox.scenes import a_scene


async def test_chat_is_described_with_what_full_info_requires() -> None:
    scene = await a_scene()
    full = await scene.ok("getChat", chat_id=scene.group)
    assert (full["id"], full["title"], full["type"]) == (scene.group, "Fruit", "supergroup")
    assert {"accent_color_id", "max_reaction_count", "accepted_gift_types", "permissions"} <= set(full)
    assert (await scene.ok("getChat", chat_id=scene.ann))["username"] == "ann"


@pytest.mark.parametrize("method", ["getChat", "getChatMemberCount", "getChatAdministrators", "leaveChat"])
async def test_unknown_chat_is_not_found(method: str) -> None:
    scene = await a_scene()
    assert await scene.no(method, chat_id=-5) == "400 Bad Request: chat not found"
    assert await scene.no(method, chat_id=5) == "400 Bad Request: chat not found"
    assert await scene.no(method) == "400 Bad Request: chat_id is empty"


async def test_members_have_their_standing() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    standing = {}
    for user_id in (scene.ann, scene.bob, carl, scene.sandbox.bot.id):
        member = await scene.ok("getChatMember", chat_id=scene.group, user_id=user_id)
        standing[member["user"]["first_name"]] = member["status"]
    assert standing == {"Ann": "creator", "Bob": "member", "Carl": "left", "Kaituan": "member"}
    assert await scene.no("getChatMember", chat_id=scene.group, user_id=5) == "400 Bad Request: user not found"
    assert await scene.no("getChatMember", chat_id=scene.group) == "400 Bad Request: invalid user_id specified"


async def test_hidden_members_are_shown_to_an_administrator_only() -> None:
    scene = await a_scene()
    scene.sandbox.world.chats.get(scene.group).members_hidden = True
    said = await scene.no("getChatMember", chat_id=scene.group, user_id=scene.bob)
    assert said == "400 Bad Request: member list is inaccessible"
    await scene.ok("getChatMember", chat_id=scene.group, user_id=scene.sandbox.bot.id)
    scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "administrator", by=scene.ann)
    await scene.ok("getChatMember", chat_id=scene.group, user_id=scene.bob)


async def test_administrators_are_listed_with_their_rights() -> None:
    scene = await a_scene(bot_is_admin=True)
    scene.sandbox.set_standing(scene.group, scene.bob, "administrator", by=scene.ann)
    admins = {
        member["user"]["first_name"]: member for member in await scene.ok("getChatAdministrators", chat_id=scene.group)
    }
    assert {name: member["status"] for name, member in admins.items()} == {
        "Ann": "creator",
        "Bob": "administrator",
        "Kaituan": "administrator",
    }
    assert admins["Bob"]["can_pin_messages"] is True
    said = await scene.no("getChatAdministrators", chat_id=scene.bob)
    assert said == "400 Bad Request: there are no administrators in the private chat"


async def test_members_are_counted_with_the_bot() -> None:
    scene = await a_scene()
    assert await scene.ok("getChatMemberCount", chat_id=scene.group) == 3
    assert await scene.ok("getChatMemberCount", chat_id=scene.bob) == 2


async def test_private_chat_has_two_members() -> None:
    scene = await a_scene()
    member = await scene.ok("getChatMember", chat_id=scene.bob, user_id=scene.bob)
    assert member["status"] == "member"
    said = await scene.no("getChatMember", chat_id=scene.bob, user_id=scene.ann)
    assert said == "400 Bad Request: member not found"


async def test_bot_that_left_is_outside() -> None:
    scene = await a_scene()
    assert await scene.ok("leaveChat", chat_id=scene.group) is True
    said = await scene.no("getChat", chat_id=scene.group)
    assert said == "403 Forbidden: bot is not a member of the supergroup chat"
    assert scene.sandbox.messages(scene.group)[-1]["service"] == "Kaituan left"


async def test_typing_is_shown_where_the_bot_may_write() -> None:
    scene = await a_scene()
    assert await scene.ok("sendChatAction", chat_id=scene.bob, action="typing") is True
    assert (
        await scene.no("sendChatAction", chat_id=scene.bob, action="thinking")
        == "400 Bad Request: wrong parameter action in request"
    )
    assert await scene.no("sendChatAction", chat_id=scene.bob) == '400 Bad Request: parameter "action" is required'


async def test_one_emoji_can_be_put_under_a_message_and_taken_back() -> None:
    scene = await a_scene()
    deal = scene.sandbox.send(scene.group, scene.bob, "/deal")
    where = {"chat_id": scene.group, "message_id": deal.id}
    await scene.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert scene.sandbox.messages(scene.group)[-1]["reactions"] == ["👀"]
    await scene.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "❤️"}])
    await scene.ok("setMessageReaction", **where)
    assert scene.sandbox.messages(scene.group)[-1]["reactions"] == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"reaction": [{"type": "emoji", "emoji": "🍊"}]}, "REACTION_INVALID"),
        ({"reaction": [{"type": "paid", "emoji": "👀"}]}, "REACTION_INVALID"),
        ({"reaction": [{"type": "emoji"}]}, "REACTION_INVALID"),
        ({"reaction": [{"type": "emoji", "emoji": "👀"}, {"type": "emoji", "emoji": "👍"}]}, "REACTIONS_TOO_MANY"),
        ({"reaction": "👀"}, "can't parse reaction types JSON object"),
        ({"message_id": 99}, "message to react not found"),
    ],
)
async def test_bad_reaction_is_refused(params: dict[str, object], said: str) -> None:
    scene = await a_scene()
    where = {"chat_id": scene.bob, "message_id": 1}
    assert await scene.no("setMessageReaction", **(where | params)) == f"400 Bad Request: {said}"


async def test_pin_needs_the_right_and_says_so_in_the_group() -> None:
    scene = await a_scene()
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card")
    where = {"chat_id": scene.group, "message_id": card["message_id"]}
    said = await scene.no("pinChatMessage", **where)
    assert said == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "administrator", by=scene.ann)
    await scene.ok("pinChatMessage", **where, disable_notification=True)
    shown = scene.sandbox.messages(scene.group)
    assert (shown[-2]["pinned"], shown[-1]["service"]) == (True, "Kaituan pinned a message")
    assert (await scene.ok("getChat", chat_id=scene.group))["pinned_message"]["text"] == "card"
    assert (
        await scene.no("pinChatMessage", chat_id=scene.group, message_id=99)
        == "400 Bad Request: message to pin not found"
    )
    await scene.ok("unpinChatMessage", **where)
    assert await scene.no("unpinChatMessage", chat_id=scene.group) == "400 Bad Request: message to unpin not found"
    await scene.ok("pinChatMessage", chat_id=scene.bob, message_id=1)
    await scene.ok("unpinChatMessage", chat_id=scene.bob)
