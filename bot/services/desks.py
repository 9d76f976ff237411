"""What a leader sees of an own deal: who paid, who says so, who can't be reached, and money that came late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, DealId, OrderId
from bot.domain.money import Money
from bot.domain.notices import NoticeKind, notice
from bot.domain.orders import LIVE, UNDECIDED, Order, OrderSettled, OrderState, Rest
from bot.domain.payment_hours import awake
from bot.domain.people import Actor, Right
from bot.domain.teams import TeamState
from bot.domain.undos import Undo
from bot.services import receipts, rights
from bot.services.act import Done, act
from bot.services.receipts import Receipt
from storage import accounts, communities, deals, ledger, messages, orders, outbox, teams, undos
from storage.database import ReadTx, WriteTx
from storage.messages import Standing

DEALS_LISTED = 12
ONE_PAGE = 5
#: A leader is told of claims again no sooner than so long after the last time.
PING_EVERY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The leader's desk of one deal."""

    deal: Deal
    community: Community
    counts: dict[OrderState, int]  #: orders in each state; claims without those of which a part came
    amounts: dict[OrderState, Money]
    orders: int  #: live ones
    total: Money  #: of live orders
    open_teams: int
    formed_teams: int
    unreached: tuple[str, ...]  #: buyers of live orders whom the bot can't write to
    late: int  #: ended orders whose money waits for the leader
    refunds: int  #: orders whose money, or a surplus of it, is to be paid back
    undecided: int = 0  #: orders with too little or too much money, about which the leader decides
    to_remind: int = 0  #: buyers who have to pay, and can be written to
    to_call: int = 0  #: buyers who have to pay, and can't be written to; 0 once they were called
    said: Undo | None = None  #: what its leader said last of money, unless that was taken back

    def count(self, state: OrderState) -> int:
        """How many orders are in a state."""
        return self.counts.get(state, 0)

    def amount(self, state: OrderState) -> Money:
        """The amounts of orders in a state."""
        return self.amounts.get(state, Money(0, self.deal.currency))


def desk(tx: ReadTx, deal_id: DealId) -> Desk:
    """The desk of a deal. Raises NotFound."""
    deal = deals.get(tx, deal_id)
    counted = orders.counted(tx, deal_id)
    uneven = orders.uneven(tx, deal_id)
    live = [both for state, both in counted.items() if state in LIVE]
    said = counted | {OrderState.CLAIMED: orders.count_claims(tx, deal_id)}
    return Desk(
        deal=deal,
        community=communities.get(tx, deal.community_id),
        counts={state: number for state, (number, _) in said.items()},
        amounts={state: Money(minor, deal.currency) for state, (_, minor) in said.items()},
        orders=sum(number for number, _ in live),
        total=Money(sum(minor for _, minor in live), deal.currency),
        open_teams=teams.count(tx, deal_id, TeamState.OPEN),
        formed_teams=teams.count(tx, deal_id, TeamState.FORMED),
        unreached=orders.unreached(tx, deal_id),
        late=len(orders.claimed_late(tx, deal_id)),
        refunds=counted.get(OrderState.REFUND_DUE, (0, 0))[0] + sum(each.rest is Rest.BACK for each in uneven),
        undecided=sum(each.rest in UNDECIDED for each in uneven),
        to_remind=orders.count_to_remind(tx, deal_id),
        to_call=0 if deals.was_called(tx, deal_id) else len(orders.to_call(tx, deal_id)),
        said=undos.newest(tx, deal_id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPage:
    """An order on such a page."""

    order: Order
    buyer: str  #: the name
    came: Money  #: what came and was not paid back
    to_pay: Money  #: what is still owed; below zero where too much came


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Orders one by one, a page of them: what needs a decision first, then refunds, then what is due."""

    desk: Desk
    orders: tuple[OnPage, ...]
    page: int
    pages: int


def desk_page(tx: ReadTx, deal_id: DealId, page: int) -> DeskPage:
    """One page of the orders a leader has something to do with. Raises NotFound."""
    deal = deals.get(tx, deal_id)
    found = _waiting(tx, deal_id)
    pages = max((len(found) + ONE_PAGE - 1) // ONE_PAGE, 1)
    at = min(max(page, 0), pages - 1)
    shown = found[at * ONE_PAGE : (at + 1) * ONE_PAGE]
    rows = tuple(_on_page(tx, deal, order) for order in shown)
    return DeskPage(desk=desk(tx, deal_id), orders=rows, page=at, pages=pages)


def _waiting(tx: ReadTx, deal_id: DealId) -> list[Order]:
    """The orders of a deal that its leader has something to do with, each once."""
    uneven = orders.uneven(tx, deal_id)
    found = [
        *orders.in_deal(tx, deal_id, [OrderState.CLAIMED]),
        *(each for each in uneven if each.rest in UNDECIDED),
        *orders.claimed_late(tx, deal_id),
        *orders.in_deal(tx, deal_id, [OrderState.REFUND_DUE]),
        *uneven,
        *orders.in_deal(tx, deal_id, [OrderState.DUE]),
    ]
    return list({each.id: each for each in found}.values())


def _on_page(tx: ReadTx, deal: Deal, order: Order) -> OnPage:
    return OnPage(
        order=order,
        buyer=accounts.get(tx, order.buyer_id).name,
        came=Money(ledger.held(tx, order.id), deal.currency),
        to_pay=Money(ledger.balance(tx, order.id), deal.currency),
    )


def own_desk(tx: ReadTx, by: Actor, deal_id: DealId) -> Desk:
    """The desk for who leads the deal and still may. Raises NotFound: no such deal, or another's; NotAllowed."""
    rights.check(tx, Right.LEADS_DEAL, by, deal_id, "desks.own_desk")
    return desk(tx, deal_id)


def own_desk_page(tx: ReadTx, by: Actor, deal_id: DealId, page: int) -> DeskPage:
    """A page of the desk for who leads the deal and still may. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.LEADS_DEAL, by, deal_id, "desks.own_desk_page")
    return desk_page(tx, deal_id, page)


def own_claim(tx: ReadTx, by: Actor, order_id: OrderId) -> Receipt:
    """An order whose buyer says they paid, for who leads its deal and still may: the only one who sees its receipt.

    Raises NotFound, NotAllowed, OrderSettled: it waits for the leader no more.
    """
    found = own_order(tx, by, order_id)
    if found.order.state is not OrderState.CLAIMED and not found.is_late:
        raise OrderSettled(order=found.order.code, state=found.order.state)
    return found


def own_order(tx: ReadTx, by: Actor, order_id: OrderId) -> Receipt:
    """An order in any state, for who leads its deal and still may. Raises NotFound, NotAllowed."""
    rights.check(tx, Right.LEADS_ORDER, by, order_id, "desks.own_order")
    return receipts.receipt(tx, order_id)


@act(Right.LEADS_DEAL)
def open_in(tx: WriteTx, by: Actor, now: datetime, deal_id: DealId, message: int, shown: str = "") -> Done[bool]:
    """The leader has opened the desk in this message: the live one from now on. Delivery draws it, and what is left.

    `shown` is the hash of what the message shows, if that is a desk already. Shows whether it was the live one before.
    """
    chat = ChatId(by.id)
    was_here = stands_at(tx, deal_id, by.id) == message
    if not was_here:
        messages.forget(tx, chat, message)
        here = Standing(
            kind=NoticeKind.DESK,
            chat_id=chat,
            subject=deal_id,
            message_id=message,
            has_photo=False,
            shown=shown,
            finished=False,
        )
        messages.keep(tx, here, now)
    return Done(events=(), shown=was_here, notices=[notice(NoticeKind.DESK, by.id, deal_id)])


def ping(tx: WriteTx, deal: Deal, zone: ZoneInfo, now: datetime) -> None:
    """Buyers say that they paid: their leader is told, at most every half hour and never at night.

    Whoever calls holds the deal's lock.
    """
    told = notice(NoticeKind.DESK_PING, deal.leader_id, deal.id)
    last = outbox.sent_at(tx, told)
    at = now if last is None else max(now, last + PING_EVERY)
    outbox.queue_at(tx, told, awake(at, zone), now)


def stands_at(tx: ReadTx, deal_id: DealId, leader: AccountId) -> int | None:
    """The message that is the live desk in its leader's private chat: where it was opened last."""
    standing = messages.about(tx, [NoticeKind.DESK], deal_id, ChatId(leader))
    return next((each.message_id for each in reversed(standing) if not each.finished), None)


def is_desk(tx: ReadTx, leader: AccountId, message: int) -> bool:
    """Whether a message of the leader's private chat is a desk, or was one: only delivery changes it."""
    return messages.subject_of(tx, [NoticeKind.DESK], ChatId(leader), message) is not None


def deal_of_order(tx: ReadTx, order_id: OrderId) -> DealId:
    """The deal of an order. Raises NotFound."""
    return orders.get(tx, order_id).deal_id


def own_deals(tx: ReadTx, leader: AccountId) -> list[Deal]:
    """A leader's deals in groups that they still lead, newest first."""
    return deals.led_by(tx, leader, DEALS_LISTED)


def call(tx: ReadTx, deal_id: DealId) -> tuple[Desk, tuple[tuple[AccountId, str], ...]]:
    """Buyers with something to pay whom the bot can't write to: to be called in the group. Raises NotFound."""
    return desk(tx, deal_id), orders.to_call(tx, deal_id)
