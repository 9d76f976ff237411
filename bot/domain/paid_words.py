"""How a leader says whose money is there: order codes, references, the buyers' numbers in a deal, and runs of them.

Behind `=` or `:` stands how much came, where it isn't what was asked for: `K7Q2=25.00`, `3: 25,00`.
"""

import re
from dataclasses import dataclass, replace

from bot.domain.amounts import example_amount, read_amount
from bot.domain.errors import DomainError
from bot.domain.money import Currency, Money

#: So many numbers may be said at once: a slip of the finger must not confirm a thousand orders.
NUMBERS_AT_MOST = 200
#: Digits of this length may be a code too; shorter ones are a buyer's number.
_CODE_AT_LEAST = 4
_PARTS = re.compile(r"[\s,;，、；]+")
_RUN = re.compile(r"#?([0-9]{1,6})\s*[-–—~]\s*([0-9]{1,6})")
_NUMBER = re.compile(r"#?([0-9]{1,6})")
_AROUND_DASH = re.compile(r"(?<=[0-9])\s*[-–—~]\s*(?=[0-9])")
_AMOUNT = r"[^\s;，；、=:：＝]+(?:\s?[€$¥£₫฿])?"
_WITH_AMOUNT = re.compile(rf"(?P<who>#?\w+)\s*[=:：＝]\s*(?P<amount>{_AMOUNT})")
#: What may be the rest of an amount with spaces between its thousands.
_SPACED = re.compile(r"[=:：＝]\s*[^\s\d]?\d{1,3}(?:[ '’]\d{3})+(?!\d)")
_COMMA = re.compile(r",(\d+)\D*$")
_REFERENCE = re.compile(r"KT[0-9]{6,18}", re.IGNORECASE)


class RunUnreadable(DomainError):
    """A run of numbers that goes backwards, or names too many. Facts: `given`, `most`."""


class AmountSpaced(DomainError):
    """An amount that may go on behind a space. Facts: `given`."""


class AmountOrNumber(DomainError):
    """A comma that may part cents from euros, or two of the leader's words. Facts: `given`, `example`."""


class SaidTwice(DomainError):
    """Two amounts for one order in one message."""


class WhichDeal(DomainError):
    """Numbers are a deal's, and the leader has several that wait for money."""


class NothingWaits(DomainError):
    """Nobody of whom the leader speaks has anything to pay."""


class SeveralOrders(DomainError):
    """The person has several orders to pay. Facts: `codes`."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a leader said: as written, and what it may be."""

    said: str
    number: int | None = None  #: a buyer's number in a deal
    reference: str = ""
    code: str = ""  #: a code, if it isn't the rest
    amount: str = ""  #: how much came, as written; "": what was asked for


def read_words(text: str) -> tuple[Word, ...]:
    """What was said, each once, in the order in which it was said. Raises RunUnreadable, AmountSpaced."""
    if spaced := _SPACED.search(text):
        raise AmountSpaced(given=spaced[0].lstrip("=:：＝ "))
    words: list[Word] = []
    at = 0
    for said in _WITH_AMOUNT.finditer(text):
        words += _read_all(text[at : said.start()])
        words += [replace(word, amount=said["amount"].rstrip(",")) for word in _read(said["who"])]
        at = said.end()
    return tuple(dict.fromkeys([*words, *_read_all(text[at:])]))


def read_came(word: Word, unit: Currency) -> Money:
    """How much a word says has come. A comma must part as many decimals as there are, or thousands.

    Raises AmountOrNumber, and what `read_amount` raises.
    """
    comma = _COMMA.search(word.amount)
    if comma is not None and len(comma[1]) not in (unit.decimals, 3):
        raise AmountOrNumber(given=word.amount, example=example_amount(unit))
    return read_amount(word.amount, unit)


def _read_all(text: str) -> list[Word]:
    joined = _AROUND_DASH.sub("-", text)
    return [word for part in _PARTS.split(joined) if part for word in _read(part)]


def _read(part: str) -> list[Word]:
    run, number = _RUN.fullmatch(part), _NUMBER.fullmatch(part)
    if run is not None:
        first, last = int(run[1]), int(run[2])
        if not 0 < last - first + 1 <= NUMBERS_AT_MOST:
            raise RunUnreadable(given=part, most=NUMBERS_AT_MOST)
        return [Word(str(each), number=each) for each in range(first, last + 1)]
    if number is not None:
        digits = number[1]
        return [Word(digits, number=int(digits), code=digits if len(digits) >= _CODE_AT_LEAST else "")]
    said = part.upper()
    if _REFERENCE.fullmatch(part):
        return [Word(said, reference=said, code=said)]
    return [Word(said, code=said)]
