"""The screens of /money that are written down in golden/."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.ids import DealId, PayeeId
from bot.domain.money import currency
from bot.domain.months import Month
from bot.domain.reckonings import Flows, MonthPart, Part, Reckoning, Sums
from bot.i18n import Texts
from bot.services.reckonings import DealsPage, DealSums, MonthsPage, MonthSums, OneMonth, Overview
from bot.views import reckonings as views
from bot.views.screens import Screen
from tests.unit.views import models as m

_BANK = Sums(
    asked=38870, paid=20930, by_credit=990, kept=3990, paid_back=2990, claimed=11960, waiting=14950, owed_back=2980
)
_CASH = Sums(asked=4500, paid=1500, waiting=3000)
_SECOND = m.a_payee(id=PayeeId(4), account="DE02120300000000202051", name="Ana Souza")


def a_reckoning(*sums: Sums, **changes: Any) -> Reckoning:
    """The sums of Lea's account, of her second one, and of cash."""
    payees = (m.a_payee(), _SECOND, None)
    parts = tuple(
        Part(payee=payee, sums=one) for payee, one in zip(payees, sums or (_BANK, Sums(), _CASH), strict=False)
    )
    return replace(Reckoning(unit=m.EUR, parts=parts), **changes)


def a_month(number: int = 11) -> MonthSums:
    """A month that began with 20.00 open."""
    bank = Flows(
        opening=2000, asked=10000, paid=6000, by_credit=500, kept=1000, paid_back=700, open=8000, owed_back=800
    )
    cash = Flows(asked=500, open=500)
    return MonthSums(
        month=Month(2026, number), parts=(MonthPart(payee=m.a_payee(), flows=bank), MonthPart(payee=None, flows=cash))
    )


def an_overview(**changes: Any) -> Overview:
    """The money of the Neighbours."""
    oranges = m.a_deal(id=DealId(8), title="Oranges")
    made = Overview(
        community=m.a_community(),
        unit=m.EUR,
        others=(),
        total=a_reckoning(),
        months=MonthsPage(months=(a_month(), a_month(10)), page=0, pages=1),
        deals=DealsPage(deals=((oranges, a_reckoning(_CASH)), (m.a_deal(), a_reckoning(_BANK))), page=0, pages=1),
    )
    return replace(made, **changes)


def _paged() -> Overview:
    found = an_overview()
    return replace(
        found,
        others=(currency("THB"),),
        months=replace(found.months, page=1, pages=3),
        deals=replace(found.deals, page=1, pages=3),
    )


def _nothing() -> Overview:
    none = Reckoning(unit=m.EUR)
    return an_overview(
        total=none, months=MonthsPage(months=(), page=0, pages=1), deals=DealsPage(deals=(), page=0, pages=1)
    )


def _of_deal(sums: Reckoning, *, is_own: bool = True) -> DealSums:
    return DealSums(deal=m.a_deal(), community=m.a_community(), sums=sums, is_own=is_own)


def _many() -> Reckoning:
    parts = tuple(Part(payee=m.a_payee(id=PayeeId(n)), sums=_CASH) for n in range(1, 11))
    return Reckoning(unit=m.EUR, parts=parts)


MONEY: dict[str, Callable[[Texts], Screen]] = {
    "which": lambda t: views.which(t, [m.a_community(), m.a_community(title="Work")]),
    "overview": lambda t: views.overview(t, an_overview()),
    "overview, pages and currencies": lambda t: views.overview(t, _paged()),
    "overview, nothing": lambda t: views.overview(t, _nothing()),
    "a deal": lambda t: views.of_deal(t, _of_deal(a_reckoning())),
    "another's deal, ten accounts": lambda t: views.of_deal(t, _of_deal(_many(), is_own=False)),
    "a deal, nothing": lambda t: views.of_deal(t, _of_deal(Reckoning(unit=m.EUR))),
    "a month": lambda t: views.of_month(t, OneMonth(community=m.a_community(), unit=m.EUR, sums=a_month())),
}
