"""A leader's own deals: the list of them, and what is asked before one ends or goes on."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.deals import UNDO_CLOSE_FOR, Deal, DealState
from bot.domain.orders import OrderState
from bot.i18n import Texts, joined
from bot.services.desks import Desk
from bot.views import offers
from bot.views.buttons.desks import CancelDeal, CloseNow, ExtendDeal, RepeatDeal, ShowDesk
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits, shortened
from bot.views.screens import Screen, Style, Tap

_LONGER_BY = (1, 6, 24)  # hours


def deals_list(texts: Texts, deals: Sequence[Deal]) -> Screen:
    """A leader's own deals, newest first; each opens its desk."""
    if not deals:
        return Screen(text=texts("deals-none"))
    lines = [texts("deals-heading")]
    lines += [
        texts("deals-line", title=offers.titled(texts, deal.title), window=offers.window(texts, deal)) for deal in deals
    ]
    rows = tuple(_row(texts, deal) for deal in deals)
    return Screen(text=fits(joined(lines)), keyboard=rows)


def _row(texts: Texts, deal: Deal) -> tuple[Tap, ...]:
    """A deal's desk, and an ended one once more."""
    desk = Tap(shortened(offers.bare(deal.title) or deal.code), ShowDesk(deal.code).pack())
    return (desk,) if deal.state in (DealState.OPEN, DealState.SCHEDULED) else (desk, tap(texts, RepeatDeal(deal.code)))


def close_question(texts: Texts, desk: Desk) -> Screen:
    """Whether a deal really closes now: open teams end a little later, and till then it can be undone."""
    told = texts(
        "close-question",
        title=offers.titled(texts, desk.deal.title),
        teams=desk.open_teams,
        within=UNDO_CLOSE_FOR,
    )
    sure = Tap(label(texts, "button-confirm-close-now"), CloseNow(desk.deal.code, 1).pack(), Style.STOP)
    return Screen(text=told, keyboard=((sure,), (_go_on(texts, desk.deal),)))


def cancel_question(texts: Texts, desk: Desk) -> Screen:
    """Whether a deal is really called off: every order ends, money that came is owed back."""
    told = texts(
        "cancel-question",
        title=offers.titled(texts, desk.deal.title),
        orders=desk.orders,
        paid=desk.count(OrderState.PAID),
        amount=desk.amount(OrderState.PAID),
    )
    sure = Tap(label(texts, "button-confirm-cancel-deal"), CancelDeal(desk.deal.code, 1).pack(), Style.STOP)
    return Screen(text=told, keyboard=((sure,), (_go_on(texts, desk.deal),)))


def extend_choices(texts: Texts, desk: Desk) -> Screen:
    """By how much a deal closes later."""
    deal = desk.deal
    told = texts("extend-question", title=offers.titled(texts, deal.title), closes=deal.closes_at)
    longer = tuple(
        Tap(label(texts, "button-extend-by", length=timedelta(hours=hours)), ExtendDeal(deal.code, hours).pack())
        for hours in _LONGER_BY
    )
    return Screen(text=told, keyboard=(longer, (_go_on(texts, deal),)))


def _go_on(texts: Texts, deal: Deal) -> Tap:
    return Tap(label(texts, "button-go-on"), ShowDesk(deal.code).pack())
