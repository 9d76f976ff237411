"""A leader's message ↔ the terms of a deal. Every fault of a message is told at once, each with a corrected line."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.domain import amounts, deal_examples, deal_lines, deal_terms, durations, local_times
from bot.domain.deal_fits import FITS
from bot.domain.deal_lines import TypedLine
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_values import BadCount, BadPayMoment, BadTarget, Found, LineWithoutValue, Place, read_value
from bot.domain.deal_words import KEYWORDS, NUMBER_WORDS, Keyword
from bot.domain.errors import DomainError
from bot.domain.money import Currency
from bot.domain.names import clean
from bot.domain.plain_texts import one_line
from bot.domain.toggles import Toggles, toggled


class MissingTitle(DomainError):
    """No first line that says what is offered."""


class MissingTeam(DomainError):
    """No line with the team's number and price."""


class MissingUntil(DomainError):
    """No line with the close."""


class UnknownLine(DomainError):
    """A line that begins with none of the words. Facts: `word`, `suggestion` ("" when no word is near)."""


class LineTwice(DomainError):
    """A keyword for the second time. Facts: `word`, `first_line` (its number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFault:
    """What is wrong with one line."""

    line: int  #: from 1, as typed; 0 for a line that is missing, or that a button said
    text: str  #: the line as typed, "" when it is missing
    error: DomainError
    example: str  #: a corrected line, in the words the person used


class DealUnreadable(DomainError):
    """The message is no deal yet. Facts: `faults`, all of them, by line; missing lines last."""

    def __init__(self, *, faults: tuple[LineFault, ...]) -> None:
        super().__init__(faults=faults)
        self.faults = faults


#: A first line that begins with a keyword but can't be read so is a title: "Team jackets", "Limit edition mug".
_RATHER_A_TITLE = (
    amounts.UnreadableAmount, BadTarget, BadCount, BadPayMoment, LineWithoutValue,
    durations.BadDuration, local_times.BadMoment,
)  # fmt: skip
_MISSING: dict[Keyword, type[DomainError]] = {Keyword.TEAM: MissingTeam, Keyword.UNTIL: MissingUntil}


def read_deal(
    text: str, *, now: datetime, zone: ZoneInfo, currency: Currency, toggles: Toggles = MappingProxyType({})
) -> DealTerms:
    """The terms a leader wrote, with or without the command before them, and what buttons said in their lines' place.

    Raises DealUnreadable with every fault.
    """
    return _Reading(Place(now=now, zone=zone, currency=currency), toggles).terms(deal_lines.split(text))


def write_deal(terms: DealTerms, zone: ZoneInfo) -> str:
    """The canonical text of these terms, in English words; it reads back to the same terms."""
    lines = [
        f"/deal {terms.title}",
        f"{Keyword.ALONE} {amounts.write_amount(terms.solo)}" if terms.solo else "",
        f"{Keyword.TEAM} {terms.target} {amounts.write_amount(terms.team_price)}",
        f"{Keyword.UNTIL} {local_times.write_moment(terms.closes_at, zone)}",
        f"{Keyword.LASTS} {durations.write_duration(terms.team_for)}",
        f"{Keyword.OPENS} {local_times.write_moment(terms.opens_at, zone)}" if terms.opens_at else "",
        f"{Keyword.STOCK} {terms.stock}" if terms.stock else "",
        f"{Keyword.LIMIT} {terms.limit}" if terms.limit else "",
        f"{Keyword.PAY} {terms.pay}",
        f"{Keyword.DUE} {durations.write_duration(terms.due_for)}",
        deal_lines.written(Keyword.NOTE, terms.note) if terms.note else "",
    ]
    return "\n".join(line for line in lines if line)


class _Reading:
    """One message being read: what was found, what was wrong."""

    def __init__(self, place: Place, toggles: Toggles) -> None:
        self.place = place
        self.toggles = toggles
        self.found = Found()
        self.lines: dict[Keyword, TypedLine] = {}
        self.meant: set[Keyword | None] = set()  # by lines whose word is mistyped: told there, not as missing
        self.wrong: list[tuple[TypedLine, DomainError]] = []

    def terms(self, lines: tuple[TypedLine, ...]) -> DealTerms:
        """The terms, or DealUnreadable with every fault."""
        first = lines[0] if lines and not self._is_terms(lines[0], lines[1:]) else None
        title = self._title(first) if first else ""
        for line in toggled(lines[1:] if first else lines, self.toggles):
            self._read(line)
        self._compare()
        faults = self._faults() + self._missing(first, chinese=_in_chinese(lines))
        found = self.found
        if faults or found.team_price is None or found.target is None or found.closes_at is None:
            raise DealUnreadable(faults=faults)
        return DealTerms(
            title=title, solo=found.solo, team_price=found.team_price, target=found.target, closes_at=found.closes_at,
            team_for=found.team_for, opens_at=found.opens_at, stock=found.stock, limit=found.limit, pay=found.pay,
            due_for=found.due_for, note=found.note,
        )  # fmt: skip

    def _is_terms(self, line: TypedLine, others: tuple[TypedLine, ...]) -> bool:
        """Whether a first line is no title but already a line of the terms."""
        if line.keyword is None or line.keyword is Keyword.NOTE:
            return False
        if line.keyword in _MISSING and _has_number(line.value) and line.keyword not in {o.keyword for o in others}:
            return True  # as a title it would leave the deal without this line anyway
        try:
            read_value(line.keyword, line.word, line.value, self.place, Found())
        except _RATHER_A_TITLE:
            return False
        except DomainError:
            return True
        return True

    def _title(self, line: TypedLine) -> str:
        title = one_line(line.text)
        if len(title) > deal_terms.TITLE_AT_MOST:
            self.wrong.append((line, deal_terms.TitleTooLong(length=len(title), at_most=deal_terms.TITLE_AT_MOST)))
        return title

    def _read(self, line: TypedLine) -> None:
        if line.keyword is None:
            suggestion = deal_examples.nearest_word(line)
            self.meant.add(KEYWORDS.get(suggestion))
            self.wrong.append((line, UnknownLine(word=one_line(line.text).split()[0], suggestion=suggestion)))
        elif first := self.lines.get(line.keyword):
            self.wrong.append((line, LineTwice(word=line.word, first_line=first.number)))
        else:
            self.lines[line.keyword] = line
            with self._blaming(line.keyword):
                read_value(line.keyword, line.word, line.value, self.place, self.found)

    def _compare(self) -> None:
        """The rules between lines; a line that couldn't be read is compared with nothing."""
        for blamed, _, fits in FITS:
            if blamed in self.lines:
                with self._blaming(blamed):
                    fits(self.found)

    def _missing(self, title: TypedLine | None, *, chinese: bool) -> tuple[LineFault, ...]:
        missing: list[tuple[DomainError, str]] = [(MissingTitle(), deal_examples.title(chinese=chinese))] * (not title)
        missing += [
            (error(), deal_examples.standard(keyword, self.place, self.found, chinese=chinese))
            for keyword, error in _MISSING.items()
            if keyword not in self.lines and keyword not in self.meant
        ]
        return tuple(LineFault(line=0, text="", error=error, example=example) for error, example in missing)

    @contextmanager
    def _blaming(self, keyword: Keyword) -> Iterator[None]:
        line = self.lines[keyword]
        try:
            yield
        except DomainError as error:
            self.wrong.append((line, error))

    def _faults(self) -> tuple[LineFault, ...]:
        """The faults by line; examples come last because good ones fit to all the other lines, and to each other."""
        by_line = sorted(self.wrong, key=lambda fault: (isinstance(fault[1], LineTwice), fault[0].number))
        mended: dict[Keyword | None, str] = {}
        told: list[LineFault] = []
        for line, error in by_line:
            example = self._example(line, error, mended)
            told.append(LineFault(line=line.number, text=line.text, error=error, example=example))
        return tuple(sorted(told, key=lambda fault: fault.line))

    def _example(self, line: TypedLine, error: DomainError, mended: dict[Keyword | None, str]) -> str:
        match error:
            case deal_terms.TitleTooLong():
                return f"/deal {clean(line.text, deal_terms.TITLE_AT_MOST)}"
            case LineTwice() if line.keyword:
                return mended.get(line.keyword) or one_line(self.lines[line.keyword].text)
        example = deal_examples.corrected(line, error, self.place, self.found)
        meant = deal_lines.line_of(line.number, example)
        if meant.keyword and (line.keyword is meant.keyword or meant.keyword not in self.lines):
            with suppress(DomainError):  # a text that reads in no way at all leaves the others as they are
                read_value(meant.keyword, meant.word, meant.value, self.place, self.found)
        mended[line.keyword] = example
        return example


def _has_number(value: str) -> bool:
    return any(letter.isdigit() or letter in NUMBER_WORDS for letter in value) or any(
        word in NUMBER_WORDS for word in value.lower().split()
    )


def _in_chinese(lines: tuple[TypedLine, ...]) -> bool:
    """The language of most keywords, or of the text where there are none."""
    said = [line for line in lines if line.keyword]
    return 2 * sum(line.chinese for line in said) > len(said) if said else any(line.chinese for line in lines)
