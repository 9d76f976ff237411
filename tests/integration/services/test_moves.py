"""Going from one open team of a deal to another: the order goes, places and starters follow, and a refusal is whole."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.deals import DealNotOpen, PayMoment
from bot.domain.errors import DomainError
from bot.domain.ids import DealId, TeamId
from bot.domain.orders import AlreadyIn, NothingToMove, OrderSettled, OrderState
from bot.domain.people import Actor
from bot.domain.teams import TeamClosed, TeamFull, TeamState
from bot.services import deals, orders, payments, teams
from storage import invariants
from storage.database import ReadTx
from tests.integration.services.sights import everything
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

ANA, BEN, CHEN, DORA, EMIL = (a_person(n) for n in range(1, 6))


async def two_teams(stage: Stage, deal: DealId) -> tuple[TeamId, TeamId]:
    """Ana's team with Ben, and Chen's."""
    ana = await a_team(stage, deal, buyers=2)
    chen = await stage.does(CHEN, teams.start, deal)
    return ana, TeamId(chen.subject)


async def refused(stage: Stage, by: Actor, team: TeamId) -> DomainError:
    """What moving is refused with; every row is as it was."""
    before = await stage.db.read(everything)
    with pytest.raises(DomainError) as refusal:
        await stage.does(by, teams.move, team)
    assert await stage.db.read(everything) == before
    return refusal.value


def queued(tx: ReadTx) -> list[str]:
    """What was queued, the kinds in order."""
    return [row.kind for row in tx.all(text("SELECT kind FROM outbox ORDER BY id"))]


def events_of(tx: ReadTx, act: str) -> list[str]:
    """What the audit log has of an act."""
    return [row.events for row in tx.all(text("SELECT events FROM audit WHERE act = :act"), {"act": act})]


async def test_who_moves_keeps_order_number_and_units_and_frees_the_place(stage: Stage) -> None:
    deal = await a_deal(stage, target=4, stock=9)
    ana, chen = await two_teams(stage, deal)
    await stage.does(BEN, orders.set_quantity, order_id(await stage.order_of(deal, BEN)), 2)
    before, stood = await stage.order_of(deal, BEN), await stage.deal(deal)
    moved = (await stage.does(BEN, teams.move, chen)).shown
    assert moved is not None
    assert (moved.starter, moved.joined, moved.formed) == ("Chen", 2, False)
    after, stands = await stage.order_of(deal, BEN), await stage.deal(deal)
    assert before is not None
    assert after is not None
    assert (after.id, after.number, after.quantity, after.team_id) == (before.id, before.number, 2, chen)
    assert (stands.taken, stands.set_aside, stands.orders_made) == (stood.taken, stood.set_aside, stood.orders_made)
    assert ((await stage.team(ana)).joined, (await stage.team(chen)).joined) == (1, 2)
    assert await stage.db.read(invariants.broken) == []


async def test_a_move_needs_no_free_unit(stage: Stage) -> None:
    deal = await a_deal(stage, target=3, stock=6)
    _, chen = await two_teams(stage, deal)
    assert (await stage.deal(deal)).left == 0
    await stage.does(BEN, teams.move, chen)
    stands = await stage.deal(deal)
    assert (stands.taken, stands.set_aside, stands.left) == (3, 3, 0)


async def test_whoever_completes_the_team_by_moving_forms_it(stage: Stage) -> None:
    deal = await a_deal(stage, target=3)
    ana, chen = await two_teams(stage, deal)
    await stage.does(DORA, teams.join, chen)
    moved = (await stage.does(BEN, teams.move, chen)).shown
    assert moved is not None
    assert moved.formed
    assert (await stage.team(chen)).state is TeamState.FORMED
    assert [order.state for order in await stage.orders_of(chen)] == [OrderState.DUE] * 3
    assert [order.state for order in await stage.orders_of(ana)] == [OrderState.PLACED]
    assert (await stage.db.read(queued)).count("payment-due") == 3


async def test_the_next_buyer_starts_the_team_that_its_starter_left_and_is_told(stage: Stage) -> None:
    deal = await a_deal(stage)
    ana, chen = await two_teams(stage, deal)
    await stage.does(ANA, teams.move, chen)
    left = await stage.team(ana)
    assert (left.starter_id, left.joined, left.state) == (BEN.id, 1, TeamState.OPEN)
    assert "starter-now" in await stage.db.read(queued)
    (events,) = await stage.db.read(events_of, "teams.move")
    assert all(name in events for name in ("BuyerMoved", "StarterChanged"))


async def test_a_team_with_nobody_left_in_it_is_cancelled_and_its_places_are_free(stage: Stage) -> None:
    deal = await a_deal(stage, stock=6)
    ana, chen = await two_teams(stage, deal)
    await stage.does(CHEN, teams.move, ana)
    assert (await stage.team(chen)).state is TeamState.CANCELLED
    assert (await stage.team(ana)).state is TeamState.FORMED
    stands = await stage.deal(deal)
    assert (stands.taken, stands.set_aside, stands.left) == (3, 0, 3)


async def test_who_pays_first_takes_code_time_and_reminder_along(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.FIRST)
    ana, chen = await two_teams(stage, deal)
    before = await stage.order_of(deal, BEN)
    remind = text("SELECT remind_at, snapshot, reference FROM orders WHERE id = :order")
    asked = await stage.db.read(lambda tx: tuple(tx.all(remind, {"order": order_id(before)})[0]))
    await stage.does(BEN, teams.move, chen)
    after = await stage.order_of(deal, BEN)
    assert before is not None
    assert after is not None
    assert (after.state, after.due_until, after.team_id) == (OrderState.DUE, before.due_until, chen)
    assert await stage.db.read(lambda tx: tuple(tx.all(remind, {"order": order_id(after)})[0])) == asked
    assert [((await stage.team(one)).joined, (await stage.team(one)).holding) for one in (ana, chen)] == [
        (0, 1),
        (0, 2),
    ]
    await stage.does(BEN, payments.claim, after.id)
    await stage.does(a_leader(), payments.confirm, after.id)
    assert (await stage.team(chen)).joined == 1


async def test_a_team_that_filled_meanwhile_refuses_and_they_stay(stage: Stage) -> None:
    deal = await a_deal(stage)
    _, chen = await two_teams(stage, deal)
    for by in (DORA, EMIL):
        await stage.does(by, teams.join, chen)
    assert isinstance(await refused(stage, BEN, chen), TeamClosed)


async def test_a_team_whose_places_are_all_held_refuses(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.FIRST)
    _, chen = await two_teams(stage, deal)
    for by in (DORA, EMIL):
        await stage.does(by, teams.join, chen)
    assert isinstance(await refused(stage, BEN, chen), TeamFull)


async def test_who_said_that_they_paid_stays(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.FIRST)
    _, chen = await two_teams(stage, deal)
    order = order_id(await stage.order_of(deal, BEN))
    await stage.does(BEN, payments.claim, order)
    assert isinstance(await refused(stage, BEN, chen), OrderSettled)
    await stage.does(a_leader(), payments.confirm, order)
    assert isinstance(await refused(stage, BEN, chen), OrderSettled)


async def test_nobody_goes_out_of_a_full_team_or_one_whose_time_is_up(stage: Stage) -> None:
    deal = await a_deal(stage, target=2)
    full = await a_team(stage, deal, buyers=2)
    assert (await stage.team(full)).state is TeamState.FORMED
    chen = TeamId((await stage.does(CHEN, teams.start, deal)).subject)
    assert isinstance(await refused(stage, BEN, chen), OrderSettled)
    stage.clock.moves(hours=1)
    dora = TeamId((await stage.does(DORA, teams.start, deal)).subject)
    stage.clock.moves(hours=23)
    assert isinstance(await refused(stage, CHEN, dora), OrderSettled)


async def test_a_team_whose_time_is_up_takes_nobody(stage: Stage) -> None:
    deal = await a_deal(stage)
    ana = await a_team(stage, deal)
    stage.clock.moves(hours=1)
    chen = TeamId((await stage.does(CHEN, teams.start, deal)).subject)
    stage.clock.moves(hours=23)
    assert isinstance(await refused(stage, CHEN, ana), TeamClosed)
    stage.clock.moves(hours=1)
    assert isinstance(await refused(stage, ANA, chen), OrderSettled)


async def test_a_closed_deal_moves_nobody(stage: Stage) -> None:
    deal = await a_deal(stage, closes_in=timedelta(hours=30))
    _, chen = await two_teams(stage, deal)
    await stage.does(a_leader(), deals.close_now, deal)
    assert isinstance(await refused(stage, BEN, chen), DealNotOpen)


async def test_who_has_no_order_bought_alone_or_is_there_already_is_told_so(stage: Stage) -> None:
    deal = await a_deal(stage)
    _, chen = await two_teams(stage, deal)
    assert isinstance(await refused(stage, DORA, chen), NothingToMove)
    await stage.does(DORA, orders.buy_alone, deal)
    for by, same in ((DORA, False), (CHEN, True)):
        refusal = await refused(stage, by, chen)
        assert isinstance(refusal, AlreadyIn)
        assert refusal.facts["same_team"] is same


async def test_an_order_in_another_deal_does_not_move(stage: Stage) -> None:
    ana, _ = await two_teams(stage, await a_deal(stage))
    other = await a_team(stage, await a_deal(stage), first=4)
    assert isinstance(await refused(stage, BEN, other), NothingToMove)
    assert (await stage.team(ana)).joined == 2


async def test_a_move_that_comes_again_moves_nobody_twice(stage: Stage) -> None:
    deal = await a_deal(stage, target=4)
    ana, chen = await two_teams(stage, deal)
    first = await stage.acts(teams.move, BEN, "tap:1", chen)
    await stage.does(BEN, teams.move, ana)
    again = await stage.acts(teams.move, BEN, "tap:1", chen)
    assert (first.fresh, again.fresh, again.subject) == (True, False, chen)
    assert ((await stage.team(ana)).joined, (await stage.team(chen)).joined) == (2, 1)
