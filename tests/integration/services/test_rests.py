"""Too little, too much, twice, late: what came is booked as it came, and its leader settles what differs."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.deals import PayMoment
from bot.domain.events import ledger_rows
from bot.domain.ids import DealId, OrderId, TeamId, UndoId
from bot.domain.orders import Order, OrderSettled, OrderState, Rest, RestSettled, TooLittleCame
from bot.domain.people import ITSELF, Actor
from bot.domain.receiving import Came
from bot.domain.teams import TeamState
from bot.domain.undos import OvertakenByEvents
from bot.services import confirming, deals, desks, orders, payments, receipts, rests, taking_back, teams
from bot.services.receipts import Receipt
from storage import invariants, ledger
from storage import orders as storage_orders
from storage.database import ReadTx, WriteTx
from tests.kit.builders import Stage, a_deal, a_leader, a_person, a_team, order_id

LEA, ANA, BEN = a_leader(), a_person(1), a_person(2)
EVERY = (UndoId(1), UndoId(1_000))
S = OrderState


async def an_order(
    stage: Stage, *, buyer: Actor = ANA, claims: bool = False, came: int = 0, **facts: object
) -> OrderId:
    """Ana's order of 39.90, due for a day or claimed, of which so much came."""
    deal = await a_deal(stage, closes_in=timedelta(days=9), **facts)  # type: ignore[arg-type]
    order = OrderId((await stage.does(buyer, orders.buy_alone, deal)).subject)
    if claims:
        await stage.does(buyer, payments.claim, order)
    if came:
        await stage.does(LEA, payments.receive, order, came)
    return order


async def stands(stage: Stage, order: OrderId) -> tuple[OrderState, Rest, int, int]:
    """State, rest, what is held and what is still owed; all rules hold."""
    assert await stage.db.read(invariants.broken) == []
    found: Order = await stage.db.read(storage_orders.get, order)
    held = await stage.db.read(ledger.held, order)
    return found.state, found.rest, held, await stage.db.read(ledger.balance, order)


async def receipt(stage: Stage, order: OrderId) -> Receipt:
    return await stage.db.read(receipts.receipt, order)


def told(tx: ReadTx) -> list[str]:
    """Messages besides the desk and the card."""
    rows = tx.all(text("SELECT kind FROM outbox WHERE kind NOT IN ('desk', 'card', 'board') ORDER BY id"))
    return [row.kind for row in rows]


def rows_of(tx: ReadTx) -> list[tuple[str, int, str]]:
    rows = tx.all(text("SELECT entry, amount_minor, source FROM ledger ORDER BY id"))
    return [(row.entry, row.amount_minor, row.source) for row in rows]


@pytest.mark.parametrize("claims", [True, False])
async def test_just_what_is_asked_for_is_paid_as_by_confirming(stage: Stage, claims: bool) -> None:
    order = await an_order(stage, claims=claims)
    done = await stage.does(LEA, payments.receive, order, 3990, "statement")
    assert done.shown is not None
    assert done.shown.came is Came.EXACT
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)
    assert await stage.db.read(rows_of) == [("charged", 3990, "deal"), ("paid", 3990, "statement")]


@pytest.mark.parametrize("claims", [True, False])
async def test_less_leaves_the_order_asked_for_and_stands_on_the_desk(stage: Stage, claims: bool) -> None:
    order = await an_order(stage, claims=claims, came=2500)
    state = S.CLAIMED if claims else S.DUE
    assert await stands(stage, order) == (state, Rest.SHORT, 2500, 1490)
    deal = (await receipt(stage, order)).deal.id
    desk = await stage.db.read(desks.desk, deal)
    assert (desk.undecided, desk.count(S.CLAIMED), desk.orders) == (1, 0, 1)
    page = await stage.db.read(desks.desk_page, deal, 0)
    assert [(row.order.id, row.came.minor, row.to_pay.minor) for row in page.orders] == [(order, 2500, 1490)]


async def test_sums_add_up_until_the_order_is_paid(stage: Stage) -> None:
    order = await an_order(stage, came=1000)
    await stage.does(LEA, payments.receive, order, 1000)
    assert await stands(stage, order) == (S.DUE, Rest.SHORT, 2000, 1990)
    await stage.does(LEA, payments.receive, order, 1990)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)


async def test_sums_for_one_order_in_one_act_are_booked_each_as_it_came(stage: Stage) -> None:
    order = await an_order(stage)

    def twice(tx: WriteTx) -> None:
        deal, asked, where = payments.locked(tx, order)
        done = confirming.received(tx, deal, asked, where, LEA.id, "statement", [3990, 3990], stage.clock.now())
        assert done[0] is Came.OVER
        assert [row.amount_minor for event in done[1] for row in ledger_rows(event)] == [3990, 3990]
        raise RestSettled()

    with pytest.raises(RestSettled):
        await stage.db.write(twice)


async def test_the_rest_is_asked_for_under_the_same_reference_with_a_fresh_time(stage: Stage) -> None:
    order = await an_order(stage, claims=True, came=2500)
    before = await receipt(stage, order)
    stage.clock.moves(hours=5)
    await stage.does(LEA, rests.ask, order)
    assert await stands(stage, order) == (S.DUE, Rest.ASKED, 2500, 1490)
    after = await receipt(stage, order)
    assert after.snapshot is not None
    assert before.snapshot is not None
    assert (after.snapshot.amount_minor, after.snapshot.reference) == (1490, before.snapshot.reference)
    assert after.snapshot.account == before.snapshot.account
    assert after.order.due_until is not None
    assert before.order.due_until is not None
    assert after.order.due_until > before.order.due_until
    assert (await stage.db.read(told))[-2:] == ["payment-finished", "rest-asked"]
    queued = len(await stage.db.read(told))
    await stage.does(LEA, rests.ask, order)
    assert len(await stage.db.read(told)) == queued, "a second tap changes nothing"
    await stage.does(ANA, payments.claim, order)
    await stage.does(LEA, payments.confirm, order)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)


async def test_no_code_is_given_while_the_leader_decides(stage: Stage) -> None:
    order = await an_order(stage, came=2500)
    queued = await stage.db.read(told)
    await stage.does(ANA, payments.ask_again, order)
    assert await stage.db.read(told) == queued


async def test_a_part_is_taken_as_enough(stage: Stage) -> None:
    order = await an_order(stage, came=3900)
    await stage.does(LEA, rests.accept, order)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3900, 0)
    assert ("charged", -90, "leader") in await stage.db.read(rows_of)
    assert (await receipt(stage, order)).told.minor == 3900
    with pytest.raises(RestSettled):
        await stage.does(LEA, rests.accept, order)


async def test_a_part_goes_back_and_its_place_is_free(stage: Stage) -> None:
    order = await an_order(stage, came=2500, stock=3)
    await stage.does(LEA, rests.give_back, order)
    assert await stands(stage, order) == (S.REFUND_DUE, Rest.EVEN, 2500, -2500)
    assert (await receipt(stage, order)).deal.taken == 0
    with pytest.raises(RestSettled):
        await stage.does(LEA, rests.give_back, order)
    await stage.does(LEA, payments.mark_refunded, order)
    assert await stands(stage, order) == (S.REFUNDED, Rest.EVEN, 0, 0)
    assert (await receipt(stage, order)).told.minor == 2500
    with pytest.raises(OrderSettled):
        await stage.does(LEA, payments.mark_refunded, order)


async def test_more_is_paid_with_a_surplus_that_becomes_credit(stage: Stage) -> None:
    order = await an_order(stage, came=5000)
    assert await stands(stage, order) == (S.PAID, Rest.OVER, 5000, -1010)
    await stage.does(LEA, rests.credit_surplus, order)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 5000, 0)
    with pytest.raises(RestSettled):
        await stage.does(LEA, rests.refund_surplus, order)
    another = await an_order(stage)
    assert await stands(stage, another) == (S.DUE, Rest.EVEN, 0, 2980)


async def test_what_came_twice_is_paid_back_once(stage: Stage) -> None:
    order = await an_order(stage, came=3990)
    await stage.does(LEA, payments.receive, order, 3990)
    assert await stands(stage, order) == (S.PAID, Rest.OVER, 7980, -3990)
    with pytest.raises(OrderSettled):
        await stage.does(LEA, payments.mark_refunded, order)
    await stage.does(LEA, rests.refund_surplus, order)
    assert await stands(stage, order) == (S.PAID, Rest.BACK, 7980, -3990)
    desk = await stage.db.read(desks.desk, (await receipt(stage, order)).deal.id)
    assert (desk.refunds, desk.undecided) == (1, 0)
    await stage.does(LEA, payments.mark_refunded, order)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)
    with pytest.raises(OrderSettled):
        await stage.does(LEA, payments.mark_refunded, order)


async def test_an_underpaid_order_that_lapses_or_is_left_is_late_money(stage: Stage) -> None:
    lapses, leaves = await an_order(stage, came=1000), await an_order(stage, came=1500)
    await stage.does(ANA, orders.leave, leaves)
    stage.clock.moves(days=3)
    await stage.does(ITSELF, orders.lapse, lapses)
    assert await stands(stage, lapses) == (S.LAPSED, Rest.EVEN, 1000, -1000)
    assert await stands(stage, leaves) == (S.LEFT, Rest.EVEN, 1500, -1500)
    assert (await stage.db.read(told)).count("late-money") == 2
    with pytest.raises(TooLittleCame):
        await stage.does(LEA, payments.give_stock, lapses)
    await stage.does(LEA, payments.receive, lapses, 2990)
    await stage.does(LEA, payments.give_stock, lapses)
    assert await stands(stage, lapses) == (S.PAID, Rest.EVEN, 3990, 0)
    await stage.does(LEA, payments.credit, leaves)
    assert await stands(stage, leaves) == (S.LEFT, Rest.EVEN, 1500, 0)


async def test_late_money_beside_what_was_credited_counts_as_the_rest_that_was_asked(stage: Stage) -> None:
    order = await an_order(stage, came=1000)
    await stage.does(ANA, orders.leave, order)
    await stage.does(LEA, payments.credit, order)
    await stage.does(ANA, payments.claim, order)
    await stage.does(LEA, payments.owe_refund, order)
    assert await stands(stage, order) == (S.REFUND_DUE, Rest.EVEN, 3990, -2990)


async def test_the_rest_is_an_amount_of_the_buyers_own_where_no_reference_travels(stage: Stage) -> None:
    ana = await an_order(stage)
    payee = (await receipt(stage, ana)).order.payee_id
    assert payee is not None

    def has_own_amounts(tx: WriteTx) -> None:
        tx.connection.exec_driver_sql(f"UPDATE payees SET own_amounts = 1 WHERE id = {payee}")

    await stage.db.write(has_own_amounts)
    ben = OrderId((await stage.does(BEN, orders.buy_alone, (await receipt(stage, ana)).deal.id)).subject)
    for order in (ana, ben):
        await stage.does(LEA, payments.receive, order, 3990 - 1990 - (await receipt(stage, order)).order.off_minor)
        await stage.does(LEA, rests.ask, order)
    asked = [(await stands(stage, order))[3] for order in (ana, ben)]
    assert asked == [1990, 1989]


async def test_stock_given_for_more_than_it_costs_leaves_a_surplus(stage: Stage) -> None:
    order = await an_order(stage)
    await stage.does(ANA, orders.leave, order)
    await stage.does(LEA, payments.receive, order, 5000)
    await stage.does(LEA, payments.give_stock, order)
    assert await stands(stage, order) == (S.PAID, Rest.OVER, 5000, -1010)


async def test_money_for_what_went_back_goes_back_as_well(stage: Stage) -> None:
    order = await an_order(stage, came=2500)
    await stage.does(LEA, rests.give_back, order)
    await stage.does(LEA, payments.receive, order, 500)
    assert await stands(stage, order) == (S.REFUND_DUE, Rest.EVEN, 3000, -3000)
    await stage.does(LEA, payments.mark_refunded, order)
    await stage.does(LEA, payments.receive, order, 700)
    assert await stands(stage, order) == (S.REFUND_DUE, Rest.EVEN, 700, -700)
    await stage.does(LEA, payments.mark_refunded, order)
    assert await stands(stage, order) == (S.REFUNDED, Rest.EVEN, 0, 0)


async def test_a_deal_that_is_called_off_owes_back_every_part_and_surplus(stage: Stage) -> None:
    part = await an_order(stage, came=1000)
    over = await an_order(stage, came=5000)
    claimed = await an_order(stage, claims=True, came=1000)
    for order in (part, over, claimed):
        deal = (await receipt(stage, order)).deal.id
        await stage.does(LEA, deals.cancel, deal)
        while (await stage.does(ITSELF, deals.end_slice, deal)).shown:
            pass
    assert await stands(stage, part) == (S.REFUND_DUE, Rest.EVEN, 1000, -1000)
    assert await stands(stage, over) == (S.REFUND_DUE, Rest.EVEN, 5000, -5000)
    assert await stands(stage, claimed) == (S.VOID, Rest.EVEN, 1000, -1000)
    assert (await receipt(stage, claimed)).is_late


async def test_a_rejected_part_is_asked_for_again_without_what_came(stage: Stage) -> None:
    order = await an_order(stage, claims=True, came=1000)
    await stage.does(LEA, payments.reject, order)
    assert await stands(stage, order) == (S.DUE, Rest.ASKED, 1000, 2990)


async def test_confirming_all_leaves_out_what_is_underpaid(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, closes_in=timedelta(days=9))
    await a_team(stage, deal, buyers=2)
    ana, ben = [order_id(await stage.order_of(deal, one)) for one in (ANA, BEN)]
    for by, order in ((ANA, ana), (BEN, ben)):
        await stage.does(by, payments.claim, order)
    await stage.does(LEA, payments.receive, ana, 1000)
    assert (await stage.does(LEA, payments.confirm_all, deal, 1)).shown == 1
    assert (await stands(stage, ana))[0] is S.CLAIMED
    assert (await stands(stage, ben))[0] is S.PAID


async def test_who_pays_first_counts_when_the_whole_is_there(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, pay=PayMoment.FIRST)
    team = await a_team(stage, deal, buyers=2)
    ana, ben = [order_id(await stage.order_of(deal, one)) for one in (ANA, BEN)]
    await stage.does(LEA, payments.receive, ana, 1000)
    await stage.does(LEA, payments.receive, ben, 4000)
    assert ((await stage.team(team)).joined, (await stage.team(team)).holding) == (1, 1)
    await stage.does(LEA, rests.accept, ana)
    assert (await stage.team(team)).state is TeamState.FORMED
    assert await stands(stage, ana) == (S.PAID, Rest.EVEN, 1000, 0)


async def test_a_part_that_goes_back_leaves_its_open_team(stage: Stage) -> None:
    deal = await a_deal(stage, target=2, pay=PayMoment.FIRST)
    team = TeamId((await stage.does(ANA, teams.start, deal)).subject)
    ana = order_id(await stage.order_of(deal, ANA))
    await stage.does(LEA, payments.receive, ana, 1000)
    await stage.does(LEA, rests.give_back, ana)
    assert (await stage.team(team)).state is TeamState.CANCELLED
    assert await stands(stage, ana) == (S.REFUND_DUE, Rest.EVEN, 1000, -1000)


@pytest.mark.parametrize("amount", [1000, 3990, 5000])
@pytest.mark.parametrize("claims", [True, False])
async def test_an_amount_is_taken_back_and_the_ledger_only_grows(stage: Stage, claims: bool, amount: int) -> None:
    order = await an_order(stage, claims=claims)
    before, booked = await stands(stage, order), await stage.db.read(rows_of)
    shown = (await receipt(stage, order)).snapshot
    await stage.does(LEA, payments.receive, order, amount)
    deal = (await receipt(stage, order)).deal.id
    await stage.does(LEA, taking_back.take_back, deal, *EVERY)
    assert await stands(stage, order) == before
    assert (await receipt(stage, order)).snapshot == shown
    assert await stage.db.read(rows_of) == [*booked, ("paid", amount, "leader"), ("paid", -amount, "undo")]


async def test_amounts_are_taken_back_one_after_the_other(stage: Stage) -> None:
    order = await an_order(stage, came=1000)
    await stage.does(LEA, payments.receive, order, 500)
    await stage.does(LEA, payments.confirm, order)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)
    deal = (await receipt(stage, order)).deal.id
    assert (await stage.does(LEA, taking_back.take_back, deal, *EVERY)).shown == 3
    assert await stands(stage, order) == (S.DUE, Rest.EVEN, 0, 3990)


@pytest.mark.parametrize("state", ["left", "refund_due", "refunded", "paid"])
async def test_an_amount_for_an_order_that_asks_for_none_is_taken_back(stage: Stage, state: str) -> None:
    order = await an_order(stage, came=3990 if state == "paid" else 1000)
    if state == "left":
        await stage.does(ANA, orders.leave, order)
        await stage.does(LEA, payments.credit, order)
    elif state != "paid":
        await stage.does(LEA, rests.give_back, order)
    if state == "refunded":
        await stage.does(LEA, payments.mark_refunded, order)
    stage.clock.moves(minutes=6)
    before = await stands(stage, order)
    done = await stage.does(LEA, payments.receive, order, 700)
    assert done.shown is not None
    assert done.shown.said is not None
    undo = done.shown.said.undo
    await stage.does(LEA, taking_back.take_back, done.shown.said.deal_id, undo, undo)
    assert await stands(stage, order) == before
    assert (await receipt(stage, order)).is_late is False


async def test_what_was_decided_since_is_not_taken_back(stage: Stage) -> None:
    order = await an_order(stage, came=5000)
    await stage.does(LEA, rests.credit_surplus, order)
    with pytest.raises(OvertakenByEvents):
        await stage.does(LEA, taking_back.take_back, (await receipt(stage, order)).deal.id, *EVERY)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 5000, 0)


async def test_the_rest_of_what_is_paid_in_cash_is_not_asked_for_by_code(stage: Stage) -> None:
    order = await an_order(stage, pay=PayMoment.PICKUP, came=1000)
    with pytest.raises(OrderSettled):
        await stage.does(LEA, rests.ask, order)
    await stage.does(LEA, payments.receive, order, 2990)
    assert await stands(stage, order) == (S.PAID, Rest.EVEN, 3990, 0)


async def test_nothing_is_booked_for_what_was_not_asked_for_yet(stage: Stage) -> None:
    deal: DealId = await a_deal(stage)
    await a_team(stage, deal, buyers=1)
    with pytest.raises(OrderSettled):
        await stage.does(LEA, payments.receive, order_id(await stage.order_of(deal, ANA)), 1000)
