"""Outages: noted once by whoever comes first, accounted for once; a late close is opened again by its leader only."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.deals import DealOver, DealState
from bot.domain.errors import DatabaseAway, DomainError, NotAllowed, NotFound, Stale
from bot.domain.ids import DealId, LateCloseId, OutageId
from bot.domain.outages import LateState, ReopeningDecided, TooLateToReopen
from bot.domain.people import ITSELF, Actor
from bot.domain.teams import TeamState
from bot.scheduler import Ticks
from bot.services import deals, outages, teams
from storage import invariants
from storage import outages as stored
from storage.database import Database
from tests.kit.builders import GROUP, Stage, a_community, a_deal, a_leader, a_person, a_team

MINUTE = timedelta(minutes=1)
LEA = a_leader()
BOSS = frozenset({4711})
_QUEUED = text(
    "SELECT kind, chat_id, subject, not_before FROM outbox WHERE kind IN ('late-close', 'outage') ORDER BY kind, id"
)


async def beat(stage: Stage, **facts: Any) -> OutageId | None:
    """A replica notes that it is alive."""
    return await stage.db.write(outages.beat, stage.clock.now(), **facts)


async def queued(stage: Stage) -> list[tuple[str, int]]:
    """Who is told of an outage."""
    return [(row.kind, row.chat_id) for row in await stage.db.read(lambda tx: tx.all(_QUEUED))]


async def an_outage(stage: Stage, minutes: float = 40) -> OutageId:
    """The bot was alive, was away so long, and is back: what fell due is done."""
    await beat(stage)
    stage.clock.moves(minutes=minutes)
    noted = await beat(stage)
    assert noted is not None
    await Ticks(stage.db, stage.acts, stage.clock, admins=BOSS).sweep()
    return noted


async def a_late_close(stage: Stage) -> tuple[DealId, LateCloseId]:
    """A deal that closed in an outage, and the question about it."""
    deal = await a_deal(stage, closes_in=timedelta(minutes=20))
    await a_team(stage, deal)
    await an_outage(stage)
    return deal, LateCloseId(1)


@pytest.mark.parametrize(("minutes", "is_outage"), [(0.5, False), (1, False), (5, False), (5.1, True), (600, True)])
async def test_more_than_five_minutes_without_a_note_are_noted_once(
    stage: Stage, minutes: float, is_outage: bool
) -> None:
    assert await beat(stage) is None, "the first start is no outage"
    stage.clock.moves(minutes=minutes)
    noted = await asyncio.gather(*(beat(stage) for _ in range(3)))
    assert len([one for one in noted if one is not None]) == int(is_outage)
    assert await beat(stage) is None


async def test_a_clock_that_was_moved_while_the_bot_lived_makes_no_outage(stage: Stage) -> None:
    await beat(stage)
    stage.clock.moves(minutes=40)
    assert await beat(stage, clock_was_moved=True) is None
    stage.clock.moves(minutes=6)
    assert await beat(stage) is not None, "the note was made all the same"


async def test_ticks_note_at_most_once_a_minute_and_only_with_telegram_in_reach(stage: Stage) -> None:
    connected = True
    ticks = Ticks(stage.db, stage.acts, stage.clock, is_connected=lambda: connected, admins=BOSS)
    deal = await a_deal(stage, closes_in=timedelta(minutes=20))
    await ticks.beat()
    connected = False
    for _ in range(120):
        stage.clock.moves(seconds=15)
        await ticks.beat()
        await ticks.sweep()
    assert (await stage.deal(deal)).state is DealState.SETTLED, "without Telegram it closes in time"
    connected = True
    await ticks.beat()
    await ticks.sweep()
    assert await queued(stage) == [("late-close", LEA.id), ("outage", 4711)]
    for _ in range(40):
        stage.clock.moves(seconds=15)
        await ticks.beat()
    assert await stage.db.read(outages.to_account) == []


class AwayForAWhile:
    """A database that cannot be written to for a while."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.is_away = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        if self.is_away:
            raise DatabaseAway
        return await self._db.write(*args, **kwargs)


async def test_a_database_that_was_away_for_long_is_an_outage_too(stage: Stage) -> None:
    away = AwayForAWhile(stage.db)
    ticks = Ticks(away, stage.acts, stage.clock, admins=BOSS)
    await ticks.beat()
    for is_away in (True, False):
        away.is_away = is_away
        for _ in range(7):
            stage.clock.moves(minutes=1)
            await ticks.beat()
    await ticks.sweep()
    assert await queued(stage) == [("outage", 4711)]


async def test_a_moved_clock_is_forgiven_to_a_bot_that_lives_and_to_no_other(stage: Stage) -> None:
    ticks = Ticks(stage.db, stage.acts, stage.clock)
    await ticks.beat()
    stage.clock.moves(minutes=40)
    ticks.clock_moved()
    await ticks.beat()
    assert await stage.db.read(outages.to_account) == []
    stage.clock.moves(minutes=40)
    back = Ticks(stage.db, stage.acts, stage.clock)
    back.clock_moved()
    await back.beat()
    assert len(await stage.db.read(outages.to_account)) == 1


async def test_several_replicas_account_for_an_outage_once(stage: Stage) -> None:
    made = [await a_deal(stage, closes_in=n * MINUTE) for n in range(10, 15)]
    await a_deal(stage, closes_in=timedelta(hours=3))
    await beat(stage)
    stage.clock.moves(minutes=40)
    replicas = [Ticks(stage.db, stage.acts, stage.clock, admins=BOSS) for _ in range(3)]
    await asyncio.gather(*(one.beat() for one in replicas))
    await asyncio.gather(*(one.sweep() for one in replicas))
    assert sorted(await queued(stage)) == [("late-close", LEA.id)] * len(made) + [("outage", 4711)]
    account = await stage.db.read(outages.account_of, OutageId(1))
    assert account.closed == len(made)


async def test_leaders_are_asked_in_slices_until_all_are(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "SLICE", 2)
    for n in range(10, 15):
        await a_deal(stage, closes_in=n * MINUTE)
    await an_outage(stage)
    assert await queued(stage) == [("late-close", LEA.id)] * 5 + [("outage", 4711)]


async def test_only_what_fell_into_the_outage_is_asked_about(stage: Stage) -> None:
    before = await a_deal(stage, closes_in=timedelta(minutes=10))
    stage.clock.moves(minutes=10)
    await Ticks(stage.db, stage.acts, stage.clock).sweep()
    stage.clock.moves(minutes=1)
    called_off = await a_deal(stage, closes_in=timedelta(minutes=10))
    await stage.does(LEA, deals.cancel, called_off)
    during = await a_deal(stage, closes_in=timedelta(minutes=10))
    after = await a_deal(stage, closes_in=timedelta(minutes=50))
    await an_outage(stage)
    asked = await stage.db.read(lambda tx: tx.all(text("SELECT deal_id FROM late_closes")))
    assert [row.deal_id for row in asked] == [during]
    assert {before, called_off, after}.isdisjoint({during})


async def test_the_admins_account_waits_until_nobody_can_be_sending_what_was_being_sent(stage: Stage) -> None:
    await an_outage(stage)
    (row,) = await stage.db.read(lambda tx: tx.all(_QUEUED))
    outage = await stage.db.read(stored.get, OutageId(1))
    assert row.not_before == int((outage.until + 2 * MINUTE).timestamp() * 1_000_000)


async def test_a_reopened_deal_takes_orders_for_half_an_hour_and_what_ended_stays_ended(stage: Stage) -> None:
    deal, late = await a_late_close(stage)
    expired = await stage.order_of(deal, a_person(1))
    assert expired is not None
    await stage.does(LEA, outages.reopen, deal, late)
    found = await stage.deal(deal)
    assert (found.state, found.closes_at) == (DealState.OPEN, stage.clock.now() + 30 * MINUTE)
    assert (found.closed_at, found.ends_at) == (None, None)
    team = await a_team(stage, deal, buyers=2)
    assert (await stage.team(team)).deadline_at == found.closes_at
    assert expired.team_id is not None
    assert (await stage.team(expired.team_id)).state is TeamState.EXPIRED
    stage.clock.moves(minutes=30)
    await Ticks(stage.db, stage.acts, stage.clock).sweep()
    assert (await stage.deal(deal)).state is DealState.SETTLED
    assert (await stage.team(team)).state is TeamState.EXPIRED
    assert await stage.db.read(invariants.broken) == []


async def test_formed_teams_and_due_orders_stay_as_they_are(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, closes_in=timedelta(minutes=20))
    await a_team(stage, deal, buyers=2)
    await an_outage(stage)
    before = await stage.order_of(deal, a_person(1))
    await stage.does(LEA, outages.reopen, deal, LateCloseId(1))
    assert await stage.order_of(deal, a_person(1)) == before


@pytest.mark.parametrize("first", [outages.reopen, outages.leave_closed])
async def test_a_leader_decides_once(stage: Stage, first: Any) -> None:
    deal, late = await a_late_close(stage)
    await stage.does(LEA, first, deal, late)
    stands = await stage.deal(deal)
    with pytest.raises(ReopeningDecided):
        await stage.does(LEA, outages.reopen, deal, late)
    assert await stage.deal(deal) == stands


async def test_two_answers_at_once_are_one(stage: Stage) -> None:
    deal, late = await a_late_close(stage)
    said = await asyncio.gather(
        *(stage.does(LEA, act, deal, late) for act in (outages.reopen, outages.leave_closed, outages.reopen)),
        return_exceptions=True,
    )
    refused = [one for one in said if isinstance(one, ReopeningDecided)]
    decided = (await stage.db.read(stored.late_close, late)).state
    is_open = (await stage.deal(deal)).state is DealState.OPEN
    assert len(refused) == 2
    assert (decided is LateState.REOPENED) is is_open


async def test_after_a_day_it_is_too_late(stage: Stage) -> None:
    deal, late = await a_late_close(stage)
    stage.clock.moves(hours=24)
    assert isinstance(await refused(stage, LEA, deal, late), TooLateToReopen)


async def test_nobody_opens_a_deal_again_by_another_question_or_as_another(stage: Stage) -> None:
    deal, late = await a_late_close(stage)
    other = await a_deal(stage, title="Eggs")
    await stage.does(LEA, deals.close_now, other)
    assert isinstance(await refused(stage, LEA, other, late), Stale), "the question is about another deal"
    assert isinstance(await refused(stage, LEA, deal, LateCloseId(99)), Stale)
    assert isinstance(await refused(stage, a_person(5, administers=GROUP), deal, late), NotFound)
    assert isinstance(await refused(stage, Actor(person=LEA.person), deal, late), NotAllowed)
    assert (await stage.deal(deal)).state is DealState.SETTLED


async def test_a_deal_that_was_called_off_or_is_open_is_not_opened_again(stage: Stage) -> None:
    community = await a_community(stage)
    deal = await a_deal(stage, community, closes_in=timedelta(days=3), team_for=timedelta(minutes=10))
    await a_team(stage, deal)
    await an_outage(stage)
    assert await queued(stage) == [("late-close", LEA.id), ("outage", 4711)], "its team ran out"
    assert isinstance(await refused(stage, LEA, deal, LateCloseId(1)), DealOver)
    await stage.does(LEA, deals.cancel, deal)
    assert isinstance(await refused(stage, LEA, deal, LateCloseId(1)), DealOver)
    assert (await stage.db.read(stored.late_close, LateCloseId(1))).state is LateState.ASKED


async def test_only_an_admin_reads_the_account(stage: Stage) -> None:
    outage = await an_outage(stage)
    assert (await stage.db.read(outages.account_for, a_person(3, is_admin=True), outage)).unknown == ()
    with pytest.raises(NotFound):
        await stage.db.read(outages.account_for, a_person(3), outage)


async def test_only_the_bot_itself_accounts(stage: Stage) -> None:
    outage = await an_outage(stage)
    for by in (LEA, a_person(1, is_admin=True)):
        with pytest.raises(NotAllowed):
            await stage.does(by, outages.account, outage, BOSS)
    told_at = (await stage.db.read(stored.get, outage)).told_at
    stage.clock.moves(minutes=10)
    assert (await stage.acts(outages.account, ITSELF, None, outage, BOSS)).shown is False
    assert len(await queued(stage)) == 1
    assert (await stage.db.read(stored.get, outage)).told_at == told_at, "once"


async def test_who_was_in_a_team_that_ran_out_joins_again_after_the_reopening(stage: Stage) -> None:
    deal, late = await a_late_close(stage)
    await stage.does(LEA, outages.reopen, deal, late)
    again = await stage.does(a_person(1), teams.start, deal)
    assert again.fresh


async def refused(stage: Stage, by: Actor, deal: DealId, late: LateCloseId) -> DomainError:
    """With what opening again is refused."""
    with pytest.raises(DomainError) as refusal:
        await stage.does(by, outages.reopen, deal, late)
    return refusal.value
