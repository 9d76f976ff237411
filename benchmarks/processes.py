"""Children of a benchmark: the stub, the bot in earnest and its rivals, each a process of its own, ended with it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_ENDS_WITHIN_S = 15.0
ROOT = Path(__file__).parent.parent


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
        yield int(child.stdout.readline())


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


def settings(*, token: str, database: Path, port: int = 0, base: str = "", http_port: int = 0) -> dict[str, str]:
    """What a bot is told in its environment; where Telegram is by its address, or by the port of a stub."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_BASE": base or f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{database}",
        "HTTP_PORT": str(http_port),
        "LOG_LEVEL": "WARNING",
    }
