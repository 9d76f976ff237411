"""What stands in the database, and what should by the model, in the same form."""

import json
from typing import Any

from sqlalchemy import select

from storage import invariants
from storage.database import ReadTx
from storage.tables import deals as deal_rows
from storage.tables import ledger as ledger_rows
from storage.tables import metadata
from storage.tables import orders as order_rows
from storage.tables import teams as team_rows
from tests.integration.services.model import Model

View = dict[str, dict[Any, Any]]
_TABLES = [select(table).order_by(*table.primary_key.columns) for table in metadata.sorted_tables]
_NOTHING_BOOKED = {"charged": 0, "paid": 0, "credited": 0, "refunded": 0}


def everything(tx: ReadTx) -> list[list[tuple[Any, ...]]]:
    """Every row of every table."""
    return [[tuple(row) for row in tx.all(statement)] for statement in _TABLES]


def seen(tx: ReadTx) -> tuple[View, list[str]]:
    """Deals, teams, orders and what they ask; and which rules over all rows are broken."""
    return {"deals": _deals(tx), "teams": _teams(tx), **_orders(tx)}, invariants.broken(tx)


def _deals(tx: ReadTx) -> dict[Any, Any]:
    rows = tx.all(select(deal_rows))
    return {row.id: (row.state, row.taken, row.set_aside, row.orders_made, row.ends_at, row.closes_at) for row in rows}


def _teams(tx: ReadTx) -> dict[Any, Any]:
    return {
        row.id: (
            row.deal_id,
            row.state,
            row.starter_id,
            row.deadline_at,
            (row.joined, row.holding) if row.state == "open" else None,
        )
        for row in tx.all(select(team_rows))
    }


def _orders(tx: ReadTx) -> View:
    sums: dict[int, dict[str, int]] = {}
    for row in tx.all(select(ledger_rows.c.order_id, ledger_rows.c.entry, ledger_rows.c.amount_minor)):
        booked = sums.setdefault(row.order_id, dict(_NOTHING_BOOKED))
        booked[row.entry] += row.amount_minor
    found, snapshots = {}, {}
    for row in tx.all(select(order_rows)):
        booked = sums.get(row.id, _NOTHING_BOOKED)
        asked = None if row.snapshot is None else json.loads(row.snapshot)["amount_minor"]
        found[row.deal_id, row.number] = (
            row.team_id,
            row.buyer_id,
            row.quantity,
            row.unit_minor,
            row.state,
            bool(row.claimed_late),
            row.rest,
            row.off_minor,
            asked,
            row.due_until if row.state == "due" else None,
            (booked["charged"], booked["paid"] - booked["refunded"], booked["credited"]),
        )
        if row.snapshot is not None:
            kept = {name: value for name, value in json.loads(row.snapshot).items() if name != "amount_minor"}
            snapshots[row.deal_id, row.number] = json.dumps(kept)
    return {"orders": found, "snapshots": snapshots}


def wanted(model: Model) -> View:
    """Deals, teams and orders as the model has them."""
    deals = {
        one.id: (one.state, one.taken, one.set_aside, len(one.orders), one.ends_at, one.closes_at)
        for one in model.deals.values()
    }
    teams = {
        team.id: (
            team.deal.id,
            team.state,
            team.starter,
            team.deadline,
            (team.joined, len(team.members) - team.joined) if team.state == "open" else None,
        )
        for team in model.teams
    }
    orders = {
        one.key: (
            None if one.team is None else one.team.id,
            one.buyer,
            one.quantity,
            one.unit,
            one.state,
            one.late,
            one.rest,
            one.off,
            one.asked,
            one.until if one.state == "due" else None,
            one.ledger(),
        )
        for one in model.orders
    }
    return {"deals": deals, "teams": teams, "orders": orders}
