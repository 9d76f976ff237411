"""Goals of performance, each measured by a command: `python -m benchmarks`.

A benchmark is a module of this package with `measure() -> Iterable[Measure]`, named in ORDER. It takes its ratios in
one run and asserts what makes its numbers worth anything: each answer counted, nothing lost.
"""

#: The benchmarks in the order of the table; the quick ones first.
ORDER: tuple[str, ...] = (
    "qr",
    "poster",
    "inline",
    "ready",
    "statement",
    "closing",
    "dues",
    "growth",
    "joins",
    "webhook",
    "replicas",
    "storm",
)
