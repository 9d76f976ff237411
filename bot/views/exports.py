"""A community's money as sheets: what stands in each column, in the reader's words and by the group's clocks."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.deals import Deal
from bot.domain.ids import Kind, code_of
from bot.domain.money import Currency, Money
from bot.domain.payments import Payee
from bot.domain.reckonings import Flows, Part, Sums
from bot.exports.sheets import Cell, Row, Sheet
from bot.i18n import Html, Name, Texts, joined
from bot.payqr.fingerprints import fingerprint
from bot.services.exports import Export, OrderSums, Slice
from bot.services.reckonings import MonthSums
from bot.views.screens import Screen, Toast, toast

_BOOKED = ("asked", "paid-back", "kept", "paid", "by-credit")
_STANDING = ("claimed", "waiting", "owed-back")
_MONTHS = ("month", "payee", "opening", *_BOOKED, "open", "owed-back")
_DEALS = ("deal-code", "deal", "payee", *_BOOKED, *_STANDING)
_ORDERS = (
    "order", "code", "buyer", "reference", "state", *_BOOKED, *_STANDING,
    "payee", "placed", "due", "paid-at", "deal-code", "deal",
)  # fmt: skip


class FileKind(StrEnum):
    """What a leader can have as a file."""

    BOOK = "book"
    ORDERS = "orders"
    MONTHS = "months"

    @property
    def suffix(self) -> str:
        """How its name ends."""
        return "xlsx" if self is FileKind.BOOK else "csv"


class Sheets:
    """The sheets of one export, and what is written into them."""

    def __init__(self, texts: Texts, export: Export) -> None:
        self._texts = texts
        self._unit: Currency = export.unit
        self._zone: ZoneInfo = export.community.clock
        self.months = self._sheet("months", _MONTHS)
        self.deals = self._sheet("deals", _DEALS)
        self.orders = self._sheet("orders", _ORDERS)

    def month_rows(self, months: Iterable[MonthSums]) -> Iterator[Row]:
        """Each month with a line for each account, and one for all of them."""
        for month in months:
            name = f"{month.month.year}-{month.month.number:02}"
            for part in month.parts:
                yield (name, self._payee(part.payee), *self._flows(part.flows))
            yield (name, self._texts.plain("sheet-all"), *self._flows(month.whole))

    def deal_rows(self, deals: Iterable[tuple[Deal, Part]]) -> Iterator[Row]:
        """Each deal with a line for each account."""
        for deal, part in deals:
            yield (deal.code, deal.title, self._payee(part.payee), *self._sums(part.sums))

    def order_rows(self, found: Slice) -> Iterator[Row]:
        """Each order."""
        return (self._order(one, found) for one in found.orders)

    def _order(self, one: OrderSums, found: Slice) -> Row:
        deal = found.deals[one.deal_id]
        payee = None if one.payee_id is None else found.payees[one.payee_id]
        return (
            one.number,
            code_of(Kind.ORDER, one.id),
            self._texts.plain("sheet-buyer", name=Name(one.buyer)),
            one.reference,
            self._texts.plain("sheet-state", state=one.state),
            *self._sums(one.sums),
            self._payee(payee),
            self._local(one.placed_at),
            self._local(one.due_until),
            self._local(one.paid_at),
            deal.code,
            deal.title,
        )

    def _sheet(self, what: str, columns: tuple[str, ...]) -> Sheet:
        heading = tuple(self._texts.plain("sheet-column", what=column) for column in columns)
        return Sheet(name=self._texts.plain("sheet-name", what=what), heading=heading)

    def _payee(self, payee: Payee | None) -> str:
        if payee is None:
            return self._texts.plain("sheet-cash")
        return self._texts.plain("sheet-payee", name=Name(payee.name), account=fingerprint(payee))

    def _sums(self, sums: Sums) -> tuple[Cell, ...]:
        booked = (sums.asked, sums.paid_back, sums.kept, sums.paid, sums.by_credit)
        return self._amounts(*booked, sums.claimed, sums.waiting, sums.owed_back)

    def _flows(self, flows: Flows) -> tuple[Cell, ...]:
        booked = (flows.asked, flows.paid_back, flows.kept, flows.paid, flows.by_credit)
        return self._amounts(flows.opening, *booked, flows.open, flows.owed_back)

    def _amounts(self, *minor: int) -> tuple[Decimal, ...]:
        return tuple(Money(one, self._unit).decimal() for one in minor)

    def _local(self, at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(self._zone).replace(tzinfo=None, second=0, microsecond=0)


def file_name(kind: FileKind, unit: Currency, at: datetime) -> str:
    """A file's name, in plain letters: some programs can read no others."""
    return f"kaituan-{kind}-{unit.code}-{at:%Y-%m-%d}.{kind.suffix}"


def caption(texts: Texts, export: Export, kind: FileKind, at: datetime) -> Html:
    """What a file is, under it."""
    what = texts("money-file", what=kind, title=Name(export.community.title), currency=export.unit.code)
    return joined([what, texts("money-file-as-of", at=at)])


def making(texts: Texts) -> Toast:
    """The answer to the tap: the file is on its way."""
    return toast(texts, "toast-money-file")


def busy(texts: Texts) -> Toast:
    """Too many files are being made."""
    return toast(texts, "toast-money-files")


def failed(texts: Texts) -> Screen:
    """A file could not be made or sent."""
    return Screen(text=texts("money-file-failed"))
