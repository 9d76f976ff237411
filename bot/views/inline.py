"""Inline mode: how deals and teams are offered, and the card that a chosen one becomes in whatever chat it stands.

Its buttons work where the bot is not: a link, or a tap that holds the token of what it opens.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import Any

from bot.i18n import Html, Texts, joined
from bot.services.cards import TEAMS_SHOWN, DealCard, OpenTeam, TeamPage
from bot.services.inline_cards import Shown
from bot.services.inline_offers import Offer
from bot.views import cards, offers
from bot.views.buttons.cards import JoinByLink, StartByLink
from bot.views.buttons.taps import label, tap
from bot.views.lengths import CAPTION_LIMIT, fits
from bot.views.links import (
    Bot,
    LinkKind,
    StartLink,
    deal_link,
    order_link,
    read_start,
    start_payload,
    team_link,
    written,
)
from bot.views.names import short_name
from bot.views.screens import Button, Keyboard, Link, Screen, StoredPhoto, Style


class Shape(IntFlag):
    """What kind of message a card is: told by its buttons and its result, since the chat can't be asked."""

    PHOTO = 1
    TEAM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of what is offered, and the card it becomes."""

    id: str
    title: str
    description: str
    screen: Screen


def offered(reads: Texts, texts: Texts, offer: Offer, bot: Bot) -> Result:
    """An offer in its reader's language; the card is in its community's."""
    deal, page = offer.card.deal, offer.page
    title = reads.plain("inline-deal", title=deal.title)
    if page is not None:
        title = reads.plain("inline-team", title=deal.title, starter=short_name(page.team.starter))
    left = 0 if page is None else page.team.missing
    price = reads.plain("inline-price", team=deal.team_price, target=deal.target, left=left, closes=deal.closes_at)
    screen = _screen(texts, offer.card, page, bot)
    shape = _shape(screen, page)
    token, kind = (deal.token, LinkKind.DEAL) if page is None else (page.team.token, LinkKind.TEAM)
    return Result(id=f"{int(shape)}:{start_payload(kind, token)}", title=title, description=price, screen=screen)


def chosen(result_id: str) -> tuple[StartLink, Shape]:
    """What the result with this id was. Raises NotFound: none of ours."""
    shape, _, payload = result_id.partition(":")
    return read_start(payload), Shape(int(shape) if shape in ("0", "1", "2", "3") else 0)


def inline_card(texts: Texts, shown: Shown, facts: dict[str, Any], bot: Bot) -> Screen:
    """A card in a chat of anybody's, as of now."""
    return _screen(texts, shown.card, shown.page, bot)


def nothing_found(texts: Texts) -> str:
    """The button above an empty list: it opens the private chat."""
    return label(texts, "inline-nothing")


def _screen(texts: Texts, card: DealCard, page: TeamPage | None, bot: Bot) -> Screen:
    photo = StoredPhoto(card.deal.photo) if card.deal.photo else None
    shape = (Shape.PHOTO if photo else Shape(0)) | (Shape.TEAM if page else Shape(0))
    if page is not None and cards.is_open(texts, page):
        return Screen(text=_team_text(texts, page, bot), photo=photo, keyboard=_team_keys(texts, page, shape, bot))
    text = cards.card_text(texts, card, bot) if page is None else fits(joined(cards.team_lines(texts, page)))
    return Screen(text=text, photo=photo, keyboard=_deal_keys(texts, card, shape, bot))


def _shape(screen: Screen, page: TeamPage | None) -> Shape:
    return (Shape.PHOTO if screen.photo else Shape(0)) | (Shape.TEAM if page else Shape(0))


def _team_text(texts: Texts, page: TeamPage, bot: Bot) -> Html:
    deal = page.card.deal
    lines = [*cards.team_lines(texts, page), cards.places(texts, page.team)]
    lines += offers.payment(texts, deal.pay, page.card.payee)
    lines.append(texts("deal-share", link=written(team_link(bot.username, page.team.token))))
    return offers.with_note(lines, offers.note(texts, deal.note), 3, CAPTION_LIMIT)


def _team_keys(texts: Texts, page: TeamPage, shape: Shape, bot: Bot) -> Keyboard:
    deal = page.card.deal
    see = Link(label(texts, "button-see-deal"), deal_link(bot.username, deal.token))
    ends = (see, _order(texts, page.card, bot))
    joins = _joins(texts, [page.team], shape)
    return (tuple(joins), ends) if joins else (ends,)


def _deal_keys(texts: Texts, card: DealCard, shape: Shape, bot: Bot) -> Keyboard:
    deal = card.deal
    if not offers.takes_orders(deal, texts.now):
        return ((_order(texts, card, bot),),)
    joins = _joins(texts, list(card.teams[:TEAMS_SHOWN]), shape & ~Shape.TEAM)
    starts = [tap(texts, StartByLink(deal.token, int(shape)))] if offers.can_start(deal, texts.now) else []
    every = Link(label(texts, "button-all-teams"), deal_link(bot.username, deal.token))
    return (*cards.pairs(joins), *cards.pairs([*starts, every]), (_order(texts, card, bot),))


def _joins(texts: Texts, teams: list[OpenTeam], shape: Shape) -> list[Button]:
    return [
        tap(
            texts,
            JoinByLink(team.token, int(shape)),
            Style.GO,
            starter=short_name(team.starter),
            left=team.missing,
        )
        for team in teams
        if team.missing and (texts.now is None or texts.now < team.deadline_at)
    ]


def _order(texts: Texts, card: DealCard, bot: Bot) -> Button:
    return Link(label(texts, "button-my-order"), order_link(bot.username, card.deal.token))
