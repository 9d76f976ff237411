"""Buttons beside a text: the last word counts, line by line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deal_terms import DealTerms, LimitAboveStock, StockBelowTeam
from bot.domain.deal_texts import DealUnreadable, MissingTitle, read_deal
from bot.domain.deal_words import Keyword
from bot.domain.deals import PayMoment
from bot.domain.money import currency
from bot.domain.toggles import Toggles, read_toggles, still_said, write_toggles

NOW = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
TEXT = "/deal Oranges\nalone 39.90\nteam 3 29.90\nuntil +2d\nstock 60\npay close"


def read(text: str, toggles: Toggles) -> DealTerms:
    """The terms of a text with toggles."""
    return read_deal(text, now=NOW, zone=ZoneInfo("Europe/Berlin"), currency=currency("EUR"), toggles=toggles)


_TOGGLES = st.dictionaries(
    st.sampled_from([Keyword.STOCK, Keyword.LIMIT, Keyword.PAY, Keyword.DUE]), st.just(""), max_size=4
).flatmap(
    lambda keys: st.fixed_dictionaries(
        {
            key: {
                Keyword.STOCK: st.just("") | st.integers(100, 10**6).map(str),
                Keyword.LIMIT: st.just("") | st.integers(1, 60).map(str),
                Keyword.PAY: st.sampled_from(PayMoment).map(str),
                Keyword.DUE: st.integers(15, 40_000).map("{}m".format),
            }[key]
            for key in keys
        }
    )
)


@given(_TOGGLES)
def test_toggles_are_stored_and_read_back(toggles: dict[Keyword, str]) -> None:
    assert read_toggles(write_toggles(toggles)) == toggles


@given(_TOGGLES)
def test_the_terms_are_the_text_s_but_for_what_buttons_said(toggles: dict[Keyword, str]) -> None:
    plain = read(TEXT, {})
    said = read(TEXT, toggles)
    stock, limit = toggles.get(Keyword.STOCK, "60"), toggles.get(Keyword.LIMIT, "")
    due = toggles.get(Keyword.DUE)
    assert said == replace(
        plain,
        stock=int(stock) if stock else None,
        limit=int(limit) if limit else None,
        pay=PayMoment(toggles.get(Keyword.PAY, "close")),
        due_for=timedelta(minutes=int(due[:-1])) if due else plain.due_for,
    )


@given(_TOGGLES)
def test_an_edit_of_another_line_keeps_every_toggle(toggles: dict[Keyword, str]) -> None:
    assert still_said(toggles, TEXT, TEXT.replace("Oranges", "Blood oranges")) == toggles
    assert still_said(toggles, TEXT, TEXT) == toggles


@pytest.mark.parametrize(
    ("edited", "gone"),
    [
        (TEXT.replace("stock 60", "stock 70"), Keyword.STOCK),
        (TEXT.replace("\nstock 60", ""), Keyword.STOCK),
        (TEXT + "\nlimit 2", Keyword.LIMIT),
        (TEXT.replace("pay close", "pay pickup"), Keyword.PAY),
    ],
)
def test_an_edit_wins_for_the_line_it_changes(edited: str, gone: Keyword) -> None:
    toggles = {Keyword.STOCK: "50", Keyword.LIMIT: "1", Keyword.PAY: "first"}
    assert still_said(toggles, TEXT, edited) == {key: value for key, value in toggles.items() if key is not gone}


def test_a_title_that_begins_like_a_line_is_no_line() -> None:
    text = "/deal Stock cubes\nteam 3 29.90\nuntil +2d"
    assert read(text, {Keyword.STOCK: "60"}).title == "Stock cubes"
    assert still_said({Keyword.STOCK: "60"}, text, text.replace("cubes", "pots")) == {Keyword.STOCK: "60"}


def test_a_toggle_that_does_not_fit_any_more_is_a_fault_of_line_0_with_a_line_that_would_do() -> None:
    with pytest.raises(DealUnreadable) as refused:
        read(TEXT.replace("team 3", "team 100"), {Keyword.STOCK: "60"})
    (fault,) = refused.value.faults
    assert (fault.line, fault.text, type(fault.error), fault.example) == (0, "stock 60", StockBelowTeam, "stock 100")
    with pytest.raises(DealUnreadable) as refused:
        read(TEXT, {Keyword.LIMIT: "61"})
    (fault,) = refused.value.faults
    assert (fault.line, fault.text, type(fault.error), fault.example) == (0, "limit 61", LimitAboveStock, "limit 60")


def test_a_missing_title_is_told_beside_toggles() -> None:
    with pytest.raises(DealUnreadable) as refused:
        read("/deal\nteam 3 29.90\nuntil +2d", {Keyword.STOCK: "60"})
    assert [type(fault.error) for fault in refused.value.faults] == [MissingTitle]
