"""Opening the database that a URL names, as people write it: `sqlite:///file` or `postgresql://…`."""

from collections.abc import Callable
from pathlib import Path

from storage.database import Database
from storage.postgres import Postgres
from storage.sqlite import Sqlite


def open_database(url: str, *, on_group: Callable[[int], None] = lambda size: None) -> Database:
    """The database of a URL. `on_group` hears how many acts each commit held. Raises AnotherProcess, DatabaseAway."""
    path = sqlite_path(url)
    return Postgres(postgres_url(url)) if path is None else Sqlite(path, on_group=on_group)


def sqlite_path(url: str) -> Path | None:
    """The file that a URL names; None when it names a server."""
    scheme, _, rest = url.partition("://")
    return Path(rest.removeprefix("/")) if scheme == "sqlite" else None


def postgres_url(url: str) -> str:
    """The URL with the driver's name in it; asyncpg calls `ssl` what everybody else calls `sslmode`."""
    return "postgresql+asyncpg://" + url.partition("://")[2].replace("sslmode=", "ssl=")
