"""After an outage: a leader is asked about a deal that closed meanwhile, an admin gets one account."""

from typing import Any

from bot.domain.deals import DealState
from bot.domain.outages import REOPEN_FOR, is_asked
from bot.i18n import Html, Name, Texts, joined
from bot.services.outages import LISTED, MissedDeal, OutageAccount, UnknownSend
from bot.views import offers
from bot.views.buttons.desks import ShowDesk
from bot.views.buttons.outages import LeaveClosed, ReopenDeal, ShowUnknown
from bot.views.buttons.taps import tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.screens import Screen, Style, Toast, toast

_CLOSED = (DealState.CLOSED, DealState.SETTLED)


def late_close(texts: Texts, missed: MissedDeal, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Whether a deal that closed while the bot was away is opened again; None: that is decided, or too late.

    A deal that is open still only lost teams: its leader is told.
    """
    if texts.now is not None and not is_asked(missed.late, texts.now):
        return None
    deal, outage = missed.deal, missed.outage
    title = offers.titled(texts, deal.title)
    if deal.state is DealState.OPEN:
        told = texts("late-teams", since=outage.since, until=outage.until, title=title, teams=missed.expired)
        return Screen(text=fits(told), keyboard=((tap(texts, ShowDesk(deal.code)),),))
    if deal.state not in _CLOSED:
        return None
    lines = [
        texts(
            "late-close", since=outage.since, until=outage.until, title=title, closed=deal.closed_at or deal.closes_at
        )
    ]
    if missed.expired:
        lines.append(texts("late-close-teams", teams=missed.expired))
    lines.append(texts("late-close-question", length=REOPEN_FOR))
    answers = (
        tap(texts, ReopenDeal(deal.code, missed.late.id), Style.GO, length=REOPEN_FOR),
        tap(texts, LeaveClosed(deal.code, missed.late.id)),
    )
    return Screen(text=fits(joined(lines)), keyboard=(answers,))


def left_closed(texts: Texts, missed: MissedDeal) -> Screen:
    """The deal stays closed."""
    told = texts("late-close-left", title=offers.titled(texts, missed.deal.title))
    return Screen(text=fits(told), keyboard=((tap(texts, ShowDesk(missed.deal.code)),),))


def reopened(texts: Texts, missed: MissedDeal) -> Toast:
    """The deal is open again."""
    return toast(texts, "toast-reopened", until=missed.deal.closes_at)


def outage(texts: Texts, account: OutageAccount, facts: dict[str, Any], bot: Bot) -> Screen:
    """The one account of an outage that each admin gets."""
    return account_screen(texts, account)


def account_screen(texts: Texts, account: OutageAccount, *, listed: bool = False) -> Screen:
    """The same; `listed`: with the sends whose outcome nobody knows."""
    unknown = len(account.unknown)
    lines = [
        texts("outage", since=account.outage.since, until=account.outage.until),
        texts("outage-closes", count=account.closed),
        texts("outage-unknown", count=unknown),
        texts("outage-taps"),
    ]
    if not listed or not unknown:
        keyboard = ((tap(texts, ShowUnknown(account.outage.id), count=unknown),),) if unknown else ()
        return Screen(text=fits(joined(lines)), keyboard=keyboard)
    lines += [_line(texts, send) for send in account.unknown[:LISTED]]
    if unknown > LISTED:
        lines.append(texts("outage-more", count=unknown - LISTED))
    return Screen(text=fits(joined(lines)))


def _line(texts: Texts, send: UnknownSend) -> Html:
    return texts("outage-send", what=texts("notice-kind", kind=send.kind), to=Name(send.to), at=send.at)
