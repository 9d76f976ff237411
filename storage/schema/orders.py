"""Orders, and what a leader said of their money."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Flag, Instant, Whole

_LIVE = text("state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected')")

orders = table(
    "orders",
    identity(),
    ref("deal_id", "deals.id"),
    ref("team_id", "teams.id", nullable=True, index=True),
    ref("buyer_id", "accounts.id"),
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
    ref("payee_id", "payees.id", nullable=True),  # to whom its buyer is asked to pay
    Column("asked_minor", Whole),  # how much by transfer: the amount less what credit pays
    Column("off_minor", Whole, nullable=False),  # taken off the price: the amount is this buyer's own, or is enough
    Column("rest", Text, nullable=False),  # by what its money differs from what was asked for
    Column("snapshot", Text),
    Column("seal", Text),
    Column("claim_photo", Text, nullable=False),
    Column("claimed_late", Flag, nullable=False),  # says paid although the order had ended: waits for the leader
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("deal_id", "number"),
    CheckConstraint("quantity > 0 AND unit_minor > 0", name="positive"),
    CheckConstraint("off_minor >= 0 AND off_minor < quantity * unit_minor", name="below_its_price"),
    one_of("rest", "even", "short", "asked", "over", "back"),
    one_of(
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
    Index(
        "ix_orders_uneven",
        "deal_id",
        "id",
        sqlite_where=text("rest IN ('short', 'over', 'back')"),
        postgresql_where=text("rest IN ('short', 'over', 'back')"),
    ),
    Index("ix_orders_buyer", "buyer_id", "id"),
    Index(
        "ix_orders_asked",
        "payee_id",
        "asked_minor",
        sqlite_where=text("state IN ('due', 'claimed')"),
        postgresql_where=text("state IN ('due', 'claimed')"),
    ),
    Index("ix_orders_deal", "deal_id", "state", "id"),
    Index(
        "ix_orders_refunding",
        "id",
        sqlite_where=text("state = 'refund_due'"),
        postgresql_where=text("state = 'refund_due'"),
    ),
)

undos = table(
    "undos",  # what leaders said of money, and how each order stood before: it can be taken back for five minutes
    identity(),
    ref("deal_id", "deals.id"),
    ref("actor_id", "accounts.id"),
    Column("kind", Text, nullable=False),
    Column("orders", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("undone_at", Instant),
    one_of("kind", "confirm", "reject", "receive"),
    Index("ix_undos_deal", "deal_id", "id"),
)
