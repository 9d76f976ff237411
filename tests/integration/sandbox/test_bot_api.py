"""The Bot API over HTTP: how arguments come, how refusals look, how connections break."""

import asyncio
import json

import aiohttp
import pytest

from tests.integration.sandbox.clients import Client, method, served
from tests.unit.sandbox.scenes import TOKEN, a_picture


async def test_arguments_come_by_query_form_multipart_and_json() -> None:
    async with served() as (scene, client):
        params = {"chat_id": str(scene.bob), "text": "a"}
        form = aiohttp.FormData(params, default_to_multipart=True)
        answers = [
            await client.get(method("sendMessage"), params=params),
            await client.post(method("sendMessage"), params=params),
            await client.post(method("sendMessage"), data=params),
            await client.post(method("sendMessage"), data=form),
            await client.post(method("SENDMESSAGE"), json={"chat_id": scene.bob, "text": "a"}),
        ]
        for response in answers:
            assert response.status == 200, await response.text()
            assert response.content_type == "application/json"
            assert (await response.json())["result"]["text"] == "a"
        assert len(scene.sandbox.messages(scene.bob)) == 6


@pytest.mark.parametrize("body", ["{", "[]", "5"])
async def test_json_that_is_no_object_is_refused(body: str) -> None:
    async with served() as (_, client):
        response = await client.post(method("getMe"), data=body, headers={"Content-Type": "application/json"})
        assert (response.status, (await response.json())["description"]) == (
            400,
            "Bad Request: can't parse JSON object",
        )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (method("getMe", "nonsense"), 401, "Unauthorized: invalid token specified"),
        (method("getMe", "7000000001:" + "x" * 35), 401, "Unauthorized"),
        (method("getYou"), 404, "Not Found: method not found"),
        (f"/bot{TOKEN}", 404, "Not Found"),
        ("/nowhere", 404, "Not Found"),
        (f"/file/bot{TOKEN}/photos/nothing.jpg", 404, "Not Found"),
        ("/file/botnonsense/photos/nothing.jpg", 401, "Unauthorized: invalid token specified"),
        ("/page/nothing.html", 404, "Not Found"),
        ("/page/..%2Fserver.py", 404, "Not Found"),
    ],
)
async def test_wrong_token_or_path_is_refused(path: str, status: int, said: str) -> None:
    async with served() as (_, client):
        response = await client.get(path)
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": said}


async def test_only_get_and_post_are_calls() -> None:
    async with served() as (_, client):
        response = await client.put(method("getMe"))
        assert response.status == 405


async def test_too_many_says_so_in_body_and_header() -> None:
    async with served(limits=True) as (scene, client):
        for number in range(3):
            await scene.ok("sendMessage", chat_id=scene.bob, text=str(number))
        response = await client.post(method("sendMessage"), json={"chat_id": scene.bob, "text": "a"})
        assert response.status == 429
        assert response.headers["Retry-After"] == "1"
        assert (await response.json())["parameters"] == {"retry_after": 1}


async def test_photo_goes_up_and_comes_down() -> None:
    async with served() as (scene, client):
        picture = a_picture()
        form = aiohttp.FormData({"chat_id": str(scene.bob), "caption": "a"})
        form.add_field("photo", picture, filename="p.png", content_type="image/png")
        sent = await (await client.post(method("sendPhoto"), data=form)).json()
        file_id = sent["result"]["photo"][-1]["file_id"]
        file = (await (await client.post(method("getFile"), json={"file_id": file_id})).json())["result"]
        down = await client.get(f"/file/bot{TOKEN}/{file['file_path']}")
        assert await down.read() == picture
        seen = await client.get(f"/sim/files/{file_id}")
        assert (seen.content_type, await seen.read()) == ("image/png", picture)


async def test_a_file_goes_up_under_its_name() -> None:
    async with served() as (scene, client):
        form = aiohttp.FormData({"chat_id": str(scene.bob)})
        form.add_field("document", b"a;b", filename="sums.csv", content_type="text/csv")
        sent = await (await client.post(method("sendDocument"), data=form)).json()
        assert sent["result"]["document"]["file_name"] == "sums.csv"
        seen = await client.get(f"/sim/files/{sent['result']['document']['file_id']}")
        assert await seen.read() == b"a;b"


async def test_photo_is_attached_by_name() -> None:
    async with served() as (scene, client):
        text = await scene.ok("sendMessage", chat_id=scene.bob, text="a")
        form = aiohttp.FormData({"chat_id": str(scene.bob), "message_id": str(text["message_id"])})
        form.add_field("media", json.dumps({"type": "photo", "media": "attach://qr"}))
        form.add_field("qr", a_picture(), filename="qr.png", content_type="image/png")
        response = await client.post(method("editMessageMedia"), data=form)
        assert response.status == 200, await response.text()
        assert scene.sandbox.messages(scene.bob)[-1]["photo"]["width"] == 40


@pytest.mark.parametrize(("drop", "messages"), [("before", 1), ("after", 2)])
async def test_dropped_connection_has_no_answer(drop: str, messages: int) -> None:
    async with served() as (scene, client):
        scene.sandbox.fault("sendMessage", drop=drop)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await client.post(method("sendMessage"), json={"chat_id": scene.bob, "text": "a"})
        assert len(scene.sandbox.messages(scene.bob)) == messages
        assert (await client.post(method("getMe"))).status == 200


async def test_waiting_poll_is_answered_when_something_happens() -> None:
    async with served() as (scene, client):
        updates = await _poll_while_bob_writes(client, scene.bob)
        assert [update["message"]["text"] for update in updates] == ["hello"]


async def _poll_while_bob_writes(client: Client, bob: int) -> list[dict[str, dict[str, str]]]:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(client.post(method("getUpdates"), json={"timeout": 30}))
        await client.post("/sim/messages", json={"chat_id": bob, "from": bob, "text": "hello"})
    updates: list[dict[str, dict[str, str]]] = (await poll.result().json())["result"]
    return updates


async def test_page_is_served() -> None:
    async with served() as (_, client):
        for path in ("/", "/page/index.html"):
            response = await client.get(path)
            assert (response.status, response.content_type) == (200, "text/html")


async def test_form_without_an_end_is_refused() -> None:
    async with served() as (_, client):
        response = await client.post(method("getMe"), data=b"x", headers={"Content-Type": "multipart/form-data"})
        assert (response.status, (await response.json())["description"]) == (
            400,
            "Bad Request: can't parse the request's form",
        )
