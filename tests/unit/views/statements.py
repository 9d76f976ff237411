"""Read models of bank statements for tests of views."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.ids import AccountId, CommunityId, DealId, StatementId, StatementLineId
from bot.domain.money import Money
from bot.domain.orders import Order, OrderState
from bot.domain.statements.columns import Columns, guess
from bot.domain.statements.imports import Counted, KeptLine, LineState, Statement, StatementState
from bot.domain.statements.lines import BankLine
from bot.domain.statements.matching import Asked, Why
from bot.services.statements import Account, NearLine
from tests.unit.views import models as m

L = LineState


def a_statement(state: StatementState = StatementState.DONE) -> Statement:
    """Fifty-five lines."""
    return Statement(
        id=StatementId(3),
        community_id=CommunityId(1),
        leader_id=AccountId(900),
        account="",
        state=state,
        at=m.NOW,
        counted=Counted(lines=55, outgoing=2, unknown=1, foreign=1, known=2),
    )


def an_account(
    state: StatementState = StatementState.DONE, *, name: str = "", named: tuple[str, ...] = (), **counts: int
) -> Account:
    """What became of them."""
    found = {L(kind): count for kind, count in (counts or {"paid": 44, "late": 1, "near": 3, "refused": 1}).items()}
    return Account(
        statement=a_statement(state),
        community=m.a_community(**({"title": name} if name else {})),
        counts=found,
        sums={kind: Money(2990 * count, m.EUR) for kind, count in found.items()},
        stays=tuple((m.an_order(OrderState.READY), buyer) for buyer in named),
    )


def a_line(**changes: Any) -> BankLine:
    """29.90 from Ana, who forgot the reference."""
    made = BankLine(
        booked_on=date(2026, 11, 24), amount=Money(2990, m.EUR), text="Orangen", name="ANA MUSTER", account="DE02"
    )
    return replace(made, **changes)


def a_near_line(why: Why = Why.BOTH, *, buyer: str = "Ana", title: str = "Navel oranges", **line: Any) -> NearLine:
    """It waits for a word."""
    order = m.an_order(OrderState.DUE)
    asked = Asked(id=order.id, deal_id=DealId(7), number=1, owed=Money(2990, m.EUR), buyer=buyer, state=OrderState.DUE)
    named = why in (Why.UNDERPAID, Why.OVERPAID, Why.ENDED, Why.PAID_TWICE)
    return NearLine(
        statement=a_statement(),
        community=m.a_community(),
        line=KeptLine(
            id=StatementLineId(8),
            statement_id=StatementId(3),
            line=a_line(**line),
            state=L.NEAR,
            why=why,
            order_id=order.id if named else None,
        ),
        why=why,
        named=_named(why, order) if named else None,
        buyer=buyer if named else "",
        owed=Money(2990, m.EUR) if named else None,
        offers=() if named else ((asked, order, m.a_deal(title=title)),),
        left=3,
    )


def columns() -> Columns:
    """Of a German bank."""
    return guess([["Buchungstag", "Betrag", "Text"], ["24.11.2026", "29,90", "Orangen"]], ";", m.EUR)


def _named(why: Why, order: Order) -> Order:
    state = {Why.ENDED: OrderState.LAPSED, Why.PAID_TWICE: OrderState.PAID}.get(why, OrderState.CLAIMED)
    return replace(order, state=state)
