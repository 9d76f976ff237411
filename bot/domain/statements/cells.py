"""Cells of a bank's table: amounts with either decimal sign, days in any order. Read exactly, or not at all."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.domain.money import Currency


class DayOrder(StrEnum):
    """In which order day, month and year stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


#: Words beside an amount, or in a column of their own, that say money went out, and that it came in.
_OUT = frozenset(
    [
        "d",
        "dr",
        "db",
        "dbit",
        "debit",
        "debet",
        "s",
        "soll",
        "af",
        "-",
        "out",
        "saida",
        "debito",
        "cargo",
        "addebito",
        "dare",
        "borc",
        "расход",
        "списание",
        "дебет",
        "duguje",
        "isplata",
        "支出",
        "出",
        "借",
        "출금",
        "ถอน",
        "keluar",
        "no",
    ]
)
_IN = frozenset(
    [
        "c",
        "cr",
        "crdt",
        "credit",
        "kredit",
        "h",
        "haben",
        "bij",
        "+",
        "in",
        "entrada",
        "credito",
        "abono",
        "accredito",
        "avere",
        "alacak",
        "приход",
        "зачисление",
        "кредит",
        "potrazuje",
        "uplata",
        "收入",
        "入",
        "贷",
        "貸",
        "입금",
        "ฝาก",
        "masuk",
        "co",
    ]
)
_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>[^\W\d_]{0,5}\.?|[^\w\s.,()+=@-]{1,2})\s*(?P<sign2>[+-])?\s*"
    r"(?P<number>\d[\d.,' ’]*\d|\d|[.,]\d+)"
    r"\s*(?P<sign3>[+-])?\s*(?P<after>[^\W\d_]{0,5}\.?|[^\w\s.,()+=@-]{1,2})\s*(?P<close>\))?"
)
#: Minus signs and dashes.
_DASHES = {0x2212: "-", 0x2013: "-", 0x2014: "-"}
_SWAPPED = str.maketrans(".,", ",.")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}")
_PARTS = re.compile(r"(\d{1,4})\s*[-./年월\s]\s*(\d{1,2}|[a-z]{3,9})\s*[-./月일\s]\s*(\d{1,4})(?!\d)")
_SOLID = re.compile(r"(\d{8})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: No amount and no day is longer.
_LONGEST = 40
#: Days and amounts come again and again in a statement: so many are not worked out twice.
_REMEMBERED = 4_096
#: Thai years are so far ahead.
_BUDDHIST = 543


def plain_cell(text: str) -> str:
    """A cell without what tables put around it: compatible forms folded, minus signs alike, `="…"` opened."""
    said = text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    return said[2:-1] if said.startswith('="') and said.endswith('"') else said


def is_out(word: str) -> bool | None:
    """Whether a word says that money went out; None: it says nothing."""
    said = plain_cell(word).casefold()
    return True if said in _OUT else False if said in _IN else None


@lru_cache(maxsize=_REMEMBERED)
def read_minor(cell: str, decimal: str, unit: Currency) -> int | None:
    """An amount in minor units, below zero when it went out; None: no amount, or more exact than the currency."""
    written = plain_cell(cell)
    said = None if len(written) > _LONGEST else _AMOUNT.fullmatch(written)
    if said is None or bool(said["open"]) != bool(said["close"]):
        return None
    number = re.sub(r"[' ’]", "", said["number"])
    if decimal == ",":
        number = number.translate(_SWAPPED)
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    if not _WHOLE.fullmatch(whole or "0") or not (part.isdecimal() or not part) or len(part) > unit.decimals:
        return None
    minor = int(re.sub(",", "", whole or "0") + part.ljust(unit.decimals, "0"))
    signs = [sign for sign in (said["sign"], said["sign2"], said["sign3"]) if sign]
    out = said["open"] is not None or "-" in signs or is_out(said["after"] or "") is True
    return -minor if out else minor


def decimal_of(cells: Iterable[str], unit: Currency) -> str | None:
    """Whether a comma or a point divides the cents in a column; None: its cells contradict each other."""
    votes = {vote for cell in cells if (vote := _vote(plain_cell(cell)))}
    sure = {vote[0] for vote in votes if vote[1]}
    if len(sure) > 1:
        return None
    if sure:
        return sure.pop()
    likely = {vote[0] for vote in votes}
    return likely.pop() if len(likely) == 1 else "."


def _vote(cell: str) -> tuple[str, bool] | None:
    """What divides the cents in one cell, and whether that is sure: `1.234` is most likely over a thousand."""
    number = re.search(r"\d[\d.,' ’]*\d|[.,]\d+", cell[:_LONGEST])
    marks = re.findall(r"[.,]", number[0]) if number else []
    if number is None or not marks:
        return None
    last = marks[-1]
    other = "." if last == "," else ","
    if len(set(marks)) > 1:
        return last, True
    if len(marks) > 1:
        return other, True
    return (other, False) if len(number[0].rpartition(last)[2]) == 3 and number[0][0] not in "0.," else (last, True)


@lru_cache(maxsize=_REMEMBERED)
def read_day(cell: str, order: DayOrder) -> date | None:
    """A day, whatever time follows it; None: none."""
    said = plain_cell(cell)[:_LONGEST].casefold()
    if solid := _SOLID.match(said):
        digits = solid[1]
        if order is DayOrder.YMD or digits[:2] in ("19", "20", "25"):
            return _day(digits[:4], digits[4:6], digits[6:])
        return _day(digits[4:], digits[2:4], digits[:2])
    parts = _PARTS.match(said)
    if parts is None:
        return None
    first, middle, last = parts.groups()
    if len(first) == 4:
        return _day(first, middle, last)
    if middle.isalpha() or order is not DayOrder.MDY:
        return _day(last, middle, first)
    return _day(last, first, middle)


def order_of(cells: Iterable[str]) -> DayOrder:
    """In which order days are written in a column: where it can't be seen, the day first."""
    for cell in cells:
        parts = _PARTS.match(plain_cell(cell)[:_LONGEST].casefold())
        if parts is None:
            continue
        first, middle, _ = parts.groups()
        if len(first) == 4:
            return DayOrder.YMD
        if middle.isalpha() or int(first) > 12:
            return DayOrder.DMY
        if int(middle) > 12:
            return DayOrder.MDY
    return DayOrder.DMY


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year) + (2000 if len(year) <= 2 else 0)
    if number > 2400:
        number -= _BUDDHIST
    place = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month) if month.isdecimal() else 0
    try:
        return date(number, place, int(day))
    except ValueError:
        return None
