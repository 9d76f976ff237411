from datetime import UTC, datetime

import pytest

from bot.domain import orders
from bot.domain.deals import PayMoment
from bot.domain.ids import Kind, number_of
from bot.domain.orders import LIVE, ORDER_MOVES, OWING, OrderSettled, OrderState, Rest, RestSettled
from tests.unit.domain.things import a_deal, an_order

S = OrderState
UNTIL = datetime(2026, 3, 2, 20, tzinfo=UTC)
#: Written down once more, on purpose: from → to.
MOVES = {
    "placed": "due left void",
    "due": "claimed paid left void lapsed refund_due",
    "claimed": "paid due refund_due void",
    "paid": "ready refund_due void claimed due",
    "ready": "collected refund_due",
    "collected": "refund_due",
    "left": "refund_due paid",
    "void": "refund_due paid",
    "lapsed": "refund_due paid",
    "refund_due": "refunded",
    "refunded": "refund_due",
}


@pytest.mark.parametrize("to", S)
@pytest.mark.parametrize("state", S)
def test_an_order_makes_the_moves_of_its_table_and_no_other(state: S, to: S) -> None:
    order = an_order(state=state)
    if to.value in MOVES[state].split():
        assert orders.move(order, to) == an_order(state=to)
        return
    with pytest.raises(OrderSettled) as refusal:
        orders.move(order, to)
    assert refusal.value.facts == {"order": order.code, "state": state}


@pytest.mark.parametrize("state", S)
def test_an_order_is_asked_for_with_a_time_and_a_reference_when_it_was_placed(state: S) -> None:
    order = an_order(state=state)
    if state is not S.PLACED:
        with pytest.raises(OrderSettled):
            orders.due(order, UNTIL, "GB10000041")
        return
    assert orders.due(order, UNTIL, "GB10000041") == an_order(state=S.DUE, due_until=UNTIL, reference="GB10000041")


def test_every_state_can_be_reached_and_more_money_goes_back_even_from_the_last() -> None:
    assert set(ORDER_MOVES) == set(S)
    assert {to for found in ORDER_MOVES.values() for to in found} | {S.PLACED} == set(S)
    assert ORDER_MOVES[S.REFUNDED] == {S.REFUND_DUE}
    assert all(ORDER_MOVES.values())


@pytest.mark.parametrize("to", S)
def test_what_is_missing_is_missing_as_long_as_it_is_asked_for(to: S) -> None:
    for state in (S.DUE, S.CLAIMED):
        if to in ORDER_MOVES[state]:
            after = orders.move(an_order(state=state, rest=Rest.SHORT), to)
            assert after.rest is (Rest.SHORT if to in OWING else Rest.EVEN)


def test_money_is_settled_once() -> None:
    orders.has_rest(an_order(rest=Rest.OVER), Rest.OVER)
    with pytest.raises(RestSettled):
        orders.has_rest(an_order(rest=Rest.BACK), Rest.OVER)


def test_nothing_that_was_paid_leaves_but_by_a_refund_or_for_credit() -> None:
    assert ORDER_MOVES[S.PAID] - LIVE == {S.REFUND_DUE, S.VOID}
    assert ORDER_MOVES[S.READY] - LIVE == ORDER_MOVES[S.COLLECTED] - LIVE == {S.REFUND_DUE}


@pytest.mark.parametrize("state", S)
def test_units_are_held_by_live_orders_only(state: S) -> None:
    assert an_order(state=state).is_live is (state in {S.PLACED, S.DUE, S.CLAIMED, S.PAID, S.READY, S.COLLECTED})


@pytest.mark.parametrize("state", S)
def test_a_buyer_leaves_before_paying_only(state: S) -> None:
    if state in (S.PLACED, S.DUE):
        orders.can_leave(an_order(state=state))
        return
    with pytest.raises(OrderSettled):
        orders.can_leave(an_order(state=state))


@pytest.mark.parametrize("state", S)
def test_the_quantity_is_open_until_the_order_is_due(state: S) -> None:
    if state is S.PLACED:
        orders.can_change_quantity(an_order(state=state))
        return
    with pytest.raises(OrderSettled):
        orders.can_change_quantity(an_order(state=state))


@pytest.mark.parametrize(("pay", "counts"), [("close", True), ("pickup", True), ("first", False)])
def test_who_pays_first_counts_by_paying(pay: str, counts: bool) -> None:
    assert orders.counts_at_once(a_deal(pay=PayMoment(pay))) is counts


def test_an_order_costs_its_units() -> None:
    order = an_order(quantity=3)
    assert order.amount_minor == 8970
    assert number_of(Kind.ORDER, order.code) == order.id
