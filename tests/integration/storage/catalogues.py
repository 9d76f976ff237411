"""What a database says of its own schema: everything that Alembic's comparison does not see."""

import re

from sqlalchemy import Connection, text

_SQLITE = text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL")
_COLUMNS = text(
    "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default, identity_generation"
    " FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
)
_CONSTRAINTS = text(
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'"
)
_INDEXES = text(
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)


def of_sqlite(connection: Connection) -> set[tuple[str, ...]]:
    """Each table with the set of its parts (columns, constraints, options) and each index, as SQLite keeps them."""
    return {(kind, name, *_parts(sql)) for kind, name, sql in connection.execute(_SQLITE)}


def of_postgres(connection: Connection) -> set[tuple[object, ...]]:
    """Columns, constraints and indexes, as PostgreSQL writes them."""
    statements = (_COLUMNS, _CONSTRAINTS, _INDEXES)
    return {tuple(row) for statement in statements for row in connection.execute(statement)}


def _parts(sql: str) -> list[str]:
    """The lines of a statement in an order of their own: constraints may stand in any, columns carry their place."""
    lines = [re.sub(r"\s+", " ", line).strip().rstrip(",").strip() for line in sql.splitlines()]
    columns = [line for line in lines if not line.startswith("CONSTRAINT")]
    return [*columns, *sorted(set(lines) - set(columns))]
