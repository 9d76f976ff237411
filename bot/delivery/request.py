"""HTTP to Telegram over one aiohttp session; it classes its own failures by what happened on the wire."""

import json
from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import RetryAfter
from telegram.request import BaseRequest, RequestData

from bot.delivery.wire import FAILURES, MaybeSent, NotSent, Refused, failure_of

#: PTB turns these statuses into its own exceptions by the answer's text; every other one is told by its number.
_TOLD_BY_TEXT = frozenset({400, 401, 403, 404, 409})
_TOO_MANY = 429
#: Seconds to wait after a 429 that gives none.
_RETRY_AFTER = 30
#: An idle connection is dropped before the far side drops it: a send on a dying one would be ambiguous.
_KEEP_ALIVE = 15.0
_JSON = {"Content-Type": "application/json"}

_NOT_GIVEN = type(BaseRequest.DEFAULT_NONE)


class AiohttpRequest(BaseRequest):
    """Calls of the Bot API. Methods go by POST only: aiohttp silently repeats a GET on a connection that closed.

    All times in seconds. A longer read time-out makes fewer ambiguous sends. The write time-out only counts toward
    the total, which alone ends a stuck write; that of an upload is longer.
    """

    __slots__ = ("_connect", "_connections", "_pool", "_read", "_session", "_upload", "_write")

    def __init__(
        self,
        *,
        connections: int = 256,
        read_timeout: float = 25.0,
        write_timeout: float = 5.0,
        upload_timeout: float = 30.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._upload = upload_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer, unless a call says otherwise; getUpdates adds its own waiting."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; a second time changes nothing (PTB may hold one request in two places)."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), json_serialize=json.dumps
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises NotSent, MaybeSent, Refused, RetryAfter; their texts and causes hold no URL, so no token.
        """
        if self._session is None:
            raise NotSent("The session is not open")
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeouts(
            read=_given(read_timeout, self._read),
            write=_given(write_timeout, self._upload if uploads else self._write),
            connect=_given(connect_timeout, self._connect),
            pool=_given(pool_timeout, self._pool),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                answer = await response.read()
                status, retry_after = response.status, response.headers.get("Retry-After", "")
        except FAILURES as error:
            failure = failure_of(error)
        else:
            check_status(status, answer, retry_after)
            return status, answer
        raise failure  # out here, so that aiohttp's error is not even its context


def _given(value: Any, default: float) -> float | None:
    return default if isinstance(value, _NOT_GIVEN) else value


def _timeouts(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """Each phase its own time; `connect` counts the wait for a free connection too."""
    had = None if connect is None or pool is None else connect + pool
    total = None if had is None or read is None or write is None else had + write + read
    return aiohttp.ClientTimeout(total=total, connect=had, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """The arguments as JSON, or as a multipart form if files go with them."""
    if data is None:
        return None, None
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), _JSON
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        # Plain bytes over 1 MiB would be written in one go, with a warning
        part = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, part, filename=filename, content_type=mime_type)
    return form, None


def check_status(status: int, answer: bytes, retry_after: str = "") -> None:
    """Raise what PTB could not tell apart, since it keeps no status number: RetryAfter, Refused, MaybeSent."""
    if status < 300 or status in _TOLD_BY_TEXT:
        return
    if status == _TOO_MANY:
        if b'"retry_after"' not in answer:
            raise RetryAfter(int(retry_after) if retry_after.isdigit() else _RETRY_AFTER)
    elif 400 <= status < 500:
        raise Refused(f"Telegram's server refused the call with HTTP status {status}", status)
    else:
        raise MaybeSent(f"No proper answer from Telegram: HTTP status {status}", status)
