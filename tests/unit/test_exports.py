"""Workbooks and tables: what a person typed stays a text, and amounts stay numbers."""

import csv
import io
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.sheets import Row, Sheet, harmless
from bot.exports.tables import Table
from bot.exports.workbooks import Workbook

SHEET = Sheet(name="Orders", heading=("buyer", "paid", "count", "at"))
AT = datetime(2026, 11, 24, 12, 5)  # noqa: DTZ001 - by the wall clock of its place
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1",
    " =1", "\u00a0=1", "\u3000＝1", "\ufeff=1",
    '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0",
]  # fmt: skip
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(folder: Path, rows: list[Row]) -> list[list[tuple[str, str]]]:
    """The rows of a workbook as a spreadsheet reads them: kind and value of each cell; no cell is a formula."""
    path = folder / "book.xlsx"
    book = Workbook(path, (SHEET,), 2)
    book.add(SHEET, rows)
    book.close()
    with zipfile.ZipFile(path) as parts:
        page = fromstring(parts.read("xl/worksheets/sheet1.xml"))
        assert not list(page.iter(f"{_NS}f"))
        return [[_cell(cell) for cell in row.iter(f"{_NS}c")] for row in page.iter(f"{_NS}row")]


def _cell(cell: object) -> tuple[str, str]:
    kind = cell.get("t") or "n"  # type: ignore[attr-defined]
    return kind, "".join(cell.itertext())  # type: ignore[attr-defined]


def table(folder: Path, rows: list[Row]) -> list[list[str]]:
    """The rows of a table as a spreadsheet reads them."""
    path = folder / "table.csv"
    made = Table(path)
    made.add(SHEET, rows)
    made.close()
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_stays_a_text_in_both(tmp_path: Path, text: str) -> None:
    row: Row = (text, Decimal("29.90"), 3, AT)
    cells = workbook(tmp_path, [row])[1]
    assert cells[0][0] == "inlineStr"
    assert cells[1:3] == [("n", "29.90"), ("n", "3")]
    bare = table(tmp_path, [row])[1]
    assert bare[0].startswith("'") or bare[0][0] not in "=+-@＝＋－＠"
    assert bare[1:] == ["29.90", "3", "2026-11-24 12:05"]


def test_amounts_below_zero_are_numbers(tmp_path: Path) -> None:
    assert workbook(tmp_path, [("Ana", Decimal("-5.00"), 1, None)])[1][1] == ("n", "-5.00")
    assert table(tmp_path, [("Ana", Decimal("-5.00"), 1, None)])[1][1:] == ["-5.00", "1", ""]


def test_a_table_has_one_sheet(tmp_path: Path) -> None:
    made = Table(tmp_path / "table.csv")
    made.add(SHEET, [])
    with pytest.raises(ValueError, match="one sheet"):
        made.add(Sheet(name="Months", heading=("month",)), [])
    made.close()


@given(st.text(max_size=60))
def test_no_text_is_computed(text: str) -> None:
    made = harmless(text)
    assert made in (text, f"'{text}")
    assert made == "" or made.lstrip(" \t\r\n\v\f\0\u00a0\u200b\u3000\ufeff")[:1] not in tuple("=+-@＝＋－＠")
