"""What is sent, and what of it stands where."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Flag, Instant, Whole

outbox = table(
    "outbox",
    identity(),
    Column("kind", Text, nullable=False),
    Column("priority", Whole, nullable=False),
    Column("chat_id", Whole, nullable=False),
    Column("subject", Whole, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("facts", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("generation", Whole, nullable=False),  # rises with each change of a live message
    Column("attempts", Whole, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("reason", Text, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("ended_at", Instant),
    one_of("state", "pending", "sending", "sent", "dropped", "waiting", "unknown", "dead"),
    Index(
        "ix_outbox_next",
        "priority",
        "not_before",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_outbox_leased",
        "lease_until",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index(
        "ix_outbox_unknown",
        "ended_at",
        sqlite_where=text("state = 'unknown'"),
        postgresql_where=text("state = 'unknown'"),
    ),
    Index(
        "ix_outbox_waiting",
        "chat_id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

messages = table(
    "messages",  # what stands in chats and may be edited
    identity(),
    Column("kind", Text, nullable=False),
    Column("chat_id", Whole, nullable=False),
    Column("subject", Whole, nullable=False),
    Column("message_id", Whole, nullable=False),
    Column("has_photo", Flag, nullable=False),
    Column("shown", Text, nullable=False),  # hash of what it shows: an unchanged screen makes no edit
    Column("finished", Flag, nullable=False),
    Column("sent_at", Instant, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_messages_about", "kind", "subject", "chat_id"),
)

posts = table(
    "posts",  # what went, or may have gone, into a group about a deal: each once, more only by its leader's word
    identity(),
    ref("deal_id", "deals.id"),
    Column("chat_id", Whole, nullable=False),
    Column("post", Text, nullable=False),
    Column("turn", Whole, nullable=False),
    Column("stood", Flag, nullable=False),  # a card: one of this turn is known to have stood there
    Column("at", Instant, nullable=False),
    UniqueConstraint("deal_id", "chat_id", "post", "turn"),
    CheckConstraint("turn = 0 OR (turn > 0 AND post = 'card')", name="turns"),
    one_of("post", "card", "last-call", "call", "arrived"),
)

inline_cards = table(
    "inline_cards",  # cards that people have sent into chats of their own, and that may be edited
    identity(),
    Column("inline_id", Text, nullable=False, unique=True),
    ref("deal_id", "deals.id"),
    ref("team_id", "teams.id", nullable=True),  # the one team that it shows
    Column("has_photo", Flag, nullable=False),
    Column("told", Flag, nullable=False),  # Telegram told of it when it was chosen
    Column("shown", Text, nullable=False),  # as in messages
    Column("edited_at", Instant, nullable=False),
    Index("ix_inline_cards_deal", "deal_id", "id"),
)

pictures = table(
    "pictures",  # uploaded once, then sent by file_id
    Column("key", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

#: One row: which replica sends, and until when (microseconds of the database's clock).
senders = table(
    "senders",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("held_until", Whole, nullable=False),
    CheckConstraint("id = 1", name="only"),
)
