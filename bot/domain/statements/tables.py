"""A bank's table read by its columns: each row a line, or a clear word about why not."""

from collections.abc import Sequence
from datetime import date

from bot.domain.money import Currency, Money, UnknownCurrency, currency
from bot.domain.statements.cells import is_out, plain_cell, read_day, read_minor
from bot.domain.statements.columns import Columns, Row
from bot.domain.statements.lines import BankLine, BankStatement
from bot.domain.statements.refusals import StatementCut, StatementUnreadable

#: What is kept of a text.
TEXT_AT_MOST = 500
NAME_AT_MOST = 140


def read_table(rows: Sequence[Row], columns: Columns, unit: Currency, *, ends: bool = True) -> BankStatement:
    """The lines of a table. Rows above the first and below the last that have a day are the bank's own words.

    `ends`: the file's last line has an end; where it has none and fewer cells than the first, the file was cut.
    Raises StatementCut, StatementUnreadable.
    """
    first = columns.heading + 1
    body = [
        (at, row, read_day(_cell(row, columns.date), columns.days))
        for at, row in enumerate(rows[first:], first + 1)
        if "".join(row).strip()
    ]
    dated = [place for place, (_, _, day) in enumerate(body) if day is not None or columns.date is None]
    if not dated:
        return BankStatement(account="", lines=())
    inner = body[dated[0] : dated[-1] + 1]
    at, last, _ = inner[-1]
    if len(last) < columns.width or (not ends and at == len(rows) and len(last) < len(inner[0][1])):
        raise StatementCut(line=at)
    lines = [line for at, row, day in inner if (line := _line(at, row, day, columns, unit)) is not None]
    return BankStatement(account=_cell(inner[0][1], columns.own).replace(" ", ""), lines=tuple(lines))


def _line(at: int, row: Row, day: date | None, columns: Columns, unit: Currency) -> BankLine | None:
    """One row; None: it has no amount, as rows of bookings still to come. Raises StatementUnreadable."""
    written = _currency(row, columns, unit)
    minor = _minor(at, row, columns, unit if written is None else written)
    if minor is None:
        return None
    if day is None and columns.date is not None:
        raise StatementUnreadable(line=at, given=_cell(row, columns.date)[:NAME_AT_MOST])
    if written is None:
        raise StatementUnreadable(line=at, given=_cell(row, columns.currency)[:NAME_AT_MOST])
    return BankLine(
        booked_on=day,
        amount=Money(minor, written),
        text=" ".join(filter(None, (_cell(row, place) for place in columns.text)))[:TEXT_AT_MOST],
        name=" ".join(filter(None, (_cell(row, place) for place in columns.name)))[:NAME_AT_MOST],
        account=_cell(row, columns.account)[:NAME_AT_MOST],
        bank_id=_cell(row, columns.bank_id)[:NAME_AT_MOST],
    )


def _minor(at: int, row: Row, columns: Columns, unit: Currency) -> int | None:
    """What came in, below zero what went out. Raises StatementUnreadable."""
    if columns.amount is not None:
        minor = _read(at, row, columns.amount, columns, unit)
        out = columns.sign is not None and is_out(_cell(row, columns.sign)) is True
        return minor if minor is None or not out else -abs(minor)
    came, went = (_read(at, row, place, columns, unit) for place in (columns.credit, columns.debit))
    if came is None and went is None:
        return None
    return abs(came or 0) - abs(went or 0)


def _read(at: int, row: Row, place: int | None, columns: Columns, unit: Currency) -> int | None:
    cell = _cell(row, place)
    if not cell or cell == "-":
        return None
    minor = read_minor(cell, columns.decimal, unit)
    if minor is None:
        raise StatementUnreadable(line=at, given=cell[:NAME_AT_MOST])
    return minor


def _currency(row: Row, columns: Columns, unit: Currency) -> Currency | None:
    """The row's currency: the community's where the table says none; None: not one that is known."""
    said = _cell(row, columns.currency)
    if not said:
        return unit
    try:
        return currency(said)
    except UnknownCurrency:
        return None


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None or place >= len(row) else plain_cell(row[place])
