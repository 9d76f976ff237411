"""What is said in a group, besides the card, about one deal; and to its leader when the card is gone."""

from typing import Any

from bot.domain import last_calls as rules
from bot.i18n import Name, Texts, joined
from bot.services.cards import DealCard, GoneCard
from bot.views import cards, offers
from bot.views.buttons.cards import LeaveCardGone, PostCardAgain, StartTeam
from bot.views.buttons.desks import ShowDesk
from bot.views.buttons.taps import label, tap
from bot.views.lengths import fits
from bot.views.links import Bot, order_link
from bot.views.screens import Button, Keyboard, Link, Screen, Style


def last_call(texts: Texts, card: DealCard, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The last call: what can still be taken, said as of its own moment, since it is never changed.

    None: nothing can be taken any more, or there is too little time for it.
    """
    deal, teams = card.deal, [team for team in card.teams if cards.joining(texts, team)]
    missing = sum(team.missing for team in teams)
    if not offers.takes_orders(deal, texts.now) or not rules.says_something(deal, missing):
        return None
    if texts.now is not None and deal.closes_at - texts.now < rules.LATEST:
        return None
    left = [] if deal.left is None else [texts("last-call-left", left=max(deal.left, 0))]
    needed = joined([*(offers.team(texts, team) for team in teams), *left], by=" · ")
    lines = [texts("last-call", title=offers.titled(texts, deal.title), closes=deal.closes_at)]
    lines.append(texts("last-call-needed", at=texts.now or deal.closes_at - rules.BEFORE_CLOSE, needed=needed))
    order = Link(label(texts, "button-my-order"), order_link(bot.username, deal.token))
    starts: list[Button] = [tap(texts, StartTeam(deal.code))] if offers.can_start(deal, texts.now) else []
    ways = [button for team in teams for button in cards.joining(texts, team)]
    return Screen(text=fits(joined(lines)), keyboard=(*((way,) for way in ways), (*starts, order)))


def card_gone(texts: Texts, gone: GoneCard, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A deal's card stands in its group no more: its leader decides. None: it stands, or nobody needs it now."""
    if gone.stands or not offers.takes_orders(gone.card.deal, texts.now):
        return None
    told = texts("card-gone", title=_title(texts, gone), community=Name(gone.card.community.title))
    return Screen(text=told, keyboard=(_again(texts, gone), (tap(texts, LeaveCardGone(gone.card.deal.code)),)))


def card_again(texts: Texts, gone: GoneCard, bot: Bot) -> Screen:
    """The answer to `Post it again`: how it stands with the card now; deleted once more, it is asked once more."""
    asked = card_gone(texts, gone, {}, bot) if gone.is_gone else None
    if asked is not None:
        return asked
    told = texts("card-again", title=_title(texts, gone), community=Name(gone.card.community.title))
    return Screen(text=told, keyboard=_desk(texts, gone))


def card_left(texts: Texts, gone: GoneCard) -> Screen:
    """The answer to `Leave it`; the other way stays open as long as the deal does."""
    told = texts("card-left", title=_title(texts, gone), community=Name(gone.card.community.title))
    can_post = not gone.stands and offers.takes_orders(gone.card.deal, texts.now)
    return Screen(text=told, keyboard=(*([_again(texts, gone)] if can_post else []), *_desk(texts, gone)))


def _again(texts: Texts, gone: GoneCard) -> tuple[Button, ...]:
    return (tap(texts, PostCardAgain(gone.card.deal.code, gone.turn), Style.GO),)


def _desk(texts: Texts, gone: GoneCard) -> Keyboard:
    return ((tap(texts, ShowDesk(gone.card.deal.code)),),)


def _title(texts: Texts, gone: GoneCard) -> str:
    return offers.titled(texts, gone.card.deal.title)
