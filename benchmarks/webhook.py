"""Pushed taps: our webhook intake, which accepts after the handler, against the library's own, which accepts before.

The same bare handler answers each tap. The library's is measured as it comes, and with our client for the answers, so
that only the way in differs.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from benchmarks import processes
from benchmarks.crowds import Crowds
from benchmarks.measures import Measure, at_least, seen
from benchmarks.taps import GROUP, Tap

ROUNDS = 5
_WARM_UP = 200
#: Taps of one round.
_TAPS = {"ours": 1_500, "library": 1_500, "stock": 400}


def measure() -> list[Measure]:
    """Rates in turns, so that a busy machine slows both alike; the ratio is the median of the rounds' own ratios."""
    with ExitStack() as children:
        rates, costs = asyncio.run(_rounds(children))
    ratios = {
        name: statistics.median(ours / theirs for ours, theirs in zip(rates["ours"], rates[name], strict=True))
        for name in ("stock", "library")
    }
    return [
        at_least("webhook: ours / the library's own", ratios["stock"], 1.4),
        at_least("webhook: ours / the library's own, answers by our client", ratios["library"], 0.9),
        *(seen(f"webhook: {name}", statistics.median(rates[name]), "/s") for name in _TAPS),
        *(
            seen(f"webhook: CPU for a tap, {name}", 1_000 * costs[name] / (ROUNDS * _TAPS[name]), "ms")
            for name in _TAPS
        ),
    ]


async def _rounds(children: ExitStack) -> tuple[dict[str, list[float]], dict[str, float]]:
    port = children.enter_context(processes.stub())
    nowhere = Path(children.enter_context(tempfile.TemporaryDirectory())) / "unused.db"
    tokens = {name: processes.token(number) for number, name in enumerate(_TAPS, 1)}
    pids = {}
    for name, token in tokens.items():
        told = processes.settings(port=port, token=token, database=nowhere)
        told |= processes.pushed_to(processes.free_port())
        pids[name] = children.enter_context(processes.running(["benchmarks.pushers", name], **told)).pid
    people = count(1)
    rates: dict[str, list[float]] = {name: [] for name in _TAPS}
    costs = dict.fromkeys(_TAPS, 0.0)
    async with Crowds(port) as crowds:
        for token in tokens.values():
            await crowds.storm(token, _taps(people, _WARM_UP))
        for _ in range(ROUNDS):
            for name, token in tokens.items():
                before = processes.cpu_seconds([pids[name]])
                storm = await crowds.storm(token, _taps(people, _TAPS[name]))
                costs[name] += processes.cpu_seconds([pids[name]]) - before
                rates[name].append(len(storm.took) / storm.seconds)
    return rates, costs


def _taps(people: Iterator[int], many: int) -> list[Tap]:
    return [Tap(person=next(people), data="tj:Y6N4", chat=GROUP) for _ in range(many)]
