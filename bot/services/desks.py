"""What a leader sees of an own deal: who paid, who says so, who can't be reached, and money that came late."""

from dataclasses import dataclass

from bot.domain.communities import Community
from bot.domain.deals import Deal
from bot.domain.errors import NotFound
from bot.domain.ids import AccountId, DealId, OrderId
from bot.domain.money import Money
from bot.domain.orders import LIVE, Order, OrderState
from bot.domain.teams import TeamState
from storage import accounts, communities, deals, orders, teams
from storage.database import ReadTx

DEALS_LISTED = 12
ONE_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The leader's desk of one deal."""

    deal: Deal
    community: Community
    counts: dict[OrderState, int]  #: orders in each state
    amounts: dict[OrderState, Money]
    orders: int  #: live ones
    total: Money  #: of live orders
    open_teams: int
    formed_teams: int
    unreached: tuple[str, ...]  #: buyers of live orders whom the bot can't write to
    late: int  #: ended orders whose money waits for the leader
    refunds: int  #: orders whose money is to be paid back

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
    live = {state: both for state, both in counted.items() if state in LIVE}
    return Desk(
        deal=deal,
        community=communities.get(tx, deal.community_id),
        counts={state: number for state, (number, _) in counted.items()},
        amounts={state: Money(minor, deal.currency) for state, (_, minor) in counted.items()},
        orders=sum(number for number, _ in live.values()),
        total=Money(sum(minor for _, minor in live.values()), deal.currency),
        open_teams=teams.count(tx, deal_id, TeamState.OPEN),
        formed_teams=teams.count(tx, deal_id, TeamState.FORMED),
        unreached=orders.unreached(tx, deal_id),
        late=len(orders.claimed_late(tx, deal_id)),
        refunds=counted.get(OrderState.REFUND_DUE, (0, 0))[0],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """Orders one by one, a page of them: claims first, then due, then late money and refunds."""

    desk: Desk
    orders: tuple[tuple[Order, str], ...]  #: with the buyer's name
    page: int
    pages: int


def desk_page(tx: ReadTx, deal_id: DealId, page: int) -> DeskPage:
    """One page of the orders a leader has something to do with. Raises NotFound."""
    found = [
        *orders.in_deal(tx, deal_id, [OrderState.CLAIMED]),
        *orders.claimed_late(tx, deal_id),
        *orders.in_deal(tx, deal_id, [OrderState.REFUND_DUE]),
        *orders.in_deal(tx, deal_id, [OrderState.DUE]),
    ]
    pages = max((len(found) + ONE_PAGE - 1) // ONE_PAGE, 1)
    at = min(max(page, 0), pages - 1)
    shown = found[at * ONE_PAGE : (at + 1) * ONE_PAGE]
    named = tuple((order, accounts.get(tx, order.buyer_id).name) for order in shown)
    return DeskPage(desk=desk(tx, deal_id), orders=named, page=at, pages=pages)


def own_desk(tx: ReadTx, deal_id: DealId, leader: AccountId) -> Desk:
    """The desk for its leader only. Raises NotFound: no such deal, or another's."""
    _own(tx, deal_id, leader)
    return desk(tx, deal_id)


def own_desk_page(tx: ReadTx, deal_id: DealId, leader: AccountId, page: int) -> DeskPage:
    """A page of the desk for its leader only. Raises NotFound: no such deal, or another's."""
    _own(tx, deal_id, leader)
    return desk_page(tx, deal_id, page)


def deal_of_order(tx: ReadTx, order_id: OrderId) -> DealId:
    """The deal of an order. Raises NotFound."""
    return orders.get(tx, order_id).deal_id


def own_deals(tx: ReadTx, leader: AccountId) -> list[Deal]:
    """A leader's deals, newest first."""
    return deals.led_by(tx, leader, DEALS_LISTED)


def _own(tx: ReadTx, deal_id: DealId, leader: AccountId) -> None:
    if deals.get(tx, deal_id).leader_id != leader:
        raise NotFound()


def call(tx: ReadTx, deal_id: DealId) -> tuple[Desk, tuple[tuple[AccountId, str], ...]]:
    """Buyers with something to pay whom the bot can't write to: to be called in the group. Raises NotFound."""
    return desk(tx, deal_id), orders.to_call(tx, deal_id)
