"""The columns of a bank's table: guessed from heading and cells, shown to a leader, remembered when confirmed."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from bot.domain.money import Currency
from bot.domain.statements.cells import DayOrder, decimal_of, is_out, order_of, plain_cell, read_day, read_minor
from bot.domain.statements.headers import Role, role_of
from bot.domain.statements.refusals import ColumnsUnclear

#: The heading stands among the first rows; banks write a few lines above it.
HEADING_WITHIN = 40
#: So many rows say what a column holds.
_SAMPLE = 400
#: A column holds something when so many of its filled cells do.
_MOST_OF = 0.8
_MANY = (Role.TEXT, Role.NAME)

#: Wherever a reference stands, whatever the heading says, is text.
_REFERENCE = re.compile(r"k[\W_]{0,2}t[\W_]{0,2}\d{3}", re.IGNORECASE)
_LOOKED_AT = 500

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where in a table stands what, by the place of each column from 0; None: nowhere."""

    delimiter: str
    heading: int  #: the row of the heading; -1: there is none
    shape: str  #: the heading itself, by which the same kind of file is known again
    date: int | None
    amount: int | None  #: with its sign
    credit: int | None
    debit: int | None
    sign: int | None
    currency: int | None
    text: tuple[int, ...]
    name: tuple[int, ...]
    account: int | None
    own: int | None
    bank_id: int | None
    decimal: str
    days: DayOrder

    @property
    def width(self) -> int:
        """How many cells a row must have."""
        needed = (self.date, self.amount, self.credit, self.debit)
        return max(at for at in needed if at is not None) + 1

    def written(self) -> str:
        """As kept in the database: JSON with sorted keys."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_columns(written: str) -> Columns:
    """The columns that were written so."""
    kept = json.loads(written)
    kept |= {"text": tuple(kept["text"]), "name": tuple(kept["name"]), "days": DayOrder(kept["days"])}
    return Columns(**kept)


def guess(rows: Sequence[Row], delimiter: str, unit: Currency) -> Columns:
    """What the columns of a table are. Raises ColumnsUnclear."""
    heading = _heading(rows)
    body = [row for row in rows[heading + 1 : heading + 1 + _SAMPLE] if any(row)]
    if heading >= 0:
        roles = _by_heading(rows[heading])
        shape = delimiter.join(" ".join(cell.split()) for cell in rows[heading])
    else:
        roles = {}
        shape = f"{delimiter}{len(max(body, key=len, default=()))}"
    _by_cells(roles, body, unit)
    return _columns(roles, body, delimiter, heading, shape, unit)


def looks(rows: Sequence[Row], guessed: Columns, unit: Currency) -> list[Columns]:
    """Every way to read a table, as guessed first: another column as the amount, in and out changed, other cents."""
    body = [row for row in rows[guessed.heading + 1 : guessed.heading + 1 + _SAMPLE] if any(row)]
    found = [guessed]
    for at in range(max(map(len, body), default=0)):
        cells = [row[at] for row in body if at < len(row) and row[at].strip()]
        decimal = decimal_of(cells, unit)
        if at != guessed.date and decimal and cells and _mostly(_is_amount(cell, unit) for cell in cells):
            found.append(replace(guessed, amount=at, credit=None, debit=None, decimal=decimal))
    if guessed.credit is not None:
        found.append(replace(guessed, credit=guessed.debit, debit=guessed.credit))
    found.append(replace(guessed, decimal="." if guessed.decimal == "," else ","))
    return [look for look in dict.fromkeys(found) if _reads(body, look, unit)] or [guessed]


def _reads(body: Sequence[Row], columns: Columns, unit: Currency) -> bool:
    """Whether there are amounts where they should be, and nothing else."""
    places = [at for at in (columns.amount, columns.credit, columns.debit) if at is not None]
    cells = [row[at] for row in body for at in places if at < len(row) and row[at].strip()]
    return _mostly(read_minor(cell, columns.decimal, unit) is not None for cell in cells)


def certainty(rows: Sequence[Row]) -> tuple[int, int]:
    """How well rows look like a bank's table when they are cut so: columns known by heading, rows as wide as it."""
    heading = _heading(rows)
    known = 0 if heading < 0 else len({found[0] for cell in rows[heading] if (found := role_of(cell))})
    width = len(rows[heading]) if heading >= 0 else max(map(len, rows), default=0)
    return known, sum(len(row) == width for row in rows) if width > 1 else 0


def _heading(rows: Sequence[Row]) -> int:
    """The first row in which two kinds of column or more have their names, an amount among them; -1: none."""
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        known = {found[0] for cell in row if (found := role_of(cell))}
        if len(known) > 1 and known & {Role.AMOUNT, Role.CREDIT, Role.DEBIT} and len(row) > 1:
            return at
    return -1


def _by_heading(row: Row) -> dict[Role, list[int]]:
    """Columns by role, the surest first."""
    found: dict[Role, list[tuple[int, int]]] = {}
    for at, cell in enumerate(row):
        said = role_of(cell)
        if said is not None and said[0] is not Role.IGNORED:
            found.setdefault(said[0], []).append((-said[1], at))
    return {
        role: sorted(at for _, at in places) if role in _MANY else [min(places)[1]] for role, places in found.items()
    }


def _by_cells(roles: dict[Role, list[int]], body: Sequence[Row], unit: Currency) -> None:
    """What the heading didn't say and the cells do: days, amounts, the longest text."""
    width = max(map(len, body), default=0)
    taken = {at for places in roles.values() for at in places}
    columns = {at: [row[at] for row in body if at < len(row) and row[at].strip()] for at in range(width)}
    free = {at: cells for at, cells in columns.items() if at not in taken and cells}
    if Role.DATE not in roles and (days := [at for at, cells in free.items() if _mostly(map(_is_day, cells))]):
        roles[Role.DATE] = [days[0]]
        free.pop(days[0])
    if not roles.keys() & {Role.AMOUNT, Role.CREDIT, Role.DEBIT}:
        amounts = [at for at, cells in free.items() if _mostly(_is_amount(cell, unit) for cell in cells)]
        if amounts:
            roles[Role.AMOUNT] = [amounts[0]]
            free = {at: cells for at, cells in free.items() if at not in amounts}
    if Role.TEXT not in roles and free:
        roles[Role.TEXT] = [max(free, key=lambda at: sum(map(len, free[at])))]
    told = set(roles.get(Role.TEXT, ()))
    told |= {at for at, cells in columns.items() if any(_REFERENCE.search(cell[:_LOOKED_AT]) for cell in cells)}
    if told:
        roles[Role.TEXT] = sorted(told)


def _columns(
    roles: dict[Role, list[int]], body: Sequence[Row], delimiter: str, heading: int, shape: str, unit: Currency
) -> Columns:
    one = {role: places[0] for role, places in roles.items() if places}
    both = Role.CREDIT in one and Role.DEBIT in one
    amounts = [Role.CREDIT, Role.DEBIT] if both else [Role.AMOUNT]
    if not both and Role.AMOUNT not in one:
        raise ColumnsUnclear(columns=len(max(body, key=len, default=())))
    cells = [row[one[role]] for role in amounts for row in body if one[role] < len(row)]
    decimal = decimal_of(cells, unit)
    if decimal is None or not any(read_minor(cell, decimal, unit) is not None for cell in cells):
        raise ColumnsUnclear(columns=len(max(body, key=len, default=())))
    sign = one.get(Role.SIGN)
    if sign is not None and not any(is_out(row[sign]) is not None for row in body if sign < len(row)):
        sign = None
    date = one.get(Role.DATE)
    return Columns(
        delimiter=delimiter,
        heading=heading,
        shape=shape,
        date=date,
        amount=None if both else one[Role.AMOUNT],
        credit=one[Role.CREDIT] if both else None,
        debit=one[Role.DEBIT] if both else None,
        sign=None if both else sign,
        currency=one.get(Role.CURRENCY),
        text=tuple(roles.get(Role.TEXT, ())),
        name=tuple(roles.get(Role.NAME, ())),
        account=one.get(Role.ACCOUNT),
        own=one.get(Role.OWN),
        bank_id=one.get(Role.BANK_ID),
        decimal=decimal,
        days=DayOrder.DMY if date is None else order_of(row[date] for row in body if date < len(row)),
    )


def _mostly(found: Iterable[bool]) -> bool:
    said = list(found)
    return sum(said) >= _MOST_OF * len(said) > 0


def _is_day(cell: str) -> bool:
    return any(read_day(cell, order) is not None for order in DayOrder)


def _is_amount(cell: str, unit: Currency) -> bool:
    said = plain_cell(cell)
    return any(read_minor(said, decimal, unit) is not None for decimal in ".,") and len(said) <= 24
