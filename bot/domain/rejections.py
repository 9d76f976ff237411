"""Why a leader doesn't take a buyer's word that they paid: what the buyer should look at next."""

from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.names import clean

#: The longest reason in a leader's own words, in characters: the payment code's caption has room for it in any case.
LONGEST = 300


class Rejection(StrEnum):
    """What a leader sees instead of the money. The order in which they are offered; buttons count by it."""

    NOTHING_CAME = "nothing-came"
    OTHER_AMOUNT = "other-amount"  #: money came, but not this much
    NO_REFERENCE = "no-reference"  #: money came that says neither who nor what for
    SEND_RECEIPT = "send-receipt"  #: the receipt is wanted first
    OTHER = "other"  #: in the leader's own words


#: Those that are chosen by a tap; the other one is typed.
READY_MADE = tuple(reason for reason in Rejection if reason is not Rejection.OTHER)


class ReasonEmpty(DomainError):
    """Nothing that can be read is left of a leader's words."""


class ReasonTooLong(DomainError):
    """A reason longer than the buyer is told. Facts: `most`, `length`."""


class ReasonOutdated(DomainError):
    """The claim that a leader was asked about has been decided since, and the buyer has claimed anew."""


def in_words(text: str) -> str:
    """A leader's own words as the buyer reads them: one line. Raises ReasonEmpty, ReasonTooLong."""
    length = len(text.strip())
    if length > LONGEST:
        raise ReasonTooLong(most=LONGEST, length=length)
    words = clean(text, LONGEST)
    if not words:
        raise ReasonEmpty()
    return words
