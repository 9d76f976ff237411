"""Opening the database that a URL names, as people write it: `sqlite:///file` or `postgresql://…`."""

from collections.abc import Callable
from pathlib import Path

from storage.database import Database
from storage.postgres import Postgres
from storage.sqlite import Sqlite


def open_database(url: str, *, on_group: Callable[[int], None] = lambda size: None) -> Database:
    """The database of a URL. `on_group` hears how many acts each commit held. Raises AnotherProcess, DatabaseAway."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        return Sqlite(Path(rest.removeprefix("/")), on_group=on_group)
    return Postgres("postgresql+asyncpg://" + rest)
