"""Statements of banks: what was taken in, and of their lines those about orders. A unique key keeps each line once."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select, text, update

from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, CommunityId, DealId, OrderId, StatementId, StatementLineId
from bot.domain.money import Money, currency
from bot.domain.statements.columns import Columns, read_columns
from bot.domain.statements.imports import Counted, KeptLine, LineState, NewLine, Statement, StatementState
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Why
from bot.domain.undos import Was, read, written
from storage.database import ReadTx, WriteTx
from storage.tables import orders
from storage.tables import statement_columns as known
from storage.tables import statement_lines as lines
from storage.tables import statements as t
from storage.types import Instant, Whole, word

_BEGIN = t.insert().returning(t.c.id)
_GET = select(t).where(t.c.id == bindparam("statement"))
_LOCK = _GET.with_for_update()
_ADD = text(
    "INSERT INTO statement_lines (statement_id, community_id, account, fingerprint, booked_on, amount_minor, currency,"
    " text, name, payer, state, why, order_id) VALUES (:statement, :community, :account, :fingerprint, :booked_on,"
    " :amount, :currency, :text, :name, :payer, :state, :why, :order)"
    " ON CONFLICT (community_id, account, fingerprint) WHERE state <> 'undone' DO NOTHING"
).bindparams(bindparam("order", type_=Whole))
_MOVE = (
    update(t)
    .where(t.c.id == bindparam("statement"), t.c.state == bindparam("was_in"))
    .values(state=bindparam("to"), works_at=bindparam("due", type_=Instant))
)
_START = _MOVE.values(
    lines=bindparam("all"),
    outgoing=bindparam("out"),
    unknown=bindparam("none"),
    in_others=bindparam("others"),
    known=bindparam("before"),
)
_COUNTED = (
    select(lines.c.state, func.count().label("lines"), func.sum(lines.c.amount_minor).label("minor"))
    .where(lines.c.statement_id == bindparam("statement"))
    .group_by(lines.c.state)
)
_IN_STATE = (
    select(lines)
    .where(lines.c.statement_id == bindparam("statement"), lines.c.state.in_(bindparam("states", expanding=True)))
    .order_by(lines.c.id)
    .limit(bindparam("most"))
)
_NEXT = _IN_STATE.where(lines.c.id >= bindparam("at_least"))
_WITH_DEAL = select(lines, orders.c.deal_id).join(orders, orders.c.id == lines.c.order_id)
_FOUND = (
    _WITH_DEAL.where(lines.c.statement_id == bindparam("statement"), lines.c.state == word("found"))
    .order_by(lines.c.id)
    .limit(bindparam("most"))
)
_IS_BOOKED = and_(
    lines.c.statement_id == bindparam("statement"),
    lines.c.state.in_([word(state) for state in (LineState.PAID, LineState.LATE, LineState.BOOKED)]),
)
#: All booked lines of the next orders: those of one order go back together.
_BOOKED = _WITH_DEAL.where(
    _IS_BOOKED, lines.c.order_id.in_(select(lines.c.order_id).where(_IS_BOOKED).limit(bindparam("most")))
)
_LINE = select(lines).where(lines.c.id == bindparam("line"), lines.c.statement_id == bindparam("statement"))
#: What the bank says of a line is kept only as long as a leader may have to read it.
_DECIDE = (
    update(lines)
    .where(lines.c.id == bindparam("line"), lines.c.state == bindparam("seen"))
    .values(
        state=bindparam("to"),
        why=bindparam("reason"),
        order_id=bindparam("about", type_=Whole),
        was=bindparam("before"),
        decided_at=bindparam("now", type_=Instant),
        text="",
        name="",
        payer="",
    )
)
_AWAIT = (
    update(lines)
    .where(lines.c.id == bindparam("line"), lines.c.state == bindparam("seen"))
    .values(state=word("near"), why=bindparam("reason"), order_id=bindparam("about", type_=Whole))
)
_DROP = (
    update(lines)
    .where(lines.c.statement_id == bindparam("statement"), lines.c.state.in_([word("near"), word("refused")]))
    .values(state=word("undone"), text="", name="", payer="", decided_at=bindparam("now", type_=Instant))
)
_WORKING = select(t.c.id).where(t.c.works_at <= bindparam("now")).order_by(t.c.works_at).limit(bindparam("most"))
_FORGET = (
    update(lines)
    .where(lines.c.state == word("near"))
    .where(lines.c.statement_id.in_(select(t.c.id).where(t.c.at < bindparam("before"))))
    .values(text="", name="", payer="")
)
_UNFINISHED = and_(t.c.state == word("reading"), t.c.at < bindparam("before", type_=Instant))
_OF_LEADER = and_(
    t.c.state == word("reading"), t.c.community_id == bindparam("community"), t.c.leader_id == bindparam("leader")
)
#: Statements that were not read to their end: their lines count when they come again. Of a leader, and old ones.
_GIVE_UP, _GIVE_UP_OLD = (
    (
        update(lines)
        .where(lines.c.statement_id.in_(select(t.c.id).where(which)))
        .values(state=word("undone"), text="", name="", payer="", decided_at=bindparam("now", type_=Instant)),
        update(t).where(which).values(state=word("taken")),
    )
    for which in (_OF_LEADER, _UNFINISHED)
)
_REMEMBER = text(
    "INSERT INTO statement_columns (community_id, account, shape, columns, at)"
    " VALUES (:community, :account, :shape, :columns, :at)"
    " ON CONFLICT (community_id, account, shape) DO UPDATE SET columns = excluded.columns, at = excluded.at"
).bindparams(bindparam("at", type_=Instant))
_REMEMBERED = select(known.c.account, known.c.columns).where(known.c.community_id == bindparam("community"))
_MOVED = update(t).where(t.c.community_id == bindparam("goes")).values(community_id=bindparam("stays"))
#: Two groups that become one: a line that both knew stays where it was, so that it still counts once.
_LINES_MOVED = text(
    "UPDATE statement_lines SET community_id = :stays WHERE community_id = :goes AND NOT EXISTS ("
    " SELECT 1 FROM statement_lines there WHERE there.community_id = :stays AND there.state <> 'undone'"
    " AND there.account = statement_lines.account AND there.fingerprint = statement_lines.fingerprint)"
)
_COLUMNS_GO = known.delete().where(known.c.community_id == bindparam("goes"))


def give_up(tx: WriteTx, community: CommunityId, leader: AccountId, now: datetime) -> None:
    """What a leader has brought before and was not read to its end never will be."""
    for statement in _GIVE_UP:
        tx.run(statement, {"community": community, "leader": leader, "now": now})


def give_up_old(tx: WriteTx, before: datetime, now: datetime) -> None:
    """The same of everybody's, when it began before a moment."""
    for statement in _GIVE_UP_OLD:
        tx.run(statement, {"before": before, "now": now})


def begin(tx: WriteTx, community: CommunityId, leader: AccountId, account: str, now: datetime) -> StatementId:
    """Take a statement in, whose lines follow."""
    facts = {
        "community_id": community,
        "leader_id": leader,
        "account": account,
        "state": StatementState.READING,
        "at": now,
        "works_at": None,
    }
    counted = dict.fromkeys(("lines", "outgoing", "unknown", "in_others", "known"), 0)
    return StatementId(int(tx.value(_BEGIN, facts | counted)))


def get(tx: ReadTx, statement: StatementId) -> Statement:
    """A statement. Raises NotFound."""
    return _statement(tx.first(_GET, {"statement": statement}))


def locked(tx: WriteTx, statement: StatementId) -> Statement:
    """A statement, for this transaction alone. Raises NotFound."""
    return _statement(tx.first(_LOCK, {"statement": statement}))


def add(tx: WriteTx, statement: Statement, found: Sequence[NewLine]) -> None:
    """Keep lines of a statement; one that is known already is left out."""
    if found:
        tx.run(_ADD, [_new(statement, one) for one in found])


def start(tx: WriteTx, statement: StatementId, counted: Counted, now: datetime) -> bool:
    """All lines are kept, and are worked off from now on; False: that was so before."""
    facts = {
        "statement": statement,
        "was_in": StatementState.READING,
        "to": StatementState.WORKING,
        "due": now,
        "all": counted.lines,
        "out": counted.outgoing,
        "none": counted.unknown,
        "others": counted.foreign,
        "before": counted.known,
    }
    return tx.changed(_START, facts)


def move(tx: WriteTx, statement: StatementId, was: StatementState, to: StatementState, due: datetime | None) -> bool:
    """A statement's next state; False: it stands elsewhere."""
    return tx.changed(_MOVE, {"statement": statement, "was_in": was, "to": to, "due": due})


def counted(tx: ReadTx, statement: StatementId) -> dict[LineState, tuple[int, int]]:
    """Lines of a statement that are kept, by state: how many, and what came by them in minor units."""
    rows = tx.all(_COUNTED, {"statement": statement})
    return {LineState(row.state): (int(row.lines), int(row.minor)) for row in rows}


def in_state(tx: ReadTx, statement: StatementId, states: Sequence[LineState], most: int) -> list[KeptLine]:
    """Lines of a statement in some states, in its order."""
    return [_line(row) for row in tx.all(_IN_STATE, {"statement": statement, "states": list(states), "most": most})]


def next_near(tx: ReadTx, statement: StatementId, at_least: int) -> KeptLine | None:
    """The next line that waits for a word, from this one on."""
    facts = {"statement": statement, "states": [LineState.NEAR], "most": 1, "at_least": at_least}
    row = tx.first(_NEXT, facts)
    return None if row is None else _line(row)


def to_book(tx: ReadTx, statement: StatementId, most: int) -> list[tuple[DealId, KeptLine]]:
    """Lines that are to be booked with their order's deal: deal by deal, as locks are taken."""
    rows = tx.all(_FOUND, {"statement": statement, "most": most})
    return sorted(((DealId(row.deal_id), _line(row)) for row in rows), key=lambda one: (one[0], one[1].id))


def booked(tx: ReadTx, statement: StatementId, most: int) -> list[tuple[DealId, KeptLine, Was]]:
    """The booked lines of some orders with the order's deal and how it stood before: deal by deal, as locks are taken.

    What was booked on an order last comes first. More than `most` only where an order has several.
    """
    rows = tx.all(_BOOKED, {"statement": statement, "most": most})
    kept = [(DealId(row.deal_id), _line(row), read(row.was)[0]) for row in rows]
    return sorted(kept, key=lambda one: (one[0], one[2].order_id, -one[2].after.held_minor))


def line(tx: ReadTx, statement: StatementId, line_id: StatementLineId) -> KeptLine:
    """A line of a statement. Raises NotFound: no such line, or another statement's."""
    row = tx.first(_LINE, {"statement": statement, "line": line_id})
    if row is None:
        raise NotFound()
    return _line(row)


def decide(
    tx: WriteTx, seen: KeptLine, to: LineState, now: datetime, *, order: OrderId | None = None, was: Was | None = None
) -> bool:
    """It is known what a line is; False: somebody was quicker."""
    facts = {
        "line": seen.id,
        "seen": seen.state,
        "to": to,
        "reason": None if seen.why is None else seen.why,
        "about": order,
        "before": None if was is None else written((was,)),
        "now": now,
    }
    return tx.changed(_DECIDE, facts)


def wait(tx: WriteTx, seen: KeptLine, why: Why, order: OrderId | None) -> bool:
    """A line waits for a leader's word; False: somebody was quicker."""
    return tx.changed(_AWAIT, {"line": seen.id, "seen": seen.state, "reason": why, "about": order})


def drop(tx: WriteTx, statement: StatementId, now: datetime) -> None:
    """Lines of a statement that no order was paid by are forgotten."""
    tx.run(_DROP, {"statement": statement, "now": now})


def working(tx: ReadTx, now: datetime, most: int) -> list[StatementId]:
    """Statements of which lines are to be worked off now."""
    return [StatementId(row.id) for row in tx.all(_WORKING, {"now": now, "most": most})]


def forget(tx: WriteTx, before: datetime) -> int:
    """What banks say of lines that have waited for a word since long is forgotten; of how many."""
    return tx.run(_FORGET, {"before": before})


def remember(tx: WriteTx, community: CommunityId, account: str, columns: Columns, now: datetime) -> None:
    """A leader has confirmed the columns of this account's tables."""
    facts = {
        "community": community,
        "account": account,
        "shape": sha256(columns.shape.encode()).hexdigest()[:32],
        "columns": columns.written(),
        "at": now,
    }
    tx.run(_REMEMBER, facts)


def remembered(tx: ReadTx, community: CommunityId) -> list[tuple[str, Columns]]:
    """Every account's columns that leaders of a community have confirmed."""
    return [(row.account, read_columns(row.columns)) for row in tx.all(_REMEMBERED, {"community": community})]


def moved(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """Two groups have become one."""
    for statement in (_MOVED, _LINES_MOVED):
        tx.run(statement, {"goes": goes, "stays": stays})
    tx.run(_COLUMNS_GO, {"goes": goes})


def _new(statement: Statement, one: NewLine) -> dict[str, object]:
    said, found = one.match.line, one.match
    return {
        "statement": statement.id,
        "community": statement.community_id,
        "account": statement.account,
        "fingerprint": one.fingerprint,
        "booked_on": None if said.booked_on is None else said.booked_on.isoformat(),
        "amount": said.amount.minor,
        "currency": said.amount.currency.code,
        "text": said.text if found.why else "",
        "name": said.name if found.why else "",
        "payer": said.account if found.why else "",
        "state": LineState.NEAR if found.why else LineState.FOUND,
        "why": found.why,
        "order": found.order,
    }


def _statement(row: Row[Any] | None) -> Statement:
    if row is None:
        raise NotFound()
    return Statement(
        id=StatementId(row.id),
        community_id=CommunityId(row.community_id),
        leader_id=AccountId(row.leader_id),
        account=row.account,
        state=StatementState(row.state),
        at=row.at,
        counted=Counted(
            lines=row.lines, outgoing=row.outgoing, unknown=row.unknown, foreign=row.in_others, known=row.known
        ),
    )


def _line(row: Row[Any]) -> KeptLine:
    return KeptLine(
        id=StatementLineId(row.id),
        statement_id=StatementId(row.statement_id),
        line=BankLine(
            booked_on=None if row.booked_on is None else date.fromisoformat(row.booked_on),
            amount=Money(row.amount_minor, currency(row.currency)),
            text=row.text,
            name=row.name,
            account=row.payer,
        ),
        state=LineState(row.state),
        why=None if row.why is None else Why(row.why),
        order_id=None if row.order_id is None else OrderId(row.order_id),
    )
