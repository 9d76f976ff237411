"""An outbox row → what is to be done in its chat: a message to post, messages to edit, or nothing any more.

Drawn when it is sent, from the state as it is then, in its reader's language.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.domain.notices import FOR_LEADERS, GROUP_POSTS, PAY_BACK_MESSAGES, PAYMENT_MESSAGES, POLICIES, NoticeKind
from bot.domain.orders import OWING, Order, OrderState, Rest
from bot.domain.quiet_hours import QuietHours
from bot.i18n import Languages
from bot.services import deliveries
from bot.services.refunds import Refund
from bot.views import desk
from bot.views.notices import NOTICES, Bot
from bot.views.screens import Screen
from storage.database import ReadTx
from storage.messages import Standing
from storage.outbox import OutboxRow
from storage.posts import Posting

K = NoticeKind


@dataclass(frozen=True, slots=True)
class Quiet:
    """The reader is not to be disturbed, by these hours of theirs, before a moment."""

    hours: QuietHours
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do for one row."""

    screen: Screen | None = None  #: None: nothing to say any more
    shown: str = ""  #: hash of the screen
    edits: tuple[Standing, ...] = ()  #: messages that are to show the screen; none: it is posted
    deletes: tuple[Standing, ...] = ()  #: messages that are taken away first
    reply_to: int | None = None
    thread_id: int | None = None  #: the topic that it is posted into
    finishes: bool = False
    reachable: bool = True
    quiet: Quiet | None = None  #: nothing is sent before the reader's quiet hours are over
    post: Posting | None = None  #: which of its deal's posts in a group is used up by it


def plan(tx: ReadTx, row: OutboxRow, languages: Languages, bot: Bot, now: datetime) -> Plan:
    """What to do for a row, as of now."""
    if row.kind is K.INLINE_CARD:
        return _inline(tx, row, languages, bot, now)
    reader = deliveries.reader(tx, row.chat_id)
    if not reader.can_write:
        return Plan(reachable=False)
    notice = NOTICES[row.kind]
    facts = deliveries.facts(row)
    model = notice.read(tx, row.subject, facts)
    if row.kind in FOR_LEADERS and model.deal.leader_id != row.chat_id:
        return Plan()  # somebody else leads it now, and is told
    texts = languages.texts(reader.language, reader.zone or notice.zone(model), now)
    screen = notice.view(texts, model, facts, bot)
    if row.kind is K.INVOICE:
        return _invoice(tx, row, screen)
    if screen is None:
        return Plan()
    if not reader.takes_photos:
        screen = replace(screen, photo=None)
    shown = _mark(model) if row.kind in PAY_BACK_MESSAGES else hash_of(screen)
    if row.kind is K.PAY_BACK_FINISHED:
        over = _paid_back(tx, row, model)
        return Plan(screen=screen, shown=shown, edits=over, finishes=True) if over else Plan()
    if row.kind is K.DESK and (left := _left(tx, row, shown)):
        moved = desk.desk_moved(texts, model)
        return Plan(screen=moved, shown=hash_of(moved), edits=left, finishes=True)
    finishes = row.kind is K.PAYMENT_FINISHED and model.order.state not in OWING  # a claim may still be refused
    finishes = finishes or (row.kind is K.BOARD and model.rest.off_at is not None)
    is_finish = row.kind is K.PAYMENT_FINISHED
    edits = _finished(tx, row, shown, model.order) if is_finish else _edited(tx, row, shown)
    if edits is None:
        return Plan()
    until = reader.quiet.over(now, notice.zone(model))
    if until > now and not edits and not POLICIES[row.kind].is_urgent:  # an edit makes no sound
        return Plan(quiet=Quiet(reader.quiet, until))
    reply_to = _replied(tx, row)
    if row.kind is K.LAST_CALL and reply_to is None:
        return Plan()  # whoever took the card away wants no more of it
    return Plan(
        screen=screen, shown=shown, edits=edits, reply_to=reply_to, thread_id=_thread(tx, row), finishes=finishes
    )


def _invoice(tx: ReadTx, row: OutboxRow, screen: Screen | None) -> Plan:
    """An invoice can't be edited: the one that stands is taken away, and where it can still be paid a new one comes."""
    stands = tuple(deliveries.standing(tx, [row.kind], row.subject, row.chat_id))
    if screen is None:
        return Plan(deletes=stands)
    return Plan(screen=screen, shown=hash_of(screen), deletes=stands)


def _inline(tx: ReadTx, row: OutboxRow, languages: Languages, bot: Bot, now: datetime) -> Plan:
    """A card in a chat that nobody knows: only ever edited, in its community's language."""
    card = deliveries.inline_card(tx, row)
    if card is None:
        return Plan()
    notice = NOTICES[row.kind]
    model = notice.load(tx, row.subject)
    screen = notice.view(languages.texts(model.card.community.language, notice.zone(model), now), model, {}, bot)
    if screen is None or (shown := hash_of(screen)) == card.shown:
        return Plan()
    stands = Standing(
        kind=row.kind,
        chat_id=row.chat_id,
        subject=row.subject,
        message_id=0,
        has_photo=card.has_photo,
        shown=card.shown,
        finished=False,
        inline_id=card.inline_id,
    )
    return Plan(screen=screen, shown=shown, edits=(stands,))


def hash_of(screen: Screen) -> str:
    """What a screen shows, as a short text: an unchanged one makes no edit."""
    return sha256(repr((screen.text, screen.photo, screen.keyboard)).encode()).hexdigest()[:32]


def _mark(refund: Refund) -> str:
    """By what a code to pay back is known again: the moment at which it was drawn stands in some."""
    return sha256(repr((refund.account, refund.amount)).encode()).hexdigest()[:32]


def _paid_back(tx: ReadTx, row: OutboxRow, refund: Refund) -> tuple[Standing, ...]:
    """Codes to pay an order's money back that are over: every one but the newest that shows what is owed back now."""
    found = [one for one in deliveries.standing(tx, [*PAY_BACK_MESSAGES], row.subject, row.chat_id) if not one.finished]
    owed = [one for one in found if refund.receipt.order.is_owed_back and one.shown == _mark(refund)]
    return tuple(one for one in found if one.has_photo and one not in owed[-1:])


def _edited(tx: ReadTx, row: OutboxRow, shown: str) -> tuple[Standing, ...] | None:
    """Which message the screen goes into; none: post it; None: it stands there already.

    A card may stand twice, when the answer to its first post was lost: one copy a turn, until each shows it.
    """
    if not POLICIES[row.kind].live:
        return ()
    found = deliveries.standing(tx, [row.kind], row.subject, row.chat_id)
    if row.kind in (K.BOARD, K.DESK):  # one that was switched off, or left, stays as it is
        found = [message for message in found if not message.finished]
    shows = found if row.kind is K.CARD else found[-1:]
    changed = tuple(message for message in shows if message.shown != shown)
    return changed[-1:] if changed or not found else None


def _left(tx: ReadTx, row: OutboxRow, shown: str) -> tuple[Standing, ...]:
    """A desk that its leader has opened elsewhere since; one a turn, and only when the live one shows its newest."""
    standing = deliveries.standing(tx, [K.DESK], row.subject, row.chat_id)
    desks = [message for message in standing if not message.finished]
    return (desks[-2],) if len(desks) > 1 and desks[-1].shown == shown else ()


def _finished(tx: ReadTx, row: OutboxRow, shown: str, order: Order) -> tuple[Standing, ...] | None:
    """The order's payment messages, each of which says from now on what became of it; as `_edited` says it.

    One that had ended unpaid and is paid after all is posted: nothing else tells its buyer. A code that asks for the
    rest stands as long as it is due.
    """
    found = deliveries.standing(tx, [*PAYMENT_MESSAGES, K.PAYMENT_FINISHED], row.subject, row.chat_id)
    if order.state is OrderState.DUE and order.rest is Rest.ASKED:
        asked = [message.message_id for message in found if message.kind is K.REST_ASKED]
        found = [message for message in found if not asked or message.message_id < max(asked)]
    is_paid = order.state is OrderState.PAID
    if is_paid and all(message.finished for message in found):
        return None if any(message.shown == shown for message in found) else ()
    changed = tuple(message for message in found if message.shown != shown)
    return changed if changed or not found else None


def _thread(tx: ReadTx, row: OutboxRow) -> int | None:
    """What is posted about a deal goes into the topic of its card."""
    return None if GROUP_POSTS.get(row.kind) is None else deliveries.topic(tx, row.subject)


def _replied(tx: ReadTx, row: OutboxRow) -> int | None:
    """A call in the group, the last one too, answers the deal's card."""
    if row.kind not in (K.CALL, K.LAST_CALL):
        return None
    cards = deliveries.standing(tx, [K.CARD], row.subject, row.chat_id)
    return cards[-1].message_id if cards else None
