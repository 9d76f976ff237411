"""The schema. What must never happen (oversold, two live orders, a reference twice) can't be stored."""

from storage.schema.books import audit, ledger, requests
from storage.schema.communities import communities, leaders, topics
from storage.schema.deals import deals, drafts
from storage.schema.installations import installation
from storage.schema.messages import inline_cards, messages, outbox, pictures, posts, senders
from storage.schema.orders import orders, undos
from storage.schema.outages import late_closes, outages
from storage.schema.parts import metadata
from storage.schema.payees import payees, refund_accounts
from storage.schema.people import accounts, questions
from storage.schema.statements import statement_columns, statement_lines, statements
from storage.schema.teams import teams
from storage.schema.trades import payment_reports, trades

__all__ = [
    "accounts",
    "audit",
    "communities",
    "deals",
    "drafts",
    "inline_cards",
    "installation",
    "late_closes",
    "leaders",
    "ledger",
    "messages",
    "metadata",
    "orders",
    "outages",
    "outbox",
    "payees",
    "payment_reports",
    "pictures",
    "posts",
    "questions",
    "refund_accounts",
    "requests",
    "senders",
    "statement_columns",
    "statement_lines",
    "statements",
    "teams",
    "topics",
    "trades",
    "undos",
]
