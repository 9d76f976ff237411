"""An order's money is there, all of it or not: the one rule, whoever says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import events as e
from bot.domain import orders as rules
from bot.domain import receiving
from bot.domain import teams as team_rules
from bot.domain.deals import Deal
from bot.domain.ids import AccountId, ChatId, StatementLineId
from bot.domain.orders import OWING, Order, OrderState, Rest
from bot.domain.payments import Entry, LedgerRow, reference
from bot.domain.receiving import Came
from bot.domain.teams import TeamState
from bot.services import endings, places, settling
from bot.services.about import the_order
from storage import installation, ledger, orders, teams
from storage.database import WriteTx


def paid(
    tx: WriteTx,
    deal: Deal,
    order: Order,
    where: ChatId,
    by: AccountId,
    source: str,
    now: datetime,
    line: StatementLineId | None = None,
) -> list[e.Event]:
    """An order is paid, all that is still owed. `line`: of the bank's statement that says so."""
    came = row(deal, order, Entry.PAID, by, source, ledger.balance(tx, order.id), line)
    return paid_by(tx, deal, order, where, now, (came,))


def paid_by(
    tx: WriteTx,
    deal: Deal,
    order: Order,
    where: ChatId,
    now: datetime,
    rows: tuple[LedgerRow, ...],
    rest: Rest = Rest.EVEN,
) -> list[e.Event]:
    """An order is paid by what these rows book; who pays first counts toward the team from now on."""
    orders.save(tx, order, replace(rules.move(order, OrderState.PAID), rest=rest), now)
    event = e.PaymentConfirmed(rows=rows, **the_order(deal, where, order))
    team = None if order.team_id is None or rules.counts_at_once(deal) else teams.get(tx, order.team_id)
    if team is None or team.state is not TeamState.OPEN:
        return [event]
    after = team_rules.count(team)
    places.save_team(tx, deal, team, after, now, units=0)
    formed = endings.formed(tx, deal, after, where, now) if after.state is TeamState.FORMED else []
    return [event, *formed]


def received(
    tx: WriteTx,
    deal: Deal,
    order: Order,
    where: ChatId,
    by: AccountId,
    source: str,
    amounts: Sequence[int],
    now: datetime,
    line: StatementLineId | None = None,
) -> tuple[Came, list[e.Event]]:
    """Book what came for an order, each sum as it came; what that has made of it, and the events that bring the rows.

    Whoever calls holds the deal. Rows are booked after the act, so sums for one order in one act come here together;
    one alone may be a `line` of a bank's statement. Raises OrderSettled: nothing was asked for yet.
    """
    owed, came_minor = ledger.balance(tx, order.id), sum(amounts)
    came, state, rest = receiving.becomes(order, owed, came_minor)
    rows = tuple(row(deal, order, Entry.PAID, by, source, each, line) for each in amounts)
    if order.state in OWING and state is OrderState.PAID:
        return came, paid_by(tx, deal, order, where, now, rows, rest)
    after = replace(order, state=state, rest=rest)
    _, next_word = orders.reminders(tx, order.id)
    orders.save(tx, order, after, now, next_word)
    if came is Came.SHORT:
        settling.owes(tx, after, owed - came_minor, now)
    if came is Came.LATE:
        orders.mark_late(tx, order.id, True, order.claim_photo)
        orders.refer(tx, order.id, reference(installation.reference_start(tx), order.id))
    return came, [e.MoneyCame(came=came, rows=rows, **the_order(deal, where, order))]


def row(
    deal: Deal,
    order: Order,
    entry: Entry,
    by: AccountId,
    source: str,
    amount_minor: int,
    line: StatementLineId | None = None,
) -> LedgerRow:
    """A ledger row of an order. `source`: who says so, the leader by hand or a statement."""
    return LedgerRow(
        order_id=order.id,
        entry=entry,
        amount_minor=amount_minor,
        currency=deal.currency.code,
        actor_id=by,
        source=source,
        line_id=line,
    )
