"""What must hold over all rows at every instant: counters equal what they count, balances what is asked.

The schema refuses most of it row by row; this looks across rows. Crash tests and `doctor` ask, the start too.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from storage.database import ReadTx

#: Offenders named for each rule: enough to see what is wrong.
_NAMED = 5
#: Seals looked at in one go: a few milliseconds.
_SLICE = 1_000
#: Orders with the sums of their ledger.
_BALANCES = """
    SELECT o.id, o.state, o.rest, o.claimed_late, o.snapshot, o.asked_minor,
        o.quantity * o.unit_minor - o.off_minor AS amount, COALESCE(s.charged, 0) AS charged,
        COALESCE(s.held, 0) AS held, COALESCE(s.credited, 0) AS credited, COALESCE(s.refunded, 0) AS refunded
    FROM orders o
    LEFT JOIN (
        SELECT order_id,
            SUM(CASE entry WHEN 'charged' THEN amount_minor ELSE 0 END) AS charged,
            SUM(CASE entry WHEN 'paid' THEN amount_minor WHEN 'refunded' THEN -amount_minor ELSE 0 END) AS held,
            SUM(CASE entry WHEN 'credited' THEN amount_minor ELSE 0 END) AS credited,
            SUM(CASE entry WHEN 'refunded' THEN amount_minor ELSE 0 END) AS refunded
        FROM ledger GROUP BY order_id
    ) s ON s.order_id = o.id
"""
#: Each rule with the rows that break it.
_RULES = {
    "a deal's units taken are those of its live orders": """
        SELECT d.id FROM deals d
        LEFT JOIN (
            SELECT deal_id, SUM(quantity) AS units FROM orders
            WHERE state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected') GROUP BY deal_id
        ) o ON o.deal_id = d.id
        WHERE d.taken <> COALESCE(o.units, 0)
    """,
    "a deal's units set aside are the missing places of its open teams": """
        SELECT d.id FROM deals d
        LEFT JOIN (
            SELECT deal_id, SUM(target - joined - holding) AS places FROM teams WHERE state = 'open' GROUP BY deal_id
        ) t ON t.deal_id = d.id
        WHERE d.set_aside <> COALESCE(t.places, 0)
    """,
    "a deal's orders are numbered from one to their count": """
        SELECT d.id FROM deals d
        LEFT JOIN (SELECT deal_id, MAX(number) AS last, COUNT(*) AS made FROM orders GROUP BY deal_id) o
            ON o.deal_id = d.id
        WHERE d.orders_made <> COALESCE(o.last, 0) OR d.orders_made <> COALESCE(o.made, 0)
    """,
    "an open team's places are those of its live orders, paid ones only counting where buyers pay first": """
        SELECT t.id FROM teams t
        LEFT JOIN (
            SELECT o.team_id, COUNT(*) AS places,
                SUM(CASE WHEN d.pay <> 'first' OR o.state IN ('paid', 'ready', 'collected') THEN 1 ELSE 0 END) AS joined
            FROM orders o JOIN deals d ON d.id = o.deal_id
            WHERE o.state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected') GROUP BY o.team_id
        ) o ON o.team_id = t.id
        WHERE t.state = 'open'
            AND (t.joined <> COALESCE(o.joined, 0) OR t.joined + t.holding <> COALESCE(o.places, 0))
    """,
    "an ended deal with nothing left to end has no open team": """
        SELECT d.id FROM deals d JOIN teams t ON t.deal_id = d.id
        WHERE t.state = 'open' AND d.state IN ('closed', 'settled', 'cancelled') AND d.ends_at IS NULL
    """,
    "a cancelled deal with nothing left to end has no unpicked live order": """
        SELECT d.id FROM deals d JOIN orders o ON o.deal_id = d.id
        WHERE d.state = 'cancelled' AND d.ends_at IS NULL AND o.state IN ('placed', 'due', 'claimed', 'paid', 'ready')
    """,
    "a buyer has one live order in a deal": """
        SELECT MIN(id) AS id FROM orders WHERE state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected')
        GROUP BY deal_id, buyer_id HAVING COUNT(*) > 1
    """,
    "an order's ledger says what its state says": """
        SELECT id FROM ({balances}) b
        WHERE NOT CASE
            WHEN state IN ('due', 'claimed') THEN charged = amount AND (held = 0 OR held + credited < charged)
                AND (held > 0) = (rest IN ('short', 'asked')) AND rest IN ('even', 'short', 'asked')
            WHEN state IN ('paid', 'ready', 'collected') THEN charged = amount AND held + credited >= charged
                AND (held + credited > charged) = (rest IN ('over', 'back')) AND rest IN ('even', 'over', 'back')
            WHEN state = 'refund_due' THEN charged = 0 AND held + credited >= 0 AND rest = 'even'
            ELSE charged = 0 AND rest = 'even'
                AND (held + credited = 0 OR claimed_late = 1 AND held + credited > 0 AND state <> 'placed')
        END
    """,
    "no more is paid back than came": """
        SELECT id FROM ({balances}) b WHERE held < 0 OR refunded < 0
    """,
    "an order's code asks for what is still owed": """
        SELECT id FROM ({balances}) b
        WHERE state IN ('due', 'claimed') AND snapshot IS NOT NULL AND asked_minor <> charged - held - credited
    """,
    "a payment through a gateway asks what its order asks": """
        SELECT t.id FROM trades t JOIN orders o ON o.id = t.order_id LEFT JOIN payees p ON p.id = o.payee_id
        WHERE t.state IN ('wanted', 'asked', 'failed') AND NOT (
            o.state IN ('due', 'claimed') AND COALESCE(o.asked_minor, 0) = t.amount_minor
            AND COALESCE(p.standard, '') = t.provider || '-trade'
        )
    """,
    "a statement's line that is booked stands in the ledger once, with its order and amount": """
        SELECT l.id FROM statement_lines l LEFT JOIN ledger g ON g.line_id = l.id
        WHERE l.state IN ('paid', 'late', 'booked', 'stays')
            AND (g.id IS NULL OR g.order_id <> l.order_id OR g.amount_minor <> l.amount_minor OR g.entry <> 'paid')
    """,
    "a line that isn't booked stands in the ledger only if it was taken back": """
        SELECT g.id FROM ledger g JOIN statement_lines l ON l.id = g.line_id
        WHERE l.state IN ('found', 'near', 'refused')
    """,
    "what gateways have paid back stands in the ledger": """
        SELECT t.order_id AS id FROM (
            SELECT order_id, provider, SUM(refunded_minor) AS went FROM trades GROUP BY order_id, provider
        ) t LEFT JOIN (
            SELECT order_id, source, SUM(amount_minor) AS went FROM ledger WHERE entry = 'refunded'
            GROUP BY order_id, source
        ) l ON l.order_id = t.order_id AND l.source = t.provider
        WHERE t.went <> COALESCE(l.went, 0)
    """,
    "no more goes back through gateways than is owed back": """
        SELECT b.id FROM ({balances}) b JOIN (
            SELECT order_id, SUM(refund_minor) AS going FROM trades GROUP BY order_id
        ) t ON t.order_id = b.id
        WHERE t.going > 0 AND t.going > b.held + b.credited - b.charged
    """,
    "an account for a refund is kept no longer than something is owed back": """
        SELECT a.order_id AS id FROM refund_accounts a JOIN orders o ON o.id = a.order_id
        WHERE o.state <> 'refund_due' AND o.rest NOT IN ('back', 'over')
    """,
    # but for one that was never asked for: late money that came all the same, under a reference, bought its stock
    "an order that asks for money by QR keeps what it asks": """
        SELECT o.id FROM orders o JOIN deals d ON d.id = o.deal_id
        WHERE d.pay <> 'pickup' AND o.snapshot IS NULL AND (
            o.state IN ('due', 'claimed') OR o.state IN ('paid', 'ready', 'collected')
                AND (o.due_until IS NOT NULL OR o.reference IS NULL)
        )
    """,
}
_BROKEN = {rule: text(f"{rows.replace('{balances}', _BALANCES)} LIMIT {_NAMED}") for rule, rows in _RULES.items()}
_SEALED = text(
    "SELECT id, snapshot, seal FROM orders WHERE id > :after AND (snapshot IS NOT NULL OR seal IS NOT NULL)"
    " ORDER BY id LIMIT :most"
)
_QUICK_CHECK, _FOREIGN_KEYS = text(f"PRAGMA quick_check({_NAMED})"), text("PRAGMA foreign_key_check")


def broken(tx: ReadTx) -> list[str]:
    """Every rule that does not hold, with the ids of some rows that break it; empty when all is well."""
    found = miscounted(tx)
    after: int | None = 0
    while after is not None:
        torn, after = unsealed(tx, after)
        found += torn
    return found


def miscounted(tx: ReadTx) -> list[str]:
    """The same without the seals: what the database itself can count."""
    return [f"{rule}: {_ids(rows)}" for rule, statement in _BROKEN.items() if (rows := tx.all(statement))]


def unsealed(tx: ReadTx, after: int) -> tuple[list[str], int | None]:
    """The seals of a slice of orders behind an id: what is wrong with them, and behind which id the next slice begins.

    In slices, because each seal is computed here and everything else waits meanwhile.
    """
    rows = tx.all(_SEALED, {"after": after, "most": _SLICE})
    torn = [row for row in rows if _seal(row.snapshot) != row.seal][:_NAMED]
    said = [f"what an order asks stays as it was sealed: {_ids(torn)}"] if torn else []
    return said, rows[-1].id if len(rows) == _SLICE else None


def damaged(tx: ReadTx) -> list[str]:
    """What SQLite says is wrong with its file; empty when all is well, and for PostgreSQL, which checks itself."""
    if tx.connection.dialect.name != "sqlite":
        return []
    said = [str(line) for line in tx.execute(_QUICK_CHECK).scalars()]
    dangling = [tuple(row) for row in tx.all(_FOREIGN_KEYS)[:_NAMED]]
    found = [line for line in said if line != "ok"]
    return [*found, *(f"{table} row {row} points at no {other}" for table, row, other, _ in dangling)]


def _seal(snapshot: str | None) -> str:
    return hashlib.sha256((snapshot or "").encode()).hexdigest()


def _ids(rows: Sequence[Row[Any]]) -> str:
    return ", ".join(str(row.id) for row in rows)
