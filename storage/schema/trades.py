"""Payments through gateways, and what gateways report."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Instant, Whole

_AT_DESK = text("desk_id <> ''")
_INVOICES = text("provider = 'telegram'")
_BOOKED = text("outcome IN ('paid', 'late', 'twice', 'differs')")

trades = table(
    "trades",
    identity(),
    ref("order_id", "orders.id", index=True),
    Column("provider", Text, nullable=False),
    Column("number", Text, nullable=False),  # ours, by which the gateway knows it
    Column("amount_minor", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),  # what is drawn for the buyer
    Column("codes", Whole, nullable=False),  # how many were made
    Column("expires_at", Instant),
    Column("queried_at", Instant),  # when the gateway last answered what became of it
    Column("next_at", Instant),  # the next call about it; NULL: none
    Column("attempts", Whole, nullable=False),  # calls since the last that was answered
    Column("money_id", Text, nullable=False),  # the gateway's number of the payment that came
    Column("came_minor", Whole, nullable=False),  # by that payment
    Column("refund_minor", Whole, nullable=False),  # going back now
    Column("refunded_minor", Whole, nullable=False),  # gone back
    Column("refunds", Whole, nullable=False),  # how many were begun
    Column("wanted_at", Instant, nullable=False),
    UniqueConstraint("provider", "number"),
    CheckConstraint(
        "amount_minor > 0 AND refund_minor >= 0 AND refunded_minor >= 0"
        " AND refund_minor + refunded_minor <= came_minor",
        name="amounts",
    ),
    one_of("state", "wanted", "asked", "paid", "closing", "closed", "failed", "refunding", "refunded"),
    Index(
        "uq_trades_link",  # an invoice is found by the link of its forwarded copies
        "code",
        unique=True,
        sqlite_where=_INVOICES,
        postgresql_where=_INVOICES,
    ),
    Index(
        "ix_trades_next",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)

payment_reports = table(
    "payment_reports",
    identity(),
    Column("provider", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("money_id", Text, nullable=False),
    Column("amount_minor", Whole, nullable=False),
    Column("currency", Text, nullable=False),
    Column("foreign_field", Text, nullable=False),  # which of app and merchant is not ours
    Column("desk_id", Text, nullable=False),  # how its provider's desk calls it, which alone can pay it back
    ref("order_id", "orders.id", nullable=True),
    Column("outcome", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("provider", "event_id"),  # told again, it changes nothing
    one_of("outcome", "paid", "late", "currency", "again", "twice", "differs", "foreign", "unknown", "returned"),
    Index("ix_payment_reports_desk", "order_id", sqlite_where=_AT_DESK, postgresql_where=_AT_DESK),
    Index(
        "uq_payment_reports_money",  # one payment counts once, by whatever report it came
        "provider",
        "money_id",
        unique=True,
        sqlite_where=_BOOKED,
        postgresql_where=_BOOKED,
    ),
)
