"""A file or a pasted text as a statement: which form it has, and its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.money import Currency
from bot.domain.statements.columns import HEADING_WITHIN, Columns, looks
from bot.domain.statements.lines import MOST_LINES, BankStatement
from bot.domain.statements.refusals import (
    NotAStatement,
    StatementCurrency,
    StatementEmpty,
    StatementTooLarge,
    StatementTooLong,
)
from bot.domain.statements.tables import read_table
from bot.statements.camt import is_camt, read_camt
from bot.statements.mt940 import is_mt940, read_mt940
from bot.statements.tables import columns_of, rows_of, worth
from bot.statements.texts import decoded

#: What a statement may have, in bytes.
LARGEST = 10 * 1024 * 1024


class Form(StrEnum):
    """How a statement is written."""

    TABLE = "table"
    CAMT = "camt"
    MT940 = "mt940"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement, and by which columns it was read if it is a table."""

    form: Form
    statement: BankStatement
    columns: Columns | None = None
    ways: int = 1  #: in how many the table could be read


def read(data: bytes, unit: Currency, known: Sequence[Columns] = (), look: int = 0) -> Reading:
    """A statement of an account in this currency; a table by columns that are known, or else by those it seems to have.

    `look`: which of the ways to read a table, from 0 as it is guessed; after the last the first comes again.

    Raises NotAStatement, StatementCut, StatementEmpty, StatementTooLarge, StatementTooLong, StatementGarbled,
    StatementCurrency, StatementUnreadable, StatementUneven, ColumnsUnclear.
    """
    if len(data) > LARGEST:
        raise StatementTooLarge(most=LARGEST // 1024 // 1024)
    found = _read(data, unit, known, look)
    lines = found.statement.lines
    if not lines:
        raise StatementEmpty()
    if len(lines) > MOST_LINES:
        raise StatementTooLong(most=MOST_LINES)
    given = {line.amount.currency.code for line in lines}
    if unit.code not in given:
        raise StatementCurrency(given=", ".join(sorted(given)), wanted=unit.code)
    return found


def _read(data: bytes, unit: Currency, known: Sequence[Columns], look: int) -> Reading:
    if is_camt(data):
        return Reading(form=Form.CAMT, statement=read_camt(data))
    text = decoded(data, worth)
    if not text.strip():
        raise StatementEmpty()
    if is_mt940(text):
        return Reading(form=Form.MT940, statement=read_mt940(text))
    if text.lstrip().startswith("<"):
        raise NotAStatement(what="other")
    guessed = columns_of(text, unit)
    rows = rows_of(text, guessed.delimiter)
    if len(rows) > MOST_LINES + 2 * HEADING_WITHIN:  # said before each row is looked at
        raise StatementTooLong(most=MOST_LINES)
    by = next((columns for columns in known if columns.shape == guessed.shape), None)
    ways = [by] if by is not None else looks(rows, guessed, unit)
    way = ways[look % len(ways)]
    statement = read_table(rows, way, unit, ends=text.endswith("\n"))
    return Reading(form=Form.TABLE, statement=statement, columns=way, ways=len(ways))
