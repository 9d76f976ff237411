"""Where money goes, and where it goes back."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Flag, Instant, Whole

payees = table(
    "payees",
    identity(),
    ref("community_id", "communities.id", index=True),
    Column("standard", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("extra", Text, nullable=False),  # what only this standard needs besides
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    ref("created_by", "accounts.id"),
    Column("created_at", Instant, nullable=False),
    Column("counts_from", Instant, nullable=False),
    Column("own_amounts", Flag, nullable=False),  # every buyer is asked an amount of their own
    Column("slot", Whole),  # the first of those that replaced one another; NULL: only shown
    CheckConstraint("state <> 'kept' OR slot IS NOT NULL", name="kept_in_a_slot"),
    one_of("state", "shown", "kept", "discarded"),
)

refund_accounts = table(
    "refund_accounts",  # where a buyer wants one order's money back: erased when it was paid back
    Column("order_id", Whole, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("standard", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("left_at", Instant, nullable=False),
)
