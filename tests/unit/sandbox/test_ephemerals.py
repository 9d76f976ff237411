"""Ephemeral messages: unknown until they are switched on; then one member sees them, or nobody."""

from typing import Any

import pytest

from bot.sandbox.refusals import DoorError
from tests.unit.sandbox.scenes import Scene, a_scene

TO = "ephemeral_message_parameters"
EDITS = ("editEphemeralMessageText", "editEphemeralMessageReplyMarkup", "deleteEphemeralMessage")
KEYBOARD = {"inline_keyboard": [[{"text": "Seen", "callback_data": "s"}]]}


async def with_them(*, bot_is_admin: bool = True, **facts: Any) -> Scene:
    """A scene whose server knows them."""
    scene = await a_scene(bot_is_admin=bot_is_admin, **facts)
    scene.sandbox.world.ephemerals.on = True
    return scene


def to(receiver: int, **more: Any) -> dict[str, Any]:
    """Parameters of a message that one member sees."""
    return {TO: {"receiver_user_id": receiver, **more}}


def seen(scene: Scene, user: int) -> list[str]:
    """The texts that somebody sees."""
    return [message["text"] for message in scene.sandbox.ephemerals(scene.group, user)]


async def test_a_server_that_does_not_know_them_refuses_them_as_it_refuses_whatever_it_does_not_know() -> None:
    """An older real server would ignore the parameter and post for everybody: the strict one says no."""
    scene = await a_scene(bot_is_admin=True)
    said = await scene.no("sendMessage", chat_id=scene.group, text="for you", **to(scene.bob))
    assert said == f'400 Bad Request: unknown parameter "{TO}"'
    for method in EDITS:
        assert await scene.no(method, chat_id=scene.group) == "404 Not Found: method not found"
    assert [message for message in scene.sandbox.messages(scene.group) if message["from"]["is_bot"]] == []


async def test_one_member_sees_it_and_nobody_else() -> None:
    scene = await with_them()
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="for <b>you</b>", parse_mode="HTML", **to(scene.bob))
    assert (sent["message_id"], sent["receiver_user"]["id"], sent["from"]["is_bot"]) == (0, scene.bob, True)
    assert sent["ephemeral_message_id"] > 0
    assert (seen(scene, scene.bob), seen(scene, scene.ann)) == (["for you"], [])
    assert [message for message in scene.sandbox.messages(scene.group) if message["from"]["is_bot"]] == []
    assert await scene.updates() == []


async def test_it_is_edited_and_deleted_by_its_own_number_and_gives_true() -> None:
    scene = await with_them()
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="one", **to(scene.bob))
    which = {
        "chat_id": scene.group,
        "receiver_user_id": scene.bob,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    assert await scene.ok("editEphemeralMessageText", text="two", **which) is True
    assert seen(scene, scene.bob) == ["two"]
    assert "message is not modified" in await scene.no("editEphemeralMessageText", text="two", **which)
    assert await scene.ok("editEphemeralMessageReplyMarkup", reply_markup=KEYBOARD, **which) is True
    long = await scene.no("editEphemeralMessageText", text="x" * 1025, **which)
    assert long == "400 Bad Request: MEDIA_CAPTION_TOO_LONG"
    assert await scene.ok("editEphemeralMessageText", text="x" * 1024, **which) is True
    foreign = which | {"receiver_user_id": scene.ann}
    refused = await scene.no("editEphemeralMessageText", text="a", **foreign)
    assert refused == "400 Bad Request: message to edit not found"
    for number in (0, sent["ephemeral_message_id"]):
        refused = await scene.no("deleteMessage", chat_id=scene.group, message_id=number)
        assert refused == "400 Bad Request: message to delete not found"
    assert await scene.ok("deleteEphemeralMessage", **which) is True
    assert seen(scene, scene.bob) == []
    assert await scene.no("deleteEphemeralMessage", **which) == "400 Bad Request: message to delete not found"


async def a_press(scene: Scene, user: int) -> str:
    """Somebody presses a button of a card in the group; the query's id."""
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card", reply_markup=KEYBOARD)
    return scene.sandbox.tap(scene.group, card["message_id"], user, "Seen").id


async def test_a_bot_that_is_no_administrator_may_for_fifteen_seconds_after_a_press() -> None:
    scene = await with_them(bot_is_admin=False)
    send = {"chat_id": scene.group, "text": "for you"}
    assert (await scene.no("sendMessage", **send, **to(scene.bob))).startswith("400 Bad Request: not enough rights")
    query = await a_press(scene, scene.bob)
    scene.sandbox.advance(14)
    await scene.ok("answerCallbackQuery", callback_query_id=query)
    await scene.ok("sendMessage", **send, **to(scene.bob, callback_query_id=query))
    for late, receiver in ((0, scene.ann), (2, scene.bob)):
        scene.sandbox.advance(late)
        refused = await scene.no("sendMessage", **send, **to(receiver, callback_query_id=query))
        assert "query is too old" in refused
    assert seen(scene, scene.bob) == ["for you"]


async def test_a_button_under_it_is_pressed_by_who_sees_it() -> None:
    scene = await with_them()
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="a", reply_markup=KEYBOARD, **to(scene.bob))
    number = sent["ephemeral_message_id"]
    with pytest.raises(DoorError):
        scene.sandbox.tap(scene.group, 0, scene.ann, "Seen", ephemeral_id=number)
    scene.sandbox.tap(scene.group, 0, scene.bob, "Seen", ephemeral_id=number)
    (update,) = await scene.updates()
    query = update["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("s", 0)
    assert query["message"]["ephemeral_message_id"] == number


async def test_one_that_is_lost_is_answered_as_ever_and_seen_by_nobody() -> None:
    scene = await with_them()
    scene.sandbox.world.ephemerals.lost = True
    sent = await scene.ok("sendMessage", chat_id=scene.group, text="a", **to(scene.bob))
    scene.sandbox.world.ephemerals.lost = False
    await scene.ok("sendMessage", chat_id=scene.group, text="b", **to(scene.bob))
    assert seen(scene, scene.bob) == ["b"]
    with pytest.raises(DoorError):
        scene.sandbox.tap(scene.group, 0, scene.bob, data="s", ephemeral_id=sent["ephemeral_message_id"])


async def test_what_can_not_be_sent_so_is_refused() -> None:
    scene = await with_them()
    stranger = scene.sandbox.add_user("Cid").id
    for chat, wanted in ((scene.bob, "groups only"), (scene.group, "member not found")):
        assert wanted in await scene.no("sendMessage", chat_id=chat, text="a", **to(stranger))
    assert "user not found" in await scene.no("sendMessage", chat_id=scene.group, text="a", **to(987_654))
    for more in ({"message_thread_id": 5}, {"protect_content": True}, {"reply_parameters": {"message_id": 1}}):
        assert "not modelled" in await scene.no("sendMessage", chat_id=scene.group, text="a", **to(scene.bob), **more)
    replacing = to(scene.bob, replace_callback_query_message=True)
    assert "not modelled" in await scene.no("sendMessage", chat_id=scene.group, text="a", **replacing)
    assert "unknown field" in await scene.no("sendMessage", chat_id=scene.group, text="a", **to(scene.bob, to=1))
    reply = {"force_reply": True}
    assert "inline keyboard expected" in await scene.no(
        "sendMessage", chat_id=scene.group, text="a", reply_markup=reply, **to(scene.bob)
    )
    assert await scene.no("sendPhoto", chat_id=scene.group, photo="x", **to(scene.bob)) == (
        f'400 Bad Request: unknown parameter "{TO}"'
    )
    assert seen(scene, scene.bob) == []


async def test_they_count_as_messages_of_the_group() -> None:
    scene = await with_them(limits=True)
    answers = [
        await scene.sandbox.call("sendMessage", {"chat_id": scene.group, "text": "a", **to(scene.bob)})
        for _ in range(25)
    ]
    assert 429 in [status for status, _ in answers]
