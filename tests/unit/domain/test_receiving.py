"""What a sum that came makes of an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.orders import LIVE, ORDER_MOVES, OWING, OrderSettled, OrderState, Rest
from bot.domain.receiving import Came, becomes
from tests.unit.domain.things import an_order

S = OrderState
SUMS = st.integers(min_value=1, max_value=10**9)


@pytest.mark.parametrize("state", sorted(OWING))
@pytest.mark.parametrize(
    ("came", "wanted"),
    [
        (1, (Came.SHORT, None, Rest.SHORT)),
        (2989, (Came.SHORT, None, Rest.SHORT)),
        (2990, (Came.EXACT, S.PAID, Rest.EVEN)),
        (2991, (Came.OVER, S.PAID, Rest.OVER)),
    ],
)
def test_what_is_asked_for_is_paid_by_just_that_or_more(
    state: S, came: int, wanted: tuple[Came, S | None, Rest]
) -> None:
    what, to, rest = wanted
    assert becomes(an_order(state=state), 2990, came) == (what, to or state, rest)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (S.PAID, (Came.OVER, S.PAID, Rest.OVER)),
        (S.READY, (Came.OVER, S.READY, Rest.OVER)),
        (S.COLLECTED, (Came.OVER, S.COLLECTED, Rest.OVER)),
        (S.LEFT, (Came.LATE, S.LEFT, Rest.EVEN)),
        (S.VOID, (Came.LATE, S.VOID, Rest.EVEN)),
        (S.LAPSED, (Came.LATE, S.LAPSED, Rest.EVEN)),
        (S.REFUND_DUE, (Came.BACK, S.REFUND_DUE, Rest.EVEN)),
        (S.REFUNDED, (Came.BACK, S.REFUND_DUE, Rest.EVEN)),
    ],
)
def test_money_for_an_order_that_asks_for_none_is_never_dropped(state: S, wanted: tuple[Came, S, Rest]) -> None:
    assert becomes(an_order(state=state), 0, 500) == wanted


def test_money_for_what_was_never_asked_for_is_refused() -> None:
    with pytest.raises(OrderSettled):
        becomes(an_order(state=S.PLACED), 0, 500)


@pytest.mark.parametrize("nothing", [0, -1])
def test_nothing_is_no_sum(nothing: int) -> None:
    with pytest.raises(ValueError, match=str(nothing)):
        becomes(an_order(state=S.DUE), 2990, nothing)


@given(state=st.sampled_from(sorted(set(S) - {S.PLACED})), owed=SUMS, came=SUMS)
def test_a_sum_makes_only_moves_of_the_table_and_rests_that_fit(state: S, owed: int, came: int) -> None:
    what, to, rest = becomes(an_order(state=state), owed, came)
    assert to is state or to in ORDER_MOVES[state]
    assert (rest is Rest.SHORT) == (what is Came.SHORT)
    assert (rest is Rest.OVER) == (what is Came.OVER)
    assert (to in LIVE) == (state in LIVE)
