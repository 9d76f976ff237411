"""What admins are told when a gateway reports money that fits nothing that was asked."""

from typing import Any

from bot.domain.money import Money, UnknownCurrency, currency
from bot.i18n import Fact, Texts, code, joined
from bot.services.payment_reports import Alarm
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.screens import Screen


def payment_alarm(texts: Texts, alarm: Alarm, facts: dict[str, Any], bot: Bot) -> Screen:
    """What came, what was asked, and the numbers by which both can be looked up."""
    report, receipt = alarm.kept.report, alarm.receipt
    gateway = texts("gateway-name", gateway=report.provider)
    lines = [
        texts(
            "payment-alarm",
            outcome=alarm.kept.outcome,
            gateway=gateway,
            amount=_amount(report.amount_minor, report.currency),
            order="–" if receipt is None else code(receipt.order.code),
            asked=alarm.asked or "–",
            field=report.foreign,
        ),
        texts(
            "payment-alarm-numbers",
            number=code(report.number),
            money=code(report.money_id),
            at_desk="yes" if report.desk_id else "no",
            desk=code(report.desk_id or "–"),
        ),
        texts("payment-alarm-how", outcome=alarm.kept.outcome, gateway=gateway),
    ]
    return Screen(text=fits(joined(lines)))


def _amount(minor: int, letters: str) -> Fact:
    """An amount in whatever currency a gateway names."""
    try:
        return Money(minor, currency(letters))
    except UnknownCurrency:
        return f"{minor} {letters}"
