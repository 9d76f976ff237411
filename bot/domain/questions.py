"""Questions between a buyer and who leads the deal, passed on by the bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, OrderId, QuestionId

#: The longest question, in characters.
LONGEST = 1000
#: A person may ask or answer so often within an hour.
MOST = 10
WITHIN = timedelta(hours=1)


class QuestionTooLong(DomainError):
    """More than can be passed on at once. Facts: `most`, `length`."""


class TooManyQuestions(DomainError):
    """Somebody has asked as often as one may within an hour. Facts: `most`."""


class OwnDeal(DomainError):
    """Buyer and leader are the same person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one of the two has written to the other about an order; an answer is one too."""

    id: QuestionId
    order_id: OrderId
    asker_id: AccountId
    reader_id: AccountId
    text: str
    asked_at: datetime


def may_ask(text: str, asked_lately: int) -> None:
    """Raise QuestionTooLong, TooManyQuestions; `asked_lately` counts this person's questions within the hour."""
    if len(text) > LONGEST:
        raise QuestionTooLong(most=LONGEST, length=len(text))
    if asked_lately >= MOST:
        raise TooManyQuestions(most=MOST)
