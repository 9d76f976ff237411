"""Runs the benchmarks: a table on screen, bench.json beside it, and exit 1 when a goal is missed."""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from benchmarks import ORDER
from benchmarks.measures import Measure
from benchmarks.pages import PAGE, figure, rewrite

RESULTS = Path("bench.json")


def main(given: list[str] | None = None) -> int:
    """Measure, show, write; 0 when every goal holds."""
    asked = _arguments().parse_args(given)
    if asked.page:
        rewrite(PAGE, asked.json)
        return 0
    console = Console(stderr=True)
    measures: list[Measure] = []
    for name in asked.only or ORDER:
        console.print(f"measuring {name} …", style="dim")
        measures.extend(import_module(f"benchmarks.{name}").measure())
        write(measures, asked.json)  # after each: a long run that is cut short leaves what it had
    Console().print(table(measures))
    return 0 if all(measure.holds for measure in measures) else 1


def table(measures: Iterable[Measure]) -> Table:
    """The measures for eyes."""
    drawn = Table("what", Column("value", justify="right"), "unit", "goal", "holds", title="Goals of performance")
    for measure in measures:
        drawn.add_row(measure.name, figure(measure.value), measure.unit, measure.goal, "yes" if measure.holds else "NO")
    return drawn


def write(measures: Iterable[Measure], path: Path) -> None:
    """The measures for machines."""
    path.write_text(json.dumps([asdict(measure) for measure in measures], indent=1, ensure_ascii=False) + "\n")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the goals of performance.")
    parser.add_argument("--only", action="append", choices=ORDER, help="this one only; may be given several times")
    parser.add_argument("--json", type=Path, default=RESULTS, help="where to write the results")
    parser.add_argument(
        "--page", action="store_true", help="measure nothing: write the results into docs/benchmarks.md"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
