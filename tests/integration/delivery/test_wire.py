"""Every row of the table of outcomes, really produced, through the library and our request class."""

import asyncio
import io
import json
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.delivery import outcomes
from bot.delivery.outcomes import Outcome, outcome
from bot.delivery.request import AiohttpRequest
from bot.delivery.wire import MaybeSent, NotSent, Refused
from tests.integration.delivery import servers
from tests.integration.delivery.servers import MESSAGE, Answer, Server, gives, http, raw, says

TOKEN = "1234567890:AAcanaryCanaryCanaryCanaryCanary123"
PAGE = b"<html>Cloud says no</html>"


def a_request(**times: float) -> AiohttpRequest:
    quick = {
        "read_timeout": 0.3,
        "write_timeout": 0.2,
        "upload_timeout": 0.2,
        "connect_timeout": 0.3,
        "pool_timeout": 0.2,
    }
    return AiohttpRequest(**(quick | times))  # type: ignore[arg-type]


@asynccontextmanager
async def a_bot(port: int, request: AiohttpRequest | None = None, scheme: str = "http") -> AsyncIterator[Bot]:
    request = request or a_request()
    async with request:
        base = f"{scheme}://127.0.0.1:{port}/bot"
        yield Bot(TOKEN, base_url=base, request=request, get_updates_request=request)


async def sending(bot: Bot, **more: Any) -> BaseException | None:
    """What a send raised; no text, cause or traceback of it may hold the token."""
    try:
        await bot.send_message(7, "hello", **more)
    except (TelegramError, KeyError, TypeError) as raised:
        error = raised
    else:
        return None
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)
    assert "canary" not in told
    return error


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way in which a call ends."""

    name: str
    answer: Answer
    means: Outcome | type[Outcome]
    raised: type[BaseException] | None = None
    reads: bool = True


def forbidden(text: str) -> Row:
    return Row(name=text, answer=says(403, f"Forbidden: {text}"), means=outcomes.Unreachable(f"Forbidden: {text}"))


def bad(text: str, means: type[Outcome]) -> Row:
    return Row(name=text, answer=says(400, f"Bad Request: {text}"), means=means)


MIGRATED = says(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
STOP = outcomes.Stop("Telegram does not accept the bot's token")

ROWS = [
    Row(name="answered", answer=gives(MESSAGE), means=outcomes.Sent()),
    # not sent, later
    Row(
        name="429", answer=says(429, "Too Many Requests: retry after 17", retry_after=17), means=outcomes.RetryLater(17)
    ),
    Row(name="429, told in the header", answer=http(429, PAGE, "Retry-After: 8"), means=outcomes.RetryLater(8)),
    Row(name="429, no time told", answer=http(429, PAGE), means=outcomes.RetryLater(30)),
    Row(name="group became supergroup", answer=MIGRATED, means=outcomes.Migrated(-1009)),
    # not sent, dead
    *(
        forbidden(text)
        for text in (
            "bot was blocked by the user",
            "bot can't initiate conversation with a user",
            "user is deactivated",
            "bot was kicked from the supergroup chat",
            "bot is not a member of the supergroup chat",
            "the group chat was deleted",
        )
    ),
    bad("chat not found", outcomes.Unreachable),
    bad("PEER_ID_INVALID", outcomes.Unreachable),
    bad("message is not modified: specified new message content and reply markup are the same", outcomes.NotModified),
    bad("BUTTON_DATA_INVALID", outcomes.Dead),
    bad("can't parse entities: Unclosed start tag at byte offset 3", outcomes.Dead),
    bad("message is too long", outcomes.Dead),
    bad("not enough rights to send text messages to the chat", outcomes.Dead),
    bad("message to edit not found", outcomes.Dead),
    Row(name="413", answer=http(413, PAGE), means=outcomes.Dead, raised=Refused),
    Row(name="421", answer=http(421, PAGE), means=outcomes.Dead, raised=Refused),
    Row(name="method not found", answer=says(404, "Not Found: method not found"), means=outcomes.Dead),
    # nothing will be sent
    Row(name="401", answer=says(401, "Unauthorized"), means=STOP, raised=InvalidToken),
    Row(name="401, shape", answer=says(401, "Unauthorized: invalid token specified"), means=STOP),
    Row(name="404", answer=says(404, "Not Found"), means=STOP, raised=InvalidToken),
    # who knows
    Row(name="no answer", answer=servers.silence, means=outcomes.Unknown, raised=MaybeSent),
    Row(name="closed", answer=servers.close, means=outcomes.Unknown, raised=MaybeSent),
    Row(name="half closed", answer=servers.half_close, means=outcomes.Unknown, raised=MaybeSent),
    Row(name="reset after the request", answer=servers.reset, means=outcomes.Unknown, raised=MaybeSent),
    Row(name="reset before", answer=servers.reset, means=outcomes.Unknown, raised=MaybeSent, reads=False),
    Row(name="cut header", answer=raw(b"HTTP/1.1 200 O", then_close=True), means=outcomes.Unknown, raised=MaybeSent),
    Row(
        name="cut body",
        answer=raw(b'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"ok":', then_close=True),
        means=outcomes.Unknown,
        raised=MaybeSent,
    ),
    Row(name="stuck body", answer=raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"), means=outcomes.Unknown),
    Row(name="no HTTP", answer=raw(b"SSH-2.0-x\r\n\r\n"), means=outcomes.Unknown, raised=MaybeSent),
    Row(name="200 with garbage", answer=http(200, PAGE), means=outcomes.Unknown),
    Row(name="200 without a result", answer=http(200, b'{"ok": true}'), means=outcomes.Unknown),
    Row(name="200 with another result", answer=gives([1]), means=outcomes.Unknown),
    Row(name="500", answer=says(500, "Internal Server Error: restart"), means=outcomes.Unknown, raised=MaybeSent),
    Row(name="502", answer=http(502, PAGE), means=outcomes.Unknown, raised=MaybeSent),
    Row(name="504", answer=http(504, PAGE), means=outcomes.Unknown, raised=MaybeSent),
    Row(name="302", answer=http(302, b"", f"Location: /bot{TOKEN}/x"), means=outcomes.Unknown, raised=MaybeSent),
    Row(name="a proxy's 400", answer=http(400, PAGE), means=outcomes.Unknown),
    Row(name="a proxy's 403", answer=http(403, PAGE), means=outcomes.Unknown),
    Row(name="a proxy's 404", answer=http(404, PAGE), means=outcomes.Unknown),
    Row(name="409", answer=says(409, "Conflict: terminated by other getUpdates request"), means=outcomes.Unknown),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_what_an_ending_means(row: Row) -> None:
    async with servers.a_server(row.answer, reads=row.reads) as server, a_bot(server.port) as bot:
        error = await sending(bot)
    what = outcome(error)
    assert what == row.means if not isinstance(row.means, type) else isinstance(what, row.means)
    assert row.raised is None or type(error) is row.raised
    assert len(server.seen) == (1 if row.reads else 0)


async def test_a_refused_connection_is_tried_again() -> None:
    async with a_bot(servers.a_closed_port()) as bot:
        error = await sending(bot)
    assert isinstance(error, NotSent)
    assert outcome(error) == outcomes.RetryNow("No connection to Telegram: ClientConnectorError ECONNREFUSED")


async def test_a_connection_that_does_not_come_about_is_tried_again() -> None:
    with servers.FullPort() as port:
        async with a_bot(port) as bot:
            error = await sending(bot)
    assert outcome(error) == outcomes.RetryNow("No connection to Telegram: ConnectionTimeoutError")


async def test_an_unknown_host_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nowhere(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nowhere)
    async with a_request() as request:
        bot = Bot(TOKEN, base_url="http://api.invalid/bot", request=request, get_updates_request=request)
        assert isinstance(outcome(await sending(bot)), outcomes.RetryNow)


async def test_a_failed_handshake_is_tried_again() -> None:
    async with servers.a_server(servers.close, reads=False) as server, a_bot(server.port, scheme="https") as bot:
        assert isinstance(outcome(await sending(bot)), outcomes.RetryNow)


async def test_no_free_connection_is_tried_again() -> None:
    narrow = a_request(connections=1, connect_timeout=0.1, pool_timeout=0.0)
    async with servers.a_server(servers.silence) as server, a_bot(server.port, narrow) as bot:
        first, second = await asyncio.gather(sending(bot), sending(bot))
    assert isinstance(outcome(first), outcomes.Unknown)
    assert isinstance(outcome(second), outcomes.RetryNow)
    assert len(server.seen) == 1


async def test_a_write_that_gets_stuck_is_ended_by_the_total_time_and_may_have_arrived() -> None:
    async with servers.a_server(servers.silence, reads=False) as server, a_bot(server.port) as bot:
        with pytest.raises(MaybeSent) as caught:
            await bot.send_document(7, InputFile(bytes(40_000_000), filename="big.bin"))
    assert outcome(caught.value) == outcomes.Unknown("No proper answer from Telegram: TimeoutError")


async def test_a_closed_session_sends_nothing() -> None:
    request = a_request()
    bot = Bot(TOKEN, request=request, get_updates_request=request)
    assert isinstance(outcome(await sending(bot)), outcomes.RetryNow)


async def test_a_wrong_address_tells_no_token() -> None:
    async with a_request() as request:
        bot = Bot(TOKEN, base_url="http://:bad:/bot", request=request, get_updates_request=request)
        assert isinstance(outcome(await sending(bot)), outcomes.RetryNow)


async def test_a_call_is_not_repeated_on_a_connection_that_dies_between_two() -> None:
    answers = iter([gives(MESSAGE), servers.close])

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await next(answers)(reader, writer)

    async with servers.a_server(answer) as server, a_bot(server.port) as bot:
        assert await sending(bot) is None
        assert isinstance(outcome(await sending(bot)), outcomes.Unknown)
    assert len(server.seen) == 2


def body_of(server: Server) -> Any:
    return json.loads(server.seen[0][1])


async def test_arguments_travel_as_typed_json_by_post() -> None:
    async with servers.a_server(gives(MESSAGE)) as server, a_bot(server.port) as bot:
        message = await bot.send_message(7, "团长 🍊", disable_notification=True, api_kwargs={"x": {"y": [1]}})
    assert message.message_id == 1
    assert server.seen[0][0] == f"POST /bot{TOKEN}/sendMessage HTTP/1.1"
    assert body_of(server) == {"chat_id": 7, "text": "团长 🍊", "disable_notification": True, "x": {"y": [1]}}


@pytest.mark.parametrize("picture", [b"\x89PNG-and-so-on" * 200_000, io.BytesIO(b"\x89PNG-and-so-on")])
async def test_files_travel_as_a_form(picture: bytes | io.BytesIO) -> None:
    content = picture if isinstance(picture, bytes) else picture.getvalue()
    async with servers.a_server(gives(MESSAGE)) as server, a_bot(server.port, a_request(upload_timeout=5)) as bot:
        await bot.send_photo(7, InputFile(picture, filename="qr.png"), caption="Scan")
    body = server.seen[0][1]
    assert content in body
    assert b'name="chat_id"\r\n\r\n7\r\n' in body
    assert b'name="photo"; filename="qr.png"' in body
    assert b"Content-Type: image/png" in body


async def test_a_single_call_may_wait_longer_for_its_answer() -> None:
    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        await gives([])(reader, writer)

    async with servers.a_server(late) as server, a_bot(server.port) as bot:
        assert await bot.get_updates(timeout=2) == ()


async def test_sixty_four_calls_at_once_are_all_answered() -> None:
    patient = AiohttpRequest()
    async with servers.a_server(gives(MESSAGE)) as server, a_bot(server.port, patient) as bot:
        assert await asyncio.gather(*(sending(bot) for _ in range(64))) == [None] * 64
    assert len(server.seen) == 64


@pytest.mark.parametrize("as_timedelta", [False, True])
def test_the_wait_of_a_429_is_seconds_in_either_form_of_the_library(
    as_timedelta: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if as_timedelta:
        monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert outcome(RetryAfter(17)) == outcomes.RetryLater(17.0)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Message to edit not found", "is_message_gone"),
        ("Message can't be edited", "is_message_gone"),
        ("Message to delete not found", "is_message_gone"),
        ("Message thread not found", "is_topic_gone"),
        ("Topic_closed", "is_topic_gone"),
        ("Query is too old and response timeout expired or query id is invalid", "is_query_gone"),
        ("Button_data_invalid", None),
    ],
)
def test_a_dead_message_says_what_is_gone(text: str, gone: str | None) -> None:
    dead = outcomes.Dead(text)
    flags = {name for name in ("is_message_gone", "is_topic_gone", "is_query_gone") if getattr(dead, name)}
    assert flags == ({gone} if gone else set())


async def test_a_startup_with_a_refused_token_tells_it_to_nobody() -> None:
    async with servers.a_server(says(401, "Unauthorized")) as server, a_bot(server.port) as bot:
        with pytest.raises(InvalidToken) as caught:
            await bot.initialize()
    assert "canary" in str(caught.value)  # the library's own text
    assert outcome(caught.value) == STOP
