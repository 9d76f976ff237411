"""The table of figures in docs/benchmarks.md, written anew from bench.json."""

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measures import Measure

PAGE = Path(__file__).parent.parent / "docs/benchmarks.md"
_FROM, _TO = "<!-- figures -->", "<!-- /figures -->"


def rewrite(page: Path, results: Path) -> None:
    """Put the measures of a run between the page's marks. Raises ValueError: the page has none."""
    measures = [Measure(**each) for each in json.loads(results.read_text(encoding="utf-8"))]
    before, start, rest = page.read_text(encoding="utf-8").partition(_FROM)
    _, end, after = rest.partition(_TO)
    if not (start and end):
        raise ValueError(f"{page.name} has no place for figures")
    page.write_text(f"{before}{start}\n{_table(measures)}\n{end}{after}", encoding="utf-8")


def _table(measures: Iterable[Measure]) -> str:
    rows = [("what", "value", "unit", "goal", "holds"), ("---", "--:", "---", "---", "---"), *map(_row, measures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(measure: Measure) -> tuple[str, ...]:
    holds = "" if not measure.goal else "yes" if measure.holds else "no"
    return measure.name, figure(measure.value), measure.unit, measure.goal, holds


def figure(value: float) -> str:
    """A value as people read it: three or four digits that say something."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}" if abs(value) >= 100 else f"{value:.3g}"
