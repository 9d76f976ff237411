import asyncio
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as bench
from benchmarks import fillings, pages, storm
from benchmarks.measures import Measure, at_least, at_most, seen
from storage import invariants
from storage.opening import open_database


def a_benchmark(monkeypatch: pytest.MonkeyPatch, name: str, *measures: Measure) -> None:
    module = ModuleType(f"benchmarks.{name}")
    module.measure = lambda: measures  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(bench, "ORDER", (*bench.ORDER, name))


@pytest.fixture
def no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "ORDER", ())


@pytest.mark.usefixtures("no_others")
def test_every_goal_held_ends_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_benchmark(monkeypatch, "one", at_least("joins", 0.4, 0.4), seen("a bare handler", 1234.5, "/s"))
    a_benchmark(monkeypatch, "two", at_most("memory", 149.9, 150, "MB"))
    assert bench.main(["--json", str(tmp_path / "x.json")]) == 0
    assert json.loads((tmp_path / "x.json").read_text()) == [
        {"name": "joins", "value": 0.4, "unit": "×", "goal": ">= 0.4", "holds": True},
        {"name": "a bare handler", "value": 1234.5, "unit": "/s", "goal": "", "holds": True},
        {"name": "memory", "value": 149.9, "unit": "MB", "goal": "<= 150", "holds": True},
    ]
    assert "joins" in capsys.readouterr().out


@pytest.mark.usefixtures("no_others")
def test_a_missed_goal_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_benchmark(monkeypatch, "one", at_most("memory", 150.1, 150, "MB"), at_least("joins", 0.5, 0.4))
    assert bench.main(["--json", str(tmp_path / "x.json")]) == 1
    assert "NO" in capsys.readouterr().out


@pytest.mark.usefixtures("no_others")
def test_only_what_was_asked_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_benchmark(monkeypatch, "one", at_least("joins", 0.3, 0.4))
    a_benchmark(monkeypatch, "two", at_most("memory", 100, 150, "MB"))
    assert bench.main(["--only", "two", "--json", str(tmp_path / "x.json")]) == 0
    assert "joins" not in capsys.readouterr().out


def test_a_page_gets_the_figures_of_a_run_and_keeps_its_words(tmp_path: Path) -> None:
    page, results = tmp_path / "page.md", tmp_path / "x.json"
    page.write_text("# Words\n<!-- figures -->\nold\n<!-- /figures -->\nmore\n")
    bench.write(
        [at_least("joins", 0.5123, 0.4), at_most("memory", 151, 150, "MB"), seen("rate", 1234.5, "/s")], results
    )
    for _ in range(2):
        pages.rewrite(page, results)
    assert page.read_text().splitlines() == [
        "# Words",
        "<!-- figures -->",
        "| what | value | unit | goal | holds |",
        "| --- | --: | --- | --- | --- |",
        "| joins | 0.512 | × | >= 0.4 | yes |",
        "| memory | 151 | MB | <= 150 | no |",
        "| rate | 1,234 | /s |  |  |",
        "<!-- /figures -->",
        "more",
    ]


def test_a_page_without_a_place_for_figures_is_refused(tmp_path: Path) -> None:
    page, results = tmp_path / "page.md", tmp_path / "x.json"
    page.write_text("# Words\n")
    bench.write([], results)
    with pytest.raises(ValueError, match="no place for figures"):
        pages.rewrite(page, results)


def test_a_storm_is_everybody_once_and_fills_every_team_it_starts() -> None:
    taps = list(storm.taps())
    assert len({tap.person for tap in taps}) == len(taps) == storm.PEOPLE
    starts = [place for place, tap in enumerate(taps) if "button" in tap.button]
    joins: dict[str, list[int]] = {}
    for place, tap in enumerate(taps):
        if "data" in tap.button:
            joins.setdefault(tap.button["data"], []).append(place)
    assert len(starts) == len(joins) == storm.PEOPLE // 5
    assert {len(places) for places in joins.values()} == {4}
    assert all(min(places) > start for start, places in zip(starts, joins.values(), strict=True))


@pytest.mark.parametrize(
    ("moments", "most"), [([], 0), ([3.0], 1), ([0.0, 59.9, 60.1], 2), ([0.0, 60.0], 1), ([5.0, 1.0, 2.0, 64.0], 3)]
)
def test_the_most_calls_in_any_minute_are_counted(moments: list[float], most: int) -> None:
    assert storm.most_in_a_minute(moments) == most


async def test_a_filled_database_fits_the_schema_and_holds_together(tmp_path: Path) -> None:
    path = tmp_path / "kaituan.db"

    def fill() -> None:
        with fillings.filling(path, accounts=50, groups=2) as full:
            full.add(fillings.Crowd(deals=3, teams_each=2, buyers_each=2, target=3))
            full.add(fillings.Crowd(deals=2, teams_each=2, buyers_each=3, target=3, is_over=True))

    await asyncio.to_thread(fill)
    database = open_database(f"sqlite:///{path}")
    try:
        assert await database.read(invariants.broken) == []
    finally:
        await database.close()
