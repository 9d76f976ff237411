"""Deals: rows, the lock that orders everything inside one deal, and the guarded updates that can't oversell."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, exists, func, or_, select, update

from bot.domain.deals import Deal, DealState, PayMoment, SoldOut
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, CommunityId, DealId, OrderId, PayeeId, TeamId, Token
from bot.domain.money import Money
from bot.domain.money import currency as _currency
from bot.domain.orders import OrderState
from bot.domain.slips import LastPrices
from storage.database import ReadTx, WriteTx
from storage.tables import accounts, leaders, orders, teams
from storage.tables import deals as t
from storage.types import NO, YES, Flag, Whole, word

_COLUMNS = (
    t.c.id, t.c.token, t.c.community_id, t.c.leader_id, t.c.title, t.c.note, t.c.photo, t.c.currency, t.c.solo_minor,
    t.c.team_minor, t.c.target, t.c.team_for, t.c.opens_at, t.c.closes_at, t.c.due_for, t.c.stock, t.c.buyer_limit,
    t.c.pay, t.c.payee_id, t.c.state, t.c.version, t.c.taken, t.c.set_aside, t.c.orders_made,
    t.c.closed_at, t.c.ends_at, t.c.held, t.c.thread_id, t.c.paused,
)  # fmt: skip
#: Orders whose money waits for the deal's leader.
_WAITING = (OrderState.DUE, OrderState.CLAIMED, OrderState.REFUND_DUE)
_ADD = t.insert().returning(t.c.id)
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("deal"))
_BY_TOKEN = select(*_COLUMNS).where(t.c.token == bindparam("link"))
_OF_TEAM = select(*_COLUMNS).join(teams, teams.c.deal_id == t.c.id).where(teams.c.id == bindparam("team"))
_OF_ORDER = select(*_COLUMNS).join(orders, orders.c.deal_id == t.c.id).where(orders.c.id == bindparam("order"))
_LED_BY = (
    select(*_COLUMNS)
    .join(leaders, and_(leaders.c.community_id == t.c.community_id, leaders.c.account_id == t.c.leader_id))
    .join(accounts, accounts.c.id == t.c.leader_id)
    .where(t.c.leader_id == bindparam("leader"), leaders.c.active == YES, accounts.c.suspended_at.is_(None))
    .order_by(t.c.id.desc())
    .limit(bindparam("most"))
)
_LAST_TITLED = (
    select(t.c.team_minor, t.c.solo_minor)
    .where(t.c.leader_id == bindparam("leader"), t.c.community_id == bindparam("community"))
    .where(t.c.title == bindparam("called"), t.c.currency == bindparam("unit"))
    .order_by(t.c.id.desc())
    .limit(1)
)
_OPEN_IN = (
    select(*_COLUMNS)
    .where(t.c.community_id == bindparam("community"), t.c.state.in_([DealState.OPEN, DealState.SCHEDULED]))
    .order_by(t.c.closes_at)
)
_OPEN_TITLES = (
    select(t.c.id, t.c.title)
    .where(
        t.c.community_id.in_(bindparam("communities", expanding=True)),
        t.c.state == word(DealState.OPEN),
        t.c.closes_at > bindparam("now"),
    )
    .order_by(t.c.closes_at, t.c.id)
)
_THESE = select(*_COLUMNS).where(t.c.id.in_(bindparam("these", expanding=True)))
_ANY_IN = select(t.c.id).where(t.c.community_id == bindparam("community")).limit(1)
_HOLD = (
    update(t)
    .where(t.c.leader_id == bindparam("leader"), t.c.held != bindparam("on", type_=Flag))
    .where(t.c.state.not_in([word(DealState.SETTLED), word(DealState.CANCELLED)]))
    .values(held=bindparam("on", type_=Flag))
    .returning(t.c.id, t.c.community_id, t.c.state)
)
_FORGET_THREAD = update(t).where(t.c.id == bindparam("deal"), t.c.thread_id.is_not(None)).values(thread_id=None)
_COUNT_OPEN = (
    select(func.count())
    .select_from(t)
    .where(t.c.leader_id == bindparam("leader"), t.c.state.in_([word(DealState.OPEN), word(DealState.SCHEDULED)]))
)
_FORGET_PHOTO = update(t).where(t.c.id == bindparam("deal"), func.length(t.c.photo) > 0).values(photo="")
_CHANGE_HANDS = update(t).where(t.c.community_id == bindparam("goes")).values(community_id=bindparam("stays"))
#: Deals that nobody leads any more, with something still to do in them.
_PASS_ON = (
    update(t)
    .where(t.c.community_id == bindparam("community"))
    .where(
        ~exists().where(
            leaders.c.community_id == t.c.community_id, leaders.c.account_id == t.c.leader_id, leaders.c.active == YES
        )
    )
    .where(
        or_(
            t.c.state.in_([DealState.SCHEDULED, DealState.OPEN, DealState.CLOSED]),
            exists().where(
                orders.c.deal_id == t.c.id,
                or_(orders.c.state.in_(_WAITING), orders.c.claimed_late == YES),
            ),
        )
    )
    .values(leader_id=bindparam("heir"), held=False)
    .returning(t.c.id)
)
_OPEN = select(*_COLUMNS).where(t.c.state == word(DealState.OPEN)).order_by(t.c.closes_at, t.c.id)
_UNITS: BindParameter[int] = bindparam("units", type_=Whole)
_PLACES: BindParameter[int] = bindparam("places", type_=Whole)
#: The last word on the last unit: the guard counts what is there now. Nothing new is ordered in a paused deal.
_TAKE = (
    update(t)
    .where(t.c.id == bindparam("deal"))
    .where(or_(t.c.paused == NO, bindparam("made", type_=Whole) == 0))
    .where(
        or_(
            t.c.stock.is_(None),
            _UNITS + _PLACES <= 0,
            t.c.taken + t.c.set_aside + _UNITS + _PLACES <= t.c.stock,
        )
    )
    .values(
        taken=t.c.taken + _UNITS,
        set_aside=t.c.set_aside + _PLACES,
        orders_made=t.c.orders_made + bindparam("made", type_=Whole),
    )
)
_MOVE = (
    update(t)
    .where(t.c.id == bindparam("deal"), t.c.version == bindparam("seen"))
    .values(
        state=bindparam("to"),
        closes_at=bindparam("closing"),
        closed_at=bindparam("closed"),
        ends_at=bindparam("ending"),
        paused=bindparam("paused_now"),
        version=t.c.version + 1,
    )
)
_CALLED = select(t.c.called_at).where(t.c.id == bindparam("deal"))
_CALL = update(t).where(t.c.id == bindparam("deal"), t.c.called_at.is_(None)).values(called_at=bindparam("now"))
_LAST_CALL_FOR = (
    update(t)
    .where(t.c.id == bindparam("deal"), or_(t.c.last_call_for.is_(None), t.c.last_call_for < bindparam("closing")))
    .values(last_call_for=bindparam("closing"))
)


def add(tx: WriteTx, values: dict[str, object]) -> DealId:
    """Store a new deal."""
    return DealId(int(tx.value(_ADD, values)))


def _locked(statement: Select[Any]) -> Select[Any]:
    return statement.with_for_update(of=t)


_LOCK, _LOCK_OF_TEAM, _LOCK_OF_ORDER = _locked(_BY_ID), _locked(_OF_TEAM), _locked(_OF_ORDER)


def locked(tx: WriteTx, deal: DealId) -> Deal:
    """A deal, with everything inside it waiting for us. Raises NotFound."""
    return _found(tx.first(_LOCK, {"deal": deal}))


def locked_of_team(tx: WriteTx, team: TeamId) -> Deal:
    """The deal of a team, locked. Raises NotFound."""
    return _found(tx.first(_LOCK_OF_TEAM, {"team": team}))


def locked_of_order(tx: WriteTx, order: OrderId) -> Deal:
    """The deal of an order, locked. Raises NotFound."""
    return _found(tx.first(_LOCK_OF_ORDER, {"order": order}))


def hold(tx: WriteTx, leader: AccountId, held: bool) -> list[tuple[DealId, CommunityId]]:
    """Let a leader's deals take no orders, or take them again; those of them that are open, with their communities."""
    rows = tx.all(_HOLD, {"leader": leader, "on": held})
    found = [(DealId(row.id), CommunityId(row.community_id)) for row in rows if row.state == DealState.OPEN]
    return sorted(found)


def forget_thread(tx: WriteTx, deal: DealId) -> bool:
    """The topic of a deal's card is no more: General from now on; whether it had one."""
    return tx.changed(_FORGET_THREAD, {"deal": deal})


def count_open(tx: ReadTx, leader: AccountId) -> int:
    """How many of a leader's deals are open or will be."""
    return int(tx.value(_COUNT_OPEN, {"leader": leader}))


def get(tx: ReadTx, deal: DealId) -> Deal:
    """A deal. Raises NotFound."""
    return _found(tx.first(_BY_ID, {"deal": deal}))


def by_token(tx: ReadTx, token: Token) -> Deal:
    """The deal that a link opens. Raises NotFound."""
    return _found(tx.first(_BY_TOKEN, {"link": token}))


def of_order(tx: ReadTx, order: OrderId) -> Deal:
    """The deal of an order. Raises NotFound."""
    return _found(tx.first(_OF_ORDER, {"order": order}))


def led_by(tx: ReadTx, leader: AccountId, most: int) -> list[Deal]:
    """A leader's deals in communities that they still lead, newest first."""
    return [_deal(row) for row in tx.all(_LED_BY, {"leader": leader, "most": most})]


def last_prices(tx: ReadTx, leader: AccountId, community: CommunityId, title: str, unit: str) -> LastPrices | None:
    """What a leader asked the last time in a community for goods of this title, in this currency."""
    facts = {"leader": leader, "community": community, "called": title, "unit": unit}
    row = tx.first(_LAST_TITLED, facts)
    if row is None:
        return None
    solo = None if row.solo_minor is None else Money(row.solo_minor, _currency(unit))
    return LastPrices(team_price=Money(row.team_minor, _currency(unit)), solo=solo)


def open_in(tx: ReadTx, community: CommunityId) -> list[Deal]:
    """The deals of a community that are open or will be, the next to close first."""
    return [_deal(row) for row in tx.all(_OPEN_IN, {"community": community})]


def open_titles(tx: ReadTx, communities: Collection[CommunityId], now: datetime) -> list[tuple[DealId, str]]:
    """Open deals of these communities with their titles, the next to close first."""
    if not communities:
        return []
    found = tx.all(_OPEN_TITLES, {"communities": list(communities), "now": now})
    return [(DealId(row.id), row.title) for row in found]


def these(tx: ReadTx, ids: Sequence[DealId]) -> list[Deal]:
    """These deals, in this order."""
    found = {row.id: _deal(row) for row in tx.all(_THESE, {"these": list(ids)})} if ids else {}
    return [found[deal] for deal in ids]


def any_in(tx: ReadTx, community: CommunityId) -> bool:
    """Whether a community has ever had a deal."""
    return tx.first(_ANY_IN, {"community": community}) is not None


def move(tx: WriteTx, goes: CommunityId, stays: CommunityId) -> None:
    """One community's deals are another's; each keeps its leader and its payee."""
    tx.run(_CHANGE_HANDS, {"goes": goes, "stays": stays})


def pass_on(tx: WriteTx, community: CommunityId, heir: AccountId) -> list[DealId]:
    """Deals of a community that no active leader leads and that aren't done with are this leader's; which they are."""
    return [DealId(row.id) for row in tx.all(_PASS_ON, {"community": community, "heir": heir})]


def forget_photo(tx: WriteTx, deal: DealId) -> bool:
    """A deal has no picture any more; whether it had one."""
    return tx.changed(_FORGET_PHOTO, {"deal": deal})


def every_open(tx: ReadTx) -> list[Deal]:
    """Every open deal, the next to close first."""
    return [_deal(row) for row in tx.all(_OPEN)]


def take(tx: WriteTx, deal: DealId, *, units: int, places: int, made: int = 0) -> None:
    """Move units into (below zero: out of) orders and set-aside places. Raises SoldOut: the guard has the last word."""
    if not tx.changed(_TAKE, {"deal": deal, "units": units, "places": places, "made": made}):
        raise SoldOut(left=0)


def save_move(tx: WriteTx, before: Deal, after: Deal) -> bool:
    """Store a deal's next state, window, ending and pause; False when somebody else moved it first."""
    facts = {"deal": before.id, "seen": before.version, "to": after.state, "closing": after.closes_at}
    ending = {"closed": after.closed_at, "ending": after.ends_at, "paused_now": after.is_paused}
    return tx.changed(_MOVE, facts | ending)


def call_once(tx: WriteTx, deal: DealId, now: object) -> bool:
    """Whether buyers who can't be written to may be called in the group now: once a deal."""
    return tx.changed(_CALL, {"deal": deal, "now": now})


def last_call_once(tx: WriteTx, deal: DealId, closes_at: datetime) -> bool:
    """Whether a last call is to be thought of now: once for each close."""
    return tx.changed(_LAST_CALL_FOR, {"deal": deal, "closing": closes_at})


def was_called(tx: ReadTx, deal: DealId) -> bool:
    """Whether buyers who couldn't be written to were called in the group."""
    return tx.value(_CALLED, {"deal": deal}) is not None


def _found(row: Row[Any] | None) -> Deal:
    if row is None:
        raise NotFound()
    return _deal(row)


def _deal(row: Row[Any]) -> Deal:
    return Deal(
        id=DealId(row.id),
        token=Token(row.token),
        community_id=CommunityId(row.community_id),
        leader_id=AccountId(row.leader_id),
        title=row.title,
        note=row.note,
        photo=row.photo,
        currency=_currency(row.currency),
        solo_minor=row.solo_minor,
        team_minor=row.team_minor,
        target=row.target,
        team_for=row.team_for,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        due_for=row.due_for,
        stock=row.stock,
        limit=row.buyer_limit,
        pay=PayMoment(row.pay),
        payee_id=None if row.payee_id is None else PayeeId(row.payee_id),
        state=DealState(row.state),
        version=row.version,
        taken=row.taken,
        set_aside=row.set_aside,
        orders_made=row.orders_made,
        closed_at=row.closed_at,
        ends_at=row.ends_at,
        held=row.held,
        thread_id=row.thread_id,
        is_paused=row.paused,
    )
