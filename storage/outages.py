"""Outages, and the deals that closed late because of one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select, update

from bot.domain.errors import NotFound
from bot.domain.ids import DealId, LateCloseId, OutageId
from bot.domain.outages import LateClose, LateState, Outage
from storage.database import ReadTx, WriteTx
from storage.tables import deals, late_closes, outages, teams
from storage.types import Instant, word

_SINCE = bindparam("since", type_=Instant)
_UNTIL = bindparam("until", type_=Instant)
_ADD = outages.insert().returning(outages.c.id)
_GET = select(outages).where(outages.c.id == bindparam("outage"))
_LOCK = _GET.with_for_update()
_TO_TELL = select(outages.c.id).where(outages.c.told_at.is_(None)).order_by(outages.c.id)
_TELL = update(outages).where(outages.c.id == bindparam("outage")).values(told_at=bindparam("now"))
_IS_ASKED = exists().where(late_closes.c.outage_id == bindparam("outage"), late_closes.c.deal_id == deals.c.id)
_CLOSED = (
    select(deals.c.id, deals.c.leader_id)
    .where(deals.c.closed_at > _SINCE, deals.c.closed_at <= _UNTIL, ~_IS_ASKED)
    .order_by(deals.c.closed_at)
    .limit(bindparam("most"))
)
_RAN_OUT_IN = exists().where(
    teams.c.deal_id == deals.c.id,
    teams.c.state == word("expired"),
    teams.c.deadline_at > _SINCE,
    teams.c.deadline_at <= _UNTIL,
)
_RAN_OUT = (
    select(deals.c.id, deals.c.leader_id)
    .where(deals.c.state == word("open"), _RAN_OUT_IN, ~_IS_ASKED)
    .order_by(deals.c.closes_at)
    .limit(bindparam("most"))
)
_EXPIRED = (
    select(func.count())
    .select_from(teams)
    .where(teams.c.deal_id == bindparam("deal"), teams.c.state == word("expired"))
    .where(teams.c.deadline_at > _SINCE, teams.c.deadline_at <= _UNTIL)
)
_ASK = late_closes.insert().returning(late_closes.c.id)
_LATE = select(late_closes).where(late_closes.c.id == bindparam("late"))
_DECIDE = (
    update(late_closes)
    .where(late_closes.c.id == bindparam("late"), late_closes.c.state == LateState.ASKED)
    .values(state=bindparam("to"))
)
_CLOSED_LATE = (
    select(func.count())
    .select_from(late_closes)
    .join(deals, deals.c.id == late_closes.c.deal_id)
    .where(late_closes.c.outage_id == bindparam("outage"))
    .where(or_(deals.c.state != word("open"), late_closes.c.state == LateState.REOPENED))
)


def add(tx: WriteTx, since: datetime, until: datetime) -> OutageId:
    """Note an outage."""
    return OutageId(int(tx.value(_ADD, {"since": since, "until": until, "told_at": None})))


def get(tx: ReadTx, outage: OutageId) -> Outage:
    """An outage. Raises NotFound."""
    return _outage(tx.first(_GET, {"outage": outage}))


def locked(tx: WriteTx, outage: OutageId) -> Outage:
    """An outage that nobody else accounts for meanwhile. Raises NotFound."""
    return _outage(tx.first(_LOCK, {"outage": outage}))


def to_tell(tx: ReadTx) -> list[OutageId]:
    """Outages of which nobody was told yet."""
    return [OutageId(row.id) for row in tx.all(_TO_TELL)]


def tell(tx: WriteTx, outage: OutageId, now: datetime) -> None:
    """Everyone is told of an outage now."""
    tx.run(_TELL, {"outage": outage, "now": now})


def touched(tx: ReadTx, outage: Outage, most: int) -> list[tuple[DealId, int]]:
    """Deals, with their leaders, that closed or lost teams in an outage and aren't asked about yet."""
    facts = {"outage": outage.id, "since": outage.since, "until": outage.until, "most": most}
    rows = [*tx.all(_CLOSED, facts), *tx.all(_RAN_OUT, facts)][:most]
    return [(DealId(row.id), row.leader_id) for row in rows]


def expired_teams(tx: ReadTx, outage: Outage, deal: DealId) -> int:
    """Teams of a deal that ran out short in an outage."""
    return int(tx.value(_EXPIRED, {"deal": deal, "since": outage.since, "until": outage.until}))


def closed_late(tx: ReadTx, outage: OutageId) -> int:
    """Deals whose close fell into an outage."""
    return int(tx.value(_CLOSED_LATE, {"outage": outage}))


def ask(tx: WriteTx, outage: OutageId, deal: DealId, now: datetime) -> LateCloseId:
    """Ask the leader of a deal whether it is opened again."""
    values = {"outage_id": outage, "deal_id": deal, "state": LateState.ASKED, "asked_at": now}
    return LateCloseId(int(tx.value(_ASK, values)))


def late_close(tx: ReadTx, late: LateCloseId) -> LateClose:
    """What a leader was asked. Raises NotFound."""
    found = find_late_close(tx, late)
    if found is None:
        raise NotFound()
    return found


def find_late_close(tx: ReadTx, late: LateCloseId) -> LateClose | None:
    """What a leader was asked, if there is such a question."""
    row = tx.first(_LATE, {"late": late})
    if row is None:
        return None
    return LateClose(
        id=LateCloseId(row.id),
        outage_id=OutageId(row.outage_id),
        deal_id=DealId(row.deal_id),
        state=LateState(row.state),
        asked_at=row.asked_at,
    )


def decide(tx: WriteTx, late: LateCloseId, to: LateState) -> bool:
    """Keep a leader's answer; False when there is one already."""
    return tx.changed(_DECIDE, {"late": late, "to": to})


def _outage(row: Row[Any] | None) -> Outage:
    if row is None:
        raise NotFound()
    return Outage(id=OutageId(row.id), since=row.since, until=row.until, told_at=row.told_at)
