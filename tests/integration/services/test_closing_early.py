"""Closing early: nobody joins any more at once, what follows waits five minutes, and `Undo` brings all of it back."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.clock import StandingClock
from bot.domain.deals import DealNotOpen, DealOver, DealState, TooLateToUndo
from bot.domain.errors import DomainError
from bot.domain.ids import DealId
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF
from bot.domain.teams import TeamState
from bot.scheduler import Ticks
from bot.services import deals, teams
from storage import invariants
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team

MINUTE = timedelta(minutes=1)
LEA = a_leader()


async def sweep(stage: Stage) -> None:
    """The bot looks at what is due."""
    await Ticks(stage.db, stage.acts, stage.clock).sweep()


async def refused(stage: Stage, deal: DealId) -> DomainError:
    """With what undoing is refused."""
    with pytest.raises(DomainError) as refusal:
        await stage.does(LEA, deals.undo_close, deal)
    return refusal.value


async def test_an_undone_close_leaves_deal_and_teams_as_they_were(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal, buyers=2)
    before, team_before = await stage.deal(deal), await stage.team(team)
    await stage.does(LEA, deals.close_now, deal)
    assert (await stage.deal(deal)).state is DealState.CLOSED
    with pytest.raises(DealNotOpen):
        await stage.does(a_person(3), teams.join, team)
    stage.clock.moves(seconds=299)
    await sweep(stage)
    await stage.does(LEA, deals.undo_close, deal)
    assert await stage.deal(deal) == type(before)(**{**fields(before), "version": before.version + 2})
    assert await stage.team(team) == team_before
    stage.clock.moves(minutes=10)
    await sweep(stage)
    await stage.does(a_person(3), teams.join, team)
    assert (await stage.team(team)).state is TeamState.FORMED


def fields(record: object) -> dict[str, object]:
    """What a record says, by name."""
    return {name: getattr(record, name) for name in type(record).__slots__}  # type: ignore[attr-defined]


async def test_after_five_minutes_open_teams_end_and_undoing_is_too_late(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal, buyers=2)
    await stage.does(LEA, deals.close_now, deal)
    stage.clock.moves(minutes=5)
    assert isinstance(await refused(stage, deal), TooLateToUndo), "also when no tick has come yet"
    await sweep(stage)
    assert (await stage.team(team)).state is TeamState.EXPIRED
    assert (await stage.deal(deal)).state is DealState.SETTLED
    assert isinstance(await refused(stage, deal), TooLateToUndo)


async def test_nothing_ends_for_an_early_close_before_its_five_minutes(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal, buyers=2)
    await stage.does(LEA, deals.close_now, deal)
    stage.clock.moves(seconds=299)
    await stage.acts(deals.end_slice, ITSELF, None, deal)
    await sweep(stage)
    assert (await stage.team(team)).state is TeamState.OPEN
    assert (await stage.deal(deal)).state is DealState.CLOSED


async def test_a_team_whose_own_deadline_passes_meanwhile_ends_by_that(stage: Stage) -> None:
    deal = await a_deal(stage, team_for=timedelta(hours=1))
    team = await a_team(stage, deal, buyers=2)
    stage.clock.moves(minutes=58)
    later = await a_team(stage, deal, first=3)
    await stage.does(LEA, deals.close_now, deal)
    stage.clock.moves(minutes=2)
    await sweep(stage)
    assert (await stage.team(team)).state is TeamState.FORMED, "merged with the other, at its own deadline"
    assert (await stage.team(later)).state is TeamState.MERGED
    order = await stage.order_of(deal, a_person(3))
    assert order is not None
    assert order.state is OrderState.DUE
    await stage.does(LEA, deals.undo_close, deal)
    assert (await stage.team(team)).state is TeamState.FORMED, "formed stays formed"
    assert (await stage.deal(deal)).state is DealState.OPEN


async def test_a_deal_that_had_not_opened_is_scheduled_again(stage: Stage) -> None:
    deal = await a_deal(stage, opens_in=timedelta(hours=2))
    await stage.does(LEA, deals.close_now, deal)
    await stage.does(LEA, deals.undo_close, deal)
    assert (await stage.deal(deal)).state is DealState.SCHEDULED
    stage.clock.moves(hours=2)
    await sweep(stage)
    assert (await stage.deal(deal)).state is DealState.OPEN


async def test_shortly_before_its_time_a_deal_that_was_closed_early_ends_when_it_would_have(stage: Stage) -> None:
    deal = await a_deal(stage, closes_in=timedelta(hours=2), team_for=timedelta(hours=2))
    team = await a_team(stage, deal)
    stage.clock.moves(minutes=118)
    await stage.does(LEA, deals.close_now, deal)
    stage.clock.moves(minutes=2)
    await sweep(stage)
    assert (await stage.team(team)).state is TeamState.EXPIRED
    assert isinstance(await refused(stage, deal), TooLateToUndo)


async def test_a_deal_that_was_called_off_meanwhile_stays_so(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal)
    await stage.does(LEA, deals.close_now, deal)
    await stage.does(LEA, deals.cancel, deal)
    assert isinstance(await refused(stage, deal), DealOver)
    await sweep(stage)
    order = await stage.order_of(deal, a_person(1))
    assert order is not None
    assert order.state is OrderState.VOID


async def test_undoing_twice_at_once_opens_the_deal_once(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal)
    await stage.does(LEA, deals.close_now, deal)
    await asyncio.gather(*(stage.does(LEA, deals.undo_close, deal) for _ in range(2)))
    found = await stage.deal(deal)
    assert (found.state, found.version) == (DealState.OPEN, 3)


async def test_two_clocks_that_differ_never_undo_what_has_begun_to_end(stage: Stage) -> None:
    deal = await a_deal(stage)
    team = await a_team(stage, deal)
    await stage.does(LEA, deals.close_now, deal)
    stage.clock.moves(seconds=299)
    ahead = Stage(stage.db, StandingClock(stage.clock.now() + 2 * MINUTE))
    said, _ = await asyncio.gather(
        stage.does(LEA, deals.undo_close, deal), ahead.acts(deals.end_slice, ITSELF, None, deal), return_exceptions=True
    )
    stands = (await stage.deal(deal)).state, (await stage.team(team)).state
    ended = (DealState.CLOSED, TeamState.EXPIRED)
    assert stands == (ended if isinstance(said, TooLateToUndo) else (DealState.OPEN, TeamState.OPEN))
    assert await stage.db.read(invariants.broken) == []


async def test_once_ending_has_begun_nobody_undoes_the_close_by_a_slow_clock(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal)
    await stage.does(LEA, deals.close_now, deal)
    ahead = Stage(stage.db, StandingClock(stage.clock.now() + 6 * MINUTE))
    await ahead.acts(deals.end_slice, ITSELF, None, deal)
    assert isinstance(await refused(stage, deal), TooLateToUndo)


async def test_no_open_deal_can_be_stored_with_something_to_end(stage: Stage) -> None:
    deal = await a_deal(stage)
    for column in ("ends_at", "closed_at"):
        with pytest.raises(IntegrityError):
            await stage.db.write(lambda tx, c=column: tx.execute(text(f"UPDATE deals SET {c} = 1 WHERE id = {deal}")))
