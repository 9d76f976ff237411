"""The buttons XLSX and CSV under /money: the file is made beside the updates, and comes as a message of its own."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from telegram.error import TelegramError

from bot.delivery.limits import NoTurn
from bot.domain.deals import Deal
from bot.domain.errors import DatabaseAway, DomainError
from bot.domain.ids import CommunityId, DealId, PayeeId
from bot.domain.payments import Payee
from bot.domain.people import Right
from bot.domain.reckonings import DoesNotFoot, Part, Sums
from bot.exports.sheets import Writer
from bot.exports.tables import Table
from bot.exports.workbooks import Workbook
from bot.i18n import Texts
from bot.services import exports
from bot.services.exports import FROM_THE_FIRST, Cursor, Export, Slice
from bot.views import exports as views
from bot.views.buttons.money import MoneyBook, MoneyTable
from bot.views.exports import FileKind, Sheets
from handlers.context import Context

log = structlog.get_logger(__name__)

#: What can be in the way of a file: it is asked for again.
_IN_THE_WAY = (TelegramError, NoTurn, DatabaseAway, DomainError, DoesNotFoot, OSError)
_TABLES = (FileKind.ORDERS, FileKind.MONTHS)
#: In place of an account: paid in cash.
_CASH = PayeeId(0)

NextSlice = Callable[[Cursor], Awaitable[Slice]]


async def book(context: Context, tap: MoneyBook) -> None:
    """Months, deals and orders as a workbook."""
    await _ask(context, tap.community, tap.currency, FileKind.BOOK)


async def table(context: Context, tap: MoneyTable) -> None:
    """Orders, or months, as a table."""
    await _ask(context, tap.community, tap.currency, _TABLES[min(tap.what, 1)])


async def _ask(context: Context, community: CommunityId, currency: str, kind: FileKind) -> None:
    clerk, texts = context.wiring.clerk, await context.texts()
    if not clerk.takes(context.user.id):
        await context.answer(views.busy(texts))
        return
    export = await context.read_as(Right.LEADS_COMMUNITY, exports.begin, community, currency)
    clerk.make(context.user.id, _hand_over(context, await context.texts(export.community.clock), export, kind))
    await context.answer(views.making(texts))


async def _hand_over(context: Context, texts: Texts, export: Export, kind: FileKind) -> None:
    """Make the file and send it; where something is in the way, its leader is told to ask again."""
    at = context.wiring.clock.now()

    async def next_slice(cursor: Cursor) -> Slice:
        return await context.read_as(Right.LEADS_COMMUNITY, exports.next_slice, export.community.id, export, cursor)

    name = views.file_name(kind, export.unit, at.astimezone(export.community.clock))
    try:
        content = await _made(kind, export, Sheets(texts, export), next_slice)
        await context.wiring.mouth.post_file(context.user.id, name, content, views.caption(texts, export, kind, at))
    except _IN_THE_WAY as error:
        log.warning("file.failed", kind=kind, error=type(error).__name__, community=export.community.id)
        await context.post(context.user.id, views.failed(texts))


async def _made(kind: FileKind, export: Export, sheets: Sheets, next_slice: NextSlice) -> bytes:
    """The file's bytes; rows go to the disk as they are read. Raises DoesNotFoot: its parts contradict each other."""
    with tempfile.TemporaryDirectory(prefix="kaituan-") as folder:
        path = Path(folder, "file")
        writer = await asyncio.to_thread(_opened, kind, path, sheets, export)
        try:
            if kind is not FileKind.ORDERS:
                await asyncio.to_thread(writer.add, sheets.months, sheets.month_rows(export.months))
            if kind is not FileKind.MONTHS:
                sums = await _orders(writer, sheets, next_slice)
                _foots(export, sums)
                if kind is FileKind.BOOK:
                    await asyncio.to_thread(writer.add, sheets.deals, sheets.deal_rows(sums.parts()))
        finally:
            await asyncio.to_thread(writer.close)
        return await asyncio.to_thread(path.read_bytes)


def _opened(kind: FileKind, path: Path, sheets: Sheets, export: Export) -> Writer:
    if kind is FileKind.BOOK:
        return Workbook(path, (sheets.months, sheets.deals, sheets.orders), export.unit.decimals)
    return Table(path)


class _DealSums:
    """What the orders that were written add up to, by deal and payee."""

    def __init__(self) -> None:
        self._deals: dict[DealId, Deal] = {}
        self._payees: dict[PayeeId, Payee] = {}
        self._sums: dict[tuple[DealId, PayeeId], Sums] = {}

    def add(self, found: Slice) -> None:
        """Some more orders."""
        self._deals.update(found.deals)
        self._payees.update(found.payees)
        for one in found.orders:
            key = (one.deal_id, one.payee_id or _CASH)
            self._sums[key] = self._sums.get(key, Sums()) + one.sums

    def parts(self) -> list[tuple[Deal, Part]]:
        """By deal, the accounts in the order in which they were kept, cash last."""
        keys = sorted(self._sums, key=lambda key: (key[0], not key[1], key[1]))
        return [
            (self._deals[deal], Part(payee=self._payees.get(payee), sums=self._sums[deal, payee]))
            for deal, payee in keys
        ]

    def whole(self) -> Sums:
        """All of them."""
        return sum(self._sums.values(), Sums())


async def _orders(writer: Writer, sheets: Sheets, next_slice: NextSlice) -> _DealSums:
    sums = _DealSums()
    cursor: Cursor | None = FROM_THE_FIRST
    while cursor is not None:
        found = await next_slice(cursor)
        sums.add(found)
        await asyncio.to_thread(writer.add, sheets.orders, sheets.order_rows(found))
        cursor = found.after
    return sums


def _foots(export: Export, sums: _DealSums) -> None:
    """The orders are as much as the months. Raises DoesNotFoot: a row was booked out of its turn meanwhile."""
    whole, closing = sums.whole(), export.months[-1].whole.closing
    if whole.balance != closing:
        raise DoesNotFoot(whole)
