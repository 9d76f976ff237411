"""Payment reports: what gateways said of money. One that is told again finds its row."""

from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from bot.domain.errors import NotFound
from bot.domain.ids import OrderId, ReportId
from bot.domain.trades import BOOKED, DeskPayment, KeptReport, Outcome, Provider, Report
from storage.database import ReadTx, WriteTx
from storage.tables import payment_reports as t
from storage.types import Instant, word

_KEEP = text(
    "INSERT INTO payment_reports (provider, event_id, body_sha256, number, money_id, amount_minor, currency,"
    " foreign_field, desk_id, outcome, at) VALUES (:provider, :event, :body, :number, :money, :amount, :currency,"
    " :foreign, :desk, 'again', :at) ON CONFLICT (provider, event_id) DO NOTHING RETURNING id"
).bindparams(bindparam("at", type_=Instant))
_CAME_TO = update(t).where(t.c.id == bindparam("report")).values(outcome=bindparam("out"), order_id=bindparam("order"))
_BOOKED = select(t.c.id).where(
    t.c.provider == bindparam("of"),
    t.c.money_id == bindparam("money"),
    t.c.outcome.in_([word(each) for each in BOOKED]),
)
_AT_DESK = (
    select(t.c.money_id, t.c.desk_id, t.c.amount_minor, t.c.currency)
    .where(t.c.order_id == bindparam("order"), text("desk_id <> ''"))
    .where(t.c.outcome.in_([word(each) for each in BOOKED]))
    .order_by(t.c.id)
)
_GET = select(t).where(t.c.id == bindparam("report"))


def keep(tx: WriteTx, report: Report, now: datetime) -> ReportId | None:
    """Keep a report; None when it was told before."""
    kept = tx.value(
        _KEEP,
        {
            "provider": report.provider,
            "event": report.event_id,
            "body": report.body_sha256,
            "number": report.number,
            "money": report.money_id,
            "amount": report.amount_minor,
            "currency": report.currency,
            "foreign": report.foreign,
            "desk": report.desk_id,
            "at": now,
        },
    )
    return None if kept is None else ReportId(int(kept))


def came_to(tx: WriteTx, report: ReportId, outcome: Outcome, order: OrderId | None) -> None:
    """What became of a report, in the transaction that keeps it."""
    tx.run(_CAME_TO, {"report": report, "out": outcome, "order": order})


def is_booked(tx: ReadTx, provider: Provider, money_id: str) -> bool:
    """Whether a payment was booked before, by whatever report."""
    return tx.first(_BOOKED, {"of": provider, "money": money_id}) is not None


def at_desk(tx: ReadTx, order: OrderId) -> tuple[DeskPayment, ...]:
    """An order's booked payments that only their provider's desk pays back, the first first."""
    return tuple(
        DeskPayment(money_id=row.money_id, desk_id=row.desk_id, amount_minor=row.amount_minor, currency=row.currency)
        for row in tx.all(_AT_DESK, {"order": order})
    )


def get(tx: ReadTx, report: ReportId) -> KeptReport:
    """A report with what became of it. Raises NotFound."""
    row = tx.first(_GET, {"report": report})
    if row is None:
        raise NotFound()
    return KeptReport(
        id=ReportId(row.id),
        report=Report(
            provider=Provider(row.provider),
            event_id=row.event_id,
            number=row.number,
            money_id=row.money_id,
            amount_minor=row.amount_minor,
            currency=row.currency,
            body_sha256=row.body_sha256,
            foreign=row.foreign_field,
            desk_id=row.desk_id,
        ),
        outcome=Outcome(row.outcome),
        order_id=None if row.order_id is None else OrderId(row.order_id),
        at=row.at,
    )
