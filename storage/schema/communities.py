"""Groups that the bot serves, who leads them, and what they look like."""

from sqlalchemy import Column, PrimaryKeyConstraint, Text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Flag, Instant, Whole

communities = table(
    "communities",
    identity(),
    Column("chat_id", Whole, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("left_at", Instant),  # when the bot was removed from the chat
    Column("zone_chosen", Flag, nullable=False),  # a leader has said what their clock shows; else the zone is a guess
    Column("lacks", Text, nullable=False),  # what the bot was refused there, each word between blanks
    Column("board_off_at", Instant),  # when its leader switched the board off; NULL: it has one
    Column("board_rests_until", Instant),  # somebody took it away: none is posted before
)

leaders = table(
    "leaders",
    ref("community_id", "communities.id"),
    ref("account_id", "accounts.id", index=True),
    Column("active", Flag, nullable=False),
    Column("named_at", Instant, nullable=False),
    Column("approval", Text, nullable=False),  # an admin's word, where one is needed
    PrimaryKeyConstraint("community_id", "account_id"),
    one_of("approval", "none", "asked", "granted", "declined"),
)

topics = table(
    "topics",
    ref("community_id", "communities.id"),
    Column("thread_id", Whole, nullable=False),
    Column("name", Text, nullable=False),  # empty: not heard yet
    Column("closed", Flag, nullable=False),  # or deleted
    Column("heard_at", Instant, nullable=False),
    PrimaryKeyConstraint("community_id", "thread_id"),
)
