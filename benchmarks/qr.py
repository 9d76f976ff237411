"""The picture of a payment code: ours against the library's own way, in one process and in turns."""

import functools
import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import qrcode

from benchmarks.measures import Measure, at_most, seen
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, Standard, image, parse_payee, reading
from bot.payqr.registry import currencies_of

ROUNDS = 40
_MADE = datetime(2026, 11, 24, tzinfo=UTC)


def measure() -> list[Measure]:
    """The goal is a fifth of the library's time over one payload of each standard; the slowest stays under 10 ms."""
    asks = [_ask(standard) for standard in STANDARDS.values()]
    payloads = [STANDARDS[ask.payee.standard].payload(ask) for ask in asks]
    ways: list[Callable[[], object]] = [
        lambda: [_drawn_by_the_library(payload) for payload in payloads],
        lambda: [image.draw(payload) for payload in payloads],
        *(functools.partial(_make_and_prove, ask) for ask in asks),
    ]
    library, ours, *proved = _medians(ways)
    return [
        at_most("payment picture: ours / qrcode.make().save()", ours / library, 0.2),
        seen("payment picture drawn", ours / len(asks) * 1000, "ms"),
        seen("payment picture drawn, read back and proved", statistics.mean(proved) * 1000, "ms"),
        at_most("payment code of the slowest standard: payload, picture, read back", max(proved) * 1000, 10, "ms"),
    ]


def _ask(standard: Standard) -> Ask:
    """29.90 or so to the payee of the standard's own example."""
    payee = parse_payee(standard.line.example)
    return Ask(payee, Money(2990, currency(min(currencies_of(payee)))), "GB10000041", _MADE)


def _make_and_prove(ask: Ask) -> None:
    reading.prove(image.draw(STANDARDS[ask.payee.standard].payload(ask)), ask)


def _drawn_by_the_library(payload: str) -> bytes:
    buffer = io.BytesIO()
    qrcode.make(payload).save(buffer)
    return buffer.getvalue()


def _medians(ways: list[Callable[[], object]]) -> list[float]:
    """The median time of each way over rounds in which all take their turn, so that a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for way, taken in zip(ways, times, strict=True):
            start = time.perf_counter()
            way()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]
