"""Acts of a person about themselves: opening the private chat, blocking it, choosing a language, quiet hours."""

from datetime import datetime

from bot.domain import events as e
from bot.domain.communities import UnknownLanguage
from bot.domain.ids import AccountId, ChatId
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.people import Account, Actor, Right
from bot.domain.quiet_hours import read_quiet_hours
from bot.services.act import Done, act
from storage import accounts, deals, orders, outbox
from storage.database import ReadTx, WriteTx

LANGUAGES = ("en", "zh")
#: A buyer's newest orders that are looked at.
RECENT = 20
#: Why a message waits for the end of its reader's quiet hours.
QUIET = "quiet hours"


@act(Right.ANYONE)
def open_chat(tx: WriteTx, by: Actor, now: datetime) -> Done[int]:
    """A person has opened the private chat: what waited for them is sent; shows how many messages that is."""
    desks = _desks(tx, by.id) if accounts.set_can_write(tx, by.id, True) else []
    woken = outbox.wake(tx, ChatId(by.id), now)
    return Done(events=(), subject=by.id, shown=woken, notices=desks, wakes_delivery=bool(woken))


@act(Right.ANYONE)
def close_chat(tx: WriteTx, by: Actor, now: datetime) -> Done[None]:
    """A person has blocked the bot: nothing is sent to them until they open the chat again."""
    accounts.set_can_write(tx, by.id, False)
    return Done(events=(), subject=by.id)


@act(Right.ANYONE)
def choose_language(tx: WriteTx, by: Actor, now: datetime, language: str) -> Done[None]:
    """The language a person is written to in. Raises UnknownLanguage."""
    if language not in LANGUAGES:
        raise UnknownLanguage(given=language)
    accounts.choose_language(tx, by.id, language)
    return Done(events=[e.LanguageChosen(account_id=by.id)], subject=by.id)


@act(Right.ANYONE)
def set_quiet(tx: WriteTx, by: Actor, now: datetime, wanted: str) -> Done[None]:
    """The hours at which only money is told, or on, or off. Raises BadQuietHours, QuietAllDay.

    What waited because of the hours there were is looked at again by the new ones.
    """
    accounts.set_quiet(tx, by.id, read_quiet_hours(wanted, accounts.get(tx, by.id).quiet), now)
    waited = outbox.release(tx, ChatId(by.id), QUIET, now)
    return Done(events=[e.QuietSet(account_id=by.id)], subject=by.id, wakes_delivery=bool(waited))


def _desks(tx: ReadTx, buyer: AccountId) -> list[Notice]:
    """Desks that list this buyer as one who can't be reached: they are drawn again."""
    live = [deals.get(tx, order.deal_id) for order in orders.of_buyer(tx, buyer, RECENT) if order.is_live]
    return [notice(NoticeKind.DESK, deal.leader_id, deal.id) for deal in live if deals.was_called(tx, deal.id)]


def account(tx: ReadTx, account_id: AccountId) -> Account | None:
    """A person known to us."""
    return accounts.find(tx, account_id)
