"""Which orders a leader means: by codes, references, numbers of one deal, or a person whose message they reply to."""

from collections.abc import Sequence
from itertools import islice

from bot.domain.deals import Deal
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import AccountId, ChatId, DealId, Kind, OrderId, number_of
from bot.domain.notices import NoticeKind
from bot.domain.orders import OWING
from bot.domain.paid_words import NothingWaits, SeveralOrders, WhichDeal, Word
from storage import deals, messages, orders
from storage.database import ReadTx

#: Messages that are about one deal, so that numbers in a reply to them are its buyers'.
_ABOUT_A_DEAL = (
    NoticeKind.DESK,
    NoticeKind.DESK_PING,
    NoticeKind.CLAIM_NUDGE,
    NoticeKind.CARD,
    NoticeKind.LAST_CALL,
    NoticeKind.CALL,
)
_LISTED = 200

#: What was said, and the order it means or why it means none.
Meant = tuple[Word, OrderId | DomainError]


def by_words(tx: ReadTx, leader: AccountId, words: Sequence[Word], chat: ChatId, replied: int | None) -> list[Meant]:
    """The order that each word means. Numbers are the buyers' of the deal replied to, or of the only one that waits."""
    deal = _deal(tx, leader, chat, replied) if any(word.number is not None for word in words) else None
    return [(word, _meant(tx, word, deal)) for word in words]


def of_person(tx: ReadTx, leader: AccountId, chat: ChatId, person: AccountId) -> list[Meant]:
    """The one order that a person still has to pay in this leader's deals of a group.

    Raises NothingWaits, SeveralOrders.
    """
    waiting = orders.owing_in(tx, leader, chat, person)
    if not waiting:
        raise NothingWaits()
    if len(waiting) > 1:
        raise SeveralOrders(codes=", ".join(order.code for order in waiting))
    return [(Word(waiting[0].code), waiting[0].id)]


def _meant(tx: ReadTx, word: Word, deal: DealId | DomainError | None) -> OrderId | DomainError:
    if word.reference and (found := orders.by_reference(tx, word.reference)) is not None:
        return found.id
    if word.code:
        try:
            return orders.get(tx, OrderId(number_of(Kind.ORDER, word.code))).id
        except NotFound as error:
            if word.number is None:
                return error
    if isinstance(deal, DomainError):
        return deal
    assert word.number is not None  # noqa: S101 - a word is a code, or a number
    assert deal is not None  # noqa: S101 - looked for when there are numbers
    numbered = orders.by_number(tx, deal, word.number)
    return NotFound() if numbered is None else numbered.id


def _deal(tx: ReadTx, leader: AccountId, chat: ChatId, replied: int | None) -> DealId | DomainError:
    """The deal whose buyers numbers mean."""
    about = None if replied is None else messages.subject_of(tx, _ABOUT_A_DEAL, chat, replied)
    if about is not None:
        return DealId(about)
    led = deals.led_by(tx, leader, _LISTED)
    waiting = [deal.id for deal in islice((deal for deal in led if _waits(tx, deal)), 2)]  # two are too many already
    if len(waiting) > 1:
        return WhichDeal()
    return waiting[0] if waiting else NothingWaits()


def _waits(tx: ReadTx, deal: Deal) -> bool:
    return bool(orders.in_deal(tx, deal.id, OWING, most=1))
