"""What a benchmark says: a value beside its goal, and whether it holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measured value with its goal, as it stands in bench.json."""

    name: str
    value: float
    unit: str
    goal: str
    holds: bool


def at_least(name: str, value: float, goal: float, unit: str = "×") -> Measure:
    """A value that has to reach its goal: a rate, a ratio of rates."""
    return Measure(name=name, value=value, unit=unit, goal=f">= {goal:g}", holds=value >= goal)


def at_most(name: str, value: float, goal: float, unit: str = "×") -> Measure:
    """A value that must not pass its goal: a time, a size."""
    return Measure(name=name, value=value, unit=unit, goal=f"<= {goal:g}", holds=value <= goal)


def seen(name: str, value: float, unit: str) -> Measure:
    """A value without a goal of its own, that explains the others."""
    return Measure(name=name, value=value, unit=unit, goal="", holds=True)
