"""What happened to orders and their money."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain.events.deals import DealEvent
from bot.domain.events.parts import TOLD_ONLY, Event
from bot.domain.ids import AccountId, OrderId, PayeeId
from bot.domain.payments import Entry, LedgerRow
from bot.domain.receiving import Came
from bot.domain.rejections import Rejection
from bot.domain.undos import UndoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(DealEvent):
    """Something about one buyer's order, with the ledger rows that it brings."""

    #: Whether what gateways are to do for the order may be something else now.
    moves_trades: ClassVar[bool] = True

    order_id: OrderId
    buyer_id: AccountId
    rows: tuple[LedgerRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtAlone(OrderEvent):
    """A buyer ordered at the solo price."""

    moves_trades: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChanged(OrderEvent):
    """The buyer takes more or fewer units."""

    moves_trades: ClassVar[bool] = False
    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStockGiven(OrderEvent):
    """Money that came late has bought freed stock: the order is paid."""

    on_card: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDue(OrderEvent):
    """The buyer is asked to pay: snapshot, amount and time limit are fixed."""

    moves_trades: ClassVar[bool] = False
    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    by_qr: bool
    #: A gateway is asked for its code first; the buyer is told when it is there.
    by_gateway: bool = False
    #: Nothing is left to pay: the buyer's credit covers it.
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWayChosen(OrderEvent):
    """The buyer of a due order pays to another of the community's payees."""

    on_card: ClassVar[bool] = False

    payee_id: PayeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLeft(OrderEvent):
    """The buyer went before paying; what was asked is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVoided(OrderEvent):
    """The order ended with its team or deal. `told` is False when the team's own notice says so."""

    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLapsed(OrderEvent):
    """Not paid in time; the place is free again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReminded(OrderEvent):
    """The buyer is reminded to pay. `round` counts from 1."""

    moves_trades: ClassVar[bool] = False
    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    on_desk: ClassVar[bool] = False

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNudged(OrderEvent):
    """A claim waits for the leader since half a day."""

    moves_trades: ClassVar[bool] = False
    on_card: ClassVar[bool] = False

    on_desk: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentClaimed(OrderEvent):
    """The buyer says that the money is sent."""

    moves_trades: ClassVar[bool] = False
    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentConfirmed(OrderEvent):
    """The leader has the money."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCame(OrderEvent):
    """A sum came that is not just what the order asks for: too little, too much, late, or to be paid back."""

    on_card: ClassVar[bool] = False

    came: Came


@dataclass(frozen=True, slots=True, kw_only=True)
class RestAsked(OrderEvent):
    """The buyer of an underpaid order is asked for what is missing."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RestTakenOff(OrderEvent):
    """What came for an underpaid order is enough: the missing part is taken off its price."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRejected(OrderEvent):
    """The leader doesn't see the money; the order is due again."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    reason: Rejection = Rejection.NOTHING_CAME
    words: str = field(default="", metadata=TOLD_ONLY)  #: the leader's own, with Rejection.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTakenBack(OrderEvent):
    """The leader takes back what they said of an order's money; it stands as it stood before."""

    brings_deadline: ClassVar[bool] = True
    on_card: ClassVar[bool] = False

    #: What they take back: that it is there, or that it is not.
    said: UndoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMoneyClaimed(OrderEvent):
    """A buyer says they paid for an order that has ended: it waits for the leader."""

    on_card: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOwed(OrderEvent):
    """Money that came goes back to the buyer; late money is booked as received."""

    on_card: ClassVar[bool] = False

    surplus: bool = False  #: only what came too much; the order stays paid


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditGiven(OrderEvent):
    """Money that came late, or too much, is kept for the buyer's next order."""

    on_card: ClassVar[bool] = False

    surplus: bool = False  #: only what came too much


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded(OrderEvent):
    """The leader has paid the buyer back, or the gateway by which the money came."""

    on_card: ClassVar[bool] = False

    surplus: bool = False  #: only what came too much, or a part of what is owed back
    by: str = ""  #: which gateway; "": the leader


def booked(event: OrderEvent, entry: Entry) -> int:
    """What an event books of one kind, in minor units."""
    return sum(row.amount_minor for row in event.rows if row.entry is entry)


def moves_trades_of(happened: Sequence[Event]) -> list[OrderId]:
    """The orders whose trades must follow what happened, each once."""
    moved = (event.order_id for event in happened if isinstance(event, OrderEvent) and event.moves_trades)
    return list(dict.fromkeys(moved))


def ledger_rows(event: Event) -> tuple[LedgerRow, ...]:
    """The ledger rows that an event brings."""
    return event.rows if isinstance(event, OrderEvent) else ()
