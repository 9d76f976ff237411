"""A poster to be forwarded: what stands on it and under it; nothing of it ages."""

from bot.domain.deals import Deal
from bot.i18n import Texts
from bot.pictures.posters import Offer
from bot.services.cards import DealCard, TeamPage
from bot.views import offers
from bot.views.links import Bot, deal_link, team_link, written
from bot.views.screens import Poster, Screen, Toast, toast


def team_poster(texts: Texts, page: TeamPage, bot: Bot) -> Screen:
    """A team's poster: it opens the team, whatever has become of it."""
    return _poster(texts, page.card.deal, team_link(bot.username, page.team.token))


def deal_poster(texts: Texts, card: DealCard, bot: Bot) -> Screen:
    """A deal's poster: it opens the deal."""
    return _poster(texts, card.deal, deal_link(bot.username, card.deal.token))


def poster_toast(texts: Texts) -> Toast:
    """The answer to the tap: what the picture is for."""
    return toast(texts, "toast-poster")


def _poster(texts: Texts, deal: Deal, link: str) -> Screen:
    """Without buttons: a forwarded message loses them. The link stands in the caption, as text."""
    caption = texts(
        "poster-caption",
        title=offers.titled(texts, deal.title),
        target=deal.target,
        team=deal.team_price,
        link=written(link),
    )
    return Screen(text=caption, photo=Poster(_offer(texts, deal, link), deal.photo))


def _offer(texts: Texts, deal: Deal, link: str) -> Offer:
    solo = deal.solo_price
    return Offer(
        title=deal.title,
        team=texts.plain("poster-team", target=deal.target),
        team_price=texts.money(deal.team_price),
        alone="" if solo is None else texts.plain("poster-alone"),
        solo_price="" if solo is None else texts.money(solo),
        how=texts.plain("poster-how"),
        link=link,
        currency=deal.team_price.currency.code,
    )
