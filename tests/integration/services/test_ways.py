"""A due order can be paid to another of the group's accounts; where no reference travels each amount is one's own."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.ids import CommunityId, OrderId, PayeeId
from bot.domain.orders import OrderSettled, OrderState
from bot.domain.own_amounts import LEAST_SHARE, MOST_OFF
from bot.domain.payments import NotAWay, ReferenceTravels, Snapshot
from bot.domain.people import Actor
from bot.payqr import STANDARDS
from bot.services import orders, payees, payments, taking_back
from bot.services.payees import CHANGE_AFTER
from storage import invariants, ledger
from storage import orders as stored_orders
from storage import payees as stored_payees
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_payee, a_person, a_team

OTHER = "FR1420041010050500013M02606"
ANA = a_person(1)
LEA = a_leader()


async def beside(stage: Stage, community: CommunityId, *, days: float = 1.0, iban: str = OTHER) -> PayeeId:
    """Another account of the group, added so many days ago."""
    shown = await stage.does(LEA, payees.show, community, STANDARDS["epc"].check(iban, "Lea Leader", ""))
    await stage.does(LEA, payees.add, PayeeId(shown.subject))
    stage.clock.moves(seconds=CHANGE_AFTER.total_seconds() * days)
    return PayeeId(shown.subject)


async def bought(stage: Stage, by: Actor = ANA, **deal: int) -> OrderId:
    """An order bought alone: due at once."""
    return OrderId((await stage.does(by, orders.buy_alone, await a_deal(stage, **deal))).subject)


async def asked(stage: Stage, order: OrderId) -> Snapshot:
    """What the order's buyer is asked."""
    found = await stage.db.read(stored_orders.snapshot, order)
    assert found is not None
    return found


async def own_amounts(stage: Stage, payee: PayeeId) -> None:
    """Switched on, whatever the standard."""
    await stage.db.write(lambda tx: stored_payees.set_own_amounts(tx, payee, on=True))


async def test_the_same_amount_and_reference_go_to_the_other_account(stage: Stage) -> None:
    other = await beside(stage, await a_community(stage))
    order = await bought(stage)
    before = await asked(stage, order)
    await stage.does(ANA, payments.pay_otherwise, order, other)
    after = await asked(stage, order)
    assert (after.account, after.amount_minor, after.reference) == (OTHER, before.amount_minor, before.reference)
    assert (await stage.db.read(stored_orders.get, order)).payee_id == other
    assert await stage.db.read(invariants.broken) == []


async def test_an_account_that_does_not_count_yet_and_one_of_another_group_are_no_ways(stage: Stage) -> None:
    community = await a_community(stage)
    order = await bought(stage)
    pending = await beside(stage, community, days=0.5)
    for wrong in (pending, PayeeId(4711)):
        with pytest.raises(NotAWay):
            await stage.does(ANA, payments.pay_otherwise, order, wrong)
    assert (await asked(stage, order)).account != OTHER


async def test_only_its_buyer_chooses_and_only_while_it_is_due(stage: Stage) -> None:
    other = await beside(stage, await a_community(stage))
    order = await bought(stage)
    with pytest.raises(NotFound):
        await stage.does(LEA, payments.pay_otherwise, order, other)
    await stage.does(ANA, payments.claim, order)
    with pytest.raises(OrderSettled):
        await stage.does(ANA, payments.pay_otherwise, order, other)
    assert (await asked(stage, order)).account != OTHER


async def test_a_stopped_account_takes_no_more_orders_but_keeps_those_it_has(stage: Stage) -> None:
    community = await a_community(stage)
    other = await beside(stage, community)
    order = await bought(stage)
    await stage.does(ANA, payments.pay_otherwise, order, other)
    shown = await stage.does(LEA, payees.show, community, STANDARDS["epc"].check("DE89370400440532013000", "L", ""))
    await stage.does(LEA, payees.keep, PayeeId(shown.subject), other)
    stage.clock.moves(days=1)
    assert (await asked(stage, order)).account == OTHER
    with pytest.raises(NotAWay):
        await stage.does(a_person(2), payments.pay_otherwise, await bought(stage, a_person(2)), other)


async def test_each_buyer_of_one_price_is_asked_an_amount_of_their_own(stage: Stage) -> None:
    await a_community(stage)
    await own_amounts(stage, PayeeId(1))
    deal = await a_deal(stage, solo_minor=3990)
    bought = [OrderId((await stage.does(a_person(n), orders.buy_alone, deal)).subject) for n in range(1, 5)]
    assert [(await asked(stage, order)).amount_minor for order in bought] == [3990, 3989, 3988, 3987]
    assert [await stage.db.read(ledger.balance, order) for order in bought] == [3990, 3989, 3988, 3987]
    await stage.does(LEA, payments.confirm, bought[1])
    fifth = OrderId((await stage.does(a_person(5), orders.buy_alone, deal)).subject)
    assert (await asked(stage, fifth)).amount_minor == 3989, "free again"
    assert await stage.db.read(ledger.balance, bought[1]) == 0
    assert await stage.db.read(invariants.broken) == []


async def test_a_formed_teams_buyers_differ_and_two_deals_of_one_account_too(stage: Stage) -> None:
    await a_community(stage)
    await own_amounts(stage, PayeeId(1))
    first, second = await a_deal(stage, target=2), await a_deal(stage, target=2)
    await asyncio.gather(a_team(stage, first, buyers=2), a_team(stage, second, buyers=2))
    found = [
        (await asked(stage, order.id)).amount_minor
        for deal in (first, second)
        for order in await stage.db.read(stored_orders.in_deal, deal, [OrderState.DUE])
    ]
    assert sorted(found) == [2987, 2988, 2989, 2990]


async def test_when_no_amount_is_free_the_price_is_asked_and_nothing_breaks(stage: Stage) -> None:
    await a_community(stage)
    await own_amounts(stage, PayeeId(1))
    deal = await a_deal(stage, solo_minor=LEAST_SHARE, team_minor=LEAST_SHARE)
    bought = [OrderId((await stage.does(a_person(n), orders.buy_alone, deal)).subject) for n in range(1, 4)]
    assert [(await asked(stage, order)).amount_minor for order in bought] == [20, 19, 20]
    assert MOST_OFF > 1
    assert await stage.db.read(invariants.broken) == []


async def test_an_own_amount_is_found_when_another_way_is_chosen_and_books_what_it_takes_off(stage: Stage) -> None:
    other = await beside(stage, await a_community(stage))
    await own_amounts(stage, other)
    deal = await a_deal(stage, solo_minor=3990)
    bought = [OrderId((await stage.does(a_person(n), orders.buy_alone, deal)).subject) for n in (1, 2)]
    for n, order in enumerate(bought, start=1):
        await stage.does(a_person(n), payments.pay_otherwise, order, other)
    assert [(await asked(stage, order)).amount_minor for order in bought] == [3990, 3989]
    await stage.does(a_person(2), payments.pay_otherwise, bought[1], PayeeId(1))
    assert (await asked(stage, bought[1])).amount_minor == 3989, "it can only fall"
    assert [await stage.db.read(ledger.balance, order) for order in bought] == [3990, 3989]
    assert await stage.db.read(invariants.broken) == []


async def test_a_confirmation_taken_back_asks_the_same_amount_again(stage: Stage) -> None:
    await a_community(stage)
    await own_amounts(stage, PayeeId(1))
    deal = await a_deal(stage, solo_minor=3990)
    for n in (1, 2):
        await stage.does(a_person(n), orders.buy_alone, deal)
    order = (await stage.db.read(stored_orders.find_last, deal, a_person(2).id)) or pytest.fail("no order")
    said = (await stage.does(LEA, payments.confirm, order.id)).shown
    assert said is not None
    stage.clock.moves(seconds=timedelta(minutes=1).total_seconds())
    await stage.does(LEA, taking_back.take_back, deal, said.undo, said.undo)
    assert await stage.db.read(ledger.balance, order.id) == 3989
    assert await stage.db.read(invariants.broken) == []


async def test_own_amounts_are_for_standards_by_which_no_reference_travels(stage: Stage) -> None:
    community = await a_community(stage)
    payee = await a_payee(stage, community, iban=OTHER)
    with pytest.raises(ReferenceTravels):
        await stage.does(LEA, payees.set_own_amounts, payee, True)
    assert not (await stage.db.read(stored_payees.get, payee)).own_amounts
