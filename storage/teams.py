"""Teams of deals. Whoever changes one holds its deal's lock; the guard on what was seen has the last word."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import AccountId, DealId, TeamId, Token
from bot.domain.teams import Team, TeamState
from storage.database import ReadTx, WriteTx
from storage.tables import accounts
from storage.tables import teams as t

_COLUMNS = (
    t.c.id, t.c.deal_id, t.c.token, t.c.starter_id, t.c.target, t.c.joined, t.c.holding, t.c.state, t.c.started_at,
    t.c.deadline_at,
)  # fmt: skip
_ADD = t.insert().returning(t.c.id)
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("team"))
_BY_TOKEN = select(*_COLUMNS).where(t.c.token == bindparam("link"))
_OPEN_OF = select(*_COLUMNS).where(t.c.deal_id == bindparam("deal"), t.c.state == TeamState.OPEN).order_by(t.c.id)
_SOME_OPEN_OF = _OPEN_OF.limit(bindparam("most"))
_WITH_STARTER = (
    select(*_COLUMNS, accounts.c.name.label("starter"))
    .join(accounts, accounts.c.id == t.c.starter_id)
    .where(t.c.deal_id == bindparam("deal"), t.c.state == TeamState.OPEN)
    .order_by(t.c.joined.desc(), t.c.id)
    .limit(bindparam("most"))
)
_PLACE = func.row_number().over(partition_by=t.c.deal_id, order_by=(t.c.joined.desc(), t.c.id)).label("place")
_FULLEST = (
    select(*_COLUMNS, _PLACE)
    .where(t.c.deal_id.in_(bindparam("deals", expanding=True)), t.c.state == TeamState.OPEN)
    .subquery()
)
_FULLEST_OF = (
    select(*_FULLEST.c, accounts.c.name.label("starter"))
    .join(accounts, accounts.c.id == _FULLEST.c.starter_id)
    .where(_FULLEST.c.place <= bindparam("most"))
    .order_by(_FULLEST.c.deal_id, _FULLEST.c.place)
)
_THESE = (
    select(*_COLUMNS, accounts.c.name.label("starter"))
    .join(accounts, accounts.c.id == t.c.starter_id)
    .where(t.c.id.in_(bindparam("these", expanding=True)))
    .order_by(t.c.id)
)
_COUNTS = (
    select(t.c.deal_id, t.c.state, func.count().label("teams"))
    .where(t.c.deal_id.in_(bindparam("deals", expanding=True)))
    .where(t.c.state.in_([TeamState.OPEN, TeamState.FORMED]))
    .group_by(t.c.deal_id, t.c.state)
)
_COUNT = select(func.count()).select_from(t).where(t.c.deal_id == bindparam("deal"), t.c.state == bindparam("in_state"))
_SAVE_PLACES = (
    update(t)
    .where(t.c.id == bindparam("team"), t.c.state == bindparam("was_state"))
    .where(t.c.joined == bindparam("was_joined"), t.c.holding == bindparam("was_holding"))
    .values(joined=bindparam("now_joined"), holding=bindparam("now_holding"))
)
_SAVE = _SAVE_PLACES.values(
    state=bindparam("now_state"),
    starter_id=bindparam("starter"),
    ended_at=bindparam("ended"),
    merged_into=bindparam("into"),
)


class TeamChanged(DomainError):
    """Somebody else changed the team at the same moment; nothing was done. Facts: `team`."""


def add(tx: WriteTx, values: dict[str, object]) -> TeamId:
    """Store a new team."""
    return TeamId(int(tx.value(_ADD, values)))


def get(tx: ReadTx, team: TeamId) -> Team:
    """A team. Raises NotFound."""
    return _found(tx.first(_BY_ID, {"team": team}))


def by_token(tx: ReadTx, token: Token) -> Team:
    """The team that a link opens. Raises NotFound."""
    return _found(tx.first(_BY_TOKEN, {"link": token}))


def open_of(tx: ReadTx, deal: DealId, most: int | None = None) -> list[Team]:
    """Open teams of a deal, oldest first."""
    rows = tx.all(_OPEN_OF, {"deal": deal}) if most is None else tx.all(_SOME_OPEN_OF, {"deal": deal, "most": most})
    return [_team(row) for row in rows]


def open_with_starters(tx: ReadTx, deal: DealId, most: int) -> list[tuple[Team, str]]:
    """Open teams of a deal with their starters' names, the fullest first."""
    return [(_team(row), row.starter) for row in tx.all(_WITH_STARTER, {"deal": deal, "most": most})]


def fullest_of(tx: ReadTx, deals: Collection[DealId], most: int) -> list[tuple[Team, str]]:
    """So many open teams of each of these deals with their starters' names, the fullest first."""
    return [(_team(row), row.starter) for row in tx.all(_FULLEST_OF, {"deals": list(deals), "most": most})]


def these(tx: ReadTx, ids: Collection[TeamId]) -> list[tuple[Team, str]]:
    """These teams in any state with their starters' names."""
    return [(_team(row), row.starter) for row in tx.all(_THESE, {"these": list(ids)})] if ids else []


def counts(tx: ReadTx, deals: Collection[DealId]) -> dict[tuple[DealId, TeamState], int]:
    """How many teams of each of these deals are open, and formed."""
    found = tx.all(_COUNTS, {"deals": list(deals)})
    return {(DealId(row.deal_id), TeamState(row.state)): row.teams for row in found}


def count(tx: ReadTx, deal: DealId, state: TeamState) -> int:
    """How many teams of a deal are in a state."""
    return int(tx.value(_COUNT, {"deal": deal, "in_state": state}))


def save(tx: WriteTx, before: Team, after: Team, now: datetime) -> None:
    """Store what the rule decided. Raises TeamChanged when the team isn't what the rule has seen."""
    if (after.state, after.starter_id) != (before.state, before.starter_id):
        save_all(tx, [(before, after, None)], now)
    elif not tx.changed(_SAVE_PLACES, _places(before, after)):  # naming a column writes all its indexes anew
        raise TeamChanged(team=before.code)


def save_all(tx: WriteTx, moves: Sequence[tuple[Team, Team, TeamId | None]], now: datetime) -> None:
    """The same for many teams, each with the one it was merged into. Raises TeamChanged."""
    if not tx.changed_each(_SAVE, [_saved(before, after, into, now) for before, after, into in moves]):
        raise TeamChanged(team=moves[0][0].code)


def _saved(before: Team, after: Team, into: TeamId | None, now: datetime) -> dict[str, object]:
    ended = None if after.state is TeamState.OPEN else now
    moved = {"now_state": after.state, "starter": after.starter_id, "ended": ended, "into": into}
    return _places(before, after) | moved


def _places(before: Team, after: Team) -> dict[str, object]:
    return {
        "team": before.id,
        "was_state": before.state,
        "was_joined": before.joined,
        "was_holding": before.holding,
        "now_joined": after.joined,
        "now_holding": after.holding,
    }


def _found(row: Row[Any] | None) -> Team:
    if row is None:
        raise NotFound()
    return _team(row)


def _team(row: Row[Any]) -> Team:
    return Team(
        id=TeamId(row.id),
        deal_id=DealId(row.deal_id),
        token=Token(row.token),
        starter_id=AccountId(row.starter_id),
        target=row.target,
        joined=row.joined,
        holding=row.holding,
        state=TeamState(row.state),
        started_at=row.started_at,
        deadline_at=row.deadline_at,
    )
