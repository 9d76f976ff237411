"""A table as CSV: UTF-8 with its mark, so that Excel reads it; no text in it is computed."""

import csv
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bot.exports.sheets import MOMENT, Cell, Row, Sheet, harmless, said


class Table:
    """One sheet in a file. Amounts are plain numbers with a point; it is opened at once and holds no rows."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)
        self._sheet: Sheet | None = None

    def add(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Some more rows; the heading stands before the first. Raises ValueError: another sheet, a bug."""
        if self._sheet is None:
            self._sheet = sheet
            self._csv.writerow([_written(head) for head in sheet.heading])
        if sheet != self._sheet:
            raise ValueError(f"a table has one sheet: {sheet.name}")
        self._csv.writerows([_written(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """The file is whole."""
        self._file.close()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(said(cell))
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return cell.strftime(MOMENT)
        case int():
            return str(cell)
