"""What a buyer sees of an order of their own."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, TeamId, Token
from bot.domain.money import Money
from bot.domain.notices import PAYMENT_MESSAGES
from bot.domain.orders import OWING, Order, OrderSettled, OrderState
from bot.domain.payments import Payee, Snapshot
from bot.domain.people import Account
from bot.domain.teams import Team
from bot.domain.trades import DeskPayment, Provider, Trade
from bot.services import trades
from storage import accounts, communities, deals, ledger, messages, orders, payees, payment_reports, teams
from storage.database import ReadTx

LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One order with everything its buyer or its leader is told about it."""

    order: Order
    deal: Deal
    community: Community
    leader: Account
    buyer: Account
    team: Team | None
    starter: str
    snapshot: Snapshot | None
    to_pay: Money  #: what is still owed, below zero where too much came; zero before it is due
    came: Money  #: what came and was not paid back
    used: Money  #: what the buyer's credit pays of it
    went: Money  #: what was paid back
    is_late: bool  #: the order has ended and the buyer says they paid
    going_back: Money  #: what gateways pay back of it with nobody's help
    trade: Trade | None = None  #: the payment through a gateway that the order is asked for, or was paid by
    at_desk: tuple[DeskPayment, ...] = ()  #: payments that only their provider's desk pays back
    has_ways: bool = False  #: the community has other payees, to whom a due order may be paid too

    @property
    def asked(self) -> Money:
        """What the buyer was or will be asked to pay for all units."""
        minor = self.order.amount_minor if self.snapshot is None else self.snapshot.amount_minor
        return Money(minor, self.deal.currency)

    @property
    def missing(self) -> Money:
        """What is still owed."""
        return Money(max(self.to_pay.minor, 0), self.deal.currency)

    @property
    def surplus(self) -> Money:
        """What came too much, or for an order that has ended."""
        return Money(max(-self.to_pay.minor, 0), self.deal.currency)

    @property
    def told(self) -> Money:
        """The amount that the order's state is about: asked for, paid, here though it ended, owed back or paid back."""
        state = self.order.state
        if state in (OrderState.PAID, OrderState.READY, OrderState.COLLECTED):
            return Money(self.order.amount_minor - self.used.minor, self.deal.currency)
        if state is OrderState.REFUNDED:
            return self.went
        return self.surplus if self.surplus.minor else self.asked

    @property
    def by_gateway(self) -> bool:
        """Whether its money came through a gateway, by the gateway's word."""
        return self.trade is not None and self.trade.has_money

    @property
    def goes_back_by_gateway(self) -> bool:
        """Whether gateways pay back all that is owed back, with nobody's help."""
        return 0 < self.surplus.minor <= self.going_back.minor

    @property
    def paid_back_by(self) -> str:
        """Which gateway pays back all that is owed back, or has just done so; "": its leader does."""
        is_over = self.by_gateway and not self.order.is_owed_back
        return self.gateway if self.goes_back_by_gateway or is_over else ""

    @property
    def gateway(self) -> str:
        """Which gateway it is asked for or was paid through; "": none."""
        return "" if self.trade is None else self.trade.provider

    @property
    def unit(self) -> Money:
        """What one unit costs this buyer."""
        return Money(self.order.unit_minor, self.deal.currency)


def receipt(tx: ReadTx, order_id: OrderId) -> Receipt:
    """An order with all about it. Raises NotFound."""
    order = orders.get(tx, order_id)
    deal = deals.get(tx, order.deal_id)
    team = None if order.team_id is None else teams.get(tx, order.team_id)
    shot = orders.snapshot(tx, order_id)
    trade = trades.shown(tx, order, shot)
    return Receipt(
        order=order,
        deal=deal,
        community=communities.get(tx, deal.community_id),
        leader=accounts.get(tx, deal.leader_id),
        buyer=accounts.get(tx, order.buyer_id),
        team=team,
        starter="" if team is None else accounts.get(tx, team.starter_id).name,
        snapshot=shot,
        to_pay=Money(ledger.balance(tx, order_id), deal.currency),
        came=Money(ledger.held(tx, order_id), deal.currency),
        used=Money(ledger.credited(tx, order_id), deal.currency),
        went=Money(ledger.refunded(tx, order_id), deal.currency),
        is_late=order.is_late,
        trade=trade,
        at_desk=payment_reports.at_desk(tx, order_id) if trade and trade.provider is Provider.TELEGRAM else (),
        going_back=Money(trades.going_back(tx, order_id) if order.is_owed_back else 0, deal.currency),
        has_ways=order.state is OrderState.DUE
        and order.payee_id is not None
        and payees.are_several(tx, deal.community_id, deal.currency.code),
    )


def own_receipt(tx: ReadTx, order_id: OrderId, buyer: AccountId) -> Receipt:
    """The same for its buyer only. Raises NotFound: no such order, or another's."""
    found = receipt(tx, order_id)
    if found.order.buyer_id != buyer:
        raise NotFound()
    return found


def own_ways(tx: ReadTx, order_id: OrderId, buyer: AccountId, now: datetime) -> tuple[Receipt, tuple[Payee, ...]]:
    """A buyer's own order, and the payees it may be paid to now. Raises NotFound, OrderSettled: it isn't due."""
    found = own_receipt(tx, order_id, buyer)
    if found.order.state is not OrderState.DUE or found.snapshot is None:
        raise OrderSettled(order=found.order.code, state=found.order.state)
    return found, payees.counting(tx, found.community.id, found.deal.currency.code, now)


def own_in_deal(tx: ReadTx, token: Token, buyer: AccountId) -> Receipt | None:
    """A buyer's newest order in the deal of a link; None when they have none. Raises NotFound: no such deal."""
    deal = deals.by_token(tx, token)
    order = orders.find_live(tx, deal.id, buyer) or orders.find_last(tx, deal.id, buyer)
    return None if order is None else receipt(tx, order.id)


def own_orders(tx: ReadTx, buyer: AccountId) -> list[tuple[Order, Deal]]:
    """A buyer's orders with their deals, newest first."""
    return [(order, deals.get(tx, order.deal_id)) for order in orders.of_buyer(tx, buyer, LISTED)]


def asked_payments(tx: ReadTx, buyer: AccountId, replied: int | None) -> list[tuple[Order, Deal]]:
    """A buyer's due or claimed orders; only the one whose payment message was replied to, if it was one."""
    found = [(order, deal) for order, deal in own_orders(tx, buyer) if _is_asked(tx, order)]
    about = None if replied is None else messages.subject_of(tx, PAYMENT_MESSAGES, ChatId(buyer), replied)
    return [(order, deal) for order, deal in found if about in (None, order.id)]


def _is_asked(tx: ReadTx, order: Order) -> bool:
    """Whether an order waits for a transfer: one that is paid in cash on pickup does not."""
    return order.state in OWING and orders.snapshot(tx, order.id) is not None


def others_in_team(tx: ReadTx, team_id: TeamId) -> tuple[str, ...]:
    """Names of a team's live buyers, first come first."""
    return tuple(accounts.get(tx, order.buyer_id).name for order in orders.of_team(tx, team_id))


def deal_of(tx: ReadTx, order_id: OrderId) -> DealId:
    """The deal of an order. Raises NotFound."""
    return orders.get(tx, order_id).deal_id
