"""Acts and reads on SQLite run prepared statements; they read, write and fail as through SQLAlchemy."""

from datetime import timedelta

import aiosqlite
import pytest
from sqlalchemy import Executable, bindparam, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.util import greenlet_spawn

from bot.clock import StandingClock
from bot.domain.errors import DatabaseAway
from bot.domain.ids import DealId
from storage import accounts, communities, deadlines, deals, orders, outbox, teams
from storage.database import Database, Facts, ReadTx, WriteTx
from storage.sqlite_transactions import SqliteReadTx
from tests.kit.builders import Stage, a_person, a_team

_READS: tuple[tuple[Executable, Facts], ...] = (
    (deals._BY_ID, {"deal": 1}),
    (teams._WITH_STARTER, {"deal": 1, "most": 5}),
    (orders._OF_TEAM, {"team": 1}),
    (orders._COUNTED, {"deal": 1}),
    (accounts._BY_ID, {"account": a_person(1).id}),
    (outbox._SOONEST, {}),  # a column without a name
    (deadlines._EARLIEST[2], {}),
)


@pytest.fixture
def stage(sqlite: Database, clock: StandingClock) -> Stage:
    """Prepared statements are SQLite's alone."""
    return Stage(sqlite, clock)


async def test_rows_are_the_same_with_names_and_types(stage: Stage) -> None:
    await a_team(stage, buyers=2)

    def compare(tx: ReadTx) -> int:
        long_way = ReadTx(tx.connection)
        for statement, facts in _READS:
            short, long = tx.all(statement, facts), long_way.all(statement, facts)
            assert [tuple(row) for row in short] == [tuple(row) for row in long] != []
            named = [name for name in long[0]._fields if hasattr(short[0], name)]
            assert [getattr(short[0], name) for name in named] == [getattr(long[0], name) for name in named]
            assert tx.value(statement, facts) == long_way.value(statement, facts)
        return len(_READS)

    assert await stage.db.write(compare) == 7
    assert await stage.db.read(compare) == 7


async def test_what_a_statement_finds_none_of_is_none_both_ways(stage: Stage) -> None:
    def look(tx: ReadTx) -> list[object]:
        nobody = {"account": a_person(77).id}
        return [tx.first(accounts._BY_ID, nobody), tx.value(accounts._BY_ID, nobody), tx.all(accounts._BY_ID, nobody)]

    assert await stage.db.read(look) == [None, None, []]
    assert await stage.db.write(look) == [None, None, []]


async def test_a_read_that_fails_is_told_by_its_kind_and_without_the_facts(stage: Stage) -> None:
    def wrong(tx: ReadTx) -> None:
        tx.value(select(func.abs(bindparam("account"))), {"account": -(2**63)})

    with pytest.raises(OperationalError, match="integer overflow") as refused:
        await stage.db.read(wrong)
    assert str(2**63) not in str(refused.value)


async def test_a_reader_that_was_closed_is_a_database_that_is_away() -> None:
    driver = await aiosqlite.connect(":memory:")
    await driver.close()
    with create_engine("sqlite://").connect() as connection:
        tx = SqliteReadTx(connection, driver)
        with pytest.raises(DatabaseAway):
            await greenlet_spawn(tx.value, orders._COUNTED, {"deal": 1})


async def test_lists_of_any_length_are_read_the_same(stage: Stage) -> None:
    await a_team(stage, buyers=2)

    def look(tx: ReadTx) -> list[list[int]]:
        long_way = ReadTx(tx.connection)
        found = []
        for states in ([], ["placed"], ["due", "placed"], ["due", "paid", "void"]):
            facts = {"deal": 1, "states": states, "most": 5}
            short, long = tx.all(orders._IN_DEAL, facts), long_way.all(orders._IN_DEAL, facts)
            assert [tuple(row) for row in short] == [tuple(row) for row in long]
            found.append([row.id for row in short])
        return found

    assert await stage.db.read(look) == [[], [1, 2], [1, 2], []]
    assert await stage.db.write(look) == [[], [1, 2], [1, 2], []]


async def test_a_list_that_stands_in_the_statement_is_kept(stage: Stage) -> None:
    await a_team(stage, buyers=2)
    late = {"before": stage.clock.now() + timedelta(days=30)}
    sent = text("UPDATE outbox SET state = 'sent', ended_at = 0 WHERE kind IN ('card', 'payment-due')")
    await stage.db.write(lambda tx: tx.run(sent, {}))

    def kinds(tx: ReadTx) -> list[str]:
        return [row.kind for row in tx.all(text("SELECT kind FROM outbox WHERE state = 'sent'"))]

    before = await stage.db.read(kinds)
    pruned = await stage.db.write(lambda tx: tx.run(outbox._PRUNE, late))
    assert (before, pruned, await stage.db.read(kinds)) == (["card"], 0, ["card"])


async def test_what_the_schema_refuses_is_told_by_its_kind_and_without_the_facts(stage: Stage) -> None:
    def twice(tx: WriteTx) -> None:
        values = {"community": 77, "account": 4242, "now": stage.clock.now()}
        tx.run(communities._NAME, values)

    with pytest.raises(IntegrityError, match="FOREIGN KEY") as refused:
        await stage.db.write(twice)
    assert "4242" not in str(refused.value)


async def test_many_facts_are_counted_together(stage: Stage) -> None:
    await a_team(stage, buyers=2)

    def remind(tx: WriteTx) -> int:
        rows = [{"order": order, "was": 0, "next": None, "heard": None} for order in (1, 2, 3)]
        return tx.run(orders._REMIND, rows)

    assert await stage.db.write(remind) == 2


async def test_of_many_facts_those_whose_guard_holds_change_nothing(stage: Stage) -> None:
    await a_team(stage, buyers=2)

    def ask(tx: WriteTx) -> tuple[int, bool]:
        asked = {"in_team": 1, "unit": 2990, "until": None, "remind": None, "written": None, "sealed": None}
        asked |= {"payee": None, "asked": None, "off": 0}
        rows = [asked | {"order": order, "ref": f"KT{order}", "now": stage.clock.now()} for order in (2, 3, 1)]
        return tx.run(orders._ASK, rows), tx.changed_each(orders._ASK, rows[:1])

    assert await stage.db.write(ask) == (2, False)
    found = await stage.db.read(orders.in_deal, DealId(1), ["due"])
    assert [(order.id, order.reference) for order in found] == [(1, "KT1"), (2, "KT2")]


async def test_of_many_rows_none_is_written_when_the_schema_refuses_one(stage: Stage) -> None:
    def insert(tx: WriteTx) -> None:
        rows = [{"id": a_person(n).id, "name": f"{n}", "at": 0} for n in (1, 2, 1)]
        tx.run(text("INSERT INTO pictures (key, file_id, at) VALUES (:id, :name, :at)"), rows)

    with pytest.raises(IntegrityError, match="UNIQUE"):
        await stage.db.write(insert)
    assert await stage.db.read(lambda tx: tx.value(text("SELECT count(*) FROM pictures"))) == 0
