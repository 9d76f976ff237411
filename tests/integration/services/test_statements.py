"""Statements on both databases: no order is paid twice, no line counts twice, what is taken back stands as before."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import AccountId, ChatId, CommunityId, DealId, OrderId, StatementId, StatementLineId
from bot.domain.money import Money, currency
from bot.domain.orders import OrderState
from bot.domain.people import ITSELF, Actor, Person
from bot.domain.statements.imports import Counted, LineDecided, LineState, NewLine, StatementBusy, StatementTaken
from bot.domain.statements.lines import BankLine, fingerprints
from bot.domain.statements.matching import AskedOrders, Found, Match, Why, match
from bot.domain.teams import TeamState
from bot.services import bookings, deadlines, orders, payments, receipts, statements, teams
from bot.services.statements import Account
from storage import asked_orders, invariants
from storage.database import ReadTx
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person, a_team, order_id

EUR = currency("EUR")
LEA = a_leader()
ANA, BEN, CHEN = a_person(1), a_person(2), a_person(3)
OLGA = Actor(person=Person(id=AccountId(901), name="Olga"), administers=ChatId(-1_001_000_000_002))


async def a_full_team(stage: Stage, buyers: int = 3, *, pay: PayMoment = PayMoment.CLOSE) -> tuple[CommunityId, DealId]:
    """Buyers who all have to pay 29.90."""
    deal = await a_deal(stage, target=max(buyers, 2), pay=pay, due_for=timedelta(hours=24))
    await a_team(stage, deal, buyers=buyers)
    return (await stage.deal(deal)).community_id, deal


async def order_of(stage: Stage, deal: DealId, n: int) -> OrderId:
    """The n-th person's order."""
    return order_id(await stage.order_of(deal, a_person(n)))


async def reference_of(stage: Stage, order: OrderId) -> str:
    """What travels with its money."""
    return (await stage.db.read(receipts.receipt, order)).order.reference


def came(said: str, minor: int = 2990, *, name: str = "", day: int = 24) -> BankLine:
    """A line of a statement."""
    return BankLine(booked_on=date(2026, 11, day), amount=Money(minor, EUR), text=said, name=name)


async def matched(stage: Stage, community: CommunityId, lines: list[BankLine]) -> list[Match]:
    """As the command does it."""
    waiting, span = await stage.db.read(statements.open_orders, LEA, community)
    every = range(span.start, span.stop)
    others = await stage.db.read(statements.named_orders, LEA, community, every)
    known = {order.id: order for order in (*others, *waiting)}
    return match(lines, AskedOrders(known.values(), span))


async def taken_in(stage: Stage, community: CommunityId, *lines: BankLine, works: bool = True) -> StatementId:
    """A statement of these lines, worked off."""
    found = await matched(stage, community, list(lines))
    begun = StatementId((await stage.does(LEA, statements.begin, community, "DE33", None)).subject)
    kept = [
        NewLine(fingerprint=said, match=each)
        for said, each in zip(fingerprints(lines), found, strict=True)
        if each.found in (Found.PAID, Found.LATE, Found.NEAR)
    ]
    await stage.does(LEA, statements.add, begun, kept)
    kinds = Counter(each.found for each in found)
    counted = Counted(
        lines=len(lines), outgoing=kinds[Found.OUTGOING], unknown=kinds[Found.UNKNOWN], foreign=kinds[Found.FOREIGN]
    )
    await stage.does(LEA, statements.start, begun, counted)
    if works:
        await worked(stage, begun)
    return begun


async def worked(stage: Stage, statement: StatementId) -> None:
    """As ticks do it."""
    while (await stage.acts(bookings.work_off, ITSELF, None, statement)).shown:
        pass


async def account(stage: Stage, statement: StatementId) -> Account:
    """What became of it; it adds up."""
    found = await stage.db.read(statements.own_account, LEA, statement)
    counted = found.statement.counted
    about = counted.outgoing + counted.unknown + counted.foreign + counted.known
    assert counted.lines == about + sum(found.counts.values())
    return found


def booked(tx: ReadTx) -> list[tuple[int, str, int, int, str]]:
    """Every row of the ledger but what was charged."""
    rows = tx.all(text("SELECT * FROM ledger WHERE entry <> 'charged' ORDER BY id"))
    return [(row.order_id, row.entry, row.amount_minor, row.actor_id, row.source) for row in rows]


async def state(stage: Stage, order: OrderId) -> OrderState:
    """Where an order stands."""
    return (await stage.db.read(receipts.receipt, order)).order.state


async def holds(stage: Stage) -> None:
    """Nothing is broken."""
    assert await stage.db.read(invariants.broken) == []


async def test_exact_lines_are_paid_by_the_rule_of_the_desk_and_booked_as_a_statement_s(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two, three = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    await stage.does(BEN, payments.claim, two)
    done = await taken_in(
        stage, community, came(await reference_of(stage, one)), came(await reference_of(stage, two)), came("x", -5)
    )
    assert [await state(stage, each) for each in (one, two, three)] == ["paid", "paid", "due"]
    assert await stage.db.read(booked) == [(one, "paid", 2990, 900, "statement"), (two, "paid", 2990, 900, "statement")]
    found = await account(stage, done)
    assert (found.counts, found.sums) == ({LineState.PAID: 2}, {LineState.PAID: Money(5980, EUR)})
    await holds(stage)


async def test_the_same_statement_again_is_nothing_and_an_overlapping_one_only_its_new_lines(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two, _ = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    first = [came(await reference_of(stage, one)), came("?")]
    await taken_in(stage, community, *first)
    again = await account(stage, await taken_in(stage, community, *first))
    assert (again.counts, again.statement.counted.known) == ({}, 2)
    more = await account(stage, await taken_in(stage, community, *first, came(await reference_of(stage, two))))
    assert (more.counts, more.statement.counted.known) == ({LineState.PAID: 1}, 2)
    assert len(await stage.db.read(booked)) == 2
    await holds(stage)


async def test_two_equal_transfers_in_one_file_are_two(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    said = await reference_of(stage, await order_of(stage, deal, 1))
    found = await account(stage, await taken_in(stage, community, came(said), came(said)))
    assert found.counts == {LineState.PAID: 1, LineState.NEAR: 1}
    assert len(await stage.db.read(booked)) == 1


async def test_an_order_paid_between_reading_and_booking_is_not_paid_again(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    done = await taken_in(stage, community, came(await reference_of(stage, order)), works=False)
    await stage.does(LEA, payments.confirm, order)
    await worked(stage, done)
    assert (await account(stage, done)).counts == {LineState.NEAR: 1}
    near = await stage.db.read(statements.own_near, LEA, done, 0)
    assert near is not None
    assert (near.line.why, near.line.order_id) == (Why.PAID_TWICE, order)
    assert len(await stage.db.read(booked)) == 1
    await holds(stage)


async def test_an_order_that_ends_between_reading_and_booking_is_late_money(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    done = await taken_in(stage, community, came(await reference_of(stage, order)), works=False)
    await stage.does(ANA, orders.leave, order)
    await worked(stage, done)
    assert (await account(stage, done)).counts == {LineState.LATE: 1}
    assert (await stage.db.read(receipts.receipt, order)).is_late
    await stage.does(LEA, statements.take_back, done)
    await worked(stage, done)
    assert not (await stage.db.read(receipts.receipt, order)).is_late
    await holds(stage)


async def test_late_money_that_the_buyer_had_claimed_stays_claimed_when_the_statement_is_taken_back(
    stage: Stage,
) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    await stage.does(ANA, orders.leave, order)
    await stage.does(ANA, payments.claim, order)
    done = await taken_in(stage, community, came(await reference_of(stage, order)))
    await stage.does(LEA, statements.take_back, done)
    await worked(stage, done)
    assert (await stage.db.read(receipts.receipt, order)).is_late
    assert (await account(stage, done)).counts == {LineState.UNDONE: 1}


async def test_a_statement_taken_back_leaves_orders_as_they_stood_and_its_lines_count_again(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two, three = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    await stage.does(BEN, payments.claim, two)
    lines = [came(await reference_of(stage, each)) for each in (one, two, three)] + [came("?")]
    before = [(await stage.db.read(receipts.receipt, each)).order for each in (one, two)]
    done = await taken_in(stage, community, *lines)
    await stage.db.write(lambda tx: tx.execute(text("UPDATE orders SET state = 'ready' WHERE id = :id"), {"id": three}))
    await stage.does(LEA, statements.take_back, done)
    with pytest.raises(StatementTaken):
        await stage.does(LEA, statements.take_back, done)
    await worked(stage, done)
    assert [(await stage.db.read(receipts.receipt, each)).order for each in (one, two)] == before
    found = await account(stage, done)
    assert found.counts == {LineState.UNDONE: 3, LineState.STAYS: 1}
    assert [(order.id, buyer) for order, buyer in found.stays] == [(three, "Chen")]
    again = await account(stage, await taken_in(stage, community, *lines))
    assert again.counts == {LineState.PAID: 2, LineState.NEAR: 1}
    assert again.statement.counted.known == 1, "Chen's line still counts"
    await holds(stage)


async def test_who_pays_first_counts_by_a_statement_and_no_more_when_it_is_taken_back(stage: Stage) -> None:
    community, deal = await a_full_team(stage, 1, pay=PayMoment.FIRST)
    order = await order_of(stage, deal, 1)
    team = (await stage.db.read(receipts.receipt, order)).team
    assert team is not None
    done = await taken_in(stage, community, came(await reference_of(stage, order)))
    assert (await stage.team(team.id)).joined == 1
    await stage.does(LEA, statements.take_back, done)
    await worked(stage, done)
    after = await stage.team(team.id)
    assert (after.joined, after.state) == (0, TeamState.OPEN)
    await holds(stage)


async def test_a_word_about_a_line_counts_once_and_only_when_the_statement_is_done(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two, _ = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    done = await taken_in(stage, community, came("?"), came("!"), works=False)
    line, other = StatementLineId(1), StatementLineId(2)
    with pytest.raises(StatementBusy):
        await stage.does(LEA, statements.accept, done, line, one)
    await worked(stage, done)
    assert (await stage.does(LEA, statements.accept, done, line, one)).shown is LineState.PAID
    for what in (
        stage.does(LEA, statements.accept, done, line, two),
        stage.does(LEA, statements.refuse, done, line),
    ):
        with pytest.raises(LineDecided):
            await what
    assert (await stage.does(LEA, statements.accept, done, other, one)).shown is LineState.NEAR, "one is paid"
    await stage.does(LEA, statements.refuse, done, other)
    assert (await account(stage, done)).counts == {LineState.PAID: 1, LineState.REFUSED: 1}
    await holds(stage)


async def test_a_line_pays_no_order_of_another_group(stage: Stage) -> None:
    community, _ = await a_full_team(stage)
    elsewhere = await a_community(stage, chat=ChatId(-1_001_000_000_002), leader=OLGA)
    foreign = await a_deal(stage, elsewhere, target=2, leader=OLGA)
    team = await stage.does(a_person(8), teams.start, foreign)
    await stage.does(a_person(9), teams.join, team.subject)
    theirs = order_id(await stage.order_of(foreign, a_person(8)))
    done = await taken_in(stage, community, came(await reference_of(stage, theirs)), came("?"))
    assert (await account(stage, done)).counts == {LineState.NEAR: 2}, "theirs is one digit off ours"
    with pytest.raises(NotFound):
        await stage.does(LEA, statements.accept, done, StatementLineId(1), theirs)


async def test_what_the_bank_wrote_is_forgotten_when_a_line_is_decided(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one = await order_of(stage, deal, 1)
    done = await taken_in(stage, community, came(await reference_of(stage, one), name="SECRET"), came("SECRET"))
    await stage.does(LEA, statements.refuse, done, StatementLineId(2))
    rows = await stage.db.read(lambda tx: tx.all(text("SELECT text, name, payer FROM statement_lines")))
    assert {tuple(row) for row in rows} == {("", "", "")}


async def test_what_was_not_read_to_its_end_is_given_up_and_counts_when_it_comes_again(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    lines = [came(await reference_of(stage, await order_of(stage, deal, n))) for n in (1, 2)]
    for again in (False, True):
        found = await matched(stage, community, lines)
        begun = StatementId((await stage.does(LEA, statements.begin, community, "DE33", None)).subject)
        kept = [NewLine(fingerprint=said, match=each) for said, each in zip(fingerprints(lines), found, strict=True)]
        await stage.does(LEA, statements.add, begun, kept[:1])
        if again:
            stage.clock.moves(hours=2)
            await stage.db.write(deadlines.prune, stage.clock.now())
            await stage.does(LEA, statements.add, begun, kept[1:])
    found = await account(stage, await taken_in(stage, community, *lines))
    assert found.counts == {LineState.PAID: 2}
    assert len(await stage.db.read(booked)) == 2
    await holds(stage)


async def test_open_orders_are_those_that_wait_for_a_transfer_with_what_is_owed(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two, three = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    await stage.does(LEA, payments.confirm, one)
    await stage.does(BEN, payments.claim, two)
    waiting = await stage.db.read(asked_orders.unpaid, community)
    assert [(each.id, each.owed, each.buyer) for each in waiting] == [
        (two, Money(2990, EUR), "Ben"),
        (three, Money(2990, EUR), "Chen"),
    ]


@given(
    plan=st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from([2990, 2990, 2989, 100]), st.integers(20, 24)),
        min_size=1,
        max_size=12,
    ),
    cut=st.integers(0, 12),
    back=st.booleans(),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_whatever_banks_send_in_however_many_files(
    stage: Stage, plan: list[tuple[int, int, int]], cut: int, back: bool
) -> None:
    community, deal = await a_full_team(stage)
    numbers = [await reference_of(stage, await order_of(stage, deal, n)) for n in (1, 2, 3)]
    said = ["", *numbers, "nothing"]
    lines = [came(said[which], minor, day=day) for which, minor, day in plan]
    start = len(await stage.db.read(booked))
    first = await taken_in(stage, community, *(lines[:cut] or lines))
    await account(stage, first)
    if back:
        await stage.does(LEA, statements.take_back, first)
        await worked(stage, first)
    await account(stage, await taken_in(stage, community, *lines))
    rows = (await stage.db.read(booked))[start:]
    paid = Counter(order for order, _, minor, _, _ in rows if minor > 0)
    undone = Counter(order for order, _, minor, _, _ in rows if minor < 0)
    assert all(paid[order] - undone[order] <= 1 for order in paid)
    await holds(stage)


async def test_a_refused_word_changes_nothing(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    done = await taken_in(stage, community, came("?"))
    for by in (ANA, a_leader(ChatId(-5)), replace(LEA, administers=None)):
        for what in (statements.take_back,):
            with pytest.raises(DomainError):
                await stage.does(by, what, done)
    assert (await account(stage, done)).counts == {LineState.NEAR: 1}
    assert await state(stage, await order_of(stage, deal, 1)) is OrderState.DUE
