"""getUpdates without parsing: the library's own call fails for a whole batch if it can't read one update of it."""

from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # RequestData takes nothing else

from bot.intake.lanes import Raw

#: Offset (confirms all below it), most updates (1-100), seconds to wait for one (the server cuts them to 50).
Fetch = Callable[[int, int, int], Awaitable[list[Raw]]]

#: Seconds on top of the long poll until a silent server counts as gone.
_PATIENCE = 10


def fetch_from(bot: Bot, request: BaseRequest, allowed: Sequence[str]) -> Fetch:
    """A fetch over `request` with this bot's address. It raises what the request raises."""

    async def fetch(offset: int, limit: int, wait_s: int) -> list[Raw]:
        arguments = {"offset": offset, "limit": limit, "timeout": wait_s, "allowed_updates": list(allowed)}
        return await _updates(bot, request, arguments, wait_s + _PATIENCE)

    return fetch


async def _updates(bot: Bot, request: BaseRequest, arguments: dict[str, object], read_s: float) -> list[Raw]:
    data = RequestData([RequestParameter.from_input(name, value) for name, value in arguments.items()])
    try:
        answer = await request.post(f"{bot.base_url}/getUpdates", data, read_timeout=read_s)
    except (KeyError, TypeError):  # JSON, but no answer of Telegram's
        answer = False
    if not isinstance(answer, list):
        raise NetworkError("Telegram's answer to getUpdates is no list of updates")
    return answer
