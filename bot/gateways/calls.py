"""HTTP to a gateway, with time limits: an answer, or the gateway is away."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.gateways.moments import GatewayAway

#: Seconds for a whole call.
CALL_WITHIN_S = 8.0
#: Bytes of an answer: far more than any has.
_BIGGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What a gateway answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Calls:
    """One session for all calls; no cookies, no redirects."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Call. Raises GatewayAway: no whole answer in time, or one that says the gateway itself is in trouble."""
        try:
            async with self._opened().request(
                method, url, data=body or None, headers=headers, allow_redirects=False
            ) as answer:
                read = await answer.content.read(_BIGGEST + 1)
                while chunk := await answer.content.read(_BIGGEST + 1 - len(read)):
                    read += chunk
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise GatewayAway(type(error).__name__) from None
        if answer.status >= 500 or answer.status == 429 or len(read) > _BIGGEST:
            raise GatewayAway(f"HTTP {answer.status}")
        return Reply(answer.status, answer.headers, read)

    async def close(self) -> None:
        """No more calls."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        """Made with the first call, on the loop that makes it."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=CALL_WITHIN_S)
            self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self._session
