"""Numbers the database gives, and the codes that people see and say instead of them.

A code is the number in people's clothes: digits and letters without look-alikes (no 0 O 1 I L), scattered so that
neighbours look unlike, with one check character. A code gives no right: links carry 128-bit tokens.
"""

from enum import IntEnum
from typing import NewType

from bot.domain.errors import NotFound

AccountId = NewType("AccountId", int)
ChatId = NewType("ChatId", int)
CommunityId = NewType("CommunityId", int)
DraftId = NewType("DraftId", int)
DealId = NewType("DealId", int)
TeamId = NewType("TeamId", int)
OrderId = NewType("OrderId", int)
PayeeId = NewType("PayeeId", int)
UndoId = NewType("UndoId", int)
QuestionId = NewType("QuestionId", int)
CardId = NewType("CardId", int)
OutageId = NewType("OutageId", int)
LateCloseId = NewType("LateCloseId", int)
OutboxId = NewType("OutboxId", int)
StatementId = NewType("StatementId", int)
StatementLineId = NewType("StatementLineId", int)
TradeId = NewType("TradeId", int)
ReportId = NewType("ReportId", int)
Code = NewType("Code", str)
Token = NewType("Token", str)

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE = len(_LETTERS)  # 31, a prime: a weighted sum modulo 31 catches each wrong letter and each swap of neighbours
_SHORTEST = 3


class Kind(IntEnum):
    """What a code names; codes of different things do not pass for each other."""

    DEAL = 1
    TEAM = 2
    ORDER = 3


def code_of(kind: Kind, number: int) -> Code:
    """The code of a deal, team or order: at least three letters and a check letter."""
    size = _SHORTEST
    while number >= _BASE**size:
        size += 1
    scattered = number * _scatter(size, kind) % _BASE**size
    letters = "".join(_LETTERS[scattered // _BASE**place % _BASE] for place in range(size))
    return Code(letters + _check(letters, kind))


def number_of(kind: Kind, code: str) -> int:
    """The number a code stands for; small letters pass. Raises NotFound: a mistyped or foreign code."""
    letters = code.strip().upper()
    body = letters[:-1]
    if not _SHORTEST <= len(body) <= 12 or any(letter not in _LETTERS for letter in letters):
        raise NotFound()
    if _check(body, kind) != letters[-1]:
        raise NotFound()
    scattered = sum(_LETTERS.index(letter) * _BASE**place for place, letter in enumerate(body))
    number = int(scattered * pow(_scatter(len(body), kind), -1, _BASE ** len(body)) % _BASE ** len(body))
    if code_of(kind, number) != letters:
        raise NotFound()
    return number


def _scatter(size: int, kind: Kind) -> int:
    multiplier = int(_BASE**size * 0.6180339887) + kind
    return multiplier if multiplier % _BASE else multiplier + 7


def _check(letters: str, kind: Kind) -> str:
    weighted = sum((place + 2) * _LETTERS.index(letter) for place, letter in enumerate(letters))
    return _LETTERS[(weighted + kind * 11) % _BASE]
