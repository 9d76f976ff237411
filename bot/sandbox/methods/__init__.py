"""The table of methods. What does not stand here is "method not found", never a silent success."""

from bot.sandbox.methods import (
    callbacks,
    chats,
    checkouts,
    documents,
    edits,
    ephemerals,
    identity,
    inline,
    invoices,
    messages,
    photos,
    pins,
    updates,
)
from bot.sandbox.parameters import Method

NOUNS = (
    callbacks,
    chats,
    checkouts,
    documents,
    edits,
    ephemerals,
    identity,
    inline,
    invoices,
    messages,
    photos,
    pins,
    updates,
)

#: Every method by its name in lower case: Telegram doesn't mind the case.
TABLE: dict[str, Method] = {method.name.lower(): method for noun in NOUNS for method in noun.METHODS}
