"""The webhook's route: who is let in, what is too much, and what is answered when."""

import asyncio
import gzip
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import metrics
from bot.web import webhooks
from bot.web.webhooks import BIGGEST, SECRET_HEADER

PATH, SECRET = "/telegram/" + "0f" * 16, "a-secret_of_the_test_" + "x" * 20
UPDATE = {"update_id": 7, "message": {}}
GOOD = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def a_client(admit: Callable[[dict[str, Any]], Awaitable[bool]]) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(webhooks.routes(PATH, SECRET, admit))
    async with TestClient(TestServer(app)) as client:
        yield client


class Desk:
    """Takes updates and writes them down."""

    def __init__(self, *, takes: bool = True) -> None:
        self.taken: list[dict[str, Any]] = []
        self._takes = takes

    async def admit(self, raw: dict[str, Any]) -> bool:
        self.taken.append(raw)
        return self._takes


async def answer(desk: Desk, *, method: str = "POST", path: str = PATH, **how: Any) -> tuple[int, str]:
    """The status and the Retry-After of one request, good but for what is said of it."""
    how = {"headers": GOOD, "data": json.dumps(UPDATE).encode()} | how
    async with a_client(desk.admit) as client, client.request(method, path, **how) as response:
        assert await response.text() in ("", "405: Method Not Allowed", "404: Not Found")
        return response.status, response.headers.get("Retry-After", "")


async def test_an_update_that_is_done_with_is_answered_with_200_and_nothing_else() -> None:
    desk = Desk()
    assert await answer(desk) == (200, "")
    assert desk.taken == [UPDATE]


async def test_nothing_is_answered_before_the_update_is_done_with() -> None:
    gate, came = asyncio.Event(), asyncio.Event()

    async def admit(raw: dict[str, Any]) -> bool:
        came.set()
        await gate.wait()
        return True

    async with a_client(admit) as client, asyncio.TaskGroup() as tasks:
        pushed = tasks.create_task(client.post(PATH, headers=GOOD, json=UPDATE))
        await came.wait()
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert not pushed.done()
        gate.set()
        assert (await pushed).status == 200


async def test_one_that_is_withheld_comes_again_in_three_seconds() -> None:
    desk = Desk(takes=False)
    assert await answer(desk) == (503, "3")
    assert desk.taken == [UPDATE]


@pytest.mark.parametrize("shown", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "ü" * 41])
async def test_whoever_does_not_show_the_secret_is_not_listened_to(shown: str | None) -> None:
    desk = Desk()
    headers = {"Content-Type": "application/json"} | ({} if shown is None else {SECRET_HEADER: shown})
    status, _ = await answer(desk, headers=headers)
    assert (status, desk.taken) == (401, [])


async def test_a_secret_that_is_no_text_is_refused_as_any_other() -> None:
    desk = Desk()
    body = json.dumps(UPDATE).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    async with a_client(desk.admit) as client:
        reader, writer = await asyncio.open_connection(client.host, client.port)
        writer.write(head.encode() + SECRET_HEADER.encode() + b": \xff\xfe\r\n\r\n" + body)
        assert (await reader.readline()).split()[1] == b"401"
        writer.close()
        await writer.wait_closed()
    assert desk.taken == []


async def test_the_secret_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def spied(shown: bytes, expected: bytes) -> bool:
        compared.append((shown, expected))
        return compare(shown, expected)

    monkeypatch.setattr(webhooks.hmac, "compare_digest", spied)
    assert (await answer(Desk(), headers=GOOD | {SECRET_HEADER: "wrong"}))[0] == 401
    assert (await answer(Desk()))[0] == 200
    assert compared == [(b"wrong", SECRET.encode()), (SECRET.encode(), SECRET.encode())]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_post_is_taken(method: str) -> None:
    desk = Desk()
    assert (await answer(desk, method=method))[0] == 405
    assert desk.taken == []


@pytest.mark.parametrize("path", ["/", "/telegram/", PATH[:-1], PATH + "0", PATH + "/", PATH.upper()])
async def test_another_path_is_nothing(path: str) -> None:
    desk = Desk()
    assert (await answer(desk, path=path))[0] == 404
    assert desk.taken == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream"])
async def test_only_json_is_taken(kind: str) -> None:
    desk = Desk()
    assert (await answer(desk, headers=GOOD | {"Content-Type": kind}))[0] == 415
    assert desk.taken == []


async def test_json_may_say_its_letters() -> None:
    assert (await answer(Desk(), headers=GOOD | {"Content-Type": "application/json; charset=utf-8"}))[0] == 200


def a_body(size: int) -> bytes:
    """An update of so many bytes."""
    frame = len(json.dumps(UPDATE | {"filling": ""}))
    return json.dumps(UPDATE | {"filling": "x" * (size - frame)}).encode()


async def in_chunks(body: bytes) -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


async def test_a_megabyte_is_taken_and_a_byte_more_is_not() -> None:
    for size, status in ((BIGGEST, 200), (BIGGEST + 1, 413)):
        desk = Desk()
        assert (await answer(desk, data=BytesIO(a_body(size))))[0] == status
        assert len(desk.taken) == (status == 200)


async def test_a_body_that_hides_its_length_is_no_exception() -> None:
    for size, status in ((BIGGEST, 200), (BIGGEST + 1, 413)):
        desk = Desk()
        assert (await answer(desk, data=in_chunks(a_body(size))))[0] == status
        assert len(desk.taken) == (status == 200)


async def test_a_body_that_grows_when_it_is_unpacked_is_no_exception() -> None:
    desk = Desk()
    packed = gzip.compress(a_body(8 * BIGGEST))
    assert len(packed) < BIGGEST
    assert (await answer(desk, data=packed, headers=GOOD | {"Content-Encoding": "gzip"}))[0] == 413
    assert desk.taken == []


async def test_nothing_of_the_body_is_read_before_the_secret_is_seen() -> None:
    """The request never ends: only a route that does not wait for it can answer."""
    reader, writer = None, None
    app = web.Application()
    app.add_routes(webhooks.routes(PATH, SECRET, Desk().admit))
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n".encode())
        async with asyncio.timeout(2):
            assert (await reader.readline()).startswith(b"HTTP/1.1 401 ")
        writer.close()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"nonsense", b"{", b"\xff\xfe", b"[]", b"7", b"null", b"{}", b'{"update_id": "7"}', b'{"update_id": true}',
        b'{"update_id": 1.5}', b"[" * 100_000, b'{"update_id": ' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_accepted_or_it_would_come_for_ever(body: bytes) -> None:
    desk = Desk()
    assert await answer(desk, data=body) == (200, "")
    assert desk.taken == []


async def test_answers_are_counted() -> None:
    await answer(Desk(), headers=GOOD | {SECRET_HEADER: "wrong"})
    await answer(Desk(takes=False))
    page = metrics.page().decode()
    for status in (401, 503):
        assert f'kaituan_pushes_total{{status="{status}"}}' in page
