"""Every language says the same things, with the same facts, in its own words."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor

from bot.domain.errors import DomainError
from bot.i18n import Languages
from bot.sandbox.html import read_html

ROOT = Path("locales")
LANGUAGES = Languages(ROOT).known
#: Texts that are shown as toasts, alerts and buttons too: no tags in them, no entities.
PLAIN = re.compile(r"(button|error|toast|moment|span|name|language)-|apology$|too-fast$")
#: What stands in Latin letters in Chinese too: names of standards and things that are typed or shown as they are.
LATIN_IN_CHINESE = frozenset(
    [
        "IBAN",
        "CSV",
        "CAMT",
        "Telegram",
        "MT",
        "PDF",
        "Excel",
        "UTF",
        "MB",
        "EUR",
        "THB",
        "SEPA",
        "Pix",
        "CPF",
        "CNPJ",
        "ST",
        "XLSX",
        "PromptPay",
        "PayNow",
        "UEN",
        "VietQR",
        "QRIS",
        "QR",
        "Ph",
        "DuitNow",
        "KHQR",
        "Bakong",
        "UPI",
        "name",
        "bank",
        "QR",
        "Platba",
        "PAY",
        "by",
        "square",
        "BIC",
        "NBS",
        "IPS",
        "TON",
        "PayPal",
        "paypal",
        "Me",
        "me",
        "Europe",
        "Berlin",
        "Asia",
        "Shanghai",
        "en",
        "zh",
    ]
)


class _Facts(visitor.Visitor):
    """Collects the facts a text asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 Fluent's own name
        self.names.add(node.id.name)


class _Words(visitor.Visitor):
    """Collects the words a text shows."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 Fluent's own name
        self.words.append(node.value)


def messages(language: str) -> Iterator[tuple[str, ast.Message]]:
    """Every text of a language with its file's name."""
    for file in sorted((ROOT / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                yield file.name, entry


def facts_of(message: ast.Message) -> frozenset[str]:
    """The facts a text asks for."""
    found = _Facts()
    found.visit(message)
    return frozenset(found.names)


def words_of(message: ast.Message) -> list[str]:
    """The words a text shows, without its facts."""
    found = _Words()
    found.visit(message)
    return found.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_facts(language: str) -> None:
    def table(code: str) -> dict[tuple[str, str], frozenset[str]]:
        return {(file, message.id.name): facts_of(message) for file, message in messages(code)}

    assert table(language) == table("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_for_toasts_and_buttons_have_no_markup(language: str) -> None:
    marked = [
        message.id.name
        for _, message in messages(language)
        if PLAIN.match(message.id.name) and any(re.search(r"[<>&]", words) for words in words_of(message))
    ]
    assert marked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_html_that_telegram_reads(language: str) -> None:
    for _, message in messages(language):
        for words in words_of(message):
            if "<" not in words or words.count("<") == words.count(">"):
                read_html(re.sub(r"</?[a-z][^>]*>", "", words), lambda _: None)


def test_chinese_shows_no_english_and_english_no_chinese() -> None:
    for _, message in messages("zh"):
        shown = re.sub(r"<[^>]*>|t\.me\S*|/[a-z]+", "", " ".join(words_of(message)))
        assert set(re.findall(r"[A-Za-z]{2,}", shown)) <= LATIN_IN_CHINESE, message.id.name
    for _, message in messages("en"):
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", " ".join(words_of(message))), message.id.name


def test_every_refusal_has_its_text_and_every_text_its_refusal() -> None:
    keys = {message.id.name for _, message in messages("en") if message.id.name.startswith("error-")}
    told = {
        error: {f"error-{kind.code}" for kind in error.__mro__ if issubclass(kind, DomainError)} for error in refusals()
    }
    assert [error.__name__ for error, own in told.items() if not own & keys] == []
    assert keys - set().union(*told.values()) == set()


def test_a_refusal_s_text_asks_only_for_facts_that_its_docstring_names() -> None:
    texts = {message.id.name: facts_of(message) for _, message in messages("en")}
    named = {error: set(re.findall(r"`(\w+)`", error.__doc__ or "")) for error in refusals()}
    assert {
        error.__name__: asked - named[error]
        for error in named
        if (asked := texts.get(f"error-{error.code}", frozenset())) - named[error]
    } == {}


def refusals(root: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Every rule's no in the program."""
    for room in ("bot.domain", "bot.payqr", "bot.statements", "bot.services", "storage"):
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    for error in root.__subclasses__():
        if not error.__module__.startswith("tests"):
            yield error
            yield from refusals(error)
