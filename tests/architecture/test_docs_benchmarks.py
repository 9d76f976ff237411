"""docs/benchmarks.md names every benchmark, and its table every measure, whatever their order."""

import ast
import re

import pytest

from benchmarks import ORDER
from tests.architecture.pages import Page, quoted
from tests.architecture.sources import ROOT, tree

PAGE = Page("docs/benchmarks.md")
MAKERS = {"at_least", "at_most", "seen"}


def names_in(benchmark: str) -> list[str]:
    """What a benchmark calls its measures, as patterns: what is only known when it runs may be anything."""
    calls = [node for node in ast.walk(tree(ROOT / f"benchmarks/{benchmark}.py")) if isinstance(node, ast.Call)]
    return [_pattern(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id in MAKERS]


def _pattern(name: ast.expr) -> str:
    match name:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(_pattern(part) for part in parts)
        case _:
            return ".+"


def test_the_page_says_what_each_benchmark_does() -> None:
    assert [quoted(row[0])[0] for row in PAGE.rows("What is measured")] == list(ORDER)


@pytest.mark.parametrize("benchmark", ORDER)
def test_the_table_has_every_measure(benchmark: str) -> None:
    rows = [row[0] for row in PAGE.rows("Figures")]
    patterns = names_in(benchmark)
    assert patterns
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, row) for row in rows)] == []
