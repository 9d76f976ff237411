"""Photos and documents: measured, limited, given a file_id, downloaded."""

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.sandbox.files import Files, measure
from bot.sandbox.refusals import DoorError, Refusal
from tests.unit.sandbox.scenes import a_picture, a_scene


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_are_measured_by_their_header(kind: str) -> None:
    assert measure(a_picture(123, 45, kind)) == (123, 45)


def said(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        Files(1).upload(data)
    return refused.value.description.removeprefix("Bad Request: ")


def a_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + b"\0" * 20


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xe0\x00\x04\x00\x00", "IMAGE_PROCESS_FAILED"),
        (a_header(0, 5), "IMAGE_PROCESS_FAILED"),
        (a_header(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (a_header(2001, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"\x89PNG" + b"\0" * 10_485_760,
            "file of size 10485764 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "text", "cut", "no frame", "no width", "too large", "too long", "too heavy"],
)
def test_what_is_no_photo_is_refused(data: bytes, text: str) -> None:
    assert said(data) == text


def test_largest_dimensions_pass() -> None:
    files = Files(1)
    files.upload(a_header(5000, 5000))
    files.upload(a_header(2000, 100))


async def test_each_upload_has_its_own_file_id_and_each_size_too() -> None:
    scene = await a_scene()
    picture = a_picture(200, 100)
    seen = []
    for _ in range(2):
        _, answer = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob}, {"photo": picture})
        small, large = answer["result"]["photo"]
        assert (small["width"], small["height"]) == (90, 45)
        assert (large["width"], large["height"], large["file_size"]) == (200, 100, len(picture))
        seen += [small["file_id"], large["file_id"]]
    assert len(set(seen)) == 4


async def test_file_id_is_used_again_without_a_new_one() -> None:
    scene = await a_scene()
    _, answer = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob}, {"photo": a_picture(200, 100)})
    sizes = answer["result"]["photo"]
    again = await scene.ok("sendPhoto", chat_id=scene.ann, photo=sizes[-1]["file_id"])
    assert again["photo"] == sizes


async def test_file_is_found_and_downloaded_in_each_size() -> None:
    scene = await a_scene()
    picture = a_picture(200, 100, "JPEG")
    _, answer = await scene.sandbox.call("sendPhoto", {"chat_id": scene.bob, "photo": "attach://p"}, {"p": picture})
    small, large = answer["result"]["photo"]
    file = await scene.ok("getFile", file_id=large["file_id"])
    assert file["file_size"] == len(picture)
    assert file["file_path"].endswith(".jpg")
    assert scene.sandbox.download(file["file_path"]) == picture
    thumbnail = scene.sandbox.download((await scene.ok("getFile", file_id=small["file_id"]))["file_path"])
    assert thumbnail is not None
    assert Image.open(BytesIO(thumbnail)).size == (90, 45)
    assert scene.sandbox.download("photos/nothing.jpg") is None


@pytest.mark.parametrize(
    ("photo", "text"),
    [
        (None, "there is no photo in the request"),
        ("attach://p", "wrong file identifier/HTTP URL specified"),
        ("nonsense", "wrong file identifier/HTTP URL specified"),
        ("https://a.example/p.png", "failed to get HTTP URL content"),
    ],
)
async def test_photo_that_is_nowhere_is_refused(photo: str | None, text: str) -> None:
    scene = await a_scene()
    assert await scene.no("sendPhoto", chat_id=scene.bob, photo=photo) == f"400 Bad Request: {text}"


async def test_unknown_file_and_stray_upload_are_refused() -> None:
    scene = await a_scene()
    assert await scene.no("getFile", file_id="x") == "400 Bad Request: invalid file_id"
    status, answer = await scene.sandbox.call("sendMessage", {"chat_id": scene.bob, "text": "a"}, {"photo": b"x"})
    assert (status, answer["description"]) == (400, 'Bad Request: unknown parameter "photo"')


async def test_a_document_comes_as_it_is_and_is_downloaded() -> None:
    scene = await a_scene()
    scene.sandbox.send(scene.bob, scene.bob, document=("a.csv", b"1;2\n"), caption="/statement")
    (update,) = await scene.updates()
    message = update["message"]
    document = message["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("a.csv", "text/csv", 4)
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 10}]
    assert "text" not in message
    file = await scene.ok("getFile", file_id=document["file_id"])
    assert scene.sandbox.download(file["file_path"]) == b"1;2\n"
    shown = scene.sandbox.messages(scene.bob)[-1]
    assert (shown["document"]["name"], shown["caption"], shown["text"]) == ("a.csv", "/statement", None)


async def test_a_document_is_no_photo_and_one_over_twenty_megabytes_stays_at_telegram() -> None:
    scene = await a_scene()
    scene.sandbox.send(scene.bob, scene.bob, document=("large.csv", b"x" * (20 * 1024 * 1024 + 1)))
    (update,) = await scene.updates()
    file_id = update["message"]["document"]["file_id"]
    assert await scene.no("getFile", file_id=file_id) == "400 Bad Request: file is too big"
    assert (await scene.no("sendPhoto", chat_id=scene.bob, photo=file_id)).startswith("400 Bad Request: wrong file")


@pytest.mark.parametrize(
    "said",
    [
        {"text": "a", "document": ("a.csv", b"1")},
        {"photo": a_picture(), "document": ("a.csv", b"1")},
        {"document": ("a.csv", b"")},
        {"caption": "a"},
    ],
)
async def test_what_nobody_can_send_is_refused_at_the_door(said: dict[str, Any]) -> None:
    scene = await a_scene()
    with pytest.raises(DoorError):
        scene.sandbox.send(scene.bob, scene.bob, **said)


async def test_a_document_s_caption_can_be_changed_and_it_can_be_forwarded() -> None:
    scene = await a_scene()
    sent = scene.sandbox.send(scene.bob, scene.bob, document=("a.csv", b"1"), caption="x")
    scene.sandbox.edit(scene.bob, sent.id, scene.bob, caption="y")
    scene.sandbox.forward(scene.bob, sent.id, scene.bob, scene.bob)
    _, edited, forwarded = await scene.updates()
    assert edited["edited_message"]["caption"] == "y"
    assert forwarded["message"]["document"]["file_name"] == "a.csv"
