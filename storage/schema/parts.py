"""What every table is made of: how constraints are called, and columns that many have."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from storage.types import Whole

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint | Index | PrimaryKeyConstraint) -> Table:
    """A table of the schema; on SQLite a strict one."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def identity() -> Column[int]:
    """A number that the database gives."""
    return Column("id", Whole, Identity(always=False), primary_key=True)


def ref(name: str, to: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A column that points at another table's row."""
    return Column(name, Whole, ForeignKey(to), nullable=nullable, index=index)


def one_of(column: str, *words: str) -> CheckConstraint:
    """A column that holds one of these words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=f"{column}_known")
