"""The sandbox as others use it: a local Telegram in process that can also be served."""

from aiohttp import web

from bot.sandbox import server
from bot.sandbox.local import LocalTelegram


class Sandbox(LocalTelegram):
    """A strict local Telegram, in process or over HTTP."""

    def web_app(self) -> web.Application:
        """The Bot API, the people's door and the page as one application."""
        return server.web_app(self)
