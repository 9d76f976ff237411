"""The library's calls, handed straight to a sandbox in this process: what is sent and what breaks is as over HTTP."""

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.delivery.request import check_status
from bot.delivery.wire import MaybeSent
from bot.sandbox import ConnectionDropped, Sandbox
from bot.sandbox.parameters import Upload


class SandboxRequest(BaseRequest):
    """One connection to a sandbox, without a socket."""

    __slots__ = ("_sandbox",)

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    @property
    def read_timeout(self) -> float:
        """Nothing is waited for here."""
        return 5.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more_timeouts: Any
    ) -> tuple[int, bytes]:
        """Status and body. A broken connection is MaybeSent: the caller can't know whether the call had arrived."""
        params, files = _arguments(request_data)
        if method == "GET":
            return self._download(url)
        try:
            status, answer = await self._sandbox.call(url.rpartition("/")[2], params, files)
        except ConnectionDropped:
            failure = MaybeSent("No proper answer from Telegram: ServerDisconnectedError")
        else:
            body = json.dumps(answer).encode()
            check_status(status, body)
            return status, body
        raise failure

    def _download(self, url: str) -> tuple[int, bytes]:
        """A file, by the address that getFile gave."""
        content = self._sandbox.download("/".join(url.rsplit("/", 2)[1:]))
        return (404, b"404: Not Found") if content is None else (200, content)


def _arguments(data: RequestData | None) -> tuple[dict[str, object], dict[str, bytes]]:
    """As JSON carries them, or as the fields and files of a multipart form."""
    if data is None:
        return {}, {}
    if not data.contains_files:
        arguments: dict[str, object] = json.loads(json.dumps(data.parameters))
        return arguments, {}
    fields: dict[str, object] = dict(data.json_parameters)
    return fields, {name: Upload(_content(part[1]), part[0]) for name, part in data.multipart_data.items()}


def _content(part: Any) -> bytes:
    content = part if isinstance(part, bytes) else part.read()
    assert isinstance(content, bytes)
    return content
