"""The leader's desk: who paid, who says so, what waits for the leader."""

from typing import Any

from bot.domain.deals import Deal, DealState, can_undo_close
from bot.domain.orders import OrderState
from bot.i18n import Html, Texts, joined
from bot.services.desks import Desk
from bot.views import offers
from bot.views.buttons.cards import DealPoster
from bot.views.buttons.claims import ConfirmAllPaid, OneByOne, TakeBack
from bot.views.buttons.desks import (
    CallBuyers,
    CancelDeal,
    CloseNow,
    ExtendDeal,
    PauseDeal,
    RemindDue,
    RepeatDeal,
    ResumeDeal,
    ShowDesk,
    UndoClose,
)
from bot.views.buttons.taps import tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.names import short_name
from bot.views.packing import ButtonData
from bot.views.rows import paired
from bot.views.screens import Button, Keyboard, Screen, Style

S = OrderState
_NAMES_SHOWN = 12


def desk_notice(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen:
    """The desk of one deal: one live message; it comes once, and every later change is a silent edit."""
    return desk_screen(texts, desk)


def desk_screen(texts: Texts, desk: Desk) -> Screen:
    """The same when its leader asks for it."""
    return Screen(text=fits(joined(_lines(texts, desk))), keyboard=_keyboard(texts, desk))


def desk_moved(texts: Texts, desk: Desk) -> Screen:
    """What is left where the desk stood before its leader opened it elsewhere."""
    return Screen(text=texts("desk-moved", title=offers.titled(texts, desk.deal.title)))


def desk_ping(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Buyers say they paid: a message that is heard, since the desk changes in silence. None: none waits any more."""
    return _claimed(texts, desk, "desk-ping")


def claim_nudge(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Buyers say they paid and have waited half a day for the leader's word."""
    return _claimed(texts, desk, "claim-nudge")


def deal_passed_on(texts: Texts, desk: Desk, facts: dict[str, Any], bot: Bot) -> Screen:
    """Whoever led a deal leads no more: another leader of the group leads it now."""
    lines = [texts("deal-passed-on", community=desk.community.title), *_lines(texts, desk)]
    return Screen(text=fits(joined(lines)), keyboard=((tap(texts, ShowDesk(desk.deal.code), Style.GO),),))


def take_back(texts: Texts, desk: Desk) -> tuple[Button, ...]:
    """`Undo` for what was said last of money, as long as it can be taken back."""
    said = desk.said
    if said is None or texts.now is None or texts.now >= said.ends_at:
        return ()
    button = TakeBack(desk.deal.code, said.id, said.id)
    return (tap(texts, button, what=said.kind, count=len(said.orders)),)


def _claimed(texts: Texts, desk: Desk, key: str) -> Screen | None:
    count = desk.count(S.CLAIMED)
    if not count:
        return None
    lines = [
        texts(key, count=count, amount=desk.amount(S.CLAIMED)),
        offers.titled(texts, desk.deal.title),
        texts("claim-nudge-how"),
    ]
    return Screen(text=fits(joined(lines)), keyboard=paired(_claims(texts, desk)))


def _lines(texts: Texts, desk: Desk) -> list[Html]:
    title = offers.titled(texts, desk.deal.title)
    lines = [
        texts("desk-heading", title=title, state=desk.deal.state, orders=desk.orders, total=desk.total),
        offers.window(texts, desk.deal),
        texts(
            "desk-money",
            paid=desk.count(S.PAID),
            claimed=desk.count(S.CLAIMED),
            due=desk.count(S.DUE),
            placed=desk.count(S.PLACED),
            unreached=len(desk.unreached),
        ),
        texts("desk-teams", open=desk.open_teams, formed=desk.formed_teams),
    ]
    if _can_undo_close(texts, desk.deal):
        lines.append(texts("desk-closed-early", teams=desk.open_teams, ends=desk.deal.ends_at or desk.deal.closes_at))
    if desk.unreached:
        names = texts.listed(short_name(name) for name in desk.unreached[:_NAMES_SHOWN])
        more = max(len(desk.unreached) - _NAMES_SHOWN, 0)
        lines.append(texts("desk-unreached", names=names, more=more))
    if desk.undecided:
        lines.append(texts("desk-undecided", count=desk.undecided))
    if desk.late:
        lines.append(texts("desk-late", count=desk.late))
    if desk.refunds:
        lines.append(texts("desk-refunds", count=desk.refunds))
    return lines


def _keyboard(texts: Texts, desk: Desk) -> Keyboard:
    """What to do now first; the deal's own buttons below it, and `Undo` where no second tap on a button above lands."""
    return (*paired(_about_money(texts, desk)), *paired([*_about_deal(texts, desk.deal), *take_back(texts, desk)]))


def _about_money(texts: Texts, desk: Desk) -> list[Button]:
    """Confirm; remind who has to pay; call who can't be reminded."""
    code = desk.deal.code
    buttons = _claims(texts, desk)
    if not buttons and (desk.count(S.DUE) or desk.undecided or desk.late or desk.refunds):
        buttons.append(tap(texts, OneByOne(code, 0)))
    if desk.to_remind:
        buttons.append(tap(texts, RemindDue(code), count=desk.to_remind))
    if desk.to_call:
        buttons.append(tap(texts, CallBuyers(code), count=desk.to_call))
    return buttons


def _about_deal(texts: Texts, deal: Deal) -> list[Button]:
    is_over = deal.state not in (DealState.OPEN, DealState.SCHEDULED)
    kinds: list[ButtonData] = []
    if not is_over:
        pause = ResumeDeal(deal.code) if deal.is_paused else PauseDeal(deal.code)
        kinds += [pause, CloseNow(deal.code, 0), ExtendDeal(deal.code, 0), DealPoster(deal.token)]
    if _can_undo_close(texts, deal):
        kinds.append(UndoClose(deal.code))
    if deal.state not in (DealState.SETTLED, DealState.CANCELLED):
        kinds.append(CancelDeal(deal.code, 0))
    if is_over:
        kinds.append(RepeatDeal(deal.code))
    return [tap(texts, kind) for kind in kinds]


def _can_undo_close(texts: Texts, deal: Deal) -> bool:
    return texts.now is not None and can_undo_close(deal, texts.now)


def _claims(texts: Texts, desk: Desk) -> list[Button]:
    count = desk.count(S.CLAIMED)
    if not count:
        return []
    every = tap(texts, ConfirmAllPaid(desk.deal.code, count), Style.GO, count=count, amount=desk.amount(S.CLAIMED))
    return [every, tap(texts, OneByOne(desk.deal.code, 0))]
