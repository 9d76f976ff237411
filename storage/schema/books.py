"""What is only added to: money, requests, acts."""

from sqlalchemy import Column, Index, Text, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Instant, Whole

ledger = table(
    "ledger",
    identity(),
    ref("order_id", "orders.id", index=True),
    Column("entry", Text, nullable=False),
    Column("amount_minor", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("actor_id", Whole, nullable=False),
    Column("source", Text, nullable=False),
    ref("line_id", "statement_lines.id", nullable=True),  # of a bank's statement, that says so
    Column("at", Instant, nullable=False),
    one_of("entry", "charged", "paid", "credited", "refunded"),
    Index(
        "ix_ledger_credits",
        "order_id",
        sqlite_where=text("entry = 'credited'"),
        postgresql_where=text("entry = 'credited'"),
    ),
    Index(
        "uq_ledger_line_once",
        "line_id",
        unique=True,
        sqlite_where=text("line_id IS NOT NULL"),
        postgresql_where=text("line_id IS NOT NULL"),
    ),
)

requests = table(
    "requests",
    Column("id", Text, primary_key=True),
    Column("subject", Whole, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

audit = table(
    "audit",
    identity(),
    Column("act", Text, nullable=False),
    Column("actor_id", Whole, nullable=False),
    Column("subject", Whole, nullable=False),
    Column("events", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
