"""The project's own files, as the tests here read them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "storage")


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def python_files(*rooms: str) -> tuple[Path, ...]:
    """Every Python file of these rooms."""
    return tuple(sorted(file for room in rooms or ROOMS for file in (ROOT / room).rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    """The file, parsed."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def shown(file: Path) -> str:
    """The file as people call it: bot/domain/teams.py."""
    return file.relative_to(ROOT).as_posix()


def module_name(file: Path) -> str:
    """The module that this file is: bot.domain.teams."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def nodes(file: Path) -> Iterator[ast.AST]:
    """Every node of a file."""
    return ast.walk(tree(file))


def strings(file: Path) -> Iterator[ast.Constant]:
    """Every string that the program can show or compare: docstrings are none."""
    told = {id(docstring) for node in nodes(file) for docstring in _docstring(node)}
    for node in nodes(file):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def where(file: Path, node: ast.expr | ast.stmt) -> str:
    """The place of a finding: bot/domain/teams.py:12."""
    return f"{shown(file)}:{node.lineno}"


def docs() -> str:
    """All that is written for people."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())


def _docstring(node: ast.AST) -> Iterator[ast.expr]:
    body = getattr(node, "body", None)
    for statement in body if isinstance(body, list) else []:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            yield statement.value
