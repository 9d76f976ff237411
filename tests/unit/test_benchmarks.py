import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as bench
from benchmarks.measures import Measure, at_least, at_most, seen


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
