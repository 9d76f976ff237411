"""The picture of a payment code: ours against the library's own way, in one process and in turns."""

import io
import statistics
import time
from collections.abc import Callable

import qrcode

from benchmarks.measures import Measure, at_most, seen
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, image, parse_payee, reading

ROUNDS = 40
_LINES = (
    "epc DE33 1002 0500 0001 1947 00 Wikimedia Fördergesellschaft",
    "pix 123e4567-e12b-12d1-a456-426655440000 Fulano de Tal, Brasília",
    "promptpay 081-234-5678 Somchai Jaidee",
)


def measure() -> list[Measure]:
    """The goal is a fifth of the library's time, over one payload of each standard."""
    asks = [_ask(line) for line in _LINES]
    payloads = [STANDARDS[ask.payee.standard].payload(ask) for ask in asks]
    ways: tuple[Callable[[], object], ...] = (
        lambda: [_drawn_by_the_library(payload) for payload in payloads],
        lambda: [image.draw(payload) for payload in payloads],
        lambda: _draw_and_prove(asks, payloads),
    )
    library, ours, proved = (seconds / len(asks) for seconds in _medians(ways))
    return [
        at_most("payment picture: ours / qrcode.make().save()", ours / library, 0.2),
        seen("payment picture drawn", ours * 1000, "ms"),
        seen("payment picture drawn, read back and proved", proved * 1000, "ms"),
    ]


def _ask(line: str) -> Ask:
    payee = parse_payee(line)
    (code,) = STANDARDS[payee.standard].currencies
    return Ask(payee, Money(2990, currency(code)), "GB10000041")


def _draw_and_prove(asks: list[Ask], payloads: list[str]) -> None:
    for ask, payload in zip(asks, payloads, strict=True):
        reading.prove(image.draw(payload), ask)


def _drawn_by_the_library(payload: str) -> bytes:
    buffer = io.BytesIO()
    qrcode.make(payload).save(buffer)
    return buffer.getvalue()


def _medians(ways: tuple[Callable[[], object], ...]) -> list[float]:
    """The median time of each way over rounds in which all take their turn, so that a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for way, taken in zip(ways, times, strict=True):
            start = time.perf_counter()
            way()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]
