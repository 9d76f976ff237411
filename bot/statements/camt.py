"""CAMT.053 (ISO 20022, bank to customer statement), any version; read as a stream, with no DTD and no entity.

What is read: booked entries; of a batch whose parts have amounts of their own, each part.
"""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from bot.domain.money import Money, UnknownCurrency, currency
from bot.domain.statements.lines import BankLine, BankStatement
from bot.domain.statements.refusals import NotAStatement, StatementCut, StatementUnreadable
from bot.domain.statements.tables import NAME_AT_MOST, TEXT_AT_MOST

_PARTS = frozenset({"Acct", "Ntry"})
#: A real statement is not deeper, no entry of one has more elements, and 10 MB of one have no more in all.
_DEEPEST, _LARGEST_PART, _MOST = 40, 300_000, 600_000
#: What banks write in place of an id that isn't there.
_NO_ID = frozenset({"NOTPROVIDED", "NONREF", "NOTAVAILABLE"})


def is_camt(data: bytes) -> bool:
    """Whether a file says that it is one."""
    return b"BkToCstmrStmt" in data[:4096]


def read_camt(data: bytes) -> BankStatement:
    """The lines of a statement. Raises NotAStatement, StatementCut, StatementUnreadable."""
    account = ""
    lines: list[BankLine] = []
    entries = 0
    try:
        for element in _parts(data):
            if _name(element) == "Ntry":
                entries += 1
                lines += _lines(element, entries)
            else:
                account = account or _text(element, "Id", "IBAN") or _text(element, "Id", "Othr", "Id")
    except DefusedXmlException as error:
        raise NotAStatement(what="other") from error
    except ParseError as error:
        raise StatementCut(line=error.position[0]) from error
    return BankStatement(account=account, lines=tuple(lines))


def _parts(data: bytes) -> Iterator[Element]:
    """Every account and every entry, whole; nothing else is kept of a file. Raises NotAStatement: it only piles up."""
    open_: list[Element] = []
    seen = kept = inside = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        is_part = _name(element) in _PARTS
        if event == "start":
            open_.append(element)
            seen += 1
            inside += is_part
            kept = kept + 1 if inside else 0
            if len(open_) > _DEEPEST or kept > _LARGEST_PART or seen > _MOST:
                raise NotAStatement(what="other")
            continue
        open_.pop()
        inside -= is_part
        if is_part and not inside:
            yield element
        if not inside and open_:
            open_[-1].remove(element)


def _lines(entry: Element, at: int) -> Iterator[BankLine]:
    """The lines of one entry; none of one that isn't booked yet."""
    state = _text(entry, "Sts", "Cd") or _text(entry, "Sts")
    if state and state != "BOOK":
        return
    sign = -1 if (_text(entry, "CdtDbtInd") == "DBIT") != (_text(entry, "RvslInd") == "true") else 1
    day = _day(_text(entry, "BookgDt", "Dt") or _text(entry, "BookgDt", "DtTm") or _text(entry, "ValDt", "Dt"), at)
    whole = _money(_child(entry, "Amt"), sign, at)
    own_id = _text(entry, "AcctSvcrRef")
    parts = [part for details in _children(entry, "NtryDtls") for part in _children(details, "TxDtls")]
    amounts = [_money(_amount_of(part), sign, at) if _amount_of(part) is not None else None for part in parts]
    if len(parts) > 1 and sum(amount.minor for amount in amounts if amount) == whole.minor:
        for number, (part, amount) in enumerate(zip(parts, amounts, strict=True), 1):
            if amount is not None:
                yield _line(part, entry, amount, day, own_id and f"{own_id}/{number}")
        return
    yield _line(parts[0] if parts else entry, entry, whole, day, own_id)


def _line(part: Element, entry: Element, amount: Money, day: date | None, own_id: str) -> BankLine:
    other = "Dbtr" if amount.minor > 0 else "Cdtr"
    said = _child(part, "RltdPties", other)
    payer = "" if said is None else _text(said, "Nm") or _text(said, "Pty", "Nm")
    account = _child(part, "RltdPties", f"{other}Acct", "Id")
    written = [
        *(_own(each) for each in _children(_child(part, "RmtInf"), "Ustrd")),
        *(_text(each, "CdtrRefInf", "Ref") for each in _children(_child(part, "RmtInf"), "Strd")),
        _id(part, "Refs", "EndToEndId"),
        _text(part, "AddtlTxInf"),
        _text(entry, "AddtlNtryInf"),
    ]
    return BankLine(
        booked_on=day,
        amount=amount,
        text=" ".join(filter(None, written))[:TEXT_AT_MOST],
        name=payer[:NAME_AT_MOST],
        account=("" if account is None else _text(account, "IBAN") or _text(account, "Othr", "Id"))[:NAME_AT_MOST],
        bank_id=(_id(part, "Refs", "AcctSvcrRef") or ("" if own_id in _NO_ID else own_id))[:NAME_AT_MOST],
    )


def _amount_of(part: Element) -> Element | None:
    """The amount of one transaction of a batch."""
    found = _child(part, "Amt")
    return found if found is not None else _child(part, "AmtDtls", "TxAmt", "Amt")


def _money(amount: Element | None, sign: int, at: int) -> Money:
    said = "" if amount is None else _own(amount)
    try:
        unit = currency("" if amount is None else amount.get("Ccy", ""))
        minor = Decimal(said).scaleb(unit.decimals)
        if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor < 10**15:
            raise StatementUnreadable(line=at, given=said[:NAME_AT_MOST])
    except (UnknownCurrency, InvalidOperation) as error:
        raise StatementUnreadable(line=at, given=said[:NAME_AT_MOST]) from error
    return Money(sign * int(minor), unit)


def _day(said: str, at: int) -> date | None:
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError as error:
        raise StatementUnreadable(line=at, given=said[:NAME_AT_MOST]) from error


def _id(element: Element, *path: str) -> str:
    said = _text(element, *path)
    return "" if said in _NO_ID else said


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = next(iter(_children(element, name)), None)
    return element


def _children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [child for child in element if _name(child) == name]


def _text(element: Element, *path: str) -> str:
    found = _child(element, *path)
    return "" if found is None else _own(found)


def _own(element: Element) -> str:
    return (element.text or "").strip()
