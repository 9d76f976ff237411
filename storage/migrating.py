"""Bringing a database to the schema of this version: every migration and the record that it ran in one transaction."""

import asyncio
import logging
import secrets
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.errors import DatabaseAway
from storage import installation, locks, senders
from storage.database import WriteTx
from storage.opening import postgres_url, sqlite_path
from storage.postgres import raise_away
from storage.sqlite_connections import is_away

_HERE = Path(__file__).parent / "migrations"
_NAME = "kaituan-migrations"  # what replicas that start at once wait for
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
# Alembic tells each step; who starts the bot wants to hear of trouble only.
logging.getLogger("alembic").setLevel(logging.WARNING)


class SchemaUnknown(Exception):
    """The database was made by another, newer version of this program."""


async def migrate(url: str) -> None:
    """Bring the database of a URL to this version; twice changes nothing.

    Raises AnotherProcess, DatabaseAway, SchemaUnknown.
    """
    path = sqlite_path(url)
    if path is None:
        await _migrate_postgres(postgres_url(url))
    else:
        await asyncio.to_thread(_migrate_sqlite, path)


def _migrate_sqlite(path: Path) -> None:
    lock = locks.take(path)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)), poolclass=NullPool, connect_args={"isolation_level": None}
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    except DBAPIError as error:
        if is_away(error):
            raise DatabaseAway("migrate") from error
        raise
    finally:
        lock.close()


async def _migrate_postgres(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(_LOCK, {"name": _NAME})
            await connection.run_sync(_upgrade)
    except (DBAPIError, OSError) as error:
        raise_away(error)
        raise
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SchemaUnknown(str(error)) from error
    senders.found(WriteTx(connection))
    installation.keep(WriteTx(connection), "reference_start", str(10_000_000 + secrets.randbelow(80_000_000)))
