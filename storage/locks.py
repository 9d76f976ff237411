"""The lock file beside a SQLite database: whoever writes, migrates or restores holds it, and nobody else does."""

import fcntl
import os
from pathlib import Path
from typing import IO

from bot.domain.errors import DatabaseAway


class AnotherProcess(Exception):
    """Another process has this database open."""


def take(path: Path) -> IO[str]:
    """The lock of a database file, held until it is closed or the process ends. Raises AnotherProcess, DatabaseAway."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = open(f"{path}.lock", "w")  # noqa: SIM115 held as long as the database is open
    except OSError as error:
        raise DatabaseAway(f"cannot open {path.name}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AnotherProcess(os.fspath(path)) from None
    return lock
