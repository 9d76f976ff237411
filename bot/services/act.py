"""The one runner of acts: what every act needs, done once, in the act's own transaction.

Request id, right, the act itself, ledger, audit, what gateways are to do, outbox; after the commit delivery and the
ticks are woken.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from bot import metrics
from bot.clock import Clock
from bot.domain import events as e
from bot.domain.errors import DomainError
from bot.domain.ids import AccountId
from bot.domain.notices import Notice, notices
from bot.domain.people import ITSELF, Account, Actor, Person, Right, require
from bot.services import invoices, rights, trades
from storage import accounts, audit, ledger, outbox, requests
from storage.database import Database, WriteTx

#: People whose account isn't asked of the database again as long as Telegram says the same of them.
REMEMBERED = 50_000

P = ParamSpec("P")
S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[S]):
    """What an act did."""

    events: Sequence[e.Event]
    #: What it was about; on redelivery the only thing given back. Without it: the act's first argument.
    subject: int | None = None
    #: What the person is shown, read in the same transaction; None on redelivery.
    shown: S | None = None
    #: Messages beside those that the events bring.
    notices: Sequence[Notice] = ()
    #: Rows that had waited can be sent now.
    wakes_delivery: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Generic[S]):
    """What came of running an act."""

    subject: int
    shown: S | None
    #: False when the request had been done before: nothing has changed now.
    fresh: bool
    #: The actor's account; None for the bot itself.
    account: Account | None


@dataclass(frozen=True, slots=True)
class Act(Generic[P, S]):
    """An act with the right it asks for; `name` is the word in the audit log and the metrics."""

    name: str
    right: Right
    fn: Callable[Concatenate[WriteTx, Actor, datetime, P], Done[S]]


#: Every act there is, by name: the policy table that tests and docs read.
ACTS: dict[str, Act[..., Any]] = {}


def act(right: Right) -> Callable[[Callable[Concatenate[WriteTx, Actor, datetime, P], Done[S]]], Act[P, S]]:
    """Make a function an act. Its first argument names the object that the right is about."""

    def register(fn: Callable[Concatenate[WriteTx, Actor, datetime, P], Done[S]]) -> Act[P, S]:
        name = f"{fn.__module__.rpartition('.')[2]}.{fn.__name__}"
        made = Act(name, right, fn)
        ACTS[name] = made
        return made

    return register


class Acts:
    """Runs acts against the database."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        wake_delivery: Callable[[], None] = lambda: None,
        wake_ticks: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._wake_delivery = wake_delivery
        self._wake_ticks = wake_ticks
        self._met: dict[AccountId, tuple[Person, Account]] = {}

    async def __call__(
        self, what: Act[P, S], by: Actor, request: str | None, *args: P.args, **kwargs: P.kwargs
    ) -> Result[S]:
        """Run an act. `request` makes a redelivery change nothing; None for ticks, whose acts are guarded themselves.

        Raises the act's DomainErrors, NotAllowed, NotFound, DatabaseAway.
        """
        known = self._known(by.person)
        started = time.perf_counter()
        try:
            result, told, deadlines = await self._db.write(
                _run, what, by, self._clock.now(), request, known, args, kwargs
            )
        except DomainError as refusal:
            metrics.act_ended(what.name, refusal.code, time.perf_counter() - started)
            raise
        metrics.act_ended(what.name, "done" if result.fresh else "again", time.perf_counter() - started)
        if result.account is not None and not self._db.is_shared:  # another replica may change it, and couldn't tell us
            self._remember(by.person, result.account)
        if told:
            self._wake_delivery()
        if deadlines:
            self._wake_ticks()
        return result

    def forget(self, account: AccountId) -> None:
        """What we know of a person has changed: ask the database next time."""
        self._met.pop(account, None)

    def _remember(self, person: Person, account: Account) -> None:
        if len(self._met) >= REMEMBERED:
            self._met.clear()
        self._met[person.id] = (person, account)

    def _known(self, person: Person) -> Account | None:
        met = self._met.get(person.id)
        return met[1] if met is not None and met[0] == person else None


def _run(
    tx: WriteTx,
    what: Act[..., S],
    by: Actor,
    now: datetime,
    request: str | None,
    known: Account | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[Result[S], bool, bool]:
    about = args[0] if args and isinstance(args[0], int) else 0
    before = None if request is None else requests.claim(tx, request, about, now)
    account = None if by is ITSELF else known or accounts.meet(tx, by.person, now)
    if before is not None:
        return Result(subject=before, shown=None, fresh=False, account=account), False, False
    require(what.right, by, rights.owners(tx, what.right, by, about), what.name)
    done = what.fn(tx, by, now, *args, **kwargs)
    subject = about if done.subject is None else done.subject
    if request is not None and subject != about:
        requests.point(tx, request, subject)
    told = _record(tx, what.name, by, subject, done, now, request or f"{now.timestamp():.6f}")
    told = told or done.wakes_delivery
    return (
        Result(subject=subject, shown=done.shown, fresh=True, account=account),
        told,
        any(event.brings_deadline for event in done.events),
    )


def _record(tx: WriteTx, name: str, by: Actor, subject: int, done: Done[Any], now: datetime, request: str) -> bool:
    """Ledger, audit, trades and outbox from what happened; whether somebody is told, or a gateway called."""
    if done.events:
        audit.record(tx, name, by.id, subject, done.events, now)
    ledger.book(tx, [row for event in done.events for row in e.ledger_rows(event)], now)
    told = [*done.notices, *(notice for event in done.events for notice in notices(event, request))]
    told += invoices.owed_back(tx, done.events, request)
    outbox.queue(tx, told, now)
    moved = e.moves_trades_of(done.events)
    calls = bool(moved) and trades.follow(tx, moved, now)
    return bool(told) or calls
