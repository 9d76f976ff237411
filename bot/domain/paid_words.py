"""How a leader says whose money is there: order codes, references, the buyers' numbers in a deal, and runs of them."""

import re
from dataclasses import dataclass

from bot.domain.errors import DomainError

#: So many numbers may be said at once: a slip of the finger must not confirm a thousand orders.
NUMBERS_AT_MOST = 200
#: Digits of this length may be a code too; shorter ones are a buyer's number.
_CODE_AT_LEAST = 4
_PARTS = re.compile(r"[\s,;，、；]+")
_RUN = re.compile(r"#?([0-9]{1,6})\s*[-–—~]\s*([0-9]{1,6})")
_NUMBER = re.compile(r"#?([0-9]{1,6})")
_AROUND_DASH = re.compile(r"(?<=[0-9])\s*[-–—~]\s*(?=[0-9])")
_REFERENCE = re.compile(r"KT[0-9]{6,18}", re.IGNORECASE)


class RunUnreadable(DomainError):
    """A run of numbers that goes backwards, or names too many. Facts: `given`, `most`."""


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


def read_words(text: str) -> tuple[Word, ...]:
    """What was said, each once, in the order in which it was said. Raises RunUnreadable."""
    joined = _AROUND_DASH.sub("-", text)
    words = [word for part in _PARTS.split(joined) if part for word in _read(part)]
    return tuple(dict.fromkeys(words))


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
