"""What looks like a slip: each rule at its edge, and that there is none where nothing is odd."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deal_terms import DealTerms
from bot.domain.money import Money, currency
from bot.domain.slips import LastPrices, Slip, slips

EUR = currency("EUR")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)


def eur(minor: int) -> Money:
    """So many cents."""
    return Money(minor, EUR)


def last(team: int, solo: int | None = None) -> LastPrices:
    """What was asked the last time."""
    return LastPrices(team_price=eur(team), solo=None if solo is None else eur(solo))


def terms(**changes: Any) -> DealTerms:
    """Oranges until Sunday, 20:00 in Berlin, with nothing odd about them."""
    made = DealTerms(
        title="Oranges", solo=eur(3990), team_price=eur(2990), target=3, closes_at=NOW + timedelta(days=2, hours=8)
    )
    return replace(made, **changes)


def at(hour: int, minute: int = 0) -> datetime:
    """This time on Sunday's clocks in Berlin."""
    return datetime(2026, 11, 29, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def test_nothing_odd_is_no_slip() -> None:
    assert slips(terms(), NOW, BERLIN, last(2990, 3990)) == ()


@pytest.mark.parametrize(
    ("changes", "before", "found"),
    [
        ({"team_price": eur(1995)}, None, ()),
        ({"team_price": eur(1994)}, None, (Slip.TEAM_PRICE_LOW,)),
        ({"team_price": eur(1), "solo": None}, None, ()),
        ({"closes_at": at(23, 59)}, None, ()),
        ({"closes_at": at(0)}, None, (Slip.CLOSES_AT_NIGHT,)),
        ({"closes_at": at(3)}, None, (Slip.CLOSES_AT_NIGHT,)),
        ({"closes_at": at(5, 59)}, None, (Slip.CLOSES_AT_NIGHT,)),
        ({"closes_at": at(6)}, None, ()),
        ({"closes_at": NOW + timedelta(minutes=30)}, None, (Slip.CLOSES_SOON,)),
        ({"closes_at": NOW + timedelta(minutes=31)}, None, ()),
        (
            {"opens_at": NOW + timedelta(hours=5), "closes_at": NOW + timedelta(hours=5, minutes=30)},
            None,
            (Slip.CLOSES_SOON,),
        ),
        ({"opens_at": NOW - timedelta(hours=5), "closes_at": NOW + timedelta(minutes=31)}, None, ()),
        ({"closes_at": NOW + timedelta(days=60)}, None, ()),
        ({"closes_at": NOW + timedelta(days=60, minutes=1)}, None, (Slip.CLOSES_LATE,)),
        ({}, last(299), (Slip.PRICE_UNLIKE_LAST,)),
        ({}, last(300), ()),
        ({}, last(29_900), (Slip.PRICE_UNLIKE_LAST,)),
        ({}, last(29_899), ()),
        ({}, last(2990, 39_900), (Slip.PRICE_UNLIKE_LAST,)),
        ({}, last(2990, 39_899), ()),
        ({"solo": None}, last(2990, 39_900), ()),
        ({}, LastPrices(team_price=Money(299, currency("USD")), solo=None), ()),
    ],
)
def test_each_rule_at_its_edge(changes: dict[str, Any], before: LastPrices | None, found: tuple[Slip, ...]) -> None:
    assert slips(terms(**changes), NOW, BERLIN, before) == found


def test_the_night_is_the_community_s() -> None:
    close = at(21)
    assert slips(terms(closes_at=close), NOW, BERLIN) == ()
    assert slips(terms(closes_at=close), NOW, ZoneInfo("Asia/Shanghai")) == (Slip.CLOSES_AT_NIGHT,)


def test_several_are_told_at_once_in_the_order_of_the_lines() -> None:
    odd = terms(team_price=eur(100), closes_at=at(3))
    assert slips(odd, NOW, BERLIN, last(2990)) == (Slip.TEAM_PRICE_LOW, Slip.PRICE_UNLIKE_LAST, Slip.CLOSES_AT_NIGHT)


_PRICES = st.integers(1, 10**9)


@given(_PRICES, _PRICES)
def test_a_price_is_unlike_the_last_both_ways(asked: int, before: int) -> None:
    def is_odd(now: int, then: int) -> bool:
        return Slip.PRICE_UNLIKE_LAST in slips(terms(solo=None, team_price=eur(now)), NOW, BERLIN, last(then))

    assert is_odd(asked, before) == is_odd(before, asked)
    assert is_odd(asked, asked * 10)
    assert not is_odd(asked, asked)


@given(st.integers(1, 70 * 24 * 60), st.integers(0, 70 * 24 * 60))
def test_a_close_is_never_both_too_soon_and_too_late(closes_in: int, opens_in: int) -> None:
    window = terms(closes_at=NOW + timedelta(minutes=closes_in), opens_at=NOW + timedelta(minutes=opens_in))
    found = set(slips(replace(window, opens_at=None), NOW, BERLIN))
    assert not {Slip.CLOSES_SOON, Slip.CLOSES_LATE} <= found
    assert (Slip.CLOSES_LATE in slips(window, NOW, BERLIN)) == (Slip.CLOSES_LATE in found)
