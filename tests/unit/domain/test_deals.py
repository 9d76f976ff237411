from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import deals
from bot.domain.deals import (
    BadQuantity,
    Deal,
    DealHeld,
    DealIsPaused,
    DealNotOpen,
    DealOver,
    DealState,
    Halt,
    NotLater,
    OverLimit,
    SoldOut,
    TooLateToUndo,
)
from bot.domain.errors import DomainError
from bot.domain.ids import Kind, number_of
from tests.unit.domain.things import NOW, a_deal

S = DealState
MOVES = {
    (S.SCHEDULED, S.OPEN), (S.SCHEDULED, S.CLOSED), (S.SCHEDULED, S.CANCELLED), (S.OPEN, S.CLOSED),
    (S.OPEN, S.CANCELLED), (S.CLOSED, S.SETTLED), (S.CLOSED, S.CANCELLED),
    (S.CLOSED, S.OPEN), (S.CLOSED, S.SCHEDULED), (S.SETTLED, S.OPEN),
}  # fmt: skip
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize("to", S)
@pytest.mark.parametrize("state", S)
def test_a_deal_makes_the_moves_of_its_table_and_no_other(state: S, to: S) -> None:
    deal = a_deal(state=state)
    if (state, to) in MOVES:
        assert deals.move(deal, to) == a_deal(state=to, version=deal.version + 1)
        return
    with pytest.raises(DealOver) as refusal:
        deals.move(deal, to)
    assert refusal.value.facts == {"deal": deal.code, "state": state}


@pytest.mark.parametrize("state", S)
def test_only_an_open_deal_takes_orders(state: S) -> None:
    deal = a_deal(state=state)
    if state is S.OPEN:
        assert refusal_of(lambda: deals.takes_orders(deal, NOW)) is None
        return
    with pytest.raises(DealNotOpen) as refusal:
        deals.takes_orders(deal, NOW)
    assert refusal.value.facts == {"deal": deal.code, "state": state, "opens_at": deal.opens_at}


@pytest.mark.parametrize(
    ("halted", "halt", "refusal"),
    [
        ({}, None, None),
        ({"is_paused": True}, Halt.PAUSED, DealIsPaused),
        ({"held": True}, Halt.HELD, DealHeld),
        ({"held": True, "is_paused": True}, Halt.HELD, DealHeld),
    ],
)
def test_a_deal_that_is_held_or_paused_takes_no_orders(
    halted: dict[str, bool], halt: Halt | None, refusal: type[DomainError] | None
) -> None:
    deal = a_deal(**halted)
    assert deal.halt is halt
    assert type(refusal_of(lambda: deals.takes_orders(deal, NOW))) is (refusal or type(None))


@pytest.mark.parametrize(
    ("now", "taken"),
    [
        (a_deal().opens_at - INSTANT, False), (a_deal().opens_at, True),
        (a_deal().closes_at - INSTANT, True), (a_deal().closes_at, False),
    ],
)  # fmt: skip
def test_orders_are_taken_from_the_opening_up_to_the_close(now: datetime, taken: bool) -> None:
    assert (refusal_of(lambda: deals.takes_orders(a_deal(), now)) is None) is taken


def test_nothing_of_a_cancelled_deal_is_given_to_anybody() -> None:
    refused = [state for state in S if refusal_of(lambda s=state: deals.is_not_cancelled(a_deal(state=s))) is not None]
    assert refused == [S.CANCELLED]


@given(
    stock=st.none() | st.integers(0, 50), taken=st.integers(0, 60), aside=st.integers(0, 60), units=st.integers(-9, 60)
)
def test_there_is_room_for_exactly_what_is_free(stock: int | None, taken: int, aside: int, units: int) -> None:
    deal = a_deal(stock=stock, taken=taken, set_aside=aside)
    refused = refusal_of(lambda: deals.has_room(deal, units))
    if stock is None:
        assert (deal.left, refused) == (None, None)
        return
    assert deal.left == stock - taken - aside
    if units <= stock - taken - aside:
        assert refused is None
    else:
        assert isinstance(refused, SoldOut)
        assert refused.facts == {"left": max(stock - taken - aside, 0)}


@pytest.mark.parametrize(
    ("limit", "quantity", "refused"),
    [
        (None, 1, None), (None, 999, None), (None, 1000, OverLimit), (5000, 1000, OverLimit),
        (2, 1, None), (2, 2, None), (2, 3, OverLimit), (1, 2, OverLimit),
        (None, 0, BadQuantity), (2, 0, BadQuantity), (2, -1, BadQuantity),
    ],
)  # fmt: skip
def test_one_buyer_takes_from_one_up_to_the_limit(limit: int | None, quantity: int, refused: type | None) -> None:
    said = refusal_of(lambda: deals.within_limit(a_deal(limit=limit), quantity))
    assert (None if said is None else type(said)) is refused


@pytest.mark.parametrize("state", S)
def test_only_a_deal_that_has_not_closed_is_extended(state: S) -> None:
    later = a_deal().closes_at + timedelta(hours=1)
    deal = a_deal(state=state)
    if state in (S.SCHEDULED, S.OPEN):
        assert deals.extended(deal, later, NOW) == a_deal(state=state, closes_at=later, version=deal.version + 1)
        return
    with pytest.raises(DealOver):
        deals.extended(deal, later, NOW)


MINUTE = timedelta(minutes=1)
MOMENTS = st.integers(-3 * 86_400, 3 * 86_400).map(lambda s: NOW + timedelta(seconds=s))


@given(opens_at=MOMENTS, lasts=st.integers(1, 86_400), closed_at=MOMENTS, after=st.integers(0, 600))
def test_an_early_close_that_is_undone_in_time_leaves_the_deal_as_it_was(
    opens_at: datetime, lasts: int, closed_at: datetime, after: int
) -> None:
    closes_at = opens_at + timedelta(seconds=lasts)
    before = a_deal(
        opens_at=opens_at, closes_at=closes_at, state=S.SCHEDULED if closed_at < opens_at else S.OPEN, version=1
    )
    closed = deals.closed(before, closed_at, early=True)
    now = closed_at + timedelta(seconds=after)
    assert closed.ends_at is not None
    assert closed.ends_at <= max(closed_at, closes_at)
    assert deals.can_undo_close(closed, now) is (after < 300 and now < closes_at)
    if deals.can_undo_close(closed, now):
        assert deals.close_undone(closed, now) == replace(before, version=3)
    else:
        with pytest.raises(TooLateToUndo):
            deals.close_undone(closed, now)


def test_what_is_open_ends_five_minutes_after_an_early_close_and_at_once_at_its_time() -> None:
    assert a_closed_deal(at=NOW).ends_at == NOW + 5 * MINUTE
    closes_at = a_deal().closes_at
    assert a_closed_deal(at=closes_at - 2 * MINUTE).ends_at == closes_at, "it would have closed by then"
    late = deals.closed(a_deal(), closes_at + MINUTE, early=False)
    assert (late.closed_at, late.ends_at) == (closes_at, closes_at + MINUTE)


def test_no_close_is_undone_but_an_early_one_that_nothing_has_followed() -> None:
    closed = a_closed_deal(at=NOW)
    by_time = deals.closed(a_deal(), a_deal().closes_at, early=False)
    for deal, now in ((by_time, a_deal().closes_at), (deals.ended(closed), NOW + MINUTE), (closed, NOW + 5 * MINUTE)):
        assert isinstance(refusal_of(lambda d=deal, n=now: deals.close_undone(d, n)), TooLateToUndo)
    called_off = deals.cancelled(closed, NOW + MINUTE)
    assert called_off.ends_at == NOW + MINUTE
    assert isinstance(refusal_of(lambda: deals.close_undone(called_off, NOW + MINUTE)), DealOver)


def test_with_nothing_left_to_end_a_closed_deal_is_settled_and_a_cancelled_one_stays_so() -> None:
    closed = a_closed_deal(at=NOW)
    assert deals.ended(closed) == replace(closed, state=S.SETTLED, ends_at=None, version=closed.version + 1)
    called_off = deals.cancelled(a_deal(), NOW)
    assert deals.ended(called_off) == replace(called_off, ends_at=None, version=called_off.version + 1)


def a_closed_deal(at: datetime) -> Deal:
    """A deal that its leader closed early."""
    return deals.closed(a_deal(), at, early=True)


@pytest.mark.parametrize(
    ("closes_at", "now"),
    [
        (a_deal().closes_at, NOW),
        (a_deal().closes_at - INSTANT, NOW),
        (a_deal().closes_at + INSTANT, a_deal().closes_at + INSTANT),
    ],
)
def test_a_close_moves_forward_only_and_never_into_the_past(closes_at: datetime, now: datetime) -> None:
    with pytest.raises(NotLater) as refusal:
        deals.extended(a_deal(), closes_at, now)
    assert refusal.value.facts == {"closes_at": a_deal().closes_at}


def test_prices_are_money_in_the_deals_currency() -> None:
    deal = a_deal()
    assert (deal.team_price.minor, deal.team_price.currency.code) == (2990, "EUR")
    assert deal.solo_price is not None
    assert deal.solo_price.minor == 3990
    assert a_deal(solo_minor=None).solo_price is None
    assert number_of(Kind.DEAL, deal.code) == deal.id


def refusal_of(rule: object) -> DomainError | None:
    """What a rule says no with."""
    try:
        rule()  # type: ignore[operator]
    except DomainError as error:
        return error
    return None
