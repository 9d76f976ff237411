"""Amounts that tell buyers apart."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.own_amounts import LEAST_SHARE, MOST_OFF, off

PRICES = st.integers(1, 10**9)


def test_the_first_buyer_pays_the_price_and_each_other_a_cent_less() -> None:
    taken: set[int] = set()
    amounts = []
    for _ in range(4):
        amounts.append(2990 - (off(2990, taken) or 0))
        taken.add(amounts[-1])
    assert amounts == [2990, 2989, 2988, 2987]


def test_an_amount_that_is_free_again_is_taken_first() -> None:
    assert off(2990, {2990, 2988}) == 1


def test_a_small_price_has_few_amounts_and_then_none() -> None:
    assert off(60, {60, 59}) == 2
    assert off(60, {60, 59, 58}) == 3
    assert off(60, {60, 59, 58, 57}) is None
    assert off(19, {19}) is None


@given(PRICES, st.sets(st.integers(1, 10**9), max_size=50))
def test_what_is_taken_off_is_little_and_the_amount_is_nobody_elses(price: int, taken: set[int]) -> None:
    less = off(price, taken)
    if less is not None:
        assert 0 <= less <= min(MOST_OFF, price // LEAST_SHARE)
        assert price - less > 0
        assert price - less not in taken


@given(st.integers(2000, 10**9))
def test_a_hundred_buyers_of_one_price_all_differ(price: int) -> None:
    taken: set[int] = set()
    for _ in range(MOST_OFF + 1):
        less = off(price, taken)
        assert less is not None
        taken.add(price - less)
    assert len(taken) == MOST_OFF + 1
    assert off(price, taken) is None
