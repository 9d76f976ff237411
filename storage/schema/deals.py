"""Leaders' drafts and deals."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Flag, Instant, Span, Whole

drafts = table(
    "drafts",
    identity(),
    ref("leader_id", "accounts.id"),
    Column("chat_id", Whole, nullable=False),
    Column("message_id", Whole),  # NULL: made by steps
    ref("community_id", "communities.id", nullable=True),
    Column("text", Text, nullable=False),
    Column("photo", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("version", Whole, nullable=False),
    Column("state", Text, nullable=False),
    ref("deal_id", "deals.id", nullable=True),
    Column("preview_id", Whole),
    Column("step", Text),  # the question that waits for an answer
    Column("toggles", Text, nullable=False),  # what buttons said in place of lines of the text
    Column("asked_at", Instant),  # the newest question of a leader gets the answer
    Column("thread_id", Whole),  # the topic that the card is for; NULL: General, or a group without topics
    ref("payee_id", "payees.id", nullable=True),  # where its buyers pay to; NULL: the community's first
    UniqueConstraint("chat_id", "message_id"),
    one_of("state", "shown", "published", "discarded"),
    one_of("step", "title", "team", "price", "until", "stock", "limit", "pay", "due"),
    CheckConstraint("(step IS NULL) = (asked_at IS NULL)", name="asked"),
    Index(
        "ix_drafts_asked",
        "leader_id",
        "asked_at",
        sqlite_where=text("step IS NOT NULL"),
        postgresql_where=text("step IS NOT NULL"),
    ),
)

deals = table(
    "deals",
    identity(),
    Column("token", Text, nullable=False, unique=True),
    ref("community_id", "communities.id"),
    ref("leader_id", "accounts.id"),
    Column("title", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("photo", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("solo_minor", Whole),
    Column("team_minor", Whole, nullable=False),
    Column("target", Whole, nullable=False),
    Column("team_for", Span, nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("due_for", Span, nullable=False),
    Column("stock", Whole),
    Column("buyer_limit", Whole),
    Column("pay", Text, nullable=False),
    ref("payee_id", "payees.id", nullable=True),
    Column("state", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("taken", Whole, nullable=False),
    Column("set_aside", Whole, nullable=False),
    Column("orders_made", Whole, nullable=False),  # the last buyer's number
    Column("closed_at", Instant),  # by its time, or before by its leader's word
    Column(
        "ends_at", Instant
    ),  # closed or cancelled: from when teams and orders that are left are ended; NULL: none is
    Column("paused", Flag, nullable=False),  # nobody can order for now
    Column("called_at", Instant),  # when buyers who can't be written to were called in the group
    Column("last_call_for", Instant),  # the close before which a last call was made, or not worth making
    Column("card_turn", Whole),  # how often its leader has had its card posted again; NULL: never
    Column("thread_id", Whole),  # the topic in which its card is posted; NULL: General, or a group without topics
    Column("held", Flag, nullable=False),  # its leader is suspended: no orders are taken
    Column("published_at", Instant, nullable=False),
    CheckConstraint("team_minor > 0 AND (solo_minor IS NULL OR solo_minor >= team_minor)", name="prices"),
    CheckConstraint("target >= 2", name="target"),
    CheckConstraint("taken >= 0 AND set_aside >= 0", name="counted"),
    CheckConstraint("stock IS NULL OR taken + set_aside <= stock", name="never_oversold"),
    CheckConstraint("ends_at IS NULL OR state IN ('closed', 'cancelled')", name="ends_when_over"),
    CheckConstraint(
        "state = 'cancelled' OR (closed_at IS NULL) = (state IN ('scheduled', 'open'))", name="closed_when_over"
    ),
    one_of("state", "scheduled", "open", "closed", "settled", "cancelled"),
    one_of("pay", "close", "first", "pickup"),
    Index(
        "ix_deals_opening",
        "opens_at",
        sqlite_where=text("state = 'scheduled'"),
        postgresql_where=text("state = 'scheduled'"),
    ),
    Index(
        "ix_deals_closing", "closes_at", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")
    ),
    Index(
        "ix_deals_ending",
        "ends_at",
        sqlite_where=text("ends_at IS NOT NULL"),
        postgresql_where=text("ends_at IS NOT NULL"),
    ),
    Index(
        "ix_deals_closed",
        "closed_at",
        sqlite_where=text("closed_at IS NOT NULL"),
        postgresql_where=text("closed_at IS NOT NULL"),
    ),
    Index("ix_deals_leader", "leader_id", "id"),
    Index("ix_deals_community", "community_id", "state"),
)
