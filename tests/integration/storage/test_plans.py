"""How statements are run: each is understood by both databases, and what grows is found by an index."""

import re

import pytest
from sqlalchemy import Executable

from storage import deadlines, deals, ledger, orders, outbox, tables, teams
from storage.database import Database
from tests.integration.storage.statements import every_statement, plan

#: What each partial index is there for. A bound state would hide it from SQLite.
BY_PARTIAL_INDEX: dict[str, tuple[Executable, ...]] = {
    "ix_deals_opening": (deadlines._OPENING, deadlines._EARLIEST[0]),
    "ix_deals_closing": (deadlines._CLOSING, deadlines._EARLIEST[1], deals._OPEN),
    "ix_deals_ending": (deadlines._ENDING, deadlines._EARLIEST[5]),
    "ix_teams_running_out": (deadlines._RUN_OUT, deadlines._EARLIEST[2]),
    "ix_orders_lapsing": (deadlines._LAPSING, deadlines._EARLIEST[3]),
    "ix_orders_reminding": (deadlines._REMINDING, deadlines._EARLIEST[4]),
    "ix_orders_late": (orders._CLAIMED_LATE,),
    "uq_orders_one_live": (orders._LIVE_OF,),
    "ix_outbox_next": (outbox._NEXT, outbox._NEXT_CARDS, outbox._PENDING, outbox._SOONEST),
    "ix_outbox_leased": (outbox._LEASED_OUT,),
    "ix_outbox_waiting": (outbox._WAKE,),
}
#: Now and then, and rarely: a supergroup, a list for the admin, a clean-up.
MAY_WALK = {"outbox._MIGRATE", "outbox._IN_STATE", "outbox._PRUNE"}
_GROWS = re.compile(r"SCAN (orders|teams|deals|outbox|ledger|audit|requests|accounts|messages)\b(?! USING)")


@pytest.mark.parametrize("index", BY_PARTIAL_INDEX)
async def test_what_is_due_is_found_by_its_partial_index(database: Database, index: str) -> None:
    for statement in BY_PARTIAL_INDEX[index]:
        assert index in await database.write(plan, statement)


async def test_every_statement_is_understood(database: Database) -> None:
    seen = 0
    for name, statement in every_statement():
        assert await database.write(plan, statement), name
        seen += 1
    assert seen > 70


async def test_no_statement_walks_through_a_table_that_grows(sqlite: Database) -> None:
    walking = {name for name, statement in every_statement() if _GROWS.search(await sqlite.write(plan, statement))}
    assert walking == MAY_WALK


async def test_credits_are_looked_up_from_the_buyers_not_from_the_community(sqlite: Database) -> None:
    lines = (await sqlite.write(plan, ledger._CREDITS)).splitlines()
    assert "ix_orders_buyer (buyer_id=?)" in lines[0]
    assert "order_id=?" in lines[1]


def test_a_place_that_is_taken_names_no_column_that_teams_are_found_by() -> None:
    found_by = {column.name for index in tables.teams.indexes for column in index.columns}
    found_by |= {column.name for column in tables.teams.columns if column.foreign_keys or column.unique}
    (written,) = re.findall(r"SET (.*?) WHERE", " ".join(str(teams._SAVE_PLACES).split()))
    assert {part.split("=")[0] for part in written.split(", ")} == {"joined", "holding"}
    assert not {"joined", "holding"} & found_by
