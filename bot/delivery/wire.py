"""What happened on the wire: our request class says it itself, since PTB's exception types do not.

The table is the one of aiohttp 3.14: a failure to get a connection is `NotSent`; anything after the request was
begun, and anything unknown, is `MaybeSent`. No text here is taken from aiohttp: its texts hold the URL, and the URL
holds the bot's token.
"""

import errno

import aiohttp
from telegram.error import NetworkError


class WireError(NetworkError):
    """A call that has no proper answer from Telegram. `status` is the HTTP status, if one came."""

    __slots__ = ("status",)

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type, tuple[str, int | None]]:  # type: ignore[override]  # PTB types it by its own arguments
        return self.__class__, (self.message, self.status)


class NotSent(WireError):
    """No connection was had, so Telegram never saw the call."""


class MaybeSent(WireError):
    """The request was begun and no proper answer came: Telegram may have done it."""


class Refused(WireError):
    """An HTTP status that says no without a word on the message (413, 421 ...): not done, not worth a repeat."""


#: Every way aiohttp and the sockets under it fail, besides being cancelled. InvalidURL is a ValueError too.
FAILURES = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


def failure_of(error: BaseException) -> NotSent | MaybeSent:
    """Class a failure of aiohttp. Order matters: ClientConnectorError is a ClientOSError too."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(
            f"No connection to Telegram: {name} {errno.errorcode.get(error.os_error.errno or 0, '')}".rstrip()
        )
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotSent(f"No connection to Telegram: {name}")
    return MaybeSent(f"No proper answer from Telegram: {name}")
