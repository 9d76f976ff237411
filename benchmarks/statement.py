"""A bank's statement of 50,000 lines against 20,000 open orders: from the update with the file to every order paid.

The real handler with a Telegram that takes everything at once: the file is fetched, read, compared with the orders, its
lines are kept, in slices; then the ticks' act books them. 15,000 lines name an order and are exact, 500 are one digit
off, the others are about no order, or money that left. Every one of them must be counted, and every order paid.

The ratio is that of the comparing alone: a line among 20,000 orders against one among 2,000.
"""

import asyncio
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from benchmarks.fillings import LEADER, Crowd, filling
from benchmarks.inline import bot_over
from benchmarks.measures import Measure, at_most, seen
from benchmarks.taps import GROUP
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, OrderId, StatementId
from bot.domain.money import Money, currency
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF, Actor, Person
from bot.domain.statements.imports import LineState
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Asked, AskedOrders, match
from bot.services import bookings, statements
from bot.statements.reading import read
from handlers.context import KaituanApplication
from storage.database import Database
from storage.opening import open_database

_LINES, _ORDERS = 50_000, 20_000
_EXACT, _OFF = 15_000, 500
_START = 20_000_000
_ROUNDS = 5
_EUR = currency("EUR")
_HEAD = "Buchungstag;Betrag;Verwendungszweck;Name\n"
_ME = {"id": 7_000_000_001, "is_bot": True, "first_name": "Kaituan", "username": "kaituan_bot"}
_LEA = {"id": LEADER, "is_bot": False, "first_name": "Lea", "language_code": "en"}
_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
#: Makes orders that were paid long ago wait for their money.
_UNPAID = (
    "UPDATE orders SET state = 'due', due_until = changed_at + 864000000000, asked_minor = 2990",
    "DELETE FROM ledger WHERE entry = 'paid'",
    "UPDATE installation SET value = '20000000' WHERE name = 'reference_start'",
)


class _Told(BaseRequest):
    """A Telegram that has one file, knows Lea for an administrator, and takes every message."""

    def __init__(self, file: bytes) -> None:
        self._file = file

    @property
    def read_timeout(self) -> float:
        """Seconds that nobody has to wait."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Take a call, or give the file out."""
        if method == "GET":
            return 200, self._file
        file = {"file_id": "F", "file_unique_id": "U", "file_path": "documents/file_1.csv"}
        member = {"user": _LEA, "status": "administrator"} | dict.fromkeys(_RIGHTS, True)
        message = {"message_id": 9, "date": 1, "chat": {"id": LEADER, "type": "private", "first_name": "Lea"}}
        answers: dict[str, Any] = {"getMe": _ME, "getFile": file, "getChatMember": member}
        return 200, json.dumps({"ok": True, "result": answers.get(url.rpartition("/")[2], message)}).encode()


def measure() -> list[Measure]:
    """Seconds of the whole, and how a line's cost grows with the orders."""
    file = _table(random.Random(7))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaituan.db"
        with filling(path, accounts=_ORDERS) as full:
            full.add(Crowd(deals=1, teams_each=_ORDERS // 2, buyers_each=2, target=2, is_over=True))
        with closing(sqlite3.connect(path)) as db:
            for statement in _UNPAID:
                db.execute(statement)
            db.commit()
        taken, worked, booked = asyncio.run(_brought(path, file))
    small, large = _compared(2_000), _compared(_ORDERS)
    return [
        at_most("statement of 50,000 lines against 20,000 orders: read, compared and kept", taken, 5, "s"),
        seen("statement of 50,000 lines against 20,000 orders: of it, work of a processor", worked, "s"),
        seen("statement: 15,000 orders booked from it, by the ticks: work of a processor", booked, "s"),
        at_most("statement: a line among 20,000 orders / among 2,000", large / small, 1.3),
        seen("statement: a line among 20,000 orders", large * 1_000_000, "µs"),
    ]


async def _brought(path: Path, file: bytes) -> tuple[float, float, float]:
    """Seconds until the file's lines are kept, how many of them a processor worked, and until all are booked."""
    database = open_database(f"sqlite:///{path}")
    async with await bot_over(database, _Told(file)) as application:
        await _columns_known(application, file)
        start, work = time.perf_counter(), time.process_time()
        await application.process_update(Update.de_json(_update(len(file)), application.bot))
        taken, worked = time.perf_counter() - start, time.process_time() - work
        start = time.process_time()
        acts = application.wiring.acts
        while (await acts(bookings.work_off, ITSELF, None, StatementId(2))).shown:
            pass
        booked = time.process_time() - start
        await _all_counted(database)
    await database.close()
    return taken, worked, booked


async def _columns_known(application: KaituanApplication, file: bytes) -> None:
    """Lea has confirmed the columns of such tables before."""
    lea = Actor(person=Person(id=AccountId(LEADER), name="Lea"), administers=ChatId(GROUP))
    columns = read(file, _EUR).columns
    await application.wiring.acts(statements.begin, lea, None, CommunityId(1), "", columns)


async def _all_counted(database: Database) -> None:
    found = await database.read(statements.account, StatementId(2))
    counted = found.statement.counted
    assert found.counts == {LineState.PAID: _EXACT, LineState.NEAR: _OFF}, found.counts
    assert (counted.lines, counted.known, counted.foreign) == (_LINES, 0, 0)
    assert counted.outgoing + counted.unknown == _LINES - _EXACT - _OFF


def _compared(orders: int) -> float:
    """Seconds for a line among so many orders, the median."""
    known = AskedOrders((_asked(number) for number in range(orders)), range(_START, _START + orders))
    lines = read(_table(random.Random(7), orders, _LINES // 10), _EUR).statement.lines
    return statistics.median(_seconds(lines, known) for _ in range(_ROUNDS)) / len(lines)


def _seconds(lines: Sequence[BankLine], known: AskedOrders) -> float:
    start = time.perf_counter()
    match(lines, known)
    return time.perf_counter() - start


def _asked(number: int) -> Asked:
    return Asked(
        id=OrderId(number), deal_id=DealId(1), number=_START + number, owed=Money(2990, _EUR),
        buyer=f"Buyer {number}", state=OrderState.DUE,
    )  # fmt: skip


def _table(chance: random.Random, orders: int = _ORDERS, lines: int = _LINES) -> bytes:
    """A bank's file: exact, one digit off, and all the rest."""
    exact, off = _EXACT * lines // _LINES, _OFF * lines // _LINES
    named = chance.sample(range(1, orders), exact if exact < orders else orders - 1)
    rows = [f"24.11.2026;29,90;SVWZ+KT {_spaced(_START + number)} danke;Someone {number}" for number in named]
    rows += [f"24.11.2026;29,90;KT{_START + number}{number % 10};Another {number}" for number in range(1, off + 1)]
    rest = lines - len(rows)
    rows += [
        f"24.11.2026;{'-' if at % 2 else ''}{chance.randrange(100, 9_000)},{at % 90 + 10};"
        f"Rechnung {chance.randrange(10**6)} Kunde {chance.randrange(10**5)} vom 2026-11-{at % 20 + 10};Firma {at} GmbH"
        for at in range(rest)
    ]
    chance.shuffle(rows)
    return (_HEAD + "\n".join(rows) + "\n").encode()


def _spaced(number: int) -> str:
    return f"{number // 10_000} {number % 10_000:04}"


def _update(size: int) -> dict[str, Any]:
    """Lea sends the file in private."""
    document = {"file_id": "F", "file_unique_id": "U", "file_name": "umsatz.csv", "file_size": size}
    chat = {"id": LEADER, "type": "private", "first_name": "Lea"}
    said = {"caption": "/statement", "caption_entities": [{"type": "bot_command", "offset": 0, "length": 10}]}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": _LEA, "document": document, **said}
    return {"update_id": 1, "message": message}
