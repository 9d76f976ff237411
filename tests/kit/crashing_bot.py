"""The real bot in processes that are made to be killed: this one has imported everything and forks one after another.

A job is a line of JSON on the input: settings, where to listen, which failpoint is armed, which guard is taken out. The
answers are lines: the child's number, then how it ended.
"""

import asyncio
import functools
import gc
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import bot.app
from bot import config, logs
from bot.__main__ import _stop_signal
from bot.app import running
from bot.delivery import limits
from bot.delivery.paces import LinePace
from bot.i18n import Languages
from storage.migrating import migrate
from tests.kit.failpoints import VARIANTS, Failpoints, wrap

#: Messages a second where nobody minds.
_UNPACED = 1_000.0


def main() -> None:
    """Fork a bot per job until the input ends. What every start reads alike is read before."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(migrate(f"sqlite:///{folder}/warm.db"))
    languages = Languages(bot.app.LOCALES)
    bot.app.Languages = lambda folder: languages  # type: ignore[assignment,misc]
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _be_killed(json.loads(line))
        _say({"pid": child})
        _, status = os.waitpid(child, 0)
        _say({"ended": os.waitstatus_to_exitcode(status)})


def _say(answer: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _be_killed(job: dict[str, Any]) -> None:
    """Run the bot until somebody, or a failpoint, ends it."""
    with Path(job["log"]).open("a") as log:
        os.dup2(log.fileno(), 2)
    code = 1
    try:
        logs.set_up("INFO", "json")
        points = Failpoints()
        if job["variant"]:
            VARIANTS[job["variant"]]()
        wrap(points)
        if not job["paced"]:
            limits.LinePace = functools.partial(LinePace, rate=_UNPACED)  # type: ignore[assignment,misc]
        points.arm(job["failpoint"], job["passage"])
        asyncio.run(_live(config.load(None, **job["settings"]), points, job["socket"]))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


async def _live(settings: config.Settings, points: Failpoints, socket: str) -> None:
    asked = _stop_signal()

    async def told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A line arms a failpoint; the answer is what was passed so far."""
        name, passage = json.loads(await reader.readline())
        writer.write(json.dumps(points.seen).encode() + b"\n")
        points.arm(name, passage)
        await writer.drain()
        writer.close()

    async with running(settings) as bot:
        server = await asyncio.start_unix_server(told, socket)  # can be reached: ready
        await bot.until_stopped(asked)
        server.close()


if __name__ == "__main__":
    main()
