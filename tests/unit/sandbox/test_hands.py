"""What people do with messages of others: they forward, delete, pin and unpin. The bot hears of little of it."""

import pytest

from bot.sandbox.refusals import DoorError
from tests.unit.sandbox.scenes import Scene, a_scene

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Join", "callback_data": "j"}, {"text": "My order", "url": "https://t.me/kaituan_bot?start=o"}],
        [{"text": "All", "callback_data": "a"}],
    ]
}


async def a_card(scene: Scene) -> int:
    sent = await scene.ok(
        "sendMessage", chat_id=scene.group, text="<b>Oranges</b>", parse_mode="HTML", reply_markup=KEYBOARD
    )
    return int(sent["message_id"])


async def test_a_forwarded_card_keeps_its_words_and_links_and_loses_what_calls_the_bot() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    copy = scene.sandbox.forward(scene.group, card, scene.bob, scene.bob)
    assert [[button["text"] for button in row] for row in copy.rows()] == [["My order"]]
    shown = scene.sandbox.messages(scene.bob)[-1]
    assert (shown["html"], shown["forwarded_from"], shown["from"]["id"]) == ("<b>Oranges</b>", "Kaituan", scene.bob)
    (update,) = await scene.updates()
    origin = update["message"]["forward_origin"]
    assert (origin["type"], origin["sender_user"]["is_bot"]) == ("user", True)


async def test_what_is_forwarded_twice_still_names_who_said_it() -> None:
    scene = await a_scene()
    said = scene.sandbox.send(scene.group, scene.ann, "Oranges?")
    once = scene.sandbox.forward(scene.group, said.id, scene.bob, scene.bob)
    twice = scene.sandbox.forward(scene.bob, once.id, scene.bob, scene.group)
    assert twice.sim()["forwarded_from"] == "Ann"
    assert (twice.markup, twice.sender["id"]) == (None, scene.bob)


async def test_nobody_forwards_what_they_cannot_see_or_where_they_are_not() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    other = scene.sandbox.add_chat([scene.ann], title="Elsewhere", admins=[scene.ann])
    with pytest.raises(DoorError, match="is not in chat"):
        scene.sandbox.forward(scene.group, card, scene.bob, other.id)
    with pytest.raises(DoorError, match="to forward"):
        scene.sandbox.forward(scene.group, 99, scene.bob, scene.bob)


async def test_an_administrator_deletes_any_message_and_the_bot_is_not_told() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    with pytest.raises(DoorError, match="may not delete"):
        scene.sandbox.delete(scene.group, card, scene.bob)
    scene.sandbox.delete(scene.group, card, scene.ann)
    assert await scene.updates() == []
    said = await scene.no("editMessageText", chat_id=scene.group, message_id=card, text="Eggs")
    assert said == "400 Bad Request: message to edit not found"
    with pytest.raises(DoorError, match="there is no message"):
        scene.sandbox.delete(scene.group, card, scene.ann)


async def test_everybody_deletes_what_they_wrote() -> None:
    scene = await a_scene()
    said = scene.sandbox.send(scene.group, scene.bob, "Oranges?")
    scene.sandbox.delete(scene.group, said.id, scene.bob)
    assert scene.sandbox.messages(scene.group)[-1]["deleted"]


async def test_a_pin_by_people_is_told_and_an_unpin_is_not() -> None:
    scene = await a_scene()
    card = await a_card(scene)
    with pytest.raises(DoorError, match="may not pin"):
        scene.sandbox.pin(scene.group, card, scene.bob)
    scene.sandbox.pin(scene.group, card, scene.ann)
    (update,) = await scene.updates()
    assert update["message"]["pinned_message"]["message_id"] == card
    assert scene.sandbox.messages(scene.group)[-1]["service"] == "Ann pinned a message"
    scene.sandbox.pin(scene.group, card, scene.ann, pinned=False)
    assert await scene.updates() == []
    assert "pinned_message" not in await scene.ok("getChat", chat_id=scene.group)
    with pytest.raises(DoorError, match="not pinned"):
        scene.sandbox.pin(scene.group, card, scene.ann, pinned=False)
