"""Invoices in the books: opened with the request, closed with the order, paid once; on both databases."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import OrderId, PayeeId, Token
from bot.domain.invoices import (
    Checkout,
    InvoiceElsewhere,
    InvoiceOfAnother,
    InvoicePaid,
    InvoiceReplaced,
    InvoiceUnknown,
)
from bot.domain.notices import NoticeKind
from bot.domain.orders import OrderState, Rest
from bot.domain.people import ITSELF
from bot.domain.trades import Outcome, Provider, Report, Trade, TradeState
from bot.payqr import STANDARDS
from bot.services import (
    deals,
    deliveries,
    gateways,
    invoices,
    orders,
    payees,
    payment_reports,
    payments,
    rests,
    taking_back,
)
from bot.services.gateways import Counter
from storage import invariants, ledger, outbox
from storage import orders as stored_orders
from storage import payees as stored_payees
from storage import payment_reports as stored_reports
from storage import trades as stored_trades
from storage.database import ReadTx, WriteTx
from storage.tables import outbox as rows
from tests.integration.services.sights import everything
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person

ANA, BEN, LEA = a_person(1), a_person(2), a_leader()
COUNTER = Counter(provider=Provider.TELEGRAM, account="284685063", name="Green Market", currency="EUR", chats=None)
S, T = OrderState, TradeState


async def an_invoice(stage: Stage) -> Trade:
    """Ana's order, bought alone in a group whose only account is the operator's shop."""
    community = await a_community(stage, payee=False)
    await stage.acts(gateways.agree, ITSELF, None, (COUNTER,))
    order = OrderId((await stage.does(ANA, orders.buy_alone, await a_deal(stage, community))).subject)
    return await the_last(stage, order)


async def the_last(stage: Stage, order: OrderId) -> Trade:
    return (await stage.db.read(stored_trades.of_order, order))[-1]


def a_checkout(trade: Trade) -> Checkout:
    return Checkout(payer=ANA.id, number=trade.number, currency=trade.currency, amount_minor=trade.amount_minor)


async def may_pay(stage: Stage, checkout: Checkout) -> type[DomainError] | None:
    try:
        await stage.db.read(invoices.check, checkout, stage.clock.now())
    except DomainError as refusal:
        return type(refusal)
    return None


async def is_paid(stage: Stage, trade: Trade, nth: int = 1, *, minor: int = 3990) -> Outcome | None:
    """What becomes of Telegram's word that so much came."""
    report = Report(
        provider=Provider.TELEGRAM,
        event_id=f"t-{nth}",
        number=trade.number,
        money_id=f"t-{nth}",
        amount_minor=minor,
        currency=trade.currency,
        body_sha256="0" * 64,
        desk_id=f"p-{nth}",
    )
    return (await stage.acts(payment_reports.book, ITSELF, None, report)).shown


async def queued(stage: Stage, kind: NoticeKind) -> list[tuple[int, int]]:
    """To whom, and about what."""

    def read(tx: ReadTx) -> list[tuple[int, int]]:
        found = tx.all(select(rows).where(rows.c.kind == kind).order_by(rows.c.id))
        return [(row.chat_id, row.subject) for row in found]

    return await stage.db.read(read)


async def arrives(stage: Stage, kind: NoticeKind) -> None:
    """Every queued message of a kind is sent."""

    def send(tx: WriteTx) -> None:
        for row in outbox.take(tx, 32, stage.clock.now(), stage.clock.now() + deliveries.LEASE, cards=0):
            if row.kind is kind:
                deliveries.sent(tx, row, [], {}, stage.clock.now())

    await stage.db.write(send)


async def test_an_invoice_is_open_with_the_request_and_nobody_is_called_about_it(stage: Stage) -> None:
    trade = await an_invoice(stage)
    assert (trade.state, trade.amount_minor, trade.currency) == (T.ASKED, 3990, "EUR")
    assert len(trade.code) == 22
    assert await stage.db.read(gateways.soonest) is None
    assert await queued(stage, NoticeKind.PAYMENT_DUE) == [(ANA.id, trade.order_id)]
    assert await queued(stage, NoticeKind.INVOICE) == []
    assert await may_pay(stage, a_checkout(trade)) is None


async def test_it_is_sent_when_its_request_has_arrived(stage: Stage) -> None:
    trade = await an_invoice(stage)
    await arrives(stage, NoticeKind.PAYMENT_DUE)
    assert await queued(stage, NoticeKind.INVOICE) == [(ANA.id, trade.id)]


async def test_a_request_that_arrives_after_the_end_brings_none(stage: Stage) -> None:
    trade = await an_invoice(stage)
    await stage.does(LEA, payments.confirm, trade.order_id)
    before = await queued(stage, NoticeKind.INVOICE)
    await arrives(stage, NoticeKind.PAYMENT_DUE)
    assert await queued(stage, NoticeKind.INVOICE) == before == [(ANA.id, trade.id)]


async def test_one_that_went_out_while_its_order_ended_is_taken_away(stage: Stage) -> None:
    trade = await an_invoice(stage)
    await arrives(stage, NoticeKind.PAYMENT_DUE)
    await stage.does(ANA, orders.leave, trade.order_id)
    await arrives(stage, NoticeKind.INVOICE)
    assert len(await queued(stage, NoticeKind.INVOICE)) > 2


async def is_left(stage: Stage, order: OrderId) -> None:
    await stage.does(ANA, orders.leave, order)


async def lapses(stage: Stage, order: OrderId) -> None:
    due = (await stage.db.read(stored_orders.get, order)).due_until
    assert due is not None
    stage.clock.moves_to(due)
    await stage.acts(orders.lapse, ITSELF, None, order)
    assert (await stage.db.read(stored_orders.get, order)).state is S.LAPSED, "nobody can be asked: it isn't held"


async def is_called_off(stage: Stage, order: OrderId) -> None:
    deal = (await stage.db.read(stored_orders.get, order)).deal_id
    await stage.does(LEA, deals.cancel, deal)
    await stage.acts(deals.end_slice, ITSELF, None, deal)


async def is_confirmed(stage: Stage, order: OrderId) -> None:
    await stage.does(LEA, payments.confirm, order)


async def comes_in_part(stage: Stage, order: OrderId) -> None:
    await stage.does(LEA, payments.receive, order, 1000)


Ends = Callable[[Stage, OrderId], Awaitable[None]]


@pytest.mark.parametrize("ends", [is_left, lapses, is_called_off, is_confirmed, comes_in_part])
async def test_whatever_ends_the_order_its_invoice_is_closed_and_taken_away(stage: Stage, ends: Ends) -> None:
    trade = await an_invoice(stage)
    await ends(stage, trade.order_id)
    assert (await the_last(stage, trade.order_id)).state is T.CLOSED
    assert await queued(stage, NoticeKind.INVOICE) == [(ANA.id, trade.id)]
    assert await may_pay(stage, a_checkout(trade)) is not None
    assert await stage.db.read(invariants.broken) == []


@pytest.mark.parametrize("ends", [is_left, lapses, is_called_off])
async def test_money_that_was_under_way_is_late_money(stage: Stage, ends: Ends) -> None:
    trade = await an_invoice(stage)
    await ends(stage, trade.order_id)
    assert await is_paid(stage, trade) is Outcome.LATE
    assert await stage.db.read(stored_orders.is_late, trade.order_id)
    assert await stage.db.read(ledger.held, trade.order_id) == 3990
    assert await stage.db.read(invariants.broken) == []


async def test_told_eight_times_at_once_it_is_one_ledger_row(stage: Stage) -> None:
    trade = await an_invoice(stage)
    outcomes = await asyncio.gather(*(is_paid(stage, trade) for _ in range(8)))
    assert sorted(map(str, outcomes)) == ["again"] * 7 + ["paid"]
    assert await stage.db.read(ledger.held, trade.order_id) == 3990
    before = await stage.db.read(everything)
    assert await is_paid(stage, trade) is Outcome.AGAIN
    assert await stage.db.read(everything) == before
    assert await queued(stage, NoticeKind.INVOICE) == [(ANA.id, trade.id)]
    assert await may_pay(stage, a_checkout(trade)) is InvoicePaid


async def test_what_goes_back_goes_by_hand_and_the_leader_gets_every_number(stage: Stage) -> None:
    trade = await an_invoice(stage)
    await stage.does(ANA, orders.leave, trade.order_id)
    await is_paid(stage, trade)
    await stage.does(LEA, payments.owe_refund, trade.order_id)
    assert await stage.db.read(gateways.soonest) is None
    assert await queued(stage, NoticeKind.REFUND_BY_HAND) == [(LEA.id, trade.order_id)]
    assert await is_paid(stage, trade, 2) is Outcome.TWICE
    at_desk = await stage.db.read(stored_reports.at_desk, trade.order_id)
    assert [(each.money_id, each.desk_id, each.amount_minor) for each in at_desk] == [
        ("t-1", "p-1", 3990),
        ("t-2", "p-2", 3990),
    ]
    await stage.does(LEA, payments.mark_refunded, trade.order_id)
    assert await stage.db.read(ledger.held, trade.order_id) == 0
    assert await stage.db.read(invariants.broken) == []


async def test_the_rest_has_an_invoice_of_its_own(stage: Stage) -> None:
    trade = await an_invoice(stage)
    assert await is_paid(stage, trade, minor=3000) is Outcome.DIFFERS
    assert (await stage.db.read(stored_orders.get, trade.order_id)).rest is Rest.SHORT
    assert await may_pay(stage, a_checkout(trade)) is InvoiceReplaced
    await stage.does(LEA, rests.ask, trade.order_id)
    rest = await the_last(stage, trade.order_id)
    assert (rest.number, rest.amount_minor, rest.state) == (f"{trade.number}N2", 990, T.ASKED)
    assert await may_pay(stage, a_checkout(rest)) is None
    assert await is_paid(stage, rest, 2, minor=990) is Outcome.PAID
    assert await stage.db.read(invariants.broken) == []


async def test_a_confirmation_that_is_taken_back_opens_another(stage: Stage) -> None:
    trade = await an_invoice(stage)
    said = (await stage.does(LEA, payments.confirm, trade.order_id)).shown
    assert said is not None
    await stage.does(LEA, taking_back.take_back, said.deal_id, said.undo, said.undo)
    another = await the_last(stage, trade.order_id)
    assert (another.number, another.state) == (f"{trade.number}N2", T.ASKED)
    assert await may_pay(stage, a_checkout(another)) is None
    assert await may_pay(stage, a_checkout(trade)) is InvoiceReplaced


async def test_another_way_closes_it_and_the_way_back_opens_another(stage: Stage) -> None:
    community = await a_community(stage, payee=False)
    await stage.acts(gateways.agree, ITSELF, None, (COUNTER,))
    bank = await stage.does(LEA, payees.show, community, STANDARDS["epc"].check("DE33100205000001194700", "Lea", ""))
    await stage.does(LEA, payees.add, PayeeId(bank.subject))
    stage.clock.moves(days=1)
    order = OrderId((await stage.does(ANA, orders.buy_alone, await a_deal(stage, community))).subject)
    trade, shop = await the_last(stage, order), (await stage.db.read(stored_orders.get, order)).payee_id
    assert shop is not None
    await stage.does(ANA, payments.pay_otherwise, order, PayeeId(bank.subject))
    assert (await the_last(stage, order)).state is T.CLOSED
    assert await may_pay(stage, a_checkout(trade)) is InvoiceElsewhere
    await stage.does(ANA, payments.pay_otherwise, order, shop)
    back = await the_last(stage, order)
    assert (back.number, back.state) == (f"{trade.number}N2", T.ASKED)
    assert (ANA.id, back.id) in await queued(stage, NoticeKind.INVOICE)


async def test_a_link_is_its_buyers_only(stage: Stage) -> None:
    trade = await an_invoice(stage)
    assert await stage.db.read(invoices.own, Token(trade.code), ANA.id) == trade.order_id
    with pytest.raises(InvoiceOfAnother):
        await stage.db.read(invoices.own, Token(trade.code), BEN.id)
    with pytest.raises(NotFound):
        await stage.db.read(invoices.own, Token("A" * 22), ANA.id)
    unknown = Checkout(payer=ANA.id, number="KT1", currency="EUR", amount_minor=3990)
    assert await may_pay(stage, unknown) is InvoiceUnknown


async def test_a_group_in_another_currency_has_no_such_account(stage: Stage) -> None:
    community = await a_community(stage, payee=False)
    dollars = Counter(provider=Provider.TELEGRAM, account="1", name="x", currency="USD", chats=None)
    await stage.acts(gateways.agree, ITSELF, None, (dollars,))
    assert await stage.db.read(stored_payees.counting, community, "EUR", stage.clock.now()) == ()
    await stage.acts(gateways.agree, ITSELF, None, (dollars, COUNTER))
    (payee,) = await stage.db.read(stored_payees.counting, community, "EUR", stage.clock.now())
    assert (payee.standard, payee.name, payee.account) == ("telegram-trade", "Green Market", "284685063")
