"""People, and what they ask each other through the bot."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from storage.schema.parts import identity, ref, table
from storage.types import Flag, Instant, Whole

accounts = table(
    "accounts",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("told_language", Text, nullable=False),  # what Telegram said last
    Column("chosen_language", Text, nullable=False),  # by /language, else empty
    Column("can_write", Flag, nullable=False),
    Column("quiet_since", Instant),  # when quiet hours were switched on; NULL: off, or never set
    Column("quiet_from", Whole),  # minutes after midnight; kept while they are off; NULL: never set, so the night
    Column("quiet_until", Whole),
    Column("met_at", Instant, nullable=False),
    Column("suspended_at", Instant),  # an admin lets this person lead nothing
    Column("code_asked_at", Instant),  # told to send the code they are paid by: a photo of theirs may be it
    CheckConstraint("quiet_since IS NULL OR quiet_from IS NOT NULL", name="quiet_has_hours"),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_from_and_until"),
    CheckConstraint(
        "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439 AND quiet_from <> quiet_until",
        name="quiet_hours",
    ),
)

questions = table(
    "questions",  # what buyers and leaders have written to each other through the bot
    identity(),
    ref("order_id", "orders.id"),
    ref("asker_id", "accounts.id"),
    ref("reader_id", "accounts.id"),
    Column("text", Text, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Index("ix_questions_asker", "asker_id", "asked_at"),
)
