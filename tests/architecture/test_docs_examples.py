"""What the docs show as an example is done here: code runs, what leaders type is read."""

import doctest
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.amounts import read_amount, write_amount
from bot.domain.deal_texts import read_deal
from bot.domain.durations import read_duration, write_duration
from bot.domain.errors import DomainError
from bot.domain.local_times import read_moment, write_moment
from bot.domain.money import currency
from bot.payqr.registry import parse_payee
from tests.architecture.pages import Page, quoted
from tests.architecture.sources import ROOT

LEADER = Page("docs/guide/leader.md")
EUR = currency("EUR")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 14, 20, tzinfo=UTC)  # a Tuesday, 15:20 in Berlin
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (ROOT / "docs").rglob("*.md")
    if "```pycon" in page.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", PAGES)
def test_the_worked_examples_of_a_page_come_out_as_it_says(name: str) -> None:
    blocks = Page(name).fences("pycon")
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, name, 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    assert result.attempted > len(blocks)
    assert result.failed == 0, "".join(said)


def test_both_algorithms_have_worked_examples() -> None:
    assert PAGES == ["docs/algorithms/last-place.md", "docs/algorithms/prices.md"]


@pytest.mark.parametrize("text", LEADER.fences("deal"), ids=lambda text: text.splitlines()[0])
def test_every_deal_that_the_leaders_guide_shows_is_read(text: str) -> None:
    terms = read_deal(text, now=NOW, zone=BERLIN, currency=EUR)
    assert terms.target == 3
    assert terms.team_price.minor == 2990


def test_the_first_deal_of_the_guide_says_every_line_in_both_languages() -> None:
    english, chinese = (
        read_deal(text, now=NOW, zone=BERLIN, currency=EUR)
        for text in LEADER.fences("deal")
        if "\nnote" in text or "备注" in text
    )
    for terms in (english, chinese):
        said = (terms.solo, terms.opens_at, terms.stock, terms.limit, terms.note)
        assert None not in said
        assert "" not in said
    assert (english.solo, english.closes_at, english.opens_at) == (chinese.solo, chinese.closes_at, chinese.opens_at)


@pytest.mark.parametrize("line", LEADER.fences("payee"))
def test_every_payee_that_the_leaders_guide_shows_is_taken(line: str) -> None:
    command, _, rest = line.strip().partition(" ")
    assert command == "/payee"
    assert rest.startswith(parse_payee(rest).standard)


def said_as(read: Any, write: Any, typed: str) -> str:
    """What a typed text is read as, or why it is refused, in the words of the guide."""
    try:
        return str(write(read(typed)))
    except DomainError as error:
        return f"refused: {type(error).__name__}"


@pytest.mark.parametrize(
    ("heading", "read", "write"),
    [
        ("Prices", lambda typed: read_amount(typed, EUR), write_amount),
        ("Moments", lambda typed: read_moment(typed, NOW, BERLIN), lambda moment: write_moment(moment, BERLIN)),
        ("Lengths of time", read_duration, write_duration),
    ],
)
def test_what_can_be_typed_is_read_as_the_guide_says(heading: str, read: Any, write: Any) -> None:
    rows = LEADER.rows(heading)
    assert len(rows) > 5
    wrong = [
        (typed, means, said)
        for cell, means in rows
        for typed in quoted(cell)
        if (said := said_as(read, write, typed)) != means
    ]
    assert wrong == []


def test_the_guides_moment_is_the_one_it_names() -> None:
    now = NOW.astimezone(BERLIN)
    assert f"{now:%A} {now.day} {now:%B %Y, %H:%M}" in re.sub(r"\s+", " ", LEADER.section("Moments"))
