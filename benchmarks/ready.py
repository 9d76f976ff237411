"""From the start of the process until /readyz says yes, with 100,000 orders; and what memory the bot holds then.

The start looks for damage, counts everything again and reads every seal, as in use.
"""

import os
import socket
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import processes
from benchmarks.fillings import Crowd, filling
from benchmarks.measures import Measure, at_most, seen

ROUNDS = 5
_OPEN = Crowd(deals=20, teams_each=500, buyers_each=2, target=3)
_OVER = Crowd(deals=80, teams_each=250, buyers_each=4, target=4, is_over=True)
_PATIENCE_S = 60.0
#: The counting goes on beside the work; its memory is the most there is.
_COUNTS_FOR_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start of the bot."""

    seconds: float  #: until it was ready
    worked: float  #: seconds of a processor that it took
    megabytes: float  #: of memory, some seconds later


def measure() -> list[Measure]:
    """The median of some starts."""
    assert _OPEN.orders + _OVER.orders == 100_000
    with tempfile.TemporaryDirectory() as folder, processes.stub() as port:
        database = Path(folder) / "kaituan.db"
        with filling(database, accounts=20_000, groups=20) as full:
            full.add(_OPEN)
            full.add(_OVER)
        starts = [_start(port, database, number) for number in range(1, ROUNDS + 1)]
    return [
        at_most("ready with 100,000 orders", median(start.seconds for start in starts), 2, "s"),
        seen("ready with 100,000 orders: seconds of work", median(start.worked for start in starts), "s"),
        at_most("resident memory, all orders counted", max(start.megabytes for start in starts), 150, "MB"),
    ]


def _start(port: int, database: Path, number: int) -> Start:
    http_port = _free_port()
    told = processes.settings(port=port, token=processes.token(number), database=database, http_port=http_port)
    start = time.perf_counter()
    with processes.running(["bot", "run"], **told) as child:
        while not _is_ready(http_port):
            assert child.poll() is None, "the bot has not started"
            assert time.perf_counter() - start < _PATIENCE_S, "the bot does not become ready"
            time.sleep(0.01)
        seconds, worked = time.perf_counter() - start, _worked(child.pid)
        time.sleep(_COUNTS_FOR_S)
        return Start(seconds=seconds, worked=worked, megabytes=_resident(child.pid))


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6


def _worked(pid: int) -> float:
    """Seconds of a processor that a process has taken (Linux)."""
    times = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return sum(int(ticks) for ticks in times) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
