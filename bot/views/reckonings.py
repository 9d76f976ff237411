"""/money: what a community's money adds up to. Every line is made of the same sums, and an equation shows they foot."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.communities import Community
from bot.domain.money import Currency, Money
from bot.domain.months import Month
from bot.domain.payments import Payee
from bot.domain.reckonings import Flows, MonthPart, Part, Reckoning, Sums, together
from bot.i18n import Html, Name, Texts, joined
from bot.pictures.charts import Bar, Figures, Group
from bot.services.reckonings import DealSums, MonthSums, OneMonth, Overview
from bot.views import accounts, offers
from bot.views.buttons.desks import MyDeals, ShowDesk
from bot.views.buttons.money import DealMoney, MoneyBook, MoneyChart, MoneyTable, MonthMoney, ShowMoney
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits, shortened
from bot.views.rows import paired
from bot.views.screens import Chart, Keyboard, Screen, Tap

_PAYEES_SHOWN = 8
_MONTHS_A_ROW = 3
#: Sums that a line leaves out where they are nothing.
_RARE = frozenset({"by-credit", "waiting", "paid-back", "kept", "opening"})


def which(texts: Texts, led: Sequence[Community]) -> Screen:
    """Of several groups, the one whose money is meant."""
    rows = tuple((Tap(shortened(offers.bare(one.title) or one.zone), _first(one).pack()),) for one in led)
    return Screen(text=texts("money-which"), keyboard=rows)


def overview(texts: Texts, found: Overview) -> Screen:
    """A community's money: in all, by account, by month, by deal."""
    if not found.total.parts:
        return _nothing(texts, found.community)
    lines = [
        texts("money-heading", title=Name(found.community.title), currency=found.unit.code),
        *_whole(texts, found.total),
        *_by_payee(texts, found.total),
        texts("money-months", zone=texts.city(found.community.zone)),
        *(_month(texts, found.unit, one) for one in found.months.months),
        texts("money-deals", page=found.deals.page + 1, pages=found.deals.pages),
        *(_line(texts, offers.titled(texts, deal.title), _row(texts, one)) for deal, one in found.deals.deals),
    ]
    return Screen(text=fits(joined(lines)), keyboard=_keyboard(texts, found))


def of_deal(texts: Texts, found: DealSums) -> Screen:
    """One deal's money."""
    deal, title = found.deal, offers.titled(texts, found.deal.title)
    back = tap(texts, ShowMoney(found.community.id, deal.currency.code, 0, 0))
    desk = [tap(texts, ShowDesk(deal.code))] if found.is_own else []
    keyboard: Keyboard = ((*desk, back),)
    if not found.sums.parts:
        return Screen(text=texts("money-deal-none", title=title), keyboard=keyboard)
    lines = [
        texts("money-deal-heading", title=title, currency=deal.currency.code),
        *_whole(texts, found.sums),
        *_by_payee(texts, found.sums),
    ]
    return Screen(text=fits(joined(lines)), keyboard=keyboard)


def of_month(texts: Texts, found: OneMonth) -> Screen:
    """One month's money: what was open before, what came to it, and what is open at its end."""
    unit, month = found.unit, found.sums
    if not month.parts:
        return _nothing(texts, found.community)
    whole = month.whole
    lines = [
        texts(
            "money-month-heading",
            title=Name(found.community.title),
            month=texts.month(month.month.year, month.month.number),
            currency=unit.code,
        ),
        *_each(texts, unit, _flows(whole, opening=True)),
        _check(texts, unit, _flows(whole, opening=True), {"open", "owed-back", "paid", "by-credit"}),
        texts("money-by-payee"),
        *_months_payees(texts, unit, month.parts),
    ]
    back = tap(texts, ShowMoney(found.community.id, unit.code, 0, 0))
    return Screen(text=fits(joined(lines)), keyboard=((back,),))


def _nothing(texts: Texts, community: Community) -> Screen:
    told = texts("money-none", title=Name(community.title))
    return Screen(text=told, keyboard=((tap(texts, MyDeals(0)),),))


def chart(texts: Texts, found: Overview) -> Screen:
    """A page of months as a picture."""
    title, unit = found.community.title, found.unit
    names = ("asked", "paid", "owed-back")
    groups = tuple(_group(texts, unit, month) for month in reversed(found.months.months))
    figures = Figures(
        title=texts.plain("money-chart-title", title=Name(title), currency=unit.code),
        names=tuple(texts.plain("money-chart-name", what=name) for name in names),
        groups=groups,
    )
    sums = tap(texts, ShowMoney(found.community.id, unit.code, 0, 0))
    return Screen(
        text=texts("money-chart", title=Name(title), currency=unit.code), photo=Chart(figures), keyboard=((sums,),)
    )


def _group(texts: Texts, unit: Currency, month: MonthSums) -> Group:
    whole = month.whole
    amounts = (whole.asked, whole.paid, whole.owed_back)
    bars = tuple(Bar(minor=minor, written=texts.money(Money(minor, unit))) for minor in amounts)
    return Group(label=texts.month(month.month.year, month.month.number), bars=bars)


def payee_name(texts: Texts, payee: Payee | None) -> Html:
    """An account as people compare it, by name and last characters; None is the cash at the pickup."""
    return (
        texts("money-cash")
        if payee is None
        else texts("money-payee", name=Name(payee.name), account=accounts.account(payee))
    )


def _whole(texts: Texts, sums: Reckoning) -> list[Html]:
    """Each sum on a line of its own, and that they foot."""
    told = _sums(sums.whole)
    right = {"paid", "by-credit", "claimed", "waiting", "owed-back"}
    return [*_each(texts, sums.unit, told), _check(texts, sums.unit, told, right)]


def _by_payee(texts: Texts, sums: Reckoning) -> list[Html]:
    shown, rest = sums.parts[:_PAYEES_SHOWN], sums.parts[_PAYEES_SHOWN:]
    lines = [_line(texts, payee_name(texts, one.payee), _part(texts, sums.unit, one)) for one in shown]
    if rest:
        others = replace(sums, parts=rest)
        lines.append(texts("money-accounts-more", count=len(rest), sums=_row(texts, others)))
    return [texts("money-by-payee"), *lines]


def _months_payees(texts: Texts, unit: Currency, parts: Sequence[MonthPart]) -> list[Html]:
    shown, rest = parts[:_PAYEES_SHOWN], parts[_PAYEES_SHOWN:]
    lines = [
        _line(texts, payee_name(texts, one.payee), _written(texts, unit, _flows(one.flows, opening=True)))
        for one in shown
    ]
    if rest:
        others = _written(texts, unit, _flows(together(rest), opening=True))
        lines.append(texts("money-accounts-more", count=len(rest), sums=others))
    return lines


def _part(texts: Texts, unit: Currency, part: Part) -> Html:
    return _written(texts, unit, _sums(part.sums))


def _row(texts: Texts, sums: Reckoning) -> Html:
    return _written(texts, sums.unit, _sums(sums.whole))


def _month(texts: Texts, unit: Currency, month: MonthSums) -> Html:
    name = texts.month(month.month.year, month.month.number)
    return texts("money-line", what=name, sums=_written(texts, unit, _flows(month.whole)))


def _line(texts: Texts, what: Html, sums: Html) -> Html:
    return texts("money-line", what=what, sums=sums)


def _written(texts: Texts, unit: Currency, sums: dict[str, int]) -> Html:
    return joined((_sum(texts, unit, what, minor) for what, minor in sums.items()), " · ")


def _each(texts: Texts, unit: Currency, sums: dict[str, int]) -> list[Html]:
    return [_sum(texts, unit, what, minor) for what, minor in sums.items()]


def _sum(texts: Texts, unit: Currency, what: str, minor: int) -> Html:
    return texts("money-sum", what=what, amount=Money(minor, unit))


def _check(texts: Texts, unit: Currency, sums: dict[str, int], right: set[str]) -> Html:
    """The sums as an equation: what is on the right is made of what is on the left."""
    less = {"owed-back"}
    return texts(
        "money-check",
        left=_added(texts, unit, {what: minor for what, minor in sums.items() if what not in right}, less),
        right=_added(texts, unit, {what: minor for what, minor in sums.items() if what in right}, less),
    )


def _added(texts: Texts, unit: Currency, sums: dict[str, int], less: Iterable[str]) -> Html:
    """a + b − c, each with its name."""
    terms: list[Html] = []
    for what, minor in sums.items():
        if not minor and terms:
            continue
        is_less = minor < 0 if what not in less else minor > 0
        sign = "− " if is_less else "+ " if terms else ""
        terms.append(Html(sign + _sum(texts, unit, what, abs(minor))))
    return joined(terms, " ")


def _sums(sums: Sums) -> dict[str, int]:
    told = {
        "asked": sums.asked,
        "paid-back": sums.paid_back,
        "kept": sums.kept,
        "paid": sums.paid,
        "by-credit": sums.by_credit,
        "claimed": sums.claimed,
        "waiting": sums.waiting,
        "owed-back": sums.owed_back,
    }
    return _without_rare(told)


def _flows(flows: Flows, *, opening: bool = False) -> dict[str, int]:
    before = {"opening": flows.opening} if opening else {}
    told = {
        "asked": flows.asked,
        "paid-back": flows.paid_back,
        "kept": flows.kept,
        "paid": flows.paid,
        "by-credit": flows.by_credit,
        "open": flows.open,
        "owed-back": flows.owed_back,
    }
    return _without_rare({**before, **told})


def _without_rare(sums: dict[str, int]) -> dict[str, int]:
    return {what: minor for what, minor in sums.items() if minor or what not in _RARE}


def _keyboard(texts: Texts, found: Overview) -> Keyboard:
    """Each deal and each month by itself; older ones; other currencies."""
    deals = [
        Tap(shortened(offers.bare(deal.title) or deal.code), DealMoney(deal.code).pack())
        for deal, _ in found.deals.deals
    ]
    months = [
        Tap(texts.month(one.month.year, one.month.number), _of_month(found, one.month)) for one in found.months.months
    ]
    rows = [tuple(months[at : at + _MONTHS_A_ROW]) for at in range(0, len(months), _MONTHS_A_ROW)]
    turns = _turns(texts, found)
    others = [
        Tap(label(texts, "button-money-in", currency=unit.code), ShowMoney(found.community.id, unit.code, 0, 0).pack())
        for unit in found.others
    ]
    return (*paired(deals), *rows, *paired(turns), *paired(_files(texts, found)), *paired(others))


def _files(texts: Texts, found: Overview) -> list[Tap]:
    where, currency = found.community.id, found.unit.code
    return [
        tap(texts, MoneyChart(where, currency, found.months.page)),
        tap(texts, MoneyBook(where, currency)),
        tap(texts, MoneyTable(where, currency, 0), what=0),
        tap(texts, MoneyTable(where, currency, 1), what=1),
    ]


def _of_month(found: Overview, month: Month) -> str:
    return MonthMoney(found.community.id, found.unit.code, month.year * 100 + month.number).pack()


def _turns(texts: Texts, found: Overview) -> list[Tap]:
    deals, months = found.deals, found.months
    turns: list[Tap] = []

    def turn(key: str, months: int, page: int) -> None:
        turns.append(Tap(label(texts, key), ShowMoney(found.community.id, found.unit.code, months, page).pack()))

    if deals.page + 1 < deals.pages:
        turn("button-money-older-deals", months.page, deals.page + 1)
    if deals.page > 0:
        turn("button-money-newer-deals", months.page, deals.page - 1)
    if months.page + 1 < months.pages:
        turn("button-money-older-months", months.page + 1, deals.page)
    if months.page > 0:
        turn("button-money-newer-months", months.page - 1, deals.page)
    return turns


def _first(community: Community) -> ShowMoney:
    return ShowMoney(community.id, community.currency, 0, 0)
