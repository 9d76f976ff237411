"""Acts of gateways: what came of a call about a trade, and which groups are paid through which gateway."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain import orders as order_rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, CommunityId, TradeId
from bot.domain.notices import Notice, NoticeKind, notice
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.payments import Entry, LedgerRow, Payee, PayeeState
from bot.domain.people import Actor, Right
from bot.domain.trades import (
    GOOD_FOR,
    OPEN,
    TOLD_AFTER_TRY,
    Provider,
    Trade,
    TradeState,
    going_back,
    moved,
    next_query,
    pause,
    stayed,
    went_back,
)
from bot.payqr.gateway_codes import GATEWAYS, standard_of
from bot.services import places
from bot.services import trades as asking
from bot.services.about import the_order
from bot.services.act import Done, act
from storage import communities, deals, ledger, orders, payees, refund_accounts, trades
from storage.database import ReadTx, WriteTx

S = TradeState
#: A call that was lost is made again after this.
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A gateway as the operator has set it up: the merchant that is paid, and in which groups."""

    provider: Provider
    account: str
    name: str
    currency: str
    #: Chats of groups; None: every group.
    chats: frozenset[ChatId] | None

    def serves(self, chat: ChatId) -> bool:
        """Whether the operator has named this group."""
        return self.chats is None or chat in self.chats


def take(tx: WriteTx, most: int, now: datetime) -> list[Trade]:
    """Trades about which a gateway is to be called now."""
    return trades.take(tx, most, now, now + LEASE)


def soonest(tx: ReadTx) -> datetime | None:
    """When the next call is to be made."""
    return trades.soonest(tx)


def any_open(tx: ReadTx) -> bool:
    """Whether a call is still to be made, by whichever gateway."""
    return trades.any_open(tx)


def is_agreed(tx: ReadTx, counters: tuple[Counter, ...]) -> bool:
    """Whether every group has the payees that the operator has set up, and no others."""
    if not all(
        any(_is_of(each, payee, chat) for each in counters) for payee, chat in payees.of_standards(tx, list(GATEWAYS))
    ):
        return False
    return not any(_lacking(tx, counter) for counter in counters)


def is_overdue(tx: ReadTx, trade: TradeId, now: datetime) -> bool:
    """Whether the time to pay is over for the order of a trade that was asked after: it may lapse now."""
    order = orders.get(tx, trades.get(tx, trade).order_id)
    return order.state is OrderState.DUE and order.due_until is not None and order.due_until <= now


@act(Right.ITSELF)
def keep_code(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId, code: str) -> Done[None]:
    """The gateway has made a code: its buyer gets it, if it is still to be paid so."""
    trade = trades.get(tx, trade_id)
    order = orders.get(tx, trade.order_id)
    until = now + GOOD_FOR
    if trade.state is not S.WANTED:
        return Done(events=())
    after = replace(moved(trade, S.ASKED), code=code, codes=trade.codes + 1, expires_at=until)
    if not trades.save(tx, trade, after, next_query(now, order.due_until)):
        return Done(events=())
    again = {"copy": True} if trade.codes else {}
    return Done(events=(), notices=_told(tx, trade, order, f"trade-{trade.id}-{after.codes}", **again))


@act(Right.ITSELF)
def put_off(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway doesn't answer: it is called again later. A buyer who waits for a code is told in time."""
    trade = trades.get(tx, trade_id)
    trades.call_at(tx, trade, now + pause(trade.attempts))
    if trade.state is not S.WANTED or trade.attempts != TOLD_AFTER_TRY:
        return Done(events=())
    return Done(events=(), notices=_told(tx, trade, orders.get(tx, trade.order_id), _waits(trade)))


@act(Right.ITSELF)
def fail(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway refuses to make a code: its buyer is told, and can ask once more or pay otherwise."""
    trade = trades.get(tx, trade_id)
    if trade.state is not S.WANTED or not trades.save(tx, trade, moved(trade, S.FAILED), None):
        return Done(events=())
    return Done(events=(), notices=_told(tx, trade, orders.get(tx, trade.order_id), _waits(trade)))


@act(Right.ITSELF)
def note_unpaid(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway has no money of a trade: it is asked after again, as long as anybody may pay it.

    One that it was to close, and would not, is closed when its code has run out.
    """
    asking.follow(tx, [trades.get(tx, trade_id).order_id], now)
    trade = trades.get(tx, trade_id)
    order = orders.get(tx, trade.order_id)
    asked = replace(trade, queried_at=now, attempts=0)
    if trade.state in OPEN:
        trades.save(tx, trade, asked, next_query(now, order.due_until))
    elif trade.state is S.CLOSING and trade.has_run_out(now):
        trades.save(tx, trade, moved(asked, S.CLOSED), None)
    elif trade.state is S.CLOSING:
        trades.call_at(tx, trade, now + pause(trade.attempts))
    return Done(events=())


@act(Right.ITSELF)
def close(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway lets nobody pay a trade any more. A buyer who waits for a new code gets one of another trade."""
    trade = trades.get(tx, trade_id)
    if trade.state not in (*OPEN, S.CLOSING):
        return Done(events=())
    trades.save(tx, trade, replace(moved(trade, S.CLOSED), queried_at=now), None)
    order, shot = orders.get(tx, trade.order_id), orders.snapshot(tx, trade.order_id)
    if trade.state is S.WANTED and order.state is OrderState.DUE and shot is not None:
        asking.want(tx, order.id, shot, now)
    return Done(events=(), wakes_delivery=True)


@act(Right.ITSELF)
def start_refund(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[Trade]:
    """What is owed back of an order goes back the way it came, as much as came that way; what came another way doesn't.

    From now on nobody else pays it back. Shows the trade as the gateway is to pay it back; None: nothing goes.
    """
    trade, _, order = _locked(tx, trade_id)
    if trade.state is not S.PAID:
        return Done(events=())
    under_way = sum(other.refund_minor for other in trades.of_order(tx, order.id))
    part = min(-ledger.balance(tx, order.id) - under_way, trade.left_minor)
    if not order.is_owed_back or part <= 0:
        trades.call_at(tx, trade, None)
        return Done(events=())
    trades.save(tx, trade, going_back(trade, part), now + LEASE)
    return Done(events=(), shown=trades.get(tx, trade.id))


@act(Right.ITSELF)
def finish_refund(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway has paid the buyer back. Twice changes nothing. What came meanwhile or another way is still owed."""
    trade, deal, order = _locked(tx, trade_id)
    if trade.state is not S.REFUNDING or not trades.save(tx, trade, went_back(trade), None):
        return Done(events=())
    is_all = -ledger.balance(tx, order.id) <= trade.refund_minor
    ends = is_all and order.state is OrderState.REFUND_DUE
    if is_all:
        after = order_rules.move(order, OrderState.REFUNDED) if ends else replace(order, rest=Rest.EVEN)
        orders.save(tx, order, after, now)
        refund_accounts.erase(tx, order.id)
    row = LedgerRow(
        order_id=order.id,
        entry=Entry.REFUNDED,
        amount_minor=trade.refund_minor,
        currency=trade.currency,
        actor_id=by.id,
        source=trade.provider,
    )
    about = the_order(deal, places.chat(tx, deal), order)
    return Done(events=[e.Refunded(rows=(row,), surplus=not ends, by=trade.provider, **about)])


@act(Right.ITSELF)
def leave_refund(tx: WriteTx, by: Actor, now: datetime, trade_id: TradeId) -> Done[None]:
    """The gateway can't pay back, or won't: the order's leader does, and the buyer may say where to."""
    trade, deal, order = _locked(tx, trade_id)
    if not trade.goes_back:
        return Done(events=())
    if trade.state is S.REFUNDING:
        trades.save(tx, trade, stayed(trade), None)
    else:
        trades.call_at(tx, trade, None)
    if not order.is_owed_back:
        return Done(events=())
    key = f"{now.timestamp():.6f}"
    told = [
        notice(NoticeKind.REFUND_BY_HAND, deal.leader_id, order.id, key, gateway=trade.provider),
        notice(NoticeKind.REFUND_OWED, order.buyer_id, order.id, key),
    ]
    return Done(events=(), notices=told)


@act(Right.ITSELF)
def agree(tx: WriteTx, by: Actor, now: datetime, counters: tuple[Counter, ...]) -> Done[None]:
    """Every group that the operator has named has the gateway's payee beside its leaders'; no other group has one."""
    events: list[e.Event] = []
    for payee, chat in payees.of_standards(tx, list(GATEWAYS)):
        if not any(_is_of(counter, payee, chat) for counter in counters):
            payees.retire(tx, payee.id)
            events.append(e.GatewayWithdrawn(payee_id=payee.id))
    for counter in counters:
        events += _offered(tx, counter, now)
    return Done(events=events)


def _offered(tx: WriteTx, counter: Counter, now: datetime) -> list[e.Event]:
    """A gateway's payee for each group that is to have one and has none. A group that nobody leads yet waits."""
    account = standard_of(counter.provider).check(counter.account, counter.name, "")
    events: list[e.Event] = []
    for community, leader in _lacking(tx, counter):
        if not payees.lock_without(tx, community, account.standard):
            continue  # another replica has just done it
        values = {
            "community_id": community,
            "standard": account.standard,
            "account": account.account,
            "name": account.name,
            "city": account.city,
            "extra": account.extra,
            "currency": counter.currency,
            "state": PayeeState.SHOWN,
            "created_by": leader,
            "created_at": now,
            "counts_from": now,
            "own_amounts": False,
        }
        made = payees.show(tx, values)
        payees.keep(tx, made, None, now, now)
        events.append(e.GatewayOffered(payee_id=made))
    return events


def _lacking(tx: ReadTx, counter: Counter) -> list[tuple[CommunityId, AccountId]]:
    """Groups that are to have a gateway's payee and have none, each with who has led it longest."""
    found = payees.without(tx, standard_of(counter.provider).name, counter.currency)
    led = [(community, communities.leaders_of(tx, community)) for community, chat in found if counter.serves(chat)]
    return [(community, leaders[0]) for community, leaders in led if leaders]


def _is_of(counter: Counter, payee: Payee, chat: ChatId) -> bool:
    """Whether a payee is the one that the operator has set up for its group."""
    named = (standard_of(counter.provider).name, counter.account, counter.name, counter.currency)
    is_same = named == (payee.standard, payee.account, payee.name, payee.currency)
    return is_same and counter.serves(chat)


def _told(tx: ReadTx, trade: Trade, order: Order, key: str, **facts: object) -> list[Notice]:
    """The buyer's request to pay, unless they pay another way by now."""
    is_asked = asking.provider_of(orders.snapshot(tx, order.id)) is trade.provider
    if order.state is not OrderState.DUE or not is_asked:
        return []
    return [notice(NoticeKind.PAYMENT_DUE, order.buyer_id, order.id, key, **facts)]


def _waits(trade: Trade) -> str:
    return f"trade-{trade.id}-waits-{trade.codes}"


def _locked(tx: WriteTx, trade_id: TradeId) -> tuple[Trade, Deal, Order]:
    deal = deals.locked_of_order(tx, trades.get(tx, trade_id).order_id)
    trade = trades.locked(tx, trade_id)
    return trade, deal, orders.get(tx, trade.order_id)
