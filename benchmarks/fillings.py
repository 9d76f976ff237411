"""A database as full as is asked, by bulk inserts: what months of use would leave behind, every count right."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks import taps
from benchmarks.taps import GROUP
from bot.clock import SystemClock
from bot.domain.ids import AccountId, DealId, TeamId
from storage.migrating import migrate

LEADER = AccountId(taps.LEADER)
FIRST_BUYER = 10_000
#: A stride through the accounts, so that neighbours in time are no neighbours in the index of buyers.
_STRIDE = 7_919
_DAY = timedelta(days=1) // timedelta(microseconds=1)
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count) "


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Deals that are alike: so many teams each, so many buyers in each team."""

    deals: int
    teams_each: int
    buyers_each: int
    target: int
    #: Ended deals are settled and paid; open ones have open teams.
    is_over: bool = False
    #: When an open deal closes.
    closes_in: timedelta = timedelta(days=2)

    @property
    def teams(self) -> int:
        """Teams of all its deals."""
        return self.deals * self.teams_each

    @property
    def orders(self) -> int:
        """Orders of all its deals."""
        return self.teams * self.buyers_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a crowd has become in the database."""

    deals: list[DealId]
    teams: list[TeamId]


class Filling:
    """Fills a fresh database in one transaction. Everybody in it can be written to; deals take turns among groups."""

    def __init__(self, connection: sqlite3.Connection, accounts: int, groups: int) -> None:
        self._connection = connection
        self._accounts = accounts
        self._groups = groups
        self._now = int(SystemClock().now().timestamp() * 1_000_000)
        self._people()
        self._communities()

    def add(self, crowd: Crowd) -> Filled:
        """Deals, teams, orders and what they leave: ledger, requests, audit, sent messages."""
        deal, team, order = (self._next(table) for table in ("deals", "teams", "orders"))
        facts = self._facts(crowd) | {"deal": deal, "team": team, "order": order}
        self._many(_DEALS, crowd.deals, facts)
        self._many(_TEAMS, crowd.teams, facts)
        self._many(_ORDERS, crowd.orders, facts)
        self._many(_REQUESTS, crowd.orders, facts)
        self._many(_AUDIT, crowd.orders, facts)
        if crowd.is_over:
            for entry in ("charged", "paid"):
                self._many(_LEDGER, crowd.orders, facts | {"entry": entry})
            self._many(_SENT, crowd.orders, facts)
        return Filled(
            deals=[DealId(number) for number in range(deal, deal + crowd.deals)],
            teams=[TeamId(number) for number in range(team, team + crowd.teams)],
        )

    def _facts(self, crowd: Crowd) -> dict[str, object]:
        placed = crowd.teams_each * crowd.buyers_each
        missing = 0 if crowd.is_over else crowd.teams_each * (crowd.target - crowd.buyers_each)
        return {
            "now": self._now,
            "past": self._now - 3 * _DAY,
            "closes": self._now + (-_DAY if crowd.is_over else crowd.closes_in // timedelta(microseconds=1)),
            "deal_state": "settled" if crowd.is_over else "open",
            "team_state": "formed" if crowd.is_over else "open",
            "order_state": "paid" if crowd.is_over else "placed",
            "over": int(crowd.is_over),
            "target": crowd.target,
            "teams_each": crowd.teams_each,
            "buyers_each": crowd.buyers_each,
            "placed": placed,
            "missing": missing,
            "groups": self._groups,
            "accounts": self._accounts,
            "buyer": FIRST_BUYER,
            "stride": _STRIDE,
            "leader": LEADER,
        }

    def _people(self) -> None:
        facts = {"now": self._now, "buyer": FIRST_BUYER}
        self._connection.execute(_LEADER, facts | {"leader": LEADER})
        self._many(_ACCOUNTS, self._accounts, facts)

    def _communities(self) -> None:
        facts = {"now": self._now, "group": GROUP, "leader": LEADER}
        for statement in (_COMMUNITIES, _LEADERS, _PAYEES):
            self._many(statement, self._groups, facts)

    def _many(self, statement: str, count: int, facts: Mapping[str, object]) -> None:
        if count:
            self._connection.execute(statement.format(numbers=_NUMBERS), {**facts, "count": count})

    def _next(self, table: str) -> int:
        (highest,) = self._connection.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()  # noqa: S608 names of our own tables
        return int(highest) + 1


@contextmanager
def filling(path: Path, *, accounts: int, groups: int = 1) -> Iterator[Filling]:
    """A fresh database at a path, to be filled."""
    asyncio.run(migrate(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.create_function("sealed", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")  # kB: the indexes of a million orders
    connection.execute("BEGIN")
    try:
        yield Filling(connection, accounts, groups)
        connection.execute("COMMIT")
    finally:
        connection.close()


def buyer(number: int, accounts: int) -> AccountId:
    """The n-th to place an order; those of a crowd come first."""
    return AccountId(FIRST_BUYER + number * _STRIDE % accounts)


def group_of(deal: int, groups: int) -> int:
    """The chat of a deal."""
    return GROUP - deal % groups


_LEADER = """INSERT INTO accounts (id, name, username, told_language, chosen_language, can_write, met_at)
    VALUES (:leader, 'Lea', 'lea', 'en', '', 1, :now)"""
_ACCOUNTS = """INSERT INTO accounts (id, name, username, told_language, chosen_language, can_write, met_at)
    {numbers} SELECT :buyer + i, 'Buyer ' || (:buyer + i), 'buyer' || (:buyer + i), 'en', '', 1, :now FROM n"""
_COMMUNITIES = """INSERT INTO communities (id, chat_id, title, language, zone, currency, created_at, zone_chosen, lacks)
    {numbers} SELECT i + 1, :group - i, 'Green Lane ' || i, 'en', 'Europe/Berlin', 'EUR', :now, 1, '' FROM n"""
_LEADERS = """INSERT INTO leaders (community_id, account_id, active, named_at, approval)
    {numbers} SELECT i + 1, :leader, 1, :now, 'none' FROM n"""
_PAYEES = """INSERT INTO payees
    (id, community_id, standard, account, name, city, extra, currency, state, created_by, created_at, counts_from,
     own_amounts, slot)
    {numbers} SELECT i + 1, i + 1, 'epc', 'DE33100205000001194700', 'Lea Leader', '', '', 'EUR', 'kept', :leader, :now,
        :now, 0, i + 1 FROM n"""
_DEALS = """INSERT INTO deals
    (id, token, community_id, leader_id, title, note, photo, currency, solo_minor, team_minor, target, team_for,
     opens_at, closes_at, due_for, stock, buyer_limit, pay, payee_id, state, version, taken, set_aside, orders_made,
     closed_at, paused, held, published_at)
    {numbers}
    SELECT :deal + i, lower(hex(randomblob(11))), (:deal + i) % :groups + 1, :leader, 'Navel oranges 5 kg', '', '',
        'EUR', 3990, 2990, :target, 172800, :past, :closes, 86400, NULL, 2, 'close', (:deal + i) % :groups + 1,
        :deal_state, 2, :placed, :missing, :placed, CASE WHEN :over THEN :past END, 0, 0, :past FROM n"""
_TEAMS = """INSERT INTO teams
    (id, deal_id, token, starter_id, target, joined, holding, state, started_at, deadline_at, ended_at)
    {numbers} SELECT :team + i, :deal + i / :teams_each, lower(hex(randomblob(11))),
        :buyer + (i * :buyers_each * :stride) % :accounts, :target, :buyers_each, 0, :team_state, :past, :closes,
        CASE WHEN :over THEN :past END FROM n"""
_ORDERS = """INSERT INTO orders
    (id, deal_id, team_id, buyer_id, number, quantity, unit_minor, state, placed_at, reminded, reference, off_minor,
     rest, snapshot, seal, claim_photo, claimed_late, changed_at)
    {numbers} SELECT id, deal_id, team_id, buyer_id, number, 1, 2990, :order_state, :past, 0, reference, 0, 'even',
        snapshot, CASE WHEN :over THEN sealed(snapshot) END, '', 0, :past
    FROM (SELECT :order + i AS id, :deal + i / :placed AS deal_id, :team + i / :buyers_each AS team_id,
            :buyer + (i * :stride) % :accounts AS buyer_id, i % :placed + 1 AS number,
            CASE WHEN :over THEN 'KT' || (20000000 + :order + i) END AS reference,
            CASE WHEN :over THEN '{{"account":"DE33100205000001194700","amount_minor":2990,"city":"","currency":"EUR",'
                || '"extra":"","name":"Lea Leader","reference":"KT' || (20000000 + :order + i)
                || '","standard":"epc"}}' END AS snapshot FROM n)"""
_LEDGER = """INSERT INTO ledger (order_id, entry, amount_minor, currency, actor_id, source, at)
    {numbers} SELECT :order + i, :entry, 2990, 'EUR', :leader, 'deal', :past FROM n"""
_REQUESTS = """INSERT INTO requests
    {numbers}
    SELECT 'u' || (500000000 + :order + i) || ':teams.join:' || (:team + i / :buyers_each), :team + i / :buyers_each,
        :past FROM n"""
_AUDIT = """INSERT INTO audit (act, actor_id, subject, events, at)
    {numbers} SELECT 'teams.join', :buyer + (i * :stride) % :accounts, :team + i / :buyers_each,
        '[{{"event":"BuyerJoined","order_id":' || (:order + i) || '}}]', :past FROM n"""
_SENT = """INSERT INTO outbox
    (kind, priority, chat_id, subject, key, facts, state, generation, attempts, not_before, reason, queued_at, ended_at)
    {numbers} SELECT 'payment-due', 0, :buyer + (i * :stride) % :accounts, :order + i,
        'payment-due:' || (:order + i) || ':' || (:buyer + (i * :stride) % :accounts), '{{}}', 'sent', 1, 1, :past, '',
        :past, :past FROM n"""
