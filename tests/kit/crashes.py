"""Killing the bot: a nest that hatches one real bot after another, and a shop whose story goes on whatever dies."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import text

from bot.sandbox import Sandbox, Served, serve
from storage import invariants, sqlite_connections
from storage.database import ReadTx
from storage.opening import postgres_url, sqlite_path
from storage.postgres import Postgres
from tests.kit.programs import PATIENCE_S, ROOT

Holds = Callable[[], Awaitable[object]]
_LOOK_S = 0.01
#: Looks after which the sandbox's time is pushed on, so that nobody waits for a pause between two tries.
_LOOKS = 25
_PAUSE_S = 2.0


class Nest:
    """A process that has imported everything and forks a bot at a time: a start costs what the bot itself does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.crashing_bot"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)
        self._heard = b""

    @property
    def log(self) -> Path:
        """What its bots have logged."""
        return self.folder / "bots.log"

    def asks(self, job: dict[str, Any]) -> None:
        """Hand it a job."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**job, "log": str(self.log)}).encode() + b"\n")

    def hears(self) -> dict[str, int] | None:
        """Its next answer, if there is one."""
        assert self._process.stdout is not None
        self._heard += self._process.stdout.read() or b""
        line, end, rest = self._heard.partition(b"\n")
        if not end:
            return None
        self._heard = rest
        answer: dict[str, int] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it, and the bot it has."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


class Onlooker:
    """Reads the data of a bot in another process."""

    def __init__(self, database_url: str) -> None:
        path = sqlite_path(database_url)
        self._postgres = Postgres(postgres_url(database_url), pool=1) if path is None else None
        self._engine = None if path is None else sqlite_connections.readers(path)

    async def rows(self, statement: str, **facts: object) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return await self.read(lambda tx: [tuple(row) for row in tx.execute(text(statement), facts)])

    async def read(self, fn: Callable[[ReadTx], Any]) -> Any:
        """Run a function over one snapshot."""
        if self._postgres is not None:
            return await self._postgres.read(fn)
        assert self._engine is not None
        async with self._engine.connect() as connection:
            return await connection.run_sync(lambda sync: fn(ReadTx(sync)))

    async def close(self) -> None:
        """Close every connection."""
        if self._postgres is not None:
            await self._postgres.close()
        elif self._engine is not None:
            await self._engine.dispose()


class Victim:
    """The bot in another process, over a sandbox in this one; it may die at any time and is started again."""

    def __init__(
        self,
        nest: Nest,
        database_url: str,
        *,
        variant: str = "",
        paced: bool = True,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Not `paced`: neither Telegram nor the bot minds how many messages go in a second."""
        self.nest = nest
        self.telegram = Sandbox(limits=paced)
        self._paced = paced
        self.data = Onlooker(database_url)
        self.kills = 0
        #: A failpoint and a passage for the next start that names none.
        self.next_start = ("", 1)
        self._database_url = database_url
        self._variant = variant
        self._settings = settings or {}
        self._served: Served | None = None
        self._socket = Path(tempfile.mkdtemp(prefix="kt-")) / "bot"  # short: a socket's path has room for 100 letters
        self._pid = 0
        self._ended: int | None = 0

    async def __aenter__(self) -> Self:
        self._served = await serve(0, sandbox=self.telegram)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.lives:
            await self.is_killed()
        await self.data.close()
        assert self._served is not None
        await self._served.stop()
        self._socket.unlink(missing_ok=True)
        self._socket.parent.rmdir()

    # Life and death

    @property
    def lives(self) -> bool:
        """Whether it runs; a death is heard of here."""
        if self._ended is None and (answer := self.nest.hears()) is not None:
            self._ended = answer["ended"]
            assert self._ended in (0, -signal.SIGKILL), f"the bot failed: {self.nest.log.read_text()[-3000:]}"
            self.kills += self._ended == -signal.SIGKILL
        return self._ended is None

    async def starts(self, failpoint: str = "", passage: int = 1) -> bool:
        """Start it with a failpoint armed; whether it came to be ready (else it has died on the way)."""
        assert not self.lives
        if not failpoint:
            (failpoint, passage), self.next_start = self.next_start, ("", 1)
        self._socket.unlink(missing_ok=True)
        assert self._served is not None
        settings = {
            "bot_token": self.telegram.token,
            "telegram_api_base": self._served.url,
            "database_url": self._database_url,
            "http_port": 0,
            "clock": "sandbox",
            **self._settings,
        }
        job = {"settings": settings, "socket": str(self._socket), "failpoint": failpoint, "passage": passage}
        self.nest.asks({**job, "variant": self._variant, "paced": self._paced})
        self._pid = (await self._hears())["pid"]
        self._ended = None
        await self.until(lambda: _now(not self.lives or self._socket.exists()), "the bot's start")
        return self.lives

    async def is_armed(self, failpoint: str, passage: int = 1) -> dict[str, int]:
        """Arm a failpoint of the running bot; how often each was passed so far."""
        reader, writer = await asyncio.open_unix_connection(self._socket)
        writer.write(json.dumps([failpoint, passage]).encode() + b"\n")
        answer: dict[str, int] = json.loads(await reader.readline())
        writer.close()
        await writer.wait_closed()
        return answer

    async def is_killed(self) -> None:
        """SIGKILL, now, and wait until the system has taken it."""
        os.kill(self._pid, signal.SIGKILL)
        await self.until(lambda: _now(not self.lives), "the bot's death")

    async def stops(self) -> None:
        """It ends in good order."""
        os.kill(self._pid, signal.SIGTERM)
        await self.until(lambda: _now(not self.lives), "the bot's end")
        assert self._ended == 0

    # Looking

    async def until(self, holds: Holds, what: str, *, pushes: bool = False) -> None:
        """Look until it holds. `pushes`: time goes on meanwhile, as far as pauses between tries last."""
        looks = 0
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not await holds():
                    looks += 1
                    if pushes and looks % _LOOKS == 0:
                        self.telegram.advance(_PAUSE_S)
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what}; log: {self.nest.log.read_text()[-3000:]}") from None

    async def holds_together(self) -> None:
        """Every counter equals its rows."""
        assert await self.data.read(invariants.broken) == []

    def waiting(self) -> set[int]:
        """The ids of the updates that Telegram still keeps."""
        return set(self.telegram.updates._waiting)

    async def done(self) -> set[int]:
        """The ids of the updates whose acts are committed."""
        rows = await self.data.rows("SELECT id FROM requests WHERE id LIKE 'u7%'")
        return {int(row[0].partition(":")[0][1:]) for row in rows}

    def last_update(self) -> int:
        """The id of the newest update."""
        return self.telegram.updates._next_id - 1

    async def _hears(self) -> dict[str, int]:
        heard: list[dict[str, int]] = []

        async def answered() -> bool:
            answer = self.nest.hears()
            if answer is not None:
                heard.append(answer)
            return bool(heard)

        await self.until(answered, "the nest")
        return heard[0]


async def _now(holds: bool) -> bool:
    return holds
