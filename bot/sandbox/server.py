"""The sandbox over HTTP: `/bot<token>/<method>`, files, the people's door and the page."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox import door
from bot.sandbox.local import LocalTelegram
from bot.sandbox.parameters import Upload
from bot.sandbox.refusals import ConnectionDropped, Refusal, bad

PAGE = Path(__file__).parent / "page"
BIGGEST_BODY = 64 * 1024 * 1024
SHAPE = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")


def web_app(sandbox: LocalTelegram) -> web.Application:
    """All routes over one sandbox."""
    app = web.Application(client_max_size=BIGGEST_BODY)
    bot_api = BotRoutes(sandbox)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", bot_api.download)
    app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", bot_api.call)
    app.router.add_routes(door.routes(sandbox))
    app.router.add_get("/", _index)
    app.router.add_get("/page/{name:[A-Za-z0-9_.-]+}", _page_file)
    app.router.add_route("*", "/{path:.*}", _nowhere)
    return app


async def _index(request: web.Request) -> web.StreamResponse:
    return _file("index.html")


async def _page_file(request: web.Request) -> web.StreamResponse:
    return _file(request.match_info["name"])


def _file(name: str) -> web.StreamResponse:
    path = PAGE / name
    if not path.is_file():
        return _respond(404, Refusal(404).answer())
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _nowhere(request: web.Request) -> web.StreamResponse:
    return _respond(404, Refusal(404).answer())


def _respond(status: int, answer: dict[str, Any]) -> web.Response:
    headers = {}
    if retry_after := answer.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    return web.Response(
        status=status, text=json.dumps(answer, ensure_ascii=False), content_type="application/json", headers=headers
    )


class BotRoutes:
    """The bot's side of the HTTP server."""

    def __init__(self, sandbox: LocalTelegram) -> None:
        self._sandbox = sandbox

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One method, its arguments from query, form, multipart or JSON."""
        refused = self._refuse_token(request.match_info["token"])
        if refused is not None:
            return refused
        if request.method not in ("GET", "POST"):
            return _respond(405, {"ok": False, "error_code": 405, "description": "Method Not Allowed"})
        try:
            params, files = await arguments(request)
            status, answer = await self._sandbox.call(request.match_info["method"], params, files)
        except Refusal as refusal:
            return _respond(refusal.code, refusal.answer())
        except ConnectionDropped:
            if request.transport is not None:
                request.transport.close()
            return web.Response()
        return _respond(status, answer)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file by the path that getFile gave."""
        refused = self._refuse_token(request.match_info["token"])
        photo = self._sandbox.world.files.at(request.match_info["path"])
        if refused is not None or photo is None:
            return refused or _respond(404, Refusal(404).answer())
        return web.Response(body=photo.content(), content_type="application/octet-stream")

    def _refuse_token(self, token: str) -> web.Response | None:
        if token == self._sandbox.token:
            return None
        refusal = Refusal(401) if SHAPE.fullmatch(token) else Refusal(401, "invalid token specified")
        return _respond(401, refusal.answer())


async def arguments(request: web.Request) -> tuple[dict[str, object], dict[str, bytes]]:
    """The arguments of a call and its files; raises Refusal 400 for a body that is no JSON object."""
    params: dict[str, object] = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        try:
            given = json.loads(await request.read() or b"{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise bad("can't parse JSON object")
        return params | given, files
    for name, value in (await _form(request)).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.file.read(), value.filename)
        elif isinstance(value, str):
            params[name] = value
        else:
            files[name] = bytes(value)
    return params, files


async def _form(request: web.Request) -> Mapping[str, str | bytes | bytearray | web.FileField]:
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413) from None
    except ValueError:
        raise bad("can't parse the request's form") from None
