"""Lines and orders: exact is paid, near waits for a word, and whatever a bank sends, nothing counts twice."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import DealId, OrderId
from bot.domain.money import Money, currency
from bot.domain.orders import OrderState
from bot.domain.statements.lines import BankLine, fingerprints
from bot.domain.statements.matching import Asked, AskedOrders, Found, Why, match, offered

EUR = currency("EUR")
START = 48_123_456
SPAN = range(START, START + 1_000)
NAMES = {1: "Ana Muster", 2: "Ben Müller", 3: "王小明", 4: "Dora"}


def asked(n: int, minor: int = 2990, state: OrderState = OrderState.DUE) -> Asked:
    """The n-th order."""
    return Asked(
        id=OrderId(n),
        deal_id=DealId(1),
        number=START + n,
        owed=Money(minor, EUR),
        buyer=NAMES.get(n, f"Buyer Number{n}"),
        state=state,
    )


def came(text: str = "", minor: int = 2990, *, name: str = "", code: str = "EUR", bank_id: str = "") -> BankLine:
    """A line of a statement."""
    return BankLine(
        booked_on=date(2026, 11, 24), amount=Money(minor, currency(code)), text=text, name=name, bank_id=bank_id
    )


def ref(n: int) -> str:
    """The n-th order's reference."""
    return f"KT{START + n}"


def judged(*lines: BankLine, orders: list[Asked] | None = None) -> list[tuple[Found, OrderId | None, Why | None]]:
    """What becomes of lines."""
    known = [asked(1), asked(2, 1500), asked(3, 1999), asked(4)] if orders is None else orders
    return [(each.found, each.order, each.why) for each in match(lines, AskedOrders(known, SPAN))]


def test_reference_and_exact_amount_are_paid() -> None:
    assert judged(came(f"thanks {ref(1)}"), came(ref(2), 1500)) == [(Found.PAID, 1, None), (Found.PAID, 2, None)]


def test_less_or_more_is_shown_and_not_paid() -> None:
    assert judged(came(ref(1), 2989), came(ref(1), 2991)) == [
        (Found.NEAR, 1, Why.UNDERPAID),
        (Found.NEAR, 1, Why.OVERPAID),
    ]


def test_the_second_of_two_transfers_for_one_order_is_shown() -> None:
    assert judged(came(ref(1)), came(ref(1))) == [(Found.PAID, 1, None), (Found.NEAR, 1, Why.PAID_TWICE)]


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.READY, OrderState.COLLECTED, OrderState.REFUND_DUE])
def test_an_order_that_is_paid_is_not_paid_again(state: OrderState) -> None:
    assert judged(came(ref(1)), orders=[asked(1, state=state)]) == [(Found.NEAR, 1, Why.PAID_TWICE)]


@pytest.mark.parametrize("state", [OrderState.LAPSED, OrderState.LEFT, OrderState.VOID])
def test_money_for_an_order_that_has_ended_is_late(state: OrderState) -> None:
    orders = [asked(1, state=state)]
    assert judged(came(ref(1)), orders=orders) == [(Found.LATE, 1, None)]
    assert judged(came(ref(1), 100), orders=orders) == [(Found.NEAR, 1, Why.ENDED)]


def test_two_references_in_one_line_wait_for_a_word() -> None:
    assert judged(came(f"{ref(1)} and {ref(4)}", 5980)) == [(Found.NEAR, None, Why.SEVERAL)]


def test_one_digit_off_waits_for_a_word() -> None:
    assert judged(came("KT48123556"), came("KT4812345"), orders=[asked(0), asked(1)]) == [
        (Found.NEAR, 0, Why.ONE_DIGIT),
        (Found.NEAR, None, Why.ONE_DIGIT),
    ]
    assert judged(came("48123556", 2990), came("48123556", 100), orders=[asked(0), asked(1)]) == [
        (Found.NEAR, 0, Why.ONE_DIGIT),
        (Found.UNKNOWN, None, None),
    ]


def test_without_a_reference_amount_and_name_say_who_it_may_be() -> None:
    assert judged(
        came("Orangen", 2990, name="MUSTER, ANA"),
        came("Orangen", 2990, name="Somebody Else"),
        came("Orangen", 700, name="Dr. Ben Mueller-Muller Ben"),
        came("橙子", 1999, name="王小明"),
        came("salary", 123456, name="Employer"),
    ) == [
        (Found.NEAR, None, Why.BOTH),
        (Found.NEAR, None, Why.AMOUNT),
        (Found.NEAR, None, Why.NAME),
        (Found.NEAR, None, Why.BOTH),
        (Found.UNKNOWN, None, None),
    ]


def test_an_amount_that_only_one_buyer_is_asked_names_the_order() -> None:
    own, other = replace(asked(1, 2987), has_own_amount=True), asked(2, 2990)
    assert judged(came("x", 2987), came("y", 2987), came("z", 2990), orders=[own, other]) == [
        (Found.PAID, 1, None),
        (Found.NEAR, 1, Why.PAID_TWICE),
        (Found.NEAR, None, Why.AMOUNT),
    ]
    twin = replace(asked(3, 2987), has_own_amount=True)  # of another payee
    assert judged(came("x", 2987), orders=[own, twin]) == [(Found.NEAR, None, Why.AMOUNT)]
    assert judged(came(ref(2), 2987), orders=[own, other]) == [(Found.NEAR, 2, Why.UNDERPAID)]


def test_one_common_word_is_no_name() -> None:
    assert judged(came("for Dora", 700, name="Dora Other")) == [(Found.UNKNOWN, None, None)]


def test_what_left_and_what_is_in_another_currency_is_left_alone() -> None:
    assert judged(came(ref(1), -2990), came(ref(1), 0), came(ref(1), 2990, code="USD")) == [
        (Found.OUTGOING, None, None),
        (Found.OUTGOING, None, None),
        (Found.FOREIGN, None, None),
    ]


def test_the_likeliest_orders_are_offered_first() -> None:
    orders = AskedOrders([asked(5), asked(4), asked(1), asked(6, state=OrderState.CLAIMED), asked(7), asked(8)], SPAN)
    assert [one.id for one in offered(came("x", 2990, name="Ana Muster"), orders)] == [1, 6, 5, 4, 7]
    assert [one.id for one in offered(came(ref(7), 100), orders)] == [7]


lines_of = st.lists(
    st.builds(
        came,
        st.sampled_from([ref(n) for n in range(1, 6)] + [f"{ref(1)} {ref(2)}", "", "KT4812346", "x 48123458 y"]),
        st.sampled_from([2990, 1500, -2990, 1, 1999]),
        name=st.sampled_from(["", "Ana Muster", "王小明", "=1+1", "\u202eevil"]),
        bank_id=st.sampled_from(["", "A", "B"]),
    ),
    max_size=30,
)
orders_of = st.lists(
    st.builds(asked, st.integers(1, 6), st.sampled_from([2990, 1500, 1999]), st.sampled_from(OrderState)),
    max_size=6,
    unique_by=lambda order: order.id,
)


@given(lines=lines_of, orders=orders_of)
def test_no_order_is_paid_by_two_lines_and_only_exactly(lines: list[BankLine], orders: list[Asked]) -> None:
    found = match(lines, AskedOrders(orders, SPAN))
    by_id = {order.id: order for order in orders}
    paid = [each for each in found if each.found is Found.PAID]
    assert len({each.order for each in paid}) == len(paid)
    for each in paid:
        assert each.order is not None
        order = by_id[each.order]
        assert each.line.amount == order.owed
        assert order.is_open
        assert str(order.number) in each.line.text


@given(lines=lines_of, orders=orders_of)
def test_every_line_is_something_and_sums_foot(lines: list[BankLine], orders: list[Asked]) -> None:
    found = match(lines, AskedOrders(orders, SPAN))
    assert [each.line for each in found] == lines
    sums = Counter[Found]()
    for each in found:
        sums[each.found] += each.line.amount.minor
    assert sums.total() == sum(line.amount.minor for line in lines)


@given(lines=lines_of)
def test_a_line_is_known_again_and_equal_lines_are_counted(lines: list[BankLine]) -> None:
    first = fingerprints(lines)
    assert fingerprints(lines) == first
    assert len(set(first)) == len(lines)
    assert set(fingerprints(lines[: len(lines) // 2])) <= set(first)
    assert set(fingerprints(list(reversed(lines)))) == set(first)
