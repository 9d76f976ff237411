"""Orders of buyers. A unique index keeps one live order per buyer and deal."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, or_, select, text, update

from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, PayeeId, TeamId
from bot.domain.orders import LIVE, Order, OrderChanged, OrderState, Rest
from bot.domain.payments import Snapshot, read_snapshot, seal_of
from storage.database import ReadTx, WriteTx
from storage.tables import accounts, communities, deals
from storage.tables import orders as t
from storage.types import YES, Flag, Instant, word

_COLUMNS = (
    t.c.id, t.c.deal_id, t.c.team_id, t.c.buyer_id, t.c.number, t.c.quantity, t.c.unit_minor, t.c.state, t.c.placed_at,
    t.c.due_until, t.c.reference, t.c.payee_id, t.c.off_minor, t.c.rest, t.c.claim_photo,
    t.c.claimed_late,
)  # fmt: skip
#: Written into the statements, word by word as in the index of live orders: SQLite finds it only so.
_LIVE = [word(state) for state in OrderState if state in LIVE]
#: Nothing comes back when the buyer has a live order in the deal already.
_PLACE = text(
    "INSERT INTO orders (deal_id, team_id, buyer_id, number, quantity, unit_minor, state, placed_at, reminded,"
    " off_minor, rest, claim_photo, claimed_late, changed_at)"
    " VALUES (:deal, :team, :buyer, :number, :quantity, :unit, 'placed', :now, 0, 0, 'even', '', 0, :now)"
    " ON CONFLICT (deal_id, buyer_id)"
    " WHERE state IN ('placed', 'due', 'claimed', 'paid', 'ready', 'collected') DO NOTHING RETURNING id"
).bindparams(bindparam("now", type_=Instant))
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("order"))
_LIVE_OF = select(*_COLUMNS).where(
    t.c.deal_id == bindparam("deal"), t.c.buyer_id == bindparam("buyer"), t.c.state.in_(_LIVE)
)
_LAST_OF = (
    select(*_COLUMNS)
    .where(t.c.deal_id == bindparam("deal"), t.c.buyer_id == bindparam("buyer"))
    .order_by(t.c.id.desc())
    .limit(1)
)
_OF_TEAM = select(*_COLUMNS).where(t.c.team_id == bindparam("team"), t.c.state.in_(_LIVE)).order_by(t.c.id)
_OF_TEAMS = (
    select(*_COLUMNS).where(t.c.team_id.in_(bindparam("teams", expanding=True)), t.c.state.in_(_LIVE)).order_by(t.c.id)
)
_OF_BUYER = select(*_COLUMNS).where(t.c.buyer_id == bindparam("buyer")).order_by(t.c.id.desc()).limit(bindparam("most"))
_IN_DEAL = (
    select(*_COLUMNS)
    .where(t.c.deal_id == bindparam("deal"), t.c.state.in_(bindparam("states", expanding=True)))
    .order_by(t.c.id)
    .limit(bindparam("most"))
)
_CLAIMED_LATE = select(*_COLUMNS).where(t.c.deal_id == bindparam("deal"), t.c.claimed_late == YES).order_by(t.c.id)
#: Whose money, or a surplus of it, is to be paid back.
_IS_OWED_BACK = or_(t.c.state == word("refund_due"), t.c.rest == word("back"))
_OWED_BACK_BY = (
    select(*_COLUMNS)
    .join(deals, deals.c.id == t.c.deal_id)
    .where(deals.c.leader_id == bindparam("leader"), _IS_OWED_BACK)
    .order_by(t.c.deal_id, t.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)
_OWED_BACK_TO = (
    select(*_COLUMNS)
    .where(t.c.buyer_id == bindparam("buyer"), _IS_OWED_BACK)
    .order_by(t.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skipped"))
)
_COUNT_OWED_BACK_BY = (
    select(func.count())
    .select_from(t)
    .join(deals, deals.c.id == t.c.deal_id)
    .where(deals.c.leader_id == bindparam("leader"), _IS_OWED_BACK)
)
_COUNT_OWED_BACK_TO = select(func.count()).select_from(t).where(t.c.buyer_id == bindparam("buyer"), _IS_OWED_BACK)
#: Written word by word as in the index of uneven orders: SQLite finds it only so.
_UNEVEN = (
    select(*_COLUMNS)
    .where(t.c.deal_id == bindparam("deal"), t.c.rest.in_([word(rest) for rest in (Rest.SHORT, Rest.OVER, Rest.BACK)]))
    .order_by(t.c.id)
)
_BY_NUMBER = select(*_COLUMNS).where(t.c.deal_id == bindparam("deal"), t.c.number == bindparam("nth"))
_BY_REFERENCE = select(*_COLUMNS).where(t.c.reference == bindparam("ref"))
_OWING_IN = (
    select(*_COLUMNS)
    .join(deals, deals.c.id == t.c.deal_id)
    .join(communities, communities.c.id == deals.c.community_id)
    .where(t.c.buyer_id == bindparam("buyer"), t.c.state.in_([OrderState.DUE, OrderState.CLAIMED]))
    .where(deals.c.leader_id == bindparam("leader"), communities.c.chat_id == bindparam("chat"))
    .order_by(t.c.id)
)
_SNAPSHOT = select(t.c.snapshot).where(t.c.id == bindparam("order"))
_AMOUNT = t.c.quantity * t.c.unit_minor - t.c.off_minor
_COUNTED = (
    select(t.c.state, func.count().label("orders"), func.sum(_AMOUNT).label("minor"))
    .where(t.c.deal_id == bindparam("deal"))
    .group_by(t.c.state)
)
_CLAIMS = select(
    func.count().label("orders"), func.coalesce(func.sum(func.coalesce(t.c.asked_minor, _AMOUNT)), 0).label("minor")
).where(t.c.deal_id == bindparam("deal"), t.c.state == word("claimed"), t.c.rest != word("short"))
_NOW = bindparam("now", type_=Instant)
_SAVE = (
    update(t)
    .where(t.c.id == bindparam("order"), t.c.state == bindparam("was"))
    .values(
        state=bindparam("to"),
        team_id=bindparam("in_team"),
        quantity=bindparam("units"),
        unit_minor=bindparam("unit"),
        off_minor=bindparam("off"),
        rest=bindparam("differs"),
        due_until=bindparam("until"),
        claim_photo=bindparam("photo"),
        remind_at=bindparam("remind"),
        heard_at=case(
            (and_(t.c.state != word("due"), bindparam("to", type_=t.c.state.type) == word("due")), _NOW),
            else_=t.c.heard_at,
        ),
        changed_at=bindparam("now"),
    )
)
_ASK = (
    update(t)
    .where(t.c.id == bindparam("order"), t.c.state == OrderState.PLACED)
    .values(
        state=OrderState.DUE,
        team_id=bindparam("in_team"),
        unit_minor=bindparam("unit"),
        due_until=bindparam("until"),
        remind_at=bindparam("remind"),
        reminded=0,
        heard_at=bindparam("now"),
        reference=bindparam("ref"),
        payee_id=bindparam("payee"),
        asked_minor=bindparam("asked"),
        off_minor=bindparam("off"),
        snapshot=bindparam("written"),
        seal=bindparam("sealed"),
        changed_at=bindparam("now"),
    )
)
#: Only as long as it is asked for, and in the state that the rule has seen: what was paid keeps the payee it went to.
_ASK_OTHERWISE = (
    update(t)
    .where(
        t.c.id == bindparam("order"),
        t.c.state == bindparam("was"),
        t.c.state.in_([word(OrderState.DUE), word(OrderState.CLAIMED)]),
    )
    .values(
        payee_id=bindparam("payee"),
        asked_minor=bindparam("asked"),
        off_minor=bindparam("off"),
        snapshot=bindparam("written"),
        seal=bindparam("sealed"),
        changed_at=bindparam("now"),
    )
)
_ASKED_AMOUNTS = select(t.c.asked_minor).where(
    t.c.payee_id == bindparam("payee"),
    t.c.id != bindparam("but"),
    t.c.state.in_([word(OrderState.DUE), word(OrderState.CLAIMED)]),
)
_REMIND = (
    update(t)
    .where(t.c.id == bindparam("order"), t.c.reminded == bindparam("was"))
    .values(
        reminded=t.c.reminded + 1,
        remind_at=bindparam("next"),
        heard_at=func.coalesce(bindparam("heard", type_=Instant), t.c.heard_at),
    )
)
_TO_REMIND = (
    select(*_COLUMNS, t.c.heard_at)
    .join(accounts, accounts.c.id == t.c.buyer_id)
    .where(t.c.deal_id == bindparam("deal"), t.c.state == OrderState.DUE, t.c.snapshot.is_not(None))
    .where(accounts.c.can_write == 1)
    .order_by(t.c.id)
)
_TO_REMIND_COUNT = _TO_REMIND.with_only_columns(func.count()).order_by(None)
_HEARD = update(t).where(t.c.id.in_(bindparam("orders", expanding=True))).values(heard_at=bindparam("now"))
_RECEIPT = update(t).where(t.c.id == bindparam("order")).values(claim_photo=bindparam("photo"))
_CHANGED_AT = select(t.c.changed_at).where(t.c.id == bindparam("order"))
#: What was never asked for has none.
_REFER = update(t).where(t.c.id == bindparam("order"), t.c.reference.is_(None)).values(reference=bindparam("ref"))
_IS_LATE = select(t.c.claimed_late).where(t.c.id == bindparam("order"))
_LATE = (
    update(t)
    .where(t.c.id == bindparam("order"), t.c.claimed_late != bindparam("late", type_=Flag))
    .values(claimed_late=bindparam("late"), claim_photo=bindparam("photo"))
)


def place(
    tx: WriteTx,
    *,
    deal: DealId,
    team: TeamId | None,
    buyer: AccountId,
    number: int,
    quantity: int,
    unit_minor: int,
    now: datetime,
) -> OrderId | None:
    """Place an order; None when the buyer has a live one in the deal."""
    facts = {
        "deal": deal,
        "team": team,
        "buyer": buyer,
        "number": number,
        "quantity": quantity,
        "unit": unit_minor,
        "now": now,
    }
    placed = tx.value(_PLACE, facts)
    return None if placed is None else OrderId(int(placed))


def get(tx: ReadTx, order: OrderId) -> Order:
    """An order. Raises NotFound."""
    row = tx.first(_BY_ID, {"order": order})
    if row is None:
        raise NotFound()
    return _order(row)


def by_number(tx: ReadTx, deal: DealId, number: int) -> Order | None:
    """The order of a buyer's number in a deal."""
    row = tx.first(_BY_NUMBER, {"deal": deal, "nth": number})
    return None if row is None else _order(row)


def by_reference(tx: ReadTx, reference: str) -> Order | None:
    """The order whose money travels with this reference."""
    row = tx.first(_BY_REFERENCE, {"ref": reference})
    return None if row is None else _order(row)


def owing_in(tx: ReadTx, leader: AccountId, chat: ChatId, buyer: AccountId) -> list[Order]:
    """What a person still has to pay in a leader's deals of a group, first come first."""
    return [_order(row) for row in tx.all(_OWING_IN, {"leader": leader, "chat": chat, "buyer": buyer})]


def find_live(tx: ReadTx, deal: DealId, buyer: AccountId) -> Order | None:
    """A buyer's live order in a deal."""
    row = tx.first(_LIVE_OF, {"deal": deal, "buyer": buyer})
    return None if row is None else _order(row)


def find_last(tx: ReadTx, deal: DealId, buyer: AccountId) -> Order | None:
    """A buyer's newest order in a deal, in any state."""
    row = tx.first(_LAST_OF, {"deal": deal, "buyer": buyer})
    return None if row is None else _order(row)


def of_team(tx: ReadTx, team: TeamId) -> list[Order]:
    """The live orders of a team, first come first."""
    return [_order(row) for row in tx.all(_OF_TEAM, {"team": team})]


def of_teams(tx: ReadTx, teams: Sequence[TeamId]) -> list[Order]:
    """The live orders of several teams, first come first."""
    return [_order(row) for row in tx.all(_OF_TEAMS, {"teams": list(teams)})]


def of_buyer(tx: ReadTx, buyer: AccountId, most: int) -> list[Order]:
    """A buyer's orders, newest first."""
    return [_order(row) for row in tx.all(_OF_BUYER, {"buyer": buyer, "most": most})]


def in_deal(tx: ReadTx, deal: DealId, states: Iterable[OrderState], most: int = 1_000_000) -> list[Order]:
    """The orders of a deal in some states, first come first."""
    return [_order(row) for row in tx.all(_IN_DEAL, {"deal": deal, "states": sorted(states), "most": most})]


def claimed_late(tx: ReadTx, deal: DealId) -> list[Order]:
    """Ended orders whose buyers say they paid: money that waits for the leader."""
    return [_order(row) for row in tx.all(_CLAIMED_LATE, {"deal": deal})]


def uneven(tx: ReadTx, deal: DealId) -> list[Order]:
    """Orders of a deal with too little or too much money, about which its leader decides or has to pay back."""
    return [_order(row) for row in tx.all(_UNEVEN, {"deal": deal})]


def owed_back_by(tx: ReadTx, leader: AccountId, most: int, skipped: int) -> list[Order]:
    """Orders of a leader's deals whose money, or a surplus of it, is to be paid back, deal by deal."""
    return [_order(row) for row in tx.all(_OWED_BACK_BY, {"leader": leader, "most": most, "skipped": skipped})]


def owed_back_to(tx: ReadTx, buyer: AccountId, most: int, skipped: int) -> list[Order]:
    """A buyer's orders whose money, or a surplus of it, is to be paid back."""
    return [_order(row) for row in tx.all(_OWED_BACK_TO, {"buyer": buyer, "most": most, "skipped": skipped})]


def count_owed_back(tx: ReadTx, person: AccountId) -> tuple[int, int]:
    """How many orders somebody has to pay back, and how many are to be paid back to them."""
    by, to = tx.value(_COUNT_OWED_BACK_BY, {"leader": person}), tx.value(_COUNT_OWED_BACK_TO, {"buyer": person})
    return int(by), int(to)


def snapshot(tx: ReadTx, order: OrderId) -> Snapshot | None:
    """What the buyer was asked, if anything yet."""
    written = tx.value(_SNAPSHOT, {"order": order})
    return None if written is None else read_snapshot(written)


def counted(tx: ReadTx, deal: DealId) -> dict[OrderState, tuple[int, int]]:
    """Orders of a deal by state: how many, and their amounts in minor units."""
    return {OrderState(row.state): (int(row.orders), int(row.minor)) for row in tx.all(_COUNTED, {"deal": deal})}


def count_claims(tx: ReadTx, deal: DealId) -> tuple[int, int]:
    """How many those of `claims` are, and what their codes ask for in minor units."""
    row = tx.first(_CLAIMS, {"deal": deal})
    return (0, 0) if row is None else (int(row.orders), int(row.minor))


def claims(tx: ReadTx, deal: DealId) -> list[Order]:
    """Orders of a deal whose buyers say they paid, unless its leader has to decide about a part that came."""
    return [order for order in in_deal(tx, deal, [OrderState.CLAIMED]) if order.rest is not Rest.SHORT]


def save(tx: WriteTx, before: Order, after: Order, now: datetime, remind_at: datetime | None = None) -> None:
    """Store an order's next state. Raises OrderChanged when it isn't what the rule has seen."""
    if not tx.changed(_SAVE, _saved(before, after, now, remind_at)):
        raise OrderChanged(order=before.code)


def save_all(tx: WriteTx, moves: Sequence[tuple[Order, Order]], now: datetime) -> None:
    """Store many orders' next states. Raises OrderChanged when one isn't what the rule has seen."""
    if not tx.changed_each(_SAVE, [_saved(before, after, now, None) for before, after in moves]):
        raise OrderChanged(order=moves[0][0].code)


def ask(tx: WriteTx, asked: Sequence[tuple[Order, Snapshot | None, datetime | None]], now: datetime) -> None:
    """Make placed orders due: team, price, time limit and snapshot are fixed. Each comes with its first reminder."""
    rows = [_asked(order, shot, remind_at, now) for order, shot, remind_at in asked]
    if not tx.changed_each(_ASK, rows):
        raise OrderChanged(order=asked[0][0].code)


def ask_otherwise(tx: WriteTx, order: Order, shot: Snapshot, now: datetime) -> None:
    """An order's buyer is asked to pay to another payee, or another amount. Raises OrderChanged: it moved on."""
    if not tx.changed(_ASK_OTHERWISE, {**_asked_of(order, shot, now), "was": order.state}):
        raise OrderChanged(order=order.code)


def asked_amounts(tx: ReadTx, payee: PayeeId, but: OrderId | None = None) -> set[int]:
    """What the buyers of other orders are asked by a payee and have not paid yet, in minor units."""
    return {int(row.asked_minor) for row in tx.all(_ASKED_AMOUNTS, {"payee": payee, "but": but or 0})}


def reminders(tx: ReadTx, order: OrderId) -> tuple[int, datetime | None]:
    """How often somebody was reminded of an order, and when they are next. Raises NotFound."""
    row = tx.first(_REMINDERS, {"order": order})
    if row is None:
        raise NotFound()
    return int(row.reminded), row.remind_at


_LIVE_COUNTS = (
    select(t.c.deal_id, func.count().label("orders"))
    .where(t.c.deal_id.in_(bindparam("deals", expanding=True)), t.c.state.in_(_LIVE))
    .group_by(t.c.deal_id)
)
_LIVE_COUNT = select(func.count()).select_from(t).where(t.c.deal_id == bindparam("deal"), t.c.state.in_(_LIVE))
_UNREACHED = (
    select(accounts.c.id, accounts.c.name, t.c.state)
    .join(accounts, accounts.c.id == t.c.buyer_id)
    .where(t.c.deal_id == bindparam("deal"), t.c.state.in_(_LIVE), accounts.c.can_write == 0)
    .order_by(t.c.id)
)


def live_counts(tx: ReadTx, deals: Collection[DealId]) -> dict[DealId, int]:
    """How many live orders each of these deals has, if it has any."""
    return {DealId(row.deal_id): row.orders for row in tx.all(_LIVE_COUNTS, {"deals": list(deals)})}


def live_count(tx: ReadTx, deal: DealId) -> int:
    """How many live orders a deal has."""
    return int(tx.value(_LIVE_COUNT, {"deal": deal}))


def unreached(tx: ReadTx, deal: DealId) -> tuple[str, ...]:
    """Names of buyers of live orders whom we can't write to."""
    return tuple(row.name for row in tx.all(_UNREACHED, {"deal": deal}))


def to_call(tx: ReadTx, deal: DealId) -> tuple[tuple[AccountId, str], ...]:
    """Buyers who have something to pay and whom we can't write to."""
    rows = tx.all(_UNREACHED, {"deal": deal})
    return tuple((AccountId(row.id), row.name) for row in rows if row.state == OrderState.DUE)


_REMINDERS = select(t.c.reminded, t.c.remind_at).where(t.c.id == bindparam("order"))


def remind(tx: WriteTx, order: OrderId, was: int, next_at: datetime | None, heard_at: datetime | None = None) -> bool:
    """Count a reminder and set the next; False when another replica has done so. `heard_at`: when its buyer hears."""
    return tx.changed(_REMIND, {"order": order, "was": was, "next": next_at, "heard": heard_at})


def to_remind(tx: ReadTx, deal: DealId) -> list[tuple[Order, datetime | None]]:
    """Orders that wait for a transfer of buyers whom we can write to, each with when they last heard of it."""
    return [(_order(row), row.heard_at) for row in tx.all(_TO_REMIND, {"deal": deal})]


def count_to_remind(tx: ReadTx, deal: DealId) -> int:
    """How many those are."""
    return int(tx.value(_TO_REMIND_COUNT, {"deal": deal}))


def heard(tx: WriteTx, reminded: Sequence[OrderId], now: datetime) -> None:
    """The buyers of these orders are reminded to pay now."""
    tx.run(_HEARD, {"orders": list(reminded), "now": now})


def is_late(tx: ReadTx, order: OrderId) -> bool:
    """Whether an ended order's buyer says that they paid."""
    return bool(tx.value(_IS_LATE, {"order": order}))


def changed_at(tx: ReadTx, order: OrderId) -> datetime:
    """When an order came into the state in which it is."""
    moment: datetime = tx.value(_CHANGED_AT, {"order": order})
    return moment


def keep_receipt(tx: WriteTx, order: OrderId, photo: str) -> None:
    """The newest photo a buyer sent as proof; nothing else of the claim changes."""
    tx.execute(_RECEIPT, {"order": order, "photo": photo})


def refer(tx: WriteTx, order: OrderId, reference: str) -> None:
    """Give an order that was never asked for a reference: money came for it all the same."""
    tx.run(_REFER, {"order": order, "ref": reference})


def mark_late(tx: WriteTx, order: OrderId, late: bool, photo: str = "") -> bool:
    """Whether money that came late waits for the leader; False when that is no news."""
    return tx.changed(_LATE, {"order": order, "late": late, "photo": photo})


def _asked(order: Order, shot: Snapshot | None, remind_at: datetime | None, now: datetime) -> dict[str, object]:
    return {
        **_asked_of(order, shot, now),
        "in_team": order.team_id,
        "unit": order.unit_minor,
        "until": order.due_until,
        "remind": remind_at,
        "ref": order.reference or None,
    }


def _asked_of(order: Order, shot: Snapshot | None, now: datetime) -> dict[str, object]:
    written = None if shot is None else shot.written()
    return {
        "order": order.id,
        "payee": order.payee_id,
        "asked": None if shot is None else shot.amount_minor,
        "off": order.off_minor,
        "written": written,
        "sealed": None if written is None else seal_of(written),
        "now": now,
    }


def _saved(before: Order, after: Order, now: datetime, remind_at: datetime | None) -> dict[str, object]:
    return {
        "order": before.id,
        "was": before.state,
        "to": after.state,
        "in_team": after.team_id,
        "units": after.quantity,
        "unit": after.unit_minor,
        "off": after.off_minor,
        "differs": after.rest,
        "until": after.due_until,
        "photo": after.claim_photo,
        "remind": remind_at,
        "now": now,
    }


def _order(row: Row[Any]) -> Order:
    return Order(
        id=OrderId(row.id),
        deal_id=DealId(row.deal_id),
        team_id=None if row.team_id is None else TeamId(row.team_id),
        buyer_id=AccountId(row.buyer_id),
        number=row.number,
        quantity=row.quantity,
        unit_minor=row.unit_minor,
        state=OrderState(row.state),
        placed_at=row.placed_at,
        due_until=row.due_until,
        reference=row.reference or "",
        payee_id=None if row.payee_id is None else PayeeId(row.payee_id),
        off_minor=row.off_minor,
        rest=Rest(row.rest),
        claim_photo=row.claim_photo,
        is_late=row.claimed_late,
    )
