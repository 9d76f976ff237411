"""The schema's last word: what must never happen can't be stored, even past the rules."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import storage
from bot.domain.deals import SoldOut
from bot.domain.ids import DealId
from bot.domain.orders import OrderChanged, OrderState
from bot.domain.teams import TeamState
from storage import deals, invariants, orders, teams
from storage.database import WriteTx
from storage.teams import TeamChanged
from tests.kit.builders import Stage, a_deal, a_person, a_team

_SECOND_ORDER = (
    "INSERT INTO orders (deal_id, buyer_id, number, quantity, unit_minor, state, placed_at, reminded, off_minor,"
    " rest, claim_photo, claimed_late, changed_at)"
    " SELECT deal_id, buyer_id, 99, 1, 1, '{state}', 0, 0, 0, 'even', '', 0, 0 FROM orders"
)

#: Bare statements that break a promise, each by one row.
REFUSED = {
    "more units than there are": "UPDATE deals SET taken = taken + 3",
    "more places set aside than there are": "UPDATE deals SET set_aside = set_aside + 3",
    "fewer units than none": "UPDATE deals SET taken = -1",
    "an unknown state": "UPDATE deals SET state = 'perhaps'",
    "a team of one": "UPDATE deals SET target = 1",
    "a team price above the solo price": "UPDATE deals SET team_minor = solo_minor + 1",
    "a deal for nothing": "UPDATE deals SET team_minor = 0, solo_minor = 0",
    "a team with more buyers than places": "UPDATE teams SET joined = target + 1",
    "a formed team that is short": "UPDATE teams SET state = 'formed'",
    "a second live order of a buyer": _SECOND_ORDER.format(state="placed"),
    "an order of no unit": "UPDATE orders SET quantity = 0",
    "an order of a deal that isn't there": "UPDATE orders SET deal_id = 999",
    "two orders with a number": "UPDATE orders SET number = 1",
    "two orders with a reference": "UPDATE orders SET reference = 'KT10000000'",
    "an entry of no known kind": "INSERT INTO ledger (order_id, entry, amount_minor, currency, actor_id, source, at)"
    " SELECT id, 'guessed', 1, 'EUR', 1, 'test', 0 FROM orders",
}


@pytest.fixture
async def crowded(stage: Stage) -> DealId:
    """A deal of four units: two in an open team of three, one kept for the buyer it misses."""
    deal = await a_deal(stage, stock=4, target=3)
    await a_team(stage, deal, buyers=2)
    return deal


def run(tx: WriteTx, sql: str) -> None:
    """A bare statement."""
    tx.execute(text(sql))


@pytest.mark.parametrize("what", REFUSED)
async def test_the_schema_refuses(stage: Stage, crowded: DealId, what: str) -> None:
    before = await stage.deal(crowded)
    with pytest.raises(IntegrityError):
        await stage.db.write(run, REFUSED[what])
    assert await stage.deal(crowded) == before


async def test_an_ended_order_makes_room_for_another(stage: Stage, crowded: DealId) -> None:
    await stage.db.write(run, _SECOND_ORDER.format(state="left") + " WHERE number = 1")
    order = await stage.order_of(crowded, a_person(1))
    assert order is not None
    assert order.state is OrderState.LEFT


async def test_the_last_unit_is_guarded_whatever_the_rule_has_seen(stage: Stage, crowded: DealId) -> None:
    await stage.db.write(lambda tx: deals.take(tx, crowded, units=1, places=0))
    with pytest.raises(SoldOut):
        await stage.db.write(lambda tx: deals.take(tx, crowded, units=1, places=0))
    assert (await stage.deal(crowded)).left == 0


async def test_a_place_that_becomes_an_order_needs_no_free_unit(stage: Stage, crowded: DealId) -> None:
    await stage.db.write(lambda tx: deals.take(tx, crowded, units=1, places=0))
    await stage.db.write(lambda tx: deals.take(tx, crowded, units=1, places=-1))
    assert (await stage.deal(crowded)).set_aside == 0


async def test_a_team_that_changed_meanwhile_is_not_overwritten(stage: Stage) -> None:
    team = await stage.team(await a_team(stage))
    now = stage.clock.now()
    grown = replace(team, joined=2)
    await stage.db.write(teams.save, team, grown, now)
    with pytest.raises(TeamChanged):
        await stage.db.write(teams.save, team, grown, now)
    assert (await stage.team(team.id)).joined == 2


async def test_an_order_that_changed_meanwhile_is_not_overwritten(stage: Stage, crowded: DealId) -> None:
    team = (await stage.db.read(teams.open_of, crowded))[0]
    first, second = await stage.orders_of(team.id)
    gone = replace(first, state=OrderState.LEFT)
    now = stage.clock.now()
    await stage.db.write(orders.save, first, gone, now)
    with pytest.raises(OrderChanged):
        await stage.db.write(orders.save, first, gone, now)
    with pytest.raises(OrderChanged):
        await stage.db.write(orders.save_all, [(second, second), (first, gone)], now)


#: Faults planted past every rule, and the promise that each breaks.
PLANTED = {
    "UPDATE deals SET taken = taken - 1": "a deal's units taken",
    "UPDATE deals SET set_aside = set_aside - 1": "a deal's units set aside",
    "UPDATE deals SET orders_made = 7": "a deal's orders are numbered",
    "UPDATE teams SET joined = joined - 1, holding = 1": "an open team's places",
    "UPDATE deals SET state = 'settled', closed_at = closes_at": "an ended deal with nothing left",
    "UPDATE deals SET state = 'cancelled'": "a cancelled deal with nothing left",
    "UPDATE orders SET state = 'due'": "an order's ledger",
    "UPDATE orders SET state = 'paid' WHERE number = 1": "an order that asks for money by QR",
    "UPDATE orders SET snapshot = '{}'": "what an order asks stays",
}


@pytest.mark.parametrize("fault", PLANTED)
async def test_a_planted_fault_is_found(stage: Stage, crowded: DealId, fault: str) -> None:
    assert await stage.db.read(invariants.broken) == []
    await stage.db.write(run, fault)
    found = await stage.db.read(invariants.broken)
    assert any(line.startswith(PLANTED[fault]) for line in found), found


async def test_a_formed_team_is_stored_as_full(stage: Stage) -> None:
    team = await stage.team(await a_team(stage, buyers=3))
    assert (team.state, team.joined, team.missing) == (TeamState.FORMED, 3, 0)
    assert await stage.db.read(invariants.broken) == []


_CHANGES = re.compile(r"\b(update|delete)\b\s*(\(|from|ledger|audit)|\.(update|delete)\(", re.IGNORECASE)


@pytest.mark.parametrize("noun", ["ledger", "audit"])
def test_nothing_changes_a_line_that_was_written(noun: str) -> None:
    home = Path(storage.__file__).parent
    assert not _CHANGES.search((home / f"{noun}.py").read_text())
    for path in home.glob("*.py"):
        source = path.read_text()
        assert not re.search(rf"(update|delete)\({noun}\b|\b{noun}\.(update|delete)\(", source), path.name
        assert not re.search(rf"(update|delete from)\s+{noun}\b", source, re.IGNORECASE), path.name
