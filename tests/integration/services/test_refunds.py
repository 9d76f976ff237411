"""Refunds: an account is kept for one refund only, by its buyer only, and erased when it was paid back."""

import pytest
from sqlalchemy import text

from bot.domain.ids import OrderId
from bot.domain.orders import NothingOwedBack
from bot.domain.people import Actor
from bot.payqr import STANDARDS
from bot.services import payments, refunds, rests
from bot.services.payees import PayeeCurrency
from storage import invariants, refund_accounts
from storage.database import ReadTx
from tests.integration.services.test_rests import ANA, BEN, LEA, an_order
from tests.kit.builders import Stage

ACCOUNT = STANDARDS["epc"].check("FR1420041010050500013M02606", "Ana Weber", "")


async def an_owed_order(stage: Stage) -> OrderId:
    """Ana's order, of which 10.00 came and go back."""
    order = await an_order(stage, came=1000)
    await stage.does(LEA, rests.give_back, order)
    return order


async def codes(stage: Stage, by: Actor) -> tuple[list[str], list[str]]:
    """What somebody has to pay back, and what is owed to them."""
    found = await stage.db.read(refunds.all_of, by.id)
    return [one.order.code for one in found.by], [one.order.code for one in found.to]


def audited(tx: ReadTx) -> str:
    tables = ("audit", "outbox", "requests")
    return "".join(str(tuple(row)) for table in tables for row in tx.all(text(f"SELECT * FROM {table}")))


async def test_what_is_owed_back_is_listed_to_both_and_nobody_else(stage: Stage) -> None:
    assert await codes(stage, LEA) == ([], [])
    first, second = await an_owed_order(stage), await an_order(stage, came=5000)
    await an_order(stage, came=5000)
    await stage.does(LEA, rests.refund_surplus, second)
    assert [len(each) for each in await codes(stage, LEA)] == [2, 0]
    assert [len(each) for each in await codes(stage, ANA)] == [0, 2]
    assert await codes(stage, BEN) == ([], [])
    for order in (first, second):
        await stage.does(LEA, payments.mark_refunded, order)
    assert await codes(stage, LEA) == await codes(stage, ANA) == ([], [])


async def test_every_one_of_forty_five_refunds_is_on_one_page(stage: Stage) -> None:
    orders = [await an_owed_order(stage) for _ in range(43)]
    own = [await an_order(stage, buyer=LEA, came=1000) for _ in range(2)]
    for order in own:
        await stage.does(LEA, rests.give_back, order)
    pages = [await stage.db.read(refunds.all_of, LEA.id, page) for page in range(3)]
    assert [(len(found.by), len(found.to), found.page, found.pages) for found in pages] == [
        (20, 0, 0, 3), (20, 0, 1, 3), (5, 2, 2, 3),
    ]  # fmt: skip
    assert [each.order.id for found in pages for each in found.by] == [*orders, *own]
    assert [each.order.id for found in pages for each in found.to] == own
    assert await stage.db.read(refunds.all_of, LEA.id, 9) == pages[2], "the last page, where there are fewer by now"
    theirs = [await stage.db.read(refunds.all_of, ANA.id, page) for page in range(3)]
    assert [each.order.id for found in theirs for each in found.to] == orders


async def test_a_page_holds_the_last_of_what_one_pays_and_the_first_of_what_one_gets(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.refunds.ONE_PAGE", 2)
    order = await an_owed_order(stage)
    own = [await an_order(stage, buyer=LEA, came=1000) for _ in range(2)]
    for each in own:
        await stage.does(LEA, rests.give_back, each)
    pages = [await stage.db.read(refunds.all_of, LEA.id, page) for page in range(3)]
    by, to = (
        [[each.order.id for each in side] for side in sides]
        for sides in zip(*((each.by, each.to) for each in pages), strict=True)
    )
    assert (by, to) == ([[order, own[0]], [own[1]], []], [[], [own[0]], [own[1]]])


async def test_an_account_is_erased_with_its_refund(stage: Stage) -> None:
    order = await an_owed_order(stage)
    await stage.does(ANA, refunds.leave_account, order, ACCOUNT)
    assert await stage.db.read(refund_accounts.find, order) == ACCOUNT
    assert "FR14" not in await stage.db.read(audited)
    assert await stage.db.read(invariants.broken) == []
    await stage.does(LEA, payments.mark_refunded, order)
    assert await stage.db.read(refund_accounts.find, order) is None
    with pytest.raises(NothingOwedBack):
        await stage.does(ANA, refunds.leave_account, order, ACCOUNT)


async def test_an_account_is_left_anew_and_taken_away(stage: Stage) -> None:
    order = await an_owed_order(stage)
    await stage.does(ANA, refunds.leave_account, order, STANDARDS["epc"].check("DE33100205000001194700", "Ana", ""))
    await stage.does(ANA, refunds.leave_account, order, ACCOUNT)
    assert await stage.db.read(refund_accounts.find, order) == ACCOUNT
    for _ in range(2):
        await stage.does(ANA, refunds.remove_account, order)
    assert await stage.db.read(refund_accounts.find, order) is None


async def test_an_account_of_another_currency_is_refused(stage: Stage) -> None:
    order = await an_owed_order(stage)
    other = STANDARDS["promptpay"].check("0812345678", "Ana Weber", "")
    with pytest.raises(PayeeCurrency):
        await stage.does(ANA, refunds.leave_account, order, other)
    assert await stage.db.read(refund_accounts.find, order) is None


async def test_an_account_for_nothing_is_not_kept(stage: Stage) -> None:
    order = await an_order(stage, came=1000)
    for what in (refunds.ask_account, refunds.want_account, refunds.pay_back):
        with pytest.raises(NothingOwedBack):
            await stage.does(ANA if what is refunds.ask_account else LEA, what, order)
    with pytest.raises(NothingOwedBack):
        await stage.does(ANA, refunds.leave_account, order, ACCOUNT)


async def test_an_account_for_a_surplus_to_which_more_came_goes_with_the_credit(stage: Stage) -> None:
    order = await an_order(stage, came=5000)
    await stage.does(LEA, rests.refund_surplus, order)
    await stage.does(ANA, refunds.leave_account, order, ACCOUNT)
    await stage.does(LEA, payments.receive, order, 100)
    assert await stage.db.read(invariants.broken) == []
    await stage.does(LEA, rests.credit_surplus, order)
    assert await stage.db.read(refund_accounts.find, order) is None
    assert await stage.db.read(invariants.broken) == []


async def test_a_refund_is_paid_under_the_orders_reference(stage: Stage) -> None:
    order = await an_owed_order(stage)
    assert (await stage.db.read(refunds.refund, order)).ask(stage.clock.now()) is None
    await stage.does(ANA, refunds.leave_account, order, ACCOUNT)
    found = await stage.db.read(refunds.refund, order)
    ask = found.ask(stage.clock.now())
    assert ask is not None
    assert (ask.payee, ask.amount.minor, ask.reference) == (ACCOUNT, 1000, found.receipt.order.reference)
