"""Times when the bot was away."""

from sqlalchemy import Column, Text, UniqueConstraint

from storage.schema.parts import identity, one_of, ref, table
from storage.types import Instant

outages = table(
    "outages",
    identity(),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("told_at", Instant),  # when leaders and admins were written to
)

late_closes = table(
    "late_closes",  # deals that an outage has touched: each leader is asked once
    identity(),
    ref("outage_id", "outages.id"),
    ref("deal_id", "deals.id"),
    Column("state", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    UniqueConstraint("outage_id", "deal_id"),
    one_of("state", "asked", "reopened", "left"),
)
