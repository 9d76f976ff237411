"""Texts in a reader's language: loads locales/, fills in facts, writes money, numbers and times its way."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, Pattern, ResolverEnvironment
from fluent.runtime.types import FluentInt
from fluent.syntax import ast

from bot.domain.errors import DomainError
from bot.domain.money import Money
from bot.domain.names import NAME_LIMIT, clean

FALLBACK: Final = "en"
#: Where the texts are.
LOCALES: Final = Path(__file__).parent.parent / "locales"
_LINE_LIMIT = 300
_WEEK = timedelta(days=6)
_TG_FORMS = {"moment-near": "wt", "moment-far": "wDt", "moment-year": "Dt"}
#: A unit, its minutes, and from how many minutes on it is used: "24 hours" is what people say, not "1 day".
_SPANS = (("span-days", 1440, 2880), ("span-hours", 60, 60))
#: Written with the symbol first where they are at home; every other currency after the number.
_SYMBOL_FIRST = frozenset({"USD", "GBP", "HKD", "TWD", "CNY", "JPY", "KRW", "INR", "PHP", "BRL"})

#: A coin's amount has eight decimals or nine: zeros at its end are left out from here on.
_DECIMALS = 2

#: What Telegram's apps would turn into a link, a mention or a command by themselves, and its harmless look-alike.
_LIVE = re.compile(r"[@#](?=\w|\Z)|(?<=\w)\.(?=[^\W\d_]{2})|(?<=:)//|(?<![\w/<>])/(?=\w)")
_HARMLESS = {"@": "＠", "#": "\uff03", ".": "\u2024", "//": "／／", "/": "／"}


class Html(str):
    """Text that is HTML already, made by a view or a link builder: not cleaned and not escaped again."""

    __slots__ = ()


class Name(str):
    """A person's or a community's name, as they wrote it: cut shorter than other lines and never left empty."""

    __slots__ = ()


Fact: TypeAlias = str | int | Money | datetime | timedelta


class MissingText(LookupError):
    """No text of this key in this language: a bug."""


class BadText(ValueError):
    """A text can't be written: bad syntax, a fact missing or of the wrong kind. A bug."""


class _Count(FluentInt):
    """A number that chooses a plural form and is written with the language's own grouping."""

    def format(self, locale: Locale) -> str:
        return _number(int(self), str(locale))


def joined(parts: Iterable[Html], by: str = "\n") -> Html:
    """Pieces of HTML, one after another."""
    return Html(by.join(parts))


def code(text: str) -> Html:
    """One line to be copied or typed as it stands: nothing in it is live, and nothing is replaced."""
    return Html(f"<code>{html.escape(clean(text, _LINE_LIMIT))}</code>")


def language_name(language: str) -> str:
    """A language by its own name: English, 中文."""
    return Locale.parse(language).get_language_name(language) or language


class _Language:
    """One language's texts, parsed once."""

    def __init__(self, folder: Path) -> None:
        self.code = folder.name
        self.locale = str(Locale.parse(folder.name))
        self._bundle = FluentBundle([folder.name], use_isolating=False)
        self._patterns: dict[str, Pattern] = {}
        self._fixed: dict[str, str] = {}
        for file in sorted(folder.glob("*.ftl")):
            self._load(file)

    def _load(self, file: Path) -> None:
        resource = FluentResource(file.read_text(encoding="utf-8"))
        self._bundle.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise BadText(f"{file}: {entry.annotations[0].message}: {entry.content!r}")
            if isinstance(entry, ast.Message):
                self._compile(entry.id.name, file)

    def _compile(self, key: str, file: Path) -> None:
        pattern = self._bundle.get_message(key).value
        if pattern is None or key in self._patterns:
            raise BadText(f"{file}: {key} has no text, or stands twice")
        self._patterns[key] = pattern

    def __contains__(self, key: str) -> bool:
        return key in self._patterns

    def fill(self, key: str, facts: dict[str, str | FluentInt]) -> str:
        """The text with its facts put in as they are. Raises MissingText, BadText."""
        if not facts and key in self._fixed:
            return self._fixed[key]
        if key not in self._patterns:
            raise MissingText(f"{key} ({self.code})")
        errors: list[Exception] = []
        scope = ResolverEnvironment(context=self._bundle, current=CurrentEnvironment(args=facts), errors=errors)
        filled = self._patterns[key](scope)
        if errors or not isinstance(filled, str):
            raise BadText(f"{key} ({self.code}): {errors}")
        if not facts:
            self._fixed[key] = filled
        return filled


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in one language, with the zone that times are told in and the instant they are told at.

    `texts(key, **facts)` is HTML: foreign text is cleaned, its links and handles are dead, it is escaped. Text made by
    `texts(…)` itself may be a fact of another one. `texts.plain(key, **facts)` is for toasts and buttons. Facts are
    typed: Money, datetime (aware), timedelta, int (chooses plurals), Name, other str (one line), Html.
    Without `now` every time is told with its date. A fact has 2,500 characters at most (Fluent's limit): longer HTML is
    put together with `joined`.
    """

    _words: _Language
    zone: ZoneInfo | None = None
    now: datetime | None = None

    @property
    def language(self) -> str:
        """The code of the language: "en", "zh"."""
        return self._words.code

    def __call__(self, key: str, **facts: Fact) -> Html:
        """This text as HTML. Raises MissingText, BadText: bugs."""
        return Html(self._words.fill(key, {name: self._html_fact(fact) for name, fact in facts.items()}))

    def city(self, zone: str) -> str:
        """The place that a zone is named after, as this language calls it."""
        return get_timezone_location(zone, locale=self._words.locale, return_city=True)

    def country(self, code: str) -> str:
        """A country by its two letters, as this language calls it; one that it doesn't know by the letters."""
        return str(Locale.parse(self._words.locale).territories.get(code, code))

    def plain(self, key: str, **facts: Fact) -> str:
        """This text for a toast or a button: cleaned, not escaped, not cut. Raises MissingText, BadText: bugs."""
        return self._words.fill(key, {name: self._plain_fact(fact) for name, fact in facts.items()})

    def refusal(self, error: DomainError) -> str:
        """Why a rule said no, as plain text: the text `error-<code>`, else that of the wider refusal it belongs to."""
        return self.plain(self._refusal_key(error), **self._tellable(error.facts))

    def refusal_html(self, error: DomainError) -> Html:
        """The same for a message."""
        return self(self._refusal_key(error), **self._tellable(error.facts))

    def name(self, name: str) -> Html:
        """A stranger's name as HTML."""
        return Html(self._html_fact(Name(name)))

    def money(self, amount: Money) -> str:
        """29.90 €, $29.90: as written where the currency is at home, with its symbol in this language."""
        return _money(amount, self._words.locale)

    def number(self, count: int) -> str:
        """A whole number with the language's grouping: 1,234."""
        return _number(count, self._words.locale)

    def month(self, year: int, number: int) -> Html:
        """A month of a year: "Nov 2026", "2026年11月"."""
        return Html(format_skeleton("yMMM", datetime(year, number, 1, tzinfo=UTC), locale=self._words.locale))

    def moment(self, at: datetime) -> str:
        """Local time: "Sun 21:00", with the date if past or more than six days away, with the year if another one."""
        return _moment(self._words, self._form(at), self._local(at))

    def tg_time(self, at: datetime) -> Html:
        """The same for HTML: Telegram's apps show it in each reader's own zone and habits."""
        form = self._form(at)
        shown = _moment(self._words, form, self._local(at))
        return Html(f'<tg-time unix="{int(at.timestamp())}" format="{_TG_FORMS[form]}">{shown}</tg-time>')

    def span(self, length: timedelta) -> str:
        """How long, in the largest unit that is exact: "3 days", "24 hours", "90 minutes"."""
        minutes = round(length.total_seconds() / 60)
        for key, size, least in _SPANS:
            if minutes % size == 0 and minutes >= least:
                return self._words.fill(key, {"count": _Count(minutes // size)})
        return self._words.fill("span-minutes", {"count": _Count(minutes)})

    def listed(self, parts: Iterable[str]) -> Html:
        """Several names or texts as this language lists them: "A, B and C"."""
        written = [part if isinstance(part, Html) else str(self._html_fact(part)) for part in parts]
        return Html(format_list(written, locale=self._words.locale))

    def _html_fact(self, fact: Fact) -> str | FluentInt:
        if isinstance(fact, Html):
            return str(fact)
        if isinstance(fact, datetime):
            return str(self.tg_time(fact))
        plain = self._plain_fact(fact)
        if isinstance(fact, str) and isinstance(plain, str):
            return html.escape(_unlinked(plain))
        return plain

    def _plain_fact(self, fact: Fact) -> str | FluentInt:
        match fact:
            case Html() | bool():
                raise BadText(f"not a fact for this text: {fact!r}")
            case Name():
                return clean(str(fact), NAME_LIMIT) or self._words.fill("name-unknown", {})
            case str():
                return clean(str(fact), _LINE_LIMIT)
            case int():
                return _Count(fact)
            case Money():
                return self.money(fact)
            case datetime():
                return self.moment(fact)
            case timedelta():
                return self.span(fact)
            case _:
                raise BadText(f"not a fact: {fact!r}")

    def _refusal_key(self, error: DomainError) -> str:
        keys = [f"error-{kind.code}" for kind in type(error).__mro__ if issubclass(kind, DomainError)]
        return next((key for key in keys if key in self._words), keys[0])

    def _tellable(self, facts: Mapping[str, object]) -> dict[str, Fact]:
        """The facts that a text can show: no records; no times where no zone is known; yes, no and nothing as words."""
        known: dict[str, Fact] = {}
        for name, fact in facts.items():
            if isinstance(fact, bool) or fact == "":
                known[name] = "yes" if fact else "no"
            elif isinstance(fact, str | int | Money | timedelta) or (isinstance(fact, datetime) and self.zone):
                known[name] = fact
        return known

    def _local(self, at: datetime) -> datetime:
        if self.zone is None or at.tzinfo is None:
            raise BadText(f"no zone to tell {at!r} in")
        return at.astimezone(self.zone).replace(tzinfo=None, second=0, microsecond=0)

    def _form(self, at: datetime) -> str:
        if self.now is None:
            return "moment-year"
        if timedelta(0) <= at - self.now < _WEEK or self._local(at).date() == self._local(self.now).date():
            return "moment-near"
        return "moment-far" if self._local(at).year == self._local(self.now).year else "moment-year"


class Languages:
    """Every language under locales/, loaded once; a reader's wish finds the nearest one."""

    def __init__(self, root: Path) -> None:
        """Raises BadText: a file that can't be read as Fluent."""
        loaded = {folder.name: _Language(folder) for folder in sorted(root.iterdir()) if folder.is_dir()}
        self._languages = {FALLBACK: loaded[FALLBACK]} | loaded

    @property
    def known(self) -> tuple[str, ...]:
        """The codes of all languages, English first."""
        return tuple(self._languages)

    def nearest(self, *wishes: str | None) -> str:
        """The first wish we speak ("zh-hant", "zh_CN" → "zh"), else English."""
        for wish in wishes:
            code = re.split("[-_]", wish or "")[0].lower()
            if code in self._languages:
                return code
        return FALLBACK

    def texts(self, language: str | None, zone: ZoneInfo | None = None, now: datetime | None = None) -> Texts:
        """Texts in the language nearest to this one, times in this zone as told at this instant."""
        return Texts(self._languages[self.nearest(language)], zone, now)


def _unlinked(text: str) -> str:
    return _LIVE.sub(lambda found: _HARMLESS[found[0]], text)


@lru_cache(maxsize=8192)
def _money(amount: Money, locale: str) -> str:
    decimals = amount.currency.decimals
    always = min(decimals, _DECIMALS)
    number = "#,##0" + ("." + "0" * always + "#" * (decimals - always) if decimals else "")
    form = f"¤{number}" if amount.currency.code in _SYMBOL_FIRST else f"{number} ¤"
    return format_currency(amount.decimal(), amount.currency.code, form, locale=locale, currency_digits=False)


@lru_cache(maxsize=8192)
def _number(count: int, locale: str) -> str:
    return format_decimal(count, locale=locale)


@lru_cache(maxsize=8192)
def _moment(words: _Language, form: str, local: datetime) -> str:
    facts: dict[str, str | FluentInt] = {"time": local.strftime("%H:%M")}
    if form != "moment-year":
        facts["weekday"] = format_skeleton("EEE", local, locale=words.locale)
    if form != "moment-near":
        facts["date"] = format_skeleton("MMMd" if form == "moment-far" else "yMMMd", local, locale=words.locale)
    return words.fill(form, facts)
