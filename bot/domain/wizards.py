"""The wizard: a deal asked for step by step. Its answers are kept as lines of a deal, so it reads like any other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import deal_examples, deal_lines, deal_terms, deal_texts, deal_values
from bot.domain.amounts import example_amount, write_amount
from bot.domain.deal_values import Found, Place, read_value
from bot.domain.deal_words import Keyword
from bot.domain.deals import PayMoment
from bot.domain.durations import write_duration
from bot.domain.errors import DomainError, NotFound
from bot.domain.local_times import write_moment
from bot.domain.plain_texts import folded, one_line
from bot.domain.price_pairs import read_prices
from bot.domain.toggles import Toggles
from bot.domain.wall_times import first_instant, wall_at

#: The time of day that is offered for a close.
EVENING = time(21)
_SUNDAY = 6
_LAST_MINUTE = 100_000_000  # since 1970: in the year 2160


class TitleIsLine(DomainError):
    """A title that would be read as a line of the terms. Facts: `given`."""


class NotAPhoto(DomainError):
    """A file, a sticker, a video: nothing that a card can show. Facts: `what` ("file" or "other")."""


class Step(StrEnum):
    """A question about a draft that waits for its answer."""

    TITLE = "title"
    TEAM = "team"
    PRICE = "price"
    UNTIL = "until"
    STOCK = "stock"
    LIMIT = "limit"
    PAY = "pay"
    DUE = "due"


#: What must be answered, in this order.
MUST = (Step.TITLE, Step.TEAM, Step.PRICE, Step.UNTIL)
#: What a preview's buttons ask, and the line that the answer is.
ASKED_BESIDES: Mapping[Step, Keyword] = {
    Step.STOCK: Keyword.STOCK, Step.LIMIT: Keyword.LIMIT, Step.PAY: Keyword.PAY, Step.DUE: Keyword.DUE,
}  # fmt: skip
#: How somebody says that there is no limit.
_NONE = frozenset({"0", "-", "no", "none", "unlimited", "no limit", "不限", "无", "没有", "不限购"})
_TEAM = re.compile(r"(?P<target>\d{1,9})(?:\s*(?:个人|人团?|位|people|persons|buyers)\s*|[\s:,x×]+|$)(?P<prices>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the wizard was told so far."""

    title: str = ""
    lines: Mapping[Keyword, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """How many form a team, as typed; empty: not said yet."""
        return self.lines.get(Keyword.TEAM, "").partition(" ")[0]

    @property
    def team_price(self) -> str:
        """The team price, as typed; empty: not said yet."""
        return self.lines.get(Keyword.TEAM, "").partition(" ")[2]

    @property
    def missing(self) -> Step | None:
        """The first of the steps that must be answered and isn't."""
        there = (self.title, self.target, self.team_price, self.lines.get(Keyword.UNTIL))
        return next((step for step, answer in zip(MUST, there, strict=True) if not answer), None)

    def with_line(self, keyword: Keyword, value: str) -> "Answers":
        """With another line; without it where the value is empty."""
        others = {word: said for word, said in self.lines.items() if word is not keyword}
        return replace(self, lines={**others, keyword: value} if value else others)


def read_answers(text: str) -> Answers:
    """Answers as they are stored."""
    first, *rest = text.split("\n")
    lines = [deal_lines.line_of(0, line) for line in rest]
    return Answers(
        title=first.removeprefix("/deal").strip(), lines={line.keyword: line.value for line in lines if line.keyword}
    )


def write_answers(answers: Answers) -> str:
    """The same as the text of a deal."""
    lines = [deal_lines.written(keyword, value) for keyword, value in answers.lines.items()]
    return "\n".join([f"/deal {answers.title}", *lines])


def answered(step: Step, said: str, so_far: Answers, place: Place) -> tuple[Answers, Step | None]:
    """What is known after this answer to one of the steps that must be answered, and what is asked next.

    Raises what is wrong with it; then nothing is taken.
    """
    answers = _READERS[step](said, so_far, place)
    if answers.missing is None:
        check(write_answers(answers), {}, place)
    asks_prices = step is Step.TEAM and not _typed_team(said)["prices"]
    return answers, Step.PRICE if asks_prices else answers.missing


def besides(step: Step, said: str, place: Place) -> str:
    """The value of a line that a preview's button asks for, "" to take it away. Raises what is wrong with it."""
    keyword = ASKED_BESIDES[step]
    if step in (Step.STOCK, Step.LIMIT) and folded(said) in _NONE:
        return ""
    return _canonical(keyword, _bare(keyword, said), place)


def check(text: str, toggles: Toggles, place: Place) -> None:
    """Raise the first thing that is wrong with the whole."""
    try:
        deal_texts.read_deal(text, now=place.now, zone=place.zone, currency=place.currency, toggles=toggles)
    except deal_texts.DealUnreadable as unreadable:
        raise unreadable.faults[0].error from None


def before(step: Step, answers: Answers) -> Step | None:
    """Where `Back` leads: to the question before, or to the preview when nothing is missing any more."""
    if step not in MUST or answers.missing is None or step is MUST[0]:
        return None
    return MUST[MUST.index(step) - 1]


def evenings(now: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """Closes to choose from: 21:00 today, tomorrow and on Sunday, as far as they are ahead; each instant once."""
    today = wall_at(now, zone).date()
    to_sunday = (_SUNDAY - today.weekday()) % 7
    days = {"today": 0, "tomorrow": 1, "sunday": to_sunday} if to_sunday > 1 else {"today": 0, "tomorrow": 1}
    found = {
        day: first_instant(datetime.combine(today + timedelta(days=ahead), EVENING), zone)
        for day, ahead in days.items()
    }
    return {day: at for day, at in found.items() if at > now}


def chosen(step: Step, choice: int, zone: ZoneInfo) -> str:
    """What the button with this number says, as it can be typed. Raises NotFound: none that was ever offered."""
    match step:
        case Step.UNTIL if choice <= _LAST_MINUTE:
            return write_moment(datetime.fromtimestamp(choice * 60, UTC), zone)
        case Step.PAY if choice < len(PayMoment):
            return list(PayMoment)[choice]
        case Step.DUE if timedelta(minutes=choice) <= deal_terms.DUE_FOR_AT_MOST:
            return write_duration(timedelta(minutes=choice))
        case Step.TEAM | Step.STOCK | Step.LIMIT:
            return str(choice)
    raise NotFound()


def example(step: Step, said: str, error: DomainError, place: Place) -> str:
    """A close put right as nearly as can be told; empty for other questions, which show how they are answered."""
    if step is not Step.UNTIL:
        return ""
    line = deal_lines.line_of(0, f"{Keyword.UNTIL} {_bare(Keyword.UNTIL, said)}")
    return deal_lines.line_of(0, deal_examples.corrected(line, error, place, Found())).value


def _title(said: str, so_far: Answers, place: Place) -> Answers:
    """A title, and below it whatever else reads as a line of a deal; the other lines are its note."""
    first, *rest = deal_lines.split(said) or (None,)
    if first is None:
        raise deal_texts.MissingTitle()
    title = one_line(first.text)
    if len({line.number for line in (first, *rest)}) == 1 and not all(line.keyword for line in rest):
        title, rest = one_line(said), []
    _check_title(title, place)
    answers = replace(so_far, title=title)
    for line in rest:
        if line.keyword:
            answers = answers.with_line(line.keyword, _canonical(line.keyword, line.value, place))
    note = " ".join(one_line(line.text) for line in rest if line.keyword is None)
    return answers.with_line(Keyword.NOTE, _canonical(Keyword.NOTE, note, place)) if note else answers


def _check_title(title: str, place: Place) -> None:
    whole = f"/deal {title}\nteam 2 {example_amount(place.currency)}\nuntil +1d"
    try:
        read = deal_texts.read_deal(whole, now=place.now, zone=place.zone, currency=place.currency)
    except deal_texts.DealUnreadable as unreadable:
        error = unreadable.faults[0].error
        raise (error if isinstance(error, deal_terms.TitleTooLong) else TitleIsLine(given=title)) from None
    if read.title != title:
        raise TitleIsLine(given=title)


def _team(said: str, so_far: Answers, place: Place) -> Answers:
    """A number of people; with prices behind it they are taken too."""
    typed = _typed_team(said)
    deal_terms.check_target(int(typed["target"]), typed["target"])
    target = str(int(typed["target"]))
    if typed["prices"]:
        return _price(typed["prices"], so_far.with_line(Keyword.TEAM, target), place)
    return so_far.with_line(Keyword.TEAM, f"{target} {so_far.team_price}".strip())


def _typed_team(said: str) -> re.Match[str]:
    value = _bare(Keyword.TEAM, said)
    typed = _TEAM.fullmatch(folded(value))
    if typed is None:
        raise deal_values.BadTarget(given=value)
    return typed


def _price(said: str, so_far: Answers, place: Place) -> Answers:
    if not so_far.target:
        raise deal_texts.MissingTeam()
    team_price, solo = read_prices(said, place.currency)
    with_team = so_far.with_line(Keyword.TEAM, f"{so_far.target} {write_amount(team_price)}")
    return with_team.with_line(Keyword.ALONE, "" if solo is None else write_amount(solo))


def _until(said: str, so_far: Answers, place: Place) -> Answers:
    return so_far.with_line(Keyword.UNTIL, _canonical(Keyword.UNTIL, _bare(Keyword.UNTIL, said), place))


_READERS: Mapping[Step, Callable[[str, Answers, Place], Answers]] = {
    Step.TITLE: _title, Step.TEAM: _team, Step.PRICE: _price, Step.UNTIL: _until,
}  # fmt: skip


def _bare(keyword: Keyword, said: str) -> str:
    """An answer without the word that its line would begin with."""
    line = deal_lines.line_of(0, said)
    return line.value if line.keyword is keyword and line.value else one_line(said)


def _canonical(keyword: Keyword, value: str, place: Place) -> str:
    """A value that means the same whenever and in whatever words it is read again."""
    found = Found()
    read_value(keyword, keyword, value, place, found)
    match keyword:
        case Keyword.UNTIL if found.closes_at:
            return write_moment(found.closes_at, place.zone)
        case Keyword.OPENS if found.opens_at:
            return write_moment(found.opens_at, place.zone)
        case Keyword.TEAM if found.team_price:
            return f"{found.target} {write_amount(found.team_price)}"
        case Keyword.ALONE if found.solo:
            return write_amount(found.solo)
        case Keyword.LASTS:
            return write_duration(found.team_for)
        case Keyword.DUE:
            return write_duration(found.due_for)
        case Keyword.STOCK | Keyword.LIMIT:
            return str(found.stock or found.limit)
        case Keyword.PAY:
            return str(found.pay)
    return one_line(value)
