"""Which order a bank's line pays: surely, perhaps, or none. What is not sure is never paid without a leader's word."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import DealId, OrderId
from bot.domain.money import Money
from bot.domain.orders import ENDED_UNPAID, OWING, OrderState
from bot.domain.statements.lines import BankLine
from bot.domain.statements.names import Names, name_of, shared
from bot.domain.statements.references import named, nearly_named, nearly_numbered, plain

#: Orders offered for one line.
OFFERED = 5


class Found(StrEnum):
    """What a line of a statement is to us."""

    PAID = "paid"  #: names one order, or has the amount that only one buyer is asked, and is what is owed
    LATE = "late"  #: the same, but the order has ended: its leader decides
    NEAR = "near"  #: may be about an order: its leader says which
    UNKNOWN = "unknown"  #: about no order
    OUTGOING = "outgoing"  #: money that left
    FOREIGN = "foreign"  #: in a currency that no order is asked in


class Why(StrEnum):
    """Why a line is near and no more."""

    UNDERPAID = "underpaid"  #: names an order, less came
    OVERPAID = "overpaid"  #: names an order, more came
    PAID_TWICE = "paid-twice"  #: names an order that is paid
    SEVERAL = "several"  #: names several orders
    ENDED = "ended"  #: names an order that has ended, and another amount came
    ONE_DIGIT = "one-digit"  #: one digit off
    BOTH = "both"  #: no reference; amount and name of an order
    AMOUNT = "amount"  #: no reference; the amount only
    NAME = "name"  #: no reference; the name only


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An order as a line is compared with it."""

    id: OrderId
    deal_id: DealId
    number: int  #: the digits of its reference
    owed: Money  #: what is still to pay; of an ended order what was asked
    buyer: str
    state: OrderState
    has_own_amount: bool = False  #: some cents were taken off, so that no other buyer of this payee is asked the same

    @property
    def is_open(self) -> bool:
        """Whether its money is waited for."""
        return self.state in OWING


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of one line."""

    line: BankLine
    found: Found
    order: OrderId | None = None
    why: Why | None = None


class AskedOrders:
    """Orders to compare lines with: every open one, and those of others that lines name."""

    def __init__(self, orders: Iterable[Asked], span: range) -> None:
        self.span = span
        self.by_number: dict[int, Asked] = {}
        self.open: dict[int, Asked] = {}
        self.currencies: set[str] = set()
        self._by_amount: dict[Money, list[Asked]] = defaultdict(list)
        for order in orders:
            self.by_number[order.number] = order
            self.currencies.add(order.owed.currency.code)
            if order.is_open:
                self.open[order.number] = order
                self._by_amount[order.owed].append(order)
        self._names = Names((name, order) for order in self.open.values() if (name := name_of(order.buyer)))

    def of_amount(self, amount: Money) -> Sequence[Asked]:
        """Open orders for which exactly this is owed."""
        return self._by_amount.get(amount, ())

    def of_name(self, line: BankLine) -> list[Asked]:
        """Open orders of buyers whose whole name stands in the line."""
        return self._names.within(line.name or line.text)

    def nearly(self, line: BankLine, text: str) -> list[Asked]:
        """Open orders of whose reference the line is one digit off."""
        led = nearly_named(text, self.span, self.open)
        alone = nearly_numbered(text, self.span, self.open) - led if self.of_amount(line.amount) else set()
        alike = [self.open[number] for number in sorted(alone) if self.open[number].owed == line.amount]
        return [*(self.open[number] for number in sorted(led)), *alike]


def numbers_of(line: BankLine, span: range) -> set[int]:
    """The numbers of the references that a line names, whosever they are."""
    return named(plain(line.text), span)


def match(lines: Sequence[BankLine], orders: AskedOrders) -> list[Match]:
    """What each line is, in the same order. No order is paid by two lines."""
    taken: set[OrderId] = set()
    return [_matched(line, orders, taken) for line in lines]


def offered(line: BankLine, orders: AskedOrders) -> list[Asked]:
    """The open orders that a near line may be about, the likeliest first."""
    text = plain(line.text)
    numbers = sorted(named(text, orders.span))
    found = [order for number in numbers if (order := orders.open.get(number)) is not None]
    found += [] if found else orders.nearly(line, text)
    if not found:
        found += _alike(line, orders)
    return list({order.id: order for order in found}.values())[:OFFERED]


def _alike(line: BankLine, orders: AskedOrders) -> list[Asked]:
    """Orders of the payer's name, those of this amount first; then others of this amount, likely names first."""
    found = sorted(orders.of_name(line), key=lambda order: order.owed != line.amount)
    alike = [(-shared(order.buyer, f"{line.name} {line.text}"), order) for order in orders.of_amount(line.amount)]
    return found + [order for _, order in sorted(alike, key=lambda one: (one[0], one[1].state != OrderState.CLAIMED))]


def compared(amount: Money, order: Asked) -> tuple[Found, Why | None]:
    """What a line of this amount is to the one order that it names."""
    if order.is_open:
        if amount == order.owed:
            return Found.PAID, None
        return Found.NEAR, Why.UNDERPAID if amount.minor < order.owed.minor else Why.OVERPAID
    if order.state in ENDED_UNPAID:
        return (Found.LATE, None) if amount == order.owed else (Found.NEAR, Why.ENDED)
    return Found.NEAR, Why.PAID_TWICE


def _matched(line: BankLine, orders: AskedOrders, taken: set[OrderId]) -> Match:
    if not line.is_incoming:
        return Match(line=line, found=Found.OUTGOING)
    if line.amount.currency.code not in orders.currencies:
        return Match(line=line, found=Found.FOREIGN if orders.currencies else Found.UNKNOWN)
    text = plain(line.text)
    known = sorted(number for number in named(text, orders.span) if number in orders.by_number)
    if len(known) > 1:
        return Match(line=line, found=Found.NEAR, why=Why.SEVERAL)
    if known:
        return _named(line, orders.by_number[known[0]], taken)
    return _unnamed(line, orders, text, taken)


def _named(line: BankLine, order: Asked, taken: set[OrderId]) -> Match:
    if order.owed.currency != line.amount.currency:
        return Match(line=line, found=Found.FOREIGN)
    found, why = compared(line.amount, order)
    if found is not Found.NEAR and order.id in taken:
        found, why = Found.NEAR, Why.PAID_TWICE
    if found is not Found.NEAR:
        taken.add(order.id)
    return Match(line=line, found=found, order=order.id, why=why)


def _unnamed(line: BankLine, orders: AskedOrders, text: str, taken: set[OrderId]) -> Match:
    nearly = orders.nearly(line, text)
    if nearly:
        only = nearly[0].id if len(nearly) == 1 else None
        return Match(line=line, found=Found.NEAR, order=only, why=Why.ONE_DIGIT)
    alike = orders.of_amount(line.amount)
    if len(alike) == 1 and alike[0].has_own_amount:
        return _named(line, alike[0], taken)
    has_amount = bool(alike)
    by_name = orders.of_name(line)
    if not (has_amount or by_name):
        return Match(line=line, found=Found.UNKNOWN)
    if any(order.owed == line.amount for order in by_name):
        return Match(line=line, found=Found.NEAR, why=Why.BOTH)
    return Match(line=line, found=Found.NEAR, why=Why.AMOUNT if has_amount else Why.NAME)
