"""Orders that buyers were asked to pay by transfer, as lines of a statement are compared with them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from bot.domain.ids import CommunityId, DealId, OrderId
from bot.domain.money import Money, currency
from bot.domain.orders import OWING, OrderState
from bot.domain.payments import read_snapshot
from bot.domain.statements.matching import Asked
from storage.database import ReadTx
from storage.ledger import OWED
from storage.tables import accounts, deals, orders
from storage.tables import ledger as book
from storage.types import word

#: References asked for in one statement.
_AT_ONCE = 500
_OPEN = (
    select(
        orders.c.id, orders.c.deal_id, orders.c.reference, orders.c.state, orders.c.off_minor, accounts.c.name,
        deals.c.currency, OWED.label("owed"),
    )
    .join(deals, deals.c.id == orders.c.deal_id)
    .join(accounts, accounts.c.id == orders.c.buyer_id)
    .join(book, book.c.order_id == orders.c.id)
    .where(deals.c.community_id == bindparam("community"), orders.c.state.in_([word(state) for state in sorted(OWING)]))
    .where(orders.c.snapshot.is_not(None))
    .group_by(orders.c.id, accounts.c.name, deals.c.currency)
    .order_by(orders.c.id)
)  # fmt: skip
_NAMED = (
    select(
        orders.c.id, orders.c.deal_id, orders.c.reference, orders.c.state, orders.c.off_minor, orders.c.snapshot,
        accounts.c.name, deals.c.currency,
    )
    .join(deals, deals.c.id == orders.c.deal_id)
    .join(accounts, accounts.c.id == orders.c.buyer_id)
    .where(deals.c.community_id == bindparam("community"), orders.c.reference.in_(bindparam("refs", expanding=True)))
    .where(orders.c.snapshot.is_not(None))
)  # fmt: skip
_LAST = select(func.max(orders.c.id))


def unpaid(tx: ReadTx, community: CommunityId) -> list[Asked]:
    """Every order of a community whose money is waited for, with what is still owed."""
    return [_asked(row, int(row.owed)) for row in tx.all(_OPEN, {"community": community})]


def named(tx: ReadTx, community: CommunityId, references: Iterable[str]) -> list[Asked]:
    """Orders of a community in any state by their references, with what was asked for each."""
    found: list[Asked] = []
    for some in _slices(references):
        rows = tx.all(_NAMED, {"community": community, "refs": some})
        found += [_asked(row, read_snapshot(row.snapshot).amount_minor) for row in rows]
    return found


def last(tx: ReadTx) -> OrderId:
    """The newest order of all; 0: there is none."""
    return OrderId(int(tx.value(_LAST) or 0))


def _slices(references: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(references)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _asked(row: Row[Any], owed: int) -> Asked:
    return Asked(
        id=OrderId(row.id),
        deal_id=DealId(row.deal_id),
        number=int(row.reference[2:]),
        owed=Money(owed, currency(row.currency)),
        buyer=row.name,
        state=OrderState(row.state),
        has_own_amount=row.off_minor > 0,
    )
