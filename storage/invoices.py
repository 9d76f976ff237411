"""Invoices: trades by Telegram, found by their links. Nobody is called about them."""

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.ids import OrderId, Token, TradeId
from bot.domain.trades import Provider, TradeState
from storage.database import ReadTx, WriteTx
from storage.tables import trades as t
from storage.trades import NO_MONEY
from storage.types import word

_TELEGRAM = t.c.provider == word(Provider.TELEGRAM)
_OPEN = t.insert()
_BY_LINK = select(t.c.id).where(_TELEGRAM, t.c.code == bindparam("token"))
_ANY = select(t.c.id).where(_TELEGRAM).limit(1)


def open_(
    tx: WriteTx, order: OrderId, number: str, token: Token, amount_minor: int, currency: str, now: datetime
) -> None:
    """An invoice that can be paid from now on. Nobody is called about it: delivery sends it, and Telegram tells."""
    tx.run(
        _OPEN,
        {
            "order_id": order,
            "provider": Provider.TELEGRAM,
            "number": number,
            "amount_minor": amount_minor,
            "currency": currency,
            "state": TradeState.ASKED,
            "code": token,
            "codes": 0,
            "next_at": None,
            "attempts": 0,
            **NO_MONEY,
            "wanted_at": now,
        },
    )


def find_by_link(tx: ReadTx, token: Token) -> TradeId | None:
    """The invoice of a link."""
    found: int | None = tx.value(_BY_LINK, {"token": token})
    return None if found is None else TradeId(found)


def any_ever(tx: ReadTx) -> bool:
    """Whether there ever was one: money for it may still be told of."""
    return tx.first(_ANY) is not None
