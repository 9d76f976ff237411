"""What delivery reads and records: who a message is for, what became of it, who can't be reached."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.communities import Ability
from bot.domain.deals import DealState
from bot.domain.events import Event
from bot.domain.ids import AccountId, CardId, ChatId, CommunityId, DealId, OrderId, QuestionId, TradeId
from bot.domain.notices import (
    GROUP_POSTS,
    PAY_BACK_MESSAGES,
    PAYMENT_MESSAGES,
    SPARE_POSTS,
    NotForGroups,
    Notice,
    NoticeKind,
    Post,
    notice,
    notices,
)
from bot.domain.orders import OWING, Order, Rest
from bot.domain.quiet_hours import NOT_QUIET, QuietHours
from bot.services import boards, calls, inline_cards, invoices, memberships
from bot.services.communities import move_chat
from bot.services.people import QUIET
from storage import accounts, communities, deals, messages, orders, outbox, posts, questions, senders, topics
from storage.database import ReadTx, WriteTx
from storage.inline_cards import InlineCard
from storage.messages import Standing
from storage.outbox import OutboxRow
from storage.posts import Posting
from storage.senders import Turn

#: How long a row is being sent before somebody else may ask what became of it.
LEASE = timedelta(seconds=90)
#: Why a row waits without having been tried.
NEVER_OPENED = "never opened the private chat"
#: Why a row of a group is dropped without having been tried.
REMOVED = "the bot was removed from the group"
#: Buyers who can't be written to are gathered so long before they are called in the group.
CALL_AFTER = timedelta(seconds=30)

_ABOUT_ORDERS = frozenset(
    {NoticeKind.PAYMENT_DUE, NoticeKind.PICKUP_DUE, NoticeKind.TEAM_FULL, NoticeKind.PAYMENT_REJECTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a message: in which language, by which clock, and whether they can be written to."""

    language: str
    zone: ZoneInfo | None
    can_write: bool
    quiet: QuietHours = NOT_QUIET
    takes_photos: bool = True


def reader(tx: ReadTx, chat: ChatId) -> Reader:
    """The person of a private chat, or the community of a group."""
    if chat < 0:
        community = communities.find_chat(tx, chat)
        if community is None:
            return Reader(language="en", zone=None, can_write=False)
        return Reader(
            language=community.language,
            zone=community.clock,
            can_write=community.left_at is None,
            takes_photos=Ability.PHOTOS not in community.lacks,
        )
    account = accounts.find(tx, AccountId(chat))
    if account is None:
        return Reader(language="en", zone=None, can_write=False)
    return Reader(language=account.language, zone=None, can_write=account.can_write, quiet=account.quiet)


def facts(row: OutboxRow) -> dict[str, Any]:
    """What was written with a row."""
    told: dict[str, Any] = json.loads(row.facts)
    return told


def take_post(tx: WriteTx, row: OutboxRow, now: datetime) -> Posting | None:
    """A row is about to be posted into a group: one of its deal's posts is used up by it. None: it was used up before.

    A card whose post may have been lost takes the place of another post; one that stood and is gone doesn't.
    """
    post, deal = GROUP_POSTS[row.kind], DealId(row.subject)
    if post is None:
        raise NotForGroups(row.kind)
    turn = posts.card_turn(tx, deal) if post is Post.CARD else 0
    may = [(post, turn)]
    if post is Post.CARD and not posts.has_card_stood(tx, deal, row.chat_id, turn):
        may += [(spare, 0) for spare in SPARE_POSTS]
    for each, at_turn in may:
        posting = Posting(deal=deal, chat=row.chat_id, post=each, turn=at_turn)
        if posts.take(tx, posting, now):
            return posting
    return None


def give_post_back(tx: WriteTx, posting: Posting) -> None:
    """What was about to be posted has surely not gone out."""
    posts.give_back(tx, posting)


def posts_used_up(tx: WriteTx, row: OutboxRow, now: datetime) -> None:
    """A row isn't posted, since that was done before. Where no card stands any more, its deal's leader is asked."""
    _end(tx, row, "dropped", "posted before", now)
    boards.card_changed(tx, row.chat_id, now, posted=False)
    deal = deals.get(tx, DealId(row.subject))
    if row.kind is NoticeKind.CARD and deal.state is DealState.OPEN:
        asked = notice(NoticeKind.CARD_GONE, deal.leader_id, deal.id, str(posts.card_turn(tx, deal.id)))
        outbox.queue(tx, [asked], now)


def take(tx: WriteTx, most: int, now: datetime, *, cards: int = 0) -> list[OutboxRow]:
    """Rows to send now, marked `sending` before the first byte goes out; so many `cards`, whatever else waits."""
    return outbox.take(tx, most, now, now + LEASE, cards=cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one of several replicas is to do: rows to send, and rows that another was sending and is gone."""

    rows: list[OutboxRow]
    left: list[OutboxRow]


def take_as(tx: WriteTx, sender: str, most: int, now: datetime, *, cards: int = 0) -> Share | None:
    """Take rows as the one replica that sends; None: another does."""
    turn = senders.hold(tx, sender)
    if turn is Turn.OTHERS:
        return None
    left = left_over(tx, now, alone=True) if turn is Turn.NEW else []
    return Share(rows=take(tx, most, now, cards=cards), left=left)


def resign(tx: WriteTx, sender: str) -> None:
    """A replica sends no more: another may at once."""
    senders.resign(tx, sender)


def sent(
    tx: WriteTx,
    row: OutboxRow,
    standing: list[Standing],
    pictures: dict[str, str],
    now: datetime,
    *,
    posted: Posting | None = None,
) -> None:
    """A row arrived: what stands in the chat now, which pictures Telegram keeps, which of a deal's posts it was."""
    for message in standing:
        _keep(tx, message, now)
    if posted is not None and row.kind is NoticeKind.CARD:
        posts.card_stood(tx, DealId(row.subject), row.chat_id)
    if row.kind in PAYMENT_MESSAGES and _is_over(orders.get(tx, OrderId(row.subject))):
        # It went out while the order ended, or money came: nothing stood there yet that could be finished.
        finished = notice(NoticeKind.PAYMENT_FINISHED, row.chat_id, row.subject, f"sent-{row.id}")
        outbox.queue(tx, [finished], now)
    outbox.queue(tx, _follows(tx, row), now)
    keep_pictures(tx, pictures, now)
    if row.kind is NoticeKind.CARD:
        boards.card_changed(tx, row.chat_id, now, posted=posted is not None)
    if any(_is_behind(tx, message) for message in standing):
        put_back(tx, row, now, "another copy")
    else:
        _end(tx, row, "sent", "", now)


def _follows(tx: ReadTx, row: OutboxRow) -> list[Notice]:
    """Under a request to pay its invoice; an invoice that went out while it was withdrawn is taken away again.

    Of codes to pay back only the newest is left: those before it show an account, too.
    """
    if row.kind in PAYMENT_MESSAGES:
        return invoices.beside(tx, OrderId(row.subject), f"row-{row.id}")
    if row.kind is NoticeKind.INVOICE:
        return invoices.after_sending(tx, TradeId(row.subject), f"sent-{row.id}")
    if row.kind in PAY_BACK_MESSAGES:
        return [notice(NoticeKind.PAY_BACK_FINISHED, row.chat_id, row.subject, f"sent-{row.id}")]
    return []


def _is_over(order: Order) -> bool:
    """Whether a code that was on its way may ask for what is paid, or was to be paid once."""
    return order.state not in OWING or order.rest is Rest.SHORT


def keep_pictures(tx: WriteTx, pictures: dict[str, str], now: datetime) -> None:
    """Telegram keeps these pictures from now on: file_ids by key."""
    for key, file_id in pictures.items():
        messages.keep_picture(tx, key, file_id, now)


def _end(tx: WriteTx, row: OutboxRow, state: str, why: str, now: datetime) -> None:
    """A row is over. Where it was a deal's card, those in other chats follow it."""
    outbox.end(tx, row, state, why, now)
    if row.kind is NoticeKind.CARD:
        inline_cards.follow(tx, DealId(row.subject), now)


def inline_card_lost(tx: WriteTx, row: OutboxRow, why: str, now: datetime) -> None:
    """A card in a chat of somebody's can't be edited any more: it is forgotten, until somebody taps it again."""
    inline_cards.forget(tx, CardId(row.subject))
    _end(tx, row, "dropped", why, now)


def inline_card(tx: ReadTx, row: OutboxRow) -> InlineCard | None:
    """The card in a chat of somebody's that a row is about; None: it was forgotten."""
    return inline_cards.find(tx, CardId(row.subject))


def _keep(tx: WriteTx, message: Standing, now: datetime) -> None:
    if message.inline_id:
        inline_cards.edited(tx, CardId(message.subject), message.shown, now)
        return
    opened = _opened_meanwhile(tx, message)
    messages.keep(tx, message, now)
    for each in opened:
        messages.forget(tx, each.chat_id, each.message_id)
        messages.keep(tx, each, now)


def _opened_meanwhile(tx: ReadTx, message: Standing) -> list[Standing]:
    """Desks that their leader has opened while this one was being posted: the newest of those is the live one."""
    if message.kind is not NoticeKind.DESK or messages.is_kept(tx, message.chat_id, message.message_id):
        return []
    return _open_desks(tx, message)


def _open_desks(tx: ReadTx, message: Standing) -> list[Standing]:
    """Messages that show the same desk, but those that have said that it is elsewhere; the last is the live one."""
    desks = messages.about(tx, [NoticeKind.DESK], message.subject, message.chat_id)
    return [desk for desk in desks if not desk.finished]


def _is_behind(tx: ReadTx, message: Standing) -> bool:
    """Whether another copy of a card doesn't show yet what this one shows, or another desk that it was left."""
    if message.kind is NoticeKind.DESK:
        return len(_open_desks(tx, message)) > 1
    if message.kind is not NoticeKind.CARD:
        return False
    copies = messages.about(tx, [message.kind], message.subject, message.chat_id)
    return any(copy.shown != message.shown for copy in copies)


def ended(tx: WriteTx, row: OutboxRow, state: str, why: str, now: datetime) -> None:
    """A row is over: dropped (nothing to say any more), unknown or dead."""
    _end(tx, row, state, why, now)
    if row.kind is NoticeKind.BOARD and state != "dropped":
        boards.taken_away(tx, CommunityId(row.subject), now)


def again(tx: WriteTx, row: OutboxRow, at: datetime, why: str) -> None:
    """Sending a row failed, or may have: it is sent again later."""
    outbox.again(tx, row, at, why)


def put_back(tx: WriteTx, row: OutboxRow, at: datetime, why: str) -> None:
    """A row was not tried, through no fault of its own: it waits as if it had never been taken."""
    outbox.again(tx, row, at, why, counts=False)


def put_all_back(tx: WriteTx, rows: list[OutboxRow], at: datetime, why: str) -> None:
    """Rows were taken and not tried."""
    for row in rows:
        put_back(tx, row, at, why)


def wait_for_quiet_end(tx: WriteTx, row: OutboxRow, hours: QuietHours, until: datetime, now: datetime) -> None:
    """A row's reader is not to be disturbed before a moment; the row is drawn then, as things are by then."""
    if reader(tx, row.chat_id).quiet == hours:
        put_back(tx, row, until, QUIET)
    else:  # changed while we looked
        put_back(tx, row, now, "other quiet hours")


def hold(tx: WriteTx, row: OutboxRow, until: datetime) -> None:
    """Telegram takes nothing for this chat before a moment."""
    put_back(tx, row, until, "retry later")
    outbox.hold(tx, row.chat_id, until)


def unreachable(tx: WriteTx, row: OutboxRow, why: str, now: datetime) -> bool:
    """A person can't be written to: the row waits for START; whether something follows, as a call in the group.

    A group can't be written to: the bot was removed from it, its leaders are told once, and the row is dropped.
    """
    if row.chat_id < 0:
        told = memberships.gone(tx, row.chat_id, now)
        _tell(tx, told, now)
        _end(tx, row, "dropped", REMOVED if why == NEVER_OPENED else why, now)
        return bool(told)
    if why == NEVER_OPENED and reader(tx, row.chat_id).can_write:  # opened while we looked
        put_back(tx, row, now, "opened meanwhile")
        return True
    accounts.set_can_write(tx, AccountId(row.chat_id), False)
    _end(tx, row, "waiting", why, now)
    if row.kind is NoticeKind.ASKED:
        return _tell_asker(tx, row, now)
    return row.kind in _ABOUT_ORDERS and _call(tx, OrderId(row.subject), now)


def message_gone(tx: WriteTx, standing: Standing, now: datetime) -> None:
    """A message we wanted to edit is no more: it is forgotten. Where it was the board, none is wanted for a day."""
    if standing.inline_id:
        inline_cards.forget(tx, CardId(standing.subject))
        return
    messages.forget(tx, standing.chat_id, standing.message_id)
    if standing.kind is NoticeKind.BOARD:
        boards.taken_away(tx, CommunityId(standing.subject), now)


def invoice_refused(tx: WriteTx, row: OutboxRow, why: str, now: datetime) -> None:
    """Telegram doesn't send an invoice: its buyer is told, and so nothing is missed."""
    outbox.queue(tx, invoices.refused(tx, TradeId(row.subject)), now)
    _end(tx, row, "dropped", why, now)


def picture_refused(tx: WriteTx, row: OutboxRow, key: str, why: str, now: datetime) -> None:
    """Telegram no longer takes a picture's file_id: it is uploaded anew; a fresh upload that is refused is dead."""
    if messages.forget_picture(tx, key):
        outbox.again(tx, row, now, why)
    else:
        _end(tx, row, "dead", why, now)


def photo_refused(tx: WriteTx, row: OutboxRow, why: str, now: datetime) -> None:
    """Telegram doesn't take the picture of a deal: its card goes without one from now on; anything else is dead."""
    if row.kind is NoticeKind.CARD and deals.forget_photo(tx, DealId(row.subject)):
        put_back(tx, row, now, why)
    else:
        _end(tx, row, "dead", why, now)


def migrated(tx: WriteTx, row: OutboxRow, new_chat: ChatId, now: datetime) -> None:
    """A group is a supergroup now: every chat id is rewritten, and the row is sent again."""
    _tell(tx, move_chat(tx, row.chat_id, new_chat, now), now)
    put_back(tx, row, now, "migrated")


def topic(tx: ReadTx, deal: int) -> int | None:
    """The topic of a deal's card; None: General, or a group without topics."""
    return deals.get(tx, DealId(deal)).thread_id


def topic_gone(tx: WriteTx, row: OutboxRow, why: str, now: datetime) -> None:
    """The topic of a deal is closed or deleted: its posts go to General from now on, and its leader is told, once."""
    deal = None if GROUP_POSTS.get(row.kind) is None else deals.get(tx, DealId(row.subject))
    if deal is None or not deals.forget_thread(tx, deal.id):
        missed(tx, row, Ability.SEND, why, now)  # General itself is closed
        return
    topics.think_closed(tx, deal.community_id, deal.thread_id or 0, True)
    outbox.queue(tx, [notice(NoticeKind.TOPIC_GONE, deal.leader_id, deal.id)], now)
    put_back(tx, row, now, why)


def missed(tx: WriteTx, row: OutboxRow, ability: Ability, why: str, now: datetime) -> None:
    """A group doesn't let the bot do something: its leaders are told once; a photo's message goes without it."""
    _tell(tx, memberships.missed(tx, row.chat_id, ability), now)
    if ability is Ability.PHOTOS:
        put_back(tx, row, now, why)
    else:
        _end(tx, row, "dropped", why, now)


def standing(tx: ReadTx, kinds: list[NoticeKind], subject: int, chat: ChatId) -> list[Standing]:
    """Messages of ours about a subject in a chat."""
    return messages.about(tx, kinds, subject, chat)


def picture(tx: ReadTx, key: str) -> str | None:
    """The file_id of a picture that Telegram keeps for us."""
    return messages.picture(tx, key)


def left_over(tx: WriteTx, now: datetime, *, alone: bool = False) -> list[OutboxRow]:
    """Rows that were being sent by somebody who is gone, now leased by who asks.

    A lease that has run out says so; where nobody else can have the database (`alone`), every lease does.
    """
    until = now + LEASE
    return outbox.being_sent(tx, until) if alone else outbox.leased_out(tx, now, until)


def pending(tx: ReadTx) -> tuple[int, datetime | None]:
    """How many rows wait, and from when the next may be sent."""
    return outbox.pending(tx), outbox.soonest(tx)


def _tell(tx: WriteTx, events: list[Event], now: datetime) -> None:
    """Queue what follows from what a send has shown."""
    for event in events:
        outbox.queue(tx, notices(event, f"{now.timestamp():.6f}"), now)


def _tell_asker(tx: WriteTx, row: OutboxRow, now: datetime) -> bool:
    """A question can't be passed on before its reader opens the chat: who asked is told once."""
    found = questions.find(tx, QuestionId(row.subject))
    if found is not None:
        outbox.queue(tx, [notice(NoticeKind.QUESTION_WAITS, found.asker_id, row.subject)], now)
    return found is not None


def _call(tx: WriteTx, order_id: OrderId, now: datetime) -> bool:
    """Call buyers who can't be reached in their group, once per deal."""
    deal = deals.of_order(tx, order_id)
    called = calls.once(tx, deal, now)
    if called is None:
        return False
    outbox.queue(tx, [called], now + CALL_AFTER)
    outbox.queue(tx, [notice(NoticeKind.DESK, deal.leader_id, deal.id)], now)
    return True
