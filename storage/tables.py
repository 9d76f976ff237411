"""The schema. What must never happen (oversold, two live orders, a reference twice) can't be stored."""

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
    Text,
    UniqueConstraint,
    text,
)

from storage.types import Flag, Instant, Span, Whole

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint | Index | PrimaryKeyConstraint) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _id() -> Column[int]:
    return Column("id", Whole, Identity(always=False), primary_key=True)


def _ref(name: str, to: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Whole, ForeignKey(to), nullable=nullable, index=index)


def _one_of(column: str, *words: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=f"{column}_known")


accounts = _table(
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
    CheckConstraint("quiet_since IS NULL OR quiet_from IS NOT NULL", name="quiet_has_hours"),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_from_and_until"),
    CheckConstraint(
        "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439 AND quiet_from <> quiet_until",
        name="quiet_hours",
    ),
)

communities = _table(
    "communities",
    _id(),
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

leaders = _table(
    "leaders",
    _ref("community_id", "communities.id"),
    _ref("account_id", "accounts.id", index=True),
    Column("active", Flag, nullable=False),
    Column("named_at", Instant, nullable=False),
    Column("approval", Text, nullable=False),  # an admin's word, where one is needed
    PrimaryKeyConstraint("community_id", "account_id"),
    _one_of("approval", "none", "asked", "granted", "declined"),
)

topics = _table(
    "topics",
    _ref("community_id", "communities.id"),
    Column("thread_id", Whole, nullable=False),
    Column("name", Text, nullable=False),  # empty: not heard yet
    Column("closed", Flag, nullable=False),  # or deleted
    Column("heard_at", Instant, nullable=False),
    PrimaryKeyConstraint("community_id", "thread_id"),
)

payees = _table(
    "payees",
    _id(),
    _ref("community_id", "communities.id", index=True),
    Column("standard", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("extra", Text, nullable=False),  # what only this standard needs besides
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    _ref("created_by", "accounts.id"),
    Column("created_at", Instant, nullable=False),
    Column("counts_from", Instant, nullable=False),
    Column("slot", Whole),  # the first of those that replaced one another; NULL: only shown
    CheckConstraint("state <> 'kept' OR slot IS NOT NULL", name="kept_in_a_slot"),
    _one_of("state", "shown", "kept", "discarded"),
)

drafts = _table(
    "drafts",
    _id(),
    _ref("leader_id", "accounts.id"),
    Column("chat_id", Whole, nullable=False),
    Column("message_id", Whole),  # NULL: made by steps
    _ref("community_id", "communities.id", nullable=True),
    Column("text", Text, nullable=False),
    Column("photo", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("version", Whole, nullable=False),
    Column("state", Text, nullable=False),
    _ref("deal_id", "deals.id", nullable=True),
    Column("preview_id", Whole),
    Column("step", Text),  # the question that waits for an answer
    Column("toggles", Text, nullable=False),  # what buttons said in place of lines of the text
    Column("asked_at", Instant),  # the newest question of a leader gets the answer
    Column("thread_id", Whole),  # the topic that the card is for; NULL: General, or a group without topics
    _ref("payee_id", "payees.id", nullable=True),  # where its buyers pay to; NULL: the community's first
    UniqueConstraint("chat_id", "message_id"),
    _one_of("state", "shown", "published", "discarded"),
    _one_of("step", "title", "team", "price", "until", "stock", "limit", "pay", "due"),
    CheckConstraint("(step IS NULL) = (asked_at IS NULL)", name="asked"),
    Index(
        "ix_drafts_asked",
        "leader_id",
        "asked_at",
        sqlite_where=text("step IS NOT NULL"),
        postgresql_where=text("step IS NOT NULL"),
    ),
)

deals = _table(
    "deals",
    _id(),
    Column("token", Text, nullable=False, unique=True),
    _ref("community_id", "communities.id"),
    _ref("leader_id", "accounts.id"),
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
    _ref("payee_id", "payees.id", nullable=True),
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
    _one_of("state", "scheduled", "open", "closed", "settled", "cancelled"),
    _one_of("pay", "close", "first", "pickup"),
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

teams = _table(
    "teams",
    _id(),
    _ref("deal_id", "deals.id"),
    Column("token", Text, nullable=False, unique=True),
    _ref("starter_id", "accounts.id"),
    Column("target", Whole, nullable=False),
    Column("joined", Whole, nullable=False),
    Column("holding", Whole, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("ended_at", Instant),
    _ref("merged_into", "teams.id", nullable=True),
    CheckConstraint("joined >= 0 AND holding >= 0 AND joined + holding <= target", name="never_overfull"),
    CheckConstraint("state <> 'formed' OR joined = target", name="formed_is_full"),
    _one_of("state", "open", "formed", "expired", "cancelled", "merged"),
    Index(
        "ix_teams_running_out",
        "deadline_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_teams_deal", "deal_id", "state", "id"),
)

_LIVE = text("state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected')")

orders = _table(
    "orders",
    _id(),
    _ref("deal_id", "deals.id"),
    _ref("team_id", "teams.id", nullable=True, index=True),
    _ref("buyer_id", "accounts.id"),
    Column("number", Whole, nullable=False),
    Column("quantity", Whole, nullable=False),
    Column("unit_minor", Whole, nullable=False),
    Column("state", Text, nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("due_until", Instant),  # a due order lapses then
    Column("remind_at", Instant),  # the next word about it: to the buyer while due, to the leader while claimed
    Column("reminded", Whole, nullable=False),
    Column("heard_at", Instant),  # when its buyer was last asked, or reminded, to pay
    Column("reference", Text, unique=True),
    Column("snapshot", Text),
    Column("seal", Text),
    Column("claim_photo", Text, nullable=False),
    Column("claimed_late", Flag, nullable=False),  # says paid although the order had ended: waits for the leader
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("deal_id", "number"),
    CheckConstraint("quantity > 0 AND unit_minor > 0", name="positive"),
    _one_of(
        "state",
        "placed",
        "due",
        "claimed",
        "paid",
        "ready",
        "collected",
        "left",
        "void",
        "lapsed",
        "refund_due",
        "refunded",
    ),
    Index("uq_orders_one_live", "deal_id", "buyer_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    Index("ix_orders_lapsing", "due_until", sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'")),
    Index(
        "ix_orders_reminding",
        "remind_at",
        sqlite_where=text("remind_at IS NOT NULL"),
        postgresql_where=text("remind_at IS NOT NULL"),
    ),
    Index(
        "ix_orders_late",
        "deal_id",
        "id",
        sqlite_where=text("claimed_late = 1"),
        postgresql_where=text("claimed_late = 1"),
    ),
    Index("ix_orders_buyer", "buyer_id", "id"),
    Index("ix_orders_deal", "deal_id", "state", "id"),
)

ledger = _table(
    "ledger",
    _id(),
    _ref("order_id", "orders.id", index=True),
    Column("entry", Text, nullable=False),
    Column("amount_minor", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("actor_id", Whole, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Instant, nullable=False),
    _one_of("entry", "charged", "paid", "credited", "refunded"),
    Index(
        "ix_ledger_credits",
        "order_id",
        sqlite_where=text("entry = 'credited'"),
        postgresql_where=text("entry = 'credited'"),
    ),
)

requests = _table(
    "requests",
    Column("id", Text, primary_key=True),
    Column("subject", Whole, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

audit = _table(
    "audit",
    _id(),
    Column("act", Text, nullable=False),
    Column("actor_id", Whole, nullable=False),
    Column("subject", Whole, nullable=False),
    Column("events", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

outbox = _table(
    "outbox",
    _id(),
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
    _one_of("state", "pending", "sending", "sent", "dropped", "waiting", "unknown", "dead"),
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

messages = _table(
    "messages",  # what stands in chats and may be edited
    _id(),
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

posts = _table(
    "posts",  # what went, or may have gone, into a group about a deal: each once, more only by its leader's word
    _id(),
    _ref("deal_id", "deals.id"),
    Column("chat_id", Whole, nullable=False),
    Column("post", Text, nullable=False),
    Column("turn", Whole, nullable=False),
    Column("stood", Flag, nullable=False),  # a card: one of this turn is known to have stood there
    Column("at", Instant, nullable=False),
    UniqueConstraint("deal_id", "chat_id", "post", "turn"),
    CheckConstraint("turn = 0 OR (turn > 0 AND post = 'card')", name="turns"),
    _one_of("post", "card", "last-call", "call", "arrived"),
)

inline_cards = _table(
    "inline_cards",  # cards that people have sent into chats of their own, and that may be edited
    _id(),
    Column("inline_id", Text, nullable=False, unique=True),
    _ref("deal_id", "deals.id"),
    _ref("team_id", "teams.id", nullable=True),  # the one team that it shows
    Column("has_photo", Flag, nullable=False),
    Column("told", Flag, nullable=False),  # Telegram told of it when it was chosen
    Column("shown", Text, nullable=False),  # as in messages
    Column("edited_at", Instant, nullable=False),
    Index("ix_inline_cards_deal", "deal_id", "id"),
)

pictures = _table(
    "pictures",  # uploaded once, then sent by file_id
    Column("key", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

outages = _table(
    "outages",
    _id(),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("told_at", Instant),  # when leaders and admins were written to
)

late_closes = _table(
    "late_closes",  # deals that an outage has touched: each leader is asked once
    _id(),
    _ref("outage_id", "outages.id"),
    _ref("deal_id", "deals.id"),
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    UniqueConstraint("outage_id", "deal_id"),
    _one_of("state", "asked", "reopened", "left"),
)

#: One row: which replica sends, and until when (microseconds of the database's clock).
senders = _table(
    "senders",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("held_until", Whole, nullable=False),
    CheckConstraint("id = 1", name="only"),
)

undos = _table(
    "undos",  # what leaders said of money, and how each order stood before: it can be taken back for five minutes
    _id(),
    _ref("deal_id", "deals.id"),
    _ref("actor_id", "accounts.id"),
    Column("kind", Text, nullable=False),
    Column("orders", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("undone_at", Instant),
    _one_of("kind", "confirm", "reject"),
    Index("ix_undos_deal", "deal_id", "id"),
)

questions = _table(
    "questions",  # what buyers and leaders have written to each other through the bot
    _id(),
    _ref("order_id", "orders.id"),
    _ref("asker_id", "accounts.id"),
    _ref("reader_id", "accounts.id"),
    Column("text", Text, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Index("ix_questions_asker", "asker_id", "asked_at"),
)

installation = _table(
    "installation",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
