"""A server of bare sockets that answers, or fails to, in one given way."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

MESSAGE = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": 7, "type": "private", "first_name": "A"}}


@dataclass
class Server:
    """Where it listens, and what it was asked: first lines and bodies."""

    port: int = 0
    seen: list[tuple[str, bytes]] = field(default_factory=list)


@asynccontextmanager
async def a_server(answer: Answer, *, reads: bool = True) -> AsyncIterator[Server]:
    """Listen while it lasts. `reads`: take the request in before answering."""
    server, writers = Server(), []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while True:
                if reads:
                    server.seen.append(await _request(reader))
                await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for writer in writers:
            writer.transport.abort()
        await asyncio.sleep(0)


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    lines = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])}
    if "content-length" in lines:
        return head.split("\r\n")[0], await reader.readexactly(int(lines["content-length"]))
    body = b""
    if "transfer-encoding" not in lines:
        return head.split("\r\n")[0], body
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return head.split("\r\n")[0], body


def raw(data: bytes, *, then_close: bool = False) -> Answer:
    """Exactly these bytes."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if then_close:
            writer.close()
            raise ConnectionResetError

    return answer


def http(status: int, body: bytes, *headers: str) -> Answer:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def says(status: int, description: str, **parameters: Any) -> Answer:
    """An error as Telegram words it."""
    error = {"ok": False, "error_code": status, "description": description}
    return http(status, json.dumps(error | ({"parameters": parameters} if parameters else {})).encode())


def gives(result: Any) -> Answer:
    """A success."""
    return http(200, json.dumps({"ok": True, "result": result}).encode())


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.Event().wait()


async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hang up without an answer."""
    writer.close()
    raise ConnectionResetError


async def half_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say that nothing more will come, and keep listening."""
    writer.write_eof()
    await asyncio.Event().wait()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Break the connection off (RST)."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    raise ConnectionResetError


def a_closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class FullPort:
    """A port whose queue is full: a connection is neither taken nor refused."""

    def __enter__(self) -> int:
        self._listening = socket.socket()
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(0)
        address = self._listening.getsockname()
        self._waiting = [socket.socket() for _ in range(4)]
        for one in self._waiting:
            one.setblocking(False)
            one.connect_ex(address)
        return int(address[1])

    def __exit__(self, *_: object) -> None:
        for one in (*self._waiting, self._listening):
            one.close()
