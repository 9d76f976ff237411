"""Trades: payments asked for through a gateway, each under a number of ours; and what a gateway says of money."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.ids import OrderId, ReportId, TradeId

#: How long a code can be paid: what both gateways keep one for.
GOOD_FOR = timedelta(hours=2)
#: A code with less time left than this is made anew when its buyer asks for it.
FRESH_FOR = timedelta(minutes=10)
#: An open trade is asked after so often, whatever notices say.
QUERY_EVERY = timedelta(hours=1)
#: So long an order waits past its time for a gateway that doesn't answer; then it lapses, and its money comes late.
AWAY_AT_MOST = timedelta(minutes=30)
#: Seconds before a call that failed is made again, try by try; the last goes on for good.
PAUSES_S = (5, 15, 60, 300, 900, 1800)
#: Tries after which a refund that its gateway refuses is its leader's to pay.
REFUSED_AT_MOST = 6
#: The try after which a buyer who waits for a code is told that the gateway is away.
TOLD_AFTER_TRY = 2


class RefundUnderWay(DomainError):
    """The gateway is paying the buyer back: nobody else must."""


class Provider(StrEnum):
    """A gateway."""

    ALIPAY = "alipay"
    WECHAT = "wechat"
    TELEGRAM = "telegram"  #: invoices in the private chat

    @property
    def answers_calls(self) -> bool:
        """Whether it can be asked what came, and pays back itself. Telegram does neither."""
        return self is not Provider.TELEGRAM


class TradeState(StrEnum):
    """wanted → asked → paid ⇄ refunding → refunded, besides closing → closed and failed."""

    WANTED = "wanted"  #: the gateway is to be asked for a code
    ASKED = "asked"  #: its code can be paid
    PAID = "paid"
    CLOSING = "closing"  #: its order asks for it no more: the gateway is to let nobody pay it
    CLOSED = "closed"  #: nobody can pay it any more
    FAILED = "failed"  #: the gateway refuses to make it
    REFUNDING = "refunding"  #: the gateway is to pay it back
    REFUNDED = "refunded"


S = TradeState

#: Every move a trade can make. One that was paid before it was closed is paid; a new code is wanted of an asked one.
#: What goes back in part, or not at all, stays paid.
TRADE_MOVES: dict[TradeState, frozenset[TradeState]] = {
    S.WANTED: frozenset({S.ASKED, S.PAID, S.CLOSING, S.CLOSED, S.FAILED}),
    S.ASKED: frozenset({S.WANTED, S.PAID, S.CLOSING, S.CLOSED}),
    S.PAID: frozenset({S.REFUNDING}),
    S.CLOSING: frozenset({S.CLOSED, S.PAID}),
    S.CLOSED: frozenset({S.PAID}),
    S.FAILED: frozenset({S.PAID, S.WANTED, S.CLOSING, S.CLOSED}),
    S.REFUNDING: frozenset({S.REFUNDED, S.PAID}),
    S.REFUNDED: frozenset(),
}

#: Trades that are to be paid.
OPEN = frozenset({S.WANTED, S.ASKED})
#: Trades that their order may ask for: those, and one whose gateway has refused a code.
ASKING = frozenset({*OPEN, S.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One payment asked for through a gateway."""

    id: TradeId
    order_id: OrderId
    provider: Provider
    number: str  #: ours: what the gateway calls `out_trade_no`
    amount_minor: int
    currency: str
    state: TradeState
    code: str = ""  #: what is drawn for the buyer; of an invoice, the token of its link
    codes: int = 0  #: how many were made
    expires_at: datetime | None = None
    queried_at: datetime | None = None  #: when the gateway last answered what became of it
    attempts: int = 0  #: calls since the last that was answered
    next_at: datetime | None = None  #: the next call about it
    money_id: str = ""  #: the gateway's number of the payment that came
    came_minor: int = 0  #: what came by that payment
    refund_minor: int = 0  #: what is going back now
    refunded_minor: int = 0  #: what has gone back
    refunds: int = 0  #: how many refunds were begun

    @property
    def has_money(self) -> bool:
        """Whether its money came, and is here or on its way back."""
        return self.state in (S.PAID, S.REFUNDING, S.REFUNDED)

    @property
    def ends_as(self) -> TradeState:
        """What it becomes when its order asks for it no more: a code that somebody has is the gateway's to close."""
        return S.CLOSING if self.codes else S.CLOSED

    def good_at(self, now: datetime) -> bool:
        """Whether its code can be paid now."""
        return self.state is S.ASKED and self.expires_at is not None and now < self.expires_at

    def has_run_out(self, now: datetime) -> bool:
        """Whether none of its codes can be paid any more."""
        return self.expires_at is None or now >= self.expires_at

    @property
    def left_minor(self) -> int:
        """What of its money has not gone back, and isn't going."""
        return self.came_minor - self.refunded_minor - self.refund_minor

    @property
    def goes_back(self) -> bool:
        """Whether its gateway pays back, or is about to: nobody else must."""
        return self.state is S.REFUNDING or (self.state is S.PAID and self.next_at is not None)

    @property
    def refund_number(self) -> str:
        """Ours for a refund of a trade: asked for twice, the gateway pays it back once. Each refund has its own."""
        return f"{self.number}R" if self.refunds <= 1 else f"{self.number}R{self.refunds}"


class Outcome(StrEnum):
    """What became of a payment report."""

    PAID = "paid"
    LATE = "late"  #: the order had ended: its money waits for the leader
    CURRENCY = "currency"  #: another currency than was asked
    AGAIN = "again"  #: the same money, told once more
    TWICE = "twice"  #: money for an order that was paid, or whose money goes back
    DIFFERS = "differs"  #: another amount than was asked
    FOREIGN = "foreign"  #: another app or merchant
    UNKNOWN = "unknown"  #: no trade of ours
    RETURNED = "returned"  #: the gateway has paid back by itself what counts here as paid


#: Reports whose money is in the ledger: each payment once.
BOOKED = (Outcome.PAID, Outcome.LATE, Outcome.TWICE, Outcome.DIFFERS)
#: Reports that a person must look into.
ALARMING = frozenset(
    {Outcome.CURRENCY, Outcome.TWICE, Outcome.DIFFERS, Outcome.FOREIGN, Outcome.UNKNOWN, Outcome.RETURNED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A gateway's word that money came, its signature verified."""

    provider: Provider
    event_id: str  #: what tells it from every other report of this gateway
    number: str  #: the trade's
    money_id: str
    amount_minor: int
    currency: str
    body_sha256: str
    foreign: str = ""  #: which of app and merchant is not ours; "": both are
    desk_id: str = ""  #: how the payment is called where it is paid back by hand; "": the gateway pays back itself


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A report as it was kept, with what became of it."""

    id: ReportId
    report: Report
    outcome: Outcome
    order_id: OrderId | None
    at: datetime


def moved(trade: Trade, to: TradeState) -> Trade:
    """A trade in its next state. Raises ValueError for a move that isn't in the table: a bug."""
    if to not in TRADE_MOVES[trade.state]:
        raise ValueError(f"{trade.state} → {to}")
    return replace(trade, state=to, attempts=0)


def paid_by(trade: Trade, report: Report) -> Trade:
    """A trade whose money came."""
    return replace(moved(trade, S.PAID), money_id=report.money_id, came_minor=report.amount_minor)


def going_back(trade: Trade, minor: int) -> Trade:
    """A trade of which so much is to go back, under a number of its own. Raises ValueError: it hasn't got so much."""
    if not 0 < minor <= trade.left_minor:
        raise ValueError(f"{minor} of {trade.left_minor}")
    return replace(moved(trade, S.REFUNDING), refund_minor=minor, refunds=trade.refunds + 1)


def went_back(trade: Trade) -> Trade:
    """A trade whose refund has gone: refunded, or paid as before when that was a part of its money."""
    gone = trade.refunded_minor + trade.refund_minor
    after = moved(trade, S.REFUNDED if gone == trade.came_minor else S.PAID)
    return replace(after, refund_minor=0, refunded_minor=gone)


def stayed(trade: Trade) -> Trade:
    """A trade whose refund was refused for good: nothing of it has gone."""
    return replace(moved(trade, S.PAID), refund_minor=0)


def returned(trade: Trade, report: Report) -> Trade:
    """A trade that was paid when it was to be closed, and whose gateway has paid all of it back at once."""
    return went_back(going_back(paid_by(trade, report), report.amount_minor))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPayment:
    """A payment that only its provider's desk pays back, by these numbers: Telegram's and the provider's."""

    money_id: str
    desk_id: str
    amount_minor: int
    currency: str


def number_of(reference: str, nth: int) -> str:
    """A trade's number: the order's reference; a further trade of the order has a number behind it.

    Letters and digits, 6 to 32: what both gateways take.
    """
    return reference if nth == 1 else f"{reference}N{nth}"


def pause(attempts: int) -> timedelta:
    """How long after so many failed calls the next one waits."""
    return timedelta(seconds=PAUSES_S[min(max(attempts, 1), len(PAUSES_S)) - 1])


def next_query(now: datetime, due_until: datetime | None) -> datetime:
    """When an open trade is asked after next: within the hour, and when its order's time is over."""
    hourly = now + QUERY_EVERY
    return hourly if due_until is None or due_until <= now else min(hourly, due_until)


def is_waited_for(trade: Trade, due_until: datetime, now: datetime) -> bool:
    """Whether an order whose time is over waits for the gateway's last word on its trade."""
    if trade.state not in OPEN or not trade.codes or now >= due_until + AWAY_AT_MOST:
        return False
    return trade.queried_at is None or trade.queried_at < due_until
