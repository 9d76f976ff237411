from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import deals, outages
from bot.domain.deals import DealOver, DealState
from bot.domain.ids import DealId, LateCloseId, OutageId
from bot.domain.outages import LateClose, LateState, ReopeningDecided, TooLateToReopen
from tests.unit.domain.things import NOW, a_deal

MINUTE = timedelta(minutes=1)


def a_late_close(state: LateState = LateState.ASKED) -> LateClose:
    """A question that was asked now."""
    return LateClose(id=LateCloseId(1), outage_id=OutageId(1), deal_id=DealId(7), state=state, asked_at=NOW)


@given(st.integers(-600, 3600))
def test_more_than_five_minutes_without_a_note_are_an_outage(seconds: int) -> None:
    assert outages.is_outage(NOW, NOW + timedelta(seconds=seconds)) is (seconds > 300)


def test_a_leader_has_a_day_to_say_so_once() -> None:
    day = timedelta(days=1)
    outages.can_reopen(a_late_close(), NOW + day - MINUTE)
    with pytest.raises(TooLateToReopen):
        outages.can_reopen(a_late_close(), NOW + day)
    for state in (LateState.REOPENED, LateState.LEFT):
        with pytest.raises(ReopeningDecided) as refusal:
            outages.can_reopen(a_late_close(state), NOW)
        assert refusal.value.facts == {"state": state}


@pytest.mark.parametrize("state", DealState)
def test_only_a_closed_or_settled_deal_is_opened_again(state: DealState) -> None:
    deal = a_deal(state=state, closed_at=NOW, ends_at=NOW)
    if state in (DealState.CLOSED, DealState.SETTLED):
        assert deals.reopened(deal, NOW + 30 * MINUTE) == a_deal(
            state=DealState.OPEN, closes_at=NOW + 30 * MINUTE, version=deal.version + 1
        )
        return
    with pytest.raises(DealOver):
        deals.reopened(deal, NOW + 30 * MINUTE)
