"""Migrations: the schema they make is the one the program is written against, in one transaction, once."""

import asyncio
import sqlite3
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.errors import DatabaseAway
from storage import installation, invariants, migrating
from storage.database import Database, ReadTx
from storage.locks import AnotherProcess
from storage.migrating import SchemaUnknown, migrate
from storage.opening import open_database
from storage.opening import postgres_url as driver_url
from storage.tables import metadata
from tests.integration.storage import catalogues
from tests.kit.databases import PostgresServer


def _sqlite_catalogue(path: Path, *, create: bool) -> set[tuple[str, ...]]:
    engine = create_engine(f"sqlite:///{path}")
    if create:
        metadata.create_all(engine)
    with engine.connect() as connection:
        found = catalogues.of_sqlite(connection)
    engine.dispose()
    return found


async def _postgres_catalogue(url: str, *, create: bool) -> set[tuple[object, ...]]:
    def look(connection: Connection) -> set[tuple[object, ...]]:
        if create:
            metadata.create_all(connection)
        return catalogues.of_postgres(connection)

    engine = create_async_engine(driver_url(url))
    async with engine.begin() as connection:
        found = await connection.run_sync(look)
    await engine.dispose()
    return found


@pytest.fixture
async def empty_url(postgres_server: PostgresServer) -> str:
    """An empty PostgreSQL database."""
    await postgres_server.run("DROP DATABASE IF EXISTS bare WITH (FORCE)", "CREATE DATABASE bare")
    return postgres_server.url("bare")


def test_migrated_sqlite_is_what_the_tables_say(migrated_file: Path, tmp_path: Path) -> None:
    made = _sqlite_catalogue(tmp_path / "made.db", create=True)
    assert _sqlite_catalogue(migrated_file, create=False) == made
    assert len([row for row in made if row[0] == "table"]) == len(metadata.tables)
    assert all("STRICT" in row for row in made if row[0] == "table")


async def test_migrated_postgres_is_what_the_tables_say(postgres_url: str, empty_url: str) -> None:
    migrated = await _postgres_catalogue(postgres_url, create=False)
    assert migrated == await _postgres_catalogue(empty_url, create=True)
    assert {row[0] for row in migrated} == set(metadata.tables)


def _reference_start(tx: ReadTx) -> int:
    return installation.reference_start(tx)


async def test_a_migrated_database_has_a_random_start_for_references(database: Database) -> None:
    start = await database.read(_reference_start)
    assert 10_000_000 <= start < 90_000_000
    assert await database.read(invariants.damaged) == []
    assert await database.read(invariants.broken) == []


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    async def start() -> int:
        opened = open_database(database_url)
        found = await opened.read(_reference_start)
        await opened.close()
        return found

    before = await start()
    await migrate(database_url)
    assert await start() == before


async def test_replicas_that_start_at_once_migrate_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(4)))
    connection = await asyncpg.connect(empty_url)
    assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
    assert await connection.fetchval("SELECT count(*) FROM installation") == 1
    await connection.close()


def _fail(*args: object) -> None:
    raise KeyboardInterrupt


async def test_a_migration_that_ends_half_way_has_done_nothing_on_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.db"
    with monkeypatch.context() as patch:
        patch.setattr(installation, "keep", _fail)
        with pytest.raises(KeyboardInterrupt):
            migrating._migrate_sqlite(path)
    assert sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    await migrate(f"sqlite:///{path}")


async def test_a_migration_that_fails_has_done_nothing_on_postgres(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(installation, "keep", refuse)
        with pytest.raises(RuntimeError):
            await migrate(empty_url)
    connection = await asyncpg.connect(empty_url)
    assert await connection.fetch("SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    await connection.close()
    await migrate(empty_url)


async def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    opened = open_database(database_url)
    await opened.write(lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await opened.close()
    with pytest.raises(SchemaUnknown, match="9999"):
        await migrate(database_url)


async def test_an_open_database_is_not_migrated_by_another(sqlite_url: str) -> None:
    opened = open_database(sqlite_url)
    with pytest.raises(AnotherProcess):
        await migrate(sqlite_url)
    await opened.close()


async def test_a_database_that_cannot_be_had_is_away(tmp_path: Path, postgres_server: PostgresServer) -> None:
    (tmp_path / "no-directory").write_text("")
    for url in (
        f"sqlite:///{tmp_path}/no-directory/kaituan.db",
        f"postgresql://postgres:@/kaituan?host={tmp_path}",
        postgres_server.url("never_made"),
    ):
        with pytest.raises(DatabaseAway):
            await migrate(url)
