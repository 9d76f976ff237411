"""Lines of another amount on both databases: booked as they came by their leader's word, and undone with the rest."""

import random
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.ids import CommunityId, DealId, OrderId, StatementId, StatementLineId
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.people import ITSELF
from bot.domain.statements.imports import LineDecided, LineState, StatementTaken
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Why
from bot.services import deals, orders, payments, receipts, rests, statements
from bot.services.receipts import Receipt
from bot.services.statements import NearLine
from storage import invariants, ledger
from storage.database import ReadTx
from tests.integration.services.test_statements import (
    ANA,
    LEA,
    a_full_team,
    account,
    booked,
    came,
    holds,
    order_of,
    reference_of,
    taken_in,
    worked,
)
from tests.kit.builders import Stage, a_person

PROGRAMS, STEPS = 10, 30


async def stands(stage: Stage, order: OrderId) -> Receipt:
    """An order with its money."""
    return await stage.db.read(receipts.receipt, order)


async def shown(stage: Stage, statement: StatementId, line: int = 0) -> NearLine:
    """The line that waits next."""
    found = await stage.db.read(statements.own_near, LEA, statement, line)
    assert found is not None
    return found


async def books(stage: Stage, statement: StatementId, line: int = 0) -> LineState | None:
    """The leader has seen the next line, and books it for the order that it names."""
    near = await shown(stage, statement, line)
    assert near.named is not None
    assert near.why is not None
    return (await stage.does(LEA, statements.book, statement, near.line.id, near.named.id, near.why)).shown


async def takes_back(stage: Stage, statement: StatementId) -> dict[LineState, int]:
    """The whole statement is taken back; what became of its lines."""
    await stage.does(LEA, statements.take_back, statement)
    await worked(stage, statement)
    return (await account(stage, statement)).counts


def lines_in_ledger(tx: ReadTx) -> list[tuple[int | None, int]]:
    """Which line each row of money that came is of."""
    rows = tx.all(text("SELECT line_id, amount_minor FROM ledger WHERE entry = 'paid' ORDER BY id"))
    return [(row.line_id, row.amount_minor) for row in rows]


@pytest.mark.parametrize(
    ("minor", "why", "state", "rest"),
    [
        (2000, Why.UNDERPAID, OrderState.DUE, Rest.SHORT),
        (4000, Why.OVERPAID, OrderState.PAID, Rest.OVER),
    ],
)
async def test_a_line_of_another_amount_is_booked_as_it_came_and_undone_with_the_rest(
    stage: Stage, minor: int, why: Why, state: OrderState, rest: Rest
) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    before = await stands(stage, order)
    done = await taken_in(stage, community, came(await reference_of(stage, order), minor))
    near = await shown(stage, done)
    assert (near.why, near.named, near.owed) == (why, before.order, before.to_pay)
    assert await books(stage, done) is LineState.BOOKED
    after = await stands(stage, order)
    assert (after.order.state, after.order.rest, after.came.minor) == (state, rest, minor)
    assert await stage.db.read(lines_in_ledger) == [(near.line.id, minor)]
    assert await stage.db.read(statements.own_near, LEA, done, 0) is None
    await holds(stage)
    assert await takes_back(stage, done) == {LineState.UNDONE: 1}
    assert await stands(stage, order) == before
    assert await stage.db.read(lines_in_ledger) == [(near.line.id, minor), (None, -minor)]
    await holds(stage)


async def test_what_came_twice_is_a_surplus_and_goes_back_before_what_came_first(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    before = await stands(stage, order)
    said = await reference_of(stage, order)
    done = await taken_in(stage, community, came(said, 1000, day=20), came(said), came(said, 5, day=21))
    assert (await account(stage, done)).counts == {LineState.PAID: 1, LineState.NEAR: 2}
    assert (await shown(stage, done)).why is Why.PAID_TWICE
    assert await books(stage, done) is LineState.BOOKED
    assert await books(stage, done) is LineState.BOOKED
    after = await stands(stage, order)
    assert (after.order.state, after.order.rest, after.surplus.minor) == (OrderState.PAID, Rest.OVER, 1005)
    await holds(stage)
    assert await takes_back(stage, done) == {LineState.UNDONE: 3}
    assert await stands(stage, order) == before
    await holds(stage)


async def test_a_part_and_its_rest_in_one_statement_pay_an_order_and_are_undone_together(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    before = await stands(stage, order)
    said = await reference_of(stage, order)
    done = await taken_in(stage, community, came(said, 990, day=20), came(said, 2000))
    await books(stage, done)
    rest = await shown(stage, done)
    assert (rest.why, [each.owed.minor for each, _, _ in rest.offers]) == (None, [2000]), "just what is missing by now"
    assert (await stage.does(LEA, statements.accept, done, rest.line.id, order)).shown is LineState.PAID
    assert (await stands(stage, order)).order.state is OrderState.PAID
    assert await takes_back(stage, done) == {LineState.UNDONE: 2}
    assert await stands(stage, order) == before
    await holds(stage)


@pytest.mark.parametrize("minor", [2990, 1000, 4000])
@pytest.mark.parametrize("end", ["lapsed", "left", "void"])
async def test_money_for_an_order_that_has_ended_is_booked_and_waits_for_its_leader(
    stage: Stage, end: str, minor: int
) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    said = await reference_of(stage, order)
    if end == "left":
        await stage.does(ANA, orders.leave, order)
    elif end == "void":
        await stage.does(LEA, deals.cancel, deal)
        await stage.acts(deals.end_slice, ITSELF, None, deal)
    else:
        stage.clock.moves(days=2)
        await stage.acts(orders.lapse, ITSELF, None, order)
    before = await stands(stage, order)
    assert before.order.state == end
    done = await taken_in(stage, community, came(said, minor))
    if minor != 2990:
        assert (await shown(stage, done)).why is Why.ENDED
        assert await books(stage, done) is LineState.LATE
    late = await stands(stage, order)
    assert (late.order.state, late.is_late, late.surplus.minor) == (end, True, minor)
    await holds(stage)
    assert await takes_back(stage, done) == {LineState.UNDONE: 1}
    assert await stands(stage, order) == before
    await holds(stage)


async def test_late_money_that_its_leader_has_decided_about_stays_and_is_named(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    await stage.does(ANA, orders.leave, order)
    said = await reference_of(stage, order)
    done = await taken_in(stage, community, came(said), came(said, 10))
    await books(stage, done)
    assert (await stands(stage, order)).surplus.minor == 3000, "no sum hides another"
    await stage.does(LEA, payments.credit, order)
    assert await takes_back(stage, done) == {LineState.STAYS: 2}
    assert [named.id for named, _ in (await account(stage, done)).stays] == [order, order]
    assert (await stands(stage, order)).came.minor == 3000
    await holds(stage)


async def test_money_for_an_order_that_goes_back_goes_back_as_well(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    await stage.does(LEA, payments.receive, order, 1000)
    await stage.does(LEA, rests.give_back, order)
    await stage.does(LEA, payments.mark_refunded, order)
    before = await stands(stage, order)
    done = await taken_in(stage, community, came(await reference_of(stage, order), 500))
    assert await books(stage, done) is LineState.BOOKED
    back = await stands(stage, order)
    assert (back.order.state, back.surplus.minor) == (OrderState.REFUND_DUE, 500)
    assert await takes_back(stage, done) == {LineState.UNDONE: 1}
    assert await stands(stage, order) == before
    await holds(stage)


async def test_a_part_that_its_leader_has_asked_the_rest_for_stays_and_is_named(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    one, two = [await order_of(stage, deal, n) for n in (1, 2)]
    lines = [came(await reference_of(stage, each), 2000) for each in (one, two)]
    done = await taken_in(stage, community, *lines)
    for _ in lines:
        await books(stage, done)
    await stage.does(LEA, rests.ask, one)
    assert await takes_back(stage, done) == {LineState.UNDONE: 1, LineState.STAYS: 1}
    assert [buyer for _, buyer in (await account(stage, done)).stays] == ["Ana"]
    again = await account(stage, await taken_in(stage, community, *lines))
    assert (again.counts, again.statement.counted.known) == ({LineState.NEAR: 1}, 1), "Ana's still counts"
    await holds(stage)


async def test_a_button_that_shows_another_difference_books_nothing_and_shows_the_line_again(stage: Stage) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    done = await taken_in(stage, community, came(await reference_of(stage, order), 2000))
    await stage.does(LEA, payments.confirm, order)
    line = StatementLineId(1)
    result = await stage.does(LEA, statements.book, done, line, order, Why.UNDERPAID)
    assert result.shown is LineState.NEAR
    assert (await shown(stage, done)).why is Why.PAID_TWICE
    assert len(await stage.db.read(booked)) == 1
    assert await books(stage, done) is LineState.BOOKED
    with pytest.raises(LineDecided):
        await stage.does(LEA, statements.book, done, line, order, Why.PAID_TWICE)
    await stage.does(LEA, statements.take_back, done)
    with pytest.raises(StatementTaken):
        await stage.does(LEA, statements.book, done, line, order, Why.PAID_TWICE)
    await holds(stage)


async def test_who_pays_first_and_too_much_counts_until_it_is_taken_back(stage: Stage) -> None:
    community, deal = await a_full_team(stage, 1, pay=PayMoment.FIRST)
    order = await order_of(stage, deal, 1)
    team = (await stands(stage, order)).team
    assert team is not None
    done = await taken_in(stage, community, came(await reference_of(stage, order), 5000))
    await books(stage, done)
    assert (await stage.team(team.id)).joined == 1
    await takes_back(stage, done)
    assert (await stage.team(team.id)).joined == 0
    await holds(stage)


async def test_more_lines_than_one_transaction_takes_are_all_undone(stage: Stage, monkeypatch: Any) -> None:
    monkeypatch.setattr("bot.services.bookings.SLICE", 2)
    community, deal = await a_full_team(stage)
    all_of = [await order_of(stage, deal, n) for n in (1, 2, 3)]
    before = [await stands(stage, each) for each in all_of]
    said = [await reference_of(stage, each) for each in all_of]
    lines = [came(each, minor) for minor in (2990, 700, 10) for each in said]
    done = await taken_in(stage, community, *lines)
    for _ in range(6):
        await books(stage, done)
    assert await takes_back(stage, done) == {LineState.UNDONE: 9}
    assert [await stands(stage, each) for each in all_of] == before
    await holds(stage)


@dataclass
class Books:
    """Three buyers' orders, statements about them, and what a second set of books says of each order's money."""

    stage: Stage
    community: CommunityId
    deal: DealId
    dice: random.Random
    orders: tuple[OrderId, ...] = ()
    said: tuple[str, ...] = ()
    by_hand: Counter[OrderId] = field(default_factory=Counter)
    files: list[StatementId] = field(default_factory=list)
    sent: list[BankLine] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    async def brings(self) -> None:
        """A file of new lines, some of which were there before."""
        new = [
            came(self.dice.choice([*self.said, ""]), self.dice.choice([2990, 2990, 2000, 990, 5000]), day=self._day())
            for _ in range(self.dice.randrange(1, 4))
        ]
        self.sent += new
        lines = [*new, *self.dice.sample(self.sent, min(2, len(self.sent)))]
        works = self.dice.random() < 0.8
        self.files.append(await taken_in(self.stage, self.community, *lines, works=works))

    async def works(self) -> None:
        await worked(self.stage, self.dice.choice(self.files))

    async def answers(self) -> None:
        """A button under a line that waits: whatever it offers, and one of those that it offered before."""
        statement = self.dice.choice(self.files)
        near = await self.stage.db.read(statements.own_near, LEA, statement, 0)
        if near is None:
            return
        order = self.dice.choice([near.named.id] if near.named else list(self.orders))
        if self.dice.random() < 0.2:
            await self.stage.does(LEA, statements.refuse, statement, near.line.id)
        elif near.why is None or near.named is None:
            await self.stage.does(LEA, statements.accept, statement, near.line.id, order)
        else:
            why = near.why if self.dice.random() < 0.8 else self.dice.choice(list(Why))
            await self.stage.does(LEA, statements.book, statement, near.line.id, order, why)

    async def takes_back(self) -> None:
        statement = self.dice.choice(self.files)
        await self.stage.does(LEA, statements.take_back, statement)
        if self.dice.random() < 0.8:
            await worked(self.stage, statement)

    async def settles(self) -> None:
        """The leader decides about an order's money; only a refund moves any."""
        order = self.dice.choice(self.orders)
        what: Any = self.dice.choice(
            [
                rests.ask, rests.accept, rests.give_back, rests.credit_surplus, rests.refund_surplus,
                payments.give_stock, payments.credit, payments.owe_refund, payments.mark_refunded, payments.confirm,
                payments.reject,
            ]
        )  # fmt: skip
        await self._moves(order, LEA, what)

    async def leaves(self) -> None:
        n = self.dice.randrange(3)
        by, order = a_person(n + 1), self.orders[n]
        what: Any = self.dice.choice([payments.claim, orders.leave, orders.lapse])
        await self._moves(order, ITSELF if what is orders.lapse else by, what)

    async def waits(self) -> None:
        self.stage.clock.moves(hours=self.dice.choice([0.1, 30]))

    async def _moves(self, order: OrderId, by: Any, what: Any) -> None:
        """What is said by hand beside statements is held in these books as the ledger saw it."""
        before = await self.stage.db.read(ledger.held, order)
        await self.stage.does(by, what, order)
        self.by_hand[order] += await self.stage.db.read(ledger.held, order) - before

    def _day(self) -> int:
        return self.dice.randrange(1, 25)


_STEP: list[Callable[[Books], Coroutine[Any, Any, None]]] = [
    Books.brings, Books.brings, Books.answers, Books.answers, Books.answers, Books.answers, Books.takes_back,
    Books.takes_back, Books.works, Books.settles, Books.settles, Books.leaves, Books.waits,
]  # fmt: skip


def by_lines(tx: ReadTx) -> Counter[int]:
    """What came for each order by lines that count."""
    rows = tx.all(
        text("SELECT order_id, amount_minor FROM statement_lines WHERE state IN ('paid', 'late', 'booked', 'stays')")
    )
    found: Counter[int] = Counter()
    for row in rows:
        found[row.order_id] += row.amount_minor
    return found


def counted_twice(tx: ReadTx) -> list[Any]:
    """Lines that stand more than once among those that count."""
    said = "SELECT fingerprint FROM statement_lines WHERE state <> 'undone' GROUP BY fingerprint HAVING COUNT(*) > 1"
    return list(tx.all(text(said)))


async def some_books(stage: Stage, dice: random.Random) -> Books:
    """A full team of three who all have to pay."""
    community, deal = await a_full_team(stage)
    found = tuple([await order_of(stage, deal, n) for n in (1, 2, 3)])
    made = Books(stage, community, deal, dice, found, tuple([await reference_of(stage, each) for each in found]))
    await made.brings()
    return made


async def test_whatever_is_said_of_lines_orders_hold_what_their_lines_say_and_nothing_counts_twice(
    stage: Stage,
) -> None:
    seed = random.getrandbits(32)
    for number in range(PROGRAMS):
        books = await some_books(stage, random.Random(f"{seed}:{number}"))
        for _ in range(STEPS):
            await _tries(books, [books.dice.choice(_STEP)])
            lines = await stage.db.read(by_lines)
            for order in books.orders:
                held = await stage.db.read(ledger.held, order)
                assert held == lines[order] + books.by_hand[order] >= 0, (seed, number, books.done)
            assert await stage.db.read(counted_twice) == [], (seed, number, books.done)
            assert await stage.db.read(invariants.broken) == [], (seed, number, books.done)


async def test_taken_back_with_nothing_between_every_order_stands_as_before(stage: Stage) -> None:
    seed = random.getrandbits(32)
    for number in range(PROGRAMS):
        books = await some_books(stage, random.Random(f"{seed}:{number}"))
        await _tries(books, [books.dice.choice([Books.answers, Books.settles, Books.leaves]) for _ in range(10)])
        before = [await as_it_is(stage, each) for each in books.orders]
        books.files.clear()
        await _tries(books, [Books.brings, Books.works, *[Books.answers] * 8])
        [statement] = books.files
        assert LineState.STAYS not in await takes_back(stage, statement), (seed, number, books.done)
        assert [await as_it_is(stage, each) for each in books.orders] == before, (seed, number, books.done)
        await holds(stage)


async def as_it_is(stage: Stage, order: OrderId) -> tuple[Order, int, int]:
    """An order, what it owes, and what it holds."""
    found = await stands(stage, order)
    return found.order, found.to_pay.minor, found.came.minor


async def _tries(books: Books, steps: list[Callable[[Books], Coroutine[Any, Any, None]]]) -> None:
    for step in steps:
        try:
            await step(books)
            books.done.append(step.__name__)
        except DomainError as refusal:
            books.done.append(f"{step.__name__}: {refusal.code}")


async def test_late_money_that_became_credit_stays_though_its_buyer_says_once_more_that_they_paid(
    stage: Stage,
) -> None:
    community, deal = await a_full_team(stage)
    order = await order_of(stage, deal, 1)
    await stage.does(ANA, orders.leave, order)
    done = await taken_in(stage, community, came(await reference_of(stage, order)))
    await stage.does(LEA, payments.credit, order)
    await stage.does(ANA, payments.claim, order)
    assert await takes_back(stage, done) == {LineState.STAYS: 1}
    assert (await stands(stage, order)).came.minor == 2990
    await holds(stage)
