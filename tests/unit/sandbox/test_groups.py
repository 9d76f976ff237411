"""What a group lets the bot do: rights, reactions, topics, coming and going; and channels."""

import pytest

from bot.sandbox.refusals import DoorError
from tests.unit.sandbox.scenes import Scene, a_picture, a_scene


async def statuses(scene: Scene) -> list[tuple[str, str]]:
    """What the bot was told of its own standing: before and after."""
    told = [update["my_chat_member"] for update in await scene.updates() if "my_chat_member" in update]
    return [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in told]


async def photo(scene: Scene) -> str:
    """A photo that Telegram has."""
    message = scene.sandbox.send(scene.bob, scene.bob, photo=a_picture())
    await scene.updates()
    return message.photo[-1].file_id


async def test_a_bot_without_the_right_to_write_is_told_so_and_refused() -> None:
    scene = await a_scene()
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card")
    scene.sandbox.set_rights(scene.group, by=scene.ann, send=False)
    assert await statuses(scene) == [("member", "restricted")]
    refused = "400 Bad Request: not enough rights to send text messages to the chat"
    assert await scene.no("sendMessage", chat_id=scene.group, text="a") == refused
    edit = {"chat_id": scene.group, "message_id": card["message_id"], "text": "b"}
    assert await scene.no("editMessageText", **edit) == refused
    me = await scene.ok("getChatMember", chat_id=scene.group, user_id=scene.sandbox.bot.id)
    assert (me["status"], me["is_member"], me["can_send_messages"], me["can_send_photos"]) == (
        "restricted", True, False, True,
    )  # fmt: skip
    scene.sandbox.set_rights(scene.group, by=scene.ann, send=True)
    assert await statuses(scene) == [("restricted", "member")]
    await scene.ok("editMessageText", **edit)


async def test_a_bot_without_the_right_to_send_photos_may_still_write() -> None:
    scene = await a_scene()
    picture = await photo(scene)
    text = await scene.ok("sendMessage", chat_id=scene.group, text="a")
    card = await scene.ok("sendPhoto", chat_id=scene.group, photo=picture)
    scene.sandbox.set_rights(scene.group, by=scene.ann, photos=False)
    refused = "400 Bad Request: not enough rights to send photos to the chat"
    assert await scene.no("sendPhoto", chat_id=scene.group, photo=picture) == refused
    media = {"type": "photo", "media": picture}
    edit = {"chat_id": scene.group, "message_id": text["message_id"], "media": media}
    assert await scene.no("editMessageMedia", **edit) == refused
    await scene.ok("sendMessage", chat_id=scene.group, text="a")
    await scene.ok("editMessageCaption", chat_id=scene.group, message_id=card["message_id"], caption="b")


async def test_an_administrator_bot_may_lack_the_right_to_pin() -> None:
    scene = await a_scene(bot_is_admin=True)
    card = await scene.ok("sendMessage", chat_id=scene.group, text="card")
    pin = {"chat_id": scene.group, "message_id": card["message_id"]}
    scene.sandbox.set_rights(scene.group, by=scene.ann, pin=False)
    assert await statuses(scene) == [("administrator", "administrator")]
    said = await scene.no("pinChatMessage", **pin)
    assert said == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    admins = await scene.ok("getChatAdministrators", chat_id=scene.group)
    assert [one["can_pin_messages"] for one in admins if one["status"] == "administrator"] == [False]
    scene.sandbox.set_rights(scene.group, by=scene.ann, pin=True)
    await scene.ok("pinChatMessage", **pin)


async def test_a_group_may_forbid_reactions() -> None:
    scene = await a_scene()
    said = scene.sandbox.send(scene.group, scene.bob, "/my@kaituan_bot")
    react = {"chat_id": scene.group, "message_id": said.id, "reaction": [{"type": "emoji", "emoji": "👀"}]}
    scene.sandbox.restrict(scene.group, reactions=False)
    assert await scene.no("setMessageReaction", **react) == "400 Bad Request: REACTION_INVALID"
    await scene.ok("setMessageReaction", **(react | {"reaction": []}))
    scene.sandbox.restrict(scene.group, reactions=True)
    await scene.ok("setMessageReaction", **react)
    assert scene.sandbox.messages(scene.group)[-1]["reactions"] == ["👀"]


async def test_rights_nobody_could_give_are_refused() -> None:
    scene, small = await a_scene(bot_is_admin=True), await a_scene(type="group")
    with pytest.raises(DoorError):
        scene.sandbox.set_rights(scene.group, by=scene.bob, pin=False)
    with pytest.raises(DoorError):
        scene.sandbox.set_rights(scene.group, by=scene.ann, send=False)
    with pytest.raises(DoorError):
        small.sandbox.set_rights(small.group, by=small.ann, send=False)
    with pytest.raises(DoorError):
        small.sandbox.set_rights(small.group, by=small.ann, pin=True)


async def test_a_bot_that_leaves_is_told_so_and_comes_back_when_it_is_added() -> None:
    scene = await a_scene()
    await scene.ok("leaveChat", chat_id=scene.group)
    assert await statuses(scene) == [("member", "left")]
    said = await scene.no("sendMessage", chat_id=scene.group, text="a")
    assert said == "403 Forbidden: bot is not a member of the supergroup chat"
    scene.sandbox.set_standing(scene.group, scene.sandbox.bot.id, "member", by=scene.ann)
    assert await statuses(scene) == [("left", "member")]


async def test_a_topic_is_closed_opened_and_deleted() -> None:
    scene = await a_scene()
    forum = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], is_forum=True)
    topic = scene.sandbox.add_topic(forum.id, "Fruit", by=scene.ann)
    send = {"chat_id": forum.id, "text": "a", "message_thread_id": topic.id}
    card = await scene.ok("sendMessage", **send)
    assert (card["message_thread_id"], card["is_topic_message"]) == (topic.id, True)
    await scene.updates()
    scene.sandbox.set_topic(forum.id, topic.id, "closed", by=scene.ann)
    (closed,) = await scene.updates()
    assert (closed["message"]["forum_topic_closed"], closed["message"]["message_thread_id"]) == ({}, topic.id)
    assert await scene.no("sendMessage", **send) == "400 Bad Request: TOPIC_CLOSED"
    scene.sandbox.set_topic(forum.id, topic.id, "open", by=scene.ann)
    await scene.ok("sendMessage", **send)
    scene.sandbox.set_topic(forum.id, topic.id, "deleted", by=scene.ann)
    assert await scene.no("sendMessage", **send) == "400 Bad Request: TOPIC_DELETED"
    edit = {"chat_id": forum.id, "message_id": card["message_id"], "text": "b"}
    assert await scene.no("editMessageText", **edit) == "400 Bad Request: message to edit not found"
    never = send | {"message_thread_id": 999}
    assert await scene.no("sendMessage", **never) == "400 Bad Request: message thread not found"
    assert scene.sandbox.world.chats.get(forum.id).sim(0)["topics"] == [
        {"id": topic.id, "name": "Fruit", "state": "deleted"}
    ]
    with pytest.raises(DoorError):
        scene.sandbox.set_topic(forum.id, topic.id, "open", by=scene.ann)


async def test_what_stands_in_a_topic_says_so_and_answers_its_first_message() -> None:
    scene = await a_scene()
    forum = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], is_forum=True)
    await scene.updates()
    topic = scene.sandbox.add_topic(forum.id, "Fruit", by=scene.ann)
    scene.sandbox.rename_topic(forum.id, topic.id, "Eggs", by=scene.ann)
    written = scene.sandbox.send(forum.id, scene.bob, "/deal", thread_id=topic.id)
    scene.sandbox.send(forum.id, scene.bob, "/help", thread_id=topic.id, reply_to=written.id)
    told = [update["message"] for update in await scene.updates()]
    assert {(each["message_thread_id"], each["is_topic_message"]) for each in told} == {(topic.id, True)}
    opened, renamed, deal, reply = told
    assert (opened["message_id"], opened["forum_topic_created"]["name"]) == (topic.id, "Fruit")
    assert "reply_to_message" not in opened
    assert renamed["forum_topic_edited"] == {"name": "Eggs"}
    assert deal["reply_to_message"]["forum_topic_created"]["name"] == "Fruit"
    assert reply["reply_to_message"]["message_id"] == written.id
    assert scene.sandbox.world.chats.get(forum.id).sim(0)["topics"][0]["name"] == "Eggs"
    with pytest.raises(DoorError):
        scene.sandbox.rename_topic(forum.id, topic.id, "Mine", by=scene.bob)


async def test_a_topic_is_only_an_administrators_to_change() -> None:
    scene = await a_scene()
    forum = scene.sandbox.add_chat([scene.bob], admins=[scene.ann], is_forum=True)
    topic = scene.sandbox.add_topic(forum.id, "Fruit", by=scene.ann)
    for state, by in (("closed", scene.bob), ("burnt", scene.ann)):
        with pytest.raises(DoorError):
            scene.sandbox.set_topic(forum.id, topic.id, state, by=by)


async def test_a_bot_is_added_to_a_channel_as_administrator_and_may_leave() -> None:
    scene = await a_scene()
    channel = scene.sandbox.add_chat([scene.bob], type="channel", title="News", admins=[scene.ann])
    (added,) = await scene.updates()
    told = added["my_chat_member"]
    assert (told["chat"]["type"], told["from"]["id"], told["new_chat_member"]["status"]) == (
        "channel", scene.ann, "administrator",
    )  # fmt: skip
    assert scene.sandbox.messages(channel.id) == []
    await scene.ok("sendMessage", chat_id=channel.id, text="a")
    with pytest.raises(DoorError):
        scene.sandbox.set_standing(channel.id, scene.sandbox.bot.id, "member", by=scene.ann)
    with pytest.raises(DoorError):
        scene.sandbox.send(channel.id, scene.ann, "a")
    await scene.ok("leaveChat", chat_id=channel.id)
    assert await statuses(scene) == [("administrator", "left")]
    said = await scene.no("sendMessage", chat_id=channel.id, text="a")
    assert said == "403 Forbidden: bot is not a member of the channel chat"


async def test_somebody_writes_as_a_channel_and_is_nobody_the_bot_knows() -> None:
    scene = await a_scene()
    carl = scene.sandbox.add_user("Carl").id
    scene.sandbox.set_standing(scene.group, carl, "member", by=carl)
    await scene.updates()
    scene.sandbox.send(scene.group, carl, "/my@kaituan_bot", as_channel="News")
    (said,) = await scene.updates()
    assert (said["message"]["from"]["username"], said["message"]["sender_chat"]["type"]) == ("Channel_Bot", "channel")
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.bob, scene.bob, "a", as_channel="News")
