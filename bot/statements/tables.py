"""Tables as CSV, whatever divides the cells: read by the standard library."""

import csv
import io
from itertools import islice

from bot.domain.money import Currency
from bot.domain.statements.columns import HEADING_WITHIN, Columns, certainty, guess
from bot.domain.statements.refusals import NotAStatement, StatementCut, StatementUnreadable
from bot.domain.statements.tables import NAME_AT_MOST

_DELIMITERS = ";,\t|"
#: So many letters say how a table is cut.
_LOOKED_AT = 20_000


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Every row of a table. Raises StatementCut: it ends inside of a cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise StatementCut(line=reader.line_num) from error
        return _loose(text, delimiter, reader.line_num)
    return rows


def columns_of(text: str, unit: Currency) -> Columns:
    """What the columns of a table are. Raises NotAStatement, StatementCut, ColumnsUnclear."""
    delimiter, (known, same) = _cut(text)
    if not same or (known < 2 and same < 2):
        raise NotAStatement(what="other")
    return guess(rows_of(text, delimiter), delimiter, unit)


def worth(text: str) -> int:
    """How many columns of a table have a name that we know, when its bytes are read so."""
    return 1 + _cut(text)[1][0]


def _cut(text: str) -> tuple[str, tuple[int, int]]:
    """What divides the cells: what makes most of the heading, then most rows of one length."""
    sample = text[:_LOOKED_AT]
    told = {delimiter: certainty(_first(sample, delimiter)) for delimiter in _DELIMITERS}
    best = max(told, key=lambda delimiter: told[delimiter])
    return best, told[best]


def _first(sample: str, delimiter: str) -> list[list[str]]:
    return list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), HEADING_WITHIN * 2))


def _loose(text: str, delimiter: str, line: int) -> list[list[str]]:
    """A table whose bank doubles no quotes inside of quotes, read as well as it goes. Raises StatementUnreadable."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise StatementUnreadable(line=line, given=text[:NAME_AT_MOST]) from error
