"""Deadlines: whatever the downtime, the clock's steps and the zone's changes, each closes once and never early."""

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.clock import StandingClock
from bot.domain.deals import DealState
from bot.domain.ids import ChatId, DealId
from bot.scheduler import Ticks
from bot.services import orders
from storage import invariants
from storage.database import Database
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person, a_team

DEALS = 40
#: Real seconds that one sweep over all of them may take.
BOUND_S = 30.0
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_EVENTS = text("SELECT events FROM audit")
_STATES = text("SELECT 'deal', state FROM deals UNION ALL SELECT 'team', state FROM teams UNION ALL"
               " SELECT 'order', state FROM orders")  # fmt: skip


class SteppingClock(StandingClock):
    """A clock that somebody sets wrong, and right again."""

    def steps(self, by: timedelta) -> None:
        """The wall time jumps; the monotonic time doesn't."""
        self._now += by


async def a_market(stage: Stage) -> list[DealId]:
    """Forty deals that close a minute apart, each with a short team and an order that is due."""
    community = await a_community(stage)
    made = []
    for n in range(DEALS):
        deal = await a_deal(
            stage,
            community,
            closes_in=3 * HOUR + n * timedelta(minutes=1),
            team_for=2 * HOUR,
            due_for=2 * HOUR,
        )
        await a_team(stage, deal, first=1)
        await stage.does(a_person(2), orders.buy_alone, deal)
        made.append(deal)
    return made


async def happened(stage: Stage) -> Counter[str]:
    """How often each kind of end was recorded."""
    rows = await stage.db.read(lambda tx: tx.all(_EVENTS))
    names = [event["event"] for row in rows for event in json.loads(row.events)]
    return Counter(name for name in names if name in ONCE)


async def states(stage: Stage) -> Counter[tuple[str, str]]:
    """How many deals, teams and orders stand where."""
    return Counter([(kind, state) for kind, state in await stage.db.read(lambda tx: tx.all(_STATES))])


ALL_OPEN = Counter(
    {("deal", "open"): DEALS, ("team", "open"): DEALS, ("order", "placed"): DEALS, ("order", "due"): DEALS}
)
ALL_ENDED = Counter(
    {("deal", "settled"): DEALS, ("team", "expired"): DEALS, ("order", "void"): DEALS, ("order", "lapsed"): DEALS}
)
ONCE = Counter(DealClosed=DEALS, TeamExpired=DEALS, OrderLapsed=DEALS)


async def sweep(stage: Stage) -> int:
    """A bot starts and looks at what is due; how many acts it ran."""
    async with asyncio.timeout(BOUND_S):
        return await Ticks(stage.db, stage.acts, stage.clock).sweep()


@pytest.mark.parametrize("gap", [timedelta(seconds=1), HOUR, DAY, 7 * DAY], ids=str)
async def test_after_a_downtime_each_ends_once_at_the_first_look(stage: Stage, gap: timedelta) -> None:
    first = stage.clock.now() + 2 * HOUR
    made = await a_market(stage)
    stage.clock.moves_to(first - timedelta(seconds=1))
    await sweep(stage)
    assert await states(stage) == ALL_OPEN, "nothing may end a second early"
    last = (await stage.deal(made[-1])).closes_at
    stage.clock.moves_to(last + gap)
    assert await sweep(stage) > 0
    assert await states(stage) == ALL_ENDED
    assert await happened(stage) == ONCE
    assert await sweep(stage) == 0
    assert await happened(stage) == ONCE
    assert await stage.db.read(invariants.broken) == []


@pytest.mark.parametrize("step", [-HOUR, HOUR, -DAY, DAY], ids=str)
async def test_a_clock_that_steps_ends_nothing_early_and_nothing_twice(database: Database, step: timedelta) -> None:
    clock = SteppingClock()
    stage = Stage(database, clock)
    deal = await a_deal(stage, closes_in=3 * DAY, team_for=2 * DAY)
    await a_team(stage, deal)
    closes_at = (await stage.deal(deal)).closes_at

    for sign in (1, -1):
        clock.steps(sign * step)
        await sweep(stage)
        assert (await stage.deal(deal)).state is DealState.OPEN, "its time had not come by any clock"
    clock.moves_to(closes_at)
    for sign in (1, -1, 1):
        await sweep(stage)
        assert (await stage.deal(deal)).state is DealState.SETTLED
        clock.steps(sign * step)
    assert await happened(stage) == Counter(DealClosed=1, TeamExpired=1)


async def test_two_bots_that_look_at_once_end_each_once(stage: Stage) -> None:
    await a_market(stage)
    stage.clock.moves(days=2)
    await asyncio.gather(*(sweep(stage) for _ in range(3)))
    assert await states(stage) == ALL_ENDED
    assert await happened(stage) == ONCE


@pytest.mark.parametrize(
    ("zone", "closes_at"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 8, 13, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 14, 0, tzinfo=UTC)),
    ],
)
async def test_a_deal_over_a_change_of_clocks_closes_when_the_wall_says_so(
    database: Database, zone: str, closes_at: datetime
) -> None:
    sunday_nine = closes_at.astimezone(ZoneInfo(zone))
    saturday_noon = (sunday_nine - timedelta(hours=21)).astimezone(UTC)  # by the wall: not 21 hours before
    assert (sunday_nine.hour, closes_at - saturday_noon) in [(9, 20 * HOUR), (9, 22 * HOUR)]
    stage = Stage(database, StandingClock(saturday_noon))
    leader = a_leader(ChatId(-1_001_000_000_002))
    community = await a_community(stage, chat=ChatId(-1_001_000_000_002), leader=leader, zone=zone)
    deal = await a_deal(stage, community, leader=leader, closes_in=closes_at - saturday_noon)
    assert (await stage.deal(deal)).closes_at == closes_at
    stage.clock.moves_to(closes_at - timedelta(seconds=1))
    await sweep(stage)
    assert (await stage.deal(deal)).state is DealState.OPEN
    stage.clock.moves_to(closes_at)
    await sweep(stage)
    assert (await stage.deal(deal)).state is DealState.SETTLED
    assert await happened(stage) == Counter(DealClosed=1)
