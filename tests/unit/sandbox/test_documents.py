"""sendDocument: a file with its name, from the bot."""

import pytest

from bot.sandbox.files import BIGGEST_DOCUMENT
from bot.sandbox.parameters import Upload
from tests.unit.sandbox.scenes import a_picture, a_scene, callback, keyboard


async def test_the_bot_sends_a_file_under_its_name() -> None:
    scene = await a_scene()
    file = Upload(b"a;b\n", "sums.csv")
    status, answer = await scene.sandbox.call(
        "sendDocument", {"chat_id": scene.bob, "caption": "<b>Sums</b>", "parse_mode": "HTML"}, {"document": file}
    )
    sent = answer["result"]
    assert (status, sent["caption"]) == (200, "Sums")
    assert {name: sent["document"][name] for name in ("file_name", "mime_type", "file_size")} == {
        "file_name": "sums.csv",
        "mime_type": "text/csv",
        "file_size": 4,
    }
    seen = scene.sandbox.messages(scene.bob)[-1]
    assert (seen["document"]["name"], seen["caption"], seen["text"]) == ("sums.csv", "Sums", None)
    again = await scene.ok("sendDocument", chat_id=scene.group, document=sent["document"]["file_id"])
    assert again["document"]["file_id"] == sent["document"]["file_id"]


async def test_a_file_comes_without_a_name_or_with_a_path() -> None:
    scene = await a_scene()
    for content, name in ((b"x", "document"), (Upload(b"x", "/home/lin/x.csv"), "x.csv")):
        _, answer = await scene.sandbox.call(
            "sendDocument", {"chat_id": scene.bob, "document": "attach://it"}, {"it": content}
        )
        assert answer["result"]["document"]["file_name"] == name


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (None, "400 Bad Request: there is no document in the request"),
        ("attach://it", "400 Bad Request: wrong file identifier/HTTP URL specified"),
        ("AgAC", "400 Bad Request: wrong file identifier/HTTP URL specified"),
        ("https://example.org/x.csv", "400 Bad Request: failed to get HTTP URL content"),
    ],
)
async def test_a_document_that_is_nowhere_is_refused(document: str | None, said: str) -> None:
    scene = await a_scene()
    assert await scene.no("sendDocument", chat_id=scene.bob, document=document) == said


async def test_what_telegram_takes_no_more_of_is_refused() -> None:
    scene = await a_scene()
    assert await scene.no("sendDocument", chat_id=scene.bob, document="x", thumbnail="y") == (
        '400 Bad Request: parameter "thumbnail" is not modelled by the sandbox'
    )
    for content, status in ((b"", 400), (b"x" * (BIGGEST_DOCUMENT + 1), 413)):
        said, _ = await scene.sandbox.call("sendDocument", {"chat_id": scene.bob}, {"document": content})
        assert said == status
    _, photo = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob}, {"photo": a_picture()})
    named = photo["result"]["photo"][-1]["file_id"]
    assert "wrong file identifier" in await scene.no("sendDocument", chat_id=scene.bob, document=named)
    long = await scene.no("sendDocument", chat_id=scene.bob, document="x", caption="x" * 1025)
    assert long == "400 Bad Request: message caption is too long"


async def test_a_file_has_a_caption_to_edit_and_no_text() -> None:
    scene = await a_scene()
    _, answer = await scene.sandbox.call("sendDocument", {"chat_id": scene.bob}, {"document": Upload(b"x", "x.csv")})
    here = {"chat_id": scene.bob, "message_id": answer["result"]["message_id"]}
    assert (await scene.ok("editMessageCaption", **here, caption="new"))["caption"] == "new"
    marked = await scene.ok("editMessageReplyMarkup", **here, reply_markup=keyboard([callback("Go")]))
    assert marked["document"]["file_name"] == "x.csv"
    said = await scene.no("editMessageText", **here, text="new")
    assert said == "400 Bad Request: there is no text in the message to edit"
