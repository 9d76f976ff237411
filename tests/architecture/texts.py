"""Texts and where the program asks for them, as the tests here read both."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from bot.domain.errors import DomainError
from bot.views.packing import ButtonData
from tests.architecture.sources import ROOT, module_name, nodes, python_files, tree, where

KEY = re.compile(r"[a-z]+(-[a-z0-9]+)+")
PREFIX = re.compile(r"[a-z]+(-[a-z0-9]+)*-")


class Asked(visitor.Visitor):
    """What a text asks for: facts by name, other texts by key."""

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.texts: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the parser's own name
        self.facts.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - the parser's own name
        self.texts.add(node.id.name)


@cache
def english() -> dict[str, Asked]:
    """Every key with what its text asks for."""
    return {key: asked for file in sorted((ROOT / "locales/en").glob("*.ftl")) for key, asked in _read(file)}


def _read(file: Path) -> Iterator[tuple[str, Asked]]:
    for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, ftl.Message):
            asked = Asked()
            asked.visit(entry)
            yield entry.id.name, asked


def facts(key: str) -> set[str]:
    """The facts a text needs, with those of the texts inside it."""
    asked = english()[key]
    return asked.facts.union(*(facts(inner) for inner in asked.texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A place where the program asks for a text."""

    place: str
    key: str
    given: frozenset[str] | None  #: the facts it gives; None when they can't be read off


@cache
def uses() -> tuple[Use, ...]:
    """Every place that asks for a text by its whole key: `texts("key")`, `texts.plain("key")`, `f(texts, "key")`."""
    return tuple(
        use
        for file in python_files()
        for node in nodes(file)
        if isinstance(node, ast.Call)
        for use in _uses(file, node)
    )


def _uses(file: Path, call: ast.Call) -> Iterator[Use]:
    given = (
        None if any(word.arg is None for word in call.keywords) else frozenset(str(word.arg) for word in call.keywords)
    )
    asked = call.args[:1] if _is_texts(call.func) else call.args if any(map(_is_texts, call.args)) else []
    for argument in asked:
        for constant in _choices(argument):
            if KEY.fullmatch(constant):
                yield Use(place=where(file, call), key=constant, given=given if _is_texts(call.func) else None)


def _is_texts(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "plain":
        return _is_texts(node.value)
    return (isinstance(node, ast.Name) and node.id == "texts") or (
        isinstance(node, ast.Attribute) and node.attr in ("texts", "_texts")
    )


def _choices(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _choices(node.body)
        yield from _choices(node.orelse)


@cache
def composed() -> dict[str, str]:
    """Every beginning of a key that the program puts together, f"button-{…}", with a place that does."""
    found: dict[str, str] = {}
    for file in python_files():
        for node in nodes(file):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                beginning = str(node.values[0].value)
                if PREFIX.fullmatch(beginning) and any(key.startswith(beginning) for key in english()):
                    found.setdefault(beginning, where(file, node))
    return found


@cache
def refusals() -> dict[str, type[DomainError]]:
    """Every rule's no, by the name of its class."""
    for file in _refusing():
        import_module(module_name(file))
    return {error.__name__: error for error in _below(DomainError)}


def told(error: type[DomainError]) -> str | None:
    """The key of a refusal's text: its own, or that of the nearest kind above it that has one."""
    kinds = (f"error-{kind.code}" for kind in error.__mro__ if issubclass(kind, DomainError))
    return next((key for key in kinds if key in english()), None)


@cache
def buttons() -> dict[str, type[ButtonData]]:
    """What a tap can mean, by the name of its class."""
    import_module("bot.views.buttons.unpacking")
    return {kind.__name__: kind for kind in ButtonData.kinds.values()}


def named(node: ast.expr) -> str:
    """The last name in `a`, `a.b`, `a.b.c`; nothing for what is no name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _refusing() -> set[Path]:
    """The files that define refusals: classes below DomainError, through however many others."""
    classes = [(file, node) for file in python_files() for node in tree(file).body if isinstance(node, ast.ClassDef)]
    known, files = {"DomainError"}, set[Path]()
    for _ in range(len(classes)):
        new = [
            (file, node.name) for file, node in classes if node.name not in known and known & {*map(named, node.bases)}
        ]
        if not new:
            break
        files.update(file for file, _ in new)
        known.update(name for _, name in new)
    return files


def _below(root: type[DomainError]) -> Iterator[type[DomainError]]:
    for error in root.__subclasses__():
        yield error
        yield from _below(error)
