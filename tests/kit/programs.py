"""The project's command lines as processes of their own, as an operator starts them."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Real seconds after which something that was waited for has not come.
PATIENCE_S = 30.0
_LOOK_S = 0.02
#: What a program of a test may know of the environment; settings come from the test alone.
_KEPT = ("PATH", "HOME", "LANG", "XDG_RUNTIME_DIR", "TMPDIR", "SYSTEMROOT")


async def until(holds: Callable[[], object], what: str = "", *, within_s: float = PATIENCE_S) -> None:
    """Wait until something holds. Raises AssertionError when it doesn't in time."""
    try:
        async with asyncio.timeout(within_s):
            while not holds():  # noqa: ASYNC110 another process, which can't set an event of ours
                await asyncio.sleep(_LOOK_S)
    except TimeoutError:
        raise AssertionError(f"waited {within_s:.0f} s in vain for {what or holds}") from None


class Program:
    """One running command line; what it says goes to files, so that it never waits for a reader."""

    def __init__(self, command: Sequence[str], settings: Mapping[str, str], folder: Path, name: str) -> None:
        self._out, self._err = folder / f"{name}.out", folder / f"{name}.err"
        environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "200"}
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=folder,  # no .env of this machine is read
                env={**environment, **settings},
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
            )

    @property
    def said(self) -> str:
        """What it wrote to its output so far."""
        return self._out.read_text(encoding="utf-8")

    @property
    def complained(self) -> str:
        """What it wrote to its error output so far, log included."""
        return self._err.read_text(encoding="utf-8")

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    async def says(self, part: str, *, within_s: float = PATIENCE_S) -> str:
        """Wait for words on either output, and give all of that output. Raises AssertionError if it ends before."""
        await until(
            lambda: part in self.said or part in self.complained or not self.runs, repr(part), within_s=within_s
        )
        for text in (self.said, self.complained):
            if part in text:
                return text
        raise AssertionError(f"ended without {part!r}: {self.said}{self.complained}")

    async def ends(self, *, within_s: float = PATIENCE_S) -> int:
        """Wait for its end; the exit code."""
        await until(lambda: not self.runs, "the program's end", within_s=within_s)
        return self.process.wait()

    async def stops(self, *, within_s: float = PATIENCE_S) -> int:
        """Ask it to end (SIGTERM), wait; the exit code."""
        self.process.terminate()
        return await self.ends(within_s=within_s)

    def is_killed(self) -> None:
        """SIGKILL, if it still runs, and wait until the system has taken it."""
        if self.runs:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Programs:
    """Starts programs in a folder; at the end none is left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[Program] = []

    def start(self, *command: str, **settings: str) -> Program:
        """`python COMMAND…` with these settings and none besides."""
        program = Program(command, settings, self.folder, f"program-{len(self._started)}")
        self._started.append(program)
        return program

    def bot(self, *command: str, **settings: str) -> Program:
        """`python -m bot COMMAND…`."""
        return self.start("-m", "bot", *command, **settings)

    def close(self) -> None:
        """Kill what still runs."""
        for program in self._started:
            program.is_killed()
