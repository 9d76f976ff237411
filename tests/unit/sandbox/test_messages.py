"""Sending, replying and deleting, and every way Telegram says no."""

import pytest

from bot.sandbox.chats import Standing
from tests.unit.sandbox.scenes import START, a_picture, a_scene, callback, keyboard


async def test_message_is_answered_as_the_bot_api_gives_it() -> None:
    scene = await a_scene()
    sent = await scene.ok(
        "sendMessage",
        chat_id=scene.bob,
        text="<b>Hi</b> /my",
        parse_mode="HTML",
        reply_markup=keyboard([callback("Go", "g")]),
        link_preview_options={"is_disabled": True},
        protect_content=True,
        disable_notification=True,
    )
    assert sent == {
        "message_id": 2,
        "from": {"id": 7_000_000_001, "is_bot": True, "first_name": "Kaituan", "username": "kaituan_bot"},
        "chat": {"id": scene.bob, "type": "private", "first_name": "Bob"},
        "date": int(START),
        "text": "Hi /my",
        "entities": [
            {"type": "bold", "offset": 0, "length": 2},
            {"type": "bot_command", "offset": 3, "length": 3},
        ],
        "reply_markup": keyboard([callback("Go", "g")]),
        "link_preview_options": {"is_disabled": True},
        "has_protected_content": True,
    }


async def test_people_see_it_with_buttons_and_safe_html() -> None:
    scene = await a_scene()
    await scene.ok(
        "sendMessage",
        chat_id=scene.bob,
        text="<b>&lt;Hi&gt;</b>",
        parse_mode="HTML",
        disable_notification=True,
        reply_markup=keyboard(
            [callback("Go"), {"text": "U", "url": "https://a.example/", "style": "danger"}],
            [{"text": "C", "copy_text": {"text": "DE33"}}, {"text": "S", "switch_inline_query": "q"}],
            [{"text": "W", "web_app": {"url": "https://a.example/w"}}],
        ),
    )
    assert scene.sandbox.messages(scene.bob)[-1] == {
        "id": 2,
        "chat_id": scene.bob,
        "from": {"id": 7_000_000_001, "first_name": "Kaituan", "is_bot": True},
        "date": int(START),
        "text": "<Hi>",
        "caption": None,
        "html": "<b>&lt;Hi&gt;</b>",
        "buttons": [
            [
                {"text": "Go", "kind": "callback"},
                {"text": "U", "kind": "url", "url": "https://a.example/", "style": "danger"},
            ],
            [
                {"text": "C", "kind": "copy", "copy": "DE33"},
                {"text": "S", "kind": "switch_inline", "query": "q", "here": False},
            ],
            [{"text": "W", "kind": "web_app", "url": "https://a.example/w"}],
        ],
        "photo": None,
        "document": None,
        "reply_to": None,
        "deleted": False,
        "pinned": False,
        "silent": True,
        "service": None,
        "reactions": [],
    }  # fmt: skip


async def test_values_may_come_as_text_like_in_a_form() -> None:
    scene = await a_scene()
    sent = await scene.ok(
        "sendMessage",
        chat_id=str(scene.bob),
        text="a",
        protect_content="true",
        reply_parameters='{"message_id": 1}',
        reply_markup='{"inline_keyboard": [[{"text": "Go", "callback_data": "g"}]]}',
    )
    assert sent["has_protected_content"] is True
    assert sent["reply_to_message"]["text"] == "/start"
    assert sent["reply_markup"] == keyboard([callback("Go", "g")])


async def test_text_is_measured_after_parsing() -> None:
    scene = await a_scene()
    await scene.ok("sendMessage", chat_id=scene.bob, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert await scene.no("sendMessage", chat_id=scene.bob, text="x" * 4097) == "400 Bad Request: message is too long"
    assert await scene.no("sendMessage", chat_id=scene.bob, text="x" * 32_769) == "400 Bad Request: text is too long"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "a", "txt": "b"}, 'unknown parameter "txt"'),
        ({"text": 5}, 'parameter "text" must be a String'),
        ({"text": "a", "protect_content": "maybe"}, 'parameter "protect_content" must be a Boolean'),
        ({"text": "a", "message_thread_id": "x"}, 'parameter "message_thread_id" must be an Integer'),
        ({"text": "a", "message_thread_id": True}, 'parameter "message_thread_id" must be an Integer'),
        ({"text": "a", "message_thread_id": 0}, f'parameter "message_thread_id" must be between 1 and {2**52}'),
        ({"text": "a", "message_thread_id": 9}, "message thread not found"),
        ({"text": "a", "message_effect_id": "1"}, 'parameter "message_effect_id" is not modelled by the sandbox'),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "a", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "a", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        ({"text": "a", "reply_parameters": {}}, "message identifier is not specified"),
        ({"text": "a", "reply_parameters": "x"}, "can't parse reply parameters JSON object"),
        ({"text": "a", "reply_parameters": {"id": 1}}, 'can\'t parse reply parameters JSON object: unknown field "id"'),
        (
            {"text": "a", "link_preview_options": {"off": True}},
            'can\'t parse link preview options JSON object: unknown field "off"',
        ),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "can't parse entities: entity is out of the text",
        ),
        (
            {"text": "a", "entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 5}}]},
            "user not found",
        ),
        ({"text": "a", "entities": "bold"}, "can't parse entities: Can't parse MessageEntity JSON object"),
        ({"text": "a", "entities": [{"type": "bold"}]}, "can't parse entities: Can't parse MessageEntity JSON object"),
        ({"text": "a", "chat_id": ""}, "chat_id is empty"),
        ({"text": "a", "chat_id": None}, "chat_id is empty"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "a", "chat_id": "Bob"}, "chat not found"),
        ({"text": "a", "chat_id": 1.5}, 'parameter "chat_id" must be an Integer or String'),
        ({"text": "a", "chat_id": -77}, "chat not found"),
    ],
)  # fmt: skip
async def test_bad_send_is_refused_and_nothing_is_sent(params: dict[str, object], said: str) -> None:
    scene = await a_scene()
    assert await scene.no("sendMessage", **({"chat_id": scene.bob} | params)) == f"400 Bad Request: {said}"
    assert len(scene.sandbox.messages(scene.bob)) == 1


async def test_entities_may_be_given_instead_of_markup() -> None:
    scene = await a_scene()
    sent = await scene.ok(
        "sendMessage", chat_id=scene.bob, text="ab", entities=[{"type": "bold", "offset": 1, "length": 1}]
    )
    assert sent["entities"] == [{"type": "bold", "offset": 1, "length": 1}]
    mention = {"type": "text_mention", "offset": 0, "length": 2, "user": {"id": scene.ann}}
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="ab", entities=[mention])
    assert sent["entities"][0]["user"]["first_name"] == "Ann"


async def test_missing_reply_target_can_be_allowed() -> None:
    scene = await a_scene()
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_parameters=reply)


async def test_stranger_is_not_found_and_somebody_met_cant_be_written_to_first() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    assert await scene.no("sendMessage", chat_id=carl, text="a") == "400 Bad Request: chat not found"
    scene.sandbox.set_standing(scene.group, carl, "member", by=scene.ann)
    assert (
        await scene.no("sendMessage", chat_id=carl, text="a")
        == "403 Forbidden: bot can't initiate conversation with a user"
    )
    scene.sandbox.open_link(carl, "t.me/kaituan_bot")
    await scene.ok("sendMessage", chat_id=carl, text="a")


async def test_who_blocked_or_left_telegram_or_is_the_bot_is_refused() -> None:
    scene = await a_scene()
    scene.sandbox.block(scene.bob)
    scene.sandbox.deactivate(scene.ann)
    assert await scene.no("sendMessage", chat_id=scene.bob, text="a") == "403 Forbidden: bot was blocked by the user"
    assert await scene.no("sendMessage", chat_id=scene.ann, text="a") == "403 Forbidden: user is deactivated"
    said = await scene.no("sendMessage", chat_id=scene.sandbox.bot.id, text="a")
    assert said == "403 Forbidden: the bot can't send messages to the bot"


@pytest.mark.parametrize("type", ["group", "supergroup"])
async def test_bot_that_was_removed_or_left_cant_write(type: str) -> None:
    scene = await a_scene(type=type)
    bot = scene.sandbox.bot.id
    scene.sandbox.set_standing(scene.group, bot, "kicked", by=scene.ann)
    assert (
        await scene.no("sendMessage", chat_id=scene.group, text="a")
        == f"403 Forbidden: bot was kicked from the {type} chat"
    )
    scene.sandbox.set_standing(scene.group, bot, "left", by=scene.ann)
    said = await scene.no("sendMessage", chat_id=scene.group, text="a")
    assert said == f"403 Forbidden: bot is not a member of the {type} chat"
    scene.sandbox.world.chats.get(scene.group).standings[bot] = Standing.MEMBER
    scene.sandbox.world.chats.get(scene.group).deleted = True
    assert await scene.no("sendMessage", chat_id=scene.group, text="a") == "403 Forbidden: the group chat was deleted"


async def test_rights_to_write_are_kept() -> None:
    scene = await a_scene()
    scene.sandbox.restrict(scene.group, members_may_send=False)
    said = await scene.no("sendMessage", chat_id=scene.group, text="a")
    assert said == "400 Bad Request: not enough rights to send text messages to the chat"
    status, answer = await scene.sandbox.call("sendPhoto", {"chat_id": scene.group}, {"photo": a_picture()})
    assert (status, answer["description"]) == (400, "Bad Request: not enough rights to send photos to the chat")
    scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "administrator", by=scene.ann)
    await scene.ok("sendMessage", chat_id=scene.group, text="a")


async def test_topics_must_be_there_and_open() -> None:
    scene = await a_scene()
    forum = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], is_forum=True)
    topic = scene.sandbox.add_topic(forum.id, "Fruit", by=scene.ann)
    sent = await scene.ok("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic.id)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert (
        await scene.no("sendMessage", chat_id=forum.id, text="a", message_thread_id=1)
        == "400 Bad Request: message thread not found"
    )
    topic.closed = True
    assert (
        await scene.no("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic.id)
        == "400 Bad Request: TOPIC_CLOSED"
    )
    topic.deleted = True
    assert (
        await scene.no("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic.id)
        == "400 Bad Request: TOPIC_DELETED"
    )


async def test_own_message_can_be_deleted_once_and_its_id_is_never_used_again() -> None:
    scene = await a_scene()
    first = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    assert await scene.ok("deleteMessage", chat_id=scene.bob, message_id=first["message_id"]) is True
    said = await scene.no("deleteMessage", chat_id=scene.bob, message_id=first["message_id"])
    assert said == "400 Bad Request: message to delete not found"
    second = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    assert second["message_id"] == first["message_id"] + 1
    assert [message["deleted"] for message in scene.sandbox.messages(scene.bob)] == [False, True, False]


async def test_message_of_more_than_48_hours_cant_be_deleted() -> None:
    scene = await a_scene()
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    scene.sandbox.advance(48 * 3600)
    await scene.ok("sendMessage", chat_id=scene.bob, text="b")
    scene.sandbox.advance(1)
    said = await scene.no("deleteMessage", chat_id=scene.bob, message_id=sent["message_id"])
    assert said == "400 Bad Request: message can't be deleted for everyone"


async def test_others_messages_in_a_group_are_an_administrators_to_delete() -> None:
    scene = await a_scene()
    hello = scene.sandbox.send(scene.group, scene.bob, "hello")
    said = await scene.no("deleteMessage", chat_id=scene.group, message_id=hello.id)
    assert said == "400 Bad Request: message can't be deleted"
    scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "administrator", by=scene.ann)
    await scene.ok("deleteMessage", chat_id=scene.group, message_id=hello.id)


async def test_mention_of_the_bot_itself_is_one() -> None:
    scene = await a_scene()
    marked = f'<a href="tg://user?id={scene.sandbox.bot.id}">me</a>'
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text=marked, parse_mode="html")
    assert sent["entities"][0]["user"]["username"] == "kaituan_bot"
