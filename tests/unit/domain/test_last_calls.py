"""When a deal's last call comes, and when there is nothing to call."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import last_calls
from bot.domain.deals import DealState
from tests.unit.domain.things import NOW, a_deal

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EVENING = datetime(2026, 11, 27, 20, 0, tzinfo=BERLIN)


def is_called(
    before: timedelta, *, ran: timedelta = timedelta(days=1), closes: datetime = EVENING, **facts: object
) -> bool:
    deal = a_deal(opens_at=closes - ran, closes_at=closes, **facts)
    return last_calls.is_called(deal, closes - before, BERLIN)


@pytest.mark.parametrize(
    ("before", "called"),
    [
        (HOUR + MINUTE, False),
        (HOUR, True),
        (30 * MINUTE, True),
        (15 * MINUTE, True),
        (14 * MINUTE, False),
        (-HOUR, False),
    ],
)
def test_it_comes_within_the_last_hour_and_leaves_a_quarter_of_one(before: timedelta, called: bool) -> None:
    assert is_called(before) is called


@pytest.mark.parametrize(("ran", "called"), [(3 * HOUR, True), (3 * HOUR - MINUTE, False)])
def test_a_deal_that_runs_under_three_hours_needs_none(ran: timedelta, called: bool) -> None:
    assert is_called(HOUR, ran=ran) is called


@pytest.mark.parametrize("state", DealState)
def test_only_an_open_deal_has_one(state: DealState) -> None:
    assert is_called(HOUR, state=state) is (state is DealState.OPEN)


@pytest.mark.parametrize(
    ("hour", "minute", "called"),
    [(22, 59, True), (23, 0, False), (23, 59, False), (8, 30, False), (9, 59, False), (10, 0, True)],
)
def test_nobody_is_called_at_night_by_the_clocks_of_the_group(hour: int, minute: int, called: bool) -> None:
    """An hour before: at 22:00 the night begins, at 9:00 it is over."""
    assert is_called(HOUR, closes=datetime(2026, 11, 27, hour, minute, tzinfo=BERLIN)) is called


@pytest.mark.parametrize(
    ("stock", "missing", "says"),
    [(None, 0, False), (None, 1, True), (10, 0, True), (0, 0, False), (0, 2, True)],
)
def test_it_says_something_where_places_or_counted_units_are_left(stock: int | None, missing: int, says: bool) -> None:
    assert last_calls.says_something(a_deal(stock=stock), missing) is says


def test_the_moment_is_looked_at_and_not_the_day() -> None:
    assert not last_calls.is_called(a_deal(), NOW, BERLIN)
