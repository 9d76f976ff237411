"""Invoices: whether one may be paid, whose a link's is, when one is sent and taken away, and money that goes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain import invoices as rules
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, OrderId, Token, TradeId
from bot.domain.invoices import Checkout, InvoiceOfAnother, InvoiceUnknown
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.orders import OrderState, Rest
from bot.domain.trades import Provider, Trade, TradeState, moved
from bot.payqr.gateway_codes import standard_of
from bot.services import receipts
from bot.services import trades as asking
from bot.services.receipts import Receipt
from storage import deals, invoices, orders, payment_reports, trades
from storage.database import ReadTx, WriteTx

_STANDARD = standard_of(Provider.TELEGRAM).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice with the order that it asks money for."""

    trade: Trade
    receipt: Receipt

    @property
    def can_be_paid(self) -> bool:
        """Whether it may stand in its buyer's chat."""
        order, shot = self.receipt.order, self.receipt.snapshot
        return (
            self.trade.state is TradeState.ASKED
            and order.state is OrderState.DUE
            and order.rest is not Rest.SHORT
            and shot is not None
            and (shot.standard, shot.amount_minor) == (_STANDARD, self.trade.amount_minor)
        )


def invoice(tx: ReadTx, trade_id: TradeId) -> Invoice:
    """An invoice. Raises NotFound."""
    trade = trades.get(tx, trade_id)
    return Invoice(trade=trade, receipt=receipts.receipt(tx, trade.order_id))


def check(tx: ReadTx, checkout: Checkout, now: datetime) -> None:
    """Raise, unless somebody may pay an invoice at this moment. Raises InvoiceUnknown, and what the rule raises."""
    trade = trades.by_number(tx, Provider.TELEGRAM, checkout.number)
    if trade is None:
        raise InvoiceUnknown()
    order = orders.get(tx, trade.order_id)
    deal, shot = deals.get(tx, order.deal_id), orders.snapshot(tx, order.id)
    by_invoice = asking.provider_of(shot) is Provider.TELEGRAM
    asked = 0 if shot is None else shot.amount_minor
    rules.may_be_paid(checkout, trade, order, deal, by_invoice=by_invoice, asked_minor=asked, now=now)


def own(tx: ReadTx, token: Token, reader: AccountId) -> OrderId:
    """The order of an invoice's link, for its buyer. Raises NotFound; InvoiceOfAnother: the reader isn't."""
    trade = invoices.find_by_link(tx, token)
    if trade is None:
        raise NotFound()
    order = orders.get(tx, trades.get(tx, trade).order_id)
    if order.buyer_id != reader:
        raise InvoiceOfAnother()
    return order.id


def any_ever(tx: ReadTx) -> bool:
    """Whether there ever was an invoice: money for one may still be told of."""
    return invoices.any_ever(tx)


def beside(tx: ReadTx, order_id: OrderId, key: str) -> list[Notice]:
    """The invoice that stands under a request to pay; none where the order is paid another way, or not any more."""
    if asking.provider_of(orders.snapshot(tx, order_id)) is not Provider.TELEGRAM:
        return []
    receipt = receipts.receipt(tx, order_id)
    trade = asking.shown(tx, receipt.order, receipt.snapshot)
    if trade is None or not Invoice(trade=trade, receipt=receipt).can_be_paid:
        return []
    return [notice(NoticeKind.INVOICE, receipt.order.buyer_id, trade.id, key)]


def after_sending(tx: ReadTx, trade_id: TradeId, key: str) -> list[Notice]:
    """What an invoice that has just gone out needs: to be taken away again, if it was settled on the way."""
    found = invoice(tx, trade_id)
    return [] if found.can_be_paid else [taken_away(tx, found.trade, key)]


def refused(tx: WriteTx, trade_id: TradeId) -> list[Notice]:
    """Telegram doesn't send an invoice, such as one for a few cents: its buyer is told, and may pay another way."""
    trade = trades.get(tx, trade_id)
    if trade.state is not TradeState.ASKED or not trades.save(tx, trade, moved(trade, TradeState.CLOSED), None):
        return []
    buyer = orders.get(tx, trade.order_id).buyer_id
    return [notice(NoticeKind.PAYMENT_DUE, buyer, trade.order_id, f"refused-{trade_id}", copy=True)]


def taken_away(tx: ReadTx, trade: Trade, key: str) -> Notice:
    """What stands of an invoice in its buyer's chat is taken away: it can't be paid any more."""
    return notice(NoticeKind.INVOICE, orders.get(tx, trade.order_id).buyer_id, trade.id, key)


def owed_back(tx: ReadTx, happened: Sequence[e.Event], request: str) -> list[Notice]:
    """Money that came by invoice goes back by hand: the deal's leader is told the numbers that it takes."""
    return [
        notice(NoticeKind.REFUND_BY_HAND, event.leader_id, event.order_id, request)
        for event in happened
        if isinstance(event, e.RefundOwed) and payment_reports.at_desk(tx, event.order_id)
    ]
