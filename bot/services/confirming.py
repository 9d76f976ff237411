"""An order's money is there: the one rule, whoever says so."""

from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as rules
from bot.domain import teams as team_rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId
from bot.domain.orders import Order, OrderState
from bot.domain.payments import Entry, LedgerRow
from bot.domain.teams import TeamState
from bot.services import endings, places
from bot.services.about import the_order
from storage import ledger, orders, teams
from storage.database import WriteTx


def paid(
    tx: WriteTx, deal: Deal, order: Order, where: ChatId, by: AccountId, source: str, now: datetime
) -> list[e.Event]:
    """An order is paid, all that is still owed; who pays first counts toward the team from now on."""
    orders.save(tx, order, rules.move(order, OrderState.PAID), now)
    came = row(deal, order, Entry.PAID, by, source, ledger.balance(tx, order.id))
    event = e.PaymentConfirmed(rows=(came,), **the_order(deal, where, order))
    team = None if order.team_id is None or rules.counts_at_once(deal) else teams.get(tx, order.team_id)
    if team is None or team.state is not TeamState.OPEN:
        return [event]
    after = team_rules.count(team)
    places.save_team(tx, deal, team, after, now, units=0)
    formed = endings.formed(tx, deal, after, where, now) if after.state is TeamState.FORMED else []
    return [event, *formed]


def row(deal: Deal, order: Order, entry: Entry, by: AccountId, source: str, amount_minor: int) -> LedgerRow:
    """A ledger row of an order. `source`: who says so, the leader by hand or a statement."""
    return LedgerRow(
        order_id=order.id,
        entry=entry,
        amount_minor=amount_minor,
        currency=deal.currency.code,
        actor_id=by,
        source=source,
    )
