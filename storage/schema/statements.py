"""Statements of banks, those of their lines that are about orders, and the columns of their tables."""

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Text, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Instant, Whole

statements = table(
    "statements",  # of banks, as leaders have brought them; what they say stands in their lines
    identity(),
    ref("community_id", "communities.id", index=True),
    ref("leader_id", "accounts.id"),
    Column("account", Text, nullable=False),  # as the file names it
    Column("state", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("works_at", Instant),  # lines are to be worked off from then on; NULL: none
    Column("lines", Whole, nullable=False),
    Column("outgoing", Whole, nullable=False),
    Column("unknown", Whole, nullable=False),
    Column("in_others", Whole, nullable=False),  # in currencies that no order is asked in
    Column("known", Whole, nullable=False),
    one_of("state", "reading", "working", "done", "taking", "taken"),
    CheckConstraint("(works_at IS NULL) = (state NOT IN ('working', 'taking'))", name="works"),
    Index(
        "ix_statements_working",
        "works_at",
        sqlite_where=text("works_at IS NOT NULL"),
        postgresql_where=text("works_at IS NOT NULL"),
    ),
)

statement_lines = table(
    "statement_lines",  # only those about orders; what the bank says of one is forgotten when it is decided
    identity(),
    ref("statement_id", "statements.id"),
    ref("community_id", "communities.id"),
    Column("account", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("booked_on", Text),
    Column("amount_minor", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("payer", Text, nullable=False),  # the other one's account
    Column("state", Text, nullable=False),
    Column("why", Text),
    ref("order_id", "orders.id", nullable=True, index=True),
    Column("was", Text),  # how the order stood before, as in undos
    Column("decided_at", Instant),
    CheckConstraint("amount_minor > 0", name="came"),
    CheckConstraint(
        "state NOT IN ('found', 'paid', 'late', 'booked', 'stays') OR order_id IS NOT NULL", name="has_order"
    ),
    CheckConstraint("state NOT IN ('paid', 'late', 'booked') OR was IS NOT NULL", name="knows_before"),
    one_of("state", "found", "paid", "late", "booked", "near", "refused", "undone", "stays"),
    Index(
        "uq_statement_lines_once",
        "community_id",
        "account",
        "fingerprint",
        unique=True,
        sqlite_where=text("state <> 'undone'"),
        postgresql_where=text("state <> 'undone'"),
    ),
    Index(
        "uq_statement_lines_paid_once",
        "order_id",
        unique=True,
        sqlite_where=text("state = 'paid'"),
        postgresql_where=text("state = 'paid'"),
    ),
    Index("ix_statement_lines_statement", "statement_id", "state", "id"),
)

statement_columns = table(
    "statement_columns",  # which columns a bank's table has, as a leader has confirmed them
    ref("community_id", "communities.id"),
    Column("account", Text, nullable=False),
    Column("shape", Text, nullable=False),  # a hash of the heading
    Column("columns", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("community_id", "account", "shape"),
)
