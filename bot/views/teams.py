"""What a buyer is told about their team, and the answer to a tap on the card."""

from typing import Any

from bot.domain.orders import AlreadyIn, OrderState
from bot.domain.teams import TeamState
from bot.i18n import Name, Texts, joined
from bot.services.cards import EndedPlace, TeamPage
from bot.services.receipts import Receipt
from bot.services.teams import Place
from bot.views import cards, offers, receipts
from bot.views.buttons.cards import TeamPoster
from bot.views.buttons.orders import ShowOrder
from bot.views.buttons.taps import tap
from bot.views.lengths import fits
from bot.views.links import Bot
from bot.views.names import short_name
from bot.views.screens import Keyboard, Screen, Toast, alert, toast
from bot.views.shares import share_team


def starter_now(texts: Texts, page: TeamPage, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The starter left: the next buyer is the starter now, and the team's link is theirs to share."""
    if page.state is not TeamState.OPEN:
        return None
    deal, team = page.card.deal, page.team
    lines = [
        texts("starter-now", joined=team.joined, target=team.target),
        offers.titled(texts, deal.title),
        texts("team-places", dots=offers.dots(team.joined, team.target), left=team.missing, deadline=team.deadline_at),
    ]
    shared = texts.plain("deal-shared", title=deal.title, target=deal.target, team=deal.team_price)
    share = share_team(texts, bot, team.token, shared)
    return Screen(text=fits(joined(lines)), keyboard=((share, tap(texts, TeamPoster(team.token))),))


def team_full(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The team of a buyer who has paid first is full."""
    if not receipt.order.is_live or receipt.team is None or receipt.team.state is not TeamState.FORMED:
        return None
    paid = "yes" if receipt.order.state is not OrderState.DUE else "no"
    told = texts("team-full", number=receipt.order.number, leader=receipts.leader(texts, receipt), paid=paid)
    order = tap(texts, ShowOrder(receipt.order.code))
    return Screen(text=fits(joined([told, receipts.goods(texts, receipt)])), keyboard=((order,),))


def team_expired(texts: Texts, ended: EndedPlace, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The team's time was up: no order, nothing to pay, and the way on: first a team that still needs somebody."""
    receipt = ended.receipt
    if receipt.order.is_live or receipt.team is None:
        return None
    joins: Keyboard = tuple((button,) for team in ended.others for button in cards.joining(texts, team))
    lines = [
        texts("team-expired", joined=receipt.team.joined, target=receipt.team.target),
        receipts.goods(texts, receipt),
    ]
    if receipt.is_late:
        lines.append(texts("team-expired-late", leader=Name(receipt.leader.name)))
    if joins:
        other = ended.others[0]
        lines.append(texts("team-expired-other", starter=short_name(other.starter), left=other.missing))
    return Screen(text=fits(joined(lines)), keyboard=(*joins, *receipts.ways_on(texts, receipt)))


def team_merged(texts: Texts, receipt: Receipt, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Two short teams became one, which is full with them."""
    if not receipt.order.is_live or receipt.team is None:
        return None
    lines = [
        texts("team-merged", starter=Name(receipt.starter), target=receipt.team.target),
        receipts.goods(texts, receipt),
    ]
    return Screen(text=fits(joined(lines)), keyboard=((tap(texts, ShowOrder(receipt.order.code)),),))


def place_toast(texts: Texts, place: Place) -> Toast:
    """The answer to a tap that took a place: where one is, and what happens about money."""
    key = "toast-started" if place.is_starter else "toast-formed" if place.formed else "toast-joined"
    starter = short_name(place.starter)
    return toast(texts, key, starter=starter, joined=place.joined, target=place.target, pay=place.pay)


def moved_toast(texts: Texts, place: Place) -> Toast:
    """The answer to `Move me`: where one is now."""
    key = "toast-formed" if place.formed else "toast-moved"
    starter = short_name(place.starter)
    return toast(texts, key, starter=starter, joined=place.joined, target=place.target, pay=place.pay)


def asks_to_move(texts: Texts, page: TeamPage) -> Toast:
    """The answer to a tap on another team in the group: the question stands in private."""
    return toast(texts, "toast-asks-to-move", starter=short_name(page.team.starter))


def already_in(texts: Texts, error: AlreadyIn, receipt: Receipt | None) -> Toast:
    """The answer to a tap that would take a second place: nothing changed, and where one is."""
    if receipt is None or not receipt.order.is_live:
        return Toast(texts.refusal(error), alert=True)
    where = "alone" if receipt.team is None else "same" if error.facts.get("same_team") else "other"
    return alert(
        texts, "toast-already-in", where=where, starter=short_name(receipt.starter), number=receipt.order.number
    )
