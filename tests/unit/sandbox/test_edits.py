"""Edits: own messages only, the same shape, and something must change."""

from typing import Any

import pytest

from tests.unit.sandbox.scenes import START, Scene, a_picture, a_scene, callback, keyboard

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def a_photo(scene: Scene, **params: Any) -> dict[str, Any]:
    _, answer = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob} | params, {"photo": a_picture()})
    result: dict[str, Any] = answer["result"]
    return result


async def test_text_is_edited_and_says_when() -> None:
    scene = await a_scene()
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([callback("Go")]))
    scene.sandbox.advance(60)
    edited = await scene.ok(
        "editMessageText", chat_id=scene.bob, message_id=sent["message_id"], text="<i>b</i>", parse_mode="HTML"
    )
    assert edited["text"] == "b"
    assert edited["entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    assert (edited["date"], edited["edit_date"]) == (int(START), int(START) + 60)
    assert "reply_markup" not in edited
    assert scene.sandbox.messages(scene.bob)[-1]["text"] == "b"


async def test_same_content_and_keyboard_is_not_modified() -> None:
    scene = await a_scene()
    markup = keyboard([callback("Go")])
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=markup)
    where = {"chat_id": scene.bob, "message_id": sent["message_id"]}
    assert await scene.no("editMessageText", **where, text=" a ", reply_markup=markup) == NOT_MODIFIED
    assert await scene.no("editMessageReplyMarkup", **where, reply_markup=markup) == NOT_MODIFIED
    await scene.ok("editMessageText", **where, text="a", reply_markup=keyboard([callback("Go", "y")]))
    await scene.ok(
        "editMessageText", **where, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard([callback("Go", "y")])
    )


async def test_keyboard_alone_is_edited_without_a_new_date() -> None:
    scene = await a_scene()
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([callback("Go")]))
    edited = await scene.ok("editMessageReplyMarkup", chat_id=scene.bob, message_id=sent["message_id"])
    assert "reply_markup" not in edited
    assert "edit_date" not in edited
    assert edited["text"] == "a"


async def test_photo_has_a_caption_and_a_text_has_none() -> None:
    scene = await a_scene()
    photo = await a_photo(scene, caption="a", show_caption_above_media=True)
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    said = await scene.no("editMessageText", chat_id=scene.bob, message_id=photo["message_id"], text="b")
    assert said == "400 Bad Request: there is no text in the message to edit"
    said = await scene.no("editMessageCaption", chat_id=scene.bob, message_id=text["message_id"], caption="b")
    assert said == "400 Bad Request: there is no caption in the message to edit"
    edited = await scene.ok("editMessageCaption", chat_id=scene.bob, message_id=photo["message_id"], caption="b")
    assert edited["caption"] == "b"
    assert edited["photo"] == photo["photo"]
    assert "show_caption_above_media" not in edited
    gone = await scene.ok("editMessageCaption", chat_id=scene.bob, message_id=photo["message_id"])
    assert "caption" not in gone


async def test_limits_of_edits_have_their_own_words() -> None:
    scene = await a_scene()
    photo = await a_photo(scene)
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    where = {"chat_id": scene.bob, "message_id": text["message_id"]}
    assert await scene.no("editMessageText", **where, text="x" * 4097) == "400 Bad Request: MESSAGE_TOO_LONG"
    assert await scene.no("editMessageText", **where, text="") == "400 Bad Request: message text is empty"
    where = {"chat_id": scene.bob, "message_id": photo["message_id"]}
    assert (
        await scene.no("editMessageCaption", **where, caption="x" * 1025) == "400 Bad Request: MEDIA_CAPTION_TOO_LONG"
    )
    status, answer = await scene.sandbox.call(
        "sendPhoto", {"chat_id": scene.bob, "caption": "x" * 1025}, {"photo": a_picture()}
    )
    assert (status, answer["description"]) == (400, "Bad Request: message caption is too long")


async def test_only_own_messages_with_inline_keyboards_can_be_edited() -> None:
    scene = await a_scene()
    assert (
        await scene.no("editMessageText", chat_id=scene.bob, message_id=1, text="b")
        == "400 Bad Request: message can't be edited"
    )
    forced = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup={"force_reply": True})
    assert "reply_markup" not in forced
    where = {"chat_id": scene.bob, "message_id": forced["message_id"]}
    assert await scene.no("editMessageText", **where, text="b") == "400 Bad Request: message can't be edited"
    where = {"chat_id": scene.bob, "message_id": 99}
    assert await scene.no("editMessageText", **where, text="b") == "400 Bad Request: message to edit not found"
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    where = {"chat_id": scene.bob, "message_id": text["message_id"]}
    said = await scene.no("editMessageText", **where, text="b", reply_markup={"force_reply": True})
    assert said == "400 Bad Request: inline keyboard expected"


@pytest.mark.parametrize("missing", ["chat_id", "message_id"])
async def test_edit_must_say_which_message(missing: str) -> None:
    scene = await a_scene()
    params = {"chat_id": scene.bob, "message_id": 1, "text": "a"}
    del params[missing]
    said = {"chat_id": "chat_id is empty", "message_id": "message identifier is not specified"}[missing]
    assert await scene.no("editMessageText", **params) == f"400 Bad Request: {said}"


async def test_text_becomes_a_photo_and_a_photo_another() -> None:
    scene = await a_scene()
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    where = {"chat_id": scene.bob, "message_id": text["message_id"]}
    media = {"type": "photo", "media": "attach://qr", "caption": "<b>c</b>", "parse_mode": "HTML", "has_spoiler": True}
    status, answer = await scene.sandbox.call("editMessageMedia", where | {"media": media}, {"qr": a_picture(50, 50)})
    assert status == 200, answer
    edited = answer["result"]
    assert "text" not in edited
    assert (edited["caption"], edited["photo"][0]["width"], edited["has_media_spoiler"]) == ("c", 50, True)
    other = await a_photo(scene)
    again = {"type": "photo", "media": other["photo"][-1]["file_id"]}
    assert (await scene.ok("editMessageMedia", **where, media=again))["photo"] == other["photo"]
    assert await scene.no("editMessageMedia", **where, media=again) == NOT_MODIFIED


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ({"type": "photo", "media": "attach://nothing"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo"}, "media is not specified"),
        ({"media": "x"}, "can't parse InputMedia JSON object"),
        ("x", "can't parse InputMedia JSON object"),
        ({"type": "video", "media": "x"}, 'InputMedia of type "video" is not modelled by the sandbox'),
        ({"type": "photo", "media": "x", "caption": "x" * 1025}, "MEDIA_CAPTION_TOO_LONG"),
    ],
)
async def test_bad_media_is_refused(media: object, said: str) -> None:
    scene = await a_scene()
    text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
    refused = await scene.no("editMessageMedia", chat_id=scene.bob, message_id=text["message_id"], media=media)
    assert refused == f"400 Bad Request: {said}"
    assert scene.sandbox.messages(scene.bob)[-1]["text"] == "a"


async def test_update_of_an_earlier_tap_keeps_the_message_as_it_was() -> None:
    scene = await a_scene()
    sent = await scene.ok("sendMessage", chat_id=scene.bob, text="a", reply_markup=keyboard([callback("Go")]))
    scene.sandbox.tap(scene.bob, sent["message_id"], scene.bob, "Go")
    await scene.ok("editMessageText", chat_id=scene.bob, message_id=sent["message_id"], text="b")
    assert (await scene.updates())[0]["callback_query"]["message"]["text"] == "a"
