"""MT940 (SWIFT customer statement): read by the `mt-940` library, which knows how each bank writes its details."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mt940.models import Transactions
from mt940.options import Options

from bot.domain.money import Money, UnknownCurrency, currency
from bot.domain.statements.lines import MOST_LINES, BankLine, BankStatement
from bot.domain.statements.refusals import StatementCut, StatementTooLong, StatementUneven, StatementUnreadable
from bot.domain.statements.tables import NAME_AT_MOST, TEXT_AT_MOST

_STATEMENT = re.compile(r"(?m)^(?=:20:)")
_LINE = re.compile(r"(?m)^:61:")
_BEGINS = re.compile(r"\d{6}(\d{4})?R?[DC][A-Z]?[\d,]+")
_CLOSING = re.compile(r"(?m)^:62[FM]:[CD]\d{6}[A-Z]{3}[\d,]+\s*$")
#: A line of the standard has 65 characters; banks write some more.
_LONGEST = 1_000
#: One a day for ten years.
_MOST_STATEMENTS = 3_660
_NO_ID = frozenset({"NONREF", ""})


def is_mt940(text: str) -> bool:
    """Whether a text begins as one."""
    return bool(re.search(r"(?m)^:20:", text[:4096]) and re.search(r"(?m)^:(60[FM]|25|28C?):", text[:4096]))


def read_mt940(text: str) -> BankStatement:
    """The lines of one or more statements of an account.

    Raises StatementCut, StatementTooLong, StatementUneven, StatementUnreadable.
    """
    for at, written in enumerate(text.splitlines(), 1):
        if len(written) > _LONGEST:
            raise StatementUnreadable(line=at, given=written[:NAME_AT_MOST])
    if text.count("\n:61:") > MOST_LINES or text.count("\n:20:") > _MOST_STATEMENTS:
        raise StatementTooLong(most=MOST_LINES)
    lines: list[BankLine] = []
    account, before = "", 0
    for block in _STATEMENT.split(text.replace("\r\n", "\n")):
        if not block.startswith(":20:"):
            continue
        before_lines = before
        before += len(_LINE.findall(block))
        if not _CLOSING.search(block):
            raise StatementCut(line=before)
        found = _read(block, before_lines + 1)
        account = account or str(found.data.get("account_identification") or "")
        lines += _lines(found, before_lines)
    return BankStatement(account=account[:NAME_AT_MOST], lines=tuple(lines))


def _read(block: str, at: int) -> Transactions:
    """One statement, which must foot."""
    found = Transactions(options=Options.all())
    try:
        found.parse(block)
        _check(found, len(_LINE.findall(block)), at)
    except (RuntimeError, ValueError, ArithmeticError, KeyError, AttributeError) as error:
        raise _unreadable(block, at) from error
    return found


def _unreadable(block: str, at: int) -> StatementUnreadable:
    """The first line that doesn't begin as one, as far as that can be seen."""
    written = [line[4:] for line in block.splitlines() if line.startswith(":61:")]
    wrong = next(((place, line) for place, line in enumerate(written) if not _BEGINS.match(line)), None)
    place, line = wrong or (0, written[0] if written else block)
    return StatementUnreadable(line=at + place, given=line[:NAME_AT_MOST])


def _check(found: Transactions, written: int, at: int) -> None:
    opening = found.data.get("final_opening_balance") or found.data.get("intermediate_opening_balance")
    closing = found.data.get("final_closing_balance") or found.data.get("intermediate_closing_balance")
    total = sum((each.data["amount"].amount for each in found), Decimal(0))
    if len(found) != written or (opening and closing and opening.amount.amount + total != closing.amount.amount):
        raise StatementUneven(line=at)


def _lines(found: Transactions, before: int) -> Iterator[BankLine]:
    for at, each in enumerate(found, before + 1):
        yield _line(each.data, at)


def _line(said: dict[str, Any], at: int) -> BankLine:
    day = said.get("entry_date") or said.get("date")
    text = [said.get(key) or "" for key in ("purpose", "end_to_end_reference", "customer_reference", "extra_details")]
    if not said.get("purpose"):
        text.append(said.get("transaction_details") or "")
    return BankLine(
        booked_on=None if day is None else date(day.year, day.month, day.day),
        amount=_money(said["amount"].amount, said["currency"], at),
        text=" ".join(part for part in text if part not in _NO_ID)[:TEXT_AT_MOST],
        name=str(said.get("applicant_name") or "")[:NAME_AT_MOST],
        account=str(said.get("gvc_applicant_iban") or "")[:NAME_AT_MOST],
        bank_id="" if (said.get("bank_reference") or "") in _NO_ID else str(said["bank_reference"])[:NAME_AT_MOST],
    )


def _money(amount: Decimal, code: str, at: int) -> Money:
    try:
        unit = currency(code)
    except UnknownCurrency as error:
        raise StatementUnreadable(line=at, given=code) from error
    minor = amount.scaleb(unit.decimals)
    if minor != minor.to_integral_value() or abs(minor) >= 10**15:
        raise StatementUnreadable(line=at, given=str(amount))
    return Money(int(minor), unit)
