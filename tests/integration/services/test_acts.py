"""The runner of acts: once for each request, nothing left of a refusal, everything that follows in one transaction."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import DealId, TeamId
from bot.domain.orders import AlreadyIn
from bot.domain.people import ITSELF, Actor, Right
from bot.domain.teams import TeamClosed, TeamState
from bot.services import act as runner
from bot.services import deals, teams
from bot.services.act import Act, Acts, Done
from storage.database import ReadTx, WriteTx
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team

_TABLES = ("accounts", "requests", "orders", "teams", "ledger", "audit", "outbox")


def counts(tx: ReadTx) -> dict[str, int]:
    """How many rows there are of everything an act writes."""
    return {name: int(tx.value(text(f"SELECT count(*) FROM {name}"))) for name in _TABLES}


def rows(tx: ReadTx, sql: str) -> list[tuple[object, ...]]:
    """What a statement finds."""
    return [tuple(row) for row in tx.all(text(sql))]


async def test_a_redelivered_request_changes_nothing_and_keeps_its_subject(stage: Stage) -> None:
    deal = await a_deal(stage)
    first = await stage.acts(teams.start, a_person(1), "tap:1", deal)
    before = await stage.db.read(counts)
    again = await stage.acts(teams.start, a_person(1), "tap:1", deal)
    assert (first.fresh, again.fresh) == (True, False)
    assert again.subject == first.subject
    assert (await stage.team(TeamId(again.subject))).starter_id == a_person(1).id
    assert again.shown is None
    assert await stage.db.read(counts) == before


async def test_a_request_delivered_to_two_replicas_at_once_is_done_once(stage: Stage) -> None:
    deal = await a_deal(stage)
    replicas = [Acts(stage.db, stage.clock) for _ in range(4)]
    results = await asyncio.gather(*(acts(teams.start, a_person(1), "tap:1", deal) for acts in replicas))
    assert sorted(result.fresh for result in results) == [False, False, False, True]
    assert len({result.subject for result in results}) == 1
    assert (await stage.deal(deal)).taken == 1


async def test_a_refused_act_leaves_nothing_behind(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal, buyers=2)
    before = await stage.db.read(counts)
    with pytest.raises(AlreadyIn):
        await stage.acts(teams.join, a_person(2), "tap:2", team)
    with pytest.raises(NotFound):
        await stage.acts(teams.join, a_person(3), "tap:3", TeamId(999))
    with pytest.raises(NotFound):  # another's, as if it were not there
        await stage.acts(deals.close_now, a_person(4), "tap:4", deal)
    assert await stage.db.read(counts) == before


async def test_a_refused_request_may_come_again_and_be_done(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal, buyers=3)
    other = await a_team(stage, deal, first=4)
    with pytest.raises(TeamClosed):
        await stage.acts(teams.join, a_person(5), "tap:5", team)
    assert (await stage.acts(teams.join, a_person(5), "tap:5", other)).fresh


async def test_what_follows_is_written_with_it(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal, buyers=2)
    before = await stage.db.read(counts)
    await stage.does(a_person(3), teams.join, await _team_of(stage, deal))
    grown = {name: more - before[name] for name, more in (await stage.db.read(counts)).items() if more != before[name]}
    assert (grown["requests"], grown["orders"], grown["audit"], grown["ledger"]) == (1, 1, 1, 3)
    due = await stage.db.read(rows, "SELECT subject FROM outbox WHERE kind = 'payment-due' ORDER BY subject")
    placed = await stage.db.read(rows, "SELECT id FROM orders ORDER BY id")
    assert due == placed
    owed = await stage.db.read(rows, "SELECT order_id, entry, amount_minor FROM ledger ORDER BY order_id")
    assert owed == [(order, "charged", 2990) for (order,) in placed]


async def _team_of(stage: Stage, deal: DealId) -> TeamId:
    ((team,),) = await stage.db.read(rows, f"SELECT id FROM teams WHERE deal_id = {deal}")
    return TeamId(int(str(team)))


async def test_the_audit_log_says_who_did_what(stage: Stage) -> None:
    deal = await a_deal(stage)
    await stage.does(a_leader(), deals.close_now, deal)
    said = await stage.db.read(rows, "SELECT act, actor_id, subject FROM audit ORDER BY id DESC LIMIT 1")
    assert said == [("deals.close_now", a_leader().id, deal)]


async def test_an_act_of_the_bot_itself_is_no_ones_to_ask_for(stage: Stage) -> None:
    deal = await a_deal(stage)
    forged = Actor(person=ITSELF.person)
    for by in (a_person(1), a_leader(), forged):
        with pytest.raises(NotAllowed):
            await stage.does(by, deals.close_due, deal)
    assert not (await stage.acts(deals.close_due, ITSELF, None, deal)).shown


async def test_a_bug_in_an_act_undoes_it_whole(stage: Stage) -> None:
    def start_and_stumble(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId) -> Done[teams.Place]:
        teams.start.fn(tx, by, now, deal_id)
        raise ZeroDivisionError

    deal = await a_deal(stage)
    before = await stage.db.read(counts)
    with pytest.raises(ZeroDivisionError):
        await stage.acts(Act("tests.stumble", Right.ANYONE, start_and_stumble), a_person(1), "tap:1", deal)
    assert await stage.db.read(counts) == before
    assert (await stage.deal(deal)).taken == 0


async def test_delivery_and_ticks_are_woken_after_the_commit(stage: Stage) -> None:
    woken: list[str] = []
    acts = Acts(
        stage.db,
        stage.clock,
        wake_delivery=lambda: woken.append("delivery"),
        wake_ticks=lambda: woken.append("ticks"),
    )
    deal = await a_deal(stage)
    team = TeamId((await acts(teams.start, a_person(1), "tap:1", deal)).subject)
    assert woken == ["delivery", "ticks"]
    await acts(teams.start, a_person(1), "tap:1", deal)
    with pytest.raises(AlreadyIn):
        await acts(teams.join, a_person(1), "tap:2", team)
    assert woken == ["delivery", "ticks"]
    assert (await stage.team(team)).state is TeamState.OPEN


def test_every_act_has_a_right_and_a_name_of_its_own() -> None:
    assert len(runner.ACTS) > 20
    assert all(name == made.name and isinstance(made.right, Right) for name, made in runner.ACTS.items())
