"""Counters of what the program does, for Prometheus."""

from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

registry = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=registry)

_ACTS = Counter("acts", "Acts by how they ended.", ["act", "outcome"], namespace="kaituan", registry=registry)
_ACT_SECONDS = Histogram(
    "act_seconds", "From asking to the commit.", ["act"], namespace="kaituan", registry=registry,
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)  # fmt: skip
_GROUPS = Histogram(
    "commit_group_size", "Acts committed together.", namespace="kaituan", registry=registry,
    buckets=(1, 2, 4, 8, 16, 32, 64, 128),
)  # fmt: skip
_UPDATES = Counter("updates", "Updates by how they ended.", ["kind", "outcome"], namespace="kaituan", registry=registry)
_PUSHES = Counter(
    "pushes", "Webhook requests by what was answered.", ["status"], namespace="kaituan", registry=registry
)
_OUTBOX = Counter("outbox", "Sends by how they ended.", ["kind", "outcome"], namespace="kaituan", registry=registry)
_PENDING = Gauge("outbox_pending", "Rows that wait to be sent.", namespace="kaituan", registry=registry)
_LAG = Histogram(
    "delivery_lag_seconds", "From the commit to Telegram's answer.", ["kind"], namespace="kaituan", registry=registry,
    buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800),
)  # fmt: skip
_POSTERS = Histogram(
    "poster_seconds",
    "Drawing a poster.",
    namespace="kaituan",
    registry=registry,
    buckets=(0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1),
)
_CALLS = Counter(
    "gateway_calls", "Calls to gateways by how they ended.", ["gateway", "call", "outcome"],
    namespace="kaituan", registry=registry,
)  # fmt: skip
_CHECKOUTS = Counter(
    "checkouts", "Invoices that somebody was about to pay, by the answer.", ["answer"],
    namespace="kaituan", registry=registry,
)  # fmt: skip
_REPORTS = Counter(
    "payment_reports", "What gateways report of money, by what became of it.", ["gateway", "outcome"],
    namespace="kaituan", registry=registry,
)  # fmt: skip


def act_ended(act: str, outcome: str, seconds: float) -> None:
    """An act is over: `outcome` is `done`, `again` (delivered twice), an error's code, or `failed`."""
    _ACTS.labels(act, outcome).inc()
    _ACT_SECONDS.labels(act).observe(seconds)


def group_committed(size: int) -> None:
    """So many acts were committed together."""
    _GROUPS.observe(size)


def update_ended(kind: str, outcome: str) -> None:
    """An update (`message`, `callback_query`, …) is over: `done`, `refused`, `failed`, `dropped` or `withheld`."""
    _UPDATES.labels(kind, outcome).inc()


def push_answered(status: int) -> None:
    """A request at the webhook's path was answered with this HTTP status."""
    _PUSHES.labels(str(status)).inc()


def send_ended(kind: str, outcome: str) -> None:
    """A row of the outbox was tried: `outcome` is the state it has now."""
    _OUTBOX.labels(kind, outcome).inc()


def outbox_waits(rows: int) -> None:
    """So many rows wait to be sent."""
    _PENDING.set(rows)


def delivered(kind: str, lag_seconds: float) -> None:
    """Telegram has it, this long after the commit."""
    _LAG.labels(kind).observe(lag_seconds)


def poster_drawn() -> AbstractContextManager[object]:
    """While it lasts, a poster is drawn."""
    return _POSTERS.time()


def gateway_called(gateway: str, call: str, outcome: str) -> None:
    """A call about a trade (`wanted`, `asked`, `closing`, `paid` and `refunding`: to be paid back) is over.

    `answered`; the gateway was `away`, or `refused`; `database-away`; `failed`: a bug.
    """
    _CALLS.labels(gateway, call, outcome).inc()


def payment_reported(gateway: str, outcome: str) -> None:
    """A notice or a query's answer is over: what became of it, `nothing` when no money came, `refused` unproven."""
    _REPORTS.labels(gateway, outcome).inc()


def checkout_answered(answer: str) -> None:
    """Somebody was about to pay an invoice: `yes`, or why not."""
    _CHECKOUTS.labels(answer).inc()


def page() -> bytes:
    """Everything counted, in Prometheus' text format."""
    return generate_latest(registry)
