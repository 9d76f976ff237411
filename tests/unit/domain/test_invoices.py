"""An invoice may be paid by its own buyer, while its order is due by it, for just its sum; and by nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import invoices as rules
from bot.domain.deals import DealState
from bot.domain.errors import DomainError
from bot.domain.ids import AccountId, OrderId, TradeId
from bot.domain.invoices import CURRENCIES, Checkout, may_be_paid
from bot.domain.money import currencies
from bot.domain.orders import Order, OrderState, Rest
from bot.domain.trades import Provider, Trade, TradeState
from tests.unit.views import models as m

S, T = OrderState, TradeState
SOON = m.NOW + timedelta(hours=1)


def a_trade(state: TradeState = T.ASKED, **changes: object) -> Trade:
    made = Trade(
        id=TradeId(7),
        order_id=OrderId(41),
        provider=Provider.TELEGRAM,
        number="KT10000041",
        amount_minor=5980,
        currency="EUR",
        state=state,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names and kinds are the trade's


def an_order(state: OrderState = S.DUE, **changes: object) -> Order:
    return m.an_order(state, due_until=SOON, **changes)


def a_checkout(**changes: object) -> Checkout:
    made = Checkout(payer=AccountId(1002), number="KT10000041", currency="EUR", amount_minor=5980)
    return replace(made, **changes)  # type: ignore[arg-type]  # names and kinds are the checkout's


def refused(
    *,
    checkout: Checkout | None = None,
    trade: Trade | None = None,
    order: Order | None = None,
    by_invoice: bool = True,
    asked_minor: int = 5980,
    later: timedelta = timedelta(),
    **deal: object,
) -> type[DomainError] | None:
    """Why it can't be paid; None: it can."""
    try:
        may_be_paid(
            checkout or a_checkout(),
            trade or a_trade(),
            order or an_order(),
            m.a_deal(**deal),
            by_invoice=by_invoice,
            asked_minor=asked_minor,
            now=m.NOW + later,
        )
    except DomainError as refusal:
        return type(refusal)
    return None


def test_its_buyer_pays_what_is_asked_while_it_is_due() -> None:
    assert an_order().buyer_id == 1002
    assert refused() is None
    assert refused(later=timedelta(minutes=59)) is None


def test_nobody_else_does_whatever_state_it_is_in() -> None:
    other = a_checkout(payer=AccountId(1003))
    assert {refused(checkout=other, order=an_order(state)) for state in S} == {rules.InvoiceOfAnother}


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (S.PLACED, rules.InvoiceVoid),
        (S.CLAIMED, rules.InvoiceClaimed),
        (S.PAID, rules.InvoicePaid),
        (S.READY, rules.InvoicePaid),
        (S.COLLECTED, rules.InvoicePaid),
        (S.LEFT, rules.InvoiceLeft),
        (S.VOID, rules.InvoiceVoid),
        (S.LAPSED, rules.InvoiceOver),
        (S.REFUND_DUE, rules.InvoiceVoid),
        (S.REFUNDED, rules.InvoiceVoid),
    ],
)
def test_an_order_that_is_not_due_says_why(state: OrderState, why: type[DomainError]) -> None:
    assert refused(order=an_order(state)) is why


def test_at_the_minute_it_lapses_it_is_over_even_if_no_tick_was_there_yet() -> None:
    assert refused(later=timedelta(hours=1)) is rules.InvoiceOver
    assert refused(later=timedelta(hours=1), held=True) is None


@pytest.mark.parametrize(
    ("deal", "why"),
    [
        ({"stock": None}, rules.InvoiceOver),
        ({"stock": 20, "taken": 15, "set_aside": 3}, rules.InvoiceOver),
        ({"stock": 19, "taken": 15, "set_aside": 3}, rules.InvoiceFull),
        ({"state": DealState.CLOSED}, rules.InvoiceFull),
        ({"state": DealState.CANCELLED}, rules.InvoiceFull),
        ({"held": True}, rules.InvoiceFull),
        ({"is_paused": True}, rules.InvoiceFull),
    ],
)
def test_who_is_too_late_learns_whether_there_is_a_place(deal: dict[str, object], why: type[DomainError]) -> None:
    assert refused(order=an_order(S.LAPSED), **deal) is why


def test_who_is_late_by_a_moment_still_holds_the_place_that_is_counted() -> None:
    full = {"stock": 18, "taken": 15, "set_aside": 3}
    assert refused(later=timedelta(hours=1), **full) is rules.InvoiceOver


@pytest.mark.parametrize(
    "changed",
    [
        {"checkout": a_checkout(amount_minor=5979)},
        {"checkout": a_checkout(currency="USD")},
        {"trade": a_trade(amount_minor=5979)},
        {"trade": a_trade(currency="USD")},
        {"asked_minor": 5979},
        {"order": an_order(rest=Rest.SHORT)},
        {"trade": a_trade(T.CLOSED)},
        {"trade": a_trade(T.PAID, money_id="x")},
    ],
)
def test_another_sum_or_an_older_invoice_is_replaced(changed: dict[str, object]) -> None:
    assert refused(**changed) is rules.InvoiceReplaced  # type: ignore[arg-type]  # names and kinds are its own


def test_a_cancelled_deal_and_another_way_are_told_apart() -> None:
    assert refused(state=DealState.CANCELLED) is rules.InvoiceVoid
    assert refused(by_invoice=False) is rules.InvoiceElsewhere
    assert refused(state=DealState.CLOSED) is None


def test_no_currency_is_asked_whose_smallest_unit_is_another_there() -> None:
    known = {each.code: each.decimals for each in currencies()}
    assert set(known) >= CURRENCIES
    assert {"XTR", "IDR", "KHR", "LAK", "BTC", "TON"}.isdisjoint(CURRENCIES)
    assert {code for code in CURRENCIES if known[code] != 2} == {"JPY", "KRW", "VND"}


@given(
    payload=st.text(max_size=40) | st.sampled_from(["KT10000041", "KT10000041N2"]),
    code=st.sampled_from(["EUR", "USD", "XTR", "", "eur"]),
    amount=st.integers(-5, 10**12),
)
def test_no_made_up_checkout_is_agreed_to(payload: str, code: str, amount: int) -> None:
    checkout = Checkout(payer=AccountId(1), number=payload, currency=code, amount_minor=amount)
    trade, order, deal = a_trade(), an_order(), m.a_deal()
    with pytest.raises(rules.InvoiceOfAnother):
        may_be_paid(checkout, trade, order, deal, by_invoice=True, asked_minor=trade.amount_minor, now=m.NOW)
    mine = replace(checkout, payer=order.buyer_id)
    if (code, amount) != (trade.currency, trade.amount_minor):
        with pytest.raises(rules.InvoiceReplaced):
            may_be_paid(mine, trade, order, deal, by_invoice=True, asked_minor=trade.amount_minor, now=m.NOW)
