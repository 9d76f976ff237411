"""Where buyers want an order's money back: kept until it was paid back, and erased then."""

from datetime import datetime

from sqlalchemy import bindparam, select, text

from bot.domain.ids import OrderId
from bot.payqr.asks import PayeeAccount
from storage.database import ReadTx, WriteTx
from storage.tables import refund_accounts as t
from storage.types import Instant

_LEAVE = text(
    "INSERT INTO refund_accounts (order_id, standard, account, name, city, extra, left_at)"
    " VALUES (:order, :standard, :account, :name, :city, :extra, :now)"
    " ON CONFLICT (order_id) DO UPDATE SET standard = excluded.standard, account = excluded.account,"
    " name = excluded.name, city = excluded.city, extra = excluded.extra, left_at = excluded.left_at"
).bindparams(bindparam("now", type_=Instant))
_FIND = select(t.c.standard, t.c.account, t.c.name, t.c.city, t.c.extra).where(t.c.order_id == bindparam("order"))
_ERASE = t.delete().where(t.c.order_id == bindparam("order"))


def leave(tx: WriteTx, order: OrderId, account: PayeeAccount, now: datetime) -> None:
    """Keep an account for an order's refund, in place of one that was left before."""
    facts = {
        "order": order,
        "standard": account.standard,
        "account": account.account,
        "name": account.name,
        "city": account.city,
        "extra": account.extra,
        "now": now,
    }
    tx.execute(_LEAVE, facts)


def find(tx: ReadTx, order: OrderId) -> PayeeAccount | None:
    """The account left for an order's refund, if any."""
    row = tx.first(_FIND, {"order": order})
    return None if row is None else PayeeAccount(row.standard, row.account, row.name, row.city, row.extra)


def erase(tx: WriteTx, order: OrderId) -> bool:
    """Forget it; False: there was none."""
    return tx.changed(_ERASE, {"order": order})
