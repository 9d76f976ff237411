"""A workbook as XLSX. Every text is written as a text, so what begins with = stays what somebody typed."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.exports.sheets import Cell, Row, Sheet, said

_MOMENT = "yyyy-mm-dd hh:mm"
_WIDE = 18
#: Rows go to the disk as they come; no text becomes a formula, a link or a number.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Workbook:
    """Sheets in the order in which they are named. Amounts are numbers with the currency's decimals."""

    def __init__(self, path: Path, sheets: Iterable[Sheet], decimals: int) -> None:
        self._book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
        self._bold = self._book.add_format({"bold": True})
        self._amount = self._book.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
        self._moment = self._book.add_format({"num_format": _MOMENT})
        self._pages = {sheet: self._begun(sheet) for sheet in sheets}
        self._rows = dict.fromkeys(self._pages, 1)

    def add(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Some more rows of a sheet."""
        page, at = self._pages[sheet], self._rows[sheet]
        for row in rows:
            for column, cell in enumerate(row):
                self._write(page, at, column, cell)
            at += 1
        self._rows[sheet] = at

    def close(self) -> None:
        """The file is whole."""
        self._book.close()

    def _begun(self, sheet: Sheet) -> Worksheet:
        page = self._book.add_worksheet(sheet.name)
        page.set_column(0, len(sheet.heading) - 1, _WIDE)
        page.freeze_panes(1, 0)
        for column, head in enumerate(sheet.heading):
            page.write_string(0, column, said(head), self._bold)
        return page

    def _write(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None:
                return
            case str():
                page.write_string(row, column, said(cell))
            case Decimal():
                self._number(page, row, column, cell, self._amount)
            case datetime():
                page.write_datetime(row, column, cell, self._moment)
            case int():
                self._number(page, row, column, cell, None)

    @staticmethod
    def _number(page: Worksheet, row: int, column: int, number: Decimal | int, form: Format | None) -> None:
        page.write_number(row, column, number, form)
