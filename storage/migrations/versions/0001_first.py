"""The first schema."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")
_LIVE = "state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected')"


def upgrade() -> None:
    """Make every table, those that others point at first."""
    _accounts()
    _audit()
    _communities()
    _installation()
    _messages()
    _outbox()
    _pictures()
    _requests()
    _senders()
    _leaders()
    _topics()
    _payees()
    _deals()
    _posts()
    _drafts()
    _teams()
    _orders()
    _outages()
    _late_closes()
    _undos()
    _inline_cards()
    _questions()
    _refund_accounts()
    _statements()
    _statement_lines()
    _ledger()
    _statement_columns()
    _trades()
    _payment_reports()


def _accounts() -> None:
    op.create_table(
        "accounts",
        Column("id", _WHOLE, autoincrement=False, nullable=False),
        Column("name", Text(), nullable=False),
        Column("username", Text(), nullable=False),
        Column("told_language", Text(), nullable=False),
        Column("chosen_language", Text(), nullable=False),
        Column("can_write", _WHOLE, nullable=False),
        Column("quiet_since", _WHOLE),
        Column("quiet_from", _WHOLE),
        Column("quiet_until", _WHOLE),
        Column("met_at", _WHOLE, nullable=False),
        Column("suspended_at", _WHOLE),
        Column("code_asked_at", _WHOLE),
        CheckConstraint("quiet_since IS NULL OR quiet_from IS NOT NULL", name="ck_accounts_quiet_has_hours"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="ck_accounts_quiet_from_and_until"),
        CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439 AND quiet_from <> quiet_until",
            name="ck_accounts_quiet_hours",
        ),
        PrimaryKeyConstraint("id", name="pk_accounts"),
        sqlite_strict=True,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("act", Text(), nullable=False),
        Column("actor_id", _WHOLE, nullable=False),
        Column("subject", _WHOLE, nullable=False),
        Column("events", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_strict=True,
    )


def _communities() -> None:
    op.create_table(
        "communities",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("chat_id", _WHOLE, nullable=False),
        Column("title", Text(), nullable=False),
        Column("language", Text(), nullable=False),
        Column("zone", Text(), nullable=False),
        Column("currency", Text(), nullable=False),
        Column("created_at", _WHOLE, nullable=False),
        Column("left_at", _WHOLE),
        Column("zone_chosen", _WHOLE, nullable=False),
        Column("lacks", Text(), nullable=False),
        Column("board_off_at", _WHOLE),
        Column("board_rests_until", _WHOLE),
        PrimaryKeyConstraint("id", name="pk_communities"),
        UniqueConstraint("chat_id", name="uq_communities_chat_id"),
        sqlite_strict=True,
    )


def _installation() -> None:
    op.create_table(
        "installation",
        Column("name", Text(), nullable=False),
        Column("value", Text(), nullable=False),
        PrimaryKeyConstraint("name", name="pk_installation"),
        sqlite_strict=True,
    )


def _messages() -> None:
    op.create_table(
        "messages",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("kind", Text(), nullable=False),
        Column("chat_id", _WHOLE, nullable=False),
        Column("subject", _WHOLE, nullable=False),
        Column("message_id", _WHOLE, nullable=False),
        Column("has_photo", _WHOLE, nullable=False),
        Column("shown", Text(), nullable=False),
        Column("finished", _WHOLE, nullable=False),
        Column("sent_at", _WHOLE, nullable=False),
        PrimaryKeyConstraint("id", name="pk_messages"),
        UniqueConstraint("chat_id", "message_id", name="uq_messages_chat_id_message_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_messages_about", "messages", ["kind", "subject", "chat_id"])


def _inline_cards() -> None:
    op.create_table(
        "inline_cards",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("inline_id", Text(), nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("team_id", _WHOLE),
        Column("has_photo", _WHOLE, nullable=False),
        Column("told", _WHOLE, nullable=False),
        Column("shown", Text(), nullable=False),
        Column("edited_at", _WHOLE, nullable=False),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_inline_cards_deal_id"),
        ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_inline_cards_team_id"),
        PrimaryKeyConstraint("id", name="pk_inline_cards"),
        UniqueConstraint("inline_id", name="uq_inline_cards_inline_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_inline_cards_deal", "inline_cards", ["deal_id", "id"])


def _posts() -> None:
    op.create_table(
        "posts",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("chat_id", _WHOLE, nullable=False),
        Column("post", Text(), nullable=False),
        Column("turn", _WHOLE, nullable=False),
        Column("stood", _WHOLE, nullable=False),
        Column("at", _WHOLE, nullable=False),
        CheckConstraint("turn = 0 OR (turn > 0 AND post = 'card')", name="ck_posts_turns"),
        CheckConstraint("post IN ('card', 'last-call', 'call', 'arrived')", name="ck_posts_post_known"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_posts_deal_id"),
        PrimaryKeyConstraint("id", name="pk_posts"),
        UniqueConstraint("deal_id", "chat_id", "post", "turn", name="uq_posts_deal_id_chat_id_post_turn"),
        sqlite_strict=True,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("kind", Text(), nullable=False),
        Column("priority", _WHOLE, nullable=False),
        Column("chat_id", _WHOLE, nullable=False),
        Column("subject", _WHOLE, nullable=False),
        Column("key", Text(), nullable=False),
        Column("facts", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("generation", _WHOLE, nullable=False),
        Column("attempts", _WHOLE, nullable=False),
        Column("not_before", _WHOLE, nullable=False),
        Column("lease_until", _WHOLE),
        Column("reason", Text(), nullable=False),
        Column("queued_at", _WHOLE, nullable=False),
        Column("ended_at", _WHOLE),
        CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'dropped', 'waiting', 'unknown', 'dead')",
            name="ck_outbox_state_known",
        ),
        PrimaryKeyConstraint("id", name="pk_outbox"),
        UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_strict=True,
    )
    _partial("ix_outbox_leased", "outbox", ["lease_until"], only="state = 'sending'")
    _partial("ix_outbox_next", "outbox", ["priority", "not_before", "id"], only="state = 'pending'")
    _partial("ix_outbox_unknown", "outbox", ["ended_at"], only="state = 'unknown'")
    _partial("ix_outbox_waiting", "outbox", ["chat_id"], only="state = 'waiting'")


def _pictures() -> None:
    op.create_table(
        "pictures",
        Column("key", Text(), nullable=False),
        Column("file_id", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        PrimaryKeyConstraint("key", name="pk_pictures"),
        sqlite_strict=True,
    )


def _requests() -> None:
    op.create_table(
        "requests",
        Column("id", Text(), nullable=False),
        Column("subject", _WHOLE, nullable=False),
        Column("at", _WHOLE, nullable=False),
        PrimaryKeyConstraint("id", name="pk_requests"),
        sqlite_strict=True,
    )
    op.create_index("ix_requests_at", "requests", ["at"])


def _senders() -> None:
    op.create_table(
        "senders",
        Column("id", _WHOLE, autoincrement=False, nullable=False),
        Column("holder", Text(), nullable=False),
        Column("held_until", _WHOLE, nullable=False),
        CheckConstraint("id = 1", name="ck_senders_only"),
        PrimaryKeyConstraint("id", name="pk_senders"),
        sqlite_strict=True,
    )


def _leaders() -> None:
    op.create_table(
        "leaders",
        Column("community_id", _WHOLE, nullable=False),
        Column("account_id", _WHOLE, nullable=False),
        Column("active", _WHOLE, nullable=False),
        Column("named_at", _WHOLE, nullable=False),
        Column("approval", Text(), nullable=False),
        CheckConstraint("approval IN ('none', 'asked', 'granted', 'declined')", name="ck_leaders_approval_known"),
        ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_leaders_account_id"),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_leaders_community_id"),
        PrimaryKeyConstraint("community_id", "account_id", name="pk_leaders"),
        sqlite_strict=True,
    )
    op.create_index("ix_leaders_account_id", "leaders", ["account_id"])


def _topics() -> None:
    op.create_table(
        "topics",
        Column("community_id", _WHOLE, nullable=False),
        Column("thread_id", _WHOLE, nullable=False),
        Column("name", Text(), nullable=False),
        Column("closed", _WHOLE, nullable=False),
        Column("heard_at", _WHOLE, nullable=False),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_topics_community_id"),
        PrimaryKeyConstraint("community_id", "thread_id", name="pk_topics"),
        sqlite_strict=True,
    )


def _payees() -> None:
    op.create_table(
        "payees",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("community_id", _WHOLE, nullable=False),
        Column("standard", Text(), nullable=False),
        Column("account", Text(), nullable=False),
        Column("name", Text(), nullable=False),
        Column("city", Text(), nullable=False),
        Column("extra", Text(), nullable=False),
        Column("currency", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("created_by", _WHOLE, nullable=False),
        Column("created_at", _WHOLE, nullable=False),
        Column("counts_from", _WHOLE, nullable=False),
        Column("own_amounts", _WHOLE, nullable=False),
        Column("slot", _WHOLE),
        CheckConstraint("state <> 'kept' OR slot IS NOT NULL", name="ck_payees_kept_in_a_slot"),
        CheckConstraint("state IN ('shown', 'kept', 'discarded')", name="ck_payees_state_known"),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_payees_community_id"),
        ForeignKeyConstraint(["created_by"], ["accounts.id"], name="fk_payees_created_by"),
        PrimaryKeyConstraint("id", name="pk_payees"),
        sqlite_strict=True,
    )
    op.create_index("ix_payees_community_id", "payees", ["community_id"])


def _deals() -> None:
    op.create_table(
        "deals",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("token", Text(), nullable=False),
        Column("community_id", _WHOLE, nullable=False),
        Column("leader_id", _WHOLE, nullable=False),
        Column("title", Text(), nullable=False),
        Column("note", Text(), nullable=False),
        Column("photo", Text(), nullable=False),
        Column("currency", Text(), nullable=False),
        Column("solo_minor", _WHOLE),
        Column("team_minor", _WHOLE, nullable=False),
        Column("target", _WHOLE, nullable=False),
        Column("team_for", _WHOLE, nullable=False),
        Column("opens_at", _WHOLE, nullable=False),
        Column("closes_at", _WHOLE, nullable=False),
        Column("due_for", _WHOLE, nullable=False),
        Column("stock", _WHOLE),
        Column("buyer_limit", _WHOLE),
        Column("pay", Text(), nullable=False),
        Column("payee_id", _WHOLE),
        Column("state", Text(), nullable=False),
        Column("version", _WHOLE, nullable=False),
        Column("taken", _WHOLE, nullable=False),
        Column("set_aside", _WHOLE, nullable=False),
        Column("orders_made", _WHOLE, nullable=False),
        Column("closed_at", _WHOLE),
        Column("ends_at", _WHOLE),
        Column("paused", _WHOLE, nullable=False),
        Column("called_at", _WHOLE),
        Column("last_call_for", _WHOLE),
        Column("card_turn", _WHOLE),
        Column("thread_id", _WHOLE),
        Column("held", _WHOLE, nullable=False),
        Column("published_at", _WHOLE, nullable=False),
        CheckConstraint("pay IN ('close', 'first', 'pickup')", name="ck_deals_pay_known"),
        CheckConstraint(
            "state IN ('scheduled', 'open', 'closed', 'settled', 'cancelled')", name="ck_deals_state_known"
        ),
        CheckConstraint("stock IS NULL OR taken + set_aside <= stock", name="ck_deals_never_oversold"),
        CheckConstraint("ends_at IS NULL OR state IN ('closed', 'cancelled')", name="ck_deals_ends_when_over"),
        CheckConstraint(
            "state = 'cancelled' OR (closed_at IS NULL) = (state IN ('scheduled', 'open'))",
            name="ck_deals_closed_when_over",
        ),
        CheckConstraint("taken >= 0 AND set_aside >= 0", name="ck_deals_counted"),
        CheckConstraint("target >= 2", name="ck_deals_target"),
        CheckConstraint("team_minor > 0 AND (solo_minor IS NULL OR solo_minor >= team_minor)", name="ck_deals_prices"),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_deals_community_id"),
        ForeignKeyConstraint(["leader_id"], ["accounts.id"], name="fk_deals_leader_id"),
        ForeignKeyConstraint(["payee_id"], ["payees.id"], name="fk_deals_payee_id"),
        PrimaryKeyConstraint("id", name="pk_deals"),
        UniqueConstraint("token", name="uq_deals_token"),
        sqlite_strict=True,
    )
    _partial("ix_deals_closed", "deals", ["closed_at"], only="closed_at IS NOT NULL")
    _partial("ix_deals_closing", "deals", ["closes_at"], only="state = 'open'")
    _partial("ix_deals_ending", "deals", ["ends_at"], only="ends_at IS NOT NULL")
    op.create_index("ix_deals_community", "deals", ["community_id", "state"])
    op.create_index("ix_deals_leader", "deals", ["leader_id", "id"])
    _partial("ix_deals_opening", "deals", ["opens_at"], only="state = 'scheduled'")


def _drafts() -> None:
    op.create_table(
        "drafts",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("leader_id", _WHOLE, nullable=False),
        Column("chat_id", _WHOLE, nullable=False),
        Column("message_id", _WHOLE),
        Column("community_id", _WHOLE),
        Column("text", Text(), nullable=False),
        Column("photo", Text(), nullable=False),
        Column("written_at", _WHOLE, nullable=False),
        Column("version", _WHOLE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("deal_id", _WHOLE),
        Column("preview_id", _WHOLE),
        Column("step", Text()),
        Column("toggles", Text(), nullable=False),
        Column("asked_at", _WHOLE),
        CheckConstraint("(step IS NULL) = (asked_at IS NULL)", name="ck_drafts_asked"),
        Column("thread_id", _WHOLE),
        Column("payee_id", _WHOLE),
        ForeignKeyConstraint(["payee_id"], ["payees.id"], name="fk_drafts_payee_id"),
        CheckConstraint("state IN ('shown', 'published', 'discarded')", name="ck_drafts_state_known"),
        CheckConstraint(
            "step IN ('title', 'team', 'price', 'until', 'stock', 'limit', 'pay', 'due')", name="ck_drafts_step_known"
        ),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_drafts_community_id"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_drafts_deal_id"),
        ForeignKeyConstraint(["leader_id"], ["accounts.id"], name="fk_drafts_leader_id"),
        PrimaryKeyConstraint("id", name="pk_drafts"),
        UniqueConstraint("chat_id", "message_id", name="uq_drafts_chat_id_message_id"),
        sqlite_strict=True,
    )
    _partial("ix_drafts_asked", "drafts", ["leader_id", "asked_at"], only="step IS NOT NULL")


def _teams() -> None:
    op.create_table(
        "teams",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("token", Text(), nullable=False),
        Column("starter_id", _WHOLE, nullable=False),
        Column("target", _WHOLE, nullable=False),
        Column("joined", _WHOLE, nullable=False),
        Column("holding", _WHOLE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("started_at", _WHOLE, nullable=False),
        Column("deadline_at", _WHOLE, nullable=False),
        Column("ended_at", _WHOLE),
        Column("merged_into", _WHOLE),
        CheckConstraint("state <> 'formed' OR joined = target", name="ck_teams_formed_is_full"),
        CheckConstraint("state IN ('open', 'formed', 'expired', 'cancelled', 'merged')", name="ck_teams_state_known"),
        CheckConstraint("joined >= 0 AND holding >= 0 AND joined + holding <= target", name="ck_teams_never_overfull"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_teams_deal_id"),
        ForeignKeyConstraint(["merged_into"], ["teams.id"], name="fk_teams_merged_into"),
        ForeignKeyConstraint(["starter_id"], ["accounts.id"], name="fk_teams_starter_id"),
        PrimaryKeyConstraint("id", name="pk_teams"),
        UniqueConstraint("token", name="uq_teams_token"),
        sqlite_strict=True,
    )
    op.create_index("ix_teams_deal", "teams", ["deal_id", "state", "id"])
    _partial("ix_teams_running_out", "teams", ["deadline_at"], only="state = 'open'")


def _orders() -> None:
    op.create_table(
        "orders",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("team_id", _WHOLE),
        Column("buyer_id", _WHOLE, nullable=False),
        Column("number", _WHOLE, nullable=False),
        Column("quantity", _WHOLE, nullable=False),
        Column("unit_minor", _WHOLE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("placed_at", _WHOLE, nullable=False),
        Column("due_until", _WHOLE),
        Column("remind_at", _WHOLE),
        Column("reminded", _WHOLE, nullable=False),
        Column("heard_at", _WHOLE),
        Column("reference", Text()),
        Column("payee_id", _WHOLE),
        Column("asked_minor", _WHOLE),
        Column("off_minor", _WHOLE, nullable=False),
        Column("rest", Text(), nullable=False),
        Column("snapshot", Text()),
        Column("seal", Text()),
        Column("claim_photo", Text(), nullable=False),
        Column("claimed_late", _WHOLE, nullable=False),
        Column("changed_at", _WHOLE, nullable=False),
        CheckConstraint(
            "state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected',"
            " 'left', 'void', 'lapsed', 'refund_due', 'refunded')",
            name="ck_orders_state_known",
        ),
        CheckConstraint("rest IN ('even', 'short', 'asked', 'over', 'back')", name="ck_orders_rest_known"),
        CheckConstraint("quantity > 0 AND unit_minor > 0", name="ck_orders_positive"),
        CheckConstraint("off_minor >= 0 AND off_minor < quantity * unit_minor", name="ck_orders_below_its_price"),
        ForeignKeyConstraint(["payee_id"], ["payees.id"], name="fk_orders_payee_id"),
        ForeignKeyConstraint(["buyer_id"], ["accounts.id"], name="fk_orders_buyer_id"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_orders_deal_id"),
        ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_orders_team_id"),
        PrimaryKeyConstraint("id", name="pk_orders"),
        UniqueConstraint("deal_id", "number", name="uq_orders_deal_id_number"),
        UniqueConstraint("reference", name="uq_orders_reference"),
        sqlite_strict=True,
    )
    _partial("ix_orders_asked", "orders", ["payee_id", "asked_minor"], only="state IN ('due', 'claimed')")
    op.create_index("ix_orders_buyer", "orders", ["buyer_id", "id"])
    op.create_index("ix_orders_deal", "orders", ["deal_id", "state", "id"])
    _partial("ix_orders_lapsing", "orders", ["due_until"], only="state = 'due'")
    _partial("ix_orders_late", "orders", ["deal_id", "id"], only="claimed_late = 1")
    _partial("ix_orders_refunding", "orders", ["id"], only="state = 'refund_due'")
    _partial("ix_orders_reminding", "orders", ["remind_at"], only="remind_at IS NOT NULL")
    op.create_index("ix_orders_team_id", "orders", ["team_id"])
    _partial("ix_orders_uneven", "orders", ["deal_id", "id"], only="rest IN ('short', 'over', 'back')")
    _partial("uq_orders_one_live", "orders", ["deal_id", "buyer_id"], unique=True, only=_LIVE)


def _ledger() -> None:
    op.create_table(
        "ledger",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("order_id", _WHOLE, nullable=False),
        Column("entry", Text(), nullable=False),
        Column("amount_minor", _WHOLE, nullable=False),
        Column("currency", Text(), nullable=False),
        Column("actor_id", _WHOLE, nullable=False),
        Column("source", Text(), nullable=False),
        Column("line_id", _WHOLE),
        Column("at", _WHOLE, nullable=False),
        CheckConstraint("entry IN ('charged', 'paid', 'credited', 'refunded')", name="ck_ledger_entry_known"),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_ledger_order_id"),
        ForeignKeyConstraint(["line_id"], ["statement_lines.id"], name="fk_ledger_line_id"),
        PrimaryKeyConstraint("id", name="pk_ledger"),
        sqlite_strict=True,
    )
    _partial("ix_ledger_credits", "ledger", ["order_id"], only="entry = 'credited'")
    op.create_index("ix_ledger_order_id", "ledger", ["order_id"])
    _partial("uq_ledger_line_once", "ledger", ["line_id"], unique=True, only="line_id IS NOT NULL")


def _outages() -> None:
    op.create_table(
        "outages",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("since", _WHOLE, nullable=False),
        Column("until", _WHOLE, nullable=False),
        Column("told_at", _WHOLE),
        PrimaryKeyConstraint("id", name="pk_outages"),
        sqlite_strict=True,
    )


def _late_closes() -> None:
    op.create_table(
        "late_closes",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("outage_id", _WHOLE, nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("asked_at", _WHOLE, nullable=False),
        CheckConstraint("state IN ('asked', 'reopened', 'left')", name="ck_late_closes_state_known"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_late_closes_deal_id"),
        ForeignKeyConstraint(["outage_id"], ["outages.id"], name="fk_late_closes_outage_id"),
        PrimaryKeyConstraint("id", name="pk_late_closes"),
        UniqueConstraint("outage_id", "deal_id", name="uq_late_closes_outage_id_deal_id"),
        sqlite_strict=True,
    )


def _partial(name: str, table: str, columns: list[str], *, only: str, unique: bool = False) -> None:
    """An index of some rows only, on either database."""
    op.create_index(name, table, columns, unique=unique, sqlite_where=text(only), postgresql_where=text(only))


def _questions() -> None:
    op.create_table(
        "questions",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("order_id", _WHOLE, nullable=False),
        Column("asker_id", _WHOLE, nullable=False),
        Column("reader_id", _WHOLE, nullable=False),
        Column("text", Text(), nullable=False),
        Column("asked_at", _WHOLE, nullable=False),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_questions_order_id"),
        ForeignKeyConstraint(["asker_id"], ["accounts.id"], name="fk_questions_asker_id"),
        ForeignKeyConstraint(["reader_id"], ["accounts.id"], name="fk_questions_reader_id"),
        PrimaryKeyConstraint("id", name="pk_questions"),
        sqlite_strict=True,
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_asker", "questions", ["asker_id", "asked_at"])


def _refund_accounts() -> None:
    op.create_table(
        "refund_accounts",
        Column("order_id", _WHOLE, nullable=False, autoincrement=False),
        Column("standard", Text(), nullable=False),
        Column("account", Text(), nullable=False),
        Column("name", Text(), nullable=False),
        Column("city", Text(), nullable=False),
        Column("extra", Text(), nullable=False),
        Column("left_at", _WHOLE, nullable=False),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_refund_accounts_order_id"),
        PrimaryKeyConstraint("order_id", name="pk_refund_accounts"),
        sqlite_strict=True,
    )


def _undos() -> None:
    op.create_table(
        "undos",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("deal_id", _WHOLE, nullable=False),
        Column("actor_id", _WHOLE, nullable=False),
        Column("kind", Text(), nullable=False),
        Column("orders", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        Column("undone_at", _WHOLE),
        CheckConstraint("kind IN ('confirm', 'reject', 'receive')", name="ck_undos_kind_known"),
        ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_undos_deal_id"),
        ForeignKeyConstraint(["actor_id"], ["accounts.id"], name="fk_undos_actor_id"),
        PrimaryKeyConstraint("id", name="pk_undos"),
        sqlite_strict=True,
    )
    op.create_index("ix_undos_at", "undos", ["at"])
    op.create_index("ix_undos_deal", "undos", ["deal_id", "id"])


def _statements() -> None:
    op.create_table(
        "statements",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("community_id", _WHOLE, nullable=False),
        Column("leader_id", _WHOLE, nullable=False),
        Column("account", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        Column("works_at", _WHOLE),
        Column("lines", _WHOLE, nullable=False),
        Column("outgoing", _WHOLE, nullable=False),
        Column("unknown", _WHOLE, nullable=False),
        Column("in_others", _WHOLE, nullable=False),
        Column("known", _WHOLE, nullable=False),
        CheckConstraint("state IN ('reading', 'working', 'done', 'taking', 'taken')", name="ck_statements_state_known"),
        CheckConstraint("(works_at IS NULL) = (state NOT IN ('working', 'taking'))", name="ck_statements_works"),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_statements_community_id"),
        ForeignKeyConstraint(["leader_id"], ["accounts.id"], name="fk_statements_leader_id"),
        PrimaryKeyConstraint("id", name="pk_statements"),
        sqlite_strict=True,
    )
    op.create_index("ix_statements_community_id", "statements", ["community_id"])
    op.create_index(
        "ix_statements_working",
        "statements",
        ["works_at"],
        sqlite_where=text("works_at IS NOT NULL"),
        postgresql_where=text("works_at IS NOT NULL"),
    )


def _statement_lines() -> None:
    op.create_table(
        "statement_lines",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("statement_id", _WHOLE, nullable=False),
        Column("community_id", _WHOLE, nullable=False),
        Column("account", Text(), nullable=False),
        Column("fingerprint", Text(), nullable=False),
        Column("booked_on", Text()),
        Column("amount_minor", _WHOLE, nullable=False),
        Column("currency", Text(), nullable=False),
        Column("text", Text(), nullable=False),
        Column("name", Text(), nullable=False),
        Column("payer", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("why", Text()),
        Column("order_id", _WHOLE),
        Column("was", Text()),
        Column("decided_at", _WHOLE),
        CheckConstraint("amount_minor > 0", name="ck_statement_lines_came"),
        CheckConstraint(
            "state NOT IN ('found', 'paid', 'late', 'booked', 'stays') OR order_id IS NOT NULL",
            name="ck_statement_lines_has_order",
        ),
        CheckConstraint(
            "state NOT IN ('paid', 'late', 'booked') OR was IS NOT NULL", name="ck_statement_lines_knows_before"
        ),
        CheckConstraint(
            "state IN ('found', 'paid', 'late', 'booked', 'near', 'refused', 'undone', 'stays')",
            name="ck_statement_lines_state_known",
        ),
        ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_lines_statement_id"),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_statement_lines_community_id"),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_statement_lines_order_id"),
        PrimaryKeyConstraint("id", name="pk_statement_lines"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_statement_lines_once",
        "statement_lines",
        ["community_id", "account", "fingerprint"],
        unique=True,
        sqlite_where=text("state <> 'undone'"),
        postgresql_where=text("state <> 'undone'"),
    )
    op.create_index(
        "uq_statement_lines_paid_once",
        "statement_lines",
        ["order_id"],
        unique=True,
        sqlite_where=text("state = 'paid'"),
        postgresql_where=text("state = 'paid'"),
    )
    op.create_index("ix_statement_lines_order_id", "statement_lines", ["order_id"])
    op.create_index("ix_statement_lines_statement", "statement_lines", ["statement_id", "state", "id"])


def _statement_columns() -> None:
    op.create_table(
        "statement_columns",
        Column("community_id", _WHOLE, nullable=False),
        Column("account", Text(), nullable=False),
        Column("shape", Text(), nullable=False),
        Column("columns", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_statement_columns_community_id"),
        PrimaryKeyConstraint("community_id", "account", "shape", name="pk_statement_columns"),
        sqlite_strict=True,
    )


def _trades() -> None:
    op.create_table(
        "trades",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("order_id", _WHOLE, nullable=False),
        Column("provider", Text(), nullable=False),
        Column("number", Text(), nullable=False),
        Column("amount_minor", _WHOLE, nullable=False),
        Column("currency", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("code", Text(), nullable=False),
        Column("codes", _WHOLE, nullable=False),
        Column("expires_at", _WHOLE),
        Column("queried_at", _WHOLE),
        Column("next_at", _WHOLE),
        Column("attempts", _WHOLE, nullable=False),
        Column("money_id", Text(), nullable=False),
        Column("came_minor", _WHOLE, nullable=False),
        Column("refund_minor", _WHOLE, nullable=False),
        Column("refunded_minor", _WHOLE, nullable=False),
        Column("refunds", _WHOLE, nullable=False),
        Column("wanted_at", _WHOLE, nullable=False),
        CheckConstraint(
            "amount_minor > 0 AND refund_minor >= 0 AND refunded_minor >= 0"
            " AND refund_minor + refunded_minor <= came_minor",
            name="ck_trades_amounts",
        ),
        CheckConstraint(
            "state IN ('wanted', 'asked', 'paid', 'closing', 'closed', 'failed', 'refunding', 'refunded')",
            name="ck_trades_state_known",
        ),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_trades_order_id"),
        PrimaryKeyConstraint("id", name="pk_trades"),
        UniqueConstraint("provider", "number", name="uq_trades_provider_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_trades_order_id", "trades", ["order_id"])
    _partial("uq_trades_link", "trades", ["code"], only="provider = 'telegram'", unique=True)
    _partial("ix_trades_next", "trades", ["next_at"], only="next_at IS NOT NULL")


def _payment_reports() -> None:
    op.create_table(
        "payment_reports",
        Column("id", _WHOLE, Identity(always=False), nullable=False),
        Column("provider", Text(), nullable=False),
        Column("event_id", Text(), nullable=False),
        Column("body_sha256", Text(), nullable=False),
        Column("number", Text(), nullable=False),
        Column("money_id", Text(), nullable=False),
        Column("amount_minor", _WHOLE, nullable=False),
        Column("currency", Text(), nullable=False),
        Column("foreign_field", Text(), nullable=False),
        Column("desk_id", Text(), nullable=False),
        Column("order_id", _WHOLE),
        Column("outcome", Text(), nullable=False),
        Column("at", _WHOLE, nullable=False),
        CheckConstraint(
            "outcome IN ('paid', 'late', 'currency', 'again', 'twice', 'differs', 'foreign', 'unknown', 'returned')",
            name="ck_payment_reports_outcome_known",
        ),
        ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_payment_reports_order_id"),
        PrimaryKeyConstraint("id", name="pk_payment_reports"),
        UniqueConstraint("provider", "event_id", name="uq_payment_reports_provider_event_id"),
        sqlite_strict=True,
    )
    _partial("ix_payment_reports_desk", "payment_reports", ["order_id"], only="desk_id <> ''")
    _partial(
        "uq_payment_reports_money",
        "payment_reports",
        ["provider", "money_id"],
        only="outcome IN ('paid', 'late', 'twice', 'differs')",
        unique=True,
    )
