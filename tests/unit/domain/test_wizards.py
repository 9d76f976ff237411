"""The wizard's rules: what each answer makes of a deal, what is asked next, and that it reads like any other deal."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import wizards
from bot.domain.amounts import write_amount
from bot.domain.deal_terms import NoteTooLong, PastDeadline, StockBelowTeam, TargetOutOfBounds, TeamOfOne, TitleTooLong
from bot.domain.deal_texts import MissingTeam, MissingTitle, read_deal
from bot.domain.deal_values import BadCount, BadPayMoment, BadTarget, CountOutOfBounds, Place
from bot.domain.deal_words import Keyword
from bot.domain.errors import DomainError, NotFound
from bot.domain.money import Money, currency
from bot.domain.plain_texts import one_line
from bot.domain.wall_times import MomentMissing, MomentTwice, wall_at
from bot.domain.wizards import MUST, Answers, Step, TitleIsLine, answered, read_answers, write_answers

EUR, BERLIN = currency("EUR"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
PLACE = Place(now=NOW, zone=BERLIN, currency=EUR)
K = Keyword
WHOLE = Answers(title="Oranges", lines={K.TEAM: "3 29.90", K.ALONE: "39.90", K.UNTIL: "2026-11-28 21:00"})


def told(*said: tuple[Step, str]) -> tuple[Answers, Step | None]:
    """What is known after these answers, and what is asked next."""
    answers, follows = Answers(), Step.TITLE
    for step, each in said:
        answers, after = answered(step, each, answers, PLACE)
        follows = after  # type: ignore[assignment]
    return answers, follows


def test_four_answers_are_a_deal() -> None:
    answers, follows = told(
        (Step.TITLE, "Oranges"), (Step.TEAM, "3"), (Step.PRICE, "29.90 39.90"), (Step.UNTIL, "tomorrow 21:00")
    )
    assert follows is None
    assert answers == WHOLE
    assert write_answers(answers) == "/deal Oranges\nteam 3 29.90\nalone 39.90\nuntil 2026-11-28 21:00"


@pytest.mark.parametrize(
    ("step", "said", "so_far", "lines", "follows"),
    [
        (Step.TITLE, "Oranges", Answers(), {}, Step.TEAM),
        (Step.TITLE, "Oranges\nFirst grade,\nsweet", Answers(), {K.NOTE: "First grade, sweet"}, Step.TEAM),
        (Step.TITLE, "Oranges\nteam 3 29.90", Answers(), {K.TEAM: "3 29.90"}, Step.UNTIL),
        (Step.TITLE, "Oranges | team 3 29.90", Answers(), {K.TEAM: "3 29.90"}, Step.UNTIL),
        (Step.TITLE, "/deal Oranges\nstock 60份\npay 先付\ndue 2天", Answers(),
         {K.STOCK: "60", K.PAY: "first", K.DUE: "2d"}, Step.TEAM),
        (Step.TEAM, "3", Answers(title="Oranges"), {K.TEAM: "3"}, Step.PRICE),
        (Step.TEAM, "3 people", Answers(title="Oranges"), {K.TEAM: "3"}, Step.PRICE),
        (Step.TEAM, "３人团", Answers(title="Oranges"), {K.TEAM: "3"}, Step.PRICE),
        (Step.TEAM, "team 3", Answers(title="Oranges"), {K.TEAM: "3"}, Step.PRICE),
        (Step.TEAM, "3 29,90 39,90", Answers(title="Oranges"), {K.TEAM: "3 29.90", K.ALONE: "39.90"}, Step.UNTIL),
        (Step.TEAM, "5", WHOLE, {**WHOLE.lines, K.TEAM: "5 29.90"}, Step.PRICE),
        (Step.PRICE, "19.90", WHOLE, {K.TEAM: "3 19.90", K.UNTIL: "2026-11-28 21:00"}, None),
        (Step.UNTIL, "until sun 9pm", WHOLE, {**WHOLE.lines, K.UNTIL: "2026-11-29 21:00"}, None),
        (Step.UNTIL, "+6h", WHOLE, {**WHOLE.lines, K.UNTIL: "2026-11-27 18:00"}, None),
    ],
)  # fmt: skip
def test_each_answer_leads_to_the_next_that_is_missing(
    step: Step, said: str, so_far: Answers, lines: dict[Keyword, str], follows: Step | None
) -> None:
    answers, asked = answered(step, said, so_far, PLACE)
    assert (answers.lines, asked) == (lines, follows)
    assert answers.title in ("Oranges", so_far.title)


@pytest.mark.parametrize(
    ("step", "said", "error"),
    [
        (Step.TITLE, " \u200b ", MissingTitle),
        (Step.TITLE, "x" * 101, TitleTooLong),
        (Step.TITLE, "limit 2", TitleIsLine),
        (Step.TITLE, "until tomorrow 21:00", TitleIsLine),
        (Step.TITLE, "Oranges\n" + "x" * 4097, NoteTooLong),
        (Step.TITLE, "Oranges\nteam three 29.90", BadTarget),
        (Step.TITLE, "Oranges\nteam 30 29.90\nstock 20\nuntil +1d", StockBelowTeam),
        (Step.TEAM, "three", BadTarget),
        (Step.TEAM, "29.90", BadTarget),
        (Step.TEAM, "1", TeamOfOne),
        (Step.TEAM, "1001", TargetOutOfBounds),
        (Step.PRICE, "29.90", MissingTeam),
        (Step.UNTIL, "2020-01-01 12:00", PastDeadline),
        (Step.UNTIL, "2027-10-31 02:30", MomentTwice),
        (Step.UNTIL, "2027-03-28 02:30", MomentMissing),
    ],
)
def test_a_wrong_answer_is_named(step: Step, said: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        answered(step, said, Answers(), PLACE)


def test_a_bar_in_a_title_cuts_nothing() -> None:
    answers, _ = told((Step.TITLE, "Red | green apples"), (Step.TEAM, "3"), (Step.PRICE, "9"), (Step.UNTIL, "+1d"))
    read = read_deal(write_answers(answers), now=NOW, zone=BERLIN, currency=EUR)
    assert read.title == "Red | green apples"


@pytest.mark.parametrize(
    ("step", "said", "value"),
    [
        (Step.STOCK, "60 pcs", "60"), (Step.STOCK, "库存 60", "60"), (Step.STOCK, "0", ""), (Step.STOCK, "不限", ""),
        (Step.LIMIT, "2", "2"), (Step.LIMIT, "No limit", ""), (Step.PAY, "at pickup", "pickup"),
        (Step.PAY, "先付", "first"), (Step.DUE, "1d 12h", "36h"), (Step.DUE, "due 90m", "1h 30m"),
    ],
)  # fmt: skip
def test_a_preview_s_question_is_answered_in_the_words_of_a_line(step: Step, said: str, value: str) -> None:
    assert wizards.besides(step, said, PLACE) == value


@pytest.mark.parametrize(
    ("step", "said", "error"),
    [(Step.STOCK, "many", BadCount), (Step.LIMIT, "1000001", CountOutOfBounds), (Step.PAY, "never", BadPayMoment)],
)
def test_a_wrong_answer_to_a_preview_s_question_is_named(step: Step, said: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        wizards.besides(step, said, PLACE)


def test_back_leads_to_the_question_before_and_from_a_whole_deal_to_its_preview() -> None:
    assert [wizards.before(step, Answers()) for step in MUST] == [None, Step.TITLE, Step.TEAM, Step.PRICE]
    assert [wizards.before(step, WHOLE) for step in Step] == [None] * len(Step)
    assert wizards.before(Step.STOCK, Answers()) is None


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 11, 27, 11, tzinfo=UTC), {"today": 27, "tomorrow": 28, "sunday": 29}),
        (datetime(2026, 11, 27, 20, tzinfo=UTC), {"tomorrow": 28, "sunday": 29}),
        (datetime(2026, 11, 28, 11, tzinfo=UTC), {"today": 28, "tomorrow": 29}),
        (datetime(2026, 11, 29, 11, tzinfo=UTC), {"today": 29, "tomorrow": 30}),
        (datetime(2026, 11, 27, 23, 30, tzinfo=UTC), {"today": 28, "tomorrow": 29}),
    ],
)
def test_evenings_that_are_offered_are_ahead_and_different(now: datetime, days: dict[str, int]) -> None:
    offered = wizards.evenings(now, BERLIN)
    shown = {day: wall_at(at, BERLIN) for day, at in offered.items()}
    assert {day: wall.day for day, wall in shown.items()} == days
    assert all((wall.hour, wall.minute) == (21, 0) for wall in shown.values())


def test_buttons_say_what_can_be_typed_and_nothing_else() -> None:
    minute = int(datetime(2026, 11, 28, 20, 0, tzinfo=UTC).timestamp()) // 60
    assert wizards.chosen(Step.UNTIL, minute, BERLIN) == "2026-11-28 21:00"
    assert [wizards.chosen(Step.PAY, place, BERLIN) for place in range(3)] == ["close", "first", "pickup"]
    assert wizards.chosen(Step.DUE, 180, BERLIN) == "3h"
    assert wizards.chosen(Step.STOCK, 0, BERLIN) == "0"
    for step, choice in ((Step.PAY, 3), (Step.UNTIL, 10**14), (Step.DUE, 10**9), (Step.TITLE, 1), (Step.PRICE, 1)):
        with pytest.raises(NotFound):
            wizards.chosen(step, choice, BERLIN)


def test_a_close_put_right_is_shown() -> None:
    with pytest.raises(MomentMissing) as refused:
        answered(Step.UNTIL, "2027-03-28 02:30", Answers(), PLACE)
    assert wizards.example(Step.UNTIL, "2027-03-28 02:30", refused.value, PLACE) == "2027-03-28 03:00"
    assert wizards.example(Step.PRICE, "cheap", refused.value, PLACE) == ""


_TITLES = st.text(min_size=1, max_size=100).map(one_line).filter(bool)
_WORDS = st.sampled_from(
    ["3", "29.90", "39,90", "/", "team", "alone", "团", "单买", "until", "+2d", "21:00", "stock", "60", "note", "\n",
     "|", " ", "€", "人", "x", "明天", "pay first", "limit"]
)  # fmt: skip


@given(_TITLES, st.integers(2, 1000), st.integers(1, 10**7), st.integers(0, 10**7), st.integers(1, 99_999))
def test_whatever_is_answered_reads_as_the_deal_that_was_meant(
    title: str, target: int, team: int, more: int, minutes: int
) -> None:
    try:
        answers, follows = answered(Step.TITLE, title, Answers(), PLACE)
    except (TitleIsLine, MissingTitle):
        return
    if answers.lines:  # a line of a deal was pasted with it
        return
    prices = f"{write_amount(Money(team, EUR))} / {write_amount(Money(team + more, EUR))}"
    for step, said in ((Step.TEAM, str(target)), (Step.PRICE, prices), (Step.UNTIL, f"+{minutes}m")):
        assert follows is step
        answers, follows = answered(step, said, answers, PLACE)
    assert follows is None
    read = read_deal(write_answers(answers), now=NOW, zone=BERLIN, currency=EUR)
    assert (read.title, read.target) == (answers.title, target)
    assert (read.team_price, read.solo) == (Money(team, EUR), Money(team + more, EUR))
    assert read.closes_at == NOW + timedelta(minutes=minutes)
    assert read_answers(write_answers(answers)) == answers


@given(st.sampled_from(MUST), st.text(max_size=60) | st.lists(_WORDS, max_size=12).map(" ".join), st.booleans())
def test_any_answer_is_taken_whole_or_refused_and_what_is_whole_stays_readable(
    step: Step, said: str, is_whole: bool
) -> None:
    so_far = WHOLE if is_whole else Answers()
    try:
        answers, follows = answered(step, said, so_far, PLACE)
    except DomainError:
        return
    assert follows in (None, *MUST)
    assert read_answers(write_answers(answers)) == answers
    if answers.missing is None:
        read_deal(write_answers(answers), now=NOW, zone=BERLIN, currency=EUR)
