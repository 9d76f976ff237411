"""Once more: the same offer, about as long as before, until the same weekday or time of day, always ahead."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deal_texts import read_deal, write_deal
from bot.domain.repeats import closes_again, terms_again
from bot.domain.wall_times import wall_at
from tests.unit.domain.things import a_deal

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """An instant by Berlin's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("opened", "closed", "now", "again"),
    [
        ("2026-11-27 12:00", "2026-11-29 21:00", "2026-12-04 12:00", "2026-12-06 21:00"),  # Friday to Sunday
        ("2026-11-27 12:00", "2026-11-29 21:00", "2026-12-02 15:00", "2026-12-06 21:00"),  # from a Wednesday
        ("2026-11-27 12:00", "2026-11-29 21:00", "2026-11-29 22:00", "2026-12-06 21:00"),  # an hour after its close
        ("2026-11-27 12:00", "2026-11-29 21:00", "2026-12-06 20:00", "2026-12-06 21:00"),
        ("2026-11-27 09:00", "2026-11-27 21:00", "2026-12-01 09:30", "2026-12-01 21:00"),  # a deal of one day
        ("2026-11-27 09:00", "2026-11-27 21:00", "2026-12-01 22:00", "2026-12-02 21:00"),
        ("2026-11-16 12:00", "2026-11-29 21:00", "2026-11-30 12:00", "2026-12-13 21:00"),  # of two weeks
        ("2026-10-16 12:00", "2026-10-18 02:30", "2026-10-23 12:00", "2026-10-25 02:30"),  # a time that comes twice
        ("2026-03-20 12:00", "2026-03-22 02:30", "2026-03-27 12:00", "2026-03-29 03:00"),  # one that never comes
    ],
)
def test_the_close_comes_at_the_same_weekday_or_time(opened: str, closed: str, now: str, again: str) -> None:
    deal = a_deal(opens_at=at(opened), closes_at=at(closed))
    assert closes_again(deal, at(now), BERLIN) == at(again)


@given(st.integers(1, 60 * 24 * 60), st.integers(0, 400 * 86_400), st.sampled_from(["Asia/Bangkok", "Asia/Shanghai"]))
def test_the_close_is_ahead_at_the_same_time_and_near_the_same_length(minutes: int, later: int, zone_name: str) -> None:
    zone, span = ZoneInfo(zone_name), timedelta(minutes=minutes)
    deal = a_deal(opens_at=at("2026-11-27 12:00"), closes_at=at("2026-11-27 12:00") + span)
    now = deal.closes_at + timedelta(seconds=later)
    close = closes_again(deal, now, zone)
    before, after = wall_at(deal.closes_at, zone), wall_at(close, zone)
    every = timedelta(days=1) if span < timedelta(days=1) else timedelta(days=7)
    assert now < close <= now + span + every
    assert close - every <= now or close - (now + span) <= every / 2
    assert after.time() == before.time()
    assert every < timedelta(days=7) or after.weekday() == before.weekday()


def test_the_offer_is_the_same_and_reads_back() -> None:
    deal = a_deal(note="First grade", stock=60, limit=2, taken=12)
    now = at("2026-12-04 12:00")
    terms = terms_again(deal, now, BERLIN)
    assert (terms.title, terms.target, terms.stock, terms.limit, terms.note) == (deal.title, 3, 60, 2, "First grade")
    assert (terms.team_price, terms.solo, terms.opens_at) == (deal.team_price, deal.solo_price, None)
    assert read_deal(write_deal(terms, BERLIN), now=now, zone=BERLIN, currency=deal.currency) == terms
