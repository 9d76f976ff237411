"""Sums of a community: whatever people did, they are those of the ledger's rows, in all, by deal, month and payee."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.domain.communities import Community
from bot.domain.deals import PayMoment
from bot.domain.ids import CommunityId, OrderId
from bot.domain.months import Month, month_of
from bot.domain.payments import Entry, LedgerRow
from bot.domain.people import ITSELF
from bot.domain.reckonings import Flows, Sums
from bot.services import communities, orders, payments, reckonings, teams
from storage import ledger
from storage import reckonings as stored
from storage.database import ReadTx, WriteTx
from tests.integration.services.programs import Program, a_market
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person, a_team, order_id

ANA, BEN, LEA = a_person(1), a_person(2), a_leader()
_ROWS = text(
    "SELECT o.id AS order_id, o.deal_id, o.payee_id, o.state, l.entry, l.amount_minor, l.source, l.at FROM ledger l"
    " JOIN orders o ON o.id = l.order_id JOIN deals d ON d.id = o.deal_id"
    " WHERE d.community_id = :community AND d.currency = :in_currency"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _kind(row: Any) -> tuple[str, int]:
    """Which sum a row belongs to, and with which sign."""
    if row.entry == "credited":
        return ("by_credit", 1) if row.source == "deal" else ("kept", -1)
    return {"charged": "asked", "paid": "paid", "refunded": "paid_back"}[row.entry], 1


def _balance(rows: list[Any]) -> int:
    return sum(row.amount_minor * (1 if row.entry in ("charged", "refunded") else -1) for row in rows)


def added_up(rows: list[Any]) -> Sums:
    """The sums of these rows, counted one by one."""
    sums: Counter[str] = Counter()
    for row in rows:
        kind, sign = _kind(row)
        sums[kind] += sign * row.amount_minor
    for order in {row.order_id for row in rows}:
        own = [row for row in rows if row.order_id == order]
        balance = _balance(own)
        if balance < 0:
            sums["owed_back"] -= balance
        else:
            sums["claimed" if own[0].state == "claimed" else "waiting"] += balance
    return Sums(**sums)


def flows_in(rows: list[Any], month: Month, zone: ZoneInfo) -> Flows:
    """What a month added to these rows, counted one by one."""
    at = {row: month_of(_EPOCH + timedelta(microseconds=row.at), zone) for row in rows}
    sums: Counter[str] = Counter(opening=_balance([row for row in rows if at[row] < month]))
    for row in rows:
        if at[row] == month:
            kind, sign = _kind(row)
            sums[kind] += sign * row.amount_minor
    for order in {row.order_id for row in rows}:
        balance = _balance([row for row in rows if row.order_id == order and at[row] <= month])
        sums["open" if balance > 0 else "owed_back"] += abs(balance)
    return Flows(**sums)


def compare(tx: ReadTx, community: CommunityId, unit: str) -> None:
    """Every sum the bot tells against the rows themselves."""
    rows = list(tx.all(_ROWS, {"community": community, "in_currency": unit}))
    found = reckonings.overview(tx, LEA, community, unit)
    if not rows:
        assert found.total.parts == ()
        return
    assert found.total.whole == added_up(rows)
    payees = {row.payee_id for row in rows}
    assert {None if one.payee is None else one.payee.id: one.sums for one in found.total.parts} == {
        payee: added_up([row for row in rows if row.payee_id == payee]) for payee in payees
    }
    for deal, sums in found.deals.deals:
        assert sums.whole == added_up([row for row in rows if row.deal_id == deal.id])
        assert sums == reckonings.of_deal(tx, LEA, deal.id).sums
    _compare_months(tx, found.community, unit, rows)
    newest = found.months.months[0].whole
    whole = found.total.whole
    assert (newest.open, newest.owed_back) == (whole.claimed + whole.waiting, whole.owed_back)


def _compare_months(tx: ReadTx, community: Community, unit: str, rows: list[Any]) -> None:
    zone = community.clock
    (one,) = [one for one in stored.booked(tx, community.id) if one.currency == unit]
    months = reckonings.every_month(tx, community, one)
    assert months[0].month == month_of(one.first, zone)
    opening = 0
    for month in months:
        assert month.whole == flows_in(rows, month.month, zone)
        assert month.whole.opening == opening
        opening = month.whole.closing
        for part in month.parts:
            payee = None if part.payee is None else part.payee.id
            assert part.flows == flows_in([row for row in rows if row.payee_id == payee], month.month, zone)


class Reckoned(Program):
    """A program after each of whose steps the sums are compared too."""

    async def _compare(self) -> None:
        await super()._compare()
        await self.reads(lambda tx: compare(tx, self.community, "EUR"))


@pytest.mark.parametrize("theme", ["anything", "credit", "late money", "moving"])
async def test_sums_foot_after_every_step_of_a_program(sqlite_url: str, theme: str) -> None:
    community = await a_market(sqlite_url)
    await Reckoned(sqlite_url, community, f"sums:{random.getrandbits(32)}", theme).run(40)


async def test_sums_foot_on_postgres_too(postgres_url: str) -> None:
    community = await a_market(postgres_url)
    await Reckoned(postgres_url, community, f"sums:{random.getrandbits(32)}").run(25)


# Rows of any kind, at any time

ZONES = ("Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Europe/Berlin", "America/Havana")


async def some_orders(stage: Stage) -> tuple[CommunityId, list[OrderId]]:
    """Orders in several states, to two payees and in cash."""
    community = await a_community(stage)
    by_transfer = [await a_deal(stage, community), await a_deal(stage, community, title="Figs")]
    in_cash = await a_deal(stage, community, pay=PayMoment.PICKUP, title="Eggs")
    found: list[OrderId] = []
    for deal in (*by_transfer, in_cash):
        for n in (1, 2):
            found.append(OrderId((await stage.does(a_person(n), orders.buy_alone, deal)).subject))
    await stage.does(ANA, payments.claim, found[0])
    return community, found


def book_any(tx: WriteTx, found: list[OrderId], chance: random.Random, zone: ZoneInfo) -> None:
    """Rows as no act of today writes them: parts of an amount, too much, back again; many close to a month's border."""
    for _ in range(60):
        border = Month(2026, 10).later(chance.randrange(15)).begins(zone)
        at = border + timedelta(minutes=chance.choice([-90, -45, -1, 0, 1, 29, 46, 60 * 24 * chance.randrange(27)]))
        row = LedgerRow(
            order_id=chance.choice(found),
            entry=chance.choice(list(Entry)),
            amount_minor=chance.randrange(-500, 4000),
            currency="EUR",
            actor_id=LEA.id,
            source=chance.choice(["deal", "leader", "statement"]),
        )
        ledger.book(tx, [row], at)


@pytest.mark.parametrize("zone", ZONES)
async def test_rows_of_any_kind_foot_by_the_clocks_of_any_zone(stage: Stage, zone: str) -> None:
    community, found = await some_orders(stage)
    await stage.does(LEA, communities.set_zone, community, zone)
    await stage.db.write(book_any, found, random.Random(), ZoneInfo(zone))
    await stage.db.read(compare, community, "EUR")


async def test_a_month_turns_at_midnight_of_the_groups_clocks(stage: Stage) -> None:
    community, found = await some_orders(stage)
    await stage.does(LEA, communities.set_zone, community, "Asia/Kathmandu")
    row = LedgerRow(
        order_id=found[1], entry=Entry.PAID, amount_minor=700, currency="EUR", actor_id=LEA.id, source="leader"
    )
    midnight = datetime(2026, 12, 31, 18, 15, tzinfo=UTC)
    await stage.db.write(ledger.book, [row], midnight - timedelta(microseconds=1))
    await stage.db.write(ledger.book, [row], midnight)
    december = await stage.db.read(reckonings.of_month, LEA, community, "EUR", Month(2026, 12))
    january = await stage.db.read(reckonings.of_month, LEA, community, "EUR", Month(2027, 1))
    assert (december.sums.whole.paid, january.sums.whole.paid) == (700, 700)
    assert january.sums.whole.opening == december.sums.whole.closing == 6 * 3990 - 700


# What stands where


async def test_sums_are_told_by_payee_with_cash_last(stage: Stage) -> None:
    community, _ = await some_orders(stage)
    found = await stage.db.read(reckonings.overview, LEA, community)
    (first, cash) = found.total.parts
    assert first.payee is not None
    assert (first.payee.account[-4:], first.sums.asked, first.sums.claimed) == ("4700", 4 * 3990, 3990)
    assert (cash.payee, cash.sums.asked, cash.sums.waiting) == (None, 2 * 3990, 2 * 3990)


async def test_money_that_is_owed_back_and_paid_back(stage: Stage) -> None:
    deal = await a_deal(stage, pay=PayMoment.FIRST)
    team = await a_team(stage, deal, buyers=2)
    order = order_id(await stage.order_of(deal, ANA))
    await stage.does(LEA, payments.confirm, order)
    await stage.db.read(compare, (await stage.deal(deal)).community_id, "EUR")
    assert (await stage.db.read(reckonings.of_deal, LEA, deal)).sums.whole.paid == 2990
    stage.clock.moves(hours=25)
    await stage.acts(teams.run_out, ITSELF, None, team)
    assert (await stage.db.read(reckonings.of_deal, LEA, deal)).sums.whole == Sums(paid=2990, owed_back=2990)
    await stage.does(LEA, payments.mark_refunded, order)
    assert (await stage.db.read(reckonings.of_deal, LEA, deal)).sums.whole == Sums(paid=2990, paid_back=2990)


async def test_each_currency_adds_up_by_itself(stage: Stage) -> None:
    community, _ = await some_orders(stage)
    await stage.does(LEA, communities.set_currency, community, "CHF")
    stage.clock.moves(hours=1)
    francs = await a_deal(stage, community, pay=PayMoment.PICKUP, solo_minor=500, team_minor=400, title="Cheese")
    await stage.does(ANA, orders.buy_alone, francs)
    newest = await stage.db.read(reckonings.overview, LEA, community)
    assert (newest.unit.code, newest.total.whole.asked) == ("CHF", 500)
    assert [unit.code for unit in newest.others] == ["EUR"]
    euros = await stage.db.read(reckonings.overview, LEA, community, "EUR")
    assert euros.total.whole.asked == 6 * 3990
    assert {deal.currency.code for deal, _ in euros.deals.deals} == {"EUR"}


async def test_months_and_deals_are_told_a_page_at_a_time(stage: Stage) -> None:
    community, found = await some_orders(stage)
    row = LedgerRow(
        order_id=found[0], entry=Entry.PAID, amount_minor=1, currency="EUR", actor_id=LEA.id, source="leader"
    )
    for months in range(8):
        await stage.db.write(ledger.book, [row], Month(2026, 12).later(months).begins(ZoneInfo("UTC")))
    newest = (await stage.db.read(reckonings.overview, LEA, community)).months
    assert (len(newest.months), newest.page, newest.pages) == (6, 0, 2)
    assert newest.months[0].month == Month(2027, 7)
    older = (await stage.db.read(reckonings.overview, LEA, community, "EUR", months=9)).months
    assert [one.month for one in older.months] == [Month(2027, 1), Month(2026, 12), Month(2026, 11)]
    for title in ("A", "B", "C", "D"):
        deal = await a_deal(stage, community, title=title)
        await stage.does(BEN, orders.buy_alone, deal)
    deals = (await stage.db.read(reckonings.overview, LEA, community, "EUR", page=1)).deals
    assert ([deal.title for deal, _ in deals.deals], deals.page, deals.pages) == (["Figs", "Navel oranges 5 kg"], 1, 2)


async def test_a_deal_in_which_nothing_was_asked_is_not_listed(stage: Stage) -> None:
    deal = await a_deal(stage)
    await a_team(stage, deal, buyers=2)
    community = (await stage.deal(deal)).community_id
    found = await stage.db.read(reckonings.overview, LEA, community)
    assert (found.total.parts, found.months.months, found.deals.deals) == ((), (), ())
    month = await stage.db.read(reckonings.of_month, LEA, community, "EUR", Month(2026, 11))
    assert month.sums.parts == ()
