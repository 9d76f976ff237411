"""People who tap, sent at a bot through the stub's door."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import aiohttp

from benchmarks.taps import Tap


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What came of many taps: seconds until the last answer, and of each tap, the quickest first."""

    seconds: float
    took: list[float]

    def percentile(self, part: float) -> float:
        """The seconds within which this part of the taps was answered."""
        return self.took[min(int(len(self.took) * part), len(self.took) - 1)]


class Crowds:
    """The door of a stub in another process."""

    def __init__(self, port: int) -> None:
        self._session = aiohttp.ClientSession(f"http://127.0.0.1:{port}", timeout=aiohttp.ClientTimeout(300))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def arrived(self, token: str) -> None:
        """Wait until a bot asks for updates."""
        await self._asked("/polling", token=token)

    async def answer(self, ports: Sequence[int]) -> None:
        """Wait until a bot at each of these ports is ready."""
        async with asyncio.timeout(60):
            for port in ports:
                while not await self._is_ready(f"http://127.0.0.1:{port}/readyz"):  # noqa: ASYNC110 another process
                    await asyncio.sleep(0.05)

    async def _is_ready(self, url: str) -> bool:
        try:
            async with aiohttp.ClientSession() as session, session.get(url) as answer:
                return answer.status == 200
        except aiohttp.ClientConnectionError:
            return False

    async def storm(self, token: str, taps: list[Tap], rate: float | None = None, ports: Sequence[int] = ()) -> Storm:
        """Let people tap as fast as they are answered, or so many a second. Each must have been answered.

        `ports`: of the replicas that the taps are pushed to, in turns.
        """
        await self.arrived(token)
        done = await self._asked(
            "/storm", token=token, taps=[asdict(tap) for tap in taps], rate=rate, ports=list(ports)
        )
        assert len(done["took"]) == len(taps), f"{len(taps) - len(done['took'])} taps had no answer"
        return Storm(seconds=done["seconds"], took=done["took"])

    async def _asked(self, path: str, **what: Any) -> dict[str, Any]:
        async with self._session.post(path, json=what, raise_for_status=True) as answer:
            said: dict[str, Any] = await answer.json()
            return said
