"""What people see of gateways, as it is written down in golden/."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.ids import OrderId, ReportId, TradeId
from bot.domain.money import Money, currency
from bot.domain.orders import OrderState, Rest
from bot.domain.trades import KeptReport, Outcome, Provider, Report, Trade, TradeState
from bot.i18n import Texts
from bot.services.payment_reports import Alarm
from bot.services.receipts import Receipt
from bot.services.refunds import Refund
from bot.views import alarms, desk_pages, payments, refunds
from bot.views.screens import Screen
from tests.unit.views import models as m

S, T = OrderState, TradeState
#: What came and belongs to no order any more.
_HERE = Money(-5980, currency("CNY"))


def a_trade(state: TradeState = T.ASKED, **changes: Any) -> Trade:
    """Ben's payment through Alipay."""
    made = Trade(
        id=TradeId(7),
        order_id=OrderId(41),
        provider=Provider.ALIPAY,
        number="KT10000041",
        amount_minor=5980,
        currency="CNY",
        state=state,
        code="https://qr.alipay.com/bax00000",
        codes=1,
        expires_at=m.NOW + timedelta(hours=2),
    )
    return replace(made, **changes)


def a_receipt(state: OrderState = S.DUE, trade: Trade | None = None, **changes: Any) -> Receipt:
    """Ben's order, paid in yuan through Alipay."""
    shot = m.a_snapshot(standard="alipay-trade", account="2088000000000017", name="Ana Souza", currency="CNY")
    deal = m.a_deal(currency=currency("CNY"))
    return m.a_receipt(state, snapshot=shot, deal=deal, trade=a_trade() if trade is None else trade, **changes)


_BY_WECHAT = replace(
    a_receipt(trade=a_trade(provider=Provider.WECHAT, code="weixin://wxpay/bizpayurl?pr=00000")),
    snapshot=m.a_snapshot(standard="wechat-trade", account="1900000017", name="Ana Souza", currency="CNY"),
)


def an_alarm(outcome: Outcome) -> Alarm:
    """Money that fits nothing."""
    report = Report(
        provider=Provider.ALIPAY,
        event_id="e",
        number="KT10000041",
        money_id="2026112722001400000001",
        amount_minor=5979,
        currency="CNY" if outcome is not Outcome.CURRENCY else "XXX",
        body_sha256="",
        foreign="seller_id" if outcome is Outcome.FOREIGN else "",
    )
    kept = KeptReport(id=ReportId(3), report=report, outcome=outcome, order_id=OrderId(41), at=m.NOW)
    is_ours = outcome in (Outcome.DIFFERS, Outcome.TWICE, Outcome.CURRENCY, Outcome.RETURNED)
    asked = Money(5980, currency("CNY"))
    return Alarm(kept=kept, receipt=a_receipt() if is_ours else None, asked=asked if is_ours else None)


def _due(trade: Trade, **facts: Any) -> Callable[[Texts], Screen | None]:
    return lambda t: payments.payment_due(t, a_receipt(trade=trade, has_ways=True), facts, m.BOT)


def _finished(state: OrderState, trade: Trade, **changes: Any) -> Callable[[Texts], Screen | None]:
    return lambda t: payments.payment_finished(t, a_receipt(state, trade, **changes), {}, m.BOT)


def _owed_back(state: OrderState, rest: Rest = Rest.EVEN, *, by_gateway: bool = True) -> Receipt:
    going = Money(-_HERE.minor if by_gateway else 0, _HERE.currency)
    found = a_receipt(state, a_trade(T.REFUNDING), to_pay=_HERE, going_back=going)
    return replace(found, order=replace(found.order, rest=rest))


def _alarm(outcome: Outcome) -> Callable[[Texts], Screen | None]:
    return lambda t: alarms.payment_alarm(t, an_alarm(outcome), {}, m.BOT)


GATEWAYS: dict[str, Callable[[Texts], Screen | None]] = {
    "due, through Alipay": _due(a_trade()),
    "due, through Alipay, copy": _due(a_trade(), copy=True),
    "due, through WeChat Pay": lambda t: payments.payment_due(t, _BY_WECHAT, {}, m.BOT),
    "due, the code isn't there yet": _due(a_trade(T.WANTED, code="", codes=0, expires_at=None)),
    "due, the code has run out": _due(a_trade(expires_at=m.NOW)),
    "due, the gateway makes no code": _due(a_trade(T.FAILED, code="", codes=0, expires_at=None)),
    "finished, paid": _finished(S.PAID, a_trade(T.PAID)),
    "finished, late": _finished(S.LAPSED, a_trade(T.PAID), is_late=True, to_pay=_HERE),
    "finished, left": _finished(S.LEFT, a_trade(T.CLOSED)),
    "finished, refund due": _finished(S.REFUND_DUE, a_trade(T.REFUNDING)),
    "finished, refunded": _finished(S.REFUNDED, a_trade(T.REFUNDED)),
    "late money": lambda t: desk_pages.late_money(
        t, a_receipt(S.LAPSED, a_trade(T.PAID), is_late=True, to_pay=_HERE), {}, m.BOT
    ),
    "refund owed": lambda t: payments.refund_owed(t, _owed_back(S.REFUND_DUE), {}, m.BOT),
    "refund owed, too much": lambda t: payments.refund_owed(t, _owed_back(S.PAID, Rest.BACK), {}, m.BOT),
    "refund owed, by hand": lambda t: payments.refund_owed(t, _owed_back(S.REFUND_DUE, by_gateway=False), {}, m.BOT),
    "refund by hand": lambda t: refunds.refund_by_hand(
        t, Refund(receipt=_owed_back(S.REFUND_DUE, by_gateway=False), account=None), {"gateway": "alipay"}, m.BOT
    ),
    "refunded": lambda t: payments.refunded(t, a_receipt(S.REFUNDED, a_trade(T.REFUNDED)), {"by": "alipay"}, m.BOT),
    "refunded by hand": lambda t: payments.refunded(t, a_receipt(S.REFUNDED, a_trade(T.PAID)), {"by": ""}, m.BOT),
    "alarm, another amount": _alarm(Outcome.DIFFERS),
    "alarm, another currency": _alarm(Outcome.CURRENCY),
    "alarm, twice": _alarm(Outcome.TWICE),
    "alarm, another merchant": _alarm(Outcome.FOREIGN),
    "alarm, an unknown number": _alarm(Outcome.UNKNOWN),
    "alarm, paid back by itself": _alarm(Outcome.RETURNED),
}
