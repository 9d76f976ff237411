"""What is due now, as acts to run. Each act is guarded itself, so any number of replicas may ask."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.notices import NoticeKind, notice
from bot.services import bookings, deals, last_calls, orders, teams
from bot.services.act import Act
from storage import communities, deadlines, outbox, questions, requests, statements, undos
from storage import deals as storage_deals
from storage.database import ReadTx, WriteTx

#: Due things read at once; what is left is read again.
MOST = 200
#: Telegram sends an update again for a day; request ids are kept well beyond.
REQUESTS_KEPT = timedelta(days=14)
SENT_KEPT = timedelta(days=14)
#: What a bank says of a line waits so long for its leader's word.
LINES_KEPT = timedelta(days=90)
#: A statement that was not read to its end by then is given up.
READ_WITHIN = timedelta(hours=1)

AnyAct = Act[..., Any]


def due(tx: ReadTx, now: datetime) -> list[tuple[AnyAct, list[int]]]:
    """The acts that are due and what each is about, in the order in which they must happen."""
    found: list[tuple[AnyAct, list[int]]] = [
        (deals.open_due, list(deadlines.opening(tx, now, MOST))),
        (teams.run_out, list(deadlines.run_out(tx, now, MOST))),
        (last_calls.call, list(deadlines.last_called(tx, now, MOST))),
        (deals.close_due, list(deadlines.closing(tx, now, MOST))),
        (deals.end_slice, list(deadlines.ending(tx, now, MOST))),
        (orders.lapse, list(deadlines.lapsing(tx, now, MOST))),
        (orders.remind, list(deadlines.reminding(tx, now, MOST))),
        (bookings.work_off, list(statements.working(tx, now, MOST))),
    ]
    return [(act, about) for act, about in found if about]


def earliest(tx: ReadTx) -> datetime | None:
    """The next moment at which something is due."""
    return deadlines.earliest(tx)


def prune(tx: WriteTx, now: datetime) -> tuple[int, int]:
    """Forget old request ids and sent rows, how many of each; and what can't be taken back since long, or was asked."""
    undos.prune(tx, now - REQUESTS_KEPT)
    questions.prune(tx, now - SENT_KEPT)
    statements.forget(tx, now - LINES_KEPT)
    statements.give_up_old(tx, now - READ_WITHIN, now)
    return requests.prune(tx, now - REQUESTS_KEPT), outbox.prune(tx, now - SENT_KEPT)


def redraw(tx: WriteTx, now: datetime) -> int:
    """After a start every open card is drawn again: taps made meanwhile are gone at Telegram. How many."""
    found = storage_deals.every_open(tx)
    told = [notice(NoticeKind.CARD, communities.get(tx, deal.community_id).chat_id, deal.id) for deal in found]
    outbox.queue(tx, told, now)
    return len(told)
