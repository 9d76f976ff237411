"""What people see of invoices, as it is written down in golden/."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.ids import OrderId, ReportId, TradeId
from bot.domain.money import Money
from bot.domain.orders import OrderState, Rest
from bot.domain.trades import DeskPayment, KeptReport, Outcome, Provider, Report, Trade, TradeState
from bot.i18n import Texts
from bot.services.invoices import Invoice
from bot.services.payment_reports import Alarm
from bot.services.receipts import Receipt
from bot.services.refunds import Refund
from bot.views import alarms, desk_pages, invoices, payments, refunds
from bot.views.screens import Screen
from tests.unit.views import models as m

S, T = OrderState, TradeState
_NUMBERS = DeskPayment(money_id="5000_9f8e", desk_id="ch_3Q7x", amount_minor=5980, currency="EUR")


def a_trade(state: TradeState = T.ASKED) -> Trade:
    """Ben's invoice."""
    return Trade(
        id=TradeId(7),
        order_id=OrderId(41),
        provider=Provider.TELEGRAM,
        number="KT10000041",
        amount_minor=5980,
        currency="EUR",
        state=state,
        code="I" * 22,
    )


def a_receipt(state: OrderState = S.DUE, trade: TradeState = T.ASKED, **changes: Any) -> Receipt:
    """Ben's order, paid by invoice."""
    shot = m.a_snapshot(standard="telegram-trade", account="284685063", name="Green Market")
    at_desk = (_NUMBERS,) if trade is T.PAID else ()
    return m.a_receipt(state, snapshot=shot, trade=a_trade(trade), at_desk=at_desk, **changes)


def an_invoice(receipt: Receipt | None = None) -> Invoice:
    """Ben's invoice with his order."""
    return Invoice(trade=a_trade(), receipt=receipt or a_receipt())


def _due(receipt: Receipt, **facts: Any) -> Callable[[Texts], Screen | None]:
    return lambda t: payments.payment_due(t, receipt, facts, m.BOT)


def _finished(receipt: Receipt) -> Callable[[Texts], Screen | None]:
    return lambda t: payments.payment_finished(t, receipt, {}, m.BOT)


def _invoice(receipt: Receipt) -> Callable[[Texts], Screen | None]:
    return lambda t: invoices.invoice(t, an_invoice(receipt), {}, m.BOT)


def _short(rest: Rest) -> Receipt:
    made = a_receipt(came=Money(3000, m.EUR), to_pay=Money(2980, m.EUR))
    return replace(made, order=replace(made.order, rest=rest))


def _alarm() -> Alarm:
    report = Report(
        provider=Provider.TELEGRAM,
        event_id="e",
        number="KT10000041",
        money_id=_NUMBERS.money_id,
        amount_minor=5979,
        currency="EUR",
        body_sha256="",
        desk_id=_NUMBERS.desk_id,
    )
    kept = KeptReport(id=ReportId(3), report=report, outcome=Outcome.DIFFERS, order_id=OrderId(41), at=m.NOW)
    return Alarm(kept=kept, receipt=a_receipt(), asked=Money(5980, m.EUR))


_LATE = a_receipt(S.LAPSED, T.PAID, is_late=True, to_pay=Money(-5980, m.EUR))
_BACK = a_receipt(S.REFUND_DUE, T.PAID)

INVOICES: dict[str, Callable[[Texts], Screen | None]] = {
    "due": _due(a_receipt()),
    "due, another way": _due(a_receipt(has_ways=True)),
    "due, there is no invoice": _due(a_receipt(trade=T.CLOSED, has_ways=True), copy=True),
    "invoice": _invoice(a_receipt()),
    "invoice, another way": _invoice(a_receipt(has_ways=True)),
    "invoice, a long title": _invoice(a_receipt(deal=m.a_deal(title="👨‍👩‍👧‍👦" * 9 + " sweet oranges"))),
    "invoice, paid": _invoice(a_receipt(S.PAID, T.PAID)),
    "finished, paid": _finished(a_receipt(S.PAID, T.PAID)),
    "finished, late": _finished(_LATE),
    "finished, left": _finished(a_receipt(S.LEFT, T.CLOSED)),
    "finished, void": _finished(a_receipt(S.VOID, T.CLOSED)),
    "finished, lapsed": _finished(a_receipt(S.LAPSED, T.CLOSED)),
    "finished, claimed": _finished(a_receipt(S.CLAIMED)),
    "finished, refund due": _finished(_BACK),
    "finished, refunded": _finished(a_receipt(S.REFUNDED, T.PAID)),
    "a part came": _finished(_short(Rest.SHORT)),
    "a part came, the rest is asked for": _finished(_short(Rest.ASKED)),
    "late money": lambda t: desk_pages.late_money(t, _LATE, {}, m.BOT),
    "refund owed": lambda t: payments.refund_owed(t, _BACK, {}, m.BOT),
    "refund by hand": lambda t: refunds.refund_by_hand(t, Refund(receipt=_BACK, account=None), {}, m.BOT),
    "refunded": lambda t: payments.refunded(t, a_receipt(S.REFUNDED, T.PAID), {}, m.BOT),
    "alarm": lambda t: alarms.payment_alarm(t, _alarm(), {}, m.BOT),
}
