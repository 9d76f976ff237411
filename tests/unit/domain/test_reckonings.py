"""Sums that contradict each other are refused; parts add up to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import currency
from bot.domain.reckonings import DoesNotFoot, Flows, Part, Reckoning, Sums

EUR = currency("EUR")
AMOUNTS = st.integers(-(10**9), 10**9)


@st.composite
def some_sums(draw: st.DrawFn) -> Sums:
    asked, paid, used, kept, back, claimed, owed = [draw(AMOUNTS) for _ in range(7)]
    waiting = asked - paid - used + kept + back - claimed + owed
    return Sums(
        asked=asked, paid=paid, by_credit=used, kept=kept, paid_back=back,
        claimed=claimed, waiting=waiting, owed_back=owed,
    )  # fmt: skip


@given(parts=st.lists(some_sums(), max_size=6))
def test_the_whole_is_the_sum_of_its_parts_and_foots(parts: list[Sums]) -> None:
    whole = Reckoning(unit=EUR, parts=tuple(Part(payee=None, sums=one) for one in parts)).whole
    assert whole.asked == sum(one.asked for one in parts)
    assert whole.owed_back == sum(one.owed_back for one in parts)
    assert whole.asked + whole.kept + whole.paid_back == (
        whole.paid + whole.by_credit + whole.claimed + whole.waiting - whole.owed_back
    )


@pytest.mark.parametrize("what", ["asked", "paid", "by_credit", "kept", "paid_back", "claimed", "waiting", "owed_back"])
def test_a_cent_that_is_nowhere_else_is_refused(what: str) -> None:
    with pytest.raises(DoesNotFoot):
        Sums(**{what: 1})


@pytest.mark.parametrize(
    "what", ["opening", "asked", "paid", "by_credit", "kept", "paid_back", "open", "owed_back"]
)  # fmt: skip
def test_a_month_doesnt_lose_a_cent_either(what: str) -> None:
    with pytest.raises(DoesNotFoot):
        Flows(**{what: 1})


def test_money_kept_as_credit_is_neither_open_nor_owed_back() -> None:
    late = Sums(paid=3990, kept=3990)
    assert (late.balance, late.owed_back) == (0, 0)
    spent = Sums(asked=2990, by_credit=2990)
    assert (late + spent).balance == 0
