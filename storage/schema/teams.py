"""Teams."""

from sqlalchemy import CheckConstraint, Column, Index, Text, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Instant, Whole

teams = table(
    "teams",
    identity(),
    ref("deal_id", "deals.id"),
    Column("token", Text, nullable=False, unique=True),
    ref("starter_id", "accounts.id"),
    Column("target", Whole, nullable=False),
    Column("joined", Whole, nullable=False),
    Column("holding", Whole, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("ended_at", Instant),
    ref("merged_into", "teams.id", nullable=True),
    CheckConstraint("joined >= 0 AND holding >= 0 AND joined + holding <= target", name="never_overfull"),
    CheckConstraint("state <> 'formed' OR joined = target", name="formed_is_full"),
    one_of("state", "open", "formed", "expired", "cancelled", "merged"),
    Index(
        "ix_teams_running_out",
        "deadline_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_teams_deal", "deal_id", "state", "id"),
)
